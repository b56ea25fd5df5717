"""Texts of the pack in the reader's language."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import get_language

from palermo.actions.installation import installed_pack
from palermo.reports.names import CountryNames


class _LocalisedText(Protocol):
    def in_language(self, code: str) -> str:
        """The words in a language."""
        ...


def page_language() -> str:
    """The language of the page."""
    return get_language() or "en"


def localize_text(text: _LocalisedText) -> str:
    """A text of the pack in the language of the page."""
    return text.in_language(page_language())


def country_names() -> CountryNames:
    """Names of all countries."""
    return installed_pack().vocabulary.names


def country_label(iso3: str) -> str:
    """Name of a country in the language of the page."""
    return country_names().name_of(iso3, page_language())
