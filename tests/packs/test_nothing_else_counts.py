"""Mutations over every shipped procedure: what the law lets count for nothing counts for nothing.

Whether a border was crossed, the person agreed, works with the police, has papers or has a
protected trait never changes the outcome, its label or a dimension; nor whether help is given.
"""

from __future__ import annotations

import random

import pytest

from palermo.kernel.answers import Answers, Missing, Value
from palermo.packs.load import load_pack
from palermo.packs.places import list_packs
from palermo.procedures.decide import Indication, Runner
from palermo.procedures.shapes import Procedure, Question

NEVER = {"border_crossing", "consent", "cooperation", "documents", "organised_group"}
PEOPLE = 60
CASES = [
    (name, procedure) for name in list_packs() for procedure in load_pack(name).procedures.versions
]


def _mute(question: Question) -> bool:
    return question.protected or bool(NEVER & set(question.about))


MUTED = [(n, p) for n, p in CASES if any(_mute(q) for q in p.questions)]


def _values(question: Question) -> list[Value]:
    if question.type == "number":
        least = question.least or 0
        return [least, least + 1, question.most or least + 100, Missing.NOT_ASKED]
    codes: list[Value] = [c.id for c in question.choices] or ["yes", "no"]
    return [*codes, Missing.DOES_NOT_KNOW, Missing.NOT_ASKED]


def _what_counts(found: Indication, procedure: Procedure) -> object:
    help_ = {d.id for d in procedure.duties if d.gives_help}
    return (
        found.outcome,
        found.label,
        [(d.id, d.answer) for d in found.dimensions],
        [d.id for d in found.duties if d.id in help_],
        [d.id for d in found.possible_duties if d.id in help_],
    )


def test_several_procedures_write_such_things_down() -> None:
    topics = {t for _, p in MUTED for q in p.questions for t in q.about}
    assert {"border_crossing", "consent", "cooperation", "documents"} <= topics


@pytest.mark.parametrize(("pack", "procedure"), MUTED, ids=[f"{n}-{p.id}" for n, p in MUTED])
def test_flipping_it_changes_nothing_that_counts(pack: str, procedure: Procedure) -> None:
    chance = random.Random(f"{pack} {procedure.id}")  # noqa: S311 - drawn again the same
    runner = Runner(procedure)
    for _ in range(PEOPLE):
        person: dict[str, Value] = {q.id: chance.choice(_values(q)) for q in procedure.questions}
        before = _what_counts(runner.indicate(person), procedure)
        for question in filter(_mute, procedure.questions):
            for value in _values(question):
                flipped: Answers = {**person, question.id: value}
                assert _what_counts(runner.indicate(flipped), procedure) == before, question.id
