"""Which recommendations of a new text of a year are those that the year has already.

A recommendation keeps its reference, its links, duties and notes for as long as the year asks it,
whichever text of the year counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo.kernel.codes import LabelledCode
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.reports.linking import HasText, is_repeated, link_recommendations
from palermo.reports.similarity import LinkSettings


@dataclass(frozen=True, slots=True)
class HeldRecommendation:
    """A recommendation that a text of the year brought into the ledger.

    `counts`: whether that text is the accepted one. `planned`: whether something hangs on it: an
    agency, an action, a milestone, evidence, a closure, a note or more duties than one. `demand`:
    the id of its demand; `asked_elsewhere`: whether an accepted text of another year asks it.
    """

    id: int
    ref: str
    number: int
    text: str
    counts: bool
    planned: bool
    version: int
    demand: int = 0
    asked_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class MatchedWordings:
    """`taken`: the held recommendation by the index of its new wording. `left`: those without one.

    `left` names only those that count now, because the others are left already. `last_number`: the
    greatest number that the year has given, 0 for none.
    """

    taken: Mapping[int, HeldRecommendation]
    left: tuple[HeldRecommendation, ...]
    last_number: int = 0


def match_wordings(
    held: Sequence[HeldRecommendation],
    new: Sequence[HasText],
    settings: LinkSettings,
    chosen: Mapping[str, int] | None = None,
) -> MatchedWordings:
    """Each held recommendation with its new wording, one to one, the likeliest pairs first.

    `chosen` are pairs that a person made: the index in `new` by reference. Those that count are
    looked at before those of texts that were superseded or withdrawn earlier. Raises BadValue for a
    chosen pair that does not exist or that repeats another.
    """
    taken = _take_chosen(held, len(new), chosen or {})
    for counts in (True, False):
        known = [h for h in held if h.counts is counts and h not in taken.values()]
        places = [place for place in range(len(new)) if place not in taken]
        links = link_recommendations(known, [new[place] for place in places], settings)
        for link in sorted(links, key=lambda link: -link.score):
            if link.earlier is None or link.later is None:
                continue
            place, one = places[link.later], known[link.earlier]
            if place not in taken and one not in taken.values():
                taken[place] = one
    left = tuple(h for h in held if h.counts and h not in taken.values())
    last = max((h.number for h in held), default=0)
    return MatchedWordings(dict(sorted(taken.items())), left, last)


def _take_chosen(
    held: Sequence[HeldRecommendation], places: int, chosen: Mapping[str, int]
) -> dict[int, HeldRecommendation]:
    by_ref = {h.ref: h for h in held}
    taken: dict[int, HeldRecommendation] = {}
    for ref, place in chosen.items():
        if ref not in by_ref or place not in range(places) or place in taken:
            raise BadValue(
                N_("{ref} cannot pass to this recommendation of the new text."),
                where=ref,
                remedy=N_("Choose one recommendation of the new text for each reference."),
                ref=ref,
            )
        taken[place] = by_ref[ref]
    return taken


class WordingChange(LabelledCode):
    """What becomes of a recommendation when another text of its year is accepted."""

    SAME = "same", N_("the same words")
    REWORDED = "reworded", N_("reworded")
    NEW = "new", N_("new")
    LEFT = "left", N_("not in the new text")


@dataclass(frozen=True, slots=True)
class SupersedingLine:
    """What becomes of one recommendation when a text supersedes another.

    `ref` is empty for a new one; `text` is empty, and `item` None, for one that the new text does
    not have. `item` is the id of the item of the new text.
    """

    item: int | None
    ref: str
    before: str
    text: str
    change: WordingChange
    planned: bool


def describe_matches(
    matched: MatchedWordings,
    new: Sequence[HasText],
    items: Sequence[int],
    settings: LinkSettings,
) -> tuple[SupersedingLine, ...]:
    """Every recommendation of both texts: the new text in its order, then those that are left.

    `items`: the ids of the items of the new text.
    """
    lines = []
    for place, (item, own) in enumerate(zip(new, items, strict=True)):
        held = matched.taken.get(place)
        if held is None:
            lines.append(SupersedingLine(own, "", "", item.text, WordingChange.NEW, False))
            continue
        same = is_repeated(held.text, item.text, settings.thresholds)
        change = WordingChange.SAME if same else WordingChange.REWORDED
        lines.append(SupersedingLine(own, held.ref, held.text, item.text, change, held.planned))
    left = (
        SupersedingLine(None, h.ref, h.text, "", WordingChange.LEFT, h.planned)
        for h in matched.left
    )
    return (*lines, *left)
