"""Each check of the law has an example that fails it; the shipped packs fail none."""

from __future__ import annotations

from typing import Any

import pytest

from palermo.offences.law import Law
from palermo.offences.lint import RULES, check_law
from palermo.offences.shapes import Article, ClosingReason, Fact
from palermo.packs.load import load_pack
from palermo.packs.places import list_packs

SOURCE = {"title": "A law"}
FACTS: dict[str, dict[str, Any]] = {
    "recruited": {"element": "act"},
    "force": {"element": "means", "branch": "physical", "menace": True},
    "debt": {"element": "means", "branch": "non_physical"},
    "poor": {"element": "means", "branch": "vulnerability"},
    "poverty_used": {"element": "means", "branch": "abuse"},
    "forced_labour": {"element": "purpose"},
    "under_18": {"element": "child"},
    "crossed": {"counts": False, "about": ["border_crossing"]},
    "moved": {"counts": False, "about": ["movement"]},
    "in_group": {"counts": False, "about": ["organised_group"]},
    "agreed": {"counts": False, "about": ["consent"]},
    "testifies": {"counts": False, "about": ["cooperation"]},
}
REASONS: dict[str, dict[str, Any]] = {
    "no_border": {"prohibited": True, "about": ["border_crossing"]},
    "no_force": {"prohibited": True, "about": ["physical_means"]},
    "consented": {"prohibited": True, "about": ["consent"]},
    "no_evidence": {"prohibited": False},
}


def circumstance(paragraph: str, *facts: str, source: Any = SOURCE) -> dict[str, Any]:
    return {"paragraph": paragraph, "facts": list(facts), "source": source}


def penalty(paragraph: str, low: int, high: int, *raising: Any, **more: Any) -> dict[str, Any]:
    years = {"minimum_years": low, "maximum_years": high}
    shape = {"paragraph": paragraph, "from": None, "source": SOURCE}
    return {**shape, **years, "circumstances": list(raising), **more}


PLAIN = penalty("144-1.1", 5, 10)
CROSSING = circumstance("144-1.2.4", "crossed")
ARTICLES: dict[str, dict[str, Any]] = {
    "144-1": {
        "from": "2005-01-01",
        "weight": "trafficking",
        "penalties": [PLAIN, penalty("144-1.2", 8, 12, CROSSING)],
    },
    "106": {"from": None, "weight": "equal_weight", "facts": ["forced_labour"]},
    "243": {"from": None, "weight": "lesser"},
}


def law(
    facts: dict[str, Any] | None = None,
    reasons: dict[str, Any] | None = None,
    articles: dict[str, Any] | None = None,
    languages: tuple[str, ...] = ("en",),
) -> Law:
    """A sound law with some parts changed; None removes a part."""

    def made(whole: dict[str, Any], changed: dict[str, Any] | None, key: str) -> list[Any]:
        parts = {**whole, **(changed or {})}
        return [
            {"text": {"en": name}, "source": SOURCE, **part, key: part.get(key, name)}
            for name, part in parts.items()
            if part is not None
        ]

    return Law(
        tuple(Fact.model_validate(f) for f in made(FACTS, facts, "id")),
        tuple(ClosingReason.model_validate(r) for r in made(REASONS, reasons, "id")),
        tuple(Article.model_validate(a) for a in made(ARTICLES, articles, "code")),
        languages,
    )


def found(it: Law) -> set[tuple[str, str]]:
    return {(p.rule, p.where) for p in check_law(it)}


def test_a_sound_law_has_no_problem() -> None:
    assert found(law()) == set()


@pytest.mark.parametrize("name", list_packs())
def test_the_shipped_packs_have_none(name: str) -> None:
    pack = load_pack(name)
    it = Law(pack.facts, pack.closing_reasons, pack.articles, pack.languages)
    assert [str(p) for p in check_law(it)] == []


def weighing(element: str, topic: str) -> dict[str, Any]:
    """A fact without weight in law that still counts."""
    return {"element": element, "about": [topic]}


def closing(topic: str) -> dict[str, Any]:
    """A reason outside the law that may still close a case."""
    return {"prohibited": False, "about": [topic]}


def article(first: str | None, last: str | None = None, **more: Any) -> dict[str, Any]:
    return {"from": first, "until": last, "weight": "lesser", **more}


def punished(*penalties: Any, **more: Any) -> Law:
    """A sound law whose article on trafficking has other penalties."""
    return law(articles={"144-1": {**ARTICLES["144-1"], "penalties": list(penalties), **more}})


