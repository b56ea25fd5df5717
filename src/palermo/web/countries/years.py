"""Two editions side by side, and the checklist of the statute."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from palermo.actions.countries.record_checklist_evidence import record_checklist_evidence
from palermo.actions.visit import Visit
from palermo.kernel.errors import BadValue, PalermoError
from palermo.kernel.messages import N_
from palermo.ledger.checklist.queries import written_evidence
from palermo.ledger.checklist.states import build_checklist
from palermo.ledger.narratives.queries import accepted_editions
from palermo.ledger.narratives.readings import list_findings
from palermo.tables.comparison import compare_editions
from palermo.web.guard import page
from palermo.web.language import country_label
from palermo.web.recommendations.forms import EvidenceForItemForm
from palermo.web.whole_numbers import parse_whole_number


@page("view_public")
def compare(request: HttpRequest, visit: Visit, iso3: str) -> HttpResponse:
    """What changed from one accepted edition to another; the two latest when none are chosen."""
    editions = accepted_editions(iso3)
    earlier, later = _chosen(request, editions)
    compared = compare_editions(iso3, earlier, later, visit.pack) if earlier and later else None
    shown = {
        "section": "countries",
        "iso3": iso3,
        "name": country_label(visit, iso3),
        "editions": editions,
        "earlier": earlier,
        "later": later,
        "comparison": compared,
    }
    return render(request, "web/countries/compare.html", shown)


def _chosen(request: HttpRequest, editions: tuple[int, ...]) -> tuple[int | None, int | None]:
    asked = [parse_whole_number(request.GET.get(name, "")) for name in ("from", "to")]
    numbers = [number for number in asked if number is not None]
    if len(numbers) == len(asked):
        earlier, later = sorted(numbers)
        if earlier == later or {earlier, later} - set(editions):
            raise BadValue(
                N_("This needs two different editions with an accepted narrative."),
                where=f"{earlier}, {later}",
                remedy=N_("Choose two from the list."),
            )
        return earlier, later
    return (editions[-2], editions[-1]) if len(editions) > 1 else (None, None)


@page("view_ledger")
def checklist(request: HttpRequest, visit: Visit, iso3: str, edition: int) -> HttpResponse:
    """Every item of the statute with its evidence and state; never a tier."""
    pack = visit.pack
    form = EvidenceForItemForm(request.POST or None, items=[i.id for i in pack.checklist])
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            record_checklist_evidence(
                visit,
                country=iso3,
                edition=edition,
                item=values["item"],
                speaks_for=values["speaks_for"] == "yes",
                text=values["text"],
                source=values["source"],
                verified=values["verified"],
            )
        except PalermoError as error:
            form.add_error(None, error.say(_))
        else:
            messages.success(request, _("The evidence was saved."))
            return redirect("checklist", iso3, edition)
    themes = {item.id: item.themes for item in pack.checklist}
    states = build_checklist(themes, list_findings(iso3, edition), written_evidence(iso3, edition))
    rows = list(zip(pack.checklist, states, strict=True))
    shown = {
        "section": "countries",
        "iso3": iso3,
        "name": country_label(visit, iso3),
        "edition": edition,
        "editions": accepted_editions(iso3),
        "rows": rows,
        "with_verified": sum(any(e.verified for e in s.evidence) for _i, s in rows),
        "form": form,
    }
    return render(request, "web/countries/checklist.html", shown)
