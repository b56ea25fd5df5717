"""Refuses a large body before any of it is read, and so before it lies on the disk.

The framework writes the files of a form to the disk as soon as anything asks for one of its fields,
which its own protection against forgery does for strangers, too, and without a limit.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict

from palermo.web.refused_form import show_signed_out

_API = "/api/"


def refuse_large_bodies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 413 above DATA_UPLOAD_MAX_MEMORY_SIZE, files included.

    Whoever is not signed in and sends more than FILE_UPLOAD_MAX_MEMORY_SIZE, from which on files
    lie on the disk, is asked to sign in. A program with a token is left to the API, which looks at
    the token before it reads the body.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        length = _length(request)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        is_kept = length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        if is_kept and not request.user.is_authenticated:
            if not request.path_info.startswith(_API):
                # What shows the form again must not read it.
                request.POST = QueryDict()
                return show_signed_out(request)
            if not request.headers.get("Authorization"):
                return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        return get_response(request)

    return handle


def _length(request: HttpRequest) -> int:
    """What the body is said to be; the framework reads no more of it than this."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else 0
