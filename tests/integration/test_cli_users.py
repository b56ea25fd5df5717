"""Every command that opens the database takes `--as`, and none runs without it."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from palermo.cli.lazy import Commands
from palermo.cli.main import COMMANDS, main
from palermo.journal.queries import list_activity
from tests.integration.conftest import People

#: Commands on packs and files, which open no database, and those that run the installation.
WITHOUT_USER = {
    "read", "explain", "evaluate", "check", "adopt", "diff", "elements", "form", "act", "picture",
    "words update", "words status", "words missing", "words compile",
    "practice make", "practice score", "practice agreement", "practice vignettes", "practice judge",
    "instrument list", "instrument show", "instrument check", "value measures", "services",
    "doctor", "migrate", "serve", "demo",
}  # fmt: skip


def _leaves(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for inner, its in command.commands.items():
            yield from _leaves(f"{name} {inner}", its)
    else:
        yield name, command


LEAVES = {
    leaf: command for name in COMMANDS for leaf, command in _leaves(name, Commands(COMMANDS)[name])
}
WITH_USER = sorted(set(LEAVES) - WITHOUT_USER)
#: Commands that need no other word on the line.
SHORT = [
    name for name in WITH_USER if not any(parameter.required for parameter in LEAVES[name].params)
]


def test_the_list_names_commands_that_there_are() -> None:
    assert set(LEAVES) >= WITHOUT_USER
    assert len(SHORT) > 8


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_a_command_takes_as_like_every_other(name: str) -> None:
    options = {p.name: p for p in LEAVES[name].params if "--as" in p.opts}
    assert list(options) == ([] if name in WITHOUT_USER else ["username"])
    assert all(option.envvar == "PALERMO_AS" for option in options.values())


@pytest.mark.parametrize("name", SHORT)
def test_a_command_asks_who_runs_it(people: People, name: str) -> None:
    result = CliRunner().invoke(main, name.split())
    assert result.exit_code == 9, result.output
    assert "Add --as USERNAME" in result.stderr


def test_the_list_of_users_is_for_administrators(people: People) -> None:
    shown = CliRunner().invoke(main, ["users", "list", "--as", "administrator"])
    assert "coordinator" in shown.stdout
    refused = CliRunner().invoke(main, ["users", "list", "--as", "coordinator"])
    assert refused.exit_code == 6
    (line,) = list_activity()[0]
    assert (line.act, line.outcome) == ("manage_installation", "denied")


@pytest.mark.django_db
def test_before_the_first_account_there_is_no_user_to_name() -> None:
    assert CliRunner().invoke(main, ["users", "list"]).exit_code == 0
