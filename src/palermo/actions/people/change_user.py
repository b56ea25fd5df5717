"""Change a user's role and agency, and whether the user may sign in."""

from __future__ import annotations

from palermo.accounts import store
from palermo.accounts.queries import get_user, list_users
from palermo.accounts.rights import Role
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_


def change_user(visit: Visit, *, user_id: int, role: Role, agency: str, active: bool) -> None:
    """Change. Raises Refused where no administrator would be left who may sign in."""
    with step(visit, "change_user", f"user {user_id}") as act:
        user = get_user(user_id)
        others = [u for u in list_users() if u.id != user_id and u.active]
        stays = role is Role.ADMINISTRATOR and active
        if role is Role.PUBLIC or not (stays or any(u.role is Role.ADMINISTRATOR for u in others)):
            raise _no_administrator_left(user_id)
        act.detail = {"role": role.value, "active": active}
        with act.writing():
            store.lock_administrators()
            store.update_user(user_id, user.version, role=role, agency=agency, active=active)
            # Two administrators may close each other's accounts at the same moment.
            if not store.any_administrator():
                raise _no_administrator_left(user_id)


def _no_administrator_left(user_id: int) -> Refused:
    return Refused(
        N_("At least one administrator must be able to sign in."),
        where=str(user_id),
        remedy=N_("Make another user administrator first."),
    )
