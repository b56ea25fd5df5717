"""Practice cases: repeatable, balanced, possible, and decided by the procedure itself."""

from __future__ import annotations

from collections import Counter

import pytest

from palermo.conditions.explain import evaluate_condition
from palermo.kernel.answers import Answer, Missing
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.decide import DECISIONS, Outcome, run_procedure
from palermo.procedures.practice import CaseMaker, is_non_physical, make_practice_cases
from palermo.procedures.shapes import Procedure

PROCEDURES = {p.id: p for p in load_pack("aze").procedures.versions}
PRACTISED = [p.id for p in PROCEDURES.values() if p.decision and p.indicators]
WITH_HIDDEN = [
    "first-line-card",
    "health-contact",
    "identify-victim",
    "inspect-workplace",
    "review-labour-complaint",
    "screen-adult-labour",
    "screen-adult-sexual",
    "screen-begging",
    "screen-child-labour",
    "screen-commercial-sex",
    "screen-disability",
    "screen-domestic-work",
    "screen-forced-crime",
    "screen-forced-marriage",
    "screen-fraud-compound",
    "screen-migrants",
    "screen-online-exploitation",
    "screen-organ-removal",
    "screen-surrogacy-research",
    "take-hotline-call",
]


@pytest.mark.parametrize("name", PRACTISED)
def test_the_key_is_what_the_procedure_decides(name: str) -> None:
    for case in make_practice_cases(PROCEDURES[name], 12, seed=3):
        assert case.indication == run_procedure(PROCEDURES[name], case.answers)
        assert case.indication.agreeing_decision is case.outcome


@pytest.mark.parametrize("name", PRACTISED)
def test_every_outcome_comes_equally_often(name: str) -> None:
    outcomes = Counter(c.outcome for c in make_practice_cases(PROCEDURES[name], 24, seed=1))
    # Hidden coercion is a second way to be positive.
    wanted = (12, 6, 6) if name in WITH_HIDDEN else (8, 8, 8)
    found = tuple(outcomes[o] for o in (Outcome.POSITIVE, Outcome.NEGATIVE, Outcome.UNDETERMINED))
    assert found == wanted


@pytest.mark.parametrize("name", WITH_HIDDEN)
def test_hidden_coercion_knows_no_force_at_all(name: str) -> None:
    procedure = PROCEDURES[name]
    signs = {i.id: i for i in procedure.indicators}
    hidden = [c for c in make_practice_cases(procedure, 24, seed=2) if c.hidden]
    assert len(hidden) == 6
    for case in hidden:
        assert case.outcome is Outcome.POSITIVE
        assert all(is_non_physical(signs[name]) for name in case.hidden)
        denied = {i.id for i in case.indication.against}
        assert {i.id for i in signs.values() if "physical_means" in i.about} <= denied


#: A child needs no means, and reasonable grounds are established before the means.
NOT_BY_MEANS = {"screen-child-labour", "identify-victim"}


@pytest.mark.parametrize("name", [n for n in WITH_HIDDEN if n not in NOT_BY_MEANS])
def test_whoever_overlooks_hidden_coercion_comes_to_another_outcome(name: str) -> None:
    procedure = PROCEDURES[name]
    quiet = [i.id for i in procedure.indicators if is_non_physical(i)]
    for case in make_practice_cases(procedure, 24, seed=5):
        if case.hidden:
            blind = run_procedure(procedure, {**case.answers, **dict.fromkeys(quiet, "no")})
            assert blind.outcome is not Outcome.POSITIVE


def test_a_case_depends_on_seed_and_number_only() -> None:
    practice = CaseMaker(PROCEDURES["screen-adult-labour"])
    assert practice.cases(9, 7)[:4] == practice.cases(4, 7)
    assert practice.case(3, 7) == practice.cases(4, 7)[2]
    assert practice.cases(4, 7) != practice.cases(4, 8)


def test_no_case_is_impossible() -> None:
    # In the child procedure the age is asked only if it is known.
    procedure = PROCEDURES["child-pathway"]
    ages = set()
    for case in make_practice_cases(procedure, 60, seed=11):
        for question in procedure.questions:
            relevant = evaluate_condition(question.when, case.answers) is Answer.YES
            assert (question.id in case.answers) is (relevant and not question.opening)
        ages.add(case.answers.get("age"))
    assert None in ages
    assert all(0 <= a <= 30 for a in ages if isinstance(a, int))


def test_the_order_shown_says_nothing() -> None:
    procedure = PROCEDURES["inspect-workplace"]
    orders = {tuple(q.id for q, _ in c.told) for c in make_practice_cases(procedure, 6, seed=1)}
    assert len(orders) == 6
    coded = frozenset(q.id for q in procedure.questions if not q.opening)
    assert {frozenset(order) for order in orders} == {coded}


def test_what_decides_nothing_tells_nothing() -> None:
    """A need for support is as frequent with a negative outcome as with a positive one."""
    needed: dict[Outcome, Counter[object]] = {o: Counter() for o in DECISIONS}
    for case in make_practice_cases(PROCEDURES["screen-begging"], 200, seed=4):
        needed[case.outcome][case.answers["needs_support"]] += 1
    for counts in needed.values():
        assert 0.25 < counts["yes"] / counts.total() < 0.55
        assert counts[Missing.DOES_NOT_KNOW] > 0


def test_a_wish_that_cannot_be_fulfilled_makes_room() -> None:
    source = {"title": "A law"}
    always = Procedure.model_validate(
        {
            "id": "always",
            "version": 1,
            "from": "2026-01-01",
            "title": {"en": "t"},
            "purpose": {"en": "p"},
            "kind": "screening",
            "people": "children",
            "source": source,
            "questions": [{"id": "met", "text": {"en": "m"}}],
            "indicators": [
                {"id": "s", "dimension": "d", "text": {"en": "s"}, "when": "met", "source": source}
            ],
            "dimensions": [{"id": "d", "text": {"en": "d"}, "rule": "any", "source": source}],
            "decision": {"positive": {"answered": "met"}, "source": source},
        }
    )
    outcomes = {c.outcome for c in make_practice_cases(always, 6, seed=1)}
    assert outcomes == {Outcome.POSITIVE, Outcome.NEGATIVE}


@pytest.mark.parametrize("name", ["admit-to-shelter", "inform-compensation"])
def test_a_procedure_without_signs_is_refused(name: str) -> None:
    with pytest.raises(BadValue, match=name):
        make_practice_cases(PROCEDURES[name], 1, seed=1)


@pytest.mark.parametrize("count", [0, 201])
def test_a_count_out_of_bounds_is_refused(count: int) -> None:
    with pytest.raises(BadValue, match="1 to 200"):
        make_practice_cases(PROCEDURES["screen-begging"], count, seed=1)


def test_signs_that_stand_after_all_answers_are_practised_as_undetermined() -> None:
    """Who calls such a case negative has sent a person away with a sign on them."""
    cases = make_practice_cases(PROCEDURES["screen-begging"], 200, seed=4)
    incomplete = [c for c in cases if c.indication.is_incomplete]
    assert incomplete
    assert {c.outcome for c in incomplete} == {Outcome.UNDETERMINED}
