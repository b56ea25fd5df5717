"""The language of a page. Views take it from their Visit; only filters of templates ask here."""

from __future__ import annotations

from django.utils.translation import get_language

from palermo.actions.visit import Visit


def page_language() -> str:
    """The language of the page."""
    return get_language() or "en"


def country_label(visit: Visit, iso3: str) -> str:
    """Name of a country in the language of the page."""
    return visit.pack.countries.name_of(iso3, visit.language)
