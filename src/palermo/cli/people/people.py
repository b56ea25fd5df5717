"""`palermo users` and `palermo token`."""

from __future__ import annotations

import sys

import click

from palermo.accounts.people import Actor, UserRow
from palermo.accounts.queries import list_sign_ins, list_tokens, list_users
from palermo.accounts.rights import Role
from palermo.actions.people.change_user import change_user
from palermo.actions.people.create_user import create_user
from palermo.actions.people.end_sessions import end_sessions
from palermo.actions.people.issue_token import issue_token
from palermo.actions.people.revoke_token import revoke_token
from palermo.actions.people.set_password import set_password
from palermo.actions.people.unlock_user import unlock_user
from palermo.actions.visit import Visit
from palermo.cli.installation import (
    as_user,
    open_visit,
    open_visit_with_right,
    require_database,
    visit_of,
)
from palermo.cli.listing import form_option, print_table
from palermo.kernel.errors import BadValue, NotFound
from palermo.kernel.messages import N_
from palermo.tables.account_tables import sign_ins_table, tokens_table, users_table

_ROLES = click.Choice([role.value for role in Role if role is not Role.PUBLIC])
role_option = click.option("--role", type=_ROLES, help="What the user may do.")
stdin_option = click.option(
    "--password-stdin", "from_stdin", is_flag=True, help="Read the password from standard input."
)
#: Nobody can be named before the first account exists; who may run this command on the data
#: folder could do everything anyway.
INSTALLER = Actor(id=None, username="(installation)", role=Role.ADMINISTRATOR, via="cli")


@click.group()
def users() -> None:
    """List, create and change users."""


@users.command("list")
@form_option
@as_user
def list_all(form: str, username: str | None) -> None:
    """All users with role and agency, for administrators."""
    require_database()
    if list_users():
        open_visit_with_right(username, "manage_installation")
    print_table(users_table(list_users()), form)


@users.command()
@click.argument("new_name", metavar="USERNAME")
@role_option
@click.option("--full-name", default="")
@click.option("--agency", default="", help="Code of an agency of the country pack.")
@stdin_option
@as_user
def create(
    new_name: str,
    role: str | None,
    full_name: str,
    agency: str,
    from_stdin: bool,
    username: str | None,
) -> None:
    """Create a user. The first one of an installation must be an administrator."""
    require_database()
    visit = _administrator(username, role)
    create_user(
        visit,
        username=new_name,
        password=_password(from_stdin),
        role=Role(role or Role.READER),
        full_name=full_name,
        agency=agency,
    )
    click.echo(f"Created {new_name}.")


@users.command()
@click.argument("name", metavar="USERNAME")
@role_option
@click.option("--agency", help="Code of an agency; an empty value removes it.")
@click.option("--active/--inactive", default=None, help="Whether the user may sign in.")
@as_user
def change(
    name: str, role: str | None, agency: str | None, active: bool | None, username: str | None
) -> None:
    """Change the role, the agency, or whether the user may sign in."""
    visit = open_visit(username)
    user = _user(name)
    change_user(
        visit,
        user_id=user.id,
        role=Role(role) if role else user.role,
        agency=user.agency if agency is None else agency,
        active=user.active if active is None else active,
    )
    click.echo(f"Changed {name}.")


@users.command()
@click.argument("name", metavar="USERNAME")
@stdin_option
@as_user
def password(name: str, from_stdin: bool, username: str | None) -> None:
    """Set a new password for a user who has lost it."""
    visit = open_visit(username)
    set_password(visit, user_id=_user(name).id, password=_password(from_stdin))
    click.echo(f"The password of {name} was set.")


@users.command()
@click.argument("name", metavar="USERNAME")
@as_user
def unlock(name: str, username: str | None) -> None:
    """Let a user sign in again after too many wrong passwords."""
    unlock_user(open_visit(username), user_id=_user(name).id)
    click.echo(f"{name} can sign in again.")


@users.command("end-sessions")
@click.argument("name", metavar="USERNAME")
@as_user
def end_all_sessions(name: str, username: str | None) -> None:
    """End every session of a user, on all devices."""
    end_sessions(open_visit(username), user_id=_user(name).id)
    click.echo(f"The sessions of {name} ended.")


@users.command("sign-ins")
@click.argument("name", metavar="USERNAME")
@form_option
@as_user
def show_sign_ins(name: str, form: str, username: str | None) -> None:
    """The last attempts to sign in with a user name."""
    open_visit_with_right(username, "manage_installation")
    print_table(sign_ins_table(list_sign_ins(_user(name).username)), form)


@click.group()
def token() -> None:
    """Create and revoke access tokens for the API."""


@token.command("list")
@form_option
@as_user
def list_own(form: str, username: str | None) -> None:
    """List the tokens of the user named by --as."""
    print_table(tokens_table(list_tokens(open_visit(username).actor.id or 0)), form)


@token.command("create")
@click.argument("name")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 366))
@as_user
def create_token(name: str, days: int, username: str | None) -> None:
    """Create a token for the user named by --as. It is printed only once."""
    secret = issue_token(open_visit(username), name=name, days=days)
    click.echo("Copy this token now. It is shown only once.", err=True)
    click.echo(secret)


@token.command("revoke")
@click.argument("token_id", type=int, metavar="NUMBER")
@as_user
def revoke(token_id: int, username: str | None) -> None:
    """Revoke a token at once."""
    revoke_token(open_visit(username), token_id=token_id)
    click.echo("The token was revoked.")


def _administrator(username: str | None, role: str | None) -> Visit:
    if list_users():
        return open_visit(username)
    if role != Role.ADMINISTRATOR:
        raise BadValue(
            N_("The first user of an installation must be an administrator."),
            where="--role",
            remedy=N_("Add --role administrator."),
        )
    return visit_of(INSTALLER)


def _user(name: str) -> UserRow:
    found = next((user for user in list_users() if user.username == name), None)
    if found is None:
        raise NotFound(
            N_("There is no user with the name {name}."),
            remedy=N_("`palermo users list` shows an administrator all names."),
            name=name,
        )
    return found


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise BadValue(
            N_("The password can only be asked for in a terminal."),
            where="--password-stdin",
            remedy=N_("Add --password-stdin and send the password as one line."),
        )
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed
