"""What every page knows: who looks, what they may do, which languages there are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

import palermo
from palermo.accounts.queries import rights_of_actor
from palermo.accounts.rights import sees_persons
from palermo.web.guard import request_actor


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context of all templates: `visit`, `actor`, `rights`, `sees_persons`, `role_name`,
    `home_country`, `languages`, `version`.

    Pages that open before anybody has signed in have no `visit`.
    """
    visit = getattr(request, "visit", None)
    actor = visit.actor if visit else request_actor(request)
    rights = rights_of_actor(actor)
    return {
        "visit": visit,
        "actor": actor,
        "rights": rights,
        "sees_persons": sees_persons(rights),
        "role_name": actor.role.label,
        "home_country": settings.COUNTRY.upper(),
        # As their speakers call them; Django's own tag translates "English" on every page.
        "languages": settings.LANGUAGES,
        "version": palermo.__version__,
    }
