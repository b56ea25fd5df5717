"""What a list is narrowed to, in words: on paper the controls of its filters are gone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _


def list_chosen(form: forms.Form) -> list[tuple[str, str]]:
    """Label and choice of each filter that is set; of a box that is ticked, `yes`."""
    chosen = []
    for field in form:
        options = {str(code): text for code, text in getattr(field.field, "choices", ())}
        # A list without an empty choice shows its first one.
        value = field.value() or next(iter(options), "")
        if not value:
            continue
        words = _("yes") if isinstance(field.field, forms.BooleanField) else value
        chosen.append((str(field.label), str(options.get(str(value), words))))
    return chosen
