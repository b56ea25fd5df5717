"""Decisions that were kept as prose become ids and rows, and nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from palermo.records.checks import count_incomplete_records
from palermo.records.interviews.models import Interview
from palermo.records.interviews.queries import get_interview
from palermo.records.obligations.models import Obligation

pytestmark = pytest.mark.django_db(transaction=True)
EARLIER = ("records", "0002_pending_import")
#: Written by the program as it was on the day before the change, in two of its languages.
KEPT = json.loads(
    Path(__file__).with_name("decisions_in_earlier_form.json").read_text(encoding="utf-8")
)
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def earlier() -> Iterator[Any]:
    """The model of interviews in the earlier form."""
    executor = MigrationExecutor(connection)
    executor.migrate([EARLIER])
    yield executor.loader.project_state([EARLIER]).apps.get_model("records", "Interview")
    Obligation.objects.all().delete()
    Interview.objects.all().delete()


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    # The newest, whatever it is: the models are those of today.
    executor.migrate(executor.loader.graph.leaf_nodes("records"))


def _add(earlier: Any, indication: Any, **more: Any) -> int:
    values = {
        "key": uuid4(), "person": "K7QF-2MXD", "procedure": "refer-victim", "procedure_version": 1,
        "pack_fingerprint": "f" * 64, "officer": "officer", "place_kind": "police",
        "origin": "web", "confirmed": ["safe"], "answers": {"grounds": "yes"}, "state": "decided",
        "indication": indication, "decision": "positive", "started_at": AT, "decided_at": AT,
    }  # fmt: skip
    return int(earlier.objects.create(**{**values, **more}).pk)


def test_ids_times_and_who_come_out_of_the_prose(earlier: Any) -> None:
    first = _add(earlier, KEPT["refer-victim"]["indication"], reason="Seen.")
    second = _add(
        earlier,
        KEPT["screen-commercial-sex"]["indication"],
        procedure="screen-commercial-sex",
        answers=KEPT["screen-commercial-sex"]["answers"],
    )
    _migrate()
    row = get_interview("officer", first)
    assert (row.decision, row.reason, row.decided_by, row.language, row.decided_at) == (
        "positive",
        "Seen.",
        "officer",
        "az",
        AT,
    )
    assert row.indicated.outcome == "positive"
    assert row.indicated.dimensions == {"grounds_given": "yes"}
    assert row.indicated.grounds == ("has_grounds",)
    assert row.indicated.possible_duties == ("rescue", "consulate")
    kept = Obligation.objects.filter(interview_id=first)
    assert [(o.duty, o.who, o.due_at, o.needs_acknowledgement) for o in kept] == [
        ("refer", "officer", datetime(2026, 3, 2, 9, tzinfo=UTC), True),
        ("help", "officer", None, False),
        ("reflect", "officer", None, False),
    ]
    assert all(o.done_at is None for o in kept)
    said = KEPT["screen-commercial-sex"]["indication"]["said"]["ru"]
    other = get_interview("officer", second).indicated
    assert other.grounds == tuple(i["id"] for i in said["reasons_for"])
    assert other.against == tuple(i["id"] for i in said["reasons_against"])
    assert other.dimensions == {d["id"]: d["answer"] for d in said["dimensions"]}
    assert len(other.grounds) + len(other.against) > 2
    assert count_incomplete_records() == 0


def test_words_without_an_id_and_the_pack_are_kept_beside(earlier: Any) -> None:
    number = _add(earlier, KEPT["refer-victim"]["indication"])
    unfinished = _add(earlier, None, state="open", decision="", decided_at=None)
    _migrate()
    assert Interview.objects.get(pk=number).earlier_form == {
        "pack": "f" * 64,
        "label": {
            "en": "A presumed victim: help is open at once",
            "ru": KEPT["refer-victim"]["indication"]["said"]["ru"]["label"],
        },
    }
    begun = Interview.objects.get(pk=unfinished)
    assert (begun.earlier_form, begun.state) == ({"pack": "f" * 64}, "open")
    assert not Obligation.objects.filter(interview_id=unfinished).exists()


def test_what_cannot_be_understood_is_kept_and_counted(earlier: Any) -> None:
    strange = deepcopy(KEPT["refer-victim"]["indication"])
    for said in strange["said"].values():
        said["outcome"] = "perhaps"
        said["duties"][0]["due"] = "2026-03-02T09:00:00"
        said["remark"] = "by hand"
    strange["more"] = 1
    number = _add(earlier, strange)
    lost = _add(earlier, {"said": "nothing"})
    _migrate()
    row = Interview.objects.get(pk=number)
    assert row.outcome == ""
    unmapped = row.earlier_form["unmapped"]
    assert {k: v for k, v in unmapped.items() if k != "duties"} == {
        "outcome": "perhaps",
        "remark": "by hand",
        "more": 1,
    }
    assert [d["id"] for d in unmapped["duties"]] == ["refer"]
    assert [o.duty for o in Obligation.objects.filter(interview_id=number)] == ["help", "reflect"]
    whole = Interview.objects.get(pk=lost).earlier_form
    assert whole["unmapped"] == {"indication": {"said": "nothing"}}
    assert count_incomplete_records() == 2


def test_nobody_goes_back_over_a_decision(earlier: Any) -> None:
    _add(earlier, KEPT["refer-victim"]["indication"])
    _migrate()
    with pytest.raises(RuntimeError, match="1 interviews cannot"):
        MigrationExecutor(connection).migrate([EARLIER])
    # The later changes were taken back before it stopped.
    _migrate()
