"""What the facts of a case show, and the law against which they are checked, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from palermo.conditions.condition_phrases import phrase_condition
from palermo.conditions.nodes import Node
from palermo.kernel.answers import Answer, Answers
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_, Message
from palermo.kernel.texts import Text
from palermo.offences.elements import (
    Qualification,
    article_in_force,
    element_condition,
    qualify_facts,
    trafficking_condition,
)
from palermo.offences.shapes import Article, ClosingReason, Element, Fact
from palermo.packs.pack import Pack
from palermo.saying.procedure_texts import SourceText, source_text


@dataclass(frozen=True, slots=True)
class FactText:
    """A fact. One that does not count is kept as information and meets no element."""

    id: str
    text: str
    element: Element | None
    branch: str | None
    counts: bool
    source: SourceText


@dataclass(frozen=True, slots=True)
class ElementRuleText:
    """An element, and when it is met, in words."""

    element: Element
    when: str


@dataclass(frozen=True, slots=True)
class ClosingReasonText:
    """Why a case was closed; the law does not allow a prohibited reason."""

    id: str
    text: str
    prohibited: bool
    source: SourceText


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article in force; `trafficking`: whether it names the whole crime."""

    code: str
    text: str
    trafficking: bool
    since: date | None
    until: date | None
    source: SourceText


@dataclass(frozen=True, slots=True)
class LawText:
    """The law against which cases are checked."""

    facts: tuple[FactText, ...]
    elements: tuple[ElementRuleText, ...]
    trafficking: str
    closing_reasons: tuple[ClosingReasonText, ...]
    articles: tuple[ArticleText, ...]


@dataclass(frozen=True, slots=True)
class CaseFactText:
    """A fact of the case."""

    id: str
    text: str
    branch: str | None


@dataclass(frozen=True, slots=True)
class ElementText:
    """Whether an element is met, by which facts, and which could still meet it."""

    element: Element
    answer: Answer
    met_by: tuple[CaseFactText, ...]
    open: tuple[CaseFactText, ...]


@dataclass(frozen=True, slots=True)
class FlagText:
    """Something a supervisor must look at; `rule` does not change."""

    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class QualificationText:
    """What the facts show. It is not a verdict."""

    trafficking: Answer
    child: Answer
    elements: tuple[ElementText, ...]
    charge: ArticleText | None
    flags: tuple[FlagText, ...]


def qualify_case(
    pack: Pack,
    answers: Answers,
    *,
    charge: str | None,
    reason: str | None,
    on: date,
    language: str,
    translate: Callable[[str], str] = str,
) -> QualificationText:
    """The facts of a case held against the law of a day. Raises NotFound and BadValue.

    `charge` is the code of an article, `reason` the id of a closing reason.
    """
    article = _charged(pack, charge, on) if charge else None
    closed = _reason(pack, reason) if reason else None
    found = qualify_facts(answers, pack.facts, charge=article, reason=closed)
    return qualification_text(found, article, language, translate)


def qualification_text(
    found: Qualification,
    charge: Article | None,
    language: str,
    translate: Callable[[str], str] = str,
) -> QualificationText:
    """The facts of a case, in `language`; its warnings as `translate` says them."""

    def facts(of: Iterable[Fact]) -> tuple[CaseFactText, ...]:
        return tuple(CaseFactText(f.id, f.text.in_language(language), f.branch) for f in of)

    return QualificationText(
        trafficking=found.trafficking,
        child=found.child,
        elements=tuple(
            ElementText(e.element, e.answer, facts(e.met_by), facts(e.open)) for e in found.elements
        ),
        charge=_article(charge, language) if charge else None,
        flags=tuple(
            FlagText(f.rule, _render_message(f.what, language, translate)) for f in found.flags
        ),
    )


def law_text(pack: Pack, on: date, language: str) -> LawText:
    """Facts, elements with their rules in words, closing reasons, and the articles of a day."""
    phrases = {kind: text.in_language(language) for kind, text in pack.speech.conditions.items()}
    texts = {f.id: f.text.in_language(language) for f in pack.facts}

    def words(node: Node) -> str:
        return phrase_condition(
            node, phrases, lambda name: texts[name], lambda _, value: str(value)
        )

    return LawText(
        facts=tuple(_fact(fact, language) for fact in pack.facts),
        elements=tuple(
            ElementRuleText(element, words(element_condition(element, pack.facts)))
            for element in Element
        ),
        trafficking=words(trafficking_condition(pack.facts)),
        closing_reasons=tuple(
            ClosingReasonText(
                r.id, r.text.in_language(language), r.prohibited, source_text(r.source)
            )
            for r in pack.closing_reasons
        ),
        articles=tuple(_article(article, language) for article in articles_in_force(pack, on)),
    )


def articles_in_force(pack: Pack, on: date) -> tuple[Article, ...]:
    """The articles in force on a day."""
    codes = dict.fromkeys(a.code for a in pack.articles)
    found = (article_in_force(pack.articles, code, on) for code in codes)
    return tuple(article for article in found if article)


def _charged(pack: Pack, code: str, on: date) -> Article:
    found = article_in_force(pack.articles, code, on)
    if found is None:
        raise _unknown(code, (a.code for a in articles_in_force(pack, on)))
    return found


def _reason(pack: Pack, name: str) -> ClosingReason:
    found = next((r for r in pack.closing_reasons if r.id == name), None)
    if found is None:
        raise _unknown(name, (r.id for r in pack.closing_reasons))
    return found


def _unknown(name: str, known: Iterable[str]) -> NotFound:
    return NotFound(
        N_("The pack has no {name}."),
        remedy=N_("Available: {known}."),
        name=name[:40],
        known=", ".join(known) or "-",
    )


def _render_message(message: Message, language: str, translate: Callable[[str], str]) -> str:
    """A warning; a text of the pack in it stands in the reader's language too."""
    params = {
        name: value.in_language(language) if isinstance(value, Text) else value
        for name, value in message.params.items()
    }
    return Message(message.template, params).say(translate)


def _fact(fact: Fact, language: str) -> FactText:
    return FactText(
        id=fact.id,
        text=fact.text.in_language(language),
        element=fact.element,
        branch=fact.branch,
        counts=fact.counts,
        source=source_text(fact.source),
    )


def _article(article: Article, language: str) -> ArticleText:
    return ArticleText(
        code=article.code,
        text=article.text.in_language(language),
        trafficking=article.trafficking,
        since=article.since,
        until=article.until,
        source=source_text(article.source),
    )
