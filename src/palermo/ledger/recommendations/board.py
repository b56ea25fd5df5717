"""The board: recommendations with their computed status. The number of queries is constant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from palermo.cases.duty import (
    ActionFacts,
    DutyFacts,
    Status,
    Verdict,
    duty_status,
    recommendation_status,
)
from palermo.cases.narrative import NarrativeState
from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.cases.recommendation import LinkKind
from palermo.ledger.plans.models import Closure
from palermo.ledger.recommendations.models import Duty, LinkedCountry, Recommendation
from palermo.ledger.recommendations.values import (
    BoardFilter,
    BoardPage,
    LinkableRecommendation,
    RecommendationHistory,
    RecommendationRow,
)
from palermo.ledger.search.search_folding import fold_text

_FAR = date(9999, 1, 1)
#: How the board can be sorted; `-` in front reverses.
SORTS: Mapping[str, Callable[[RecommendationRow], tuple[object, ...]]] = {
    "ref": lambda r: (r.country, -r.edition, r.number),
    "due": lambda r: (r.next_due or _FAR, r.ref),
    "age": lambda r: (r.series.first_asked, r.ref),
    "status": lambda r: (list(Status).index(r.status), r.ref),
    "agency": lambda r: (r.leads, r.ref),
}


def list_board(asked: BoardFilter, today: date, *, offset: int = 0, limit: int = 50) -> BoardPage:
    """Rows that match `asked`, how many there are in all, and how many of each status `today`."""
    found = make_rows(_filter_recommendations(asked), today)
    rows = [row for row in found if _matches(row, asked)]
    by_status = Counter(row.status for row in rows)
    if asked.status:
        rows = [row for row in rows if row.status == asked.status]
    rows.sort(key=SORTS.get(asked.sort.lstrip("-"), SORTS["ref"]), reverse=asked.sort[:1] == "-")
    counts = {status: by_status[status] for status in Status}
    return BoardPage(tuple(rows[offset : offset + limit]), len(rows), counts)


def count_left() -> int:
    """How many recommendations of superseded and withdrawn narratives no accepted text has."""
    return Recommendation.objects.exclude(narrative__state="accepted").count()


def _filter_recommendations(asked: BoardFilter) -> QuerySet[Recommendation]:
    found = Recommendation.objects.filter(narrative__state="accepted")
    if asked.left:
        found = Recommendation.objects.exclude(narrative__state="accepted")
    if asked.country:
        found = found.filter(country=asked.country)
    if asked.edition is not None:
        found = found.filter(edition=asked.edition)
    if asked.paradigm:
        found = found.filter(paradigm=asked.paradigm)
    return found


def _matches(row: RecommendationRow, asked: BoardFilter) -> bool:
    return (
        (not asked.agency or asked.agency in row.leads)
        and (not asked.theme or asked.theme in row.themes)
        and row.series.times >= asked.asked_times
        and (not asked.overdue or row.overdue)
        and all(word in fold_text(row.text) for word in fold_text(asked.text).split())
    )


def make_rows(found: QuerySet[Recommendation], today: date) -> list[RecommendationRow]:
    """Rows with status, series and dates, in four queries however many there are."""
    loaded = list(
        found.select_related("narrative")
        .defer("narrative__text", "narrative__reading")
        .prefetch_related(
            "duties__actions", "duties__milestones", "duties__evidence", "duties__closures"
        )
    )
    chains = Chains({r.country for r in loaded}, {r.pk for r in loaded})
    return [make_row(r, list(r.duties.all()), chains, today) for r in loaded]


def make_row(
    r: Recommendation, duties: list[Duty], chains: Chains, today: date
) -> RecommendationRow:
    """A recommendation's row from its duties with everything prefetched."""
    verdicts = [duty_verdict(d, today) for d in duties]
    waiting = [
        d.due for d, v in zip(duties, verdicts, strict=True) if d.due and v.status != Status.MET
    ]
    return RecommendationRow(
        id=r.pk,
        ref=r.ref,
        country=r.country,
        edition=r.edition,
        number=r.number,
        text=r.text,
        themes=tuple(r.themes),
        paradigm=r.paradigm,
        verdict=recommendation_status([v.status for v in verdicts]),
        link=LinkKind(r.link_kind),
        series=chains.series(r.pk),
        dropped=chains.dropped(r.pk),
        leads=tuple(dict.fromkeys(d.lead for d in duties if d.lead)),
        duties=len(duties),
        duties_met=sum(v.status is Status.MET for v in verdicts),
        next_due=min(waiting, default=None),
        overdue=any(due < today for due in waiting),
        version=r.version,
        reviewed=r.reviewed,
        text_state=NarrativeState(r.narrative.state),
    )


