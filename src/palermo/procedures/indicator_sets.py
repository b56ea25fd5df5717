"""Adds the indicators of a published list to a procedure, each as a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from palermo.conditions.nodes import Equals
from palermo.procedures.shapes import (
    Indicator,
    IndicatorTable,
    ListedSign,
    Procedure,
    Question,
    SignTable,
    TableIndicator,
)


def expand_indicator_set(
    procedure: Procedure,
    tables: Mapping[str, IndicatorTable],
    sign_tables: Mapping[str, SignTable] | None = None,
) -> Procedure:
    """`procedure` with the items of its `indicator_set` ("table.set"), before its own ones.

    Raises ValueError for an unknown table, set or list of signs, and for a sign that the list of
    indicators lacks or that the list of signs leaves out.
    """
    if procedure.indicator_set is None:
        return procedure
    name, _, chosen = procedure.indicator_set.partition(".")
    table = tables.get(name)
    if table is None:
        raise ValueError(f"there is no list of indicators {name!r}; at hand: {_join_names(tables)}")
    if chosen in table.awaiting:
        raise ValueError(
            f"the set {chosen!r} of {name!r} awaits its source text and weighs nothing"
        )
    if chosen not in table.sets:
        raise ValueError(
            f"the list {name!r} has no set {chosen!r}; it has: {_join_names(table.sets)}"
        )
    taken = [item for item in table.indicators if chosen in item.strengths]
    signs = _signs(procedure, table, chosen, taken, sign_tables or {})
    # A child is never asked about the signs: the officer notes them.
    adults = procedure.people != "children"
    questions = [_question(item, signs.get(item.id), ask=adults) for item in taken]
    indicators = [_indicator(item, table, chosen, signs.get(item.id)) for item in taken]
    return procedure.model_copy(
        update={
            "questions": _sort_by_chapter(procedure, [*procedure.questions, *questions]),
            "indicators": (*indicators, *procedure.indicators),
            "dimensions": (*table.dimensions, *procedure.dimensions),
        }
    )


def _signs(
    procedure: Procedure,
    table: IndicatorTable,
    chosen: str,
    taken: Sequence[TableIndicator],
    sign_tables: Mapping[str, SignTable],
) -> Mapping[str, ListedSign]:
    if procedure.signs is None:
        return {}
    found = sign_tables.get(procedure.signs)
    if found is None or found.table != table.id:
        raise ValueError(
            f"there are no signs {procedure.signs!r} of {table.id!r}; "
            f"at hand: {_join_names(sign_tables)}"
        )
    strange = set(found.signs) - {item.id for item in table.indicators}
    if strange:
        raise ValueError(f"signs that {table.id!r} does not have: {_join_names(strange)}")
    lost = {i.id for i in taken if i.id not in found.signs or chosen not in found.signs[i.id].sign}
    if lost:
        raise ValueError(f"{found.id!r} does not say what these are: {_join_names(lost)}")
    return found.signs


def _sort_by_chapter(procedure: Procedure, questions: list[Question]) -> tuple[Question, ...]:
    """The questions in the order of the chapters; those of no chapter come first.

    A list is published in the order of its dimensions. An interview begins with the present.
    """
    order = [chapter.id for chapter in procedure.chapters]
    places = {q.id: order.index(q.chapter) if q.chapter in order else -1 for q in questions}
    return tuple(sorted(questions, key=lambda q: places[q.id]))


def _question(item: TableIndicator, sign: ListedSign | None, *, ask: bool) -> Question:
    return Question(
        id=item.id,
        text=item.text,
        ask=item.ask if ask else None,
        past=sign.past if sign and ask else None,
        chapter=sign.chapter if sign else None,
    )


def _indicator(
    item: TableIndicator, table: IndicatorTable, chosen: str, sign: ListedSign | None
) -> Indicator:
    return Indicator(
        id=item.id,
        dimension=item.dimension,
        text=item.text,
        strength=item.strengths[chosen],
        when=Equals(item.id, "yes"),
        source=table.source,
        about=item.about,
        sign=sign.sign[chosen] if sign else None,
        because=sign.because if sign else None,
        shows=sign.shows if sign else (),
        doubt=item.doubts.get(chosen),
    )


def _join_names(names: object) -> str:
    return ", ".join(sorted(names)) or "none"  # type: ignore[call-overload]
