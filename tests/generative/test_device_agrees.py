"""The device decides as the server does: every scenario of every procedure, and random answers."""

from __future__ import annotations

import json
import random
import subprocess
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from palermo.cases.child import (
    AgeGroup,
    begins_with_child,
    child_takes_over,
    find_age_group,
    list_denials,
    may_decide,
)
from palermo.cases.clock import has_sign
from palermo.cases.decision import check_decision
from palermo.cases.interview import missing_gates
from palermo.cases.overruling import check_reason_code, needs_second_person
from palermo.kernel.answers import Answers, Missing, Value
from palermo.kernel.errors import BadValue
from palermo.packs.pack import Pack
from palermo.procedures.chapters import list_pages
from palermo.procedures.decide import DECISIONS, Outcome, run_procedure
from palermo.procedures.interview_order import has_left, question_wording, relevant_questions
from palermo.procedures.obligations import compute_due_time, list_duties, list_duties_now
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Procedure, Question
from palermo.procedures.stops import find_stop
from palermo.saying.device_bundle import device_procedure
from palermo.saying.overruled_texts import reason_choices
from tests.node import node_binary
from tests.trial_pack import trial_pack

DEVICE = Path(__file__).resolve().parents[2] / "frontend" / "src" / "offline" / "procedure.js"
_SCRIPT = """
const {
  ageGroup, beginsWithChild, childTakesOver, denials, dueTime, dutiesAfter,
  dutiesNow, hasSign,
  indicate, indicated, isDecisionComplete, isIncomplete, needsSecondPerson,
  findStop, hasLeft, mayDecide, missingGates, pages, relevant, wordsFor,
} = await import(process.argv[1]);
const { createInterface } = await import("node:readline");
for await (const line of createInterface({ input: process.stdin })) {
  const { procedure, people, reasons } = JSON.parse(line);
  console.log(JSON.stringify(people.map((person) => {
    const { answers, decided, age, sure, gates, reason, code, at } = person;
    const { done, handled } = person;
    const left = hasLeft(procedure, answers);
    const found = indicate(procedure, answers);
    return {
      outcome: found.outcome,
      label: found.label?.text ?? null,
      unknown: found.unknown.map((q) => q.id),
      incomplete: isIncomplete(found),
      grounds: found.grounds.map((i) => i.id),
      duties: dutiesAfter(procedure, answers, decided).map((d) => d.id),
      now: dutiesNow(procedure, answers).map((d) => d.id),
      sign: hasSign(procedure, answers),
      stop: findStop(procedure, answers, done, handled),
      left: procedure.questions.map((q) => wordsFor(procedure, q, age, left)),
      pages: pages(procedure, answers).map(
        (page) => [page.chapter?.id ?? null, page.questions.map((q) => q.id)],
      ),
      asked: relevant(procedure, answers).map((q) => q.id),
      words: procedure.questions.map((q) => wordsFor(procedure, q, age)),
      age: ageGroup(procedure, age, answers, sure),
      denied: denials(procedure, age, answers),
      child: childTakesOver(procedure, age, answers),
      childFirst: beginsWithChild(procedure, age, answers, sure),
      mayDecide: mayDecide(procedure, age, answers),
      complete: isDecisionComplete(procedure, indicated(found), decided, reason, code, reasons),
      second: needsSecondPerson(indicated(found), decided, code, reasons),
      missing: missingGates(procedure, gates).map((gate) => gate.id),
      due: procedure.duties.map((duty) => dueTime(duty, at)),
    };
  })));
}
"""
PACK = trial_pack()
REASONS = [asdict(r) for r in reason_choices(PACK, "az")]
PROCEDURES = PACK.procedures.versions


def _people(pack: Pack, procedure: Procedure) -> list[dict[str, Any]]:
    chance = random.Random(procedure.id)  # noqa: S311 - cases, not secrets
    told = [dict(s.answers) for s in pack.procedures.scenarios(procedure.id)]
    told += [{q.id: _value(q, chance) for q in procedure.questions} for _ in range(60)]
    decisions = [None, *(o.value for o in DECISIONS)]
    return [
        {
            "answers": a,
            "decided": chance.choice(decisions),
            "age": chance.choice([None, 6, 11, 17, 18, 30]),
            "code": chance.choice(["", "no_border", "no_evidence", "a name"]),
            "sure": chance.choice([True, False]),
            "done": chance.sample([d.id for d in procedure.duties], min(2, len(procedure.duties))),
            "handled": chance.choice([[], [], [procedure.questions[0].id]]),
            "gates": [g.id for g in procedure.before if chance.random() < 0.5],
            "reason": chance.choice(["", "  ", "She was seen there."]),
            "at": f"2026-03-{chance.randint(1, 31):02}T10:30:00Z",
        }
        for a in told
    ]


