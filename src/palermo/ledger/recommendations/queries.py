"""Demands with their wordings, their duties, their history and their notes."""

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
from palermo.ledger.recommendations.board import (
    accepted_by_country,
    duty_verdict,
    list_reopenings,
    load_demands,
    make_row,
)
from palermo.ledger.recommendations.models import (
    Demand,
    DemandChange,
    Duty,
    Note,
    Recommendation,
)
from palermo.ledger.recommendations.values import (
    ChangePlaces,
    DemandChangeRow,
    DemandChoice,
    DemandPage,
    DutyRow,
    EarlierWordingRow,
    NoteRow,
    WordingRow,
)


def demand_page(ref: str, today: date) -> DemandPage:
    """The demand of the recommendation `ref`, as it is `today`. Raises NotFound.

    One that no accepted text has any more still has its page, with all that hangs on it.
    """
    asked = Recommendation.objects.filter(ref=ref)
    pages = _pages(Demand.objects.filter(pk__in=asked.values("demand")), today)
    if not pages:
        raise NotFound(
            N_("There is no recommendation {ref}."),
            remedy=N_("See the list of demands. A reference looks like AZE-2023-04."),
            ref=ref,
        )
    return pages[0]


def find_duty(duty_ref: str, today: date) -> DutyRow:
    """The duty with this reference, such as AZE-2023-04b, as it is `today`. Raises NotFound.

    The letter may follow the reference of any recommendation of its demand.
    """
    known = Duty.objects.filter(ref=duty_ref).values_list("demand", flat=True)
    found = _pages(Demand.objects.filter(pk__in=known), today)
    if not found:
        asked = Recommendation.objects.filter(ref=duty_ref[:-1])
        found = _pages(Demand.objects.filter(pk__in=asked.values("demand")), today)
        duty_ref = f"{found[0].row.ref}{duty_ref[-1:]}" if found else duty_ref
    duties = found[0].duties if found else ()
    duty = next((d for d in duties if d.ref == duty_ref), None)
    if duty is None:
        raise NotFound(
            N_("There is no duty {duty}."),
            remedy=N_("Write a duty as the recommendation and a letter, such as AZE-2023-04b."),
            duty=duty_ref,
        )
    return duty


def demand_pages(
    today: date, country: str = "", edition: int | None = None, *, left: bool = False
) -> tuple[DemandPage, ...]:
    """Everything about many demands as it is `today`; an empty filter asks for all.

    `edition`: those that it asks. `left`: also those that no accepted text has any more. The number
    of queries does not grow with that of the demands.
    """
    asked = Recommendation.objects.all()
    if not left:
        asked = asked.filter(narrative__state="accepted")
    if country:
        asked = asked.filter(country=country)
    if edition is not None:
        asked = asked.filter(edition=edition)
    return _pages(Demand.objects.filter(pk__in=asked.values("demand")).order_by("ref"), today)


def _pages(asked: QuerySet[Demand], today: date) -> tuple[DemandPage, ...]:
    rows = load_demands(asked.prefetch_related("notes__duty"), history=True)
    # A demand whose recommendations were all linked to others is only a place to come back to.
    rows = [row for row in rows if row.recommendations.all()]
    if not rows:
        return ()
    around = _CountryContext({row.country for row in rows})
    return tuple(_page(row, around, today) for row in rows)


class _CountryContext:
    """What is around demands of some countries: editions, other demands, changes, values."""

    def __init__(self, countries: set[str]) -> None:
        self.accepted = accepted_by_country(countries)
        others = Recommendation.objects.filter(country__in=countries, narrative__state="accepted")
        newest: dict[int, DemandChoice] = {}
        self.countries: dict[int, str] = {}
        for r in others.order_by("-edition", "number").select_related("demand"):
            choice = DemandChoice(r.demand_id, r.demand.ref, r.edition, r.text)
            newest.setdefault(r.demand_id, choice)
            self.countries[r.demand_id] = r.country
        #: The latest wording first.
        self.choices = newest
        changes = DemandChange.objects.filter(country__in=countries)
        self.changes = list(changes.select_related("source", "target").order_by("-id"))
        values = MeasureValue.objects.filter(country__in=countries, superseded_by=None)
        self.values = [value_row(v) for v in values]


