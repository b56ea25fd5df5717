"""The part that works without network: its page, its procedures, its service worker."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.csrf import ensure_csrf_cookie

from palermo.actions.visit import Visit
from palermo.kernel.errors import NotReady
from palermo.kernel.messages import N_
from palermo.saying.device_bundle import device_bundle
from palermo.web.guard import page


@page("start_interview")
@ensure_csrf_cookie
def offline(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page that the device keeps. It holds no word about anybody met."""
    return render(request, "web/interviews/offline.html", {"officer": visit.actor.username})


@page("start_interview")
@ensure_csrf_cookie
def bundle(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Procedures for the device, in the language of the page."""
    found = device_bundle(visit.pack, visit.today, visit.actor.agency, visit.language)
    return JsonResponse(asdict(found))


def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the page installable. The name on the home screen says nothing of its use."""
    png = {"type": "image/png"}
    icons = [
        {"src": static("built/icon-192.png"), "sizes": "192x192", **png},
        {"src": static("built/icon-512.png"), "sizes": "512x512", **png},
        {
            "src": static("built/icon-512-maskable.png"),
            "sizes": "512x512",
            "purpose": "maskable",
            **png,
        },
        {"src": static("built/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
    ]
    told = {
        "name": "Palermo",
        "short_name": "Palermo",
        "start_url": "/offline/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f6f8",
        "theme_color": "#143a4a",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


def service_worker(request: HttpRequest) -> HttpResponse | FileResponse:
    """The worker must stand at the root to serve /offline/."""
    found = finders.find("built/service-worker.js")
    if not isinstance(found, str):
        raise NotReady(N_("The front end was not built."), remedy=N_("Run `make setup`."))
    answer = HttpResponse(Path(found).read_bytes(), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer
