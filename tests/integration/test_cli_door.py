"""The door of the terminal: quick, one line for an error, an exit code for its kind."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

import palermo
from palermo.cli.lazy import Commands, Entry
from palermo.cli.main import COMMANDS, CommandLine, main
from palermo.kernel.errors import BadValue


def _door(command: click.Command) -> click.Group:
    door = CommandLine(entries={})
    door.commands = {command.name or "": command}
    return door


def test_version_and_list_of_commands_need_neither_django_nor_data() -> None:
    script = (
        "import sys; from palermo.cli.main import main\n"
        "main(['--version'], standalone_mode=False); main(['--help'], standalone_mode=False)\n"
        "assert 'django' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert palermo.__version__ in done.stdout
    assert all(name in done.stdout for name in COMMANDS)


def test_python_dash_m_is_the_same_door() -> None:
    command = [sys.executable, "-m", "palermo", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("palermo, version ")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_and_says_what_it_does(name: str) -> None:
    command = Commands(COMMANDS)[name]
    assert command.help, name
    for inner in getattr(command, "commands", {}).values():
        assert inner.help, f"{name} {inner.name}"


def test_an_error_of_the_house_is_one_line_with_its_own_exit_code() -> None:
    @click.command("fail")
    def fail() -> None:
        raise BadValue("The value {value} is wrong.", where="field", remedy="Mend it.", value=3)

    result = CliRunner().invoke(_door(fail), ["fail"])
    assert result.exit_code == BadValue.exit_code
    assert result.stderr == "palermo: field: The value 3 is wrong. Mend it.\n"


def test_an_unexpected_error_says_how_to_report_it_and_shows_no_trace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @click.command("fail")
    def fail() -> None:
        raise ZeroDivisionError("what somebody wrote")

    monkeypatch.delenv("PALERMO_DEBUG", raising=False)
    result = CliRunner().invoke(_door(fail), ["fail"])
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "PALERMO_DEBUG=yes" in result.stderr
    assert "what somebody wrote" not in result.stderr
    monkeypatch.setenv("PALERMO_DEBUG", "yes")
    assert isinstance(CliRunner().invoke(_door(fail), ["fail"]).exception, ZeroDivisionError)


def test_nobody_is_guessed_as_the_one_who_acts() -> None:
    result = CliRunner().invoke(main, ["token", "create", "statistics"])
    assert result.exit_code == BadValue.exit_code
    assert "--as USERNAME" in result.stderr


def test_a_lazy_command_is_named_by_module_and_attribute() -> None:
    commands = Commands({"door": Entry("palermo.cli.main:main", "The door itself.", False)})
    assert commands["door"] is main
    assert len(commands) == 1
