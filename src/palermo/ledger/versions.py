"""The guard against lost updates: a row is changed only as the user saw it."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from palermo.kernel.errors import changed_meanwhile
from palermo.ledger.recommendations.models import LinkedCountry

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


def hold_country(country: str) -> None:
    """Let acts that add to what a country has come one after the other, to the transaction's end.

    For what no version of a row shows: an act that looks whether something is there already, and
    then adds it, looks again after this. On SQLite writers come one after the other anyway.
    """
    LinkedCountry.objects.bulk_create([LinkedCountry(country=country)], ignore_conflicts=True)
    LinkedCountry.objects.select_for_update().get(country=country)


def touch_row(model: type[Row], pk: int) -> None:
    """Count the version of a row up because something that belongs to it changed."""
    model._default_manager.filter(pk=pk).update(version=models.F("version") + 1)
