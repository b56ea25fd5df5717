"""Penalties of the law as evidence: by their years and days, never by words of a narrative."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from palermo.cases.checklist import (
    CheckEvidence,
    CheckItem,
    ChecklistRule,
    ChecklistRules,
    CheckState,
    EvidenceKind,
    build_checklist,
    check_filing,
)
from palermo.cases.penalty_standard import (
    PenaltyStandard,
    TermState,
    names_paragraph,
    read_penalties,
)
from palermo.kernel.errors import Refused
from palermo.kernel.sources import Certainty, Source
from palermo.offences.shapes import Article, ArticleWeight, Penalty
from palermo.packs.load import load_pack

PACK = load_pack("aze")
SOURCE = Source(title="Criminal Code", certainty=Certainty.VERIFIED)
STANDARD = PenaltyStandard(4, (ArticleWeight.TRAFFICKING, ArticleWeight.EQUAL))
CHANGED = date(2023, 6, 1)
END_OF_2023, END_OF_2024 = date(2023, 3, 31), date(2024, 3, 31)


def penalty(paragraph: str, most: int, **more: object) -> Penalty:
    given = {"paragraph": paragraph, "from": None, "maximum_years": most, "source": SOURCE, **more}
    return Penalty.model_validate(given)


def article(code: str, *penalties: Penalty, weight: str = "trafficking") -> Article:
    return Article.model_validate(
        {
            "code": code,
            "from": None,
            "text": "words",
            "weight": weight,
            "source": SOURCE,
            "penalties": penalties,
        }
    )


LAW = (
    article(
        "1",
        penalty("1.1", 3, until=date(2023, 5, 31)),
        penalty("1.1", 5, minimum_years=2, **{"from": CHANGED}),
        penalty("1.2", 4),
    ),
    article("2", penalty("2.1", 1), weight="lesser"),
)
RULES = ChecklistRules(
    (ChecklistRule("MS-3", (), (EvidenceKind.LAW,), STANDARD),), frozenset(), "AZE", LAW
)


def filed(provision: str, *, speaks_for: bool = True, verified: bool = True) -> CheckEvidence:
    return CheckEvidence(
        id=1,
        item="MS-3",
        speaks_for=speaks_for,
        kind=EvidenceKind.LAW,
        text="words",
        source="Criminal Code",
        provision=provision,
        by="analyst",
        read_at_source=False,
        finding=None,
        counts=True,
        verified_by="coordinator" if verified else "",
        verified_at=None,
        version=1,
    )


def judged(
    *evidence: CheckEvidence, on: date = END_OF_2024, law: tuple[Article, ...] = LAW
) -> CheckItem:
    (item,) = build_checklist(replace(RULES, articles=law), [], evidence, "AZE", on)
    return item


@pytest.mark.parametrize(
    ("on", "terms"),
    [
        (END_OF_2023, [("1.1", False, 3), ("1.2", True, 4)]),
        (date(2023, 5, 31), [("1.1", False, 3), ("1.2", True, 4)]),
        (CHANGED, [("1.1", True, 5), ("1.2", True, 4)]),
        (END_OF_2024, [("1.1", True, 5), ("1.2", True, 4)]),
    ],
)
def test_the_years_in_force_on_the_day_decide(on: date, terms: list[tuple[str, bool, int]]) -> None:
    found = read_penalties(STANDARD, LAW, on).terms
    assert [(t.paragraph, t.speaks_for, t.maximum_years) for t in found] == terms


def test_a_fine_alone_speaks_against_whatever_the_years() -> None:
    (term,) = read_penalties(
        STANDARD, [article("1", penalty("1.1", 9, fine_alone=True))], CHANGED
    ).terms
    assert term.speaks_for is False
    assert "fine" in str(term.words)


def test_an_article_whose_penalty_is_not_at_hand_is_a_gap_and_never_met() -> None:
    law = (*LAW, article("3", weight="equal_weight"))
    item = judged(filed("1.1"), filed("1.2"), law=law)
    assert item.without_penalty == ("3",)
    assert item.state is CheckState.PARTLY
    assert str(item.why).endswith("3.")


def test_met_needs_verified_evidence_for_every_paragraph() -> None:
    assert judged().state is CheckState.NO_DATA
    assert judged(filed("1.1")).state is CheckState.PARTLY
    assert judged(filed("1.1"), filed("1.2", verified=False)).state is CheckState.PARTLY
    done = judged(filed("Criminal Code, article 1.1."), filed("1.2"))
    assert done.state is CheckState.MET
    assert {t.state for t in done.penalties} == {TermState.VERIFIED}
    # The same evidence does not show what an earlier law said.
    assert judged(filed("1.2"), on=END_OF_2023).state is CheckState.PARTLY


def test_a_penalty_that_is_too_low_speaks_against() -> None:
    item = judged(filed("1.1", speaks_for=False), filed("1.2"), on=END_OF_2023)
    assert item.state is CheckState.PARTLY
    assert judged(filed("1.1", speaks_for=False), on=END_OF_2023).state is CheckState.NOT_MET


def test_the_law_of_one_country_says_nothing_of_another() -> None:
    (item,) = build_checklist(RULES, [], [], "GEO", END_OF_2024)
    assert (item.penalties, item.without_penalty) == ((), ())


@pytest.mark.parametrize(("on", "right"), [(END_OF_2023, False), (END_OF_2024, True)])
def test_evidence_may_not_say_the_opposite_of_the_law(on: date, right: bool) -> None:
    def file(speaks_for: bool) -> None:
        check_filing(
            RULES,
            item="MS-3",
            speaks_for=speaks_for,
            kind=EvidenceKind.LAW,
            provision="Criminal Code, article 1.1",
            themes=(),
            says_fewer=False,
            country="AZE",
            on=on,
        )

    file(right)
    with pytest.raises(Refused, match="opposite"):
        file(not right)


@pytest.mark.parametrize(
    ("provision", "paragraph", "names"),
    [
        ("144-1.1", "144-1.1", True),
        ("Criminal Code, article 144-1.1.", "144-1.1", True),
        ("144-1.1; 144-1.2", "144-1.2", True),
        ("Cinayət Məcəlləsi, 144-1.1-ci maddə", "144-1.1", True),
        ("144\u20111.1 and 106\u20131", "144-1.1", True),
        ("144-1.2.5", "144-1.2", False),
        ("144-1.2.4-1", "144-1.2.4", False),
        ("2144-1.1", "144-1.1", False),
        ("144-1.10", "144-1.1", False),
        ("", "144-1.1", False),
    ],
)
def test_a_provision_names_its_paragraph(provision: str, paragraph: str, names: bool) -> None:
    assert names_paragraph(provision, paragraph) is names


def test_the_pack_proposes_its_own_penalties_for_the_standard_on_punishment_alone() -> None:
    items = build_checklist(PACK.checklist_rules, [], [], "AZE", END_OF_2024)
    found = {i.id: [t.paragraph for t in i.penalties] for i in items if i.penalties}
    judged_weights = {ArticleWeight.TRAFFICKING, ArticleWeight.EQUAL}
    dated = [p.paragraph for a in PACK.articles if a.weight in judged_weights for p in a.penalties]
    assert dated
    assert found == {"MS-3": dated}
    item = next(i for i in items if i.id == "MS-3")
    assert item.without_penalty == ("144-2",)
    assert all(t.speaks_for is (t.maximum_years >= 4) for t in item.penalties)
