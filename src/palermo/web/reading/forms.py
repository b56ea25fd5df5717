"""Forms about reading: a new narrative, and correcting one thing that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.actions.visit import Visit
from palermo.kernel.codes import LabelledCode
from palermo.ledger.narratives.items import HeaderItem, item_json
from palermo.ledger.narratives.values import ReviewItem
from palermo.reports import assessment as reading
from palermo.reports.figures.catalogue import FIGURE_MEASURES
from palermo.web.language import country_label


class UploadForm(forms.Form):
    """A file or pasted text; country and year where the text does not say them."""

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("Text, HTML, PDF with text, or DOCX")
    )
    text = forms.CharField(
        label=_("or paste the text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, help_text=_("Only if the text does not say it")
    )
    year = forms.IntegerField(
        label=_("Year of the report"), required=False, min_value=2001, max_value=2100,
        help_text=_("Only if the text does not say it"),
    )  # fmt: skip

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(
            ((code, country_label(visit, code)) for code in visit.pack.countries.countries),
            key=lambda c: c[1],
        )
        self.fields["country"].choices = [("", "–"), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Exactly one of file and text."""
        values = super().clean() or {}
        if bool(values.get("file")) == bool(values.get("text")):
            raise forms.ValidationError(_("Choose a file or paste a text, one of the two."))
        return values


def _label_choices(codes: Iterable[LabelledCode]) -> list[tuple[str, Any]]:
    return [(code.value, _(code.label)) for code in codes]


def _themes(visit: Visit) -> forms.MultipleChoiceField:
    themes = visit.pack.vocabulary.themes.themes
    return forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        choices=[(t.id, t.title.in_language(visit.language)) for t in themes],
        widget=forms.CheckboxSelectMultiple,
    )


def _words_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


def _choice(label: Any, codes: Iterable[LabelledCode], *, needed: bool = True) -> forms.ChoiceField:
    choices = (
        _label_choices(codes)
        if needed
        else [("", _("the text does not say")), *_label_choices(codes)]
    )
    return forms.ChoiceField(label=label, choices=choices, required=needed)


_HEADER_FIELDS: dict[str, Callable[[], forms.Field]] = {
    "tier": lambda: _choice(_("Tier"), reading.Tier, needed=False),
    "placement": lambda: _choice(_("Placement"), reading.Placement, needed=False),
    "overall_efforts": lambda: _choice(_("Overall efforts"), reading.Efforts, needed=False),
    "watch_list_year": lambda: forms.IntegerField(
        label=_("Year on the Watch List"), required=False, min_value=1, max_value=20
    ),
    "source": lambda: forms.CharField(label=_("Source line"), required=False),
}


def _fields(visit: Visit, kind: str, name: str = "") -> dict[str, forms.Field]:
    if kind == "header":
        return {"value": _HEADER_FIELDS[name]()}
    if kind == "recommendation":
        return {"text": _words_field(_("Quote from the text")), "themes": _themes(visit)}
    if kind == "finding":
        return {
            "text": _words_field(_("Quote from the text")),
            "polarity": _choice(_("For or against"), reading.Polarity),
            "direction": _choice(_("Direction"), reading.Direction, needed=False),
            "themes": _themes(visit),
        }
    measures = [(code, _(title)) for code, title in FIGURE_MEASURES.items()]
    return {
        "quote": _words_field(_("Quote from the text")),
        "measure": forms.ChoiceField(label=_("What is counted"), choices=measures),
        "value": forms.FloatField(label=_("Value"), min_value=0),
        "year": forms.IntegerField(label=_("Year of the figure"), min_value=1990, max_value=2100),
        "currency": forms.CharField(label=_("Currency"), required=False, max_length=3),
    }


class ItemForm(forms.Form):
    """One thing that was read; `prefix` keeps the forms of a page apart."""

    item_id = 0

    def __init__(self, visit: Visit, kind: str, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.name = kind, name
        for key, field in _fields(visit, kind, name).items():
            self.fields[key] = field


class AddForm(ItemForm):
    """A new item of a kind."""

    def __init__(self, visit: Visit, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(visit, kind, "", *args, prefix=f"new-{kind}", **kwargs)


def make_item_form(visit: Visit, item: ReviewItem, data: Any = None) -> ItemForm:
    """The form for correcting an item, filled with what it holds now."""
    now = item.current
    name = now.name if isinstance(now, HeaderItem) else ""
    form = ItemForm(visit, item.kind, name, data, initial=item_json(now), prefix=f"i{item.id}")
    form.item_id = item.id
    return form


def read_item_values(form: ItemForm) -> dict[str, Any]:
    """What was typed, as the keys of the reading's JSON."""
    values = dict(form.cleaned_data)
    if form.kind == "header":
        values["name"] = form.name
    return values
