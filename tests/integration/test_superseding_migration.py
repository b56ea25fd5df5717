"""Narratives that were accepted before get their history, and what nobody reviewed is marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from palermo.cases.checklist import EvidenceKind
from palermo.cases.narrative import NarrativeState, ReviewDecision
from palermo.ledger.checklist.models import ChecklistEvidence
from palermo.ledger.checklist.queries import filed_evidence
from palermo.ledger.narratives.models import Narrative, NarrativeMove
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db(transaction=True)
EARLIER = ("ledger", "0006_one_current_value")
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def earlier() -> Iterator[Any]:
    """The models of the ledger in the earlier form."""
    executor = MigrationExecutor(connection)
    executor.migrate([EARLIER])
    yield executor.loader.project_state([EARLIER]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    for model in (ChecklistEvidence, Recommendation, NarrativeMove, Narrative):
        model.objects.all().delete()


def _add(apps: Any, state: str) -> int:
    narrative = apps.get_model("ledger", "Narrative").objects.create(
        country="AZE",
        edition=2023,
        file_name=f"{state}.txt",
        media="text/plain",
        sha256=state.ljust(64, "0"),
        text="Train judges. Help victims.",
        reading={"recommendations": [], "findings": [], "figures": []},
        pack_fingerprint="f" * 64,
        state=state,
        uploaded_by="analyst",
        uploaded_at=AT,
        decided_by="" if state == "proposed" else "coordinator",
        decided_at=None if state == "proposed" else AT + timedelta(hours=2),
        reason="A copy." if state == "rejected" else "",
    )
    return int(narrative.pk)


def _add_item(apps: Any, narrative: int, number: int, text: str, by: str, hours: int) -> None:
    value = {"text": text, "themes": [], "paradigm": None, "start": number, "end": number + 5}
    apps.get_model("ledger", "ReadingItem").objects.create(
        narrative_id=narrative,
        kind="recommendation",
        number=number,
        proposed=value,
        current=value,
        decision="accepted",
        decided_by=by,
        decided_at=AT + timedelta(hours=hours),
    )
    apps.get_model("ledger", "Recommendation").objects.create(
        narrative_id=narrative,
        country="AZE",
        edition=2023,
        number=number,
        ref=f"AZE-2023-{number:02d}",
        text=text,
        start=number,
        end=number + 5,
    )


def test_earlier_decisions_and_evidence_are_kept_as_what_they_were(earlier: Any) -> None:
    accepted, rejected = _add(earlier, "accepted"), _add(earlier, "rejected")
    proposed = _add(earlier, "proposed")
    _add_item(earlier, accepted, 1, "Train judges.", "analyst", 1)
    _add_item(earlier, accepted, 2, "Help victims.", "coordinator", 2)
    earlier.get_model("ledger", "ChecklistEvidence").objects.create(
        country="AZE",
        edition=2023,
        item="C-10",
        speaks_for=True,
        text="A report.",
        source="art. 7.5",
        written_by="analyst",
        written_at=AT,
        verified=True,
    )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("ledger"))
    page = narrative_page(accepted)
    assert [i.decision for i in page.items] == [ReviewDecision.ACCEPTED, ReviewDecision.UNREVIEWED]
    assert [(m.state, m.by, m.undecided_items) for m in page.moves] == [
        (NarrativeState.ACCEPTED, "coordinator", 1)
    ]
    assert [(m.state, m.reason) for m in narrative_page(rejected).moves] == [
        (NarrativeState.REJECTED, "A copy.")
    ]
    assert narrative_page(proposed).moves == ()
    marked = dict(Recommendation.objects.values_list("ref", "reviewed"))
    assert marked == {"AZE-2023-01": True, "AZE-2023-02": False}
    (evidence,) = filed_evidence("AZE", 2023)
    assert (evidence.read_at_source, evidence.verified, evidence.kind) == (
        True,
        False,
        EvidenceKind.DOCUMENT,
    )
