"""One account: what it may do, a new password, its sessions and its sign-ins."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from palermo.accounts.queries import get_user, list_locked_names, list_sign_ins
from palermo.accounts.rights import Role
from palermo.actions.people.change_user import change_user
from palermo.actions.people.end_sessions import end_sessions
from palermo.actions.people.set_password import set_password
from palermo.actions.people.unlock_user import unlock_user
from palermo.actions.visit import Visit
from palermo.web.form_errors import check_form
from palermo.web.guard import page
from palermo.web.people.administration import list_agencies
from palermo.web.people.forms import PasswordForm, UserForm


@page("manage_installation")
def user(request: HttpRequest, visit: Visit, user_id: int) -> HttpResponse:
    """The account with its forms."""
    row = get_user(user_id)
    now = {"role": row.role.value, "agency": row.agency, "active": row.active}
    shown = {
        "section": "administration",
        "row": row,
        "is_locked": row.username in list_locked_names(visit.now),
        "form": UserForm(initial=now, agencies=list_agencies(visit)),
        "password_form": PasswordForm(),
        "sign_ins": list_sign_ins(row.username),
    }
    return render(request, "web/people/user.html", shown)


@page("change_user")
def change(request: HttpRequest, visit: Visit, user_id: int) -> HttpResponse:
    """Change role, agency and whether the user may sign in."""
    if request.method == "POST":
        form = UserForm(request.POST, agencies=list_agencies(visit))
        check_form(form)
        values = form.cleaned_data
        change_user(
            visit,
            user_id=user_id,
            role=Role(values["role"]),
            agency=values["agency"],
            active=values["active"],
        )
        messages.success(request, _("The account was changed."))
    return redirect("user", user_id)


@page("set_password")
def password(request: HttpRequest, visit: Visit, user_id: int) -> HttpResponse:
    """Set a new password for a user who has lost it."""
    if request.method == "POST":
        form = PasswordForm(request.POST)
        check_form(form)
        set_password(visit, user_id=user_id, password=form.cleaned_data["password"])
        messages.success(request, _("The password was set, and the sessions of the user ended."))
    return redirect("user", user_id)


@page("unlock_user")
def unlock(request: HttpRequest, visit: Visit, user_id: int) -> HttpResponse:
    """Let the user sign in again after too many wrong passwords."""
    return _do(request, visit, user_id, unlock_user, _("The account is unlocked."))


@page("end_sessions")
def end(request: HttpRequest, visit: Visit, user_id: int) -> HttpResponse:
    """End the sessions of the user on all devices."""
    return _do(request, visit, user_id, end_sessions, _("The sessions of the user ended."))


def _do(
    request: HttpRequest, visit: Visit, user_id: int, act: Callable[..., None], done: str
) -> HttpResponse:
    if request.method == "POST":
        act(visit, user_id=user_id)
        messages.success(request, done)
    return redirect("user", user_id)
