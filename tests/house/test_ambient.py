"""Pack, language and clock come from the Visit; one module of each front door asks for them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import palermo

PACKAGE = Path(palermo.__file__).parent
#: Who makes a Visit, and the language of filters in templates.
ALLOWED = {
    "web/guard.py",
    "web/language.py",
    "api/guard.py",
    "cli/installation.py",
    "actions/installation.py",
}
ASKING = {
    "timezone": {"now", "localdate"},
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "translation": {"get_language"},
    "": {"get_language", "load_installed_pack"},
}


def asked(source: str) -> set[str]:
    """The calls in `source` that ask the surroundings for a pack, a language or a clock."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Name) and function.id in ASKING[""]:
            found.add(function.id)
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            owner = function.value.id
            if function.attr in ASKING.get(owner, ()):
                found.add(f"{owner}.{function.attr}")
    return found


def test_nothing_below_the_front_doors_asks_for_a_pack_a_language_or_a_clock() -> None:
    paths = [p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts]
    found = {
        name: calls
        for path in paths
        if (name := path.relative_to(PACKAGE).as_posix()) not in ALLOWED
        and (calls := asked(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "call",
    ["timezone.now()", "timezone.localdate()", "datetime.now(UTC)", "date.today()",
     "get_language()", "load_installed_pack()"],
)  # fmt: skip
def test_each_way_of_asking_is_found(call: str) -> None:
    assert asked(f"def today():\n    return [{call}]\n")
