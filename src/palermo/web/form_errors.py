"""What was typed wrongly, in one line."""

from __future__ import annotations

from django.forms import Form


def describe_form_errors(form: Form) -> str:
    """Every wrong field with its label and what is wrong."""
    said = []
    for key, errors in form.errors.items():
        label = form.fields[key].label if key in form.fields else ""
        said.append(
            f"{label}: {' '.join(map(str, errors))}" if label else " ".join(map(str, errors))
        )
    return " ".join(said)
