"""Every action runs as `palermo.actions.step` says: its own step, and writes inside `writing()`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.house.test_rights import ACTIONS, ROOM

#: What a Visit carries and no action takes beside it.
IN_THE_VISIT = frozenset({"actor", "pack", "now", "language"})
#: Private modules hold what several actions share.
SHARED = sorted(p for p in ROOM.rglob("_*.py") if p.name != "__init__.py")


class Module:
    """One file of the room: its functions, and which of its names write to a store."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self.store_names: set[str] = set()
        self.store_modules: set[str] = set()
        self.imported: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                self._read_import(node)
        self.functions = {n.name: n for n in self.tree.body if isinstance(n, ast.FunctionDef)}

    def _read_import(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        for alias in node.names:
            name = alias.asname or alias.name
            self.imported.add(f"{module}.{alias.name}")
            # Classes of a store are values to be written; only its functions write.
            if module.endswith(".store") and not alias.name[0].isupper():
                self.store_names.add(name)
            if alias.name == "store":
                self.store_modules.add(name)

    def outside_writing(self, node: ast.AST, writers: set[str]) -> Iterator[ast.Call]:
        """Calls below `node` that write and do not stand in a `with ….writing():`."""
        if isinstance(node, ast.With) and any(_opens_writing(i.context_expr) for i in node.items):
            return
        if isinstance(node, ast.Call) and self._writes(node, writers):
            yield node
        for child in ast.iter_child_nodes(node):
            yield from self.outside_writing(child, writers)

    def _writes(self, call: ast.Call, writers: set[str]) -> bool:
        function = call.func
        if isinstance(function, ast.Name):
            return function.id in self.store_names | writers
        of_store = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
        return (
            of_store and function.value.id in self.store_modules and not function.attr[0].isupper()
        )


def _opens_writing(expression: ast.expr) -> bool:
    function = expression.func if isinstance(expression, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr == "writing"


def _find_writers(modules: Mapping[str, Module], action: str) -> set[str]:
    """Shared functions that write without opening `writing()`, so that who calls them must."""
    found: set[str] = set()
    while True:
        more = {
            name
            for module in modules.values()
            for name, function in module.functions.items()
            if name != action and any(module.outside_writing(function, found))
        }
        if more <= found:
            return found
        found |= more


def action_faults(name: str, source: str, shared: Mapping[str, str]) -> list[str]:
    """What is wrong with the file of the action `name`; `shared` are the private modules."""
    own = Module(source)
    modules = {"": own, **{key: Module(text) for key, text in shared.items()}}
    faults = [
        "opens a transaction or reads models itself"
        for module in modules.values()
        if any(n.startswith("django.db") or ".models." in n for n in module.imported)
    ]
    action = own.functions.get(name)
    if action is None:
        return [*faults, "has no function of its own name"]
    arguments = {a.arg for a in (*action.args.args, *action.args.kwonlyargs)}
    if taken := arguments & IN_THE_VISIT:
        faults.append(f"takes {sorted(taken)} beside the visit")
    opened = [
        node.args[1].value if len(node.args) > 1 and isinstance(node.args[1], ast.Constant) else ""
        for node in ast.walk(own.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"step", "reading"}
    ]
    if opened != [name]:
        faults.append(f"opens the steps {opened} instead of its own")
    first = action.body[1 if ast.get_docstring(action) else 0]
    if not isinstance(first, ast.With) or not _opens_step(first):
        faults.append("does something before its step")
    outside = own.outside_writing(action, _find_writers(modules, name))
    return [*faults, *(f"writes outside writing() in line {call.lineno}" for call in outside)]


def _opens_step(block: ast.With) -> bool:
    expressions = [item.context_expr for item in block.items]
    return any(
        isinstance(e, ast.Call) and getattr(e.func, "id", "") in {"step", "reading"}
        for e in expressions
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ACTIONS, ids=lambda p: p.stem)
def test_every_action_opens_its_step_and_writes_inside_writing(path: Path) -> None:
    shared = {str(p): _text(p) for p in SHARED}
    assert action_faults(path.stem, _text(path), shared) == []


_HEAD = "from palermo.actions.step import step\nfrom palermo.ledger.plans.store import add_action\n"
GOOD = f"""{_HEAD}
def plan(visit, *, title):
    with step(visit, "plan") as act:
        with act.writing():
            add_action(title)
"""


def test_an_action_that_keeps_the_rules_has_no_fault() -> None:
    assert action_faults("plan", GOOD, {}) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (_HEAD + "def plan(visit):\n    add_action()\n", "instead of its own"),
        (GOOD.replace('"plan"', '"other"'), "instead of its own"),
        (GOOD.replace("*, title", "*, title, now"), r"takes \['now'\]"),
        (GOOD.replace("    with step", "    add_action(title)\n    with step"), "before its step"),
        (GOOD.replace("with act.writing():", "if title:"), "outside writing"),
        (GOOD.replace("add_action(title)", "pass") + "        add_action(title)\n", "outside"),
        (
            GOOD.replace("add_action(title)", "pass")
            + "        _keep(title)\n\n\ndef _keep(title):\n    _deeper(title)\n\n\n"
            + "def _deeper(title):\n    add_action(title)\n",
            "outside writing",
        ),
        ("from django.db import transaction\n" + GOOD, "transaction"),
        ("from palermo.ledger.plans.models import Action\n" + GOOD, "models"),
    ],
)
def test_each_way_around_the_rules_is_found(source: str, fault: str) -> None:
    faults = action_faults("plan", source, {})
    assert any(re.search(fault, f) for f in faults), faults


def test_a_shared_function_that_writes_is_called_inside_writing_only() -> None:
    shared = "from palermo.ledger.plans import store\n\n\n"
    shared += "def keep(title):\n    store.add_action(title)\n"
    outside = GOOD.replace("with act.writing():", "if title:").replace("add_action(t", "keep(t")
    inside = GOOD.replace("add_action(title)", "keep(title)")
    assert action_faults("plan", inside, {"_keeping": shared}) == []
    assert any("outside" in f for f in action_faults("plan", outside, {"_keeping": shared}))
