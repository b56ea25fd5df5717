"""The language of a page. Views take it from their Visit; only filters of templates ask here."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import get_language

from palermo.actions.visit import Visit
from palermo.kernel.errors import PalermoError


def page_language() -> str:
    """The language of the page."""
    return get_language() or "en"


def country_label(visit: Visit, iso3: str) -> str:
    """Name of a country in the language of the page."""
    return visit.pack.countries.name_of(iso3, visit.language)


def name_country(visit: Visit, error: PalermoError) -> None:
    """Let an error that names a country by its code name it by its name, also as its place."""
    code = str(error.what.params.get("country", ""))
    if code not in visit.pack.countries.countries:
        return
    name = country_label(visit, code)
    error.what = replace(error.what, params={**error.what.params, "country": name})
    place, _, rest = error.where.partition(" ")
    if place == code:
        error.where = f"{name} {rest}".strip()
