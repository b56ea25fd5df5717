"""Where a fact comes from, and whether the source was checked."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Certainty(StrEnum):
    """Only a verified fact may be stated without a mark."""

    VERIFIED = "verified"
    DERIVED = "derived"
    UNVERIFIED = "unverified"


class Source(BaseModel):
    """A citation: what to look up, and whether it was looked up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    place: str = ""
    certainty: Certainty = Certainty.UNVERIFIED