def _value(question: Question, chance: random.Random) -> Value:
    if chance.random() < 0.25:
        return chance.choice(list(Missing)).value
    if question.type == "number":
        return chance.randint(0, 90)
    return chance.choice([c.id for c in question.choices] or ["yes", "no"])


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda p: f"{p.id}-{p.version}")
def test_the_device_gives_the_same(procedure: Procedure) -> None:
    people = _people(PACK, procedure)
    line = json.dumps(
        {
            "procedure": asdict(device_procedure(procedure, PACK, "az")),
            "people": people,
            "reasons": REASONS,
        }
    )
    command = [node_binary(), "--input-type=module", "-e", _SCRIPT, DEVICE.as_uri()]
    done = subprocess.run(command, input=line, capture_output=True, text=True, check=True)
    for person, told in zip(people, json.loads(done.stdout), strict=True):
        answers = parse_answers(person["answers"].items())
        found = run_procedure(procedure, answers)
        decided = Outcome(person["decided"]) if person["decided"] else None
        assert told == {
            "outcome": found.outcome.value if found.outcome else None,
            "label": found.label.in_language("az") if found.label else None,
            "unknown": list(found.unknown),
            "incomplete": found.is_incomplete,
            "grounds": [i.id for i in found.grounds],
            "duties": [d.id for d in list_duties(procedure, answers, decided)],
            "now": [d.id for d in list_duties_now(procedure, found)],
            "stop": _stop(procedure, person, answers),
            "left": [
                question_wording(q, person["age"], left=has_left(procedure, answers)).in_language(
                    "az"
                )
                for q in procedure.questions
            ],
            "pages": [
                [page.chapter.id if page.chapter else None, [q.id for q in page.questions]]
                for page in list_pages(procedure, answers)
            ],
            "sign": has_sign(procedure, found),
            "asked": [q.id for q in relevant_questions(procedure, answers)],
            "words": [
                question_wording(q, person["age"]).in_language("az") for q in procedure.questions
            ],
            **_cases(procedure, person, answers, found.indicated, decided),
        }


def _cases(
    procedure: Procedure,
    person: dict[str, Any],
    answers: Answers,
    indicated: Outcome | None,
    decided: Outcome | None,
) -> dict[str, Any]:
    """What the rules of `cases` say of the same person."""
    age, sure, at = person["age"], person["sure"], datetime.fromisoformat(person["at"])
    due = [compute_due_time(d, at) for d in procedure.duties]
    return {
        "age": find_age_group(procedure, age, answers, surely_adult=sure),
        "denied": list(list_denials(procedure, age, answers)),
        "child": child_takes_over(procedure, age, answers),
        "childFirst": begins_with_child(procedure, age, answers, surely_adult=sure),
        "mayDecide": may_decide(procedure, age, answers),
        "complete": _is_complete(procedure, indicated, decided, person),
        "second": needs_second_person(indicated, decided, person["code"], PACK.closing_reasons),
        "missing": missing_gates(procedure, person["gates"]),
        "due": [moment.timestamp() * 1000 if moment else None for moment in due],
    }


def _stop(procedure: Procedure, person: dict[str, Any], answers: Answers) -> dict[str, Any] | None:
    found = find_stop(procedure, answers, person["done"], person["handled"])
    duties = device_procedure(procedure, PACK, "az").duties
    if found is None:
        return None
    said = [asdict(d) for d in duties if d.id in {duty.id for duty in found.duties}]
    return json.loads(json.dumps({"question": found.question, "duties": said}))  # type: ignore[no-any-return]


def _is_complete(
    procedure: Procedure,
    indicated: Outcome | None,
    decided: Outcome | None,
    person: dict[str, Any],
) -> bool:
    try:
        check_decision(procedure, indicated, decided, person["reason"])
        check_reason_code(indicated, decided, person["code"], PACK.closing_reasons)
    except BadValue:
        return False
    return True


def test_the_random_people_meet_every_age_group_and_both_ends() -> None:
    """Otherwise the comparison above could pass without looking at a rule."""
    met: set[tuple[Any, ...]] = set()
    for procedure in PROCEDURES:
        for person in _people(PACK, procedure):
            answers = parse_answers(person["answers"].items())
            group = find_age_group(procedure, person["age"], answers, surely_adult=person["sure"])
            met.add((procedure.child_procedure is not None, group))
    assert met == {(adults, group) for adults in (True, False) for group in AgeGroup}
