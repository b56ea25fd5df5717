"""Fields and constraints only; rules: `rights.py`, writes: `store.py`, reads: `queries.py`."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from palermo.accounts.rights import ROLE_NAMES, Role

_ROLES = [(role.value, name) for role, name in ROLE_NAMES.items() if role is not Role.PUBLIC]


class User(AbstractUser):
    """A person with an account. The role, not Django's staff flags, decides what is allowed."""

    role = models.CharField(max_length=20, choices=_ROLES, default=Role.READER)
    agency = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[value for value, _ in _ROLES]), name="user_role_known"
            ),
            # Two people are never confused over capital letters.
            models.UniqueConstraint(Lower("username"), name="username_whatever_its_case"),
        ]


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


class AuditEvent(models.Model):
    """What was done or refused: who, when, through which door, to what. Never edited or deleted."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    # A user may go; what he did stays, under his name.
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    username = models.CharField(max_length=150)
    role = models.CharField(max_length=20)
    via = models.CharField(max_length=10)
    act = models.CharField(max_length=60, db_index=True)
    outcome = models.CharField(max_length=10, choices=[("done", "done"), ("denied", "denied")])
    target = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["done", "denied"]), name="audit_outcome_known"
            )
        ]


class Installation(models.Model):
    """Choices of the administrator; one row, id 1."""

    public_page = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_installation")]
