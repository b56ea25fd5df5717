"""The checklist: evidence in, a state out; nothing is met by silence, a machine or one person."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import pytest

from palermo.cases.checklist import (
    CheckEvidence,
    ChecklistRule,
    ChecklistRules,
    CheckState,
    EvidenceKind,
    build_checklist,
    check_filing,
    check_verification,
    count_coverage,
    judge_item,
)
from palermo.kernel.errors import BadValue, Refused
from palermo.packs.load import load_pack
from palermo.reports.assessment import Direction, Polarity
from palermo.reports.statements import read_statement

PACK = load_pack("aze")
STATUTE = PACK.checklist_rules
LAW_ITEMS = ("MS-1", "MS-2", "MS-3")


@dataclass(frozen=True)
class Found:
    """A finding of a narrative."""

    themes: tuple[str, ...]
    polarity: Polarity = Polarity.EFFORT
    direction: Direction | None = None
    text: str = "words"
    id: int = 1
    reviewed: bool = True


def piece(speaks_for: bool, verified: bool, item: str = "C-1") -> CheckEvidence:
    return CheckEvidence(
        id=1,
        item=item,
        speaks_for=speaks_for,
        kind=EvidenceKind.DOCUMENT,
        text="words of a letter",
        source="a source",
        provision="",
        by="analyst",
        read_at_source=True,
        finding=None,
        counts=True,
        verified_by="coordinator" if verified else "",
        verified_at=None,
        version=1,
    )


FOR, AGAINST = piece(True, True), piece(False, True)
MAYBE_FOR, MAYBE_AGAINST = piece(True, False), piece(False, False)
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
    ((replace(FOR, counts=False),), CheckState.NO_DATA),
    ((FOR, replace(AGAINST, counts=False)), CheckState.MET),
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
    items = build_checklist(STATUTE, [], [])
    assert len(items) == 22
    assert {i.state for i in items} == {CheckState.NO_DATA}
    coverage = count_coverage(items)
    assert (coverage.with_evidence, coverage.items) == (0, 17)


def test_a_narrative_proposes_and_changes_no_state() -> None:
    themes = sorted({t for rule in STATUTE.items for t in rule.themes})
    items = build_checklist(STATUTE, [Found((theme,)) for theme in themes], [])
    assert {i.state for i in items} == {CheckState.NO_DATA}
    assert [i.id for i in items if i.proposals]


def test_findings_are_proposed_to_the_items_of_their_themes_until_they_are_filed() -> None:
    rules = ChecklistRules((ChecklistRule("C-1", ("a", "b")), ChecklistRule("C-2", ("c",))))
    findings = [Found(("b",)), Found(("a",), Polarity.SHORTFALL, text="other words", id=2)]
    first, second = build_checklist(rules, findings, [])
    assert [(p.finding, p.speaks_for) for p in first.proposals] == [(1, True), (2, False)]
    assert not second.proposals
    filed = replace(MAYBE_FOR, text="words", finding=1)
    first, _ = build_checklist(rules, findings, [filed])
    assert [p.finding for p in first.proposals] == [2]
    assert first.state is CheckState.OPEN


def test_an_item_is_not_met_by_leaving_out_what_speaks_against_it() -> None:
    against = Found(("investigation",), Polarity.SHORTFALL, text="other words", id=2)
    rules = ChecklistRules((ChecklistRule("C-1", ("investigation",)),))
    for filed, expected in (
        ([FOR], CheckState.PARTLY),
        ([FOR, replace(MAYBE_AGAINST, text="other words")], CheckState.PARTLY),
        ([MAYBE_FOR], CheckState.OPEN),
        ([], CheckState.NO_DATA),
    ):
        (item,) = build_checklist(rules, [against], filed)
        assert item.state is expected
    (item,) = build_checklist(rules, [Found(("investigation",))], [FOR])
    assert item.state is CheckState.MET


@pytest.mark.parametrize("item", LAW_ITEMS)
def test_the_law_is_judged_by_facts_of_law_alone(item: str) -> None:
    themes = tuple(t.id for t in PACK.vocabulary.themes.themes if t.id != "partner_awards")
    proposed = {i.id for i in build_checklist(STATUTE, [Found(themes)], []) if i.proposals}
    assert item not in proposed
    assert "C-1" in proposed
    for kind in set(EvidenceKind) - {EvidenceKind.LAW}:
        with pytest.raises(Refused, match="only facts of law"):
            _file(item, kind=kind)
    with pytest.raises(BadValue, match="act and the article"):
        _file(item, kind=EvidenceKind.LAW, provision=" ")
    _file(item, kind=EvidenceKind.LAW, provision="Criminal Code, article 144-1")


def test_evidence_that_is_older_than_the_rule_does_not_count() -> None:
    items = build_checklist(STATUTE, [], [piece(True, True, "MS-3")])
    law = next(i for i in items if i.id == "MS-3")
    assert law.state is CheckState.NO_DATA
    assert [e.counts for e in law.evidence] == [False]


@pytest.mark.parametrize("item", [rule.item for rule in STATUTE.items])
def test_an_award_to_a_partner_is_evidence_for_nothing(item: str) -> None:
    text = "The ATD recognized 34 NGO leaders with monetary awards"
    said = read_statement(text, PACK.vocabulary)
    assert "partner_awards" in said.themes
    assert not any(i.proposals for i in build_checklist(STATUTE, [Found(said.themes)], []))
    kinds = {"kind": EvidenceKind.LAW, "provision": "article 1"} if item in LAW_ITEMS else {}
    for speaks_for in (True, False):
        with pytest.raises(Refused, match="award"):
            _file(item, speaks_for=speaks_for, themes=said.themes, **kinds)


@pytest.mark.parametrize(
    "text",
    [
        "awarded 4,200 manats in restitution to two victims",
        "awarded grants to NGO-run shelters",
    ],
)
def test_money_for_victims_and_services_is_no_award_to_a_partner(text: str) -> None:
    assert "partner_awards" not in read_statement(text, PACK.vocabulary).themes


@pytest.mark.parametrize(
    ("text", "fewer"),
    [
        ("The government prosecuted fewer defendants", True),
        ("Convictions decreased from 12 to 9", True),
        ("Funding fell by a fifth", True),
        ("The government identified more victims than last year", False),
        ("Sentenced all convicted traffickers to prison terms", False),
    ],
)
def test_a_decrease_never_counts_for_an_item(text: str, fewer: bool) -> None:
    says_fewer = read_statement(text, PACK.vocabulary).says_fewer
    assert says_fewer is fewer
    _file("C-1", speaks_for=False, says_fewer=says_fewer)
    if fewer:
        with pytest.raises(Refused, match="fewer"):
            _file("C-1", speaks_for=True, says_fewer=says_fewer)
    else:
        _file("C-1", speaks_for=True, says_fewer=says_fewer)


def test_a_decrease_that_the_narrative_counts_as_an_effort_is_not_proposed() -> None:
    fewer = Found(("investigation",), Polarity.EFFORT, Direction.FEWER)
    assert not any(i.proposals for i in build_checklist(STATUTE, [fewer], []))
    against = replace(fewer, polarity=Polarity.SHORTFALL)
    (item,) = [i for i in build_checklist(STATUTE, [against], []) if i.proposals]
    assert (item.id, item.proposals[0].speaks_for) == ("C-1", False)


def test_evidence_is_verified_once_and_by_another_person() -> None:
    with pytest.raises(Refused, match="You filed"):
        check_verification(MAYBE_FOR, "analyst")
    with pytest.raises(Refused, match="already"):
        check_verification(FOR, "second")
    check_verification(MAYBE_FOR, "coordinator")


def test_all_factors_count_as_one_item_and_a_countrys_own_as_none() -> None:
    rules = ChecklistRules((*STATUTE.items, ChecklistRule("AZE-1")))
    filed = [piece(True, True, item) for item in ("C-1", "SE-4", "SE-5", "AZE-1")]
    coverage = count_coverage(build_checklist(rules, [], [*filed, piece(True, False, "C-2")]))
    assert (coverage.with_evidence, coverage.items) == (2, 17)


def test_evidence_for_an_item_that_the_pack_does_not_have_is_left_out() -> None:
    rules = ChecklistRules((ChecklistRule("C-2"),))
    assert build_checklist(rules, [], [FOR])[0].state is CheckState.NO_DATA


def _file(item: str, **more: object) -> None:
    given: dict[str, object] = {
        "speaks_for": True,
        "kind": EvidenceKind.DOCUMENT,
        "provision": "",
        "themes": (),
        "says_fewer": False,
    }
    check_filing(STATUTE, item=item, **{**given, **more})  # type: ignore[arg-type]
