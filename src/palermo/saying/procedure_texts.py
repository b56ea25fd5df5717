"""A procedure in words, as a lawyer or an officer reads it: conditions said, sources shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from palermo.conditions.nodes import Always, Node
from palermo.kernel.sources import Certainty, Source
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.definitions import dimension_condition
from palermo.procedures.shapes import (
    Dimension,
    Indicator,
    Procedure,
    ProcedureDuty,
    Question,
    Strength,
)
from palermo.saying.lawful_texts import LawfulText, duty_words, lawful_text
from palermo.saying.status_texts import StatusText, status_text


@dataclass(frozen=True, slots=True)
class SourceText:
    """Where a rule comes from, and whether somebody looked it up."""

    title: str
    place: str
    verified: bool
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class PartText:
    """A part of a procedure: what it says, when it holds (in words), where it comes from."""

    id: str
    text: str
    when: str
    source: SourceText | None


@dataclass(frozen=True, slots=True)
class NoDetails:
    """A rule has no details; its JSON has the key all the same."""


@dataclass(frozen=True, slots=True)
class RuleText(PartText):
    """A gate, a prohibition, a dimension, a doubt or a label."""

    more: NoDetails = field(default_factory=NoDetails)


@dataclass(frozen=True, slots=True)
class QuestionDetails:
    """How a question is put, and how it may be answered.

    `noted`: what the officer must know where nobody is asked. `choices`: code to words.
    `for_children`: words for a child, by the first year of age.
    """

    type: str
    opening: bool
    ask: str = ""
    noted: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    for_children: dict[str, str] = field(default_factory=dict)
    why: str = ""
    help: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def limits(self) -> dict[str, str] | None:
        """The least and the most as they are written; None unless both are set."""
        if self.least is None or self.most is None:
            return None
        return {"least": f"{self.least:g}", "most": f"{self.most:g}"}


@dataclass(frozen=True, slots=True)
class QuestionText(PartText):
    """A question; `text` is what is recorded."""

    more: QuestionDetails


@dataclass(frozen=True, slots=True)
class IndicatorDetails:
    """What a sign speaks for, and how much."""

    dimension: str
    strength: Strength | None


@dataclass(frozen=True, slots=True)
class IndicatorText(PartText):
    """A sign of trafficking."""

    more: IndicatorDetails


@dataclass(frozen=True, slots=True)
class DutyDetails:
    """Who acts, until when, to whom it refers, and whether the receipt is confirmed."""

    who: str
    who_name: str
    within_hours: int | None
    within: str
    acknowledged: bool
    to: tuple[str, ...]
    #: On which days it is lawful, where that is in question; else empty.
    lawful: str


@dataclass(frozen=True, slots=True)
class DutyText(PartText):
    """What the officer must do."""

    more: DutyDetails


@dataclass(frozen=True, slots=True)
class ProcedureText:
    """One version of a procedure."""

    id: str
    version: int
    since: date
    until: date | None
    title: str
    purpose: str
    status: StatusText
    lawful: LawfulText | None
    kind: str
    people: str
    child_procedure: str | None
    instrument: str | None
    places: tuple[str, ...]
    agencies: tuple[str, ...]
    source: SourceText
    before: tuple[RuleText, ...]
    never: tuple[RuleText, ...]
    questions: tuple[QuestionText, ...]
    indicators: tuple[IndicatorText, ...]
    dimensions: tuple[RuleText, ...]
    doubts: tuple[RuleText, ...]
    positive: str | None
    labels: tuple[RuleText, ...]
    duties: tuple[DutyText, ...]


def procedure_text(
    procedure: Procedure, pack: Pack, language: str, on: date | None = None
) -> ProcedureText:
    """All of `procedure` in `language`.

    `on`: the day for which it is said what is lawful; None for paper, which is read on other days.
    """
    return ProcedureRenderer(procedure, pack, language, on).all()


class ProcedureRenderer:
    """One procedure and the language in which it is said."""

    def __init__(
        self, procedure: Procedure, pack: Pack, language: str, on: date | None = None
    ) -> None:
        self._on = on
        self._p = procedure
        self._pack = pack
        self._language = language

    def all(self) -> ProcedureText:
        """The whole procedure."""
        p, language = self._p, self._language
        places = self._pack.speech.places
        labels = p.decision.labels if p.decision else ()
        return ProcedureText(
            id=p.id,
            version=p.version,
            since=p.since,
            until=p.until,
            title=p.title.in_language(language),
            purpose=p.purpose.in_language(language),
            status=status_text(p, self._pack, language),
            lawful=lawful_text(p, self._pack, language, self._on),
            kind=p.kind,
            people=p.people,
            child_procedure=p.child_procedure,
            instrument=p.instrument,
            places=tuple(places[s].in_language(language) for s in p.settings),
            agencies=tuple(self._pack.agency(a).name.in_language(language) for a in p.agencies),
            source=source_text(p.source),
            before=tuple(self._rule(g.id, g.text, g.source) for g in p.before),
            never=tuple(self._rule(g.id, g.text, g.source) for g in p.never),
            questions=tuple(self._question(q) for q in p.questions),
            indicators=tuple(self._indicator(i) for i in p.indicators),
            dimensions=tuple(
                self._rule(d.id, d.text, d.source, self._when_present(d)) for d in p.dimensions
            ),
            doubts=tuple(
                self._rule(i.id, i.text, None, i.doubt.in_language(language))
                for i in p.indicators
                if i.doubt
            ),
            positive=self._said(p.decision.positive) if p.decision else None,
            labels=tuple(self._rule(x.id, x.text, x.source, self._said(x.when)) for x in labels),
            duties=tuple(self._duty(d) for d in p.duties),
        )

    def _said(self, node: Node | None) -> str:
        if node is None or isinstance(node, Always):
            return ""
        return self._pack.speech.say(node, self._p, self._language)

    def _rule(self, name: str, text: Text, source: Source | None, when: str = "") -> RuleText:
        shown = source_text(source) if source else None
        return RuleText(name, text.in_language(self._language), when, shown)

    def _when_present(self, dimension: Dimension) -> str:
        """When a dimension is present: a rule over all its signs is named, not spelled out."""
        if dimension.rule == "none":
            return ""
        if isinstance(dimension.rule, str):
            paper = self._pack.speech.paper
            return paper[f"rule_{dimension.rule}"].in_language(self._language)
        return self._said(dimension_condition(dimension, self._p.of_dimension(dimension.id)))

    def _words(self, text: Text | None) -> str:
        return text.in_language(self._language) if text else ""

    def _question(self, question: Question) -> QuestionText:
        details = QuestionDetails(
            type=question.type,
            opening=question.opening,
            ask=self._words(question.ask),
            noted=self._pack.speech.note(question, self._language) if question.noted else "",
            choices={c.id: self._words(c.text) for c in question.choices},
            for_children={str(age): self._words(t) for age, t in question.for_children.items()},
            why=self._words(question.why),
            help=self._words(question.help),
            least=question.least,
            most=question.most,
        )
        when = self._said(question.when)
        return QuestionText(question.id, self._words(question.text), when, None, details)

    def _indicator(self, indicator: Indicator) -> IndicatorText:
        return IndicatorText(
            id=indicator.id,
            text=self._words(indicator.text),
            when=self._said(indicator.when),
            source=source_text(indicator.source),
            more=IndicatorDetails(indicator.dimension, indicator.strength),
        )

    def _duty(self, duty: ProcedureDuty) -> DutyText:
        words = duty_words(duty, self._pack, self._language, self._on)
        return DutyText(
            id=duty.id,
            text=words.text,
            when=self._said(duty.when),
            source=source_text(duty.source),
            more=DutyDetails(
                who=duty.who,
                who_name=self._pack.role_name(duty.who, self._language),
                within_hours=duty.within_hours,
                within=self._pack.speech.deadline(duty.within_hours, self._language),
                acknowledged=duty.acknowledged,
                to=tuple(
                    self._pack.role_name(role, self._language)
                    for role in (duty.to if duty.refers else ())
                ),
                lawful=words.lawful,
            ),
        )


def source_text(source: Source) -> SourceText:
    """A source, and whether somebody looked it up."""
    verified = source.certainty is Certainty.VERIFIED
    return SourceText(source.title, source.place, verified, source.certainty)
