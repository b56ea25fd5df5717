"""Nothing unguarded: every action, page and operation asks for a right that the table knows."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import palermo.actions
from palermo.accounts.rights import RIGHTS, Role, has_right

ROOM = Path(palermo.actions.__file__).parent
#: One file for each action, in the folder of its subject, however deep.
ACTIONS = sorted(p for p in ROOM.rglob("*.py") if p.parent != ROOM and not p.stem.startswith("_"))
#: Pages that must open before anybody has signed in.
OPEN_PAGES = {
    "sign-in",
    "sign-out",
    "icon",
    "leave",
    "service-worker",
    "manifest",
    "set_language",
    "javascript-catalog",
}


def module_name(path: Path) -> str:
    return ".".join(("palermo.actions", *path.relative_to(ROOM).with_suffix("").parts))


def test_the_walk_sees_the_actions_of_every_subject() -> None:
    subjects = {p.name for p in ROOM.iterdir() if p.is_dir() and not p.name.startswith("_")}
    assert {path.parent.name for path in ACTIONS} >= subjects
    assert len(ACTIONS) > len(subjects)


@pytest.mark.parametrize("path", ACTIONS, ids=lambda p: p.stem)
def test_every_action_has_a_right_of_its_own(path: Path) -> None:
    function = getattr(importlib.import_module(module_name(path)), path.stem)
    parameters = list(inspect.signature(function).parameters)
    assert parameters[0] == "visit"
    assert path.stem in RIGHTS


def test_every_action_has_one_public_function() -> None:
    for path in ACTIONS:
        body = ast.parse(path.read_text(encoding="utf-8")).body
        public = [
            n.name for n in body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")
        ]
        assert public == [path.stem]


def test_every_right_is_somebodys_and_none_is_the_visitors() -> None:
    for right, roles in RIGHTS.items():
        assert roles, right
        assert not has_right(Role.PUBLIC, right)


def _patterns(resolver: URLResolver, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += _patterns(entry, prefix + str(entry.pattern))
        else:
            found.append((prefix + str(entry.pattern), entry))
    return found


PAGES = [p for p in _patterns(get_resolver()) if not p[0].startswith("api/")]


@pytest.mark.parametrize(("address", "pattern"), PAGES, ids=[a for a, _ in PAGES])
def test_every_page_asks_for_a_right(address: str, pattern: URLPattern) -> None:
    if pattern.name in OPEN_PAGES:
        return
    right = getattr(pattern.callback, "right", None)
    assert right in RIGHTS, f"{address} is not wrapped by palermo.web.guard.page"
