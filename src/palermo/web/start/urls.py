"""Address of the start page."""

from __future__ import annotations

from django.urls import path

from palermo.web.start import views

urlpatterns = [path("start/", views.start, name="start")]
