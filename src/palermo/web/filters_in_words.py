"""What a list is narrowed to, in words: on paper the controls of its filters are gone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _


def list_chosen(form: forms.Form) -> list[tuple[str, str]]:
    """Label and choice of each filter that is set; of a box that is ticked, `yes`."""
    chosen = []
    for field in form:
        value = field.value()
        if not value:
            continue
        options = dict(getattr(field.field, "choices", ()))
        words = _("yes") if isinstance(field.field, forms.BooleanField) else value
        by_text = {str(code): text for code, text in options.items()}
        chosen.append((str(field.label), str(by_text.get(str(value), words))))
    return chosen
