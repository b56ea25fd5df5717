"""The questions of a procedure as columns, and the procedure as a program over them."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.columns.incomplete_rows import RowSign
from palermo.columns.row_rules import RowRules, RowVariable
from palermo.conditions.columnar import Program, Variable
from palermo.conditions.nodes import Always, Node, list_names
from palermo.procedures.definitions import OUTCOME, list_definitions
from palermo.procedures.grounds import REASONABLE_GROUNDS
from palermo.procedures.open_signs import (
    core_signs,
    counted_indicators,
    must_know_every_sign,
    read_questions,
)
from palermo.procedures.shapes import Procedure, Question


def make_variable(question: Question) -> Variable:
    """The column type of a question's answers."""
    return Variable(question.id, question.type, tuple(c.id for c in question.choices))


def row_rules(procedure: Procedure) -> RowRules:
    """The procedure as rules for rows. Raises ValueError for an unknown name in a condition."""
    named = list_definitions(procedure)
    labels = procedure.decision.labels if procedure.decision else ()
    signs = _row_signs(procedure)
    conditions = {q.id: q.when for q in procedure.questions}
    applies = {when: conditions[q] for sign in signs for q, when in sign.questions if when}
    return RowRules(
        name=procedure.id,
        version=procedure.version,
        variables=tuple(
            RowVariable(make_variable(q), q.least, q.most) for q in procedure.questions
        ),
        program=compile_program(procedure, {**named, **applies}),
        outcome=OUTCOME if OUTCOME in named else "",
        grounds=REASONABLE_GROUNDS if REASONABLE_GROUNDS in named else "",
        dimensions=tuple(d.id for d in procedure.dimensions if d.id in named),
        labels=tuple((f"label_{label.id}", label.id) for label in labels),
        indicators=tuple(i.id for i in procedure.indicators),
        signs=signs,
        published=bool(procedure.decision and procedure.decision.published),
    )


def _row_signs(procedure: Procedure) -> tuple[RowSign, ...]:
    """The signs that must be known, and when their questions apply (`when …`, which is no id)."""
    reads = read_questions(procedure)
    always = {q.id for q in procedure.questions if isinstance(q.when, Always)}
    core, asks_all = core_signs(procedure), must_know_every_sign(procedure)
    return tuple(
        RowSign(
            i.id,
            tuple((q, "" if q in always else f"when {q}") for q in reads[i.id]),
            is_core=i.id in core,
            is_asked=asks_all,
        )
        for i in counted_indicators(procedure)
    )


def compile_program(procedure: Procedure, definitions: Mapping[str, Node]) -> Program:
    """The procedure for many rows. Raises ValueError for an unknown name in a condition."""
    variables = [make_variable(q) for q in procedure.questions]
    known = {v.name for v in variables}
    for question in procedure.questions:
        strange = list_names(question.when) - known
        if strange:
            raise ValueError(f"{question.id} reads unknown values: {', '.join(sorted(strange))}")
    return Program(variables, definitions)
