"""The facts of a case, what it was charged as, and why it was closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.actions.visit import Visit
from palermo.kernel.messages import N_
from palermo.offences.shapes import Element, Fact
from palermo.saying.qualifications import articles_in_force
from palermo.web.yes_no_unknown import YesNoUnknownForm

#: Groups of facts in the order of the page; the last holds what meets no element.
GROUPS: Mapping[Element | None, str] = {
    **{element: element.label for element in Element},
    None: N_("For information only; it has no legal weight"),
}


class ElementsForm(YesNoUnknownForm):
    """Yes, no or unknown for each fact, and the charge and closing reason if there are any."""

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        pack, language = visit.pack, visit.language
        self._facts = pack.facts
        asked = [(f.id, f.text.in_language(language)) for f in pack.facts]
        super().__init__(visit, asked, *args, **kwargs)
        articles = [
            (a.code, f"{a.code} {a.text.in_language(language)}")
            for a in articles_in_force(pack, visit.today)
        ]
        reasons = [(r.id, r.text.in_language(language)) for r in pack.closing_reasons]
        for name, label, choices in (
            ("charge", _("Charged under"), articles),
            ("reason", _("Closed or refused because"), reasons),
        ):
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", "–"), *choices], required=False
            )

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each group of facts with its heading."""
        for element, heading in GROUPS.items():
            own = [self[f"asked-{f.id}"] for f in self._facts if _group(f) == element]
            if own:
                yield str(_(heading)), own


def _group(fact: Fact) -> Element | None:
    return fact.element if fact.counts else None
