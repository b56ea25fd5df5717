"""Errors as `application/problem+json` (RFC 9457), in the language that the caller asked for.

`type` names the kind of error, `title` says what is wrong, `detail` adds the remedy in one line,
`where` and `remedy` stand apart for programs; `confirm` names the flag to send where a value is
doubtful and meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from palermo.kernel.errors import Doubtful, PalermoError
from palermo.kernel.field_labels import say_place
from palermo.kernel.messages import N_

MEDIA_TYPE = "application/problem+json"


def problem_kind(error: PalermoError) -> str:
    """The name of the error as an address: `BadValue` is `bad-value`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()


def problem_response(error: PalermoError) -> HttpResponse:
    """The answer to a call that ended in `error`."""
    remedy = error.say_remedy(gettext)
    return _json_response(
        error.status,
        problem_kind(error),
        error.what.say(gettext),
        error.say(gettext),
        error.where,
        remedy,
        **({"confirm": error.confirm} if isinstance(error, Doubtful) else {}),
    )


def _json_response(
    status: int,
    kind: str,
    title: str,
    detail: str,
    where: str = "",
    remedy: str = "",
    **more: Any,
) -> HttpResponse:
    shown = {
        "type": f"/api/v1/problems/{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "where": where,
        "remedy": remedy,
        **more,
    }
    body = json.dumps(shown, ensure_ascii=False)
    answer = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="Palermo"'
    return answer


def _wrong_fields(error: ValidationError) -> HttpResponse:
    """Every wrong field with its name; never with what was sent, which may be about a person."""
    places = [".".join(str(part) for part in e["loc"]) for e in error.errors]
    fields = [
        {"where": place, "what": _say_wrong(e)}
        for place, e in zip(places, error.errors, strict=True)
    ]
    title = gettext(N_("Some values are missing or wrong."))
    named = [say_place(str(e["loc"][-1]) if e["loc"] else "", gettext) for e in error.errors]
    detail = "; ".join(
        f"{name}: {field['what']}" for name, field in zip(named, fields, strict=True)
    )
    remedy = gettext(N_("Correct the named values. The API description lists the allowed values."))
    return _json_response(422, "bad-value", title, detail, ", ".join(places), remedy, fields=fields)


#: The library names an error by a type, and what was allowed in its context.
_WRONG_BY_TYPE: Mapping[str, str] = MappingProxyType(
    {
        "missing": N_("This value is missing."),
        "int_parsing": N_("This must be a whole number, such as 12."),
        "int_type": N_("This must be a whole number, such as 12."),
        "int_from_float": N_("This must be a whole number, such as 12."),
        "int_parsing_size": N_("This number is too large."),
        "float_parsing": N_("This must be a number, such as 12.5."),
        "float_type": N_("This must be a number, such as 12.5."),
        "bool_parsing": N_("This must be true or false."),
        "bool_type": N_("This must be true or false."),
        "string_type": N_("This must be a text."),
        "string_too_long": N_("This text may have at most {max_length} characters."),
        "string_too_short": N_("This text must have at least {min_length} characters."),
        "greater_than_equal": N_("This must be at least {ge}."),
        "greater_than": N_("This must be more than {gt}."),
        "less_than_equal": N_("This must be at most {le}."),
        "less_than": N_("This must be less than {lt}."),
        "enum": N_("This must be one of: {expected}."),
        "literal_error": N_("This must be one of: {expected}."),
        "extra_forbidden": N_("There is no such value. Leave it out."),
        "list_type": N_("This must be a list."),
        "dict_type": N_("This must be an object with names and values."),
        "date_from_datetime_parsing": N_("This must be a date such as 2026-12-01."),
        "date_parsing": N_("This must be a date such as 2026-12-01."),
        "date_type": N_("This must be a date such as 2026-12-01."),
        "datetime_parsing": N_("This must be a time such as 2026-12-01T23:13:00Z."),
        "datetime_from_date_parsing": N_("This must be a time such as 2026-12-01T23:13:00Z."),
    }
)


def _say_wrong(error: Mapping[str, Any]) -> str:
    """What is wrong with one value, without the value that was sent."""
    template = _WRONG_BY_TYPE.get(str(error["type"]))
    if template is None:
        return gettext(N_("This value is not allowed. The API description says what is."))
    return gettext(template).format(**error.get("ctx") or {})


def _http(error: HttpError) -> HttpResponse:
    """What the framework itself refuses, for instance a body that is no JSON."""
    title = gettext(N_("The request cannot be read."))
    remedy = gettext(N_("Send JSON, or a form with files, as described in the API description."))
    return _json_response(error.status_code, "unreadable-request", title, str(error), "", remedy)


_SEE_DESCRIPTION = N_("The API description lists all addresses and methods: {address}.")
#: Kind, title and remedy of what the framework refuses before any of our code runs.
_REFUSED_BY_FRAMEWORK: Mapping[int, tuple[str, str, str]] = MappingProxyType(
    {
        400: (
            "unreadable-request",
            N_("The request cannot be read."),
            N_("Send JSON, or a form with files, as described in the API description."),
        ),
        401: (
            "not-signed-in",
            N_("Only signed-in users may do this."),
            N_("Send a token: `Authorization: Bearer …`."),
        ),
        403: (
            "not-allowed",
            N_("The server refuses this request."),
            N_("Send a token: `Authorization: Bearer …`."),
        ),
        404: ("not-found", N_("There is nothing at this address."), _SEE_DESCRIPTION),
        405: ("wrong-method", N_("This address does not know this method."), _SEE_DESCRIPTION),
        413: (
            "too-large",
            N_("The request is too large."),
            N_("Send a smaller file or a part of it."),
        ),
        503: (
            "not-ready",
            N_("The database does not answer, or its disk is full."),
            N_("Try again in a minute. If it happens again, tell the administrator."),
        ),
    }
)
_SERVER_ERROR = (
    "server-error",
    N_("The server could not answer."),
    N_("Try again in a minute. If it happens again, tell the administrator."),
)


def framework_problem(status: int) -> HttpResponse:
    """The problem for an answer of the framework, which has no words for programs."""
    known = _REFUSED_BY_FRAMEWORK
    other = _SERVER_ERROR if status >= 500 else known[400]
    kind, what, remedy = known.get(status, other)
    title = gettext(what)
    said = gettext(remedy).format(address="/api/v1/openapi.json")
    return _json_response(status, kind, title, title, "", said)


def register_error_handlers(api: NinjaAPI) -> None:
    """Let `api` answer every expected error as a problem. Unexpected ones stay with the server."""

    @api.exception_handler(PalermoError)
    def palermo_error(request: HttpRequest, error: PalermoError) -> HttpResponse:
        return problem_response(error)

    @api.exception_handler(ValidationError)
    def validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return _wrong_fields(error)

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        return _http(error)

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return framework_problem(413)

    @api.exception_handler(Http404)
    def page_not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return framework_problem(404)
