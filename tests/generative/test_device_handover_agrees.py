"""The device ends a talk as the server does: every procedure, random people, every reason."""

from __future__ import annotations

import json
import random
import subprocess
from dataclasses import asdict
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from palermo.cases.child import find_age_group
from palermo.cases.handover import (
    TalkCourse,
    find_course,
    find_situations,
    list_handover_duties,
    list_protections_due,
    list_reasons,
    observed_questions,
    order_called_groups,
)
from palermo.cases.interview import list_gates_kept
from palermo.cases.obligation import check_recipients, list_recipients
from palermo.kernel.answers import Missing, Value
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.packs.pack import Pack
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Procedure, Question
from palermo.saying.device_bundle import device_bundle, device_procedure
from tests.handovers import CHILDREN, copy_packs
from tests.node import node_binary

DEVICE = Path(__file__).resolve().parents[2] / "frontend" / "src" / "offline" / "procedure.js"
_SCRIPT = """
const {
  findCourse, findSituations, gatesKept, handoverDuties, observedQuestions, orderCalled,
  protectionsDue,
} = await import(process.argv[1]);
const { createInterface } = await import("node:readline");
for await (const line of createInterface({ input: process.stdin })) {
  const { procedure, child, groups, people } = JSON.parse(line);
  const called = (kept, { age, answers, adult }) =>
    orderCalled(groups, findSituations(procedure, kept, age, answers, adult)).map((g) => g.id);
  console.log(JSON.stringify(people.map(({ answers, age, adult, reason, begun, confirmed }) => ({
    ...findCourse(procedure, age, answers, { adult, reason, begun }),
    observed: observedQuestions(procedure, answers).map((q) => q.id),
    child: handoverDuties(procedure, answers, false).map((d) => d.id),
    adult: handoverDuties(procedure, answers, true).map((d) => d.id),
    carried: protectionsDue(procedure, answers).map((d) => d.id),
    gates: gatesKept(confirmed, procedure, child),
    called: called(procedure, { age, answers, adult }),
    called_for_child: called(child, { age, answers, adult }),
  }))));
}
"""


def _people(procedure: Procedure) -> list[dict[str, Any]]:
    chance = random.Random(procedure.id)  # noqa: S311 - cases, not secrets
    return [
        {
            "answers": {
                q.id: _value(q, chance) for q in procedure.questions if chance.random() < 0.6
            },
            "age": chance.choice([None, None, 6, 17, 18, 30]),
            "adult": chance.choice([None, True, False]),
            "reason": chance.choice(["", *list_reasons(procedure)]),
            "begun": chance.choice([True, False]),
            "confirmed": [g.id for g in procedure.before if chance.random() < 0.7],
        }
        for _ in range(80)
    ]


def _value(question: Question, chance: random.Random) -> Value:
    if chance.random() < 0.4:
        return chance.choice(list(Missing)).value
    if question.type == "number":
        return chance.randint(0, 60)
    return chance.choice([c.id for c in question.choices] or ["yes", "no"])


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return load_pack("aze", root=copy_packs(tmp_path_factory.mktemp("packs")))


@pytest.fixture(scope="module")
def procedures(pack: Pack) -> list[tuple[Procedure, Any]]:
    """The newest version of every procedure, with what the device gets of it."""
    newest = [pack.procedures.versions_of(name)[-1] for name in pack.procedures.ids]
    return [(p, asdict(device_procedure(p, pack, "en"))) for p in newest]


def test_the_device_ends_a_talk_as_the_server_does(
    procedures: list[tuple[Procedure, Any]], pack: Pack
) -> None:
    groups = pack.speech.called_groups
    bundle = asdict(device_bundle(pack, date(2026, 12, 1), "", "en"))
    people = {p.id: _people(p) for p, _ in procedures}
    by_id = {p.id: (p, kept) for p, kept in procedures}
    child, kept_child = by_id[CHILDREN]
    lines = [
        json.dumps(
            {
                "procedure": kept,
                "child": kept_child,
                "groups": bundle["called_groups"],
                "people": people[p.id],
            }
        )
        for p, kept in procedures
    ]
    command = [node_binary(), "--input-type=module", "-e", _SCRIPT, DEVICE.as_uri()]
    done = subprocess.run(
        command, input="\n".join(lines), capture_output=True, text=True, check=True
    )
    met: set[TalkCourse] = set()
    orders: set[tuple[str, ...]] = set()
    for (procedure, _), line in zip(procedures, done.stdout.splitlines(), strict=True):
        for person, told in zip(people[procedure.id], json.loads(line), strict=True):
            answers = parse_answers(person["answers"].items())
            found = find_course(
                procedure, person["age"], answers,
                surely_adult=person["adult"], reason=person["reason"], is_begun=person["begun"],
            )  # fmt: skip
            met.add(found.course)
            group = find_age_group(
                procedure, person["age"], answers, surely_adult=person["adult"] is True
            )
            own, other = (find_situations(procedure, k, answers, group) for k in (procedure, child))
            orders |= {tuple(g.id for g in order_called_groups(groups, own))}
            assert told == {
                "course": found.course,
                "procedure": found.procedure,
                "observed": [q.id for q in observed_questions(procedure, answers)],
                "child": [d.id for d in list_handover_duties(procedure, answers, is_adult=False)],
                "adult": [d.id for d in list_handover_duties(procedure, answers, is_adult=True)],
                "carried": [d.id for d in list_protections_due(procedure, answers)],
                "gates": list(list_gates_kept(person["confirmed"], procedure, child)),
                "called": [g.id for g in order_called_groups(groups, own)],
                "called_for_child": [g.id for g in order_called_groups(groups, other)],
            }
    assert met == set(TalkCourse), "the people meet every course"
    assert {order[0] for order in orders} == {"danger", "child"}
    assert {order[-1] for order in orders} == {"authorities", "child"}


_REFERRALS = """
const { wrongReferral } = await import(process.argv[1]);
const { createInterface } = await import("node:readline");
for await (const line of createInterface({ input: process.stdin })) {
  const { duty, chosen } = JSON.parse(line);
  console.log(JSON.stringify(chosen.map((roles) => wrongReferral(duty, roles) === null)));
}
"""


def _is_accepted(to: tuple[str, ...], roles: tuple[str, ...]) -> bool:
    try:
        check_recipients(to, roles)
    except BadValue:
        return False
    return True


def test_the_device_accepts_the_recipients_that_the_server_accepts(
    procedures: list[tuple[Procedure, Any]],
) -> None:
    """Every duty of every procedure, every choice among its recipients."""
    duties = [(p, duty) for p, kept in procedures for duty in kept["duties"]]
    found = [(list_recipients(p, duty["id"]), duty) for p, duty in duties]
    lines = [(to, duty, [c for n in range(len(to) + 1) for c in combinations(to, n)])
             for to, duty in found]  # fmt: skip
    sent = "\n".join(json.dumps({"duty": duty, "chosen": chosen}) for _, duty, chosen in lines)
    command = [node_binary(), "--input-type=module", "-e", _REFERRALS, DEVICE.as_uri()]
    done = subprocess.run(command, input=sent, capture_output=True, text=True, check=True)
    met: set[bool] = set()
    for (to, _, chosen), line in zip(lines, done.stdout.splitlines(), strict=True):
        expected = [_is_accepted(to, roles) for roles in chosen]
        assert json.loads(line) == expected
        met |= set(expected)
    assert met == {True, False}
