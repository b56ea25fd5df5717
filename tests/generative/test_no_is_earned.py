"""A no is earned: for every procedure with signs, at every sign alone and with nothing asked.

No core sign alone gives a plain negative, whatever else is no. Nothing asked gives none either. One
more sign answered yes instead of no never moves a result down, and a core sign never at all.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pytest

from palermo.cases.overruling import is_below
from palermo.columns.deciding import Decider
from palermo.kernel.answers import Answers, Missing, Value
from palermo.packs.load import load_pack
from palermo.procedures.decide import Indication, Outcome, Runner
from palermo.procedures.obligations import list_duties
from palermo.procedures.open_signs import core_signs, read_questions
from palermo.procedures.shapes import Procedure, Sign
from palermo.procedures.variables import row_rules
from palermo.saying.indications import indication_text

PACK = load_pack("aze")
NEWEST = [PACK.procedures.versions_of(name)[-1] for name in PACK.procedures.ids]
WITH_SIGNS = [p for p in NEWEST if core_signs(p)]
each = pytest.mark.parametrize("procedure", WITH_SIGNS, ids=lambda p: p.id)
#: A result only moves up with signs.
RANKS = {
    Outcome.NEGATIVE: 0,
    Outcome.INCOMPLETE: 1,
    Outcome.UNDETERMINED: 1,
    Outcome.POSITIVE: 2,
}


def _all_no(procedure: Procedure) -> dict[str, Value]:
    return {q.id: "no" for q in procedure.questions if q.type == "yes_no"}


@cache
def _runner(name: str) -> Runner:
    return Runner(next(p for p in WITH_SIGNS if p.id == name))


@cache
def _questions_of(name: str, *kinds: Sign) -> list[str]:
    """The questions of signs of these kinds, each of which makes its sign yes by itself."""
    runner = _runner(name)
    procedure = runner.procedure
    no, reads = _all_no(procedure), read_questions(procedure)
    found = []
    for sign in procedure.indicators:
        for asked in reads[sign.id] if sign.sign in kinds else ():
            shown = runner.indicate({**no, asked: "yes"}).grounds
            if asked in no and sign.id in {i.id for i in shown}:
                found.append(asked)
    return list(dict.fromkeys(found))


def _sign_questions(procedure: Procedure, *kinds: Sign) -> list[str]:
    return _questions_of(procedure.id, *kinds)


def _rank(found: Indication) -> int:
    assert found.indicated is not None
    return RANKS[found.indicated]


@each
def test_no_core_sign_alone_is_a_no(procedure: Procedure) -> None:
    runner, no = _runner(procedure.id), _all_no(procedure)
    names = _sign_questions(procedure, Sign.CORE)
    assert names
    for name in names:
        found = runner.indicate({**no, name: "yes"})
        assert found.indicated is not Outcome.NEGATIVE, name
        # Who still decides so overrules: with a coded reason and a second person.
        assert is_below(found.indicated, Outcome.NEGATIVE), name
        if found.is_incomplete and not found.unknown:
            words = indication_text(found, procedure, PACK, "en", date(2026, 11, 29))
            said = words.reasonable_grounds_words or words.outcome_words
            assert said == PACK.speech.headings["incomplete_signs"].in_language("en")
    together = runner.indicate({**no, **dict.fromkeys(names, "yes")})
    assert together.indicated is not Outcome.NEGATIVE


@each
@pytest.mark.parametrize("kept", ["nothing", "age", "no purpose", "one no each"])
def test_a_talk_that_was_not_held_is_not_a_no(procedure: Procedure, kept: str) -> None:
    """Refused, not known and not asked are one for this: none of them is a no."""
    runner, no = _runner(procedure.id), _all_no(procedure)
    signs = _sign_questions(procedure, Sign.CORE, Sign.CONTEXT)
    age = {n: v for n, v in no.items() if n not in signs}
    purposes = {q for i in procedure.indicators if i.shows for q in read_questions(procedure)[i.id]}
    held: list[Answers] = {
        "nothing": [{}],
        "age": [age],
        "no purpose": [{n: v for n, v in no.items() if n in purposes or n not in signs}],
        "one no each": [{**age, name: "no"} for name in signs[:: max(1, len(signs) // 3)]]
        if len(signs) > 1
        else [],
    }[kept]
    for told in held:
        for missing in Missing if len(held) == 1 else (Missing.PREFERS_NOT_TO_SAY,):
            answers = {**dict.fromkeys(signs, missing), **told}
            if all(answers[name] == "no" for name in signs):
                continue
            found = runner.indicate(answers)
            assert found.indicated is not Outcome.NEGATIVE, told
            assert found.unknown, told


@each
def test_one_more_yes_never_moves_a_result_down(procedure: Procedure) -> None:
    runner, no = _runner(procedure.id), _all_no(procedure)
    names = _sign_questions(procedure, Sign.CORE, Sign.CONTEXT)
    core = _sign_questions(procedure, Sign.CORE)
    for start in range(0, len(names), max(1, len(names))):
        order = names[start:] + names[:start]
        answers = dict(no)
        last = _rank(runner.indicate(answers))
        for name in order:
            answers[name] = "yes"
            now = _rank(runner.indicate(answers))
            assert now >= last, (order, name)
            last = now
    for name in core[:: max(1, len(core) // 3)]:
        for other in names[:: max(1, len(names) // 4)]:
            is_open = {**no, other: Missing.DOES_NOT_KNOW, name: Missing.NOT_ASKED}
            before, after = runner.indicate(is_open), runner.indicate({**is_open, name: "yes"})
            assert _rank(after) >= _rank(before), (name, other)


@each
def test_files_of_rows_get_the_same(procedure: Procedure) -> None:
    runner, no = _runner(procedure.id), _all_no(procedure)
    names = _sign_questions(procedure, Sign.CORE, Sign.CONTEXT)
    people: list[Answers] = [
        {},
        no,
        *({**no, name: "yes"} for name in names),
        *({**no, name: Missing.PREFERS_NOT_TO_SAY} for name in names),
    ]
    columns = {
        q: pa.array(["" if isinstance(v := p.get(q, ""), Missing) else v for p in people])
        for q in no
    }
    batch, _ = Decider(row_rules(procedure)).decide(pa.RecordBatch.from_pydict(columns))
    for column in ("reasonable_grounds", "outcome"):
        if column in batch.schema.names:
            told = batch.column(column).to_pylist()
            each_alone = [getattr(runner.indicate(p), column) for p in people]
            assert told == [x.value for x in each_alone]
            assert np.unique(told).size > 1


ADULTS = [
    p
    for p in WITH_SIGNS
    if p.people != "children" and p.question("agrees") and any(d.refers for d in p.duties)
]


@pytest.mark.parametrize("procedure", ADULTS, ids=lambda p: p.id)
def test_who_has_a_sign_and_wants_help_is_referred(procedure: Procedure) -> None:
    """Help needs no grounds; whom it goes to is the person's choice, and never only the police."""
    wants: dict[str, Value] = {"agrees": "yes"}
    if procedure.question("caller"):
        # What somebody else tells on the phone is passed on by the person's agreement only.
        wants["caller"] = "self"
    no = {**_all_no(procedure), **wants}
    of_choice = {d.id for d in procedure.duties if d.refers and len(d.to) > 1}
    names = _sign_questions(procedure, Sign.CORE, Sign.CONTEXT)
    for name in names[:: max(1, len(names) // 5)]:
        for rest in (no, {**wants, **_age(procedure)}):
            for decided in (None, Outcome.NEGATIVE):
                due = {d.id for d in list_duties(procedure, {**rest, name: "yes"}, decided)}
                assert due & of_choice, (name, decided)
    if any(d.id == "choose" for d in procedure.duties):
        decided_up = {d.id for d in list_duties(procedure, no, Outcome.POSITIVE)}
        assert decided_up & of_choice or procedure.id == "take-hotline-call"


def _age(procedure: Procedure) -> dict[str, Value]:
    return {q.id: "no" for q in procedure.questions if "under_18" in q.about}
