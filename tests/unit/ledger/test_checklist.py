"""The checklist: evidence in, a state out; nothing is met by silence or by a machine."""

from __future__ import annotations

import itertools

import pytest

from palermo.ledger.checklist.states import CheckState, build_checklist, judge_item
from palermo.ledger.checklist.values import CheckEvidence
from palermo.ledger.narratives.values import AcceptedFinding
from palermo.packs.load import load_pack


def piece(speaks_for: bool, verified: bool) -> CheckEvidence:
    return CheckEvidence(None, "C-1", speaks_for, "words", "a source", "somebody", verified)


FOR, AGAINST = piece(True, True), piece(False, True)
MAYBE_FOR, MAYBE_AGAINST = piece(True, False), piece(False, False)


def finding(polarity: str, theme: str) -> AcceptedFinding:
    return AcceptedFinding(
        1, "AZE", 2023, "words", polarity, None, (theme,), None, (), (), start=0, end=5
    )


CASES = [
    ((), CheckState.NO_DATA),
    ((FOR,), CheckState.MET),
    ((FOR, MAYBE_FOR), CheckState.MET),
    ((AGAINST,), CheckState.NOT_MET),
    ((AGAINST, MAYBE_FOR), CheckState.NOT_MET),
    ((FOR, AGAINST), CheckState.PARTLY),
    ((FOR, MAYBE_AGAINST), CheckState.PARTLY),
    ((MAYBE_FOR,), CheckState.OPEN),
    ((MAYBE_AGAINST,), CheckState.OPEN),
    ((MAYBE_FOR, MAYBE_AGAINST), CheckState.OPEN),
]


@pytest.mark.parametrize(("evidence", "expected"), CASES)
def test_each_mix_of_evidence_has_its_state(
    evidence: tuple[CheckEvidence, ...], expected: CheckState
) -> None:
    for order in itertools.permutations(evidence):
        state, why = judge_item(order)
        assert state is expected
        assert "{" not in str(why)


def test_an_empty_ledger_has_no_data_everywhere_and_met_nowhere() -> None:
    items = load_pack("aze").checklist
    found = build_checklist({i.id: i.themes for i in items}, [], [])
    assert len(found) == 22
    assert {i.state for i in found} == {CheckState.NO_DATA}


def test_a_narrative_alone_meets_nothing() -> None:
    items = load_pack("aze").checklist
    themes = sorted({t for i in items for t in i.themes})
    efforts = [finding("effort", theme) for theme in themes]
    states = {i.state for i in build_checklist({i.id: i.themes for i in items}, efforts, [])}
    assert states <= {CheckState.OPEN, CheckState.NO_DATA}
    assert CheckState.OPEN in states


def test_findings_stand_as_evidence_of_the_items_of_their_themes() -> None:
    found = build_checklist(
        {"C-1": ("a", "b"), "C-2": ("c",)},
        [finding("effort", "b"), finding("shortfall", "a")],
        [piece(True, True)],
    )
    first, second = found
    assert [(e.speaks_for, e.verified) for e in first.evidence] == [
        (True, True),
        (True, False),
        (False, False),
    ]
    assert first.state is CheckState.PARTLY
    assert second.state is CheckState.NO_DATA


def test_evidence_for_an_item_that_the_pack_does_not_have_is_left_out() -> None:
    assert build_checklist({"C-2": ()}, [], [FOR])[0].state is CheckState.NO_DATA
