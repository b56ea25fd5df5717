"""Recommendations with their duties, their history and their notes."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from palermo.cases.narrative import NarrativeState
from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.cases.recommendation import LinkKind
from palermo.cases.superseding import HeldRecommendation
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.measures.models import MeasureValue
from palermo.ledger.measures.queries import value_row
from palermo.ledger.plans.models import Action, Closure, Evidence
from palermo.ledger.plans.values import ActionRow, ClosureRow, EvidenceRow, MilestoneRow
from palermo.ledger.recommendations.board import Chains, duty_verdict, make_row
from palermo.ledger.recommendations.models import Duty, Note, Recommendation
from palermo.ledger.recommendations.values import (
    ChainLink,
    DutyRow,
    NoteRow,
    RecommendationPage,
    WordingRow,
)


def recommendation_page(ref: str, today: date) -> RecommendationPage:
    """Everything about a recommendation as it is `today`. Raises NotFound.

    One that no accepted text has any more still has its page, with all that hangs on it.
    """
    pages = _pages(Recommendation.objects.filter(ref=ref), today)
    if not pages:
        raise NotFound(
            N_("There is no recommendation {ref}."),
            remedy=N_("See the list of recommendations. A reference looks like AZE-2023-04."),
            ref=ref,
        )
    return pages[0]


def recommendation_pages(
    today: date, country: str = "", edition: int | None = None
) -> tuple[RecommendationPage, ...]:
    """Everything about many as it is `today`, by reference; an empty filter asks for all.

    The number of queries does not grow with the number of recommendations.
    """
    found = Recommendation.objects.filter(narrative__state="accepted")
    if country:
        found = found.filter(country=country)
    if edition is not None:
        found = found.filter(edition=edition)
    return _pages(found.order_by("ref"), today)


def _pages(asked: QuerySet[Recommendation], today: date) -> tuple[RecommendationPage, ...]:
    found = asked.select_related("narrative").defer("narrative__text", "narrative__reading")
    found = found.prefetch_related(
        "duties__actions",
        "duties__milestones",
        "duties__evidence",
        "duties__closures",
        "notes__duty",
        "earlier_wordings",
    )
    rows = list(found)
    if not rows:
        return ()
    around = _CountryContext({r.country for r in rows}, {r.pk for r in rows})
    return tuple(_page(row, around, today) for row in rows)


class _CountryContext:
    """What stands around recommendations of some countries: the others, their chains, values."""

    def __init__(self, countries: set[str], also: set[int]) -> None:
        self.chains = Chains(countries, also)
        others = Recommendation.objects.filter(
            Q(narrative__state="accepted") | Q(pk__in=also), country__in=countries
        )
        #: The latest edition first.
        self.rows = {r.pk: r for r in others.order_by("-edition", "number")}
        values = MeasureValue.objects.filter(country__in=countries, superseded_by=None)
        self.values = [value_row(v) for v in values]


def _page(found: Recommendation, around: _CountryContext, today: date) -> RecommendationPage:
    duties = list(found.duties.all())
    shown = tuple(duty_row(d, found.ref, today) for d in duties)
    measures = {m for d in shown for m in d.measures}
    chain = around.chains.ids(found.pk) + around.chains.later_ids(found.pk)
    return RecommendationPage(
        row=make_row(found, duties, around.chains, today),
        narrative_id=found.narrative_id,
        start=found.start,
        end=found.end,
        duties=shown,
        chain=tuple(_link(around.rows[i]) for i in chain),
        candidates=tuple(
            _link(r)
            for r in around.rows.values()
            if r.country == found.country and r.edition < found.edition
        ),
        notes=tuple(_note(n) for n in found.notes.all()),
        values=tuple(
            v for v in around.values if v.country == found.country and v.measure in measures
        ),
        earlier_wordings=tuple(
            WordingRow(w.narrative_id, w.text, w.replaced_by, w.replaced_at)
            for w in found.earlier_wordings.all()
        ),
    )


def _link(row: Recommendation) -> ChainLink:
    return ChainLink(
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
            MilestoneRow(m.pk, m.title, m.due, m.reached_on, m.version)
            for m in duty.milestones.all()
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
        version=row.version,
    )


def _closure(row: Closure) -> ClosureRow:
    return ClosureRow(
        id=row.pk,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        outcome=ClosureOutcome(row.outcome),
        answer=row.answer,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        version=row.version,
    )


def _note(row: Note) -> NoteRow:
    letter = row.duty.letter if row.duty else ""
    return NoteRow(row.pk, letter, row.text, row.author, row.at)


def refs_by_place(narrative_id: int) -> dict[tuple[int | None, str], str]:
    """The references of a narrative's recommendations, by their place and words in its text."""
    found = Recommendation.objects.filter(narrative_id=narrative_id)
    return {(start, text): ref for start, text, ref in found.values_list("start", "text", "ref")}


def held_recommendations(country: str, edition: int) -> tuple[HeldRecommendation, ...]:
    """All that texts of the edition brought into the ledger, whether their text counts or not."""
    found = Recommendation.objects.filter(country=country, edition=edition)
    found = found.select_related("narrative").defer("narrative__text", "narrative__reading")
    plan = ("actions", "milestones", "evidence", "closures")
    counted = found.annotate(
        duties_all=Count("duties", distinct=True),
        notes_all=Count("notes", distinct=True),
        leads=Count("duties", filter=~Q(duties__lead=""), distinct=True),
        **{f"{name}_all": Count(f"duties__{name}", distinct=True) for name in plan},
    ).order_by("number")
    return tuple(
        HeldRecommendation(
            id=r.pk,
            ref=r.ref,
            number=r.number,
            text=r.text,
            counts=state == NarrativeState.ACCEPTED,
            planned=bool(
                r.duties_all > 1
                or r.notes_all
                or r.leads
                or any(getattr(r, f"{name}_all") for name in plan)
            ),
            version=r.version,
        )
        for r, state in ((r, r.narrative.state) for r in counted)
    )


def evidence_file(evidence_id: int) -> tuple[EvidenceRow, bytes]:
    """A piece of evidence and the bytes of its file. Raises NotFound (also for a link)."""
    row = Evidence.objects.select_related("duty__recommendation").filter(pk=evidence_id).first()
    if row is None or not row.file:
        raise NotFound(
            N_("There is no such file."),
            where=str(evidence_id),
            remedy=N_("See the evidence on the page of the recommendation."),
        )
    duty_ref = f"{row.duty.recommendation.ref}{row.duty.letter}"
    with row.file.open("rb") as file:
        return _evidence(row, duty_ref), file.read()
