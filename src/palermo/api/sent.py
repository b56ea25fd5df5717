"""What all bodies and numbers that programs send have in common."""

from __future__ import annotations

from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field, WithJsonSchema


class SentBody(Schema):
    """A body, or a part of one. A name that it does not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


#: The number of a row, as databases count them.
RowNumber = Annotated[int, Field(ge=1, le=2**63 - 1)]
#: The version of a row as the caller saw it.
RowVersion = Annotated[int, Field(ge=0, le=2**31 - 1)]
#: The year of an edition, or any other.
Year = Annotated[int, Field(ge=1, le=9999)]
#: The same in a form, where it may be left out; a form has no null.
FormYear = Annotated[
    Year | None, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 9999})
]
#: The three letters of a country in a form, or nothing. Another text is refused in the words of
#: all doors.
FormCountry = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^([A-Za-z]{3})?$"})]
