"""The installation behind a command: Django is set up once, and who acts is named."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palermo.kernel.errors import BadValue, NotReady, PalermoError
from palermo.kernel.messages import N_
from palermo.kernel.text_rules import damaged_character

if TYPE_CHECKING:
    from palermo.accounts.people import Actor
    from palermo.actions.visit import Visit
    from palermo.packs.pack import Pack

as_user = click.option(
    "--as",
    "username",
    metavar="USERNAME",
    envvar="PALERMO_AS",
    show_envvar=True,
    help="User who runs the command (user name).",
)


def set_up() -> None:
    """Read the settings and load the model apps; a second call costs nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def open_visit(username: str | None) -> Visit:
    """The visit of the actor that `--as` names; a command without the option is refused."""
    if not username:
        raise BadValue(
            N_("The command does not say which user runs it."),
            where="--as",
            remedy=N_("Add --as USERNAME, or set PALERMO_AS."),
        )
    from palermo.accounts.queries import actor_named

    require_database()
    return visit_of(actor_named(username, "cli"))


def open_visit_with_right(username: str | None, right: str, target: str = "") -> Visit:
    """The visit of the actor that `--as` names, who must have the right. Raises NotAllowed."""
    from palermo.actions.guard import check_right

    visit = open_visit(username)
    check_right(visit.actor, right, target)
    return visit


def visit_of(actor: Actor) -> Visit:
    """The visit of an actor at this moment. The terminal is in English."""
    from palermo.actions.visit import Visit

    return Visit(actor, home_pack(), "en", current_moment())


def wordings_folder() -> Path:
    """Where this installation keeps the wordings of instruments that it loaded."""
    from palermo.actions.installation import find_wordings_folder

    return find_wordings_folder()


def current_moment() -> datetime:
    """The clock of the terminal."""
    return datetime.now(UTC)


def require_database() -> None:
    """Raise NotReady unless the database answers and all migrations are applied."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import Error

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        raise NotReady(
            N_("The database does not answer ({kind})."),
            where="PALERMO_DATABASE",
            remedy=N_("Start it or correct its address, then run `palermo doctor`."),
            kind=type(error).__name__,
        ) from None
    if missing:
        raise NotReady(
            N_("Database migrations not yet applied: {count}."),
            remedy=N_("Run `palermo migrate`."),
            count=len(missing),
        )


def explain_outside_error(error: Exception) -> PalermoError | None:
    """What to say where the database went away while a command ran, or where an argument holds
    bytes that are no text; None for an error of the program.
    """
    if isinstance(error, UnicodeEncodeError):
        return damaged_character()
    if "django.db" not in sys.modules:
        return None
    from django.db import InterfaceError, OperationalError

    if not isinstance(error, (OperationalError, InterfaceError)):
        return None
    return NotReady(
        N_("The database does not answer, or its disk is full ({kind})."),
        where="PALERMO_DATABASE",
        remedy=N_("Run `palermo doctor`, check what was saved, and run the command again."),
        kind=type(error).__name__,
    )


def home_pack() -> Pack:
    """The pack of this installation."""
    from palermo.actions.installation import load_installed_pack

    return load_installed_pack()
