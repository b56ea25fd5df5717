"""A procedure as named conditions in order: indicators, dimensions, grounds, outcome, duties.

Every reader of conditions runs the same list, so that one person and millions get the same result.
"""

from __future__ import annotations

from palermo.conditions.nodes import AnyOf, Equals, Node, list_names
from palermo.procedures.grounds import list_grounds
from palermo.procedures.published_rule import published_rule
from palermo.procedures.shapes import Dimension, Indicator, Procedure, Strength

#: The name of the outcome among the definitions.
OUTCOME = "outcome"


def list_definitions(procedure: Procedure) -> dict[str, Node]:
    """Definitions in evaluation order: each may use answers and earlier definitions."""
    definitions: dict[str, Node] = {}
    for indicator in procedure.indicators:
        # An indicator may share a question's id: then the answer is the indicator.
        if indicator.when != Equals(indicator.id, "yes"):
            definitions[indicator.id] = indicator.when
    for dimension in procedure.dimensions:
        node = dimension_condition(dimension, procedure.of_dimension(dimension.id))
        if node is not None:
            definitions[dimension.id] = node
    definitions |= list_grounds(procedure)
    if procedure.decision:
        definitions[OUTCOME] = procedure.decision.positive
        definitions |= {f"label_{label.id}": label.when for label in procedure.decision.labels}
    definitions |= {f"duty_{duty.id}": duty.when for duty in procedure.duties}
    return definitions


class Dependencies:
    """The questions and indicators that each definition depends on, directly or through others."""

    def __init__(self, procedure: Procedure) -> None:
        self.definitions = list_definitions(procedure)
        # A conditional question also depends on its condition.
        self._nodes = {**{q.id: q.when for q in procedure.questions}, **self.definitions}

    def names(self, name: str) -> set[str]:
        """Everything that the definition `name` reads, directly or not."""
        reached: set[str] = set()
        waiting = [name]
        while waiting:
            node = self._nodes.get(waiting.pop())
            for read in list_names(node) - reached if node else ():
                reached.add(read)
                waiting.append(read)
        return reached


def dimension_condition(dimension: Dimension, indicators: tuple[Indicator, ...]) -> Node | None:
    """When a dimension is present; None if it has no indicators yet, or no rule."""
    if not isinstance(dimension.rule, str):
        return dimension.rule
    if not indicators or dimension.rule == "none":
        return None
    holding = {i.id: _holds(i) for i in indicators}
    if dimension.rule == "any":
        return AnyOf(tuple(holding.values()))
    strong, medium, weak = (
        tuple(holding[i.id] for i in indicators if i.strength is strength) for strength in Strength
    )
    return published_rule(strong, medium, weak)


def _holds(indicator: Indicator) -> Node:
    return Equals(indicator.id, "yes")
