"""The board: demands with their computed status. The number of queries is constant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from palermo.cases.demand import describe_asking
from palermo.cases.duty import (
    ActionFacts,
    DutyFacts,
    Status,
    Verdict,
    demand_status,
    duty_status,
)
from palermo.cases.narrative import NarrativeState
from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.cases.recommendation import LinkKind
from palermo.ledger.narratives.models import Narrative
from palermo.ledger.plans.models import Closure, Reopening
from palermo.ledger.plans.values import ReopeningRow
from palermo.ledger.recommendations.models import Demand, Duty, Recommendation
from palermo.ledger.recommendations.values import BoardFilter, BoardPage, DemandRow
from palermo.ledger.search.search_folding import fold_text

_FAR = date(9999, 1, 1)
#: How the board can be sorted; `-` in front reverses.
SORTS: Mapping[str, Callable[[DemandRow], tuple[object, ...]]] = {
    "ref": lambda r: (r.country, -r.edition, r.number, r.ref),
    "due": lambda r: (r.next_due or _FAR, r.ref),
    "age": lambda r: (r.asked.first, r.ref),
    "status": lambda r: (list(Status).index(r.status), r.ref),
    "agency": lambda r: (r.leads, r.ref),
}


def list_board(asked: BoardFilter, today: date, *, offset: int = 0, limit: int = 50) -> BoardPage:
    """Rows that match `asked`, how many there are in all, and how many of each status `today`."""
    loaded = load_demands(_filter_demands(asked))
    accepted = accepted_by_country({d.country for d in loaded})
    found = [make_row(d, accepted[d.country], today, asked.edition) for d in loaded]
    rows = [row for row in found if _matches(row, asked)]
    by_status = Counter(row.status for row in rows)
    if asked.status:
        rows = [row for row in rows if row.status == asked.status]
    rows.sort(key=SORTS.get(asked.sort.lstrip("-"), SORTS["ref"]), reverse=asked.sort[:1] == "-")
    counts = {status: by_status[status] for status in Status}
    return BoardPage(tuple(rows[offset : offset + limit]), len(rows), counts)


def count_left() -> int:
    """How many demands only superseded and withdrawn narratives have."""
    return _filter_demands(BoardFilter(left=True)).count()


def _filter_demands(asked: BoardFilter) -> QuerySet[Demand]:
    found = Recommendation.objects.filter(narrative__state="accepted")
    if asked.left:
        found = Recommendation.objects.exclude(demand__in=found.values("demand"))
    if asked.country:
        found = found.filter(country=asked.country)
    if asked.edition is not None:
        found = found.filter(edition=asked.edition)
    return Demand.objects.filter(pk__in=found.values("demand"))


def _matches(row: DemandRow, asked: BoardFilter) -> bool:
    return (
        (not asked.agency or asked.agency in row.leads)
        and (not asked.theme or asked.theme in row.themes)
        and (not asked.paradigm or asked.paradigm == row.paradigm)
        and row.asked.times >= asked.asked_times
        and (not asked.overdue or row.overdue)
        and (asked.dropped is None or asked.dropped is row.dropped)
        and all(word in fold_text(row.text) for word in fold_text(asked.text).split())
    )


def load_demands(found: QuerySet[Demand], *, history: bool = False) -> list[Demand]:
    """Demands with their wordings, duties and all that is done for these loaded.

    `history`: also the words that recommendations had before.
    """
    wordings = Recommendation.objects.select_related("narrative").defer(
        "narrative__text", "narrative__reading"
    )
    if history:
        wordings = wordings.prefetch_related("earlier_wordings")
    # A recommendation that was linked to another demand no longer asks for this one.
    reopenings = Reopening.objects.filter(
        recommendation__demand=F("duty__demand"), recommendation__narrative__state="accepted"
    )
    return list(
        found.prefetch_related(
            Prefetch("recommendations", wordings.order_by("edition", "number")),
            "duties__actions",
            "duties__milestones",
            "duties__evidence",
            "duties__closures",
            Prefetch("duties__reopenings", reopenings.select_related("recommendation")),
        )
    )


def accepted_by_country(countries: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Editions with an accepted narrative of each country, oldest first."""
    wanted = list(countries)
    rows = Narrative.objects.filter(country__in=wanted, state="accepted")
    found: dict[str, list[int]] = {country: [] for country in wanted}
    for country, edition in rows.order_by("edition").values_list("country", "edition"):
        found[country].append(edition)
    return {country: tuple(editions) for country, editions in found.items()}


