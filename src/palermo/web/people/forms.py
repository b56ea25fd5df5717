"""Forms about accounts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.accounts.rights import Role

_ROLES = [(r.value, _(r.label)) for r in Role if r is not Role.PUBLIC]


class UserForm(forms.Form):
    """A user's role and agency, and whether the user may sign in."""

    role = forms.ChoiceField(label=_("Role"), choices=_ROLES)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    active = forms.BooleanField(label=_("May sign in"), required=False, initial=True)

    def __init__(self, *args: object, agencies: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", _("none")), *agencies]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]


class NewUserForm(UserForm):
    """A new account; the password is typed once and handed over in person."""

    username = forms.CharField(label=_("User name"), max_length=150)
    full_name = forms.CharField(label=_("Full name"), max_length=150, required=False)
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Give it to the person directly, never by email."),
    )
    field_order = ("username", "full_name", "password", "role", "agency", "active")


class PasswordForm(forms.Form):
    """A new password for somebody who has lost theirs."""

    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Give it to the person directly, never by email."),
    )


class TokenForm(forms.Form):
    """A new access token for a program."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("The program that will use it, for example: statistics"),
    )
    days = forms.IntegerField(label=_("Valid for (days)"), min_value=1, max_value=366, initial=90)
