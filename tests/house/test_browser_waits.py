"""No browser test reads a page at once after a click that may open another one.

Only `expect`, `wait_for...` and the methods of a locator that act wait by themselves. What reads
at once sees the page that is left, or fails while it is left.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "functional"
FILES = sorted(TESTS.glob("*.py"))
#: What sees the page as it is at that moment.
AT_ONCE = {
    "all", "content", "count", "evaluate", "faults", "fetch_interviews", "inner_text",
    "is_visible", "page_width",
}  # fmt: skip


def _called(node: ast.AST) -> list[str]:
    """Names of the functions that a statement calls, also in its condition or loop head."""
    heads: list[ast.AST] = [node]
    if isinstance(node, ast.For):
        heads = [node.iter]
    elif isinstance(node, ast.If | ast.While):
        heads = [node.test]
    elif isinstance(node, ast.With):
        heads = [item.context_expr for item in node.items]
    calls = (n.func for head in heads for n in ast.walk(head) if isinstance(n, ast.Call))
    return [f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in calls]


def _blocks(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and not isinstance(node, ast.Module | ast.ClassDef):
            yield body


def _reading_at_once(trees: list[ast.Module]) -> set[str]:
    """`AT_ONCE`, and every function of the tests that begins with one of them."""
    names = set(AT_ONCE)
    functions = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    while True:
        first = {f.name: steps[0] for f in functions if (steps := _steps(f.body))}
        more = {name for name, step in first.items() if names & set(_called(step))}
        if more <= names:
            return names
        names |= more


def _steps(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements that do something to a page; the body of a leading loop comes first."""
    steps = [s for s in body if _called(s) or isinstance(s, ast.For)]
    if steps and isinstance(steps[0], ast.For) and not _called(steps[0]):
        return [s for s in steps[0].body if "set_viewport_size" not in _called(s)] + steps[1:]
    return steps


def unwaited(trees: list[ast.Module]) -> list[int]:
    """Lines that read at once what a click on the line before may still be changing."""
    names = _reading_at_once(trees)
    return [
        after.lineno
        for tree in trees
        for block in _blocks(tree)
        for before, after in pairwise(block)
        if isinstance(before, ast.Expr) and "click" in _called(before)
        if "expect" not in _called(after) and names & set(_called(after))
    ]


def test_a_page_is_not_read_while_a_click_opens_another() -> None:
    shared = [ast.parse(f.read_text(encoding="utf-8")) for f in FILES if f.name == "conftest.py"]
    faults = {
        path.name: lines
        for path in FILES
        if (lines := unwaited([ast.parse(path.read_text(encoding="utf-8")), *shared]))
    }
    assert faults == {}, "use `follow`, or `expect` something of the new page first"


def test_the_walk_sees_a_reading_at_once() -> None:
    source = """
def _fits(page):
    for size in (1, 2):
        page.set_viewport_size(size)
        assert faults(page) == []

def test_a(page):
    page.get_by_role("link").click()
    _fits(page)
    page.get_by_role("link").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("link").click()
    expect(page.get_by_role("heading")).to_be_visible()
    assert faults(page) == []
"""
    assert unwaited([ast.parse(source)]) == [9, 11]
