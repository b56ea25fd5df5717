"""Two editions side by side, and the checklist of the statute."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.actions.countries.file_finding import file_finding
from palermo.actions.countries.file_penalty import file_penalty
from palermo.actions.countries.record_checklist_evidence import record_checklist_evidence
from palermo.actions.countries.verify_checklist_evidence import verify_checklist_evidence
from palermo.actions.visit import Visit
from palermo.cases.checklist import EvidenceKind, count_coverage
from palermo.kernel.errors import BadValue, PalermoError
from palermo.kernel.messages import N_
from palermo.ledger.checklist.queries import read_checklist
from palermo.ledger.narratives.queries import accepted_editions, accepted_narrative
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
        "compared": [accepted_narrative(iso3, e) for e in (earlier, later) if e],
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
                kind=EvidenceKind(values["kind"]),
                provision=values["provision"],
                read_at_source=values["read_at_source"],
            )
        except PalermoError as error:
            form.add_error(None, error.say(_))
        else:
            messages.success(request, _("The evidence was saved."))
            return redirect("checklist", iso3, edition)
    states = read_checklist(pack.checklist_rules, iso3, edition)
    rows = list(zip(pack.checklist, states, strict=True))
    shown = {
        "section": "countries",
        "iso3": iso3,
        "name": country_label(visit, iso3),
        "edition": edition,
        "editions": accepted_editions(iso3),
        "rows": rows,
        "coverage": count_coverage(states),
        "form": form,
        "query": urlencode({"country": iso3, "edition": edition}),
    }
    return render(request, "web/countries/checklist.html", shown)


@page("file_finding")
def file_proposal(request: HttpRequest, visit: Visit, iso3: str, edition: int) -> HttpResponse:
    """File a finding under an item that its theme proposes."""
    item = request.POST.get("item", "")
    if request.method == "POST":
        finding = parse_whole_number(request.POST.get("finding", "")) or 0
        file_finding(visit, country=iso3, edition=edition, item=item, finding=finding)
        messages.success(request, _("The finding was filed. A second person can verify it."))
    return redirect(_item_address(iso3, edition, item))


@page("file_penalty")
def file_proposed_penalty(
    request: HttpRequest, visit: Visit, iso3: str, edition: int
) -> HttpResponse:
    """File a penalty of the law under an item that judges penalties."""
    item = request.POST.get("item", "")
    if request.method == "POST":
        paragraph = request.POST.get("paragraph", "")
        file_penalty(visit, country=iso3, edition=edition, item=item, paragraph=paragraph)
        messages.success(request, _("The penalty was filed. A second person can verify it."))
    return redirect(_item_address(iso3, edition, item))


@page("verify_checklist_evidence")
def verify_evidence_of_item(
    request: HttpRequest, visit: Visit, iso3: str, edition: int, evidence_id: int
) -> HttpResponse:
    """Verify evidence that another person filed."""
    if request.method == "POST":
        verify_checklist_evidence(visit, country=iso3, edition=edition, evidence_id=evidence_id)
        messages.success(request, _("The evidence was verified."))
    return redirect(_item_address(iso3, edition, request.POST.get("item", "")))


def _item_address(iso3: str, edition: int, item: str) -> str:
    return f"{reverse('checklist', args=[iso3, edition])}#{item if item.isascii() else ''}"
