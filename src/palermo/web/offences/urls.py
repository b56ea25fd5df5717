"""Addresses of the elements of the crime."""

from __future__ import annotations

from django.urls import path

from palermo.web.offences import views

urlpatterns = [
    path("elements/", views.elements, name="elements"),
]
