"""What every page knows: who looks, what they may do, which languages there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

import palermo
from palermo.accounts.queries import rights_of_actor
from palermo.packs.pack import Pack
from palermo.packs.services import ServiceKind
from palermo.web.guard import request_actor, request_pack
from palermo.web.language import page_language


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context of all templates: `visit`, `actor`, `rights`, `role_name`, `home_country`,
    `languages`, `version`, `hotlines`.

    Pages that open before anybody has signed in have no `visit`.
    """
    visit = getattr(request, "visit", None)
    actor = visit.actor if visit else request_actor(request)
    return {
        "visit": visit,
        "actor": actor,
        "rights": rights_of_actor(actor),
        "role_name": actor.role.label,
        "home_country": settings.COUNTRY.upper(),
        # As their speakers call them; Django's own tag translates "English" on every page.
        "languages": settings.LANGUAGES,
        "version": palermo.__version__,
        "hotlines": list_hotlines(request_pack(request)),
    }


@dataclass(frozen=True, slots=True)
class HotlineOnPage:
    """A number that anybody may call."""

    name: str
    number: str


def list_hotlines(pack: Pack) -> list[HotlineOnPage]:
    """The hotlines of the country, for pages that strangers see."""
    return [
        HotlineOnPage(service.name.in_language(page_language()), service.number)
        for service in pack.services
        if service.kind is ServiceKind.HOTLINE and service.number
    ]
