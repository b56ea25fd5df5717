"""Every procedure of every pack: scenarios hold, sources stand, languages are complete."""

from __future__ import annotations

from datetime import date

import pytest

from palermo.packs.load import load_pack, pack_names
from palermo.procedures.coverage import coverage
from palermo.procedures.scenarios import failures
from palermo.procedures.shapes import Procedure

DAY = date(2026, 11, 1)
CASES = [
    (name, procedure) for name in pack_names() for procedure in load_pack(name).procedures.versions
]
IDS = [f"{name}-{procedure.id}-{procedure.version}" for name, procedure in CASES]


@pytest.mark.parametrize(("pack", "procedure"), CASES, ids=IDS)
def test_every_scenario_is_decided_as_written(pack: str, procedure: Procedure) -> None:
    scenarios = load_pack(pack).procedures.scenarios(procedure.id)
    assert len(scenarios) >= 10
    assert list(failures(procedure, scenarios)) == []


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


@pytest.mark.parametrize(("pack", "procedure"), CASES, ids=IDS)
def test_the_scenarios_try_every_rule_both_ways_and_every_answer_unknown(
    pack: str, procedure: Procedure
) -> None:
    found = coverage(procedure, load_pack(pack).procedures.scenarios(procedure.id))
    assert (found.never_yes, found.never_no, found.never_unknown) == ((), (), ())
    assert found.share == 1.0
