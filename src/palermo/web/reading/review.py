"""What the review page shows: the text, what was read in it, and what accepting will do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from palermo.accounts.queries import rights_of_actor
from palermo.actions.visit import Visit
from palermo.cases.acceptance import YearClash, describe_clash
from palermo.cases.narrative import ItemKind, NarrativeState
from palermo.cases.recommendation import LinkKind
from palermo.cases.superseding import SupersedingLine, WordingChange
from palermo.kernel.errors import PalermoError
from palermo.ledger.narratives.silent import list_silent_numbers, list_silent_sentences
from palermo.ledger.narratives.values import NarrativePage, ReviewItem
from palermo.ledger.recommendations.preview import ItemContinuation, preview_acceptance
from palermo.ledger.recommendations.superseding import preview_superseding
from palermo.ledger.register.queries import merge_register
from palermo.web.countries.views import make_marks
from palermo.web.language import country_label, name_country
from palermo.web.reading.forms import AddForm, ItemForm

_WERE_ACCEPTED = frozenset(
    {NarrativeState.ACCEPTED, NarrativeState.SUPERSEDED, NarrativeState.WITHDRAWN}
)
KINDS = (ItemKind.HEADER, ItemKind.RECOMMENDATION, ItemKind.FINDING, ItemKind.FIGURE)


def show_review(
    visit: Visit,
    found: NarrativePage,
    *,
    added: AddForm | None = None,
    edited: Iterable[ItemForm] = (),
    **more: Any,
) -> dict[str, Any]:
    """What the review page, and a part of it, shows.

    `added` is a refused form for what the reader missed, `edited` the open forms of items; `more`
    adds to the rest.
    """
    register = merge_register(visit.pack.register)
    entry = register.entry(found.row.country, found.row.edition)
    tier = found.header.tier
    others = [c for c in entry.claims if tier and c.tier != tier]
    is_open = found.row.state is NarrativeState.PROPOSED
    return {
        "section": "narratives",
        "page": found,
        "name": country_label(visit, found.row.country),
        "marks": make_marks(found.items),
        "groups": [_group(visit, found, kind, added) for kind in KINDS],
        "is_open": is_open,
        "open_forms": {form.item_id: form for form in edited},
        "reviewed": found.row.items - found.row.items_open,
        "tier_conflicts": others,
        "not_reported": found.not_reported,
        # Parts of the page do not show it, so it is computed where the page asks.
        "silent_sentences": partial(list_silent_sentences, found),
        "silent_numbers": partial(list_silent_numbers, found),
        "was_accepted": found.row.state in _WERE_ACCEPTED,
        **(_consequences(visit, found) if is_open else {}),
        **_acceptance(visit, found, is_open),
        **more,
    }


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """The items of one kind, those of them without a decision, and the form for a missed one."""

    kind: ItemKind
    items: tuple[ReviewItem, ...]
    undecided: tuple[ReviewItem, ...]
    add_form: AddForm | None


def _group(
    visit: Visit, found: NarrativePage, kind: ItemKind, added: AddForm | None
) -> ReviewGroup:
    add_form = None if kind is ItemKind.HEADER else AddForm(visit, kind)
    if added is not None and added.kind == kind:
        add_form = added
    return ReviewGroup(kind, found.of_kind(kind), found.undecided_of(kind), add_form)


@dataclass(frozen=True, slots=True)
class ReviewContinuation:
    """What a recommendation continues.

    `line`: what becomes of it beside the accepted text of its year; None where there is no such
    text.
    """

    continuation: ItemContinuation
    line: SupersedingLine | None


def _consequences(visit: Visit, found: NarrativePage) -> dict[str, Any]:
    """What accepting an open narrative does. Each recommendation and demand stands in one place."""
    preview = preview_acceptance(found, visit.pack.linking, visit.today)
    clashes = found.row.accepted_other is not None
    lines = preview_superseding(found, visit.pack.linking) if clashes else ()
    by_item = {line.item: line for line in lines if line.item is not None}
    doubtful = [c.item.id for c in preview.items if any(link.doubtful for link in c.links)]
    left = [line for line in lines if line.change is WordingChange.LEFT]
    # Who accepts is asked below where the plan of each recommendation that leaves goes.
    asked_below = clashes and "accept_narrative" in rights_of_actor(visit.actor)
    leaving = {held.demand for held in preview.matched.left} if asked_below else set[int]()
    return {
        "preview": preview,
        "link_counts": [(kind, preview.count(kind)) for kind in LinkKind],
        "first_doubt": doubtful[0] if doubtful else None,
        "continuations": {
            c.item.id: ReviewContinuation(c, by_item.get(c.item.id)) for c in preview.items
        },
        "dropped": [d for d in preview.dropped if d.row.id not in leaving],
        "left": left,
        "unmatched": [x for x in lines if left and x.change is WordingChange.NEW],
    }


def find_item_of(found: NarrativePage, item_id: int | None) -> ReviewItem | None:
    """The item with this number, if the narrative has it."""
    return next((i for i in found.items if i.id == item_id), None)


def _acceptance(visit: Visit, found: NarrativePage, is_open: bool) -> dict[str, Any]:
    """What must be chosen to accept an open narrative."""
    row = found.row
    open_ids = [i for ids in found.undecided.values() for i in ids]
    shown: dict[str, Any] = {"first_open": f"item-{open_ids[0]}" if open_ids else ""}
    if is_open and row.accepted_other is not None:
        clash = YearClash(row.id, row.country, row.edition, row.accepted_other)
        shown["clash"] = describe_year_clash(visit, clash)
    return shown


def say_refusal(visit: Visit, error: PalermoError) -> str:
    """A refusal with the name of the country, where it names one by its code."""
    name_country(visit, error)
    return error.say_sentence(_)


def describe_year_clash(visit: Visit, clash: YearClash) -> str:
    """The clash with the name of the country, for a page that names the narrative already."""
    error = describe_clash(replace(clash, country=country_label(visit, clash.country)))
    return error.say_sentence(_)
