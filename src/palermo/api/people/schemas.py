"""What programs send about users and tokens."""

from __future__ import annotations

from ninja import Field, Schema

from palermo.accounts.rights import Role
from palermo.api.sent import SentBody


class NewUser(SentBody):
    """A new account. The password is stored hashed."""

    username: str = Field(min_length=1, max_length=150)
    password: str = Field(min_length=12, max_length=200)
    role: Role
    full_name: str = Field("", max_length=150)
    agency: str = Field("", max_length=40)


class ChangedUser(SentBody):
    """Role, agency, and whether the user may sign in."""

    role: Role
    agency: str = Field("", max_length=40)
    active: bool = True


class NewToken(SentBody):
    """A token's name and how many days it is valid."""

    name: str = Field(min_length=1, max_length=80)
    days: int = Field(90, ge=1, le=366)


class TokenSecret(Schema):
    """The secret of a new token: shown once, kept nowhere."""

    secret: str


class PublicPage(SentBody):
    """Whether visitors may read the published side."""

    allowed: bool


class Me(Schema):
    """Who calls, and what the caller may do."""

    username: str
    role: Role
    agency: str
    rights: list[str]


class Created(Schema):
    """The number of what was created."""

    id: int
