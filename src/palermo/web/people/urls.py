"""Addresses of accounts and administration."""

from __future__ import annotations

from django.urls import path

from palermo.web.people import account, administration, users

urlpatterns = [
    path("activity/", administration.activity, name="activity"),
    path("administration/", administration.administration, name="administration"),
    path("administration/users/<int:user_id>/", users.user, name="user"),
    path("administration/users/<int:user_id>/change/", users.change, name="edit-user"),
    path("administration/users/<int:user_id>/password/", users.password, name="set-password"),
    path("administration/users/<int:user_id>/unlock/", users.unlock, name="unlock-user"),
    path("administration/users/<int:user_id>/sessions/", users.end, name="end-sessions"),
    path("administration/public/", administration.public_page, name="public-page"),
    path("administration/register/", administration.register, name="import-register"),
    path("account/", account.account, name="account"),
    path("account/tokens/<int:token_id>/", account.end_token, name="end-token"),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("sign-out/", account.sign_out, name="sign-out"),
]
