"""The facts of a case, what it was charged as, and why it was closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.actions.visit import Visit
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.offences.charges import LONGEST, read_charge
from palermo.offences.penalties import list_circumstances
from palermo.offences.shapes import Article, ArticleWeight, Element, Fact
from palermo.saying.qualifications import articles_in_force
from palermo.web.yes_no_unknown import YesNoUnknownForm

#: Headings of facts that are no element.
CIRCUMSTANCES = N_("Circumstances that may raise the penalty; not an element of trafficking")
INFORMATION = N_("For information only; not an element of trafficking")
#: Headings in the order of the page.
HEADINGS = (*(element.label for element in Element), CIRCUMSTANCES, INFORMATION)


class ElementsForm(YesNoUnknownForm):
    """Yes, no or unknown for each fact, and the charge and closing reason if there are any."""

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        pack, language = visit.pack, visit.language
        self._facts = pack.facts
        self._articles = pack.articles
        self._today = visit.today
        asked = [(f.id, f.text.in_language(language)) for f in pack.facts]
        super().__init__(visit, asked, *args, **kwargs)
        in_force = articles_in_force(pack, visit.today)
        self._raising = list_circumstances(in_force)
        reasons = [(r.id, r.text.in_language(language)) for r in pack.closing_reasons]
        self.fields["charge"] = _choice(_("Charged under"), _by_weight(in_force, language))
        self.fields["other_charge"] = forms.CharField(
            label=_("Another article"),
            help_text=_("Its number, such as 127, or a paragraph, such as 144-1.2."),
            max_length=LONGEST,
            required=False,
        )
        self.fields["reason"] = _choice(_("Closed or refused because"), reasons)

    def clean(self) -> None:
        """One charge at most, from the list or written."""
        written = self.cleaned_data.get("other_charge")
        if written and self.cleaned_data.get("charge"):
            self.add_error(
                "other_charge", _("Choose an article from the list or write another, not both.")
            )
        elif written:
            try:
                read_charge(written, self._articles, self._today)
            except BadValue as error:
                self.add_error("other_charge", error.say(gettext))

    def charge(self) -> str | None:
        """The code of the charge, if there is one."""
        return self.cleaned_data["charge"] or self.cleaned_data["other_charge"] or None

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each group of facts with its heading: elements, circumstances, information."""
        found: dict[str, list[forms.BoundField]] = {heading: [] for heading in HEADINGS}
        for fact in self._facts:
            found[self._heading(fact)].append(self[f"asked-{fact.id}"])
        for heading, own in found.items():
            if own:
                yield gettext(heading), own

    def _heading(self, fact: Fact) -> str:
        if fact.counts and fact.element:
            return fact.element.label
        return CIRCUMSTANCES if fact.id in self._raising else INFORMATION


def _by_weight(
    articles: Iterable[Article], language: str
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Articles for a list, under the name of their weight."""
    found: dict[ArticleWeight, list[tuple[str, str]]] = {}
    for a in sorted(articles, key=lambda one: list(ArticleWeight).index(one.weight)):
        found.setdefault(a.weight, []).append((a.code, f"{a.code} {a.text.in_language(language)}"))
    return [(gettext(weight.label), own) for weight, own in found.items()]


def _choice(label: Any, choices: Iterable[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "–"), *choices], required=False)
