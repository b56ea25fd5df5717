"""What was typed wrongly, field by field."""

from __future__ import annotations

from collections.abc import Mapping

from django.forms import Form

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


class WrongFields(BadValue):
    """A form with wrong fields. `fields`: what is wrong by the name of the control in the page."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(N_("Some fields need a correction."))
        self.fields = fields


def check_form(form: Form) -> None:
    """Raise WrongFields unless the form is valid. Errors of the whole form have the name ""."""
    if form.is_valid():
        return
    raise WrongFields(
        {
            form.add_prefix(name) if name in form.fields else "": " ".join(map(str, errors))
            for name, errors in form.errors.items()
        }
    )
