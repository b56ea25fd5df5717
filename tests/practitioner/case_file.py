"""The cases of practitioners as the tests of every door read them, from `cases.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from palermo.cases.handover import TalkCourse
from palermo.kernel.answers import Answers
from palermo.kernel.strict_model import StrictModel
from palermo.packs.load import load_pack
from palermo.packs.pack import Pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.interview_order import relevant_questions
from palermo.procedures.obligations import asks_for_decision
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Procedure, ProcedureDuty

DOORS = ("pure", "page", "paper", "api", "device", "import")
IDS = (*(f"K{n}" for n in range(1, 11)), *(f"A{n}" for n in range(1, 25)))


class Run(StrictModel):
    """One procedure with what is known of the person, and what must follow."""

    procedure: str
    agency: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    values: dict[str, str | int] = Field(default_factory=dict)
    rest: str = ""
    grounds: Outcome | None = None
    label: str = ""
    duties: tuple[str, ...] = ()
    protects: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    never_to: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    stops: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    danger_open: tuple[str, ...] = ("find_danger",)
    at_start: tuple[str, ...] = ()
    child: bool = False
    overrule: str = ""

    @property
    def rules(self) -> Procedure:
        """The newest version."""
        return newest(self.procedure)

    @property
    def answers(self) -> Answers:
        """What is known, as the rules read it; no answer to a question that is not asked."""
        known: dict[str, object] = {q.id: self.rest for q in self._yes_no() if self.rest}
        known |= dict.fromkeys(self.absent, "no") | dict.fromkeys(self.present, "yes") | self.values
        strange = set(known) - {q.id for q in self.rules.questions}
        assert not strange, (self.procedure, strange)
        answers = parse_answers(known.items())
        asked = {q.id for q in relevant_questions(self.rules, answers)}
        return {name: value for name, value in answers.items() if name in asked}

    @property
    def sent(self) -> dict[str, str | int]:
        """The answers as forms and programs send them."""
        return {name: v for name, v in self.answers.items() if isinstance(v, str | int)}

    @property
    def stops_asked(self) -> dict[str, tuple[str, ...]]:
        """What stops a talk that asks question after question: also a danger that is left open."""
        asked = {q.id for q in self.rules.questions} - set(self.sent)
        return ({"danger_now": self.danger_open} if "danger_now" in asked else {}) | self.stops

    @property
    def decision(self) -> Outcome | None:
        """What the officer decides: what is indicated, unless they overrule it."""
        if not asks_for_decision(self.rules):
            return None
        if self.overrule:
            return Outcome.NEGATIVE
        return run_procedure(self.rules, self.answers).indicated or Outcome.UNDETERMINED

    def _yes_no(self) -> list[Any]:
        return [q for q in self.rules.questions if q.type == "yes_no"]


class MeetingWithoutTalk(StrictModel):
    """No question was put: why, and what is due under which procedure."""

    procedure: str
    reason: str
    age: int | None = None
    adult: bool | None = None
    course: TalkCourse
    under: str
    protects: tuple[str, ...] = ()


class ClockedRun(StrictModel):
    """A duty whose time runs from the first sign."""

    procedure: str
    present: tuple[str, ...]
    duty: str
    hours: int


class Case(StrictModel):
    """One case by its id."""

    id: str
    known: str
    runs: tuple[Run, ...] = ()
    meetings: tuple[MeetingWithoutTalk, ...] = ()
    clock: ClockedRun | None = None
    elsewhere: dict[str, str] = Field(default_factory=dict)
    not_at: dict[str, str] = Field(default_factory=dict)


@cache
def read_cases() -> tuple[Case, ...]:
    """All cases, in the order of the file."""
    text = Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8")
    return tuple(Case.model_validate(case) for case in yaml.safe_load(text))


@cache
def pack() -> Pack:
    """The country's pack."""
    return load_pack("aze")


def newest(name: str) -> Procedure:
    """The newest version of a procedure."""
    return pack().procedures.versions_of(name)[-1]


def runs_at(door: str) -> list[tuple[str, Run]]:
    """Names and runs of every case that occurs at a door."""
    return [
        (f"{case.id}-{run.procedure}-{n}", run)
        for case in read_cases()
        for n, run in enumerate(case.runs)
        if door not in case.not_at
    ]


def meetings() -> list[tuple[str, MeetingWithoutTalk]]:
    """Names and meetings of every case."""
    return [
        (f"{case.id}-{met.procedure}-{n}", met)
        for case in read_cases()
        for n, met in enumerate(case.meetings)
    ]


def check_duties(
    run: Run, due: list[ProcedureDuty], taken_over: Sequence[ProcedureDuty] = ()
) -> None:
    """What follows is due, and what must not follow is not.

    `taken_over`: what the procedure for children adds.
    """
    ids = {duty.id for duty in due}
    assert set(run.duties) <= ids, set(run.duties) - ids
    assert not set(run.never) & ids, set(run.never) & ids
    protected = {str(duty.protects) for duty in (*due, *taken_over)}
    assert set(run.protects) <= protected, set(run.protects) - protected
    assert set(run.who) <= {duty.who for duty in due}
    receivers = {role for duty in due for role in duty.to}
    assert set(run.to) <= receivers, set(run.to) - receivers
    reached = receivers | {duty.who for duty in due}
    assert not set(run.never_to) & reached, set(run.never_to) & reached


def forbidden_words(run: Run, language: str) -> list[str]:
    """What no page may say of this person in a language."""
    words = list(run.unsaid) if language == "en" else []
    if run.grounds in (Outcome.POSITIVE, Outcome.UNDETERMINED):
        first = pack().procedures.versions_of("screen-adult-labour")[0]
        labels = first.decision.labels if first.decision else ()
        (rights,) = [label.text for label in labels if label.id == "labour_rights"]
        texts = (rights, pack().speech.outcomes["negative"])
        words += [text.in_language(language) for text in texts]
        if language == "en":
            words += ["breach of labour rights", "does not point to trafficking"]
    return words
