"""A procedure for adults that was run for a possible child says the pathway and what to do now."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from palermo.cases.child import PERHAPS_CHILD
from palermo.cli.main import main
from palermo.kernel.answers import Value
from palermo.packs.load import load_pack
from palermo.procedures.decide import run_procedure
from palermo.procedures.interview_order import age_questions
from palermo.procedures.practice import has_practice_cases, make_practice_cases
from palermo.procedures.shapes import Procedure
from palermo.saying.device_bundle import device_bundle
from palermo.saying.indications import IndicationText, person_indication_text

ON = date(2026, 11, 29)
LANGUAGES = ("en", "az", "ru")
PACK = load_pack("aze")
FOR_ADULTS = [p for p in PACK.procedures.versions if p.child_procedure]
ASKING = [p for p in FOR_ADULTS if age_questions(p)]
INTRODUCED = {"en": "Answered no:", "az": "“Yox” cavabı verilib:", "ru": "Ответ «нет»:"}


def name_of(procedure: Procedure) -> str:
    return f"{procedure.id} {procedure.version}"


def shown(procedure: Procedure, answers: dict[str, Value], language: str) -> IndicationText:
    found = run_procedure(procedure, answers)
    return person_indication_text(found, procedure, answers, PACK, language, ON)


def test_there_are_procedures_to_look_at() -> None:
    assert len(ASKING) > 10


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", PERHAPS_CHILD)
@pytest.mark.parametrize("procedure", ASKING, ids=name_of)
def test_a_possible_child_is_asked_nothing_more(
    procedure: Procedure, answer: Value, language: str
) -> None:
    it = shown(procedure, {age_questions(procedure)[0]: answer}, language)
    assert it.child_pathway is not None
    assert it.child_pathway.procedure == procedure.child_procedure
    child = PACK.procedure(it.child_pathway.procedure, ON)
    assert child.title.in_language(language) in it.child_pathway.words
    assert (it.unknown, it.possible_duties, it.dimensions) == ((), (), ())
    assert (it.outcome, it.reasonable_grounds, it.label) == (None, None, None)
    duties = [d.id for d in it.duties]
    assert {d.id for d in run_procedure(child, {}).duties} <= set(duties)
    assert len(duties) == len(set(duties))


@pytest.mark.parametrize("procedure", ASKING, ids=name_of)
def test_an_adult_is_asked_on(procedure: Procedure) -> None:
    answers: dict[str, Value] = {age_questions(procedure)[0]: "no"}
    it = shown(procedure, answers, "en")
    found = run_procedure(procedure, answers)
    assert it.child_pathway is None
    assert tuple(q.id for q in it.unknown) == found.unknown
    assert it.outcome is found.outcome


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_terminal_says_the_pathway_and_introduces_what_was_answered_no(
    answer: str, language: str
) -> None:
    sent = json.dumps({"may_be_child": answer, "CD01": "no"})
    arguments = ["screen-adult-labour", "--answers", "-", "--lang", language, "--country", "aze"]
    result = CliRunner().invoke(main, ["explain", *arguments], input=sent)
    assert result.exit_code == 0, result.output
    heading = PACK.speech.headings["open"].in_language(language)
    title = PACK.procedure("child-pathway", ON).title.in_language(language)
    lines = result.stdout.splitlines()
    assert (heading in lines) is (answer == "no")
    assert any(line.endswith(title) for line in lines) is (answer == "yes")
    place = lines.index(INTRODUCED[language])
    assert lines[place + 1].startswith("  CD01  ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_programs_and_devices_introduce_what_was_answered_no(language: str) -> None:
    it = shown(PACK.procedure("screen-adult-labour", ON), {"CD01": "no"}, language)
    assert [reason.id for reason in it.reasons_against] == ["CD01"]
    assert it.reasons_against_words == INTRODUCED[language]
    assert device_bundle(PACK, ON, "", language).answered_no == INTRODUCED[language]


@pytest.mark.parametrize("procedure", [p for p in ASKING if has_practice_cases(p)], ids=name_of)
def test_nobody_practises_a_procedure_for_adults_on_a_possible_child(procedure: Procedure) -> None:
    for case in make_practice_cases(procedure, 24, seed=5):
        assert {case.answers[q] for q in age_questions(procedure) if q in case.answers} <= {"no"}
