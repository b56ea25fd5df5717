"""Writes of the room. Called by actions only."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from axes.models import AccessAttempt
from django.db.models import F, QuerySet

from palermo.accounts.models import ApiToken, Installation, User
from palermo.accounts.rights import Role
from palermo.kernel.errors import changed_meanwhile

TOKEN_PREFIX = "plm_"  # noqa: S105 - a mark that lets people recognise a leaked token


def add_user(
    *, username: str, password_hash: str, role: Role, full_name: str = "", agency: str = ""
) -> int:
    """Create a user and return the id. The password comes hashed: hashing is slow on purpose."""
    user = User.objects.create(
        username=username,
        password=password_hash,
        first_name=full_name,
        role=role,
        agency=agency,
    )
    return user.pk


def update_user(user_id: int, version: int, *, role: Role, agency: str, active: bool) -> None:
    """Set role, agency and whether the user may sign in. Raises Refused."""
    _change_user(user_id, version, role=role, agency=agency, is_active=active)


def lock_administrators() -> None:
    """Let two changes of administrators come one after the other, on PostgreSQL too."""
    list(_administrators().select_for_update().order_by("pk"))


def any_administrator() -> bool:
    """Whether an administrator may sign in."""
    return _administrators().exists()


def store_password(user_id: int, version: int, password_hash: str) -> None:
    """Give a user a new password. Open sessions of the user end. Raises Refused."""
    _change_user(user_id, version, password=password_hash)


def drop_sessions(user_id: int) -> None:
    """End every session of a user, on all devices."""
    User.objects.filter(pk=user_id).update(session_epoch=F("session_epoch") + 1)


def forget_failures(username: str) -> None:
    """Forget the wrong passwords for a user name, so that its account is not locked."""
    AccessAttempt.objects.filter(username__iexact=username).delete()


def _administrators() -> QuerySet[User]:
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)


def _change_user(user_id: int, version: int, **values: object) -> None:
    found = User.objects.filter(pk=user_id, version=version)
    if not found.update(**values, version=version + 1):
        raise changed_meanwhile()


def create_token(
    user_id: int, name: str, created_at: datetime, expires_at: datetime | None
) -> tuple[int, str]:
    """Create a token; returns its id and the secret, which is shown once and never kept."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user_id=user_id,
        name=name,
        hint=secret[:8],
        secret_sha256=hash_secret(secret),
        created_at=created_at,
        expires_at=expires_at,
    )
    return token.pk, secret


def end_token(token_id: int, at: datetime) -> None:
    """End a token from now on. Raises Refused for one that another act ended meanwhile."""
    if not ApiToken.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=at):
        raise changed_meanwhile()


def set_public_page(allowed: bool, at: datetime) -> None:
    """Open or close the public page."""
    Installation.objects.update_or_create(pk=1, defaults={"public_page": allowed, "changed_at": at})


def hash_secret(secret: str) -> str:
    """SHA-256 of a token's secret. The secret has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
