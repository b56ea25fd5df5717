"""Addresses of tables, search and the catalogues of the pack."""

from __future__ import annotations

from django.urls import path

from palermo.web.tables import search, views

urlpatterns = [
    path("evidence/<int:evidence_id>/", views.evidence, name="evidence"),
    path(
        "countries/<country:iso3>/compare/<int:earlier>-<int:later>.<slug:form>",
        views.comparison,
        name="comparison-table",
    ),
    path("tables/passages.jsonl", views.passages, name="passages"),
    path("tables/<slug:name>.<slug:form>", views.table, name="table"),
    path("measures/", search.measures, name="measures"),
    path("measures/<str:measure_id>/", search.measure, name="measure"),
    path("agencies/<str:code>/", search.agency, name="agency"),
    path("search/", search.search, name="search"),
]
