"""Danger first: the duties of an answer that stops come before every other question."""

from __future__ import annotations

import pytest

from palermo.cases.interview import check_stop_handled, find_next_step
from palermo.kernel.answers import Answers, Missing
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.chapters import find_page, list_pages
from palermo.procedures.interview_order import age_questions, has_left, question_wording
from palermo.procedures.shapes import Procedure, Question
from palermo.procedures.stops import find_stop, stop_duties, stops_at
from tests.trial_pack import TRIAL_CHILD, trial_procedure

TRIAL = trial_procedure()
DANGER: Answers = {"danger": "yes", "young": "no"}


def test_the_questions_wait_until_each_duty_is_done() -> None:
    stop = find_stop(TRIAL, DANGER, ())
    assert stop is not None
    assert (stop.question, [d.id for d in stop.duties]) == ("danger", ["to_safety", "doctor"])
    assert find_stop(TRIAL, DANGER, ("to_safety",)) == stop
    assert find_stop(TRIAL, DANGER, ("to_safety", "doctor")) is None
    assert find_stop(TRIAL, {**DANGER, "danger": "no"}, ()) is None
    assert find_stop(TRIAL, {**DANGER, "danger": "does_not_know"}, ()) is None


def test_a_ban_holds_and_keeps_no_question_waiting() -> None:
    """A ban cannot be done: the questions wait for the tasks of the stop alone."""
    banned = tuple(
        d.model_copy(update={"protects": "no_penalty"}) if d.id == "doctor" else d
        for d in TRIAL.duties
    )
    procedure = TRIAL.model_copy(update={"duties": banned})
    stop = find_stop(procedure, DANGER, ())
    assert stop is not None
    assert [d.id for d in stop.duties if d.is_ban] == ["doctor"]
    assert find_stop(procedure, DANGER, ("to_safety",)) is None


def test_the_officer_may_say_that_it_is_taken_care_of() -> None:
    assert find_stop(TRIAL, DANGER, (), handled=("danger",)) is None
    check_stop_handled(TRIAL, DANGER, "danger")
    for answers, question in ((DANGER, "young"), ({}, "danger"), (DANGER, "no such question")):
        with pytest.raises(BadValue):
            check_stop_handled(TRIAL, answers, question)


def test_the_next_step_is_the_stop_and_then_the_next_question() -> None:
    step = find_next_step(TRIAL, None, DANGER, "danger")
    assert step.stop is not None
    assert step.question == "danger"
    step = find_next_step(TRIAL, None, DANGER, "danger", done=("to_safety", "doctor"))
    assert (step.stop, step.question) == (None, "away")
    assert find_next_step(TRIAL, None, DANGER, handled=("danger",)).question == "away"
    # A child takes over first; what is due stays due.
    assert find_next_step(TRIAL, None, {"danger": "yes", "young": "yes"}).to_child


PACK = load_pack("AZE")
STOPPING = [
    (p, q)
    for p in {p.id: p for p in PACK.procedures.versions}.values()
    for q in p.questions
    if Missing.NOT_ASKED in q.stops
]


@pytest.mark.parametrize(("procedure", "question"), STOPPING, ids=lambda x: x.id)
def test_a_question_that_was_passed_over_stops_as_an_empty_answer(
    procedure: Procedure, question: Question
) -> None:
    """Also where a program or a table leaves it out. Nothing stops before the first page."""
    pages = list_pages(procedure, {})
    before = {q.id: "no" for q in procedure.questions if q.stops and q.id != question.id}
    place = find_page(pages, question.id)
    assert place is not None
    if place + 1 == len(pages):
        return
    later = pages[-1].questions[-1].id
    assert not stops_at(procedure, {}, question.id)
    assert find_next_step(procedure, None, {}).stop is None
    adult = dict.fromkeys(age_questions(procedure), "no")
    assert not stops_at(procedure, adult, question.id)
    answers: Answers = {**before, later: "no"}
    assert stops_at(procedure, answers, question.id)
    assert stops_at(procedure, {**answers, question.id: Missing.NOT_ASKED}, question.id)
    known = next(a for a in ("no", "yes") if a not in question.stops)
    assert not stops_at(procedure, {**answers, question.id: known}, question.id)
    check_stop_handled(procedure, answers, question.id)


def test_the_duties_of_a_stop_are_known_before_it_happens() -> None:
    danger, young = TRIAL.questions[0], TRIAL.questions[1]
    assert [d.id for d in stop_duties(TRIAL, danger)] == ["to_safety", "doctor"]
    assert stop_duties(TRIAL, young) == ()


def test_questions_of_a_chapter_are_on_one_page() -> None:
    pages = list_pages(TRIAL, {})
    assert [(page.chapter.id if page.chapter else "", len(page.questions)) for page in pages] == [
        ("safety", 3),
        ("work", 3),
        ("place", 1),
    ]
    with_key = list_pages(TRIAL, {"locked": "yes"})
    assert [q.id for q in with_key[2].questions] == ["locked", "keys"]
    assert find_page(pages, "hours") == 1
    assert find_page(pages, "keys") is None
    # Without chapters each question is a page.
    child = trial_procedure(TRIAL_CHILD)
    assert [page.first for page in list_pages(child, {})] == ["works", "hurt"]


def test_a_person_who_has_left_is_asked_about_that_time() -> None:
    threatened = TRIAL.question("threatened")
    assert threatened is not None
    for answer, expected in (("yes", "Did someone threaten you there?"), ("no", "Does someone")):
        left = has_left(TRIAL, {"away": answer})
        assert question_wording(threatened, 30, left=left).english.startswith(expected)
