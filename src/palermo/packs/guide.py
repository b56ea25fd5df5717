"""Which procedure for whom, and what the words mean (`guide.yaml`): for people who look for it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text


class Stage(StrEnum):
    """When a situation comes up, in the order in which the guide shows them."""

    FIRST = "first"
    ADULT = "adult"
    CHILD = "child"
    AFTER = "after"


class Situation(StrictModel):
    """Somebody stands before the officer: who, and the procedures that fit, the best one first."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    stage: Stage
    title: Text
    procedures: tuple[str, ...] = Field(min_length=1)


class GlossaryTerm(StrictModel):
    """A word of the program and what it means."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    term: Text
    meaning: Text


class Guide(StrictModel):
    """`guide.yaml`. `stages`: the heading of each stage."""

    stages: dict[Stage, Text]
    situations: tuple[Situation, ...]
    terms: tuple[GlossaryTerm, ...] = ()

    def of_stage(self, stage: Stage) -> tuple[Situation, ...]:
        """The situations of one stage, in their order."""
        return tuple(one for one in self.situations if one.stage is stage)
