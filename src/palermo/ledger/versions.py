"""The guard against lost updates: a row is changed only as the user saw it."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from palermo.kernel.errors import NotFound, Refused
from palermo.kernel.messages import N_

Row = TypeVar("Row", bound=models.Model)


def get_row(model: type[Row], **key: object) -> Row:
    """The row with this key. Raises NotFound."""
    found = model._default_manager.filter(**key).first()
    if found is None:
        raise NotFound(
            N_("There is no such record ({kind})."),
            where=", ".join(str(v) for v in key.values()),
            remedy=N_("It may have been removed. Open the list again."),
            kind=model._meta.model_name,
        )
    return found


def change_row(model: type[Row], pk: int, version: int, **values: object) -> None:
    """Set `values` and count the version up, if it still is `version`. Raises Refused."""
    changed = model._default_manager.filter(pk=pk, version=version).update(
        **values, version=version + 1
    )
    if not changed:
        raise Refused(
            N_("Another user changed this record while you were working."),
            remedy=N_(
                "Open the page again, check the change, and make yours again if it is still needed."
            ),
        )
