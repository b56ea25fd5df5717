"""Words with which procedures speak, as pack data (`phrases/procedures.yaml`)."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from palermo.conditions.nodes import Node
from palermo.conditions.words import PHRASES, say
from palermo.kernel.texts import Text
from palermo.procedures.shapes import Procedure, Question, Shape


class Speech(Shape):
    """Outcomes, answers, strengths, headings, and a phrase for each kind of condition."""

    outcomes: dict[str, Text]
    answers: dict[str, Text]
    strengths: dict[str, Text]
    headings: dict[str, Text]
    conditions: dict[str, Text]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = set(PHRASES) - set(self.conditions)
        if missing:
            raise ValueError(f"conditions without a phrase: {', '.join(sorted(missing))}")
        for kind, text in self.conditions.items():
            for language, phrase in text.root.items():
                lost = [f"{{{n}}}" for n in PHRASES.get(kind, ()) if f"{{{n}}}" not in phrase]
                if lost:
                    raise ValueError(f"conditions.{kind} in {language} lacks {', '.join(lost)}")
        return self

    def note(self, question: Question, language: str) -> str:
        """What the officer must know beside the words, as what is recorded."""
        if question.noted or question.opening:
            return self.headings["noted" if question.noted else "opening"].in_language(language)
        if question.ask is None:
            return ""
        recorded = self.headings["recorded"].in_language(language)
        return recorded.format(text=question.text.in_language(language))

    def say(self, node: Node, procedure: Procedure, language: str) -> str:
        """A condition of `procedure` in words."""
        phrases = {kind: text.in_language(language) for kind, text in self.conditions.items()}
        names = names_of(procedure)

        def name_of(name: str) -> str:
            return names[name].in_language(language) if name in names else name

        def value_of(name: str, value: str | int) -> str:
            question = procedure.question(name)
            choices = question.choices if question else ()
            text = next((c.text for c in choices if c.id == value), None)
            text = text or self.answers.get(str(value))
            return text.in_language(language) if text else str(value)

        return say(node, phrases, name_of, value_of)


def names_of(procedure: Procedure) -> dict[str, Text]:
    """The words of everything that a condition of the procedure can name."""
    return {
        **{q.id: q.text for q in procedure.questions},
        **{i.id: i.text for i in procedure.indicators},
        **{d.id: d.text for d in procedure.dimensions},
    }
