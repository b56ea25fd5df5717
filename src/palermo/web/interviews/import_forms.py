"""Forms of the import: the file, and which column is which question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.actions.visit import Visit
from palermo.exchange.answer_vocabulary import UNREADABLE, AnswerVocabulary
from palermo.exchange.headings import (
    AGE,
    FIRST_SIGN,
    KEY,
    LEFT_OUT,
    PLACE,
    REVIEW,
    STARTED,
    UNSURE,
    VERSION,
)
from palermo.exchange.no_talk_columns import ADULT, CALLED, EXPECTED, NO_TALK
from palermo.exchange.submission_mapping import CodedTable, ColumnMapping, SubmissionColumn
from palermo.exchange.submission_rows import count_codes
from palermo.kernel.messages import N_
from palermo.procedures.shapes import Procedure

#: What a column may be besides a question.
META_NAMES = {
    KEY: N_("Id of the submission"),
    STARTED: N_("Time of the interview"),
    FIRST_SIGN: N_("Time of the first sign"),
    AGE: N_("Age in years"),
    PLACE: N_("Kind of place"),
    VERSION: N_("Version of the procedure"),
    REVIEW: N_("State of review in the other tool"),
    NO_TALK: N_("Why the talk did not take place"),
    CALLED: N_("Who was called"),
    EXPECTED: N_("When somebody comes"),
    ADULT: N_("Is the person 18 or older?"),
}
#: So many different answers of a column are counted on the page.
_SHOWN = 8


class FileForm(forms.Form):
    """The file, the version of the procedure that it answers, and words of another form."""

    procedure = forms.ChoiceField(label=_("Procedure of the form"))
    file = forms.FileField(
        label=_("File"), help_text=_("CSV or XLSX as KoboToolbox or ODK Central exports it")
    )
    values = forms.CharField(
        label=_("Answer codes in your form (optional)"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_(
            "Only if your form uses other codes. One per line: 1 = yes. For one column only: "
            "column: 1 = yes"
        ),
    )

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = sorted(visit.pack.procedures.versions, key=lambda p: (p.id, -p.version))
        self.fields["procedure"].choices = [  # type: ignore[attr-defined]
            (f"{p.id}:{p.version}", f"{p.title.in_language(visit.language)} · {p.version}")
            for p in versions
        ]

    def clean_values(self) -> dict[str, dict[str, str]]:
        """The lines as words to codes, by column; `*` is every column."""
        found: dict[str, dict[str, str]] = {}
        for line in self.cleaned_data["values"].splitlines():
            words, equals, code = line.rpartition("=")
            header, _colon, word = words.rpartition(":")
            if line.strip() and not (equals and word.strip() and code.strip()):
                raise forms.ValidationError(gettext("Write each line as: word = code"))
            if line.strip():
                found.setdefault(header.strip() or "*", {})[word.strip()] = code.strip()
        return found


class MappingForm(forms.Form):
    """A field for each column, and what must be told of all interviews of the table."""

    adults = forms.ChoiceField(
        label=_("Persons without an age in the table: were they 18 or older?"),
        choices=[
            ("yes", _("Yes, certain")),
            ("no", _("Not known: continue with the child procedure")),
        ],
        widget=forms.RadioSelect,
    )
    confirmed = forms.MultipleChoiceField(
        label=_("Safety conditions that were met in every interview before the first question"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place_kind = forms.ChoiceField(
        label=_("Kind of place"), help_text=_("Used where no column of the table says it")
    )

    def __init__(
        self, visit: Visit, table: CodedTable, procedure: Procedure, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit
        self.table, self.procedure = table, procedure
        gates = [(gate.id, gate.text.in_language(visit.language)) for gate in procedure.before]
        speech = visit.pack.speech
        places = [(p, speech.place_name(p, visit.language)) for p in procedure.settings]
        self.fields["confirmed"].choices = gates  # type: ignore[attr-defined]
        self.fields["place_kind"].choices = places  # type: ignore[attr-defined]
        if procedure.child_procedure is None:
            del self.fields["adults"]
        if not places:
            del self.fields["place_kind"]
        self._names = {k: gettext(name) for k, name in META_NAMES.items()}
        self._names |= {q.id: q.text.in_language(visit.language) for q in procedure.questions}
        self._words = AnswerVocabulary(procedure, visit.pack, table.values)
        sure = {c.proposed for c in table.columns if _is_sure(c)}
        free = [t for t in self._names if t not in sure]
        # A second column of a question may be another version of it: it must agree with the first.
        self._targets = [*free, *(t for t in self._names if t in sure)]
        for place, column in enumerate(table.columns):
            self.fields[f"column-{place}"] = self._field(column)

    def _field(self, column: SubmissionColumn) -> forms.ChoiceField:
        out = (LEFT_OUT, gettext("Leave it out"))
        target = column.proposed.removeprefix(UNSURE)
        if _is_sure(column):
            choices = [(target, self._names[target]), out]
        else:
            asked = ("", gettext("Please choose"))
            choices = [asked, out, *((t, self._names[t]) for t in self._targets)]
        told = self._told(column, target)
        if column.proposed.startswith(UNSURE):
            perhaps = gettext("Perhaps: {question}").format(question=self._names[target])
            told = f"{perhaps} · {told}"
        return forms.ChoiceField(
            label=column.header,
            choices=choices,
            initial=target if _is_sure(column) else choices[0][0],
            help_text=told,
        )

    def _told(self, column: SubmissionColumn, target: str) -> str:
        """How often each coded answer stands in the column; nothing else of it."""
        if target in self._words.codes:
            told = count_codes(column, self._words, target)
        elif target:
            told = Counter(
                c if c in ("", UNREADABLE) else gettext("filled in") for c in column.cells
            )
        else:
            told = Counter(column.cells)
        words = {"": gettext("empty"), UNREADABLE: gettext("not readable")}
        language, answers = self.visit.language, self.visit.pack.speech.answers
        said = {code: text.in_language(language) for code, text in answers.items()}
        question = self.procedure.question(target)
        codes = question.choices if question else ()
        choices = {c.id: c.text.in_language(language) for c in codes}
        parts = [
            f"{words.get(v) or choices.get(v) or said.get(v, v)}: {n}"
            for v, n in told.most_common(_SHOWN)
        ]
        return " · ".join([*parts, *(["…"] if len(told) > _SHOWN else [])])

    def columns(self, sure: bool) -> list[forms.BoundField]:
        """The fields of the columns that were recognised, or of the others."""
        return [
            self[f"column-{place}"]
            for place, column in enumerate(self.table.columns)
            if _is_sure(column) is sure
        ]

    @property
    def unsure(self) -> list[forms.BoundField]:
        """Columns that a person must look at."""
        return self.columns(sure=False)

    @property
    def sure(self) -> list[forms.BoundField]:
        """Columns that bear the name or the words of a question."""
        return self.columns(sure=True)

    def clean(self) -> dict[str, Any]:
        """None of those columns is missing without which nothing can be kept."""
        values = super().clean() or {}
        targets = {t for k, t in values.items() if k.startswith("column-")}
        missing = [self._names[t] for t in (KEY, STARTED) if t not in targets]
        if missing and not self.errors:
            self._wrong(gettext("No column was chosen for: {names}."), missing)
        return values

    def _wrong(self, sentence: str, names: Iterable[str]) -> None:
        self.add_error(None, sentence.format(names="; ".join(names)))

    def mapping(self) -> ColumnMapping:
        """What was chosen."""
        values = self.cleaned_data
        return ColumnMapping(
            version=self.procedure.version,
            place_kind=values.get("place_kind", ""),
            adults=values.get("adults") == "yes",
            confirmed=tuple(values["confirmed"]),
            columns={
                column.header: values[f"column-{place}"]
                for place, column in enumerate(self.table.columns)
            },
        )


def _is_sure(column: SubmissionColumn) -> bool:
    return bool(column.proposed) and not column.proposed.startswith(UNSURE)
