"""Addresses of the pages. They are permanent: a page can be cited."""

from __future__ import annotations

from django.urls import path

urlpatterns: list[object] = []
