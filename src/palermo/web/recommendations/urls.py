"""Addresses of the board, recommendations and duties."""

from __future__ import annotations

from django.urls import path

from palermo.web.recommendations import duties, views

_DUTY = "recommendations/<ref:ref>/<str:letter>/"

urlpatterns = [
    path("recommendations/", views.recommendations, name="recommendations"),
    path("recommendations/<ref:ref>/", views.recommendation, name="recommendation"),
    path("recommendations/<ref:ref>/split/", views.split, name="split-duties"),
    path("recommendations/<ref:ref>/link/", views.link, name="link-recommendation"),
    path("recommendations/<ref:ref>/undo/<int:change_id>/", views.undo, name="undo-link"),
    path("recommendations/<ref:ref>/note/", views.note, name="add-note"),
    path("recommendations/<ref:ref>/value/", duties.value, name="enter-value"),
    path(f"{_DUTY}assign/", duties.assign, name="assign-duty"),
    path(f"{_DUTY}plan/", duties.plan, name="plan-action"),
    path(f"{_DUTY}update/", duties.update, name="update-action"),
    path(f"{_DUTY}milestone/", duties.milestone, name="set-milestone"),
    path(f"{_DUTY}reach/", duties.reach, name="reach-milestone"),
    path(f"{_DUTY}attach/", duties.attach, name="attach-evidence"),
    path(f"{_DUTY}verify/", duties.verify, name="verify-evidence"),
    path(f"{_DUTY}propose/", duties.propose, name="propose-closure"),
    path(f"{_DUTY}answer/", duties.answer, name="confirm-closure"),
]
