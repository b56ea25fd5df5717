"""Users, the public page, and the log of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from operator import itemgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.people import Entrance
from palermo.accounts.queries import (
    list_locked_names,
    list_users,
    public_page_allowed,
    rights_of_actor,
)
from palermo.accounts.rights import Right, Role, name_right
from palermo.actions.countries.import_register import import_register
from palermo.actions.people.allow_public_page import allow_public_page
from palermo.actions.people.create_user import create_user
from palermo.actions.visit import Visit
from palermo.journal.queries import list_activity
from palermo.kernel.errors import PalermoError
from palermo.ledger.narratives.queries import name_narratives
from palermo.saying.record_texts import logged_record
from palermo.web.guard import page
from palermo.web.language import country_label
from palermo.web.paging import fetch_page
from palermo.web.people.forms import NewUserForm
from palermo.web.whole_numbers import parse_whole_number


@page("manage_installation")
def administration(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All users, a form for a new one, and whether visitors may read the published side."""
    form = NewUserForm(request.POST or None, agencies=list_agencies(visit))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            create_user(
                visit,
                username=values["username"],
                password=values["password"],
                role=Role(values["role"]),
                full_name=values["full_name"],
                agency=values["agency"],
            )
        except PalermoError as error:
            form.add_error(None, error.say(_))
        else:
            messages.success(request, _("The account was created."))
            return redirect("administration")
    shown = {"form": form, "users": list_users()}
    shown["locked"] = list_locked_names(visit.now)
    shown["public_page"] = public_page_allowed()
    return render(request, "web/people/administration.html", shown)


@page("allow_public_page")
def public_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Open or close the published side for visitors."""
    if request.method == "POST":
        allow_public_page(visit, allowed=request.POST.get("allowed") == "yes")
        messages.success(request, _("The choice was saved."))
    return redirect("administration")


@page("view_activity")
def activity(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who did what, newest first, refusals included."""
    asked = {key: request.GET.get(key, "") for key in ("act", "username", "target")}
    found = partial(
        list_activity, act=asked["act"], username=asked["username"], target=asked["target"]
    )
    (rows, _total), paging = fetch_page(request, found, itemgetter(1))
    numbers = (
        parse_whole_number(row.target.removeprefix("narrative "))
        for row in rows
        if row.target.startswith("narrative ")
    )
    texts = name_narratives([number for number in numbers if number is not None])
    shown = {
        # The journal keeps codes as text, since it knows neither accounts nor their roles.
        "rows": [
            (row, Role(row.role), Entrance(row.via), *_record(visit, row.target, texts))
            for row in rows
        ],
        "asked": asked,
        "chosen_act": name_right(asked["act"]),
        "acts": sorted(Right, key=lambda right: _(right.label)),
        "paging": paging,
    }
    return render(request, "web/people/activity.html", shown)


def _record(visit: Visit, target: str, texts: Mapping[int, tuple[str, int]]) -> tuple[str, str]:
    """A record in words, and the address of its page if the reader may open it."""
    record = logged_record(target, visit.pack, visit.language)
    if record is None:
        return "", ""
    words = record.words.say(_)
    if record.page and record.page[0] == "review":
        number = parse_whole_number(record.page[1])
        if number is not None and number in texts:
            country, edition = texts[number]
            words = f"{words}: {country_label(visit, country)} {edition}"
    if not record.page:
        return words, ""
    name, *parts = record.page
    try:
        address = reverse(name, args=parts)
    except NoReverseMatch:
        # A refusal names what was asked for, also what cannot be.
        return words, ""
    if getattr(resolve(address).func, "right", "") not in rights_of_actor(visit.actor):
        return words, ""
    return words, f"{address}#{record.place}" if record.place else address


def list_agencies(visit: Visit) -> list[tuple[str, str]]:
    """Code and name of each agency of the pack."""
    return [(a.code, a.name.in_language(visit.language)) for a in visit.pack.agencies]


@page("import_register")
def register(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Import more years of tiers from a CSV file; every wrong line is named."""
    file = request.FILES.get("file")
    if request.method == "POST" and file is not None:
        content = file.read()
        new = import_register(visit, content=content, file_name=file.name or "")
        said = ngettext("{n} new line was imported.", "{n} new lines were imported.", new)
        messages.success(request, said.format(n=new))
        return redirect("home")
    return render(request, "web/countries/register.html", {"section": "countries"})
