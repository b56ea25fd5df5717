"""Writes about demands, the recommendations that word them, and their duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from string import ascii_lowercase

from django.db.models import F, Q, QuerySet

from palermo.cases.recommendation import LinkKind
from palermo.kernel.errors import changed_meanwhile
from palermo.ledger.recommendations.models import (
    Demand,
    Duty,
    EarlierWording,
    LinkAnswer,
    LinkedCountry,
    Note,
    Recommendation,
)
from palermo.ledger.search.store import NewSearchEntry, index_entries, remove_entries
from palermo.ledger.versions import change_row, touch_row


@dataclass(frozen=True, slots=True)
class NewRecommendation:
    """A recommendation of an accepted narrative, and the measures proposed for its first duty.

    `demand_id` None: it begins a demand of its own.
    """

    number: int
    text: str
    start: int | None
    end: int | None
    themes: Sequence[str]
    paradigm: str
    measures: Sequence[str]
    demand_id: int | None = None
    kind: LinkKind = LinkKind.NEW
    score: float | None = None
    linked_by: str = ""
    #: False where the words were accepted without review.
    reviewed: bool = True


def add_recommendations(
    narrative_id: int, country: str, edition: int, new: Iterable[NewRecommendation]
) -> list[int]:
    """Keep recommendations, each under its demand; returns their ids in order.

    A new demand has one duty, which says all of it.
    """
    return [_add(narrative_id, country, edition, each) for each in new]


def _add(narrative_id: int, country: str, edition: int, new: NewRecommendation) -> int:
    ref = f"{country}-{edition}-{new.number:02d}"
    demand = new.demand_id
    if demand is None:
        demand = Demand.objects.create(country=country, ref=ref).pk
        Duty.objects.create(
            demand_id=demand,
            letter="a",
            ref=f"{ref}a",
            text=new.text,
            measures=list(new.measures),
        )
    else:
        touch_row(Demand, demand)
    kept = Recommendation.objects.create(
        narrative_id=narrative_id,
        country=country,
        edition=edition,
        number=new.number,
        ref=ref,
        text=new.text,
        start=new.start,
        end=new.end,
        themes=list(new.themes),
        paradigm=new.paradigm,
        demand_id=demand,
        link_kind=new.kind,
        link_score=new.score,
        linked_by=new.linked_by,
        reviewed=new.reviewed,
    )
    _index("recommendation", ref, country, ref, new.text)
    return kept.pk


def take_over(
    recommendation_id: int,
    version: int,
    narrative_id: int,
    new: NewRecommendation,
    by: str,
    at: datetime,
) -> None:
    """Give a recommendation the words of another text of its year; its demand keeps all its plan.

    The words that it had are kept. A duty that only repeats them follows. Raises Refused.
    """
    before = Recommendation.objects.get(pk=recommendation_id)
    EarlierWording.objects.create(
        recommendation=before,
        narrative_id=before.narrative_id,
        text=before.text,
        start=before.start,
        end=before.end,
        replaced_by=by,
        replaced_at=at,
    )
    change_row(
        Recommendation,
        recommendation_id,
        version,
        narrative_id=narrative_id,
        text=new.text,
        start=new.start,
        end=new.end,
        themes=list(new.themes),
        paradigm=new.paradigm,
        reviewed=new.reviewed,
    )
    repeating = Duty.objects.filter(demand_id=before.demand_id, text=before.text)
    repeating.update(text=new.text, version=F("version") + 1)
    touch_row(Demand, before.demand_id)
    _index("recommendation", before.ref, before.country, before.ref, new.text)


def set_link_kinds(kinds: Mapping[int, LinkKind]) -> None:
    """Say how the words of recommendations, by id, continue those of the edition before."""
    for recommendation, kind in kinds.items():
        changed = Recommendation.objects.filter(pk=recommendation).exclude(link_kind=kind)
        changed.update(link_kind=kind)


def set_duty_texts(texts: Mapping[int, str]) -> None:
    """Give duties, by id, the words of the newest recommendation that they repeat."""
    for duty, text in texts.items():
        changed = Duty.objects.filter(pk=duty).exclude(text=text)
        changed.update(text=text, version=F("version") + 1)


def store_link_answer(item_id: int, demand_id: int, *, same: bool, by: str, at: datetime) -> None:
    """Keep whether a reviewer finds an item and a demand to be the same; the last answer counts."""
    values = {"same": same, "decided_by": by, "decided_at": at}
    LinkAnswer.objects.update_or_create(item_id=item_id, demand_id=demand_id, defaults=values)


def remove_link_answer(item_id: int, demand_id: int) -> None:
    """Take an answer back, so that the link is open again."""
    LinkAnswer.objects.filter(item_id=item_id, demand_id=demand_id).delete()


def replace_duties(
    demand_id: int, version: int, duties: Sequence[tuple[str, Sequence[str]]]
) -> None:
    """Say in duties, in order, what is asked: each its text and the measures proposed for it.

    The duties that are there keep their letters, plans and measures, in their order.
    """
    change_row(Demand, demand_id, version)
    demand = Demand.objects.get(pk=demand_id)
    there = list(Duty.objects.filter(demand=demand))
    for duty, (text, _) in zip(there, duties, strict=False):
        Duty.objects.filter(pk=duty.pk).update(text=text, version=duty.version + 1)
        _index("duty", demand.ref, demand.country, duty.ref, text)
    for text, measures in duties[len(there) :]:
        add_duty(demand, text, measures)
    gone = Duty.objects.filter(pk__in=[duty.pk for duty in there[len(duties) :]])
    _check_unplanned(gone)
    remove_entries([f"duty-{ref}" for ref in gone.values_list("ref", flat=True)])
    gone.delete()


def add_duty(demand: Demand, text: str, measures: Sequence[str], *, found: bool = True) -> None:
    """Add a duty under the next letter; one whose reference belongs to another duty is passed over.

    `found`: whether the search finds it; a duty that only repeats a recommendation is not indexed.
    """
    letters = set(demand.duties.values_list("letter", flat=True))
    prefix = {"ref__startswith": demand.ref}
    taken = set(Duty.objects.filter(**prefix).values_list("ref", flat=True))
    letter = next(
        c for c in ascii_lowercase if c not in letters and f"{demand.ref}{c}" not in taken
    )
    ref = f"{demand.ref}{letter}"
    Duty.objects.create(demand=demand, letter=letter, ref=ref, text=text, measures=list(measures))
    if found:
        _index("duty", demand.ref, demand.country, ref, text)


def planned_duties(found: QuerySet[Duty]) -> QuerySet[Duty]:
    """Those for which somebody planned or wrote something."""
    any_plan = ~Q(lead="") | Q(due__isnull=False) | Q(budget__isnull=False)
    for relation in ("actions", "milestones", "evidence", "closures", "notes"):
        any_plan |= Q(**{f"{relation}__isnull": False})
    return found.filter(any_plan).distinct()


def _check_unplanned(gone: QuerySet[Duty]) -> None:
    """Raise Refused when somebody planned for one of the duties since they were read."""
    # Waits for those who are adding to one of them now, and keeps others from beginning to.
    locked = [duty.pk for duty in gone.select_for_update().order_by("pk")]
    if planned_duties(Duty.objects.filter(pk__in=locked)).exists():
        raise changed_meanwhile()


def change_linking(country: str, version: int) -> None:
    """Count up how often the links of a country were changed. Raises Refused when others did.

    Links depend on all recommendations of a country, also on those that another narrative adds at
    the same moment, which no version of a row shows.
    """
    if version:
        found = LinkedCountry.objects.filter(country=country, version=version)
        if not found.update(version=version + 1):
            raise changed_meanwhile()
    else:
        LinkedCountry.objects.create(country=country)


def set_assignment(
    duty_id: int,
    version: int,
    *,
    lead: str,
    supporting: Sequence[str],
    due: date | None,
    budget: Decimal | None,
    currency: str,
    measures: Sequence[str],
) -> None:
    """Set who is responsible, until when, with what money, and what shows progress."""
    change_row(
        Duty,
        duty_id,
        version,
        lead=lead,
        supporting=list(supporting),
        due=due,
        budget=budget,
        currency=currency if budget is not None else "",
        measures=list(measures),
    )


def store_note(
    demand_id: int, recommendation_id: int, duty_id: int | None, text: str, by: str, at: datetime
) -> int:
    """Keep a note on a demand or on one of its duties; returns its id.

    `recommendation_id` is the wording under which it was written.
    """
    note = Note.objects.create(
        demand_id=demand_id,
        recommendation_id=recommendation_id,
        duty_id=duty_id,
        text=text,
        author=by,
        at=at,
    )
    _index("note", note.demand.ref, note.demand.country, note.demand.ref, text, key=str(note.pk))
    return note.pk


def _index(kind: str, ref: str, country: str, title: str, text: str, *, key: str = "") -> None:
    """Make a text findable that is shown on the page of the demand `ref`."""
    entry = NewSearchEntry(
        key=f"{kind}-{key or title}",
        kind=kind,
        country=country,
        title=title,
        text=text,
        address=("recommendation", ref),
    )
    index_entries([entry])
