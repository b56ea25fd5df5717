"""What the review page shows: the text, what was read in it, and what accepting will do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from palermo.actions.visit import Visit
from palermo.cases.acceptance import YearClash, describe_clash
from palermo.cases.narrative import ItemKind, NarrativeState
from palermo.cases.recommendation import LinkKind
from palermo.cases.superseding import WordingChange
from palermo.ledger.narratives.values import NarrativePage, ReviewItem
from palermo.ledger.recommendations.preview import preview_acceptance
from palermo.ledger.recommendations.superseding import preview_superseding
from palermo.ledger.register.queries import merge_register
from palermo.web.countries.views import make_marks
from palermo.web.language import country_label
from palermo.web.reading.forms import AddForm

_WERE_ACCEPTED = frozenset(
    {NarrativeState.ACCEPTED, NarrativeState.SUPERSEDED, NarrativeState.WITHDRAWN}
)
KINDS = (ItemKind.HEADER, ItemKind.RECOMMENDATION, ItemKind.FINDING, ItemKind.FIGURE)


def show_review(
    visit: Visit, found: NarrativePage, *, added: AddForm | None = None, **more: Any
) -> dict[str, Any]:
    """What the review page, and a part of it, shows.

    `added` is a refused form for what the reader missed; `more` adds to the rest.
    """
    register = merge_register(visit.pack.register)
    entry = register.entry(found.row.country, found.row.edition)
    tier = found.header.tier
    others = [c for c in entry.claims if tier and c.tier != tier]
    is_open = found.row.state is NarrativeState.PROPOSED
    preview = preview_acceptance(found, visit.pack.linking, visit.today) if is_open else None
    return {
        "section": "narratives",
        "page": found,
        "name": country_label(visit, found.row.country),
        "marks": make_marks(found.items),
        "groups": [_group(visit, found, kind, added) for kind in KINDS],
        "is_open": is_open,
        "reviewed": found.row.items - found.row.items_open,
        "tier_conflicts": others,
        "not_reported": found.not_reported,
        "preview": preview,
        "link_counts": [(kind, preview.count(kind)) for kind in LinkKind] if preview else [],
        "was_accepted": found.row.state in _WERE_ACCEPTED,
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


def find_item_of(found: NarrativePage, item_id: int | None) -> ReviewItem | None:
    """The item with this number, if the narrative has it."""
    return next((i for i in found.items if i.id == item_id), None)


def _acceptance(visit: Visit, found: NarrativePage, is_open: bool) -> dict[str, Any]:
    """What must be chosen to accept an open narrative."""
    row = found.row
    open_ids = [i for ids in found.undecided.values() for i in ids]
    shown: dict[str, Any] = {"first_open": f"item-{open_ids[0]}" if open_ids else ""}
    if is_open and row.accepted_other is not None:
        lines = preview_superseding(found, visit.pack.linking)
        clash = YearClash(row.id, row.country, row.edition, row.accepted_other)
        shown["clash"] = describe_year_clash(visit, clash)
        shown["superseding"] = lines
        shown["decisive"] = [
            x for x in lines if x.change in {WordingChange.LEFT, WordingChange.NEW}
        ]
        left = any(line.change is WordingChange.LEFT for line in lines)
        shown["unmatched"] = [x for x in lines if left and x.change is WordingChange.NEW]
    return shown


def describe_year_clash(visit: Visit, clash: YearClash) -> str:
    """The clash with the name of the country, for a page that names the narrative already."""
    error = describe_clash(replace(clash, country=country_label(visit, clash.country)))
    return error.say_sentence(_)
