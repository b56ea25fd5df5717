"""The guard against lost updates: a row is changed only as the user saw it."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from palermo.kernel.errors import changed_meanwhile

Row = TypeVar("Row", bound=models.Model)


def change_row(model: type[Row], pk: int, version: int, **values: object) -> None:
    """Set `values` and count the version up, if it still is `version`. Raises Refused."""
    found = model._default_manager.filter(pk=pk, version=version)
    if not found.update(**values, version=version + 1):
        raise changed_meanwhile()


def hold_row(model: type[Row], pk: int, version: int) -> None:
    """Keep others from changing a row until the transaction ends. Raises Refused if it changed.

    For adding to a row that stays as it is: the version is not counted up, so that two people who
    add to one row do not refuse each other.
    """
    found = model._default_manager.filter(pk=pk, version=version)
    if not found.update(version=version):
        raise changed_meanwhile()


def touch_row(model: type[Row], pk: int) -> None:
    """Count the version of a row up because something that belongs to it changed."""
    model._default_manager.filter(pk=pk).update(version=models.F("version") + 1)
