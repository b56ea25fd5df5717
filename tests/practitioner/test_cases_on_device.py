"""Each case as the device computes it, without a network."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from palermo.procedures.shapes import ProcedureDuty
from palermo.saying.device_bundle import device_procedure
from palermo.saying.overruled_texts import reason_choices
from tests.node import node_binary
from tests.practitioner.case_file import (
    MeetingWithoutTalk,
    Run,
    check_duties,
    meetings,
    newest,
    pack,
    read_cases,
    runs_at,
)

DEVICE = Path(__file__).resolve().parents[2] / "frontend" / "src" / "offline" / "procedure.js"
_SCRIPT = """
const {
  childTakesOver, clockStart, dueTime, dutiesAfter, dutiesNow, findCourse, findStop,
  firstSignAt, handoverDuties, indicate, needsSecondPerson,
} = await import(process.argv[1]);
const { createInterface } = await import("node:readline");
const ids = (duties) => duties.map((duty) => duty.id);
const rules = {};
for await (const line of createInterface({ input: process.stdin })) {
  const { procedures, runs, meetings, clocks, reasons } = JSON.parse(line);
  for (const procedure of procedures) rules[procedure.id] = procedure;
  console.log(JSON.stringify({
    runs: runs.map(({ procedure, answers, decision, code }) => {
      const p = rules[procedure];
      const found = indicate(p, answers);
      const stop = findStop(p, answers, []);
      return {
        grounds: found.reasonable_grounds ?? null,
        duties: ids(dutiesAfter(p, answers, decision)),
        start: ids(dutiesNow(p, {})),
        stop: stop && { question: stop.question, duties: ids(stop.duties) },
        child: childTakesOver(p, null, answers),
        second: needsSecondPerson(found.reasonable_grounds, decision, code, reasons),
      };
    }),
    meetings: meetings.map(({ procedure, age, adult, reason, under }) => ({
      ...findCourse(rules[procedure], age, {}, { adult, reason }),
      duties: ids(handoverDuties(rules[under], {}, adult === true)),
    })),
    child: ids(handoverDuties(rules["child-pathway"], {}, false)),
    clocks: clocks.map(({ procedure, answers, duty, interview }) => {
      const p = rules[procedure];
      const first = interview.first_sign_at;
      const since = clockStart({ ...interview, first_sign_at: firstSignAt(p, interview, answers) });
      return { first, due: dueTime(p.duties.find((d) => d.id === duty), since) };
    }),
  }));
}
"""
RUNS, MET = runs_at("device"), meetings()
CLOCKS = [(case.id, case.clock) for case in read_cases() if case.clock]
#: The first sign was answered then; the interview began before, and is decided later.
SIGN = datetime(2026, 11, 28, 18, 53, tzinfo=UTC)


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What the device says of all cases, in one run of Node."""
    names = {run.procedure for _, run in RUNS} | {met.procedure for _, met in MET}
    names |= {met.under for _, met in MET} | {clock.procedure for _, clock in CLOCKS}
    sent = {
        "procedures": [
            asdict(device_procedure(newest(name), pack(), "en")) for name in sorted(names)
        ],
        "reasons": [asdict(reason) for reason in reason_choices(pack(), "en")],
        "runs": [
            {
                "procedure": run.procedure,
                "answers": run.sent,
                "decision": run.decision,
                "code": run.overrule,
            }
            for _, run in RUNS
        ],
        "meetings": [met.model_dump(mode="json") for _, met in MET],
        "clocks": [
            {
                "procedure": clock.procedure,
                "answers": dict.fromkeys(clock.present, "yes"),
                "duty": clock.duty,
                "interview": {
                    "started_at": (SIGN - timedelta(hours=1)).isoformat(),
                    "first_sign_at": SIGN.isoformat(),
                },
            }
            for _, clock in CLOCKS
        ],
    }
    command = [node_binary(), "--input-type=module", "-e", _SCRIPT, DEVICE.as_uri()]
    done = subprocess.run(
        command, input=json.dumps(sent), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _duties(procedure: str, ids: list[str]) -> list[ProcedureDuty]:
    return [duty for duty in newest(procedure).duties if duty.id in ids]


@pytest.mark.parametrize("place", range(len(RUNS)), ids=[name for name, _ in RUNS])
def test_what_follows(told: dict[str, Any], place: int) -> None:
    run: Run = RUNS[place][1]
    found = told["runs"][place]
    assert found["child"] is run.child
    child = _duties("child-pathway", told["child"]) if run.child else []
    if run.grounds or not run.child:
        assert found["grounds"] == run.grounds
    check_duties(run, _duties(run.procedure, found["duties"]), child)
    assert set(run.at_start) <= set(found["start"])
    assert found["second"] is bool(run.overrule)
    for question, first in list(run.stops.items())[:1]:
        stop = found["stop"]
        assert (stop["question"], set(stop["duties"])) == (question, set(first))


@pytest.mark.parametrize("place", range(len(MET)), ids=[name for name, _ in MET])
def test_no_talk(told: dict[str, Any], place: int) -> None:
    met: MeetingWithoutTalk = MET[place][1]
    found = told["meetings"][place]
    assert (found["course"], found["procedure"]) == (met.course, met.under)
    due = _duties(met.under, found["duties"])
    assert set(met.protects) <= {duty.protects for duty in due}


@pytest.mark.parametrize("place", range(len(CLOCKS)), ids=[name for name, _ in CLOCKS])
def test_the_clock(told: dict[str, Any], place: int) -> None:
    clock = CLOCKS[place][1]
    due = (SIGN + timedelta(hours=clock.hours)).timestamp() * 1000
    assert told["clocks"][place]["due"] == due
