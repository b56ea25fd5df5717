"""The course of a procedure as a graph: steps, and edges that say when each is taken.

It is derived from the procedure and from nothing else, so that picture and rules cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from palermo.conditions.nodes import ALWAYS, Always, Node
from palermo.kernel.answers import Answer
from palermo.procedures.decide import Outcome
from palermo.procedures.following import Given
from palermo.procedures.shapes import Procedure, Question

#: A procedure with more questions than this is shown by groups of questions.
MANY_QUESTIONS = 30


class Kind(StrEnum):
    """What a step is. A fork asks; its edges answer."""

    START = "start"
    AGE_FORK = "age_fork"
    CHILD = "child"
    WILLING_FORK = "willing_fork"
    NO_IDENTITY = "no_identity"
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


FORKS = (Kind.AGE_FORK, Kind.WILLING_FORK, Kind.GATES_FORK, Kind.RELEVANCE_FORK)


class Way(StrEnum):
    """What a fork or the decision was answered where an edge is taken."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Step:
    """A box. `names`: ids of the gates, questions, labels or the duty that it shows.

    `about`: the procedure for children, the outcome, or the dimension of the questions.
    """

    id: str
    kind: Kind
    names: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """From step to step. `way`: the answer of a fork; `when`: a condition of the procedure."""

    start: str
    end: str
    way: Way | None = None
    when: Node = ALWAYS


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps in reading order; the first is the start."""

    steps: tuple[Step, ...]
    edges: tuple[Edge, ...]

    def after(self, step: Step) -> tuple[Edge, ...]:
        """The edges that leave a step."""
        return tuple(e for e in self.edges if e.start == step.id)

    def step(self, step_id: str) -> Step:
        """The step with this id."""
        return next(s for s in self.steps if s.id == step_id)


#: The answer of the decision that makes each outcome, in the order in which they are shown.
OUTCOMES = {
    Outcome.POSITIVE: (Way.YES, Answer.YES),
    Outcome.UNDETERMINED: (Way.UNKNOWN, Answer.UNKNOWN),
    Outcome.NEGATIVE: (Way.NO, Answer.NO),
}


def flow(procedure: Procedure) -> Flow:
    """The graph of `procedure`."""
    return _Drawing(procedure).drawn()


class _Drawing:
    """A graph on its way: steps are appended, and what is open leads to the next one."""

    def __init__(self, procedure: Procedure) -> None:
        self._p = procedure
        self._steps: list[Step] = []
        self._edges: list[Edge] = []
        #: Step and answer of it that lead to the next step of the line.
        self._open: list[tuple[str, Way | None]] = []

    def drawn(self) -> Flow:
        self._line(Kind.START)
        self._who()
        self._before()
        for number, (when, dimension, questions) in enumerate(_groups(self._p), 1):
            self._questions(number, when, dimension, questions)
        if self._p.decision:
            self._outcomes()
        elif self._p.duties:
            self._line(Kind.FOLLOWS)
            for duty in self._p.duties:
                self._duty(duty.id, {Kind.FOLLOWS: duty.when})
        return Flow(tuple(self._steps), tuple(self._edges))

    def _line(self, kind: Kind, names: tuple[str, ...] = (), about: str = "", no: str = "") -> Step:
        """The next step of the line, to which all open ends lead."""
        step = Step(f"{kind}{no}", kind, names, about)
        self._steps.append(step)
        self._edges += [Edge(start, step.id, way) for start, way in self._open]
        self._open = [(step.id, None)]
        return step

    def _fork(self, kind: Kind, leaves: Way, to: Kind, about: str = "") -> None:
        """A question at which one answer leaves the line for good."""
        fork = self._line(kind)
        self._steps.append(Step(to, to, (), about))
        self._edges.append(Edge(fork.id, to, leaves))
        self._open = [(fork.id, Way.NO if leaves is Way.YES else Way.YES)]

    def _who(self) -> None:
        if self._p.child_procedure:
            self._fork(Kind.AGE_FORK, Way.YES, Kind.CHILD, self._p.child_procedure)
        if self._p.people != "children":
            self._fork(Kind.WILLING_FORK, Way.NO, Kind.NO_IDENTITY)

    def _before(self) -> None:
        if self._p.before:
            self._line(Kind.GATES, tuple(g.id for g in self._p.before))
            self._fork(Kind.GATES_FORK, Way.NO, Kind.STOP)
        if self._p.never:
            self._line(Kind.NEVER, tuple(g.id for g in self._p.never))

    def _questions(
        self, number: int, when: Node, dimension: str, questions: tuple[Question, ...]
    ) -> None:
        names = tuple(q.id for q in questions)
        if isinstance(when, Always):
            self._line(Kind.QUESTIONS, names, dimension, f"_{number}")
            return
        fork = self._line(Kind.RELEVANCE_FORK, no=f"_{number}")
        asked = Step(f"{Kind.QUESTIONS}_{number}", Kind.QUESTIONS, names, dimension)
        self._steps.append(asked)
        self._edges.append(Edge(fork.id, asked.id, Way.YES, when))
        self._open = [(fork.id, Way.OTHERWISE), (asked.id, None)]

    def _outcomes(self) -> None:
        decision = self._line(Kind.DECISION)
        labels = self._p.decision.labels if self._p.decision else ()
        given = {o: Given(self._p, answer) for o, (_, answer) in OUTCOMES.items()}
        for outcome, (way, _) in OUTCOMES.items():
            fitting = tuple(x.id for x in labels if given[outcome].rest(x.when) is not None)
            step = Step(f"outcome_{outcome}", Kind.OUTCOME, fitting, outcome)
            self._steps.append(step)
            self._edges.append(Edge(decision.id, step.id, way))
        for duty in self._p.duties:
            rests = {f"outcome_{o}": given[o].rest(duty.when) for o in OUTCOMES}
            self._duty(duty.id, {start: rest for start, rest in rests.items() if rest})

    def _duty(self, name: str, starts: dict[str, Node]) -> None:
        step = Step(f"duty_{name}", Kind.DUTY, (name,))
        self._steps.append(step)
        self._edges += [Edge(start, step.id, None, when) for start, when in starts.items()]


def _groups(procedure: Procedure) -> Iterator[tuple[Node, str, tuple[Question, ...]]]:
    """Questions in order that share relevance and, where there are many, the dimension."""
    dimensions = {i.id: i.dimension for i in procedure.indicators}
    by_dimension = len(procedure.questions) > MANY_QUESTIONS

    def group_of(question: Question) -> tuple[Node, str]:
        return question.when, dimensions.get(question.id, "") if by_dimension else ""

    for (when, dimension), questions in groupby(procedure.questions, group_of):
        yield when, dimension, tuple(questions)
