"""Addresses of procedures, instruments and practice."""

from __future__ import annotations

from django.urls import path

from palermo.web.procedures import guide, instruments, practice, views, vignettes

urlpatterns = [
    path("help/", guide.help_page, name="help"),
    path("help/words/", guide.glossary, name="glossary"),
    path("procedures/", views.procedures, name="procedures"),
    path("procedures/<slug:procedure_id>/", views.procedure, name="procedure"),
    path("procedures/<slug:procedure_id>/flow/", views.procedure_flow, name="procedure-flow"),
    path(
        "procedures/<slug:procedure_id>/files/<str:name>",
        views.procedure_file,
        name="procedure-file",
    ),
    path("instruments/", instruments.instruments, name="instruments"),
    path("instruments/<slug:instrument_id>/", instruments.instrument, name="instrument"),
    path("practice/vignettes/", vignettes.vignettes, name="vignettes"),
    path("practice/vignettes/<slug:vignette_id>/", vignettes.vignette, name="vignette"),
    path("practice/<slug:procedure_id>/", practice.practice, name="practice"),
]
