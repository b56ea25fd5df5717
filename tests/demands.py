"""Short ways to demands in tests."""

from __future__ import annotations

from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.cases.plan import ClosureOutcome
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.preview import AcceptancePreview, preview_acceptance
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.values import BoardFilter, DemandPage, DemandRow
from tests.integration.conftest import People
from tests.visits import this_day


def page_of(ref: str) -> DemandPage:
    return demand_page(ref, this_day())


def rows(**asked: object) -> tuple[DemandRow, ...]:
    return list_board(BoardFilter(**asked), this_day(), limit=200).rows  # type: ignore[arg-type]


def preview_of(number: int, people: People) -> AcceptancePreview:
    visit = people.coordinator
    return preview_acceptance(narrative_page(number), visit.pack.linking, visit.today)


def close(people: People, duty_ref: str) -> None:
    number = attach_evidence(people.analyst, duty_ref=duty_ref, title="Act", url="https://e.az/1")
    verify_evidence(people.second, duty_ref=duty_ref, evidence_id=number)
    propose_closure(people.coordinator, duty_ref=duty_ref, reason="In force")
    confirm_closure(people.second, duty_ref=duty_ref, outcome=ClosureOutcome.MET)
