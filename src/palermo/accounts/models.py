"""Fields and constraints only; rules: `rights.py`, writes: `store.py`, reads: `queries.py`."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from palermo.accounts.rights import Role

_ROLES = [(role.value, role.label) for role in Role if role is not Role.PUBLIC]


class User(AbstractUser):
    """A person with an account. The role, not Django's staff flags, decides what is allowed."""

    role = models.CharField(max_length=20, choices=_ROLES, default=Role.READER)
    agency = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    #: Counts up to end all sessions of the user.
    session_epoch = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[value for value, _ in _ROLES]), name="user_role_known"
            ),
            # Two people are never confused over capital letters.
            models.UniqueConstraint(Lower("username"), name="username_whatever_its_case"),
        ]

    def get_session_auth_hash(self) -> str:
        """What a session must match: a new password, role or agency ends it, and so does an act."""
        return self._hash_of_session(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """As Django asks for secrets that were replaced."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._hash_of_session(secret)

    def _hash_of_session(self, secret: str | bytes) -> str:
        held = "|".join((self.password, self.role, self.agency, str(self.session_epoch)))
        return salted_hmac("palermo.accounts.session", held, secret, algorithm="sha256").hexdigest()


class ApiToken(models.Model):
    """A program's key to the interface. Only a hash is kept; the secret is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=8)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Installation(models.Model):
    """Choices of the administrator; one row, id 1."""

    public_page = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_installation")]
