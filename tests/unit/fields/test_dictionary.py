"""The dictionary holds every column of the confidential room, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

import pytest
from django.apps import apps
from django.db import models

from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.fields.dictionary import FIELDS, ONE_DAY
from palermo.fields.field import Eraser, Field, FieldGroup, FieldKind, Retention
from palermo.procedures.decide import DECISIONS, Outcome
from palermo.records.imports.values import HELD_FOR

COLUMNS = {
    f"{model._meta.model_name}.{column.name}": column
    for model in apps.get_app_config("records").get_models()
    for column in model._meta.concrete_fields
}
ENUMS: dict[str, Iterable[StrEnum]] = {
    "interview.state": InterviewState,
    "interview.origin": InterviewOrigin,
    "interview.outcome": Outcome,
    "interview.decision": DECISIONS,
    "interview.decision_before_review": DECISIONS,
    "interview.reasonable_grounds": Outcome,
}


def test_every_column_has_a_line_and_every_line_a_column() -> None:
    assert sorted(COLUMNS) == sorted(FIELDS)


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_the_column_is_what_the_line_says(name: str) -> None:
    column, field = COLUMNS[name], FIELDS[name]
    kinds: dict[FieldKind, tuple[type[models.Field], ...]] = {  # type: ignore[type-arg]
        FieldKind.CODE: (models.CharField,),
        FieldKind.MOMENT: (models.DateTimeField,),
        FieldKind.YES_NO: (models.BooleanField,),
        FieldKind.NUMBER: (models.IntegerField,),
        FieldKind.IDS: (models.JSONField,),
        FieldKind.ANSWERS: (models.JSONField,),
        FieldKind.FREE_TEXT: (models.TextField, models.JSONField),
    }
    assert isinstance(column, kinds.get(field.kind, models.Field))
    # Only free text may be of any length: no other column can hold a story.
    assert isinstance(column, models.TextField) <= (field.kind is FieldKind.FREE_TEXT)


def test_codes_are_those_of_the_program_and_the_only_ones_the_database_takes() -> None:
    coded = {name for name, field in FIELDS.items() if field.kind is FieldKind.CODE}
    assert coded == set(ENUMS)
    for name, enum in ENUMS.items():
        assert FIELDS[name].codes == tuple(item.value for item in enum)
        choices = COLUMNS[name].choices
        assert choices is not None
        assert [code for code, _ in choices] == list(FIELDS[name].codes)
        model, column = COLUMNS[name].model, COLUMNS[name].name
        checks = [str(c.condition) for c in model._meta.constraints if hasattr(c, "condition")]
        assert any(f"'{column}__in'" in check for check in checks), name


def test_free_text_is_no_column_of_a_measure() -> None:
    countable = {name for name, field in FIELDS.items() if field.is_countable}
    assert "interview.reason" not in countable
    assert "interview.person" not in countable
    assert "interview.outcome" in countable


def test_what_may_stay_after_erasing_says_nothing_that_was_said() -> None:
    for field in FIELDS.values():
        if field.eraser is Eraser.KEEP:
            assert field.group is not FieldGroup.ANSWERS
            assert field.kind not in (FieldKind.FREE_TEXT, FieldKind.PERSON_CODE)
            assert field.retention is Retention.STATISTICS


def test_answers_of_a_file_wait_a_day() -> None:
    waiting = {f.retention for name, f in FIELDS.items() if name.startswith("pendingimport.")}
    assert waiting == {Retention.ONE_DAY}
    assert HELD_FOR == ONE_DAY == timedelta(hours=24)


def test_a_field_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="codes"):
        Field("x", FieldKind.CODE, FieldGroup.HELP, Eraser.CLEAR, Retention.AS_RECORD)
    with pytest.raises(ValueError, match="free text"):
        Field("x", FieldKind.FREE_TEXT, FieldGroup.HELP, Eraser.KEEP, Retention.STATISTICS)
