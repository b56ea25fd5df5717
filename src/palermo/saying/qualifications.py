"""What the facts of a case show, and the law against which they are checked, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from palermo.conditions.condition_phrases import phrase_condition
from palermo.conditions.nodes import Node
from palermo.kernel.answers import Answer, Answers
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_, Message
from palermo.kernel.texts import Text
from palermo.offences.charges import Charge, list_articles_in_force, read_charge
from palermo.offences.elements import (
    Qualification,
    element_condition,
    qualify_facts,
    trafficking_condition,
)
from palermo.offences.flags import Flag, FlagLevel
from palermo.offences.penalties import (
    PenaltyFindings,
    find_penalties,
    flag_lower_paragraph,
    list_circumstances,
    list_penalties_in_force,
)
from palermo.offences.shapes import (
    Article,
    ArticleWeight,
    Circumstance,
    ClosingReason,
    Element,
    Fact,
    Penalty,
)
from palermo.packs.pack import Pack
from palermo.saying.procedure_texts import SourceText, source_text


@dataclass(frozen=True, slots=True)
class FactText:
    """A fact. One that does not count is kept as information and meets no element.

    `menace`: a means that is by itself the menace of a penalty. `raises_penalty`: a circumstance.
    """

    id: str
    text: str
    element: Element | None
    branch: str | None
    counts: bool
    menace: bool
    raises_penalty: bool
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
class CaseFactText:
    """A fact of the case."""

    id: str
    text: str
    branch: str | None


@dataclass(frozen=True, slots=True)
class CircumstanceText:
    """What raises a penalty: any of these facts."""

    paragraph: str
    facts: tuple[CaseFactText, ...]
    source: SourceText


@dataclass(frozen=True, slots=True)
class PenaltyText:
    """Years of imprisonment by a paragraph, and the circumstances of which it asks for one."""

    paragraph: str
    minimum_years: int | None
    maximum_years: int
    circumstances: tuple[CircumstanceText, ...]
    since: date | None
    until: date | None
    source: SourceText


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article in force, its weight beside trafficking, and its penalties."""

    code: str
    text: str
    weight: ArticleWeight
    weight_source: SourceText
    penalties: tuple[PenaltyText, ...]
    since: date | None
    until: date | None
    source: SourceText


@dataclass(frozen=True, slots=True)
class ChargeText:
    """The charge; without `article` it is outside the pack, or was not in force on the day."""

    code: str
    in_pack: bool
    article: ArticleText | None


@dataclass(frozen=True, slots=True)
class LawText:
    """The law against which cases are checked."""

    facts: tuple[FactText, ...]
    elements: tuple[ElementRuleText, ...]
    trafficking: str
    closing_reasons: tuple[ClosingReasonText, ...]
    articles: tuple[ArticleText, ...]


@dataclass(frozen=True, slots=True)
class ElementText:
    """Whether an element is met, by which facts, and which could still meet it.

    `needs_none`: no fact meets it so far, and none is needed: of a child no means is asked.
    """

    element: Element
    answer: Answer
    met_by: tuple[CaseFactText, ...]
    open: tuple[CaseFactText, ...]
    needs_none: bool


@dataclass(frozen=True, slots=True)
class FlagText:
    """Something a supervisor must look at; `rule` does not change."""

    rule: str
    level: FlagLevel
    what: str
    source: SourceText | None


@dataclass(frozen=True, slots=True)
class CasePenaltyText:
    """A penalty to which the facts point (`yes`), or would if one of `open` is shown."""

    article: str
    answer: Answer
    penalty: PenaltyText
    met: tuple[CircumstanceText, ...]
    open: tuple[CircumstanceText, ...]


@dataclass(frozen=True, slots=True)
class QualificationText:
    """What the facts show. It is not a verdict.

    `penalties_not_in_pack`: articles that the facts point to, whose penalties are not at hand.
    """

    trafficking: Answer
    child: Answer
    elements: tuple[ElementText, ...]
    charge: ChargeText | None
    flags: tuple[FlagText, ...]
    penalties: tuple[CasePenaltyText, ...]
    penalties_not_in_pack: tuple[str, ...]


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
    """The facts of a case compared with the law of a day. Raises NotFound and BadValue.

    `charge` is the code of an article, of the pack or not; `reason` the id of a closing reason.
    """
    charged = read_charge(charge, pack.articles, on) if charge is not None else None
    closed = _reason(pack, reason) if reason else None
    found = qualify_facts(answers, pack.facts, charge=charged, reason=closed)
    penalties = find_penalties(found.trafficking, answers, pack.articles, on)
    if charged:
        found = replace(found, flags=(*found.flags, *flag_lower_paragraph(charged, penalties)))
    return _CaseRenderer(pack, on, language, translate).render(found, charged, penalties)


