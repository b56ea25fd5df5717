"""Interviews of the demonstration: no person stands behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pydantic import Field

from palermo.actions.interviews._meetings import Meeting
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.record_handover import record_handover
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit
from palermo.cases.handover import DECLINED, Handover
from palermo.cases.interview import InterviewOrigin
from palermo.kernel.strict_model import StrictModel
from palermo.packs.places import find_countries
from palermo.packs.yaml_files import load_yaml
from palermo.procedures.decide import Outcome


class StoryInterview(StrictModel):
    """One interview; it is decided half an hour after it began unless it stays open."""

    procedure: str
    place: str
    hours_ago: int = Field(gt=0)
    answers: dict[str, str] = Field(default_factory=dict)
    decision: Outcome | None = None
    #: An adult who does not wish to talk.
    refused: bool = False
    open: bool = False


class StoryInterviews(StrictModel):
    """`countries/aze/demo/interviews.yaml`."""

    interviews: tuple[StoryInterview, ...]


def hold_interviews(officer: Visit) -> None:
    """Hold the interviews of the story, through the same actions that officers use."""
    path = find_countries() / "aze" / "demo" / "interviews.yaml"
    for told in load_yaml(path, StoryInterviews).interviews:
        _hold(officer, told)


def _hold(officer: Visit, told: StoryInterview) -> None:
    began = officer.now - timedelta(hours=told.hours_ago)
    procedure = officer.pack.procedure(told.procedure, officer.today)
    if told.refused:
        met = Meeting(procedure, told.place, began, InterviewOrigin.WEB, surely_adult=True)
        record_handover(officer, met=met, handover=Handover(DECLINED), observed={})
        return
    number = start_interview(
        officer,
        procedure=procedure,
        place_kind=told.place,
        confirmed=[gate.id for gate in procedure.before],
        at=began,
    )
    answered = answer_interview(officer, interview=number, version=1, given=told.answers)
    if not told.open:
        decide_interview(
            replace(officer, now=began + timedelta(minutes=30)),
            interview=number,
            version=answered.version,
            decision=told.decision,
        )
