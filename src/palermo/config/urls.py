"""URLs: the web pages at the root, the API under /api/."""

from __future__ import annotations

from django.urls import include, path

from palermo.api.routes import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("palermo.web.urls")),
]

#: The pages for what the framework refuses. Under /api/ `api/problem_middleware.py` answers.
handler400 = "palermo.web.error_pages.unreadable_request"
handler403 = "palermo.web.error_pages.page_not_allowed"
handler404 = "palermo.web.error_pages.page_not_found"
handler500 = "palermo.web.error_pages.server_error"
