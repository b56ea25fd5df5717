"""Who calls, and whether they may: the counterpart of `web/guard.py` for programs.

A call carries a token (`Authorization: Bearer …`) or the cookie of a signed-in session; the
latter needs the CSRF token for everything that changes. Without either it is a visitor's call.
Every operation is marked by `needs(right)`, which makes the right a part of signing in: it is
checked before the framework reads the body. A test walks all operations and demands it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja.operation import Operation
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf, contribute_operation_callback

from palermo.accounts.people import VISITOR, Actor
from palermo.accounts.queries import actor_of, actor_with_token
from palermo.actions.guard import check_right, name_target
from palermo.actions.installation import load_installed_pack
from palermo.actions.visit import Visit
from palermo.api.error_responses import describe_errors
from palermo.api.sent_texts import find_sent_texts
from palermo.kernel.errors import NotAllowed
from palermo.kernel.messages import N_
from palermo.kernel.text_rules import refuse_unstorable

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: Wrong tokens that one address may send in a minute. A secret has 256 random bits; this only
#: keeps a broken program from filling the server's time.
WRONG_TOKENS_A_MINUTE = 20


class ApiRequest(HttpRequest):
    """A request that has passed through one of the two ways in.

    `visit` is set once the right of the operation was checked.
    """

    auth: Actor
    visit: Visit


class NotSignedIn(NotAllowed):
    """No valid token and no session; the answer is 401 and says how to get in."""

    status = 401


class TooManyWrongTokens(NotAllowed):
    """An address keeps sending wrong tokens."""

    status = 429


class Token(HttpBearer):
    """The token of a user, made in the account page or by `palermo token create`.

    `right`: what the operation asks for; empty where it asks later.
    """

    def __init__(self, right: str = "") -> None:
        super().__init__()
        self.right = right

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor, who has the right. Raises NotAllowed."""
        return _admit(request, super().__call__(request), self.right)

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """The actor behind the token. A wrong token is refused, never taken for a visitor."""
        key = f"wrong-tokens:{request.META.get('REMOTE_ADDR', '')}"
        if cache.get(key, 0) >= WRONG_TOKENS_A_MINUTE:
            raise TooManyWrongTokens(
                N_("Too many wrong tokens came from this address."),
                remedy=N_("Wait a minute and check the token."),
            )
        actor = actor_with_token(token.strip(), timezone.now())
        if actor is None:
            cache.add(key, 0, timeout=60)
            cache.incr(key)
            raise NotSignedIn(
                N_("The token is unknown, expired or revoked."),
                where="Authorization",
                remedy=N_(
                    "Create a new token on your account page or with `palermo token create`."
                ),
            )
        return actor


class Session(APIKeyCookie):
    """The session of somebody who signed in on the pages; a visitor where there is none."""

    param_name = "sessionid"

    def __init__(self, right: str = "") -> None:
        super().__init__(csrf=False)
        self.right = right

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor, who has the right. Raises NotAllowed."""
        return _admit(request, super().__call__(request), self.right)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor:
        """The signed-in actor, or the visitor, who has only what visitors may."""
        if not request.user.is_authenticated:
            return VISITOR
        if request.method not in SAFE_METHODS and check_csrf(request):
            raise NotAllowed(
                N_("The request lacks the protection token of the page."),
                where="X-CSRFToken",
                remedy=N_("Send the value of the cookie csrftoken, or use an access token."),
            )
        return actor_of(request.user.pk, "api")


View = Callable[Concatenate[ApiRequest, Rest], Answer]


def needs(right: str) -> Callable[[View[Rest, Answer]], View[Rest, Answer]]:
    """Let the operation run for actors with `right`; the right stays readable on it."""

    def mark(view: View[Rest, Answer]) -> View[Rest, Answer]:
        marked = cast(Any, view)
        marked.right = right
        # Annotations are resolved here, where their names are known, and not in the framework.
        marked.__signature__ = inspect.signature(view, eval_str=True)
        contribute_operation_callback(marked, functools.partial(_guard, right=right))
        return view

    return mark


def _guard(operation: Operation, right: str) -> None:
    """Ask for the right where the operation asks who calls, and describe it."""
    ways_in = [Token(right), Session(right)]
    operation.auth_param = ways_in
    operation._set_auth(ways_in)
    errors = describe_errors(operation)
    operation.openapi_extra = {**(operation.openapi_extra or {}), "x-right": right}
    known = operation.openapi_extra.get("responses", {})
    operation.openapi_extra["responses"] = {**known, **errors}
    # The first sentence says more than the function's name.
    operation.summary, _, rest = (operation.view_func.__doc__ or "").strip().partition(". ")
    operation.summary = operation.summary.rstrip(".")
    operation.description = " ".join(rest.split())


def _admit(request: HttpRequest, actor: Actor | None, right: str) -> Actor | None:
    """`actor`, once the right is checked; then what was sent may be looked at."""
    if actor is None or not right:
        return actor
    address = request.resolver_match
    require_right(actor, right, name_target(address.kwargs if address else {}))
    refuse_unstorable(find_sent_texts(request))
    cast(ApiRequest, request).visit = _open_visit(actor)
    return actor


def _open_visit(actor: Actor) -> Visit:
    return Visit(actor, load_installed_pack(), get_language() or "en", timezone.now())


def require_right(actor: Actor, right: str, target: str = "") -> None:
    """Raise NotAllowed, or NotSignedIn for a visitor, who could have the right with a token."""
    try:
        check_right(actor, right, target)
    except NotAllowed:
        if actor.is_signed_in:
            raise
        raise NotSignedIn(
            N_("Only signed-in users may do this."),
            where="Authorization",
            remedy=N_("Send a token: `Authorization: Bearer …`."),
        ) from None
