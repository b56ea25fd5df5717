"""A value to be recognised in every field of the ledger, the records and the accounts.

The demonstration's story fills the database; then each field of each model gets words of its own,
so that a page, an answer, a file or a line of the terminal tells which fields it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.apps import apps
from django.db import models

#: Fields whose values are read by programs; other words would be another state, not another text.
CODES = {
    "Narrative": {"country", "media", "sha256", "text", "pack_fingerprint"},
    "ReadingItem": {"kind"},
    "ChecklistEvidence": {"country", "item"},
    "MeasureValue": {"country", "measure"},
    "Demand": {"country", "ref"},
    "Recommendation": {"country", "ref", "paradigm"},
    "DemandChange": {"country", "ref"},
    "LinkedCountry": {"country"},
    "Duty": {"letter", "ref", "lead", "currency"},
    "Action": {"agency"},
    "Evidence": {"sha256"},
    "TierClaim": {"country", "tier"},
    "SearchEntry": {"key", "kind", "country", "title", "text"},
    "PendingImport": {"officer", "procedure"},
    "Interview": {
        "person", "procedure", "procedure_fingerprint", "officer", "agency", "place_kind",
        "language", "label", "reason_code", "handover_reason",
    },
    "AnswerChange": {"question"},
    "Obligation": {"duty", "who"},
    "User": {"password", "username", "email", "agency", "language"},
    "ApiToken": {"hint", "secret_sha256"},
    "JournalLine": {"role", "via", "act"},
}  # fmt: skip
#: Models that the story has no row of. Their texts are shown beside those of a model that it has.
NOT_IN_STORY = {"DemandChange", "EarlierWording", "Reopening", "PendingImport"}
#: Dates that decide nothing here, each with one day of its own.
DATES = ("Duty.due", "Action.due", "Milestone.due")
#: The person code is the only name of a person, and random; it is its own mark.
PERSON = "Interview.person"


def mark_fields() -> dict[str, tuple[str, ...]]:
    """Write the marks; by field, the writings of its mark."""
    marks: dict[str, tuple[str, ...]] = {}
    for model in _models():
        assert model.__name__ in NOT_IN_STORY or model._default_manager.exists(), model
        for field in _texts(model):
            name = f"{model.__name__}.{field.name}"
            marks[name] = (f"zq{len(marks)}qz",)
            _mark(model, field, marks[name][0])
    for number, name in enumerate(DATES):
        model = next(m for m in _models() if m.__name__ == name.split(".")[0])
        day = date(2071, 1, 1) + timedelta(days=number)
        model._default_manager.update(**{name.split(".")[1]: day})
        marks[name] = (f"{day.day} January 2071", day.isoformat())
    return marks


def _models() -> Iterator[type[models.Model]]:
    for label in ("ledger", "records", "accounts", "journal"):
        yield from apps.get_app_config(label).get_models()


def _texts(model: type[models.Model]) -> Iterator[models.Field]:
    coded = CODES.get(model.__name__, set())
    kinds = (models.CharField, models.TextField)
    known = {f.name for f in model._meta.fields if isinstance(f, kinds)}
    assert coded <= known, model
    for field in model._meta.fields:
        if isinstance(field, kinds) and not field.choices and field.name not in coded:
            yield field


def _mark(model: type[models.Model], field: models.Field, mark: str) -> None:
    """Behind what is there; an empty field is filled unless its emptiness is a state."""
    rows = model._default_manager.all()
    is_state = field.name == "by" or field.name.endswith("_by") or field.name == "file_name"
    for row in rows:
        value = getattr(row, field.name)
        if value or not is_state:
            marked = f"https://example.org/{mark}" if field.name == "url" else f"{value} {mark}"
            rows.filter(pk=row.pk).update(**{field.name: marked.strip()})
