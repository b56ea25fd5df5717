"""The how-to pages show commands and operations that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from palermo.api.routes import api
from palermo.cli.main import main

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "how-to"
PAGES = sorted(FOLDER.glob("*.md"))
_JOINED = re.compile(r"\\\n\s*")


def _shown(page: Path) -> list[str]:
    """Every console line of a page, continued lines joined."""
    text = _JOINED.sub("", page.read_text(encoding="utf-8"))
    return [line[2:] for line in text.splitlines() if line.startswith("$ ")]


COMMANDS = [
    (page.stem, found)
    for page in PAGES
    for line in _shown(page)
    for found in re.findall(r"\bpalermo [^|)>]+", line)
    if line.startswith("palermo ") or "$(palermo " in line
]
ADDRESSES = [
    (page.stem, line) for page in PAGES for line in _shown(page) if line.startswith("curl")
]


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[line for _, line in COMMANDS])
def test_the_command_is_understood(page: str, line: str) -> None:
    words = shlex.split(line)[1:]
    command: click.Command = main
    context = click.Context(main, info_name="palermo")
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, f"{page}: {line}"
        command = found
    command.make_context(command.name, words, parent=context)


@pytest.mark.parametrize(("page", "line"), ADDRESSES, ids=[line for _, line in ADDRESSES])
def test_the_operation_exists(page: str, line: str) -> None:
    (address,) = re.findall(r"\$API(/[^\s\"?]*)", line)
    method = next(iter(re.findall(r"-X (\w+)", line)), "POST" if " -F " in line else "GET")
    known = {
        (verb.upper(), re.sub(r"\{[^}]+\}", "[^/]+", path))
        for path, verbs in api.get_openapi_schema()["paths"].items()
        for verb in verbs
    }
    wanted = f"/api/v1{address}"
    assert any(m == method and re.fullmatch(p, wanted) for m, p in known), f"{page}: {line}"


def test_the_pages_hold_commands() -> None:
    assert len(COMMANDS) > 20
    assert len(ADDRESSES) > 8
