"""One recommendation with its duties, its history and its notes."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.models import (
    Action,
    Closure,
    Duty,
    Evidence,
    MeasureValue,
    Note,
    Recommendation,
)
from palermo.ledger.queries.board import Chains, duty_verdict, row_of
from palermo.ledger.queries.values import value_row
from palermo.ledger.shapes import (
    ActionRow,
    ClosureRow,
    DutyRow,
    EvidenceRow,
    Link,
    MilestoneRow,
    NoteRow,
    RecommendationPage,
)
from palermo.ledger.states import ActionState, LinkKind, Outcome


def recommendation_page(ref: str) -> RecommendationPage:
    """Everything about a recommendation. Raises NotFound."""
    found = (
        Recommendation.objects.filter(ref=ref, narrative__state="accepted")
        .prefetch_related(
            "duties__actions",
            "duties__milestones",
            "duties__evidence",
            "duties__closures",
            "notes__duty",
        )
        .first()
    )
    if found is None:
        raise NotFound(
            N_("There is no recommendation {ref}."),
            remedy=N_("The board lists all; a reference looks like AZE-2023-04."),
            ref=ref,
        )
    today = timezone.localdate()
    chains = Chains({found.country})
    duties = list(found.duties.all())
    shown = tuple(duty_row(d, ref, today) for d in duties)
    measures = {m for d in shown for m in d.measures}
    values = MeasureValue.objects.filter(country=found.country, measure__in=measures)
    return RecommendationPage(
        row=row_of(found, duties, chains, today),
        narrative_id=found.narrative_id,
        start=found.start,
        end=found.end,
        duties=shown,
        chain=_chain(found, chains),
        candidates=_candidates(found),
        notes=tuple(_note(n) for n in found.notes.all()),
        values=tuple(value_row(v) for v in values if v.superseded_by_id is None),
    )


def _chain(found: Recommendation, chains: Chains) -> tuple[Link, ...]:
    ids = chains.ids(found.pk) + chains.later_ids(found.pk)
    rows = {r.pk: r for r in Recommendation.objects.filter(pk__in=ids)}
    return tuple(_link(rows[i]) for i in ids)


def _candidates(found: Recommendation) -> tuple[Link, ...]:
    earlier = Recommendation.objects.filter(
        country=found.country, edition__lt=found.edition, narrative__state="accepted"
    ).order_by("-edition", "number")
    return tuple(_link(r) for r in earlier)


def _link(row: Recommendation) -> Link:
    return Link(
        ref=row.ref,
        edition=row.edition,
        text=row.text,
        kind=LinkKind(row.link_kind),
        score=row.link_score,
        linked_by=row.linked_by,
    )


def duty_row(duty: Duty, ref: str, today: date) -> DutyRow:
    """A duty with everything that is done for it."""
    return DutyRow(
        id=duty.pk,
        ref=f"{ref}{duty.letter}",
        letter=duty.letter,
        text=duty.text,
        lead=duty.lead,
        supporting=tuple(duty.supporting),
        due=duty.due,
        budget=duty.budget,
        currency=duty.currency,
        measures=tuple(duty.measures),
        verdict=duty_verdict(duty, today),
        actions=tuple(_action(a, today) for a in duty.actions.all()),
        milestones=tuple(
            MilestoneRow(m.pk, m.title, m.due, m.reached_on) for m in duty.milestones.all()
        ),
        evidence=tuple(_evidence(e, f"{ref}{duty.letter}") for e in duty.evidence.all()),
        closures=tuple(_closure(c) for c in duty.closures.all()),
        version=duty.version,
    )


def _action(row: Action, today: date) -> ActionRow:
    state = ActionState(row.state)
    running = state in {ActionState.PLANNED, ActionState.UNDER_WAY}
    return ActionRow(
        id=row.pk,
        title=row.title,
        agency=row.agency,
        owner=row.owner,
        due=row.due,
        state=state,
        done_on=row.done_on,
        overdue=running and row.due is not None and row.due < today,
        version=row.version,
    )


def _evidence(row: Evidence, duty_ref: str) -> EvidenceRow:
    return EvidenceRow(
        id=row.pk,
        duty_ref=duty_ref,
        title=row.title,
        file_name=row.file_name,
        sha256=row.sha256,
        url=row.url,
        uploaded_by=row.uploaded_by,
        uploaded_at=row.uploaded_at,
        verified_by=row.verified_by,
        verified_at=row.verified_at,
    )


def _closure(row: Closure) -> ClosureRow:
    return ClosureRow(
        id=row.pk,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        outcome=Outcome(row.outcome),
        answer=row.answer,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
    )


def _note(row: Note) -> NoteRow:
    letter = row.duty.letter if row.duty else ""
    return NoteRow(row.pk, letter, row.text, row.author, row.at)


def evidence_file(evidence_id: int) -> tuple[EvidenceRow, bytes]:
    """A piece of evidence and the bytes of its file. Raises NotFound (also for a link)."""
    row = Evidence.objects.select_related("duty__recommendation").filter(pk=evidence_id).first()
    if row is None or not row.file:
        raise NotFound(
            N_("There is no such file."),
            where=str(evidence_id),
            remedy=N_("The page of the recommendation lists its evidence."),
        )
    duty_ref = f"{row.duty.recommendation.ref}{row.duty.letter}"
    with row.file.open("rb") as file:
        return _evidence(row, duty_ref), file.read()
