"""Writes about recommendations, their links across editions and their duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from string import ascii_lowercase

from django.db.models import F, Q, QuerySet

from palermo.cases.recommendation import LinkKind
from palermo.kernel.errors import changed_meanwhile
from palermo.ledger.recommendations.models import (
    Duty,
    EarlierWording,
    LinkedCountry,
    Note,
    Recommendation,
)
from palermo.ledger.search.store import NewSearchEntry, index_entries, remove_entries
from palermo.ledger.versions import change_row

#: Duties of one recommendation are named by letters: a … z.
MOST_DUTIES = len(ascii_lowercase)


@dataclass(frozen=True, slots=True)
class NewRecommendation:
    """A recommendation of an accepted narrative, and the measures proposed for its first duty."""

    number: int
    text: str
    start: int | None
    end: int | None
    themes: Sequence[str]
    paradigm: str
    measures: Sequence[str]
    follows_id: int | None = None
    kind: LinkKind = LinkKind.NEW
    score: float | None = None
    #: False where the words were accepted without review.
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class NewLink:
    """What a recommendation continues: nothing (new), or another, with the likeness found.

    `version`: that of the recommendation when it was read.
    """

    recommendation_id: int
    version: int
    follows_id: int | None
    kind: LinkKind
    score: float | None


def add_recommendations(
    narrative_id: int, country: str, edition: int, new: Iterable[NewRecommendation]
) -> list[int]:
    """Keep recommendations with one duty each, which says all; returns their ids in order."""
    return [_add(narrative_id, country, edition, each) for each in new]


def _add(narrative_id: int, country: str, edition: int, new: NewRecommendation) -> int:
    ref = f"{country}-{edition}-{new.number:02d}"
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
        follows_id=new.follows_id,
        link_kind=new.kind,
        link_score=new.score,
        reviewed=new.reviewed,
    )
    Duty.objects.create(recommendation=kept, letter="a", text=new.text, measures=list(new.measures))
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
    """Give a recommendation the words of another text of its year; all that hangs on it stays.

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
    repeating = Duty.objects.filter(recommendation_id=recommendation_id, text=before.text)
    repeating.update(text=new.text, version=F("version") + 1)
    _index("recommendation", before.ref, before.country, before.ref, new.text)


def set_links(links: Iterable[NewLink], by: str = "") -> None:
    """Set what recommendations continue. `by` is empty where the machine linked.

    Raises Refused when one of them was changed in the meantime.
    """
    for link in links:
        change_row(
            Recommendation,
            link.recommendation_id,
            link.version,
            follows_id=link.follows_id,
            link_kind=link.kind,
            link_score=link.score,
            linked_by=by,
        )


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


def touch_linking(country: str) -> None:
    """Count up how often the links of a country were changed, after one was set by hand."""
    LinkedCountry.objects.filter(country=country).update(version=F("version") + 1)


def replace_duties(
    recommendation_id: int, version: int, duties: Sequence[tuple[str, Sequence[str]]]
) -> None:
    """Say in duties `a`, `b`, … what is asked: each its text and the measures proposed for it.

    A duty that keeps its letter keeps its plan and its measures.
    """
    change_row(Recommendation, recommendation_id, version)
    recommendation = Recommendation.objects.get(pk=recommendation_id)
    for letter, (text, measures) in zip(ascii_lowercase, duties, strict=False):
        duty, made = Duty.objects.get_or_create(
            recommendation=recommendation,
            letter=letter,
            defaults={"text": text, "measures": list(measures)},
        )
        if not made:
            Duty.objects.filter(pk=duty.pk).update(text=text, version=duty.version + 1)
        duty_ref = f"{recommendation.ref}{letter}"
        _index("duty", recommendation.ref, recommendation.country, duty_ref, text)
    gone = Duty.objects.filter(
        recommendation=recommendation, letter__gt=ascii_lowercase[len(duties) - 1]
    )
    _check_unplanned(gone)
    remove_entries([f"duty-{recommendation.ref}{d}" for d in gone.values_list("letter", flat=True)])
    gone.delete()


def _check_unplanned(gone: QuerySet[Duty]) -> None:
    """Raise Refused when somebody planned for one of the duties since they were read."""
    # Waits for those who are adding to one of them now, and keeps others from beginning to.
    locked = [duty.pk for duty in gone.select_for_update().order_by("pk")]
    planned = ("actions", "milestones", "evidence", "closures")
    any_plan = Q()
    for relation in planned:
        any_plan |= Q(**{f"{relation}__isnull": False})
    if Duty.objects.filter(pk__in=locked).filter(any_plan | ~Q(lead="")).exists():
        raise changed_meanwhile()


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
    recommendation_id: int, duty_id: int | None, text: str, by: str, at: datetime
) -> int:
    """Keep a note on a recommendation or on one of its duties; returns its id."""
    note = Note.objects.create(
        recommendation_id=recommendation_id, duty_id=duty_id, text=text, author=by, at=at
    )
    ref = note.recommendation.ref
    _index("note", ref, note.recommendation.country, ref, text, key=str(note.pk))
    return note.pk


def _index(kind: str, ref: str, country: str, title: str, text: str, *, key: str = "") -> None:
    """Make a text findable that is shown on the page of the recommendation `ref`."""
    entry = NewSearchEntry(
        key=f"{kind}-{key or title}",
        kind=kind,
        country=country,
        title=title,
        text=text,
        address=("recommendation", ref),
    )
    index_entries([entry])