def law_text(pack: Pack, on: date, language: str) -> LawText:
    """Facts, elements with their rules in words, closing reasons, and the articles of a day."""
    phrases = {kind: text.in_language(language) for kind, text in pack.speech.conditions.items()}
    law = _LawRenderer(pack, on, language)

    def words(node: Node) -> str:
        return phrase_condition(
            node, phrases, lambda name: law.texts[name], lambda _, value: str(value)
        )

    raising = list_circumstances(articles_in_force(pack, on))
    return LawText(
        facts=tuple(_fact(fact, language, fact.id in raising) for fact in pack.facts),
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
        articles=tuple(law.article(article) for article in articles_in_force(pack, on)),
    )


def articles_in_force(pack: Pack, on: date) -> tuple[Article, ...]:
    """The articles in force on a day."""
    return list_articles_in_force(pack.articles, on)


class _LawRenderer:
    """Articles and penalties of a day, in one language."""

    def __init__(self, pack: Pack, on: date, language: str) -> None:
        self._on = on
        self._language = language
        self._facts = {f.id: f for f in pack.facts}
        self.texts = {f.id: f.text.in_language(language) for f in pack.facts}

    def facts(self, facts: Iterable[Fact]) -> tuple[CaseFactText, ...]:
        return tuple(CaseFactText(f.id, self.texts[f.id], f.branch) for f in facts)

    def article(self, article: Article) -> ArticleText:
        return ArticleText(
            code=article.code,
            text=article.text.in_language(self._language),
            weight=article.weight,
            weight_source=source_text(article.weighed_by),
            penalties=tuple(self.penalty(p) for p in list_penalties_in_force(article, self._on)),
            since=article.since,
            until=article.until,
            source=source_text(article.source),
        )

    def penalty(self, penalty: Penalty) -> PenaltyText:
        return PenaltyText(
            paragraph=penalty.paragraph,
            minimum_years=penalty.minimum_years,
            maximum_years=penalty.maximum_years,
            circumstances=self.circumstances(penalty.circumstances),
            since=penalty.since,
            until=penalty.until,
            source=source_text(penalty.source),
        )

    def circumstances(self, found: Iterable[Circumstance]) -> tuple[CircumstanceText, ...]:
        return tuple(
            CircumstanceText(
                c.paragraph, self.facts(self._facts[f] for f in c.facts), source_text(c.source)
            )
            for c in found
        )


class _CaseRenderer(_LawRenderer):
    """The facts of a case; its warnings as `translate` says them."""

    def __init__(
        self, pack: Pack, on: date, language: str, translate: Callable[[str], str]
    ) -> None:
        super().__init__(pack, on, language)
        self._translate = translate

    def render(
        self, found: Qualification, charge: Charge | None, penalties: PenaltyFindings
    ) -> QualificationText:
        return QualificationText(
            trafficking=found.trafficking,
            child=found.child,
            elements=tuple(
                ElementText(
                    e.element,
                    e.answer,
                    self.facts(e.met_by),
                    self.facts(e.open),
                    needs_none=e.element is Element.MEANS
                    and e.answer is not Answer.YES
                    and found.child is Answer.YES,
                )
                for e in found.elements
            ),
            charge=self._charge(charge) if charge else None,
            flags=tuple(self._flag(f) for f in found.flags),
            penalties=tuple(
                CasePenaltyText(
                    article=one.article.code,
                    answer=one.answer,
                    penalty=self.penalty(one.penalty),
                    met=self.circumstances(one.met),
                    open=self.circumstances(one.open),
                )
                for one in penalties.paragraphs
            ),
            penalties_not_in_pack=tuple(a.code for a in penalties.not_in_pack),
        )

    def _charge(self, charge: Charge) -> ChargeText:
        article = self.article(charge.article) if charge.article else None
        return ChargeText(charge.code, charge.in_pack, article)

    def _flag(self, flag: Flag) -> FlagText:
        """A warning; a text of the pack in it is in the reader's language, too."""
        params = {
            name: value.in_language(self._language) if isinstance(value, Text) else value
            for name, value in flag.what.params.items()
        }
        return FlagText(
            flag.rule,
            flag.level,
            Message(flag.what.template, params).say(self._translate),
            source_text(flag.source) if flag.source else None,
        )


def _reason(pack: Pack, name: str) -> ClosingReason:
    found = next((r for r in pack.closing_reasons if r.id == name), None)
    if found is None:
        raise NotFound(
            N_("The pack has no {name}."),
            remedy=N_("Available: {known}."),
            name=name[:40],
            known=", ".join(r.id for r in pack.closing_reasons) or "-",
        )
    return found


def _fact(fact: Fact, language: str, raises_penalty: bool) -> FactText:
    return FactText(
        id=fact.id,
        text=fact.text.in_language(language),
        element=fact.element,
        branch=fact.branch,
        counts=fact.counts,
        menace=fact.menace,
        raises_penalty=raises_penalty,
        source=source_text(fact.source),
    )
