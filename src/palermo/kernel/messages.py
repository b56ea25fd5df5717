"""Sentences shown to people: written once in English, translated where they are shown.

A message is a template with named parameters. Rooms mark templates with `N_` and pass the
parameters along; only a front end renders the pair in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from palermo.kernel.codes import LabelledCode


def N_(template: str) -> str:  # noqa: N802 - the name that translation tools look for
    """Mark `template` for translation and return it as it is."""
    return template


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable template and its parameters. Parameters never hold personal data.

    A parameter that is a code with a label is said in words.
    """

    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, translated by `translate` (English if None)."""
        words = {
            name: translate(value.label) if isinstance(value, LabelledCode) else value
            for name, value in self.params.items()
        }
        return translate(self.template).format(**words)

    def __str__(self) -> str:
        return self.say()
