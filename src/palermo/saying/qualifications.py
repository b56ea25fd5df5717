"""What the facts of a case carry, and the law it is held against, as JSON in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, get_args

from palermo.conditions.condition_phrases import phrase_condition
from palermo.conditions.nodes import Node
from palermo.kernel.answers import Answers
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
from palermo.saying.procedure_texts import source_text


def qualify_case(
    pack: Pack,
    answers: Answers,
    *,
    charge: str | None,
    reason: str | None,
    on: date,
    language: str,
    translate: Callable[[str], str] = str,
) -> dict[str, Any]:
    """The facts of a case held against the law of a day. Raises NotFound and BadValue.

    `charge` is the code of an article, `reason` the id of a closing reason.
    """
    article = _charged(pack, charge, on) if charge else None
    closed = _reason(pack, reason) if reason else None
    found = qualify_facts(answers, pack.facts, charge=article, reason=closed)
    return qualification_json(found, article, language, translate)


def qualification_json(
    found: Qualification,
    charge: Article | None,
    language: str,
    translate: Callable[[str], str] = str,
) -> dict[str, Any]:
    """One object; its words in `language`, its warnings as `translate` says them."""

    def fact(one: Fact) -> dict[str, Any]:
        return {"id": one.id, "text": one.text.in_language(language), "branch": one.branch}

    return {
        "trafficking": found.trafficking.value,
        "child": found.child.value,
        "elements": [
            {
                "element": e.element,
                "answer": e.answer.value,
                "met_by": [fact(f) for f in e.met_by],
                "open": [fact(f) for f in e.open],
            }
            for e in found.elements
        ],
        "charge": _article(charge, language) if charge else None,
        "flags": [
            {"rule": f.rule, "what": _render_message(f.what, language, translate)}
            for f in found.flags
        ],
    }


def law_json(pack: Pack, on: date, language: str) -> dict[str, Any]:
    """Facts, elements with their rules in words, closing reasons, and the articles of a day."""
    phrases = {kind: text.in_language(language) for kind, text in pack.speech.conditions.items()}
    texts = {f.id: f.text.in_language(language) for f in pack.facts}

    def words(node: Node) -> str:
        return phrase_condition(
            node, phrases, lambda name: texts[name], lambda _, value: str(value)
        )

    return {
        "facts": [_fact(fact, language) for fact in pack.facts],
        "elements": [
            {"element": element, "when": words(element_condition(element, pack.facts))}
            for element in get_args(Element)
        ],
        "trafficking": words(trafficking_condition(pack.facts)),
        "closing_reasons": [
            {
                "id": r.id,
                "text": r.text.in_language(language),
                "prohibited": r.prohibited,
                "source": source_text(r.source),
            }
            for r in pack.closing_reasons
        ],
        "articles": [_article(article, language) for article in articles_in_force(pack, on)],
    }


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


def _fact(fact: Fact, language: str) -> dict[str, Any]:
    return {
        "id": fact.id,
        "text": fact.text.in_language(language),
        "element": fact.element,
        "branch": fact.branch,
        "counts": fact.counts,
        "source": source_text(fact.source),
    }


def _article(article: Article, language: str) -> dict[str, Any]:
    return {
        "code": article.code,
        "text": article.text.in_language(language),
        "trafficking": article.trafficking,
        "since": article.since.isoformat() if article.since else None,
        "until": article.until.isoformat() if article.until else None,
        "source": source_text(article.source),
    }
