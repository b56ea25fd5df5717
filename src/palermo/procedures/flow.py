"""The course of a procedure as a graph: steps, and edges that say when each is taken.

It is derived only from the procedure, so that picture and rules cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from palermo.conditions.nodes import ALWAYS, Always, Node
from palermo.kernel.answers import Answer
from palermo.procedures.decide import Outcome
from palermo.procedures.outcome_implications import OutcomeAssumption
from palermo.procedures.shapes import Procedure, Question

#: A procedure with more questions than this is shown by groups of questions.
MANY_QUESTIONS = 30


class StepKind(StrEnum):
    """The kind of a step. A fork asks; its edges answer."""

    START = "start"
    AGE_FORK = "age_fork"
    CHILD = "child"
    WILLING_FORK = "willing_fork"
    ADULT_FORK = "adult_fork"
    NO_IDENTITY = "no_identity"
    HAND_OVER = "hand_over"
    GATES = "gates"
    GATES_FORK = "gates_fork"
    STOP = "stop"
    NEVER = "never"
    RELEVANCE_FORK = "relevance_fork"
    QUESTIONS = "questions"
    DECISION = "decision"
    OUTCOME = "outcome"
    FOLLOWS = "follows"
    DUTY = "duty"


FORKS = (
    StepKind.AGE_FORK, StepKind.WILLING_FORK, StepKind.ADULT_FORK, StepKind.GATES_FORK,
    StepKind.RELEVANCE_FORK,
)  # fmt: skip


class ForkAnswer(StrEnum):
    """The answer of a fork or the decision for which an edge is taken."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A box. `names`: ids of the gates, questions, labels or the duty in it.

    `about`: the procedure for children, the outcome, or the dimension of the questions.
    """

    id: str
    kind: StepKind
    names: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class FlowEdge:
    """From step to step. `way`: the answer of a fork; `when`: a condition of the procedure."""

    start: str
    end: str
    way: ForkAnswer | None = None
    when: Node = ALWAYS


@dataclass(frozen=True, slots=True)
class ProcedureFlow:
    """Steps in reading order; the first is the start."""

    steps: tuple[FlowStep, ...]
    edges: tuple[FlowEdge, ...]

    def after(self, step: FlowStep) -> tuple[FlowEdge, ...]:
        """The edges that leave a step."""
        return tuple(e for e in self.edges if e.start == step.id)

    def step(self, step_id: str) -> FlowStep:
        """The step with this id."""
        return next(s for s in self.steps if s.id == step_id)


#: The answer of the decision for each outcome, in the order in which they are shown.
OUTCOMES = {
    Outcome.POSITIVE: (ForkAnswer.YES, Answer.YES),
    Outcome.UNDETERMINED: (ForkAnswer.UNKNOWN, Answer.UNKNOWN),
    Outcome.NEGATIVE: (ForkAnswer.NO, Answer.NO),
}


def build_flow(procedure: Procedure) -> ProcedureFlow:
    """The graph of `procedure`."""
    return _Drawing(procedure).drawn()


class _Drawing:
    """A graph under construction: new steps are appended and joined to the open ends."""

    def __init__(self, procedure: Procedure) -> None:
        self._p = procedure
        self._steps: list[FlowStep] = []
        self._edges: list[FlowEdge] = []
        #: Steps, each with its answer, that lead to the next step of the line.
        self._open: list[tuple[str, ForkAnswer | None]] = []

    def drawn(self) -> ProcedureFlow:
        self._line(StepKind.START)
        self._who()
        self._before()
        for number, (when, dimension, questions) in enumerate(_groups(self._p), 1):
            self._questions(number, when, dimension, questions)
        if self._p.decision:
            self._outcomes()
        elif self._p.duties:
            self._line(StepKind.FOLLOWS)
            for duty in self._p.duties:
                self._duty(duty.id, {StepKind.FOLLOWS: duty.when})
        return ProcedureFlow(tuple(self._steps), tuple(self._edges))

    def _line(
        self, kind: StepKind, names: tuple[str, ...] = (), about: str = "", no: str = ""
    ) -> FlowStep:
        """The next step of the line, to which all open ends lead."""
        step = FlowStep(f"{kind}{no}", kind, names, about)
        self._steps.append(step)
        self._edges += [FlowEdge(start, step.id, way) for start, way in self._open]
        self._open = [(step.id, None)]
        return step

    def _fork(self, kind: StepKind, leaves: ForkAnswer, to: StepKind, about: str = "") -> None:
        """A question of which one answer leaves the line for good."""
        fork = self._line(kind)
        self._steps.append(FlowStep(to, to, (), about))
        self._edges.append(FlowEdge(fork.id, to, leaves))
        self._open = [(fork.id, ForkAnswer.NO if leaves is ForkAnswer.YES else ForkAnswer.YES)]

    def _who(self) -> None:
        if self._p.child_procedure:
            self._fork(StepKind.AGE_FORK, ForkAnswer.YES, StepKind.CHILD, self._p.child_procedure)
        if self._p.people == "children":
            self._fork(StepKind.WILLING_FORK, ForkAnswer.NO, StepKind.HAND_OVER)
            return
        # Only who is surely an adult leaves with a code; everybody else is protected as a child.
        self._fork(StepKind.WILLING_FORK, ForkAnswer.NO, StepKind.ADULT_FORK)
        for way, end in (
            (ForkAnswer.YES, StepKind.NO_IDENTITY),
            (ForkAnswer.OTHERWISE, StepKind.HAND_OVER),
        ):
            self._steps.append(FlowStep(end, end))
            self._edges.append(FlowEdge(StepKind.ADULT_FORK, end, way))

    def _before(self) -> None:
        if self._p.before:
            self._line(StepKind.GATES, tuple(g.id for g in self._p.before))
            self._fork(StepKind.GATES_FORK, ForkAnswer.NO, StepKind.STOP)
        if self._p.never:
            self._line(StepKind.NEVER, tuple(g.id for g in self._p.never))

    def _questions(
        self, number: int, when: Node, dimension: str, questions: tuple[Question, ...]
    ) -> None:
        names = tuple(q.id for q in questions)
        if isinstance(when, Always):
            self._line(StepKind.QUESTIONS, names, dimension, f"_{number}")
            return
        fork = self._line(StepKind.RELEVANCE_FORK, no=f"_{number}")
        asked = FlowStep(f"{StepKind.QUESTIONS}_{number}", StepKind.QUESTIONS, names, dimension)
        self._steps.append(asked)
        self._edges.append(FlowEdge(fork.id, asked.id, ForkAnswer.YES, when))
        self._open = [(fork.id, ForkAnswer.OTHERWISE), (asked.id, None)]

    def _outcomes(self) -> None:
        decision = self._line(StepKind.DECISION)
        labels = self._p.decision.labels if self._p.decision else ()
        given = {o: OutcomeAssumption(self._p, answer) for o, (_, answer) in OUTCOMES.items()}
        for outcome, (way, _) in OUTCOMES.items():
            fitting = tuple(x.id for x in labels if given[outcome].rest(x.when) is not None)
            step = FlowStep(f"outcome_{outcome}", StepKind.OUTCOME, fitting, outcome)
            self._steps.append(step)
            self._edges.append(FlowEdge(decision.id, step.id, way))
        for duty in self._p.duties:
            rests = {f"outcome_{o}": given[o].rest(duty.when) for o in OUTCOMES}
            self._duty(duty.id, {start: rest for start, rest in rests.items() if rest})

    def _duty(self, name: str, starts: dict[str, Node]) -> None:
        step = FlowStep(f"duty_{name}", StepKind.DUTY, (name,))
        self._steps.append(step)
        self._edges += [FlowEdge(start, step.id, None, when) for start, when in starts.items()]


def _groups(procedure: Procedure) -> Iterator[tuple[Node, str, tuple[Question, ...]]]:
    """Questions in order that share relevance and, if there are many, the dimension."""
    dimensions = {i.id: i.dimension for i in procedure.indicators}
    by_dimension = len(procedure.questions) > MANY_QUESTIONS

    def group_of(question: Question) -> tuple[Node, str]:
        return question.when, dimensions.get(question.id, "") if by_dimension else ""

    for (when, dimension), questions in groupby(procedure.questions, group_of):
        yield when, dimension, tuple(questions)
