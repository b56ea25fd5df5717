"""Decide on one thing that was read: accept, correct, reject, or add what the reader missed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from palermo.actions.reading._items import check_is_proposed
from palermo.actions.step import OpenAct, step
from palermo.actions.visit import Visit
from palermo.cases.narrative import (
    ITEM_DECISIONS,
    HeaderName,
    ItemKind,
    ReviewDecision,
)
from palermo.documents.normalized_text import normalize_text
from palermo.kernel.errors import BadValue
from palermo.kernel.field_labels import name_field
from palermo.kernel.messages import N_
from palermo.kernel.spans import Span
from palermo.ledger.narratives.items import (
    HEADER_CODES,
    FigureItem,
    FindingItem,
    HeaderItem,
    ItemValue,
    RecommendationItem,
    item_json,
    parse_header,
)
from palermo.ledger.narratives.queries import find_item, narrative_page
from palermo.ledger.narratives.store import add_item, decide_item, touch_proposed
from palermo.ledger.narratives.values import NarrativePage
from palermo.packs.pack import Pack
from palermo.reports import assessment as reading
from palermo.reports.figures.catalogue import FIGURE_MEASURES

#: New values by the keys of the item's JSON, as sent by a form, a program or the terminal.
ItemChanges = Mapping[str, Any]
Code = TypeVar("Code", bound=StrEnum)


def correct_item(
    visit: Visit,
    *,
    narrative_id: int,
    decision: ReviewDecision,
    item_id: int | None = None,
    version: int = 0,
    kind: ItemKind | None = None,
    values: ItemChanges | None = None,
) -> int:
    """Keep the decision on item `item_id`, or add a new item of `kind`; returns its id.

    `values` replace those of the item (CORRECTED, ADDED). A changed text is looked up in the
    narrative, so that its place stays true. A decision that is there already changes nothing.
    Raises Refused for a narrative that was decided on, or an item that changed in the meantime;
    BadValue for a value outside the allowed ones.
    """
    with step(visit, "correct_item", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        check_is_proposed(page)
        if item_id is not None and decision not in ITEM_DECISIONS:
            raise _wrong("decision", decision.value, ", ".join(sorted(ITEM_DECISIONS)))
        if item_id is None:
            return _add(act, page, kind, values or {})
        owner, item = find_item(item_id)
        if owner != narrative_id:
            raise BadValue(
                N_("The item belongs to another narrative."),
                where=str(item_id),
                remedy=N_("Open the review page again."),
            )
        current = item.current
        if decision is ReviewDecision.CORRECTED:
            changed = {**item_json(current), **(values or {})}
            current = _check_values(page, visit.pack, item.kind, changed)
        act.detail = {"item": item_id, "kind": item.kind.value, "decision": decision.value}
        if (item.version, item.decision, item.current) == (version, decision, current):
            # A new version would be a clash for the others who look at the item.
            act.write_line_only()
            return item_id
        with act.writing():
            touch_proposed(narrative_id)
            decide_item(
                item_id,
                version,
                decision=decision,
                current=current,
                by=visit.actor.username,
                at=visit.now,
            )
        return item_id


def _add(act: OpenAct, page: NarrativePage, kind: ItemKind | None, values: ItemChanges) -> int:
    if kind is None or kind is ItemKind.HEADER:
        raise BadValue(
            N_("Only recommendations, findings and figures can be added."),
            remedy=N_("Edit the header values that are there."),
        )
    visit = act.visit
    current = _check_values(page, visit.pack, kind, values)
    act.detail = {"kind": kind.value, "decision": ReviewDecision.ADDED.value}
    with act.writing():
        touch_proposed(page.row.id)
        return add_item(page.row.id, kind, current, visit.actor.username, visit.now)


def _check_values(
    page: NarrativePage, pack: Pack, kind: ItemKind, values: ItemChanges
) -> ItemValue:
    checks: dict[ItemKind, Callable[[NarrativePage, Pack, ItemChanges], ItemValue]] = {
        ItemKind.HEADER: _header,
        ItemKind.RECOMMENDATION: _recommendation,
        ItemKind.FINDING: _finding,
        ItemKind.FIGURE: _figure,
    }
    return checks[kind](page, pack, values)


def _header(page: NarrativePage, pack: Pack, values: ItemChanges) -> HeaderItem:
    item = parse_header({**values, "value": None})
    value = values.get("value") or None
    if item.name in HEADER_CODES and value is not None:
        value = _code(item.name, value, HEADER_CODES[item.name])
    if item.name is HeaderName.WATCH_LIST_YEAR and value is not None:
        value = _parse_whole_number(item.name, value)
    return replace(item, value=value)


def _recommendation(page: NarrativePage, pack: Pack, values: ItemChanges) -> RecommendationItem:
    words, start, end = _find_words(page, values, "text")
    themes = _themes(pack, values)
    return RecommendationItem(words, themes, _paradigm(pack, themes), start, end)


def _finding(page: NarrativePage, pack: Pack, values: ItemChanges) -> FindingItem:
    words, start, end = _find_words(page, values, "text")
    themes = _themes(pack, values)
    direction = values.get("direction") or None
    return FindingItem(
        text=words,
        polarity=_code("polarity", values.get("polarity"), reading.Polarity),
        direction=_code("direction", direction, reading.Direction) if direction else None,
        themes=themes,
        paradigm=_paradigm(pack, themes),
        bodies=tuple(values.get("bodies", ())),
        concerned=tuple(values.get("concerned", ())),
        start=start,
        end=end,
    )


def _figure(page: NarrativePage, pack: Pack, values: ItemChanges) -> FigureItem:
    words, start, end = _find_words(page, values, "quote")
    measure = _one_of("measure", values.get("measure"), FIGURE_MEASURES)
    try:
        value = float(values["value"])
    except (KeyError, TypeError, ValueError):
        raise _wrong("value", values.get("value"), "0, 12, 3.5") from None
    return FigureItem(
        measure=measure,
        value=int(value) if value.is_integer() else value,
        year=_parse_whole_number("year", values.get("year")),
        currency=(values.get("currency") or None) if measure == "funding" else None,
        quote=words,
        start=start,
        end=end,
    )


def _find_words(page: NarrativePage, values: ItemChanges, key: str) -> tuple[str, int, int]:
    """The words under `key`, and their place in the narrative. Raises BadValue without one."""
    words = str(values.get(key, "")).strip()
    # The same words may stand twice: the place they had before decides which are meant.
    before = values.get("start") or 0
    start = page.text.find(words, max(0, before - len(words)))
    start = page.text.find(words) if start < 0 else start
    if words and start >= 0:
        return words, start, start + len(words)
    # What was read has its words without traces of typesetting, such as soft hyphens.
    normalized = normalize_text(page.text)
    start = normalized.text.find(words)
    if words and start >= 0:
        place = normalized.source_span(Span(start, start + len(words)))
        return words, place.start, place.end
    raise BadValue(
        N_("The narrative does not contain these words."),
        where=key,
        remedy=N_("Copy them exactly from the text of the narrative."),
    )


def _themes(pack: Pack, values: ItemChanges) -> tuple[str, ...]:
    known = {t.id for t in pack.vocabulary.themes.themes}
    return tuple(
        dict.fromkeys(_one_of("theme", theme, known) for theme in values.get("themes", ()))
    )


def _paradigm(pack: Pack, themes: tuple[str, ...]) -> reading.Paradigm | None:
    paradigms = {t.id: t.paradigm for t in pack.vocabulary.themes.themes}
    return reading.Paradigm(paradigms[themes[0]]) if themes else None


def _code(field: str, value: object, codes: type[Code]) -> Code:
    return codes(_one_of(field, value, frozenset(codes)))


def _one_of(field: str, value: object, allowed: Collection[str]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise _wrong(field, value, ", ".join(sorted(allowed)))
    return value


def _parse_whole_number(field: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise _wrong(field, value, "2023") from None


def _wrong(field: str, value: object, allowed: str) -> BadValue:
    return BadValue(
        N_("{field} cannot be {value}."),
        where=field,
        remedy=N_("Allowed: {allowed}."),
        field=name_field(field),
        value=value,
        allowed=allowed,
    )
