"""A procedure in words, as a lawyer or an officer reads it: conditions said, sources shown."""

from __future__ import annotations

from typing import Any

from palermo.conditions.nodes import Always, Node
from palermo.kernel.sources import Certainty, Source
from palermo.packs.pack import Pack
from palermo.procedures.definitions import rule
from palermo.procedures.shapes import Procedure, Question


def procedure_text(procedure: Procedure, pack: Pack, language: str) -> dict[str, Any]:
    """All of `procedure` in `language`; the keys are those of the API's `ProcedureOut`."""
    speech = pack.speech

    def said(node: Node | None) -> str:
        if node is None or isinstance(node, Always):
            return ""
        return speech.say(node, procedure, language)

    p = procedure
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
        "source": _source(p.source),
        "before": [_part(g.id, g.text.in_language(language), g.source) for g in p.before],
        "never": [_part(g.id, g.text.in_language(language), g.source) for g in p.never],
        "questions": [_question(q, said(q.when), pack, language) for q in p.questions],
        "indicators": [
            _part(i.id, i.text.in_language(language), i.source, said(i.when), _strength(i))
            for i in p.indicators
        ],
        "dimensions": [
            _part(d.id, d.text.in_language(language), d.source, said(rule(d, p.of_dimension(d.id))))
            for d in p.dimensions
        ],
        "positive": said(p.decision.positive) if p.decision else None,
        "duties": [
            _part(
                d.id,
                d.text.in_language(language),
                d.source,
                said(d.when),
                {"who": d.who, "within_hours": d.within_hours, "acknowledged": d.acknowledged},
            )
            for d in p.duties
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    verified = source.certainty is Certainty.VERIFIED
    return {"title": source.title, "place": source.place, "verified": verified}


def _part(
    name: str, text: str, source: Source | None, when: str = "", more: dict[str, Any] | None = None
) -> dict[str, Any]:
    found: dict[str, Any] = {"id": name, "text": text, "when": when, "more": more or {}}
    return {**found, "source": _source(source) if source else None}


def _question(question: Question, when: str, pack: Pack, language: str) -> dict[str, Any]:
    choices = {c.id: c.text.in_language(language) for c in question.choices}
    bands = {str(age): t.in_language(language) for age, t in question.for_children.items()}
    more: dict[str, Any] = {"type": question.type, "opening": question.opening}
    more |= {"ask": question.ask.in_language(language)} if question.ask else {}
    more |= {"noted": pack.speech.note(question, language)} if question.noted else {}
    more |= {"choices": choices} if choices else {}
    more |= {"for_children": bands} if bands else {}
    return _part(question.id, question.text.in_language(language), None, when, more)


def _strength(indicator: Any) -> dict[str, Any]:
    strength = indicator.strength.value if indicator.strength else None
    return {"dimension": indicator.dimension, "strength": strength}
