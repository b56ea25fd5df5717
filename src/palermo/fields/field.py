"""One field of a confidential room: what it is, who may see it, how it is erased and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What a value is. Free text is a kind of its own: it is never coded, counted or exported."""

    CODE = "code"
    CODES = "codes"
    NUMBER = "number"
    YES_NO = "yes_no"
    MOMENT = "moment"
    #: Ids of a pack: procedures, questions, indicators, duties, roles.
    ID = "id"
    IDS = "ids"
    #: Coded values by the id of their question.
    ANSWERS = "answers"
    PERSON_CODE = "person_code"
    USER = "user"
    #: A key, a link to another row, or a counter of versions: it says nothing of a person.
    TECHNICAL = "technical"
    FREE_TEXT = "free_text"


class FieldGroup(StrEnum):
    """What consent and access are asked for, one by one."""

    #: The code that links what is kept of one person.
    PERSON = "person"
    #: Where, when, how and with whom the contact was.
    CONTACT = "contact"
    #: What the person said and the officer saw.
    ANSWERS = "answers"
    #: What was indicated and decided.
    DECISION = "decision"
    #: What must be done for the person, and what was done.
    HELP = "help"
    #: How the record is handled; it says nothing of the person.
    HANDLING = "handling"


class Eraser(StrEnum):
    """What happens to a value when the record of a person is erased."""

    DELETE_ROW = "delete_row"
    CLEAR = "clear"
    #: Replaced by a code that leads to nobody.
    NEW_CODE = "new_code"
    #: It says nothing of the person and stays, so that counts of the past stay right.
    KEEP = "keep"


class Retention(StrEnum):
    """How long a value is kept. The length of a record is for the country's law to say."""

    AS_RECORD = "as_record"
    #: 24 hours at most.
    ONE_DAY = "one_day"
    STATISTICS = "statistics"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the dictionary. `name` is model and column, such as `interview.place_kind`.

    `codes`: all codes of the program itself; empty where they come from a pack. `htcds`, `ictip`:
    the field that means the same in these standards, only where it was looked up and is the same.
    """

    name: str
    kind: FieldKind
    group: FieldGroup
    eraser: Eraser
    retention: Retention
    codes: tuple[str, ...] = ()
    htcds: str = ""
    ictip: str = ""

    def __post_init__(self) -> None:
        if (self.kind is FieldKind.CODE) is not bool(self.codes):
            raise ValueError(f"{self.name}: a code needs its codes, and nothing else has any")
        if self.kind is FieldKind.FREE_TEXT and self.eraser is Eraser.KEEP:
            raise ValueError(f"{self.name}: free text may hold a name and is never kept")

    @property
    def is_countable(self) -> bool:
        """Whether it may become a column of a measure."""
        return self.kind not in (FieldKind.FREE_TEXT, FieldKind.PERSON_CODE, FieldKind.USER)
