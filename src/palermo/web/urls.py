"""Addresses of the pages. They are permanent: a page can be cited."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from palermo.web.language_choice import choose_language
from palermo.web.script_catalog import send_script_catalog


class CountryCode:
    """ISO 3166-1 alpha-3 in capitals."""

    regex = "[A-Z]{3}"

    def to_python(self, value: str) -> str:
        """The code as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it is."""
        return value


class Reference(CountryCode):
    """A recommendation, such as AZE-2023-04."""

    regex = "[A-Z]{3}-[0-9]{4}-[0-9]{2,3}"


class _Icon(RedirectView):
    """Browsers ask for this address by themselves; a page of ours in answer would set a cookie."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        """The address of the icon, which has its content in its name on a server."""
        return static("built/icon.svg")


register_converter(CountryCode, "country")
register_converter(Reference, "ref")

#: One folder for each subject, with its addresses, views, forms and templates.
SUBJECTS = (
    "start",
    "countries",
    "reading",
    "recommendations",
    "tables",
    "procedures",
    "offences",
    "interviews",
    "people",
)

urlpatterns = [
    *(path("", include(f"palermo.web.{subject}.urls")) for subject in SUBJECTS),
    path("words/<str:language>.js", send_script_catalog, name="javascript-catalog"),
    path("favicon.ico", _Icon.as_view(), name="icon"),
    path("language/", choose_language, name="set_language"),
]
