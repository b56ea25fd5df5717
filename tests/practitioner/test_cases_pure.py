"""Each case by the rules alone: grounds, duties, stops, and a talk that does not begin."""

from __future__ import annotations

import pytest

from palermo.cases.handover import find_course, list_handover_duties
from palermo.procedures.decide import run_procedure
from palermo.procedures.obligations import list_duties, list_duties_now
from palermo.procedures.stops import find_stop
from tests.practitioner.case_file import (
    MeetingWithoutTalk,
    Run,
    check_duties,
    meetings,
    newest,
    runs_at,
)

RUNS = runs_at("pure")


@pytest.mark.parametrize("run", [run for _, run in RUNS], ids=[name for name, _ in RUNS])
def test_what_follows(run: Run) -> None:
    rules, answers = run.rules, run.answers
    found = run_procedure(rules, answers)
    assert run.grounds == found.reasonable_grounds or (run.child and run.grounds is None)
    assert run.label in ("", found.label_id)
    # What holds for a child while nothing else is known yet.
    child = list_handover_duties(newest("child-pathway"), {}, is_adult=False) if run.child else ()
    check_duties(run, list_duties(rules, answers, run.decision), child)
    start = {duty.id for duty in list_duties_now(rules, run_procedure(rules, {}))}
    assert set(run.at_start) <= start
    for question, first in list(run.stops.items())[:1]:
        stop = find_stop(rules, answers, ())
        assert stop
        assert (stop.question, {duty.id for duty in stop.duties}) == (question, set(first))


MET = meetings()


@pytest.mark.parametrize("met", [met for _, met in MET], ids=[name for name, _ in MET])
def test_no_talk(met: MeetingWithoutTalk) -> None:
    rules = newest(met.procedure)
    found = find_course(rules, met.age, {}, surely_adult=met.adult, reason=met.reason)
    assert (found.course, found.procedure) == (met.course, met.under)
    adult = met.adult is True
    due = list_handover_duties(newest(met.under), {}, is_adult=adult)
    assert set(met.protects) <= {duty.protects for duty in due}
