"""Who asks for a page, whether they may see it, and how a refusal or error is shown.

Every view is wrapped by `page(right)`; a test walks all addresses and fails for one without it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from palermo.accounts.people import Actor
from palermo.accounts.queries import actor_of
from palermo.actions.guard import check_right, name_target
from palermo.actions.installation import load_installed_pack
from palermo.actions.visit import Visit
from palermo.kernel.errors import NotAllowed, PalermoError
from palermo.kernel.text_rules import list_sent_texts, refuse_unstorable
from palermo.packs.pack import Pack
from palermo.web.language import name_country, page_language
from palermo.web.refused_form import error_page, show_refused_form, show_signed_out

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Visit, Rest], HttpResponse]


class GuardedView(Protocol):
    """A view that says which right it asks for."""

    right: str

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse: ...


def request_actor(request: HttpRequest) -> Actor:
    """The actor of this request: the signed-in user, or the visitor."""
    return actor_of(request.user.pk if request.user.is_authenticated else None, "web")


def request_pack(request: HttpRequest) -> Pack:
    """The pack of this request's visit, or of the installation before anybody has signed in."""
    visit = getattr(request, "visit", None)
    return visit.pack if isinstance(visit, Visit) else load_installed_pack()


def _open_visit(actor: Actor) -> Visit:
    """The visit of the actor, now. Raises PackProblem for a pack that is wrong."""
    return Visit(actor, load_installed_pack(), page_language(), timezone.now())


def page(right: str) -> Callable[[View[Rest]], GuardedView]:
    """Let the view run for actors with `right`; show errors as pages in the user's language."""

    def wrap(view: View[Rest]) -> GuardedView:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            actor = request_actor(request)
            try:
                check_right(actor, right, name_target(kwargs))
                refuse_unstorable(
                    list_sent_texts(request.path_info, request.GET.lists(), request.POST.lists())
                )
                visit = _open_visit(actor)
                # Templates take names of the pack from it.
                request.visit = visit  # type: ignore[attr-defined]
                return view(request, visit, *args, **kwargs)
            except NotAllowed as error:
                if actor.is_signed_in:
                    return error_page(request, error)
                if request.method == "POST":
                    return show_signed_out(request)
                return redirect_to_login(_after_sign_in(request))
            except PalermoError as error:
                opened = getattr(request, "visit", None)
                if isinstance(opened, Visit):
                    name_country(opened, error)
                return show_refused_form(request, error)

        guarded.right = right  # type: ignore[attr-defined]
        return cast(GuardedView, guarded)

    return wrap


def _after_sign_in(request: HttpRequest) -> str:
    """Where the reader wanted to go, without the number of a confidential record."""
    interviews = reverse("interviews")
    whole = request.get_full_path()
    return interviews if whole.startswith((interviews, "/obligations/")) else whole
