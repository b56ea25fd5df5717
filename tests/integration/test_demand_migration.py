"""Plans that hung on the wording of one year come to the demand, and nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.dateparse import parse_date, parse_datetime

from palermo.cases.duty import Status
from palermo.cases.plan import ClosureOutcome
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.models import Demand
from palermo.ledger.recommendations.queries import demand_page, demand_pages, find_duty
from palermo.ledger.recommendations.values import BoardFilter
from tests.visits import this_day

pytestmark = pytest.mark.django_db(transaction=True)
EARLIER, NOW = ("ledger", "0008_superseding_history"), ("ledger", "0011_only_demand")
#: The demonstration with its 2024 text accepted, as the program wrote it before the change: duties
#: of 2023 with plans, one of them closed as met, duties of 2024, notes of 2022 and 2024, and a link
#: that was made by hand.
KEPT = json.loads(
    Path(__file__).with_name("ledger_before_demands.json").read_text(encoding="utf-8")
)
MODELS = (
    "Narrative", "Recommendation", "Duty", "Action", "Milestone", "Evidence", "Closure", "Note",
)  # fmt: skip


@pytest.fixture
def earlier() -> Iterator[Any]:
    """The apps of the earlier form, with what the program wrote then."""
    executor = MigrationExecutor(connection)
    executor.migrate([EARLIER])
    apps = executor.loader.project_state([EARLIER]).apps
    for name in MODELS:
        model = apps.get_model("ledger", name)
        for row in KEPT[name]:
            values = {**row, "text": "A text", "reading": {}} if name == "Narrative" else row
            model.objects.create(**{key: _value(model, key, v) for key, v in values.items()})
    yield apps
    # The next test begins with no row: those of this one are in no order that models know.
    current = MigrationExecutor(connection).loader.project_state([NOW]).apps
    for name in ("Reopening", *reversed(MODELS), "Demand"):
        current.get_model("ledger", name).objects.all().delete()
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def _value(model: Any, key: str, value: Any) -> Any:
    field = model._meta.get_field(key.removesuffix("_id"))
    if isinstance(value, str) and field.get_internal_type() == "DateTimeField":
        return parse_datetime(value)
    if isinstance(value, str) and field.get_internal_type() == "DateField":
        return parse_date(value)
    return value


def _migrate(target: tuple[str, str] = NOW) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([target])


def _refs(name: str) -> dict[int, str]:
    recommendations = {r["id"]: r["ref"] for r in KEPT["Recommendation"]}
    return (
        recommendations
        if name == "Recommendation"
        else {d["id"]: recommendations[d["recommendation_id"]] + d["letter"] for d in KEPT["Duty"]}
    )


def test_plans_come_to_demands_and_nothing_is_lost(earlier: Any) -> None:
    # The migration takes its time: all that it did is looked at once.
    _migrate()
    _everything_planned_or_written_is_there_under_its_reference()
    _every_reference_that_people_know_leads_to_the_demand()
    _a_demand_shows_one_plan_and_no_repeated_empty_duties()
    _what_was_met_and_then_asked_again_is_reopened()
    _a_link_made_by_hand_stays()


def _everything_planned_or_written_is_there_under_its_reference() -> None:
    pages = demand_pages(this_day())
    duties = {d.ref: d for page in pages for d in page.duties}
    refs = _refs("Duty")
    for kind, name in (
        ("actions", "Action"), ("milestones", "Milestone"), ("evidence", "Evidence"),
        ("closures", "Closure"),
    ):  # fmt: skip
        for row in KEPT[name]:
            assert row["id"] in {x.id for x in getattr(duties[refs[row["duty_id"]]], kind)}
    for row in KEPT["Duty"]:
        if row["lead"] or row["version"] > 1:
            found = duties[refs[row["id"]]]
            assert (found.text, found.lead, found.due and found.due.isoformat()) == (
                row["text"],
                row["lead"],
                row["due"],
            )
    notes = {n.id: n.text for page in pages for n in page.notes}
    assert notes == {n["id"]: n["text"] for n in KEPT["Note"]}


def _every_reference_that_people_know_leads_to_the_demand() -> None:
    demands: dict[int, set[str]] = {}
    for ref in _refs("Recommendation").values():
        page = demand_page(ref, this_day())
        demands.setdefault(page.row.id, set()).add(ref)
        assert ref in {w.ref for w in page.wordings}
    for ref in _refs("Duty").values():
        duty = find_duty(ref, this_day())
        (demand,) = (d for d in demands if ref[:-1] in demands[d])
        assert duty.ref[:-1] in demands[demand]
    follows = {
        r["ref"]: _refs("Recommendation").get(r["follows_id"]) for r in KEPT["Recommendation"]
    }
    for ref, before in follows.items():
        group = next(g for g in demands.values() if ref in g)
        assert before is None or before in group
    assert len(demands) == sum(before is None for before in follows.values())


def _a_demand_shows_one_plan_and_no_repeated_empty_duties() -> None:
    page = demand_page("AZE-2024-05", this_day())
    assert {d.ref: d.letter for d in page.duties} == {
        "AZE-2024-05a": "a", "AZE-2024-05b": "b", "AZE-2023-05a": "c",
    }  # fmt: skip
    assert page.duties[2].open_closure is not None
    untouched = demand_page("AZE-2024-06", this_day())
    assert [d.ref for d in untouched.duties] == ["AZE-2023-07a", "AZE-2023-07b"]
    assert len(demand_page("AZE-2024-03", this_day()).duties) == 3
    assert len(list_board(BoardFilter(), this_day(), limit=200).rows) == Demand.objects.count()


def _what_was_met_and_then_asked_again_is_reopened() -> None:
    page = demand_page("AZE-2024-02", this_day())
    (duty,) = page.duties
    assert (duty.ref, duty.closures[0].outcome) == ("AZE-2023-02a", ClosureOutcome.MET)
    assert (page.row.reopened, page.row.status) == (2024, Status.NOT_STARTED)


def _a_link_made_by_hand_stays() -> None:
    page = demand_page("AZE-2023-10", this_day())
    assert "AZE-2022-06" in {w.ref for w in page.wordings}
    assert {w.ref: w.linked_by for w in page.wordings}["AZE-2023-10"] == "analyst"


def test_the_migration_can_be_undone_with_every_plan(earlier: Any) -> None:
    _migrate()
    executor = MigrationExecutor(connection)
    executor.migrate([EARLIER])
    apps = executor.loader.project_state([EARLIER]).apps
    duties = {
        f"{d.recommendation.ref}{d.letter}": d
        for d in apps.get_model("ledger", "Duty").objects.select_related("recommendation")
    }
    for row in KEPT["Duty"]:
        kept = duties[_refs("Duty")[row["id"]]]
        assert (kept.text, kept.lead) == (row["text"], row["lead"])
    assert apps.get_model("ledger", "Action").objects.count() == len(KEPT["Action"])
    _migrate()
