"""Addresses of narratives and their review."""

from __future__ import annotations

from django.urls import path

from palermo.web.reading import items, views

urlpatterns = [
    path("narratives/", views.narratives, name="narratives"),
    path("narratives/<int:narrative_id>/", views.review, name="review"),
    path("narratives/<int:narrative_id>/items/<int:item_id>/", items.decide, name="decide-item"),
    path(
        "narratives/<int:narrative_id>/items/<int:item_id>/link/",
        items.decide_item_link,
        name="decide-link",
    ),
    path("narratives/<int:narrative_id>/items/", items.accept_rest, name="accept-items"),
    path("narratives/<int:narrative_id>/add/<str:kind>/", items.add, name="add-item"),
    path("narratives/<int:narrative_id>/accept/", views.accept, name="accept-narrative"),
    path("narratives/<int:narrative_id>/withdraw/", views.withdraw, name="withdraw-narrative"),
    path("narratives/<int:narrative_id>/review-again/", views.again, name="review-again"),
    path("narratives/<int:narrative_id>/reject/", views.reject, name="reject-narrative"),
]
