"""An unused session ends: a computer is left alone more often than it is locked."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

_SEEN = "seen_at"
#: The time is written this often at most; a write at every request would queue on SQLite.
_WRITTEN_EVERY = 60


def end_idle_sessions(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: sign out whoever sent no request for SESSION_IDLE_SECONDS."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            seen = request.session.get(_SEEN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif _SEEN not in request.session or now - seen > _WRITTEN_EVERY:
                request.session[_SEEN] = now
        return get_response(request)

    return handle
