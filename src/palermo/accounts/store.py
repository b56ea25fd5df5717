"""Writes of the room. Called by actions only."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from palermo.accounts.models import ApiToken, AuditEvent, Installation, User
from palermo.accounts.people import Actor
from palermo.accounts.rights import Role

TOKEN_PREFIX = "plm_"  # noqa: S105 - a mark that lets people recognise a leaked token

#: What the log may name: numbers, references, codes. Anything else might be words of a person.
_TARGET = re.compile(
    r"(?:(?:narrative|token|user|interview) \d+"
    r"|\d+(?:,\d+)*"
    r"|[A-Z]{3}-\d{4}-\d{2,3}[a-z]?"
    r"|[A-Z]{3}(?: \d{4})?(?: [A-Z]{1,3}-\d+[a-z]?)?"
    r"|[a-z]+(?:[-_][a-z]+)*)?"
)
UNKNOWN_TARGET = "(not a reference)"


def write_audit(
    actor: Actor, act: str, outcome: str, target: str, detail: Mapping[str, object]
) -> int:
    """Add one line to the activity log; returns its id.

    A target comes from an address or a form; one that is no reference is left out of the log.
    """
    if not _TARGET.fullmatch(target):
        target = UNKNOWN_TARGET
    event = AuditEvent.objects.create(
        user_id=actor.id,
        username=actor.username,
        role=actor.role,
        via=actor.via,
        act=act,
        outcome=outcome,
        target=target,
        detail=dict(detail),
    )
    return event.pk


def add_user(
    *, username: str, password: str, role: Role, full_name: str = "", agency: str = ""
) -> int:
    """Create a user and return the id. The password is stored hashed."""
    user = User(username=username, first_name=full_name, role=role, agency=agency)
    user.set_password(password)
    user.save()
    return user.pk


def update_user(user_id: int, *, role: Role, agency: str, active: bool) -> None:
    """Set role, agency and whether the user may sign in."""
    User.objects.filter(pk=user_id).update(role=role, agency=agency, is_active=active)


def store_password(user_id: int, password: str) -> None:
    """Give a user a new password; it is stored hashed. Open sessions of the user end."""
    user = User.objects.get(pk=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])


def create_token(user_id: int, name: str, expires_at: datetime | None) -> tuple[int, str]:
    """Create a token; returns its id and the secret, which is shown once and never kept."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user_id=user_id,
        name=name,
        hint=secret[:8],
        secret_sha256=hash_secret(secret),
        expires_at=expires_at,
    )
    return token.pk, secret


def end_token(token_id: int) -> None:
    """End a token from now on; a token that has ended keeps its first date."""
    ApiToken.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=timezone.now())


def set_public_page(allowed: bool) -> None:
    """Open or close the public page."""
    Installation.objects.update_or_create(pk=1, defaults={"public_page": allowed})


def hash_secret(secret: str) -> str:
    """SHA-256 of a token's secret. The secret has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
