"""The course of a procedure in words: what each step and each edge of its graph says."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.conditions.nodes import Always, Node
from palermo.packs.pack import Pack
from palermo.procedures.decide import Outcome
from palermo.procedures.definitions import OUTCOME, Dependencies
from palermo.procedures.flow import (
    FlowEdge,
    FlowStep,
    ForkAnswer,
    ProcedureFlow,
    StepKind,
    build_flow,
)
from palermo.procedures.open_signs import must_know_every_sign
from palermo.procedures.shapes import Procedure
from palermo.saying.procedure_texts import procedure_text


@dataclass(frozen=True, slots=True)
class StepText:
    """What a step says. The last three stand at duties alone; empty where there is none."""

    heading: str
    lines: tuple[str, ...] = ()
    who: str = ""
    deadline: str = ""
    receipt: str = ""

    @property
    def text(self) -> str:
        """Everything in one line, for whoever hears it."""
        parts = (self.heading, *self.lines, self.who, self.deadline, self.receipt)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class FlowWay:
    """With which step the course goes on, and when; an empty `when` is always."""

    when: str
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A step of the course as a line of a numbered list. `ends`: words where it ends there."""

    number: int
    said: StepText
    ways: tuple[FlowWay, ...]
    ends: str


class FlowTexts:
    """One procedure, its graph, and the language in which it is said."""

    def __init__(self, procedure: Procedure, pack: Pack, language: str) -> None:
        self.procedure = procedure
        self.language = language
        self.flow: ProcedureFlow = build_flow(procedure)
        self.text = procedure_text(procedure, pack, language)
        self._pack = pack
        speech = pack.speech
        self._paper = {key: t.in_language(language) for key, t in speech.paper.items()}
        self._flow = {key: t.in_language(language) for key, t in speech.flow.items()}
        self._heads = {key: t.in_language(language) for key, t in speech.headings.items()}
        self.number = {q.id: n for n, q in enumerate(procedure.questions, 1)}
        text = self.text
        self._texts_of = {
            kind: {part.id: part.text for part in parts}
            for kind, parts in (
                ("before", text.before),
                ("never", text.never),
                ("questions", text.questions),
                ("dimensions", text.dimensions),
                ("labels", text.labels),
            )
        }
        self._duties = {duty.id: duty for duty in text.duties}

    def step(self, step: FlowStep) -> StepText:
        """What a step says."""
        flow_words, paper = self._flow, self._paper
        match step.kind:
            case StepKind.START:
                whom = f"{paper['for_whom']}: {paper[self.text.people]}"
                return StepText(flow_words["start"], (whom,))
            case StepKind.CHILD:
                return StepText(flow_words["child"].format(procedure=self._title(step.about)))
            case StepKind.GATES:
                return StepText(paper["before"], self._texts("before", step))
            case StepKind.NEVER:
                return StepText(paper["never"], self._texts("never", step))
            case StepKind.RELEVANCE_FORK:
                (edge,) = (e for e in self.flow.after(step) if e.way is ForkAnswer.YES)
                return StepText(self.only_if(edge.when))
            case StepKind.QUESTIONS:
                return self._questions(step)
            case StepKind.DECISION:
                rule = self._pack.speech.outcome_rule(self.procedure)
                return StepText(rule.in_language(self.language), tuple(self._decision()))
            case StepKind.OUTCOME:
                outcome = self._pack.speech.outcomes_of(self.procedure)[step.about]
                lines = (*self._texts("labels", step), *self._not_complete(step))
                return StepText(outcome.in_language(self.language), lines)
            case StepKind.FOLLOWS:
                return StepText(paper["duties"])
            case StepKind.DUTY:
                return self._duty(step)
        return StepText(flow_words[_FIXED[step.kind]])

    def way(self, edge: FlowEdge) -> str:
        """The answer on which an edge is taken; empty where the step before asks nothing."""
        if edge.way is ForkAnswer.OTHERWISE:
            return self._flow["otherwise"]
        answers = self._pack.speech.answers
        return answers[edge.way.value].in_language(self.language) if edge.way else ""

    def only_if(self, node: Node) -> str:
        """A condition in words; empty where it always holds."""
        if isinstance(node, Always):
            return ""
        said = self._pack.speech.say(node, self.procedure, self.language)
        return f"{self._paper['only_if']}: {said}"

    def steps(self) -> list[FlowLine]:
        """The course as a numbered list: each step, and with which steps it goes on and when."""
        number = {step.id: n for n, step in enumerate(self.flow.steps, 1)}
        return [
            FlowLine(
                number=number[step.id],
                said=self.step(step),
                ways=tuple(
                    FlowWay(self._when(e), number[e.end], self._go_on(e, number))
                    for e in self.flow.after(step)
                ),
                ends="" if self.flow.after(step) else self._flow["ends"],
            )
            for step in self.flow.steps
        ]

    def aloud(self) -> str:
        """The whole course in words, for whoever does not see the picture."""
        lines = []
        for step in self.steps():
            ways = (f"{w.when}: {w.words}" if w.when else w.words for w in step.ways)
            lines.append(f"{step.number}. {step.said.text} → {'; '.join(ways)}{step.ends}")
        return "\n".join(lines)

    def _go_on(self, edge: FlowEdge, number: dict[str, int]) -> str:
        return self._flow["go_on"].format(number=number[edge.end])

    def _when(self, edge: FlowEdge) -> str:
        return self.way(edge) or self.only_if(edge.when)

    def _texts(self, kind: str, step: FlowStep) -> tuple[str, ...]:
        return tuple(self._texts_of[kind][name] for name in step.names)

    def _title(self, procedure_id: str) -> str:
        return self._pack.procedures.versions_of(procedure_id)[-1].title.in_language(self.language)

    def _not_complete(self, step: FlowStep) -> tuple[str, ...]:
        """When the result that this outcome denies is not denied after all."""
        denies = step.about == Outcome.NEGATIVE and must_know_every_sign(self.procedure)
        return (self._flow["not_complete"],) if denies else ()

    def _questions(self, step: FlowStep) -> StepText:
        first, last = self.number[step.names[0]], self.number[step.names[-1]]
        shape = self._flow["question" if first == last else "questions"]
        heading = shape.format(first=first, last=last)
        if step.about:
            return StepText(f"{heading}: {self._texts_of['dimensions'][step.about]}")
        return StepText(heading, self._texts("questions", step))

    def _decision(self) -> list[str]:
        """The rule, then when each group of signs in it is present; equal rules are said once."""
        read = Dependencies(self.procedure).names(OUTCOME)
        by_rule: dict[str, list[str]] = {}
        for dimension in self.text.dimensions:
            if dimension.id in read:
                by_rule.setdefault(dimension.when, []).append(dimension.text)
        rules = [
            f"{'; '.join(names)} - {self._paper['dimension_rule']} {rule}"
            for rule, names in by_rule.items()
        ]
        positive = self.text.positive or ""
        plain = [names[0] for names in by_rule.values()] == [positive]
        said = rules if plain else [positive, *rules]
        return [*said, self._paper["undecided"], self._heads["advice"]]

    def _duty(self, step: FlowStep) -> StepText:
        (duty,) = (self._duties[name] for name in step.names)
        more = duty.more
        return StepText(
            duty.text,
            who=more.who_name,
            deadline=more.within,
            receipt=self._heads["acknowledged"] if more.acknowledged else "",
        )


#: Steps that say the same in every procedure.
_FIXED = {
    StepKind.AGE_FORK: "age",
    StepKind.WILLING_FORK: "willing",
    StepKind.ADULT_FORK: "adult",
    StepKind.NO_IDENTITY: "no_identity",
    StepKind.HAND_OVER: "hand_over",
    StepKind.GATES_FORK: "all_hold",
    StepKind.STOP: "stop",
}