def make_row(
    demand: Demand, accepted: tuple[int, ...], today: date, edition: int | None = None
) -> DemandRow:
    """A loaded demand's row, in the words of `edition`, or of the newest that asks it."""
    wordings = list(demand.recommendations.all())
    # Where no accepted text has the demand, those that had it are shown.
    wordings = [w for w in wordings if w.narrative.state == NarrativeState.ACCEPTED] or wordings
    duties = list(demand.duties.all())
    shown_year = wordings[-1].edition if edition is None else edition
    # A demand that an edition splits has several wordings in it.
    shown = [w for w in wordings if w.edition == shown_year]
    verdicts = [duty_verdict(d, today) for d in duties]
    pairs = zip(duties, verdicts, strict=True)
    waiting = [
        due for d, v in pairs if (due := _current_due(d)) is not None and v.status != Status.MET
    ]
    reopened = [r.edition for d in duties for r in list_reopenings(d)[-1:]]
    return DemandRow(
        id=demand.pk,
        ref=demand.ref,
        country=demand.country,
        edition=shown_year,
        number=shown[0].number,
        wording=shown[0].ref,
        text=" / ".join(w.text for w in shown),
        themes=tuple(dict.fromkeys(theme for w in shown for theme in w.themes)),
        paradigm=shown[0].paradigm,
        verdict=demand_status([v.status for v in verdicts]),
        link=LinkKind(shown[0].link_kind),
        asked=describe_asking([w.edition for w in wordings], accepted),
        reopened=max(reopened, default=None),
        leads=tuple(dict.fromkeys(d.lead for d in duties if d.lead)),
        duties=len(duties),
        duties_met=sum(v.status is Status.MET for v in verdicts),
        next_due=min(waiting, default=None),
        overdue=any(due < today for due in waiting),
        version=demand.version,
        reviewed=all(w.reviewed for w in shown),
        text_state=NarrativeState(shown[0].narrative.state),
    )


def duty_verdict(duty: Duty, today: date) -> Verdict:
    """The computed status of a duty for which everything is loaded.

    What was done before a later edition asked again is history and does not count.
    """
    reopened = list_reopenings(duty)[-1:]
    earlier = {
        kind: {row for r in reopened for row in getattr(r, kind)}
        for kind in ("actions", "milestones", "evidence", "closures")
    }
    actions = [a for a in duty.actions.all() if a.pk not in earlier["actions"]]
    milestones = [m for m in duty.milestones.all() if m.pk not in earlier["milestones"]]
    evidence = [e for e in duty.evidence.all() if e.pk not in earlier["evidence"]]
    facts = DutyFacts(
        due=_current_due(duty),
        actions=tuple(ActionFacts(ActionState(a.state), a.due) for a in actions),
        milestones=len(milestones),
        milestones_reached=sum(m.reached_on is not None for m in milestones),
        evidence=len(evidence),
        evidence_verified=sum(bool(e.verified_by) for e in evidence),
        closure=_last_answer(c for c in duty.closures.all() if c.pk not in earlier["closures"]),
        reopened=reopened[0].edition if reopened else None,
    )
    return duty_status(facts, today)


def list_reopenings(duty: Duty) -> list[ReopeningRow]:
    """When later editions asked again what was met, in order; those that count are loaded."""
    return [
        ReopeningRow(
            edition=r.recommendation.edition,
            reopened_by=r.reopened_by,
            reopened_at=r.reopened_at,
            actions=frozenset(r.earlier["actions"]),
            milestones=frozenset(r.earlier["milestones"]),
            evidence=frozenset(r.earlier["evidence"]),
            closures=frozenset(r.earlier["closures"]),
            due=date.fromisoformat(r.earlier["due"]) if r.earlier["due"] else None,
        )
        for r in duty.reopenings.all()
    ]


def _current_due(duty: Duty) -> date | None:
    """The due date; a reopened duty needs a new one."""
    last = list_reopenings(duty)[-1:]
    return None if last and last[0].due == duty.due else duty.due


def _last_answer(closures: Iterable[Closure]) -> ClosureOutcome | None:
    answered = [ClosureOutcome(c.outcome) for c in closures if c.outcome != ClosureOutcome.WAITING]
    return answered[-1] if answered else None
