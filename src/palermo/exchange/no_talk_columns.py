"""Columns about a talk that did not take place: why, who was called, when somebody comes.

As everywhere in an import only coded words are kept: a cell may hold a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from palermo.cases.handover import DECLINED
from palermo.exchange.answer_vocabulary import plain_text
from palermo.exchange.moments import is_moment
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure

NO_TALK, CALLED, EXPECTED, ADULT = "@no_talk", "@called", "@expected_at", "@adult"
#: The names of the columns on our own form.
NO_TALK_COLUMNS: Mapping[str, str] = {
    NO_TALK: "no_talk",
    CALLED: "no_talk_called",
    EXPECTED: "no_talk_expected_at",
    ADULT: "surely_adult",
}


class NoTalkVocabulary:
    """The written forms of these columns for one procedure, in all languages of the pack."""

    def __init__(self, procedure: Procedure, pack: Pack) -> None:
        speech = pack.speech
        self._reasons = _words({DECLINED: speech.paper["declined"]})
        self._reasons |= _words({gate.id: gate.text for gate in procedure.before})
        self._adult = _words({name: speech.answers[name] for name in ("yes", "no", "unknown")})
        self._roles = {
            plain_text(words): role
            for role in speech.called_roles
            for words in (role, *_role_labels(role, pack))
        }

    def reason(self, cell: str) -> str | None:
        """Why the talk did not take place; None for anything else."""
        return self._reasons.get(plain_text(cell))

    def roles(self, cell: str) -> tuple[str, ...] | None:
        """The roles that were called, as a form with several choices writes them.

        Choices are parted by spaces, also where they are words of several parts.
        """
        rest, found = plain_text(cell), []
        while rest := rest.lstrip(" ,;"):
            words = max((w for w in self._roles if _begins(rest, w)), key=len, default="")
            if not words:
                return None
            found.append(self._roles[words])
            rest = rest[len(words) :]
        return tuple(dict.fromkeys(found))

    def adult(self, cell: str) -> str | None:
        """`yes`, `no` or `unknown`; None for anything else."""
        return self._adult.get(plain_text(cell))

    def is_coded(self, target: str, cell: str) -> bool:
        """Whether the cell of such a column is readable, and so may be kept."""
        return self._read(target, cell) is not None

    def _read(self, target: str, cell: str) -> object | None:
        if target == NO_TALK:
            return self.reason(cell)
        if target == CALLED:
            return self.roles(cell)
        return (is_moment(cell) or None) if target == EXPECTED else self.adult(cell)


def _role_labels(role: str, pack: Pack) -> Iterator[str]:
    """A role as forms name it: alone, as earlier ones did, or with its group."""
    group = next(group for group in pack.speech.called_groups if role in group.roles)
    for language in pack.languages:
        name = pack.role_name(role, language)
        yield name
        yield f"{group.text.in_language(language)}: {name}"


def _begins(text: str, words: str) -> bool:
    return re.match(re.escape(words) + r"(?=[ ,;]|$)", text) is not None


def _words(texts: Mapping[str, Text]) -> dict[str, str]:
    return {
        plain_text(words): code
        for code, text in texts.items()
        for words in (code, *text.in_every_language().values())
    }
