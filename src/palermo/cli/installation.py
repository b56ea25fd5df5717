"""The installation behind a command: Django is set up once, and who acts is named."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from palermo.kernel.errors import BadValue, NotReady
from palermo.kernel.messages import N_

if TYPE_CHECKING:
    from palermo.accounts.people import Actor
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


def actor_named_by_option(username: str | None) -> Actor:
    """The actor that `--as` names. Nobody is guessed: without a name this is an error."""
    if not username:
        raise BadValue(
            N_("The command does not say which user runs it."),
            where="--as",
            remedy=N_("Add --as USERNAME; `palermo users list` shows the names."),
        )
    from palermo.accounts.queries import actor_named

    require_database()
    return actor_named(username, "cli")


def actor_with_right(username: str | None, right: str) -> Actor:
    """The actor that `--as` names, who must have the right to read. Raises NotAllowed."""
    from palermo.accounts.guard import check_right

    actor = actor_named_by_option(username)
    check_right(actor, right)
    return actor


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


def home_pack() -> Pack:
    """The pack of this installation."""
    from palermo.actions.installation import installed_pack

    return installed_pack()