UNSOURCED = {"source": {"title": " "}}
BORDER, MEANS, LAW = (
    "demands-a-border-crossing",
    "ignores-non-physical-means",
    "law-that-does-not-hold",
)
BROKEN: list[tuple[str, str, Law]] = [
    (BORDER, "crossed", law({"crossed": weighing("act", "border_crossing")})),
    (BORDER, "moved", law({"moved": weighing("act", "movement")})),
    (BORDER, "no_border", law(reasons={"no_border": closing("border_crossing")})),
    (
        "demands-an-organised-group",
        "in_group",
        law({"in_group": weighing("act", "organised_group")}),
    ),
    ("counts-consent", "agreed", law({"agreed": weighing("means", "consent")})),
    ("counts-consent", "consented", law(reasons={"consented": closing("consent")})),
    ("counts-cooperation", "testifies", law({"testifies": weighing("act", "cooperation")})),
    (MEANS, "means", law({"debt": None})),
    (MEANS, "debt", law({"debt": {**FACTS["debt"], "counts": False}})),
    (MEANS, "no_force", law(reasons={"no_force": closing("physical_means")})),
    ("demands-means-for-a-child", "child", law({"under_18": None})),
    ("element-that-nothing-meets", "purpose", law({"forced_labour": None})),
    ("element-that-nothing-meets", "stray", law({"stray": {}})),
    ("element-that-nothing-meets", "vulnerability", law({"poverty_used": None})),
    (LAW, "articles", law(articles={"144-1": article(None, "2020-01-01", weight="trafficking")})),
    (LAW, "243", law(articles={"again": article("2020-01-01", code="243")})),
    (LAW, "150", law(articles={"150": article("2020-01-01", "2019-01-01")})),
    (LAW, "144-1.1", punished(PLAIN, PLAIN)),
    (LAW, "144-1.3", punished(PLAIN, penalty("144-1.3", 5, 10))),
    (LAW, "144-1.1", punished(penalty("144-1.1", 10, 5))),
    (LAW, "144-1.1", punished({**PLAIN, "from": "2004-01-01"})),
    (LAW, "144-1.1", punished({**PLAIN, "until": "2021-01-01"}, until="2020-01-01")),
    (LAW, "144-1.1", punished({**PLAIN, "from": "2021-01-01", "until": "2020-01-01"})),
    ("penalty-of-another-article", "144-2.1", punished(PLAIN, penalty("144-2.1", 8, 12, CROSSING))),
    ("penalty-of-another-article", "144-1.2.4", punished(penalty("144-1.3", 8, 12, CROSSING))),
    ("penalty-only-with-a-circumstance", "144-1", punished(penalty("144-1.2", 8, 12, CROSSING))),
    ("aggravation-that-lowers", "144-1.2", punished(PLAIN, penalty("144-1.2", 5, 9, CROSSING))),
    ("aggravation-that-lowers", "144-1.2", punished(PLAIN, penalty("144-1.2", 4, 12, CROSSING))),
    (
        "weight-that-does-not-fit",
        "106",
        law(articles={"106": article(None, weight="equal_weight")}),
    ),
    (
        "weight-that-does-not-fit",
        "106",
        law(articles={"106": article(None, weight="equal_weight", facts=["crossed"])}),
    ),
    ("weight-that-does-not-fit", "144-1", punished(PLAIN, facts=["forced_labour"])),
    (
        "weight-that-does-not-fit",
        "243",
        law(articles={"243": article(None, facts=["forced_labour"])}),
    ),
    (
        "menace-that-is-no-means",
        "recruited",
        law({"recruited": {"element": "act", "menace": True}}),
    ),
    ("menace-that-is-no-means", "means", law({"force": {**FACTS["force"], "menace": False}})),
    ("circumstance-that-nothing-reads", "pregnant", law({"pregnant": {"counts": False}})),
    (
        "element-that-nothing-meets",
        "surrogacy",
        law({"surrogacy": {"counts": False, "national": True}}),
    ),
    (
        "counts-consent",
        "agreed",
        punished(PLAIN, penalty("144-1.2", 8, 12, circumstance("144-1.2.1", "agreed"))),
    ),
    (
        "counts-cooperation",
        "testifies",
        punished(PLAIN, penalty("144-1.2", 8, 12, circumstance("144-1.2.1", "testifies"))),
    ),
    ("text-missing-in-a-language", "debt", law(languages=("en", "az"))),
    ("rule-without-source", "debt", law({"debt": {**FACTS["debt"], **UNSOURCED}})),
    (
        "rule-without-source",
        "no_force",
        law(reasons={"no_force": {**REASONS["no_force"], **UNSOURCED}}),
    ),
    ("rule-without-source", "243", law(articles={"243": article(None, **UNSOURCED)})),
    (
        "rule-without-source",
        "243",
        law(articles={"243": article(None, weight_source={"title": ""})}),
    ),
    ("rule-without-source", "144-1.1", punished({**PLAIN, **UNSOURCED})),
    (
        "rule-without-source",
        "144-1.2.4",
        punished(
            PLAIN,
            penalty("144-1.2", 8, 12, circumstance("144-1.2.4", "crossed", source={"title": ""})),
        ),
    ),
]


@pytest.mark.parametrize(("rule", "where", "it"), BROKEN, ids=[f"{r}-{w}" for r, w, _ in BROKEN])
def test_a_broken_law_is_told(rule: str, where: str, it: Law) -> None:
    assert (rule, where) in found(it)


def test_a_border_or_a_group_may_raise_a_penalty() -> None:
    group = circumstance("144-1.2.5", "in_group")
    assert found(punished(PLAIN, penalty("144-1.2", 8, 12, CROSSING, group))) == set()


def test_a_penalty_may_follow_another_of_the_same_paragraph() -> None:
    earlier = {**PLAIN, "until": "2012-12-31"}
    later = penalty("144-1.1", 6, 10, **{"from": "2013-01-01"})
    assert found(punished(earlier, later)) == set()


def test_every_check_has_an_example_that_fails_it() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(RULES)


def test_every_theme_is_one_of_the_taxonomy() -> None:
    themes = {t.id for t in load_pack("aze").themes.themes}
    assert {theme for _, theme in RULES.values()} <= themes
