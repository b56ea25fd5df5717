"""Addresses of interviews, imports and the device."""

from __future__ import annotations

from django.urls import path

from palermo.web.interviews import (
    decisions,
    device,
    handovers,
    imports,
    obligations,
    questions,
    reviews,
    stops,
    views,
)

urlpatterns = [
    path("procedures/<slug:procedure_id>/begin/", views.begin, name="begin-interview"),
    path("procedures/<slug:procedure_id>/hand-over/", handovers.hand_over, name="hand-over"),
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/import/", imports.choose_file, name="import-interviews"),
    path("interviews/import/mapping/", imports.mapping, name="import-mapping"),
    path("interviews/import/drop/", imports.drop, name="drop-import"),
    path("interviews/<int:interview_id>/", decisions.interview, name="interview"),
    path("interviews/<int:interview_id>/next/", views.go_on, name="interview-next"),
    path("interviews/<int:interview_id>/list/", questions.answer_list, name="answer-list"),
    path("interviews/<int:interview_id>/keep/", questions.keep, name="keep-answer"),
    path("interviews/<int:interview_id>/stop/", stops.stop, name="interview-stop"),
    path("interviews/<int:interview_id>/stop/handled/", stops.handled, name="handle-stop"),
    path("interviews/<int:interview_id>/decide/", decisions.decide, name="decide-interview"),
    path(
        "interviews/<int:interview_id>/hand-over/",
        handovers.end,
        name="interview-hand-over",
    ),
    path("interviews/<int:interview_id>/child/", decisions.to_child, name="interview-to-child"),
    path(
        "interviews/<int:interview_id>/questions/<str:name>/",
        questions.question,
        name="interview-question",
    ),
    path("obligations/<int:obligation_id>/done/", obligations.mark_done, name="obligation-done"),
    path(
        "obligations/<int:obligation_id>/acknowledge/",
        obligations.acknowledge,
        name="obligation-acknowledged",
    ),
    path("decisions/", reviews.decisions, name="decisions"),
    path("decisions/counts/", reviews.counts, name="decision-counts"),
    path("decisions/<int:interview_id>/", reviews.decision, name="decision"),
    path("decisions/<int:interview_id>/review/", reviews.review, name="review-decision"),
    path("leave/", views.leave, name="leave"),
    path("offline/", device.offline, name="offline"),
    path("offline/procedures.json", device.bundle, name="offline-bundle"),
    path("service-worker.js", device.service_worker, name="service-worker"),
    path("manifest.webmanifest", device.manifest, name="manifest"),
]