def _page(found: Demand, around: _CountryContext, today: date) -> DemandPage:
    shown = tuple(_duty(d, today) for d in found.duties.all())
    measures = {m for d in shown for m in d.measures}
    return DemandPage(
        row=make_row(found, around.accepted[found.country], today),
        wordings=tuple(_wording(r) for r in found.recommendations.all()),
        duties=shown,
        choices=tuple(
            choice
            for choice in around.choices.values()
            if around.countries[choice.id] == found.country and choice.id != found.pk
        ),
        changes=tuple(_change(c) for c in around.changes if found.pk in {c.source_id, c.target_id}),
        notes=tuple(_note(n) for n in found.notes.all()),
        values=tuple(
            v for v in around.values if v.country == found.country and v.measure in measures
        ),
    )


def _wording(row: Recommendation) -> WordingRow:
    return WordingRow(
        id=row.pk,
        ref=row.ref,
        edition=row.edition,
        number=row.number,
        text=row.text,
        themes=tuple(row.themes),
        kind=LinkKind(row.link_kind),
        score=row.link_score,
        linked_by=row.linked_by,
        narrative_id=row.narrative_id,
        start=row.start,
        end=row.end,
        state=NarrativeState(row.narrative.state),
        reviewed=row.reviewed,
        earlier=tuple(
            EarlierWordingRow(w.narrative_id, w.text, w.replaced_by, w.replaced_at)
            for w in row.earlier_wordings.all()
        ),
    )


def _change(row: DemandChange) -> DemandChangeRow:
    return DemandChangeRow(
        id=row.pk,
        ref=row.ref,
        source=row.moved["source_ref"],
        target=row.moved["target_ref"],
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        version=row.version,
    )


def find_change(change_id: int) -> ChangePlaces:
    """A change, and where the things are that it moved. Raises NotFound."""
    row = DemandChange.objects.filter(pk=change_id).first()
    if row is None:
        raise NotFound(
            N_("There is no such change of a link."),
            where=str(change_id),
            remedy=N_("See the changes on the page of the demand."),
        )
    ids = {kind: [r["id"] for r in row.moved[kind]] for kind in ("recommendations", "duties")}
    kept = {
        "recommendations": Recommendation.objects.filter(pk__in=ids["recommendations"]),
        "duties": Duty.objects.filter(pk__in=ids["duties"]),
    }
    return ChangePlaces(
        change=_change(row),
        country=row.country,
        source=row.source_id,
        target=row.target_id,
        put={kind: dict.fromkeys(found, row.target_id) for kind, found in ids.items()},
        now={kind: dict(rows.values_list("id", "demand_id")) for kind, rows in kept.items()},
    )


def _duty(duty: Duty, today: date) -> DutyRow:
    return DutyRow(
        id=duty.pk,
        ref=duty.ref,
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
        evidence=tuple(_evidence(e, duty.ref) for e in duty.evidence.all()),
        closures=tuple(_closure(c) for c in duty.closures.all()),
        reopenings=tuple(list_reopenings(duty)),
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
    elsewhere = Q(demand__recommendations__narrative__state="accepted") & ~Q(
        demand__recommendations__edition=edition
    )
    counted = found.annotate(
        duties_all=Count("demand__duties", distinct=True),
        notes_all=Count("demand__notes", distinct=True),
        leads=Count("demand__duties", filter=~Q(demand__duties__lead=""), distinct=True),
        asked_elsewhere=Count("demand__recommendations", filter=elsewhere, distinct=True),
        **{f"{name}_all": Count(f"demand__duties__{name}", distinct=True) for name in plan},
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
            demand=r.demand_id,
            asked_elsewhere=bool(r.asked_elsewhere),
        )
        for r, state in ((r, r.narrative.state) for r in counted)
    )


def evidence_file(evidence_id: int) -> tuple[EvidenceRow, bytes]:
    """A piece of evidence and the bytes of its file. Raises NotFound (also for a link)."""
    row = Evidence.objects.select_related("duty").filter(pk=evidence_id).first()
    if row is None or not row.file:
        raise NotFound(
            N_("There is no such file."),
            where=str(evidence_id),
            remedy=N_("See the evidence on the page of the demand."),
        )
    with row.file.open("rb") as file:
        return _evidence(row, row.duty.ref), file.read()
