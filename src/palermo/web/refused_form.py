"""A refused form comes back on its own page, with what was sent and what is wrong.

One mechanism for all forms: the page that the form stood on is made anew, what was sent is put
into the same form, and the error stands above it or at its field. So a view only raises; and where
another user saved meanwhile, the page shows their version and the form what was typed.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import SplitResult, urljoin, urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext
from selectolax.lexbor import LexborHTMLParser, LexborNode

from palermo.kernel.errors import Doubtful, NotAllowed, NotFound, PalermoError
from palermo.kernel.field_labels import say_place
from palermo.web.form_errors import WrongFields

#: Never put back: secrets, files (browsers refuse them), what the page itself decides.
_NOT_FILLED = frozenset({"password", "file", "hidden", "submit", "button", "image", "reset"})
_TICKED = frozenset({"checkbox", "radio"})
_SECRET_NAMES = ("password", "csrf", "secret", "token")


def show_refused_form(request: HttpRequest, error: PalermoError) -> HttpResponse:
    """The page of the refused form, filled with what was sent; else a page that lists it."""
    response = _fill_page(request, error) if request.method == "POST" else None
    return response or error_page(request, error)


def error_page(request: HttpRequest, error: PalermoError) -> HttpResponse:
    """What is wrong, where, what to do next, and what was sent, as a page with the right status."""
    shown = {**_error_words(error), "heading": _heading(error), "sent": list_sent(request)}
    return render(request, "web/error.html", shown, status=error.status)


def show_signed_out(request: HttpRequest) -> HttpResponse:
    """A form sent by somebody who is signed out by now: what was typed, and how to go on."""
    shown = {"sent": list_sent(request)}
    return render(request, "web/signed_out.html", shown, status=HTTPStatus.FORBIDDEN)


def show_expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection against forgery is stale: what was typed, and how to go on."""
    shown = {"sent": list_sent(request)}
    return render(request, "web/expired_form.html", shown, status=HTTPStatus.FORBIDDEN)


def list_sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed into a form that cannot be shown again: label and text; no secrets."""
    return [
        (say_place(name, gettext), value)
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and not any(part in name.lower() for part in _SECRET_NAMES)
    ]


def fill_form(
    page: LexborHTMLParser, page_address: str, action: str, sent: QueryDict
) -> LexborNode | None:
    """Put `sent` into the page's form for `action`; returns the form, None where it has none."""
    form = _find_form(page, page_address, action, sent)
    if form is not None:
        _fill(form, sent)
        # What a script finds in the form is not what the page came with.
        cast(Any, form.attrs)["data-typed"] = ""
    return form


def show_filled_page(
    request: HttpRequest, address: str, action: str, sent: QueryDict
) -> HttpResponse | None:
    """The page at an address, its form for `action` filled with `sent`; None where it has none."""
    response = open_page(request, address)
    if response is None:
        return None
    page = LexborHTMLParser(response.content.decode())
    if fill_form(page, address, action, sent) is None:
        return None
    response.content = (page.html or "").encode()
    return response


def open_page(request: HttpRequest, address: str, *, follow: bool = False) -> HttpResponse | None:
    """The page at an address of this site for the same person; None where it shows none.

    With `follow` also the page that the address leads to.
    """
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    asked = _make_get(request, parts)
    page: HttpResponse = match.func(asked, *match.args, **match.kwargs)
    if follow and page.status_code == HTTPStatus.FOUND:
        return open_page(request, page["Location"])  # once: no page leads to itself
    is_page = page.status_code == HTTPStatus.OK and not page.streaming
    return page if is_page else None


def _fill_page(request: HttpRequest, error: PalermoError) -> HttpResponse | None:
    for address in _addresses_of_form(request):
        response = open_page(request, address)
        if response is None:
            continue
        page = LexborHTMLParser(response.content.decode())
        form = fill_form(page, address, request.path, request.POST)
        if form is None:
            continue
        _put_errors(page, form, error)
        response.content = (page.html or "").encode()
        response.status_code = error.status
        return response
    return None


def _addresses_of_form(request: HttpRequest) -> list[str]:
    """Where the form may have been: the page that the browser names, else its own address.

    A page that another form led to has the address of that form, which shows another page.
    """
    referrer: str = request.META.get("HTTP_REFERER", "")
    own = request.get_full_path()
    return [referrer, own] if urlsplit(referrer).netloc == request.get_host() else [own]


def _make_get(request: HttpRequest, address: SplitResult) -> HttpRequest:
    asked = cast(Any, copy.copy(request))
    asked.method = "GET"
    asked.path = asked.path_info = address.path
    asked.META = {
        **request.META,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address.path,
        "QUERY_STRING": address.query,
    }
    asked.GET, asked.POST = QueryDict(address.query), QueryDict()
    return cast(HttpRequest, asked)


def _find_form(
    page: LexborHTMLParser, page_address: str, action: str, sent: QueryDict
) -> LexborNode | None:
    """The form that was sent: of those with this address the one whose controls fit best."""
    forms = [
        form
        for form in page.css("form")
        if (form.attributes.get("method") or "").lower() == "post"
        and urlsplit(urljoin(page_address, form.attributes.get("action") or "")).path == action
    ]
    return max(forms, key=lambda form: _count_fitting(form, sent), default=None)


