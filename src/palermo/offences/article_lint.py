"""Checks of articles and their penalties: days, paragraphs, years and weights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from palermo.kernel.messages import N_
from palermo.offences.charges import is_paragraph_of
from palermo.offences.law import Found, Law
from palermo.offences.shapes import Article, ArticleWeight, Element, Penalty


def check_law_articles(law: Law) -> Found:
    """Some article names the whole crime; articles and paragraphs have one version on each day."""
    trafficking = (a for a in law.articles if a.weight is ArticleWeight.TRAFFICKING)
    if law.articles and not any(a.until is None for a in trafficking):
        yield "articles", N_("No article in force names trafficking.")
    for one, other in combinations(law.articles, 2):
        if one.code == other.code and _overlap(one, other):
            yield one.code, N_("Two versions of it are in force on the same day.")
    for article in law.articles:
        if _last(article) < _first(article):
            yield article.code, N_("Its last day is before its first.")
        yield from _check_penalties(article)


def _check_penalties(article: Article) -> Found:
    for one, other in combinations(article.penalties, 2):
        if one.paragraph == other.paragraph and _overlap(one, other):
            yield one.paragraph, N_("Two versions of it are in force on the same day.")
        elif not (one.circumstances or other.circumstances) and _overlap(one, other):
            yield other.paragraph, N_("The article has another ordinary penalty on the same day.")
    for penalty in article.penalties:
        if _last(penalty) < _first(penalty):
            yield penalty.paragraph, N_("Its last day is before its first.")
        # An open day of a penalty is that of its article.
        begins_early = penalty.since is not None and penalty.since < _first(article)
        if begins_early or (penalty.until is not None and penalty.until > _last(article)):
            yield penalty.paragraph, N_("It is in force on a day on which its article is not.")
        if penalty.minimum_years is not None and penalty.minimum_years > penalty.maximum_years:
            yield penalty.paragraph, N_("Its minimum is above its maximum.")


def check_law_paragraphs(law: Law) -> Found:
    """A penalty is of its article, and a circumstance of its penalty's paragraph."""
    for article in law.articles:
        for penalty in article.penalties:
            if not is_paragraph_of(penalty.paragraph, article.code):
                yield penalty.paragraph, N_("It is not a paragraph of its article.")
            for circumstance in penalty.circumstances:
                if not is_paragraph_of(circumstance.paragraph, penalty.paragraph):
                    yield circumstance.paragraph, N_("It is not a part of its paragraph.")


def check_law_ordinary_penalty(law: Law) -> Found:
    """No crime is without a penalty because no border was crossed and no group acted."""
    for article in law.articles:
        if article.penalties and all(p.circumstances for p in article.penalties):
            yield article.code, N_("It has no penalty without a circumstance.")


def check_law_aggravation(law: Law) -> Found:
    """A circumstance raises the penalty."""
    for plain, raised in _pairs(law):
        lower = (raised.minimum_years or 0) < (plain.minimum_years or 0)
        if lower or raised.maximum_years < plain.maximum_years:
            yield raised.paragraph, N_("Its penalty is below the ordinary one.")


def check_law_weight(law: Law) -> Found:
    """An article of equal weight punishes a purpose of trafficking; no lesser one does the same."""
    purposes = {fact.id for fact in law.of(Element.PURPOSE)}
    equal = [a for a in law.articles if a.weight is ArticleWeight.EQUAL]
    for article in equal:
        if not purposes.intersection(article.facts):
            yield article.code, N_("It names no purpose of trafficking to which it applies.")
    for article in law.articles:
        if article.weight is ArticleWeight.TRAFFICKING and article.facts:
            yield article.code, N_("The elements alone show trafficking, not single facts.")
        if article.weight is ArticleWeight.LESSER and any(
            purposes.intersection(article.facts, other.facts) and _overlap(article, other)
            for other in equal
        ):
            yield article.code, N_("An article of equal weight punishes the same purpose.")


def _pairs(law: Law) -> Iterator[tuple[Penalty, Penalty]]:
    """An ordinary penalty and a raised one of the same article and day."""
    for article in law.articles:
        for plain in (p for p in article.penalties if not p.circumstances):
            for raised in (p for p in article.penalties if p.circumstances):
                if _overlap(plain, raised):
                    yield plain, raised


def _overlap(one: Article | Penalty, other: Article | Penalty) -> bool:
    return _first(one) <= _last(other) and _first(other) <= _last(one)


def _first(rule: Article | Penalty) -> date:
    return rule.since or date.min


def _last(rule: Article | Penalty) -> date:
    return rule.until or date.max
