"""Who calls, and whether they may: the counterpart of `web/guard.py` for programs.

A call carries a token (`Authorization: Bearer …`) or the cookie of a signed-in session; the
latter needs the CSRF token for everything that changes. Without either it is a visitor's call.
Every operation is wrapped by `needs(right)`; a test walks all operations and demands it.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterator
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
from palermo.kernel.errors import NotAllowed
from palermo.kernel.messages import N_
from palermo.kernel.text_rules import refuse_nul

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
    """The token of a user, made in the account page or by `palermo token create`."""

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

    def __init__(self) -> None:
        super().__init__(csrf=False)

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


#: The character as JSON writes it: a backslash that no other one escapes.
#: Their fields are looked at one by one. Any other body is read as JSON, whatever it is called.
_FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
_NUL_IN_JSON = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")

View = Callable[Concatenate[ApiRequest, Rest], Answer]


def needs(right: str) -> Callable[[View[Rest, Answer]], View[Rest, Answer]]:
    """Let the operation run for actors with `right`; the right stays readable on it."""

    def wrap(view: View[Rest, Answer]) -> View[Rest, Answer]:
        @functools.wraps(view)
        def guarded(request: ApiRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
            require_right(request.auth, right, name_target(kwargs))
            refuse_nul(_sent_texts(request))
            request.visit = _open_visit(request.auth)
            return view(request, *args, **kwargs)

        marked = cast(Any, guarded)
        marked.right = right
        # Annotations are resolved here, where their names are known, and not in this module.
        marked.__signature__ = inspect.signature(view, eval_str=True)
        contribute_operation_callback(marked, functools.partial(_describe, right=right))
        return cast(View[Rest, Answer], guarded)

    return wrap


def _sent_texts(request: HttpRequest) -> Iterator[str]:
    """Everything that was sent as text: in the address, in fields, and in JSON."""
    yield request.path_info
    for fields in (request.GET, request.POST):
        for name, values in fields.lists():
            yield name
            yield from values
    if request.content_type not in _FORMS and _NUL_IN_JSON.search(request.body):
        yield "\0"


def _describe(operation: Operation, right: str) -> None:
    operation.openapi_extra = {**(operation.openapi_extra or {}), "x-right": right}
    # The first sentence says more than the function's name.
    operation.summary, _, rest = (operation.view_func.__doc__ or "").strip().partition(". ")
    operation.summary = operation.summary.rstrip(".")
    operation.description = " ".join(rest.split())


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
