"""Where a fact comes from, and whether the source was checked."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Certainty(StrEnum):
    """Only a verified fact may be stated without a mark."""

    VERIFIED = "verified"
    DERIVED = "derived"
    UNVERIFIED = "unverified"


def shown_certainty(certainty: Certainty, *, adopts: bool) -> Certainty | None:
    """What a reader is told about the source of a rule; None: the source alone.

    Who adopts rules must know which sources were checked. An officer, a shelter or an NGO follows
    the rule and can check nothing: they are told only whose it is, Palermo's or the source's.
    Facts (figures, law, evidence) carry their mark for everybody, see decision 27.
    """
    return certainty if adopts or certainty is Certainty.DERIVED else None


class Source(BaseModel):
    """A citation: what to look up, and whether it was looked up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    place: str = ""
    certainty: Certainty = Certainty.UNVERIFIED
