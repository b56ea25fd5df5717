"""Writes about recommendations, their links across editions and their duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import ascii_lowercase

from palermo.cases.recommendation import LinkKind
from palermo.ledger.recommendations.models import Duty, Note, Recommendation
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


@dataclass(frozen=True, slots=True)
class NewLink:
    """What a recommendation continues: nothing (new), or another, with the likeness found."""

    recommendation_id: int
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
    )
    Duty.objects.create(recommendation=kept, letter="a", text=new.text, measures=list(new.measures))
    _index("recommendation", ref, country, ref, new.text)
    return kept.pk


def set_links(links: Iterable[NewLink], by: str = "") -> None:
    """Set what recommendations continue. `by` is empty where the machine linked."""
    for link in links:
        Recommendation.objects.filter(pk=link.recommendation_id).update(
            follows_id=link.follows_id,
            link_kind=link.kind,
            link_score=link.score,
            linked_by=by,
        )


def set_link_by_hand(link: NewLink, version: int, by: str) -> None:
    """Correct a link. Raises Refused when it was changed in the meantime."""
    change_row(
        Recommendation,
        link.recommendation_id,
        version,
        follows_id=link.follows_id,
        link_kind=link.kind,
        link_score=None,
        linked_by=by,
    )


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
    remove_entries([f"duty-{recommendation.ref}{d}" for d in gone.values_list("letter", flat=True)])
    gone.delete()


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


def store_note(recommendation_id: int, duty_id: int | None, text: str, by: str) -> int:
    """Keep a note on a recommendation or on one of its duties; returns its id."""
    note = Note.objects.create(
        recommendation_id=recommendation_id, duty_id=duty_id, text=text, author=by
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
