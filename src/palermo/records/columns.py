"""Columns whose codes come from the dictionary, and the constraint that takes no other."""

from __future__ import annotations

from django.db import models

from palermo.fields.dictionary import FIELDS


def code_column(name: str, *, can_be_empty: bool = False) -> models.CharField[str, str]:
    """A column for the codes of a field such as `interview.state`."""
    choices = [(code, code) for code in FIELDS[name].codes]
    if can_be_empty:
        return models.CharField(max_length=12, choices=choices, blank=True, default="")
    return models.CharField(max_length=12, choices=choices)


def code_constraint(name: str, *, can_be_empty: bool = False) -> models.CheckConstraint:
    """The database refuses every other code."""
    model, _dot, column = name.partition(".")
    codes = [*FIELDS[name].codes, *([""] if can_be_empty else [])]
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__in": codes}), name=f"{model}_{column}_known"
    )
