"""Every procedure of every pack: scenarios pass, sources exist, languages are complete."""

from __future__ import annotations

from datetime import date

import pytest

from palermo.conditions.nodes import list_names
from palermo.kernel.answers import Missing
from palermo.packs.load import load_pack
from palermo.packs.places import list_packs
from palermo.procedures.coverage import measure_coverage
from palermo.procedures.decide import run_procedure
from palermo.procedures.obligations import list_duties_now
from palermo.procedures.scenarios import list_failures
from palermo.procedures.shapes import Procedure
from palermo.procedures.stops import find_stop

DAY = date(2026, 11, 1)
CASES = [
    (name, procedure) for name in list_packs() for procedure in load_pack(name).procedures.versions
]
IDS = [f"{name}-{procedure.id}-{procedure.version}" for name, procedure in CASES]
# The scenarios beside a procedure are those of its newest version; the earlier are kept as decided.
NEWEST = [
    (name, procedure)
    for name, procedure in CASES
    if procedure == load_pack(name).procedures.versions_of(procedure.id)[-1]
]
NEWEST_IDS = [f"{name}-{procedure.id}-{procedure.version}" for name, procedure in NEWEST]


@pytest.mark.parametrize(("pack", "procedure"), NEWEST, ids=NEWEST_IDS)
def test_every_scenario_is_decided_as_written(pack: str, procedure: Procedure) -> None:
    scenarios = load_pack(pack).procedures.scenarios(procedure.id)
    assert len(scenarios) >= 10
    assert list(list_failures(procedure, scenarios)) == []


@pytest.mark.parametrize(("pack", "procedure"), CASES, ids=IDS)
def test_every_text_stands_in_every_language_of_the_country(
    pack: str, procedure: Procedure
) -> None:
    languages = set(load_pack(pack).languages) or {"en"}
    texts = [procedure.title, procedure.purpose]
    texts += [q.text for q in procedure.questions] + [i.text for i in procedure.indicators]
    texts += [d.text for d in procedure.duties] + [g.text for g in procedure.before]
    lacking = [str(t) for t in texts if not languages <= set(t.languages)]
    assert lacking == []


def test_an_unknown_set_awaiting_its_source_weighs_nothing() -> None:
    assert not [p for _, p in CASES if p.indicator_set and p.indicator_set.startswith("sexual.")]


@pytest.mark.parametrize(("pack", "procedure"), NEWEST, ids=NEWEST_IDS)
def test_the_scenarios_try_every_rule_both_ways_and_every_answer_unknown(
    pack: str, procedure: Procedure
) -> None:
    found = measure_coverage(procedure, load_pack(pack).procedures.scenarios(procedure.id))
    assert (found.never_yes, found.never_no, found.never_unknown) == ((), (), ())
    assert found.share == 1.0


#: The end of a question or an invitation; the officer notes every other text.
SAID = ("?", ".")


@pytest.mark.parametrize(("pack", "procedure"), CASES, ids=IDS)
def test_what_is_said_is_a_question_or_an_invitation_in_every_language(
    pack: str, procedure: Procedure
) -> None:
    for question in procedure.questions:
        for text in (question.ask, *question.for_children.values()):
            assert text is None or all(
                words.endswith(SAID) for words in text.in_every_language().values()
            )
        if question.ask is not None or question.noted:
            assert not any(
                words.endswith(SAID) for words in question.text.in_every_language().values()
            )
        else:
            assert all(words.endswith(SAID) for words in question.text.in_every_language().values())


@pytest.mark.parametrize(("pack", "procedure"), CASES, ids=IDS)
def test_a_screening_has_open_words(pack: str, procedure: Procedure) -> None:
    if procedure.kind in ("screening", "interview", "inspection"):
        # A card has no room for their answer: the officer is told them beside a question.
        hints = [q.help.english for q in procedure.questions if q.help]
        is_told = procedure.form == "card" and any(hint.endswith("?") for hint in hints)
        assert is_told or any(q.opening for q in procedure.questions)


@pytest.mark.parametrize(("pack", "procedure"), CASES, ids=IDS)
def test_a_child_is_asked_openly_only_and_in_words_for_each_age(
    pack: str, procedure: Procedure
) -> None:
    if procedure.people != "children":
        return
    for question in procedure.questions:
        assert question.noted is not question.opening, question.id
        if question.opening:
            assert sorted(question.for_children) == [3, 7, 12, 16], question.id


#: The person is still there when these are put: at the workplace, or in the care of somebody.
ABOUT_NOW_ONLY = {"inspect-workplace", "review-labour-complaint", "screen-disability"}


@pytest.mark.parametrize(("pack", "procedure"), NEWEST, ids=NEWEST_IDS)
def test_a_person_who_has_left_can_be_asked_about_that_time(
    pack: str, procedure: Procedure
) -> None:
    """A question about a sign has words for that time, or words that are about now and then."""
    if procedure.id in ABOUT_NOW_ONLY or procedure.people == "children":
        return
    signs = {name for i in procedure.indicators if i.sign for name in list_names(i.when)}
    spoken = [q for q in procedure.questions if q.id in signs and not q.noted and not q.past]
    now = tuple(f"{word} " for word in ("Do", "Does", "Is", "Are", "Can"))
    left_out = [q.id for q in spoken if (q.ask or q.text).english.startswith(now)]
    assert left_out == OF_TODAY.get(procedure.id, [])


#: What is still owed, and who waits for the person, is asked of today.
OF_TODAY = {"screen-migrants": ["debt", "awaited"]}


@pytest.mark.parametrize(("pack", "procedure"), NEWEST, ids=NEWEST_IDS)
def test_every_answer_that_stops_makes_something_due(pack: str, procedure: Procedure) -> None:
    """Else the question stops nothing, and nobody sees it."""
    for question in procedure.questions:
        for stop in question.stops:
            answer = Missing.DOES_NOT_KNOW if stop in list(Missing) else stop
            found = find_stop(procedure, {question.id: answer}, ())
            assert found is not None, (question.id, stop)
            assert found.duties


def test_no_ban_on_fines_ends_while_the_result_is_incomplete() -> None:
    """A context sign is yes, every core sign is no, others were not asked about."""
    procedure = load_pack("aze").procedures.versions_of("screen-migrants")[-1]
    asked = dict.fromkeys([q.id for q in procedure.questions], "no") | {"coached": "yes"}
    part = {name: value for name, value in asked.items() if name not in {"debt", "hurt"}}
    for answers, holds in ((part, True), (asked, False)):
        found = run_procedure(procedure, answers)
        assert found.is_incomplete is holds
        now = {d.id for d in list_duties_now(procedure, found)}
        assert ("no_penalty" in now, "hold_return" in now) == (holds, holds)
