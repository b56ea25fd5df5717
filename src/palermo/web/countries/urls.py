"""Addresses of countries, editions and comparisons."""

from __future__ import annotations

from django.urls import path

from palermo.web.countries import views, years

urlpatterns = [
    path("", views.home, name="home"),
    path("countries/<country:iso3>/", views.country, name="country"),
    path("countries/<country:iso3>/<int:edition>/", views.assessment, name="assessment"),
    path("countries/<country:iso3>/compare/", years.compare, name="compare"),
    path("countries/<country:iso3>/<int:edition>/checklist/", years.checklist, name="checklist"),
    path(
        "countries/<country:iso3>/<int:edition>/checklist/file/",
        years.file_proposal,
        name="file-finding",
    ),
    path(
        "countries/<country:iso3>/<int:edition>/checklist/penalty/",
        years.file_proposed_penalty,
        name="file-penalty",
    ),
    path(
        "countries/<country:iso3>/<int:edition>/checklist/<int:evidence_id>/verify/",
        years.verify_evidence_of_item,
        name="verify-checklist-evidence",
    ),
]
