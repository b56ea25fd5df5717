"""The questions of a procedure as columns, and the procedure as a program over them."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.conditions.columnar import Program, Variable
from palermo.conditions.nodes import Node, names_in
from palermo.procedures.shapes import Procedure, Question


def variable(question: Question) -> Variable:
    """How a question's answers stand in a column."""
    return Variable(question.id, question.type, tuple(c.id for c in question.choices))


def program(procedure: Procedure, definitions: Mapping[str, Node]) -> Program:
    """The procedure for many rows. Raises ValueError for a condition that reads an unknown name."""
    variables = [variable(q) for q in procedure.questions]
    known = {v.name for v in variables}
    for question in procedure.questions:
        strange = names_in(question.when) - known
        if strange:
            raise ValueError(f"{question.id} reads unknown values: {', '.join(sorted(strange))}")
    return Program(variables, definitions)
