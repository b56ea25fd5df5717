"""A procedure in words, as a lawyer or an officer reads it: conditions said, sources shown."""

from __future__ import annotations

from typing import Any

from palermo.conditions.nodes import Always, Node
from palermo.kernel.sources import Certainty, Source
from palermo.packs.pack import Pack
from palermo.procedures.definitions import dimension_condition
from palermo.procedures.shapes import Dimension, Indicator, Procedure, ProcedureDuty, Question


def procedure_text(procedure: Procedure, pack: Pack, language: str) -> dict[str, Any]:
    """All of `procedure` in `language`; the keys are those of the API's `ProcedureOut`."""
    return ProcedureRenderer(procedure, pack, language).all()


class ProcedureRenderer:
    """One procedure and the language in which it is said."""

    def __init__(self, procedure: Procedure, pack: Pack, language: str) -> None:
        self._p = procedure
        self._pack = pack
        self._language = language

    def all(self) -> dict[str, Any]:
        p, language = self._p, self._language
        places = self._pack.speech.places
        return {
            "id": p.id,
            "version": p.version,
            "since": p.since,
            "until": p.until,
            "title": p.title.in_language(language),
            "purpose": p.purpose.in_language(language),
            "kind": p.kind,
            "people": p.people,
            "child_procedure": p.child_procedure,
            "instrument": p.instrument,
            "places": [places[s].in_language(language) for s in p.settings],
            "agencies": [self._pack.agency(a).name.in_language(language) for a in p.agencies],
            "source": source_text(p.source),
            "before": [_part(g.id, g.text.in_language(language), g.source) for g in p.before],
            "never": [_part(g.id, g.text.in_language(language), g.source) for g in p.never],
            "questions": [self._question(q) for q in p.questions],
            "indicators": [self._indicator(i) for i in p.indicators],
            "dimensions": [
                _part(d.id, d.text.in_language(language), d.source, self._rule(d))
                for d in p.dimensions
            ],
            "doubts": [
                _part(i.id, i.text.in_language(language), None, i.doubt.in_language(language))
                for i in p.indicators
                if i.doubt
            ],
            "positive": self._said(p.decision.positive) if p.decision else None,
            "labels": [
                _part(x.id, x.text.in_language(language), x.source, self._said(x.when))
                for x in (p.decision.labels if p.decision else ())
            ],
            "duties": [self._duty(d) for d in p.duties],
        }

    def _said(self, node: Node | None) -> str:
        if node is None or isinstance(node, Always):
            return ""
        return self._pack.speech.say(node, self._p, self._language)

    def _rule(self, dimension: Dimension) -> str:
        """When a dimension is present: a rule over all its signs is named, not spelled out."""
        if dimension.rule == "none":
            return ""
        if isinstance(dimension.rule, str):
            paper = self._pack.speech.paper
            return paper[f"rule_{dimension.rule}"].in_language(self._language)
        return self._said(dimension_condition(dimension, self._p.of_dimension(dimension.id)))

    def _question(self, question: Question) -> dict[str, Any]:
        language = self._language
        bands = {str(age): t.in_language(language) for age, t in question.for_children.items()}
        choices = {c.id: c.text.in_language(language) for c in question.choices}
        more: dict[str, Any] = {"type": question.type, "opening": question.opening}
        more |= {"ask": question.ask.in_language(language)} if question.ask else {}
        more |= {"noted": self._pack.speech.note(question, language)} if question.noted else {}
        more |= {"choices": choices} if choices else {}
        more |= {"for_children": bands} if bands else {}
        more |= {"why": question.why.in_language(language)} if question.why else {}
        more |= {"help": question.help.in_language(language)} if question.help else {}
        limits = {"least": question.least, "most": question.most}
        more |= {name: limit for name, limit in limits.items() if limit is not None}
        text = question.text.in_language(language)
        return _part(question.id, text, None, self._said(question.when), more)

    def _indicator(self, indicator: Indicator) -> dict[str, Any]:
        strength = indicator.strength.value if indicator.strength else None
        more = {"dimension": indicator.dimension, "strength": strength}
        text = indicator.text.in_language(self._language)
        return _part(indicator.id, text, indicator.source, self._said(indicator.when), more)

    def _duty(self, duty: ProcedureDuty) -> dict[str, Any]:
        more = {
            "who": duty.who,
            "who_name": self._pack.role_name(duty.who, self._language),
            "within_hours": duty.within_hours,
            "within": self._pack.speech.deadline(duty.within_hours, self._language),
            "acknowledged": duty.acknowledged,
        }
        text = duty.text.in_language(self._language)
        return _part(duty.id, text, duty.source, self._said(duty.when), more)


def source_text(source: Source) -> dict[str, Any]:
    """A source, and whether somebody looked it up."""
    verified = source.certainty is Certainty.VERIFIED
    return {
        "title": source.title,
        "place": source.place,
        "verified": verified,
        "certainty": source.certainty.value,
    }


def _part(
    name: str, text: str, source: Source | None, when: str = "", more: dict[str, Any] | None = None
) -> dict[str, Any]:
    found: dict[str, Any] = {"id": name, "text": text, "when": when, "more": more or {}}
    return {**found, "source": source_text(source) if source else None}
