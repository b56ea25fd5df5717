"""Reasonable grounds: a means and a purpose of an adult, a purpose of a child, in any phase."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from palermo.kernel.answers import Missing, Value
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.definitions import OUTCOME
from palermo.procedures.obligations import list_duties
from palermo.procedures.shapes import Procedure

SOURCE = {"title": "a source", "certainty": "derived"}
CONCEPTS = [
    {"id": "deceived", "element": "means"},
    {"id": "threatened", "element": "means"},
    {"id": "vulnerable", "element": "means", "branch": "vulnerability"},
    {"id": "abused", "element": "means", "branch": "abuse"},
    {"id": "forced_labour", "element": "purpose"},
]


def make_procedure(people: str = "adults", *, rule: str = "any", about: str = "") -> Procedure:
    """Signs: `threat` of work under menace, `lie`, `need` and `use` of a vulnerability, `hours`."""

    def sign(name: str, dimension: str, sign: str, shows: list[str]) -> dict[str, object]:
        return {
            "id": name, "dimension": dimension, "text": name, "strength": "medium",
            "when": name, "source": SOURCE, "sign": sign, "because": "why", "shows": shows,
        }  # fmt: skip

    names = ("threat", "lie", "lie2", "lie3", "need", "use", "hours", "unpaid")
    questions = [{"id": name, "text": name} for name in names]
    if about:
        questions.append({"id": "young", "text": "young", "about": [about]})
    return Procedure.model_validate(
        {
            "id": "trial", "version": 1, "from": "2026-01-01", "title": "t", "purpose": "p",
            "kind": "screening", "people": people, "source": SOURCE, "concepts": CONCEPTS,
            "questions": questions,
            "indicators": [
                sign("threat", "coerced", "core", ["threatened", "forced_labour"]),
                sign("lie", "told", "context", ["deceived"]),
                sign("lie2", "told", "context", ["deceived"]),
                sign("lie3", "coerced", "context", ["deceived"]),
                sign("need", "coerced", "core", ["vulnerable"]),
                sign("use", "coerced", "core", ["abused"]),
                sign("hours", "worked", "context", ["forced_labour"]),
                sign("unpaid", "worked", "core", ["forced_labour"]),
            ],
            "dimensions": [
                {"id": "told", "text": "t", "rule": rule, "element": "means", "source": SOURCE},
                {"id": "coerced", "text": "c", "rule": rule, "element": "means", "source": SOURCE},
                {"id": "worked", "text": "w", "rule": "any", "source": SOURCE},
            ],
            "decision": {"positive": "told", "published": True, "source": SOURCE},
            "duties": [
                {"id": "refer", "text": "r", "who": "officer", "when": "reasonable_grounds",
                 "source": SOURCE},
                {"id": "ask", "text": "a", "who": "officer", "source": SOURCE,
                 "when": {"all": ["any_sign", {"no": "reasonable_grounds"}]}},
            ],
        }
    )  # fmt: skip


def _grounds(procedure: Procedure, *yes: str, rest: Value = "no") -> Outcome | None:
    answers: dict[str, Value] = {q.id: rest for q in procedure.questions}
    return run_procedure(procedure, answers | dict.fromkeys(yes, "yes")).reasonable_grounds


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ((), Outcome.NEGATIVE),
        (("hours",), Outcome.NEGATIVE),
        # A core sign stands, so that nothing is ruled out.
        (("hours", "unpaid"), Outcome.INCOMPLETE),
        (("lie", "unpaid"), Outcome.INCOMPLETE),
        (("need", "unpaid"), Outcome.INCOMPLETE),
        (("use", "unpaid"), Outcome.INCOMPLETE),
        (("threat",), Outcome.POSITIVE),
        (("need", "use", "hours"), Outcome.POSITIVE),
        (("need", "use"), Outcome.INCOMPLETE),
    ],
)
def test_an_adult_needs_a_means_and_a_purpose(signs: tuple[str, ...], expected: Outcome) -> None:
    assert _grounds(make_procedure(), *signs) is expected


def test_means_of_two_lists_count_together_by_the_published_rule() -> None:
    lists = make_procedure(rule="published")
    assert _grounds(lists, "lie", "lie2", "hours") is Outcome.NEGATIVE
    assert _grounds(lists, "lie", "lie2", "lie3", "hours") is Outcome.POSITIVE
    assert _grounds(make_procedure(), "lie", "lie2", "lie3", "hours") is Outcome.NEGATIVE


def test_a_child_needs_no_means_and_a_context_sign_shows_none() -> None:
    child = make_procedure("children")
    assert _grounds(child, "unpaid") is Outcome.POSITIVE
    assert _grounds(child, "hours") is Outcome.NEGATIVE


def test_a_person_of_open_age_is_presumed_a_child() -> None:
    everybody = make_procedure("everybody", about="under_18")
    assert _grounds(everybody, "unpaid") is Outcome.INCOMPLETE
    assert _grounds(everybody, "unpaid", "young") is Outcome.POSITIVE
    answers: Mapping[str, Value] = {
        **{q.id: "no" for q in everybody.questions},
        "unpaid": "yes",
        "young": Missing.DOES_NOT_KNOW,
    }
    assert run_procedure(everybody, answers).reasonable_grounds is Outcome.POSITIVE


def test_what_was_not_asked_is_not_a_no() -> None:
    found = run_procedure(make_procedure(), {"hours": "yes"})
    assert found.reasonable_grounds is Outcome.UNDETERMINED
    assert set(found.unknown) >= {"threat", "need", "use"}


def test_the_published_class_stays_and_duties_follow_from_the_grounds() -> None:
    procedure = make_procedure()
    answers: dict[str, Value] = {q.id: "no" for q in procedure.questions} | {"lie": "yes"}
    found = run_procedure(procedure, answers)
    assert (found.outcome, found.reasonable_grounds) == (Outcome.POSITIVE, Outcome.NEGATIVE)
    assert found.indicated is Outcome.NEGATIVE
    assert [d.id for d in found.duties] == ["ask"]
    decided = list_duties(procedure, answers, Outcome.POSITIVE)
    assert [d.id for d in decided] == ["refer", "ask"]
    assert OUTCOME not in answers
