"""Create an account."""

from __future__ import annotations

from palermo.accounts import store
from palermo.accounts.queries import find_similar_user, user_exists
from palermo.accounts.rights import Role
from palermo.actions._text_rules import required_text
from palermo.actions.people._password_rules import hash_password
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


def create_user(
    visit: Visit,
    *,
    username: str,
    password: str,
    role: Role,
    full_name: str = "",
    agency: str = "",
) -> int:
    """Create; returns the id. Raises BadValue for a taken name, a weak password or the role of
    visitors.
    """
    with step(visit, "create_user") as act:
        name = required_text("username", username, 150)
        if user_exists(name) or role is Role.PUBLIC:
            raise BadValue(
                N_("This user name is taken, or this role cannot be given to a user."),
                where="username",
                remedy=N_("Choose another name and a role from reader to administrator."),
            )
        if similar := find_similar_user(name):
            raise BadValue(
                N_("This user name looks like another one: {similar}."),
                where="username",
                remedy=N_("Choose a name that cannot be confused with it."),
                similar=similar,
            )
        hashed = hash_password(password)
        act.detail = {"role": role.value}
        with act.writing():
            user = store.add_user(
                username=name,
                password_hash=hashed,
                role=role,
                full_name=full_name.strip(),
                agency=agency,
            )
            act.target = f"user {user}"
        return user
