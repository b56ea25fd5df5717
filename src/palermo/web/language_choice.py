"""Changing the language of the pages without losing what was typed."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate
from django.views.decorators.http import require_POST
from django.views.i18n import set_language
from selectolax.lexbor import LexborHTMLParser

from palermo.web.refused_form import fill_form, open_around, open_page

#: More is no form of ours.
_MOST_TYPED = 500_000


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Set the language; with `typed`, answer the same page filled with what was typed in it.

    `typed` is JSON: for each form its address and what it held, as a query string. Nothing of it
    is kept.
    """
    chosen = set_language(request)
    typed, address = request.POST.get("typed", ""), request.POST.get("next", "")
    language = request.POST.get("language", "")
    if not typed or len(typed) > _MOST_TYPED or chosen.status_code != HTTPStatus.FOUND:
        return chosen
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return chosen
    activate(language)
    page = open_page(request, address, follow=True)
    if page is None:
        return chosen
    shown = LexborHTMLParser(page.content.decode())
    for form in _forms(typed):
        filled = fill_form(shown, address, form["action"], QueryDict(form["sent"]))
        if filled is not None:
            open_around(filled)
    root = shown.css_first("html")
    if root is not None:
        cast(Any, root.attrs)["data-address"] = address
    page.content = (shown.html or "").encode()
    page.cookies.update(chosen.cookies)
    return page


def _forms(typed: str) -> list[dict[str, str]]:
    """The forms in `typed`; none where it is not what our script sends."""
    try:
        forms = json.loads(typed)
    except json.JSONDecodeError:
        return []
    known = forms if isinstance(forms, list) else []
    return [
        form
        for form in known
        if isinstance(form, dict)
        and isinstance(form.get("action"), str)
        and isinstance(form.get("sent"), str)
    ]
