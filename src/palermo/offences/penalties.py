"""Which penalty paragraph the facts point to. It is not a forecast of a sentence.

Circumstances raise the penalty of a crime whose elements are met by other facts: a crossed border
aggravates and is never an element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import AnyOf, Equals
from palermo.kernel.answers import Answer, Answers
from palermo.kernel.messages import N_, Message
from palermo.offences.charges import (
    Charge,
    is_in_force,
    is_paragraph_of,
    list_articles_in_force,
)
from palermo.offences.flags import Flag
from palermo.offences.shapes import Article, ArticleWeight, Circumstance, Penalty


@dataclass(frozen=True, slots=True)
class PenaltyFinding:
    """A paragraph that applies (`yes`), or would apply if a fact not yet known is shown."""

    article: Article
    penalty: Penalty
    answer: Answer
    met: tuple[Circumstance, ...]
    open: tuple[Circumstance, ...]


@dataclass(frozen=True, slots=True)
class PenaltyFindings:
    """`not_in_pack`: articles that the facts point to, whose penalties the pack does not have."""

    paragraphs: tuple[PenaltyFinding, ...]
    not_in_pack: tuple[Article, ...]


def find_penalties(
    trafficking: Answer, answers: Answers, articles: Sequence[Article], on: date
) -> PenaltyFindings:
    """The penalties, of the day `on`, of the articles to which the facts point.

    `trafficking`: by its elements. Only what is known counts: an unknown age raises no penalty.
    """
    paragraphs: list[PenaltyFinding] = []
    missing = []
    for article in list_articles_in_force(articles, on):
        if points_to(article, trafficking, answers) is not Answer.YES:
            continue
        penalties = list_penalties_in_force(article, on)
        paragraphs += _find_paragraphs(article, penalties, answers)
        if not penalties:
            missing.append(article)
    return PenaltyFindings(tuple(paragraphs), tuple(missing))


def points_to(article: Article, trafficking: Answer, answers: Answers) -> Answer:
    """Whether the facts point to an article. One without facts of its own is never pointed to."""
    if article.weight is ArticleWeight.TRAFFICKING:
        return trafficking
    return _any_of(article.facts, answers)


def flag_lower_paragraph(charge: Charge, found: PenaltyFindings) -> Iterator[Flag]:
    """A charge by the ordinary paragraph, where the facts point to one with a higher penalty."""
    for one in found.paragraphs:
        raised = one.penalty.paragraph
        if one.article != charge.article or one.answer is not Answer.YES or not one.met:
            continue
        if any(
            is_paragraph_of(charge.code, p.paragraph)
            for p in list_penalties_in_force(one.article, charge.day)
            if not p.circumstances
        ):
            text = N_("The facts point to article {raised}, not to article {code}.")
            said = Message(text, {"raised": raised, "code": charge.code})
            yield Flag("lower-paragraph", said, source=one.penalty.source)


def list_penalties_in_force(article: Article, on: date) -> tuple[Penalty, ...]:
    """The penalties of an article on a day."""
    return tuple(p for p in article.penalties if is_in_force(p.since, p.until, on))


def list_circumstances(articles: Iterable[Article]) -> frozenset[str]:
    """The facts that raise a penalty of one of the articles."""
    return frozenset(
        fact
        for article in articles
        for penalty in article.penalties
        for circumstance in penalty.circumstances
        for fact in circumstance.facts
    )


def _find_paragraphs(
    article: Article, penalties: Sequence[Penalty], answers: Answers
) -> list[PenaltyFinding]:
    raised = [_find_raised(article, p, answers) for p in penalties if p.circumstances]
    aggravated = any(one.answer is Answer.YES for one in raised)
    plain = [
        PenaltyFinding(article, p, Answer.YES, (), ())
        for p in penalties
        if not p.circumstances and not aggravated
    ]
    return [*plain, *(one for one in raised if one.answer is not Answer.NO)]


def _find_raised(article: Article, penalty: Penalty, answers: Answers) -> PenaltyFinding:
    found = {c: _any_of(c.facts, answers) for c in penalty.circumstances}
    met = tuple(c for c, answer in found.items() if answer is Answer.YES)
    # Once one circumstance is shown, another changes nothing.
    still = tuple(c for c, answer in found.items() if answer is Answer.UNKNOWN and not met)
    answer = Answer.YES if met else Answer.UNKNOWN if still else Answer.NO
    return PenaltyFinding(article, penalty, answer, met, still)


def _any_of(facts: Sequence[str], answers: Answers) -> Answer:
    return evaluate_condition(AnyOf(tuple(Equals(name, "yes") for name in facts)), answers)
