"""Reads of the room: frozen values, never models."""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db.models import Q

from palermo.accounts.look_alikes import name_skeleton
from palermo.accounts.models import ApiToken, Installation, User
from palermo.accounts.people import VISITOR, Actor, SignInRow, TokenRow, UserRow
from palermo.accounts.rights import Role, rights_of
from palermo.accounts.store import hash_secret
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_


def actor_of(user_id: int | None, via: str) -> Actor:
    """The actor behind a signed-in user's id; the visitor when there is none."""
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    return _actor(user, via) if user else VISITOR


def actor_named(username: str, via: str) -> Actor:
    """The actor with this user name. Raises NotFound."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound(
            N_("There is no active user with the name {username}."),
            remedy=N_("Check the name. `palermo users list` shows an administrator all names."),
            username=username,
        )
    return _actor(user, via)


def actor_with_token(secret: str, now: datetime) -> Actor | None:
    """The actor behind a token that is valid `now`, or None. Notes the use once a minute."""
    valid = Q(expires_at=None) | Q(expires_at__gt=now)
    token = (
        ApiToken.objects.select_related("user")
        .filter(valid, secret_sha256=hash_secret(secret), revoked_at=None, user__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=1):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return _actor(token.user, "api")


def _actor(user: User, via: str) -> Actor:
    return Actor(
        id=user.pk, username=user.username, role=Role(user.role), via=via, agency=user.agency
    )


def public_page_allowed() -> bool:
    """Whether visitors may read the published side."""
    return Installation.objects.filter(pk=1, public_page=True).exists()


def rights_of_actor(actor: Actor) -> frozenset[str]:
    """All rights of the actor in this installation, now."""
    public = actor.role is Role.PUBLIC and public_page_allowed()
    return rights_of(actor.role, public_allowed=public)


def list_users() -> tuple[UserRow, ...]:
    """All users by name."""
    return tuple(_user_row(user) for user in User.objects.order_by("username"))


def get_user(user_id: int) -> UserRow:
    """One user. Raises NotFound."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound(
            N_("There is no such user."), where=str(user_id), remedy=N_("See the list of users.")
        )
    return _user_row(user)


def _user_row(user: User) -> UserRow:
    return UserRow(
        id=user.pk,
        username=user.username,
        full_name=user.get_full_name(),
        role=Role(user.role),
        agency=user.agency,
        active=user.is_active,
        last_login=user.last_login,
        version=user.version,
    )


def list_locked_names(now: datetime) -> frozenset[str]:
    """User names that are locked from some address at `now`, as they are spelt in accounts."""
    since = now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    found = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    )
    names = {name.lower() for name in found.values_list("username", flat=True) if name}
    users = User.objects.values_list("username", flat=True)
    return frozenset(name for name in users if name.lower() in names)


def list_sign_ins(username: str, limit: int = 20) -> tuple[SignInRow, ...]:
    """The last attempts to sign in with a user name, newest first."""
    kinds = ((AccessLog, True), (AccessFailureLog, False))
    rows = [
        SignInRow(row.attempt_time, succeeded, row.ip_address or "")
        for model, succeeded in kinds
        for row in model.objects.filter(username__iexact=username).order_by("-attempt_time")[:limit]
    ]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True)[:limit])


def user_exists(username: str) -> bool:
    """Whether the name is taken (case-insensitive, so that two people are never confused)."""
    return User.objects.filter(username__iexact=username).exists()


def find_similar_user(username: str) -> str:
    """A user name that is easily taken for this one; empty if there is none."""
    wanted = name_skeleton(username)
    names = User.objects.values_list("username", flat=True)
    return next((name for name in names if name_skeleton(name) == wanted), "")


def list_tokens(user_id: int) -> tuple[TokenRow, ...]:
    """A user's tokens, newest first."""
    return tuple(
        TokenRow(
            id=t.pk,
            name=t.name,
            hint=t.hint,
            created_at=t.created_at,
            last_used_at=t.last_used_at,
            expires_at=t.expires_at,
            revoked_at=t.revoked_at,
        )
        for t in ApiToken.objects.filter(user_id=user_id).order_by("-created_at")
    )
