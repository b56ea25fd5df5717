"""Adds the indicators of a published list to a procedure, each as a question."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.conditions.nodes import Equals
from palermo.procedures.shapes import Indicator, IndicatorTable, Procedure, Question


def expand_indicator_set(procedure: Procedure, tables: Mapping[str, IndicatorTable]) -> Procedure:
    """`procedure` with the items of its `indicator_set` ("table.set"), before its own ones.

    Raises ValueError for an unknown table or set.
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
    # A child is never asked about the signs: the officer notes them.
    adults = procedure.people != "children"
    questions = [
        Question(id=item.id, text=item.text, ask=item.ask if adults else None) for item in taken
    ]
    indicators = [
        Indicator(
            id=item.id,
            dimension=item.dimension,
            text=item.text,
            strength=item.strengths[chosen],
            when=Equals(item.id, "yes"),
            source=table.source,
            about=item.about,
            doubt=item.doubts.get(chosen),
        )
        for item in taken
    ]
    return procedure.model_copy(
        update={
            "questions": (*procedure.questions, *questions),
            "indicators": (*indicators, *procedure.indicators),
            "dimensions": (*table.dimensions, *procedure.dimensions),
        }
    )


def _join_names(names: object) -> str:
    return ", ".join(sorted(names)) or "none"  # type: ignore[call-overload]
