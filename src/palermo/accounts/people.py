"""The one who acts, as a frozen value: what actions need to know of a user, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from palermo.accounts.rights import Role
from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_


class Entrance(LabelledCode):
    """How a user reaches the program."""

    WEB = "web", N_("page")
    API = "api", N_("program")
    CLI = "cli", N_("terminal")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, through which door (web, api, cli)."""

    id: int | None
    username: str
    role: Role
    via: str
    agency: str = ""

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a known user and not a visitor."""
        return self.id is not None


VISITOR = Actor(id=None, username="", role=Role.PUBLIC, via="web")


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as the administrator sees one."""

    id: int
    username: str
    full_name: str
    role: Role
    agency: str
    active: bool
    last_login: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One attempt to sign in. `address`: the network address it came from."""

    at: datetime
    succeeded: bool
    address: str


@dataclass(frozen=True, slots=True)
class TokenRow:
    """An access token without its secret; `hint` is its first characters."""

    id: int
    name: str
    hint: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
