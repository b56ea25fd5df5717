"""Change a user's role and agency, and whether the user may sign in."""

from __future__ import annotations

from palermo.accounts import store
from palermo.accounts.people import Actor
from palermo.accounts.queries import list_users
from palermo.accounts.rights import Role
from palermo.actions.step import step
from palermo.kernel.errors import NotFound, Refused
from palermo.kernel.messages import N_


def change_user(actor: Actor, *, user_id: int, role: Role, agency: str, active: bool) -> None:
    """Change. Raises Refused where no administrator would be left who may sign in."""
    with step(actor, "change_user", f"user {user_id}") as taken:
        users = list_users()
        if user_id not in {u.id for u in users}:
            raise NotFound(
                N_("There is no such user."),
                where=str(user_id),
                remedy=N_("See the list of users."),
            )
        others = [u for u in users if u.id != user_id and u.active]
        stays = role is Role.ADMINISTRATOR and active
        if role is Role.PUBLIC or not (stays or any(u.role is Role.ADMINISTRATOR for u in others)):
            raise Refused(
                N_("At least one administrator must be able to sign in."),
                where=str(user_id),
                remedy=N_("Make another user administrator first."),
            )
        store.update_user(user_id, role=role, agency=agency, active=active)
        taken.detail = {"role": role.value, "active": active}
