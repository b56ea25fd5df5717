"""Sentences shown to people: written once in English, translated where they are shown.

A message is a template with named parameters. Rooms mark templates with `N_` and pass the
parameters along; only a front end renders the pair in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from palermo.kernel.codes import LabelledCode


def N_(template: str) -> str:  # noqa: N802 - the name that translation tools look for
    """Mark `template` for translation and return it as it is."""
    return template


# Whole dates, because other languages inflect the month.
_DATES = (
    N_("{day} January {year}"),
    N_("{day} February {year}"),
    N_("{day} March {year}"),
    N_("{day} April {year}"),
    N_("{day} May {year}"),
    N_("{day} June {year}"),
    N_("{day} July {year}"),
    N_("{day} August {year}"),
    N_("{day} September {year}"),
    N_("{day} October {year}"),
    N_("{day} November {year}"),
    N_("{day} December {year}"),
)


def spell_date(moment: date, translate: Callable[[str], str] = str) -> str:
    """Write a date with its month in words, such as 1 December 2026; a datetime with its time."""
    words = translate(_DATES[moment.month - 1]).format(day=moment.day, year=moment.year)
    return f"{words}, {moment:%H:%M}" if isinstance(moment, datetime) else words


def _write_value(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, LabelledCode):
        return translate(value.label)
    if isinstance(value, Message):
        return value.say(translate)
    if isinstance(value, tuple):
        return ", ".join(str(_write_value(each, translate)) for each in value)
    return spell_date(value, translate) if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable template and its parameters. Parameters never hold personal data.

    A parameter that is a code with a label, a date or another message is written in words; a tuple
    of them with commas.
    """

    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, translated by `translate` (English if None)."""
        words = {name: _write_value(value, translate) for name, value in self.params.items()}
        return translate(self.template).format(**words)

    def __str__(self) -> str:
        return self.say()
