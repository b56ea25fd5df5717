"""URLs: the web pages at the root, the API under /api/."""

from __future__ import annotations

from django.urls import include, path

from palermo.api.routes import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("palermo.web.urls")),
]
