"""The pages for what the framework itself refuses: an unknown address, a request it cannot read.

Errors of our own become pages in `refused_form.py`.
"""

from __future__ import annotations

import errno
import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from palermo.accounts.rights import name_holders
from palermo.kernel.errors import NotAllowed, NotFound
from palermo.kernel.messages import N_
from palermo.web.refused_form import error_page

#: What the system says where nothing can be written.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
#: Seconds after which a browser or a program may try again.
RETRY_AFTER = 30


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No page has this address."""
    error = NotFound(
        N_("There is no page at this address."),
        remedy=N_("Check the address for typing errors, or start from the home page."),
    )
    return error_page(request, error)


def page_not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The framework refuses the request as not allowed."""
    right = getattr(request.resolver_match and request.resolver_match.func, "right", "")
    error = NotAllowed(
        N_("You do not have the right to open this page."),
        remedy="{holders}",
        holders=name_holders(right),
    )
    return error_page(request, error)


def unreadable_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that the framework refuses to read; the frame may not know the user yet."""
    if isinstance(exception, RequestDataTooBig):
        return _plain_page(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            _("This is too large"),
            _("What you sent is larger than Palermo accepts. Nothing was changed."),
            _("Go back and send a smaller file, or less text at once."),
        )
    return _plain_page(
        HTTPStatus.BAD_REQUEST,
        _("This request cannot be read"),
        _("The address or the form is damaged. Nothing was changed."),
        _("Go back, load the page again, and try once more."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """An error of the program, or a database or disk that does not answer for now."""
    # What is being handled; the framework does not hand it over.
    with override(get_language_from_request(request)):
        return _unavailable() if _passes(sys.exc_info()[1]) else _program_error()


def _passes(error: BaseException | None) -> bool:
    """Whether the cause lies outside of the program, so that the same may succeed later."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    return isinstance(error, (OperationalError, InterfaceError))


def _unavailable() -> HttpResponse:
    answer = _plain_page(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("Palermo cannot answer at the moment"),
        _(
            "The database does not answer, or its disk is full. "
            "What you sent last may not have been saved."
        ),
        _("Wait a minute and try again. If it happens again, tell your administrator."),
    )
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


def _program_error() -> HttpResponse:
    return _plain_page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("Palermo has a problem"),
        _("The server could not answer. What you sent last may not have been saved."),
        _("Wait a minute and try again. If it happens again, tell your administrator."),
    )


def _plain_page(status: HTTPStatus, heading: str, what: str, remedy: str) -> HttpResponse:
    # Without the request no context processor runs: each of them could fail as the page did.
    shown = {"heading": heading, "what": what, "remedy": remedy}
    return HttpResponse(render_to_string("web/server_error.html", shown), status=status)
