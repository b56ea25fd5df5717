"""Questions with few answers, each a row of radio buttons: signs of a case, facts of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.actions.visit import Visit
from palermo.kernel.answers import Answer
from palermo.procedures.decide import DECISIONS
from palermo.procedures.shapes import Procedure

#: The order in which people read them.
_SHOWN = (Answer.YES, Answer.NO, Answer.UNKNOWN)


class YesNoUnknownForm(forms.Form):
    """Yes, no or unknown for each of `asked` (id and words); unknown until answered."""

    def __init__(
        self, visit: Visit, asked: Iterable[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        words = visit.pack.speech.answers
        choices = [(a.value, words[a.value].in_language(visit.language)) for a in _SHOWN]
        self._ids = []
        for name, text in asked:
            self._ids.append(name)
            self.fields[f"asked-{name}"] = forms.ChoiceField(
                label=text,
                choices=choices,
                initial=Answer.UNKNOWN.value,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def rows(self) -> list[forms.BoundField]:
        """The questions in their order."""
        return [self[f"asked-{name}"] for name in self._ids]

    def answers(self) -> dict[str, Answer]:
        """What was chosen; what was left out is unknown."""
        given = {name: self.cleaned_data[f"asked-{name}"] for name in self._ids}
        return {name: Answer(said or Answer.UNKNOWN) for name, said in given.items()}


class PracticeForm(YesNoUnknownForm):
    """The signs of a practice case, and the outcome that the officer comes to."""

    def __init__(self, visit: Visit, procedure: Procedure, *args: Any, **kwargs: Any) -> None:
        signs = [(i.id, i.text.in_language(visit.language)) for i in procedure.indicators]
        super().__init__(visit, signs, *args, **kwargs)
        words = visit.pack.speech.decisions_of(procedure)
        self.fields["outcome"] = forms.ChoiceField(
            label=_("What does the case show?"),
            choices=[(o.value, words[o.value].in_language(visit.language)) for o in DECISIONS],
            widget=forms.RadioSelect,
        )
