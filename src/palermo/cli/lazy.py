"""Commands that are imported only when they run, so that `palermo read` stays quick.

Most commands need Django and the database; reading a file needs neither. Each command is named
here by module and help line; its module is imported, after Django where it needs it, on first use.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import click

from palermo.cli.installation import set_up


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is: `module:attribute`, its help line, and whether it works with data."""

    place: str
    help: str
    needs_data: bool = True


class Commands(Mapping[str, click.Command]):
    """The commands by name, each loaded when it is asked for."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = entries

    def __getitem__(self, name: str) -> click.Command:
        entry = self.entries[name]
        if entry.needs_data:
            set_up()
        module, _, attribute = entry.place.partition(":")
        return cast(click.Command, getattr(importlib.import_module(module), attribute))

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


class LazyGroup(click.Group):
    """A group whose list of commands is shown without importing them."""

    def __init__(self, *args: object, entries: Mapping[str, Entry], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        # click reads this mapping only; nobody adds commands to it later.
        self.commands = Commands(entries)  # type: ignore[assignment]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table."""
        entries = cast(Commands, self.commands).entries
        with formatter.section("Commands"):
            formatter.write_dl([(name, entries[name].help) for name in sorted(entries)])