def _count_fitting(form: LexborNode, sent: QueryDict) -> int:
    """How many sent names the form has; a hidden control with another value speaks against it."""
    fitting = 0
    for control in _controls(form):
        name, kind = _name(control), _kind(control)
        if name not in sent or name in {"csrfmiddlewaretoken", "version"}:
            continue
        same = control.attributes.get("value") in sent.getlist(name)
        fitting += 1 if kind != "hidden" or same else -1
    return fitting


def _controls(form: LexborNode) -> Iterator[LexborNode]:
    yield from form.css("input, textarea, select, button")


def _name(control: LexborNode) -> str:
    return control.attributes.get("name") or ""


def _kind(control: LexborNode) -> str:
    if control.tag == "input":
        return (control.attributes.get("type") or "text").lower()
    return "submit" if control.tag == "button" else control.tag or ""


def _fill(form: LexborNode, sent: QueryDict) -> None:
    taken: dict[str, int] = {}
    for control in _controls(form):
        name, kind = _name(control), _kind(control)
        if not name or kind in _NOT_FILLED:
            continue
        values = sent.getlist(name)
        if kind in _TICKED:
            _set_flag(control, "checked", (control.attributes.get("value") or "on") in values)
        elif kind == "select":
            for option in control.css("option"):
                chosen = option.attributes.get("value") or ""
                _set_flag(option, "selected", chosen in values)
        elif name in sent:
            # Several controls of one name take the values in order.
            value = values[min(taken.get(name, 0), len(values) - 1)]
            taken[name] = taken.get(name, 0) + 1
            _set_text(control, value)


def _set_text(control: LexborNode, value: str) -> None:
    if control.tag != "textarea":
        cast(Any, control.attrs)["value"] = value
        return
    for child in list(control.iter(include_text=True)):
        child.decompose()
    if value:
        control.insert_child(value)


def _set_flag(control: LexborNode, flag: str, on: bool) -> None:
    attributes = cast(Any, control.attrs)
    if on:
        attributes[flag] = flag
    elif flag in control.attributes:
        del attributes[flag]


def _put_errors(page: LexborHTMLParser, form: LexborNode, error: PalermoError) -> None:
    fields = dict(error.fields) if isinstance(error, WrongFields) else {}
    if not isinstance(error, WrongFields) and error.where:
        named = next((c for c in _controls(form) if _is_named(c, error.where)), None)
        if named is not None:
            fields[_name(named)] = error.say_sentence(gettext)
    asked = error if isinstance(error, Doubtful) else None
    placed = [n for n, words in fields.items() if _put_at_field(page, form, n, words, asked)]
    whole = [words for name, words in fields.items() if name not in placed]
    if not placed or whole:
        shown = {**_error_words(error), "more": whole, "focus": not placed}
        form.insert_before(_node(render_to_string("web/parts/form_refused.html", shown)))
    open_around(form)


def _is_named(control: LexborNode, where: str) -> bool:
    name = _name(control)
    return _kind(control) not in _NOT_FILLED and (name == where or name.endswith(f"-{where}"))


def _put_at_field(
    page: LexborHTMLParser, form: LexborNode, name: str, words: str, asked: Doubtful | None
) -> bool:
    """Put the error at the first control of this name; False if the form has none.

    What was `asked` becomes a box to tick, so that the same form can be sent again.
    """
    control = next((c for c in _controls(form) if name and _name(c) == name), None)
    if control is None or _kind(control) == "hidden":
        return False
    attributes = cast(Any, control.attrs)
    note = f"{control.attributes.get('id') or name}_refused"
    attributes["aria-invalid"], attributes["aria-describedby"] = "true", note
    if page.css_first("[autofocus]") is None:
        attributes["autofocus"] = "autofocus"
    place = _enclosing_field(control) or control
    shown: dict[str, object] = {"id": note, "words": words}
    if asked:
        shown |= {"confirm": asked.confirm, "question": asked.question.say(gettext)}
    said = render_to_string("web/parts/field_refused.html", shown)
    place.insert_after(_node(said))
    return True


def _enclosing_field(control: LexborNode) -> LexborNode | None:
    """The box around a control with its label, so that the error does not part them."""
    node = control.parent
    while node is not None and node.tag != "form":
        classes = (node.attributes.get("class") or "").split()
        if node.tag in {"fieldset", "label"} or "field" in classes or "ask" in classes:
            return node
        node = node.parent
    return None


def open_around(form: LexborNode) -> None:
    """Open the boxes that a form is folded into."""
    node = form.parent
    while node is not None:
        if node.tag == "details":
            cast(Any, node.attrs)["open"] = "open"
        node = node.parent


def _node(html: str) -> LexborNode:
    made = LexborHTMLParser(html).css_first("body > *")
    if made is None:
        raise ValueError("the template of an error is empty")
    return made


def _error_words(error: PalermoError) -> dict[str, str]:
    return {
        "what": error.what.say(gettext),
        # A number alone says nothing that the address does not.
        "where": "" if error.where.isdecimal() else error.say_where(gettext),
        "remedy": error.say_remedy(gettext),
    }


def _heading(error: PalermoError) -> str:
    if isinstance(error, NotFound):
        return gettext("Not found")
    if isinstance(error, NotAllowed):
        return gettext("You may not do this")
    return gettext("This did not work")
