"""No fine, charge or detention is said on every page of questions until it is clear."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NO_FINE = "No fine, charge, detention or removal until the screening is complete"


def test_no_fine_is_said_while_questions_are_open_and_before_what_has_a_deadline(
    officer: Visit,
) -> None:
    procedure = officer.pack.procedure("screen-adult-labour", date(2026, 11, 29))
    number = start_interview(
        officer,
        procedure=procedure,
        place_kind="workplace",
        confirmed=[gate.id for gate in procedure.before],
        at=officer.now,
        adult=True,
    )
    answer_interview(officer, interview=number, version=2, given={"danger_now": "no"})
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    page = client.get(f"/interviews/{number}/questions/tell_day/").content.decode()
    due = page[page.index("Due already") :]
    assert NO_FINE in due
    assert due.index(NO_FINE) < due.index("Ask what is still unknown")
    assert "by None" not in due
