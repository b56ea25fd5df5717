"""The one error tree. Every error says what is wrong, where, and what to do next.

PalermoError                 exit  HTTP
├── UnreadableInput            3    422   a file that cannot be read as a document or table
├── NotANarrative              4    422   readable, but not a report of the kind asked for
├── PackProblem                5    500   data of a country pack is wrong (all problems at once)
├── NotAllowed                 6    403   the actor has no right to do this
├── NotFound                   7    404   no such record, country, year or measure
├── Refused                    8    409   the rules or the state of the record forbid the act
├── BadValue                   9    422   a value typed or sent by the user is wrong
│   └── Doubtful               9    422   most likely wrong; taken when sent again as meant
└── NotReady                  10    503   the installation is incomplete (`palermo doctor` tells)

Errors carry ids and field names, never what somebody wrote about a person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from palermo.kernel.field_labels import say_place
from palermo.kernel.messages import N_, Message


class PalermoError(Exception):
    """Root of all errors that Palermo raises on purpose.

    `what` and `remedy` are message templates marked with `N_`; `params` fills both. `where` names
    the file, line, field or record; people read the label of a field, programs its code.
    """

    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500

    def __init__(self, what: str, *, where: str = "", remedy: str = "", **params: object) -> None:
        self.what = Message(what, params)
        self.where = where
        self.remedy = Message(remedy, params)
        super().__init__(self.say())

    def say(self, translate: Callable[[str], str] = str) -> str:
        """One line: `where: what remedy`, in the language of `translate`."""
        sentence = self.say_sentence(translate)
        place = self.say_where(translate)
        return f"{place}: {sentence}" if place else sentence

    def say_sentence(self, translate: Callable[[str], str] = str) -> str:
        """`what remedy`, for a page that shows the place already."""
        return f"{self.what.say(translate)} {self.say_remedy(translate)}".rstrip()

    def say_remedy(self, translate: Callable[[str], str] = str) -> str:
        """What to do next; empty where there is nothing to do."""
        # gettext answers an empty template with the catalogue's header.
        return self.remedy.say(translate) if self.remedy.template else ""

    def say_where(self, translate: Callable[[str], str] = str) -> str:
        """The place in words: a field by its label."""
        return say_place(self.where, translate)


class UnreadableInput(PalermoError):
    """A file that cannot be read: empty, binary, encrypted, too large, damaged."""

    exit_code = 3
    status = 422


class NotANarrative(PalermoError):
    """A readable text that is not a country narrative."""

    exit_code = 4
    status = 422


class PackProblem(PalermoError):
    """Wrong data in a country pack."""

    exit_code = 5
    status = 500


class NotAllowed(PalermoError):
    """The actor has no right to do this."""

    exit_code = 6
    status = 403


class NotFound(PalermoError):
    """No such record, country, year or measure."""

    exit_code = 7
    status = 404


class Refused(PalermoError):
    """The rules, or the state of the record, forbid the act."""

    exit_code = 8
    status = 409


def changed_meanwhile() -> Refused:
    """The refusal for a change to a row that is no longer as the actor, or the action, saw it."""
    return Refused(
        N_("Another user changed this record while you were working."),
        remedy=N_(
            "Open the page again, check the change, and make yours again if it is still needed."
        ),
    )


class BadValue(PalermoError):
    """A value typed or sent by the user is wrong."""

    exit_code = 9
    status = 422


def unstorable_value() -> BadValue:
    """The refusal for a value that no rule refused and the database does."""
    return BadValue(
        N_("One of the values cannot be stored. Nothing was changed."),
        remedy=N_("Check for very long texts, very large numbers and impossible dates."),
    )


class Doubtful(BadValue):
    """A value that is most likely wrong, and may be right: taken when sent again as meant.

    `confirm` is the name of the flag that every door has for it; `question` is what it says.
    """

    def __init__(
        self, what: str, *, confirm: str, question: str, where: str, remedy: str, **params: object
    ) -> None:
        super().__init__(what, where=where, remedy=remedy, **params)
        self.confirm = confirm
        self.question = Message(question, params)


class NotReady(PalermoError):
    """The installation is incomplete; `palermo doctor` names what is missing."""

    exit_code = 10
    status = 503
