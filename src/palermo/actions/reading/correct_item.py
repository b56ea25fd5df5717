"""Decide on one thing that was read: accept, correct, reject, or add what the reader missed."""

from __future__ import annotations

from typing import Any

from palermo.actions.step import OpenAct, step
from palermo.actions.visit import Visit
from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import find_item, narrative_page
from palermo.ledger.narratives.store import add_item, decide_item, touch_proposed
from palermo.ledger.narratives.values import NarrativePage
from palermo.packs.pack import Pack
from palermo.reports import assessment as reading
from palermo.reports.figures.catalogue import FIGURE_MEASURES

#: What each header value may be; None where the text does not say.
_HEADER: dict[str, frozenset[str]] = {
    "tier": frozenset(reading.Tier),
    "placement": frozenset(reading.Placement),
    "overall_efforts": frozenset(reading.Efforts),
}


def correct_item(
    visit: Visit,
    *,
    narrative_id: int,
    decision: ReviewDecision,
    item_id: int | None = None,
    version: int = 0,
    kind: ItemKind | None = None,
    values: dict[str, Any] | None = None,
) -> int:
    """Keep the decision on item `item_id`, or add a new item of `kind`; returns its id.

    `values` replace those of the item (CORRECTED, ADDED). A changed text is looked up in the
    narrative, so that its place stays true. Raises Refused for a narrative that was decided on,
    or an item that changed in the meantime; BadValue for a value outside the allowed ones.
    """
    with step(visit, "correct_item", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        if page.row.state is not NarrativeState.PROPOSED:
            raise Refused(
                N_("This narrative is {state}. Its items can no longer be changed."),
                where=str(narrative_id),
                remedy=N_(
                    "If the reading was wrong, reject the narrative and read the file again."
                ),
                state=page.row.state.value,
            )
        if item_id is None:
            return _add(act, page, kind, values or {})
        owner, item = find_item(item_id)
        if owner != narrative_id:
            raise BadValue(
                N_("The item belongs to another narrative."),
                where=str(item_id),
                remedy=N_("Open the review page again."),
            )
        current = dict(item.current)
        if decision is ReviewDecision.CORRECTED:
            current = _check_values(page, visit.pack, item.kind, {**current, **(values or {})})
        act.detail = {"item": item_id, "decision": decision.value}
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


def _add(act: OpenAct, page: NarrativePage, kind: ItemKind | None, values: dict[str, Any]) -> int:
    if kind is None or kind is ItemKind.HEADER:
        raise BadValue(
            N_("Only recommendations, findings and figures can be added."),
            remedy=N_("Edit the header values that are there."),
        )
    visit = act.visit
    current = _check_values(page, visit.pack, kind, values)
    with act.writing():
        touch_proposed(page.row.id)
        return add_item(page.row.id, kind, current, visit.actor.username, visit.now)


def _check_values(
    page: NarrativePage, pack: Pack, kind: ItemKind, values: dict[str, Any]
) -> dict[str, Any]:
    checks = {
        ItemKind.HEADER: _header,
        ItemKind.RECOMMENDATION: _recommendation,
        ItemKind.FINDING: _finding,
        ItemKind.FIGURE: _figure,
    }
    return checks[kind](page, pack, values)


def _header(page: NarrativePage, pack: Pack, values: dict[str, Any]) -> dict[str, Any]:
    name, value = values["name"], values.get("value") or None
    if name in _HEADER and value is not None:
        _one_of(name, value, _HEADER[name])
    if name == "watch_list_year" and value is not None:
        value = _parse_whole_number(name, value)
    return {**values, "value": value}


def _recommendation(page: NarrativePage, pack: Pack, values: dict[str, Any]) -> dict[str, Any]:
    anchored = _anchored(page, values, "text")
    themes = _themes(pack, values)
    return {**anchored, "themes": themes, "paradigm": _paradigm(pack, themes)}


def _finding(page: NarrativePage, pack: Pack, values: dict[str, Any]) -> dict[str, Any]:
    found = _recommendation(page, pack, values)
    _one_of("polarity", values.get("polarity"), frozenset(reading.Polarity))
    direction = values.get("direction") or None
    if direction is not None:
        _one_of("direction", direction, frozenset(reading.Direction))
    lists = {key: list(values.get(key, [])) for key in ("bodies", "concerned")}
    return {**found, "polarity": values["polarity"], "direction": direction, **lists}


def _figure(page: NarrativePage, pack: Pack, values: dict[str, Any]) -> dict[str, Any]:
    anchored = _anchored(page, values, "quote")
    _one_of("measure", values.get("measure"), frozenset(FIGURE_MEASURES))
    try:
        value = float(values["value"])
    except (KeyError, TypeError, ValueError):
        raise _wrong("value", values.get("value"), "0, 12, 3.5") from None
    money = values["measure"] == "funding"
    return {
        **anchored,
        "value": int(value) if value.is_integer() else value,
        "year": _parse_whole_number("year", values.get("year")),
        "currency": (values.get("currency") or None) if money else None,
    }


def _anchored(page: NarrativePage, values: dict[str, Any], key: str) -> dict[str, Any]:
    """`values` with the place of its words in the narrative; the words must stand there."""
    words = str(values.get(key, "")).strip()
    # The same words may stand twice: the place they had before decides which are meant.
    before = values.get("start") or 0
    start = page.text.find(words, max(0, before - len(words)))
    start = page.text.find(words) if start < 0 else start
    if not words or start < 0:
        raise BadValue(
            N_("The narrative does not contain these words."),
            where=key,
            remedy=N_("Copy them exactly from the text on the left."),
        )
    return {**values, key: words, "start": start, "end": start + len(words)}


def _themes(pack: Pack, values: dict[str, Any]) -> list[str]:
    themes = list(dict.fromkeys(values.get("themes", [])))
    for theme in themes:
        _one_of("theme", theme, frozenset(t.id for t in pack.vocabulary.themes.themes))
    return themes


def _paradigm(pack: Pack, themes: list[str]) -> str | None:
    paradigms = {t.id: t.paradigm for t in pack.vocabulary.themes.themes}
    return paradigms[themes[0]] if themes else None


def _one_of(field: str, value: Any, allowed: frozenset[str]) -> None:
    if value not in allowed:
        raise _wrong(field, value, ", ".join(sorted(allowed)))


def _parse_whole_number(field: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise _wrong(field, value, "2023") from None


def _wrong(field: str, value: Any, allowed: str) -> BadValue:
    return BadValue(
        N_("{field} cannot be {value}."),
        where=field,
        remedy=N_("Allowed: {allowed}."),
        field=field,
        value=value,
        allowed=allowed,
    )
