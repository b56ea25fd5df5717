"""A part of a rule, or a sign, that can be left out without any scenario failing is named."""

from __future__ import annotations

from palermo.procedures.mutants import list_mutants, measure_mutants
from palermo.procedures.scenarios import Scenario
from tests.unit.procedures.test_grounds import make_procedure

NONE = dict.fromkeys(("threat", "lie", "lie2", "lie3", "need", "use", "hours", "unpaid"), "no")


def _scenario(
    *yes: str, grounds: str, duties: tuple[str, ...] = (), outcome: str = "negative"
) -> Scenario:
    answers = NONE | dict.fromkeys(yes, "yes")
    return Scenario.model_validate(
        {"name": "+".join(yes) or "none", "answers": answers, "reasonable_grounds": grounds,
         "duties": duties, "outcome": outcome}
    )  # fmt: skip


ALL = [
    _scenario(grounds="negative"),
    _scenario("threat", grounds="positive", duties=("refer",)),
    _scenario("need", "use", "hours", grounds="positive", duties=("refer",)),
    _scenario("need", "use", "unpaid", grounds="positive", duties=("refer",)),
    *(_scenario(sign, grounds="negative", duties=("ask",)) for sign in ("need", "use", "hours")),
    *(_scenario(sign, grounds="negative", duties=("ask",)) for sign in ("unpaid", "lie3")),
    _scenario("lie", grounds="negative", duties=("ask",), outcome="positive"),
    _scenario("lie2", grounds="negative", duties=("ask",), outcome="positive"),
]


def test_scenarios_that_try_each_sign_alone_notice_every_change() -> None:
    found = measure_mutants(make_procedure(), ALL)
    assert [f"{m.where}: {m.change}" for m in found.survived] == ["unpaid: only context"]
    assert found.made == 18


def test_a_sign_that_no_scenario_needs_survives() -> None:
    found = measure_mutants(make_procedure(), [ALL[0], ALL[1], ALL[3]])
    survived = {(m.where, m.change) for m in found.survived}
    assert ("hours", "no sign") in survived
    assert ("threat", "no sign") not in survived


def test_without_scenarios_nothing_is_noticed() -> None:
    found = measure_mutants(make_procedure(), [])
    assert found.share == 0.0
    assert len(found.survived) == found.made


def test_each_mutant_differs_in_one_place() -> None:
    procedure = make_procedure()
    mutants = list(list_mutants(procedure))
    assert len({(m.where, m.change) for m in mutants}) == len(mutants)
    assert all(m.procedure != procedure for m in mutants)
