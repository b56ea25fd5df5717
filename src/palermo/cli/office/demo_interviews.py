"""Interviews of the demonstration: no person stands behind them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from pydantic import Field

from palermo.accounts.people import Actor
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.start_interview import start_interview
from palermo.kernel.strict_model import StrictModel
from palermo.packs.pack import Pack
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
    refused: bool = False
    open: bool = False


class StoryInterviews(StrictModel):
    """`countries/aze/demo/interviews.yaml`."""

    interviews: tuple[StoryInterview, ...]


def hold_interviews(officer: Actor, pack: Pack) -> None:
    """Hold the interviews of the story, through the same actions that officers use."""
    path = find_countries() / "aze" / "demo" / "interviews.yaml"
    for told in load_yaml(path, StoryInterviews).interviews:
        _hold(officer, told, pack)


def _hold(officer: Actor, told: StoryInterview, pack: Pack) -> None:
    began = timezone.now() - timedelta(hours=told.hours_ago)
    procedure = pack.procedure(told.procedure, timezone.localdate())
    number = start_interview(
        officer,
        procedure=procedure,
        place_kind=told.place,
        confirmed=[gate.id for gate in procedure.before],
        at=began,
        pack=pack,
        refused=told.refused,
    )
    if told.refused:
        return
    version = answer_interview(officer, interview=number, version=1, given=told.answers, pack=pack)
    if not told.open:
        decide_interview(
            officer,
            interview=number,
            version=version,
            at=began + timedelta(minutes=30),
            pack=pack,
            decision=told.decision,
        )
