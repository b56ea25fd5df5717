"""Rules and answers that no scenario tries are named."""

from __future__ import annotations

from palermo.procedures.coverage import measure_coverage
from palermo.procedures.scenarios import Scenario
from tests.unit.procedures.test_lint import made


def test_no_scenario_tries_nothing_but_the_unknown() -> None:
    found = measure_coverage(made(), [Scenario(name="nothing asked")])
    assert "outcome" in found.never_yes
    assert "outcome" in found.never_no
    assert found.never_unknown == ()
    assert 0 < found.share < 1


def test_a_rule_that_never_fails_in_any_scenario_is_named() -> None:
    yes = Scenario(name="all", rest="yes")
    found = measure_coverage(made(), [yes])
    assert found.never_yes == ()
    assert "outcome" in found.never_no
    assert "beaten" in found.never_unknown


def test_both_ways_and_the_unknown_are_enough() -> None:
    some = [Scenario(name=n, rest=r) for n, r in (("all", "yes"), ("none", "no"), ("open", None))]
    assert measure_coverage(made(), some).share == 1.0
