"""Columns and constraints built from the pure enums."""

from __future__ import annotations

from enum import StrEnum

from django.db import models


def enum_column(enum: type[StrEnum], default: StrEnum | None = None) -> models.CharField[str, str]:
    """A text column for the values of `enum`; the constraint beside it is the last defence."""
    choices = [(v.value, v.value) for v in enum]
    first = models.NOT_PROVIDED if default is None else default.value
    return models.CharField(max_length=24, choices=choices, default=first)


def enum_constraint(field: str, enum: type[StrEnum], name: str) -> models.CheckConstraint:
    values = [v.value for v in enum]
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=name)
