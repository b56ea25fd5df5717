"""Writes the pages of `docs/reference/` that are generated from the program.

Settings, command line, rights, errors, statuses, states and the API's description. A test compares
them, so that they stay true.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")

import click
import django

django.setup()

from palermo.accounts.rights import Right, Role, has_right
from palermo.api.routes import api
from palermo.cases.duty import STATUS_CRITERIA
from palermo.cases.interview import INTERVIEW_MOVES
from palermo.cases.narrative import NARRATIVE_MOVES
from palermo.cases.obligation import OBLIGATION_MOVES
from palermo.cases.plan import ACTION_MOVES, CLOSURE_MOVES
from palermo.cli.main import main as cli
from palermo.config.environment import SETTINGS
from palermo.kernel.errors import PalermoError
from palermo.kernel.moves import StateTable

STATE_TABLES: tuple[StateTable[Any], ...] = (
    NARRATIVE_MOVES,
    ACTION_MOVES,
    CLOSURE_MOVES,
    INTERVIEW_MOVES,
    OBLIGATION_MOVES,
)
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"


def settings_page() -> str:
    """Every environment variable with default and meaning."""
    rows = [f"| `{s.name}` | `{s.default}` | {s.meaning} |" for s in SETTINGS]
    head = ["# Settings", "", "Environment variables of an installation.", ""]
    table = ["| name | default | meaning |", "| --- | --- | --- |", *rows]
    return "\n".join([*head, *table]) + "\n"


def rights_page() -> str:
    """The table of rights."""
    roles = [r for r in Role if r is not Role.PUBLIC]
    rows = [
        f"| `{right}` | {right.label} | "
        + " | ".join("yes" if has_right(r, right) else "" for r in roles)
        + " |"
        for right in Right
    ]
    head = [
        "# Rights",
        "",
        "A visitor has `view_public` only where the administrator allows it, and nothing else.",
        "",
    ]
    columns = f"| right | a user may | {' | '.join(roles)} |"
    return "\n".join([*head, columns, "| --- | --- |" + " --- |" * len(roles), *rows]) + "\n"


def errors_page() -> str:
    """Every kind of error with exit code and HTTP status."""
    kinds = sorted(PalermoError.__subclasses__(), key=lambda kind: kind.exit_code)
    rows = [f"| `{k.__name__}` | {k.exit_code} | {k.status} | {k.__doc__} |" for k in kinds]
    head = ["# Errors", "", "Exit codes of the command line and HTTP status of the API.", ""]
    table = ["| error | exit | HTTP | meaning |", "| --- | --- | --- | --- |", *rows]
    return "\n".join([*head, *table]) + "\n"


def commands_page() -> str:
    """The help text of every command."""
    parts = ["# Command line", "", "```text", _help(cli, "palermo"), "```"]
    for path, command in _commands(cli, "palermo"):
        parts += ["", f"## {path}", "", "```text", _help(command, path), "```"]
    return "\n".join(parts) + "\n"


def _commands(group: click.Command, path: str) -> list[tuple[str, click.Command]]:
    if not isinstance(group, click.Group):
        return []
    found = []
    for name in sorted(group.commands):
        command = group.commands[name]
        found.append((f"{path} {name}", command))
        found += _commands(command, f"{path} {name}")
    return found


def _help(command: click.Command, path: str) -> str:
    context = click.Context(command, info_name=path, max_content_width=96, terminal_width=96)
    return command.get_help(context)


def status_page() -> str:
    """The criteria of a duty's status, in the order of evaluation."""
    sentences = {
        name: f"*{name}*"
        for name in ("due", "done", "actions", "reached", "milestones", "reopened")
    }
    rows = [
        f"| {number} | `{line.status}` | {line.why.format(**sentences)} |"
        for number, line in enumerate(STATUS_CRITERIA, 1)
    ]
    head = ["# Statuses", "", "The first line that holds gives a duty its status.", ""]
    table = ["| | status | what the page then says |", "| --- | --- | --- |", *rows]
    more = (
        "Why these, and how a recommendation's status follows: [status](../explanation/status.md)."
    )
    return "\n".join([*head, *table, "", more]) + "\n"


def states_page() -> str:
    """Every state with who must act next, and every move with its right."""
    parts = [
        "# States and moves",
        "",
        "What may happen next. The rules, the pages and this page ask the same tables in "
        "`src/palermo/cases`.",
    ]
    for table in STATE_TABLES:
        name = table.thing.capitalize()
        states = [f"| `{s.id}` | {s.id.label} | {s.owner} |" for s in table.states]
        moves = [
            f"| {_code(m.source)} | `{m.target}` | `{m.right}` | {m.verb} | {m.text} |"
            for m in table.moves
        ]
        parts += [
            *("", f"## {name}", ""),
            *("| state | name | who acts next |", "| --- | --- | --- |", *states, ""),
            *("| from | to | right | in the journal | button |", "| --- | --- | --- | --- | --- |"),
            *moves,
        ]
    return "\n".join(parts) + "\n"


def _code(state: str | None) -> str:
    return "begin" if state is None else f"`{state}`"


def openapi_page() -> str:
    """The API's description in OpenAPI."""
    return json.dumps(api.get_openapi_schema(), indent=1, sort_keys=True, default=str) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "rights.md": rights_page,
    "errors.md": errors_page,
    "statuses.md": status_page,
    "states.md": states_page,
    "commands.md": commands_page,
    "openapi.json": openapi_page,
}


def main() -> None:
    """Write all pages."""
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()
