"""The legal act that puts a procedure in force. Without one a procedure is a proposal."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text


class ProcedureStatus(StrEnum):
    """Whether a procedure binds anyone. The words are in `phrases/procedures.yaml`."""

    PROPOSAL = "proposal"
    IN_FORCE = "in_force"


class EnactingAct(StrictModel):
    """An act by its number, its date and the body that issued it.

    `file`: a path within the country's folder of the pack. `link`: an address on the web.
    """

    number: str = Field(min_length=1)
    dated: datetime.date = Field(alias="date")
    body: Text
    file: str | None = None
    link: str | None = Field(default=None, pattern=r"^https://\S+$")
    source: Source

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if not (self.file or self.link):
            raise ValueError("an act has a file or a link, so that it can be read")
        return self
