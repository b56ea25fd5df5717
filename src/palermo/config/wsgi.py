"""The WSGI application that a web server runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")


def read_visitor_address(served: WSGIApplication, proxies: list[str]) -> WSGIApplication:
    """The application, with the visitor's own address if the request came through one of `proxies`.

    Without this, all visitors behind a proxy share its address, and five wrong passwords also lock
    an account for its owner. From any other address the header is ignored: it could be forged.
    """
    if not proxies:
        return served
    wrapped: WSGIApplication = wrap_wsgi_with_proxy_headers(served, trusted_hosts=proxies)
    return wrapped


application = read_visitor_address(get_wsgi_application(), settings.PROXIES)
