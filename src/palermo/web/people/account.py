"""Signing in, one's own password and access tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from palermo.accounts.queries import list_sign_ins, list_tokens
from palermo.actions.people.issue_token import issue_token
from palermo.actions.people.revoke_token import revoke_token
from palermo.actions.visit import Visit
from palermo.web.guard import page
from palermo.web.people.forms import TokenForm

sign_in = LoginView.as_view(
    template_name="web/people/sign_in.html", redirect_authenticated_user=True
)
sign_out = LogoutView.as_view()


@page("change_own_account")
def account(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Own password and tokens. A new token's secret is shown on this one answer and never again."""
    secret = ""
    password = PasswordChangeForm(_user(request))
    token = TokenForm()
    if request.method == "POST" and "new_token" in request.POST:
        token = TokenForm(request.POST)
        if token.is_valid():
            secret = issue_token(
                visit, name=token.cleaned_data["name"], days=token.cleaned_data["days"]
            )
            token = TokenForm()
    elif request.method == "POST":
        password = PasswordChangeForm(_user(request), request.POST)
        if password.is_valid():
            password.save()
            update_session_auth_hash(request, password.user)
            messages.success(request, _("Your password was changed."))
            return redirect("account")
    shown = {
        "password_form": password,
        "token_form": token,
        "secret": secret,
        "tokens": list_tokens(visit.actor.id or 0),
        "sign_ins": list_sign_ins(visit.actor.username),
    }
    return render(request, "web/people/account.html", shown)


def _user(request: HttpRequest) -> Any:
    """The signed-in user; the guard lets nobody else come here."""
    return request.user


@page("revoke_token")
def end_token(request: HttpRequest, visit: Visit, token_id: int) -> HttpResponse:
    """End one of one's own tokens."""
    if request.method == "POST":
        revoke_token(visit, token_id=token_id)
        messages.success(request, _("The token was revoked."))
    return redirect("account")