def duty_verdict(duty: Duty, today: date) -> Verdict:
    """The computed status of a duty whose actions, milestones, evidence, closures are loaded."""
    evidence = list(duty.evidence.all())
    milestones = list(duty.milestones.all())
    facts = DutyFacts(
        due=duty.due,
        actions=tuple(ActionFacts(ActionState(a.state), a.due) for a in duty.actions.all()),
        milestones=len(milestones),
        milestones_reached=sum(m.reached_on is not None for m in milestones),
        evidence=len(evidence),
        evidence_verified=sum(bool(e.verified_by) for e in evidence),
        closure=_last_answer(duty.closures.all()),
    )
    return duty_status(facts, today)


def _last_answer(closures: Iterable[Closure]) -> ClosureOutcome | None:
    answered = [ClosureOutcome(c.outcome) for c in closures if c.outcome != ClosureOutcome.WAITING]
    return answered[-1] if answered else None


def asked_by_edition(country: str) -> list[list[LinkableRecommendation]]:
    """What each accepted edition asks, oldest edition first."""
    rows = Recommendation.objects.filter(country=country, narrative__state="accepted")
    found: dict[int, list[LinkableRecommendation]] = {}
    for r in rows.order_by("edition", "number"):
        asked = LinkableRecommendation(
            id=r.pk,
            edition=r.edition,
            text=r.text,
            follows=r.follows_id,
            by_hand=bool(r.linked_by),
            kind=LinkKind(r.link_kind),
            version=r.version,
        )
        found.setdefault(r.edition, []).append(asked)
    return list(found.values())


def linking_version(country: str) -> int:
    """How often the links of a country were changed; 0 for never."""
    found = LinkedCountry.objects.filter(country=country).values_list("version", flat=True)
    return found.first() or 0


class Chains:
    """Which recommendation continues which, for whole countries, in one query.

    `also`: recommendations that no accepted text has, but that are shown.
    """

    def __init__(self, countries: Iterable[str], also: Iterable[int] = ()) -> None:
        rows = Recommendation.objects.filter(
            Q(narrative__state="accepted") | Q(pk__in=list(also)), country__in=list(countries)
        ).values_list("id", "follows_id", "country", "edition")
        self._rows = {pk: (follows, country, edition) for pk, follows, country, edition in rows}
        self._followed = {follows for follows, _, _ in self._rows.values()}
        self._newest: dict[str, int] = {}
        for _, country, edition in self._rows.values():
            self._newest[country] = max(edition, self._newest.get(country, 0))

    def ids(self, pk: int) -> list[int]:
        """The recommendation and all it continues, oldest first."""
        found: list[int] = []
        step: int | None = pk
        while step is not None and step in self._rows and step not in found:
            found.append(step)
            step = self._rows[step][0]
        return found[::-1]

    def later_ids(self, pk: int) -> list[int]:
        """Recommendations that continue this one, directly or by others, oldest first."""
        return sorted(
            (i for i in self._rows if i != pk and pk in self.ids(i)),
            key=lambda i: (self._rows[i][2], i),
        )

    def series(self, pk: int) -> RecommendationHistory:
        """The editions of the chain that ends in this recommendation."""
        return RecommendationHistory(tuple(self._rows[i][2] for i in self.ids(pk)))

    def dropped(self, pk: int) -> bool:
        """Whether a newer edition was accepted and nothing continues this one."""
        _, country, edition = self._rows[pk]
        return edition < self._newest[country] and pk not in self._followed
