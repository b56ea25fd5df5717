"""Each check of a procedure has an example that fails it, and one that does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from palermo.kernel.answers import Answers
from palermo.packs.load import load_pack
from palermo.procedures.decide import run_procedure
from palermo.procedures.lint import RULES, LintContext, check_procedure, list_uncovered_groups
from palermo.procedures.scenarios import scenario_answers
from palermo.procedures.shapes import Procedure

SOURCE = {"title": "A law"}
AROUND = LintContext(
    {"child"}, ("en",), {"border_crossing": ("border",)}, {"en": "^(did|was|were)\\b"}
)


def text(words: str) -> dict[str, str]:
    return {"en": words}


def question(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": text(name), **more}


def sign(name: str, dimension: str, **more: Any) -> dict[str, Any]:
    given = {"id": name, "dimension": dimension, "text": text(name), "when": name}
    return {**given, "source": SOURCE, **more}


def duty(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": text(name), "who": "officer", "source": SOURCE, **more}


def dimension(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": text(name), "rule": "any", "source": SOURCE, **more}


GOOD: dict[str, Any] = {
    "id": "adult",
    "version": 1,
    "from": "2026-01-01",
    "title": text("Screening"),
    "purpose": text("Shows signs."),
    "kind": "screening",
    "people": "adults",
    "child_procedure": "child",
    "groups": ["workers"],
    "source": SOURCE,
    "questions": [
        question("beaten", about=["physical_means"]),
        question("threatened", about=["non_physical_means"]),
        question("unpaid"),
        question("crossed", about=["border_crossing"]),
        question("agreed", about=["consent"]),
        question("has_papers", about=["documents"]),
        question("testifies", about=["cooperation"]),
        question("of_a_group", about=["organised_group"]),
        question("faith", protected=True),
        question("tell_me", opening=True),
    ],
    "indicators": [
        sign("is_beaten", "means", when="beaten", about=["physical_means"]),
        sign("is_threatened", "means", when="threatened", about=["non_physical_means"]),
        sign("is_unpaid", "purpose", when="unpaid"),
    ],
    "dimensions": [dimension("means", element="means"), dimension("purpose", element="purpose")],
    "decision": {"positive": {"all": ["means", "purpose"]}, "source": SOURCE},
    "duties": [
        duty("shelter", gives_help=True),
        duty("refer", refers=True, within_hours=24, acknowledged=True),
    ],
}


def made(**changes: Any) -> Procedure:
    return Procedure.model_validate({**GOOD, **changes})


def positive(condition: Any) -> dict[str, Any]:
    return {"decision": {"positive": condition, "source": SOURCE}}


def with_question(name: str, **more: Any) -> dict[str, Any]:
    return {"questions": [*GOOD["questions"], {**question(name), **more}]}


FAILING: dict[str, dict[str, Any]] = {
    "demands-a-border-crossing": positive({"all": ["means", "purpose", "crossed"]}),
    "demands-an-organised-group": positive({"all": ["means", "purpose", "of_a_group"]}),
    "counts-consent": positive({"all": ["means", "purpose", {"no": "agreed"}]}),
    "ignores-non-physical-means": {
        "indicators": [s for s in GOOD["indicators"] if s["id"] != "is_threatened"]
    },
    "demands-means-for-a-child": {"people": "children"},
    "adult-list-for-a-child": {"child_procedure": None},
    "demands-documents-before-help": {
        "duties": [duty("shelter", gives_help=True, when="has_papers")]
    },
    "help-depends-on-cooperation": {
        "duties": [duty("shelter", gives_help=True, when={"any": ["testifies"]})]
    },
    "protected-trait-decides": positive({"all": ["means", "purpose", "faith"]}),
    "inspection-without-indicators": {
        "kind": "inspection",
        "indicators": [],
        "dimensions": [],
        **positive("unpaid"),
    },
    "referral-without-arrival": {"duties": [duty("refer", refers=True)]},
    "leading-opening-question": with_question("you_were_forced", opening=True, leads=True),
    "topic-without-a-mark": with_question("moved", text=text("The person crossed a Border")),
    "question-without-use": with_question("shoe_size"),
    "rule-that-decides-nothing": positive({"all": ["unpaid", {"no": "unpaid"}]}),
    "text-missing-in-a-language": {"title": {"en": "Screening"}},
    "rule-without-source": {"duties": [duty("refer", source={"title": " "})]},
}


def rules_broken(procedure: Procedure, around: LintContext = AROUND) -> set[str]:
    return {problem.rule for problem in check_procedure(procedure, around)}


def test_every_rule_has_an_example_that_fails_it() -> None:
    assert set(FAILING) == set(RULES)


def test_a_good_procedure_breaks_none() -> None:
    assert check_procedure(made(), AROUND) == ()


@pytest.mark.parametrize("name", FAILING)
def test_each_rule_finds_its_failure(name: str) -> None:
    languages = ("en", "az") if name == "text-missing-in-a-language" else ("en",)
    around = replace(AROUND, languages=languages)
    assert name in rules_broken(made(**FAILING[name]), around)


def test_a_closed_question_is_no_opening_one_whatever_it_says_of_itself() -> None:
    spoiled = made(**with_question("beating", opening=True, text=text("Were you beaten?")))
    assert "leading-opening-question" in rules_broken(spoiled)
    bands = {"7": {"en": "Did he hurt you?"}}
    spoiled = made(**with_question("tell_more", opening=True, for_children=bands))
    assert "leading-opening-question" in rules_broken(spoiled)


SLIPPED: dict[str, list[dict[str, Any]]] = {
    # Asked only of people who crossed a border: the outcome still depends on the crossing.
    "demands-a-border-crossing": [
        {"questions": [{**q, **({"when": "crossed"} if q["id"] == "unpaid" else {})}
                       for q in GOOD["questions"]]},
        {"duties": [duty("refer", refers=True, within_hours=24, acknowledged=True,
                         when={"all": ["means", "crossed"]})]},
    ],
    "help-depends-on-cooperation": [
        {"duties": [duty("refer", refers=True, within_hours=24, acknowledged=True,
                         when={"all": ["means", "testifies"]})]},
    ],
    "demands-documents-before-help": [
        {"before": [{"id": "shown", "text": text("A passport was shown"), "source": SOURCE}]},
    ],
    "adult-list-for-a-child": [{"people": "everybody", "indicator_set": "labour.adult"}],
    "inspection-without-indicators": [
        {"kind": "inspection", **positive("unpaid"), "duties": [duty("tell")]},
    ],
    "referral-without-arrival": [{"kind": "referral", "duties": [duty("tell")]}],
    "leading-opening-question": [
        with_question("day", opening=True, text=text("A day."), ask=text("Did he beat you?")),
    ],
    "rule-that-decides-nothing": [
        {"duties": [*GOOD["duties"], duty("never", when={"all": ["unpaid", {"no": "unpaid"}]})]},
    ],
    "rule-without-source": [
        {"decision": {"positive": {"all": ["means", "purpose"]}, "source": {"title": " "}}},
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPPED)
def test_what_once_slipped_past_a_rule_is_found(name: str) -> None:
    around = replace(AROUND, papers=("passport",))
    for changes in SLIPPED[name]:
        assert name in rules_broken(made(**changes), around), changes


def test_a_number_compared_with_one_value_can_hold_and_can_fail() -> None:
    asked = with_question("months", type="number")
    compared = {"duties": [*GOOD["duties"], duty("note", when={"is": {"months": 3}})]}
    assert rules_broken(made(**asked, **compared)) == set()


def test_a_chain_of_definitions_hides_nothing() -> None:
    """The outcome reads a dimension, the dimension an indicator, the indicator the border."""
    hidden = [*GOOD["indicators"], sign("moved", "purpose", when={"all": ["unpaid", "crossed"]})]
    assert "demands-a-border-crossing" in rules_broken(made(indicators=hidden))


def test_a_question_that_can_never_be_asked_is_found() -> None:
    when = {"all": ["unpaid", {"not": "unpaid"}]}
    assert "rule-that-decides-nothing" in rules_broken(made(**with_question("x", when=when)))


def test_a_group_without_a_procedure_is_named() -> None:
    assert list_uncovered_groups(["workers", "beggars"], [made()]) == ("beggars",)


NOTHING_TURNS = ("crossed", "agreed", "has_papers", "testifies", "of_a_group", "faith")


@pytest.mark.parametrize("name", NOTHING_TURNS)
@pytest.mark.parametrize("base", [{}, {"beaten": "yes"}, {"threatened": "yes", "unpaid": "yes"}])
def test_turning_what_must_not_count_changes_no_outcome(name: str, base: Answers) -> None:
    procedure = made()
    told = {run_procedure(procedure, {**base, name: v}).outcome for v in ("yes", "no")}
    assert told == {run_procedure(procedure, base).outcome}


SHIPPED = load_pack("aze").procedures


@pytest.mark.parametrize("procedure", SHIPPED.versions, ids=lambda p: p.id)
def test_in_shipped_procedures_what_must_not_count_changes_no_outcome(
    procedure: Procedure,
) -> None:
    banned = {"border_crossing", "consent", "documents", "cooperation", "organised_group"}
    silent = [q.id for q in procedure.questions if q.protected or banned & set(q.about)]
    for scenario in SHIPPED.scenarios(procedure.id):
        answers = scenario_answers(scenario, procedure)
        before = run_procedure(procedure, answers)
        for name in silent:
            for value in ("yes", "no"):
                after = run_procedure(procedure, {**answers, name: value})
                assert after.outcome == before.outcome, (scenario.name, name)
                helped = {d.id for d in before.duties if d.gives_help}
                assert helped <= {d.id for d in after.duties}
