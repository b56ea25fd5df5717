"""Small files and functions: a reader holds one in the head."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "tests", "scripts", "benchmarks")
FILES = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
BANNED_NAMES = {"utils", "helpers", "common", "manager", "misc"}


def _function_lengths(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return [((n.end_lineno or n.lineno) - n.lineno + 1, f"{path.name}:{n.name}") for n in found]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_functions_fit_on_a_screen() -> None:
    lengths = sorted(length for path in FILES for length in _function_lengths(path))
    longest, name = lengths[-1]
    assert longest <= 80, name
    assert lengths[int(len(lengths) * 0.9)][0] <= 40


def test_modules_are_named_for_what_they_hold() -> None:
    assert [p for p in FILES if p.stem in BANNED_NAMES] == []
