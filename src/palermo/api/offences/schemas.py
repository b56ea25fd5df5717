"""The facts of a case, as programs send them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from palermo.api.sent import SentBody


class FactsIn(SentBody):
    """The facts of one case. One that is not named is unknown.

    `charge`: the code of an article or of its paragraph, of the pack or any other.
    """

    facts: dict[str, Literal["yes", "no", "unknown"]] = Field(max_length=500)
    charge: str | None = Field(None, max_length=40)
    closing_reason: str | None = Field(None, max_length=60)
