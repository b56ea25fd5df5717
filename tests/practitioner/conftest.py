"""The officer of the cases, and what is due for the persons they meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from palermo.accounts.rights import Role
from palermo.cases.interview import InterviewState
from palermo.procedures.shapes import ProcedureDuty
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.queries import list_obligations_of_interview
from tests.practitioner.case_file import Run, check_duties, forbidden_words, newest
from tests.visits import add_user

BACKEND = "django.contrib.auth.backends.ModelBackend"
OFFICER = "officer"
#: Before now, so that an interview that begins now is not in the future.
HOUR = timedelta(hours=1)
SignIn = Callable[[Run], Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """The browser or program of an officer whose agency may use the procedure."""

    def client_of(run: Run) -> Client:
        add_user(username=OFFICER, role=Role.OFFICER, agency=run.agency)
        client = Client()
        client.force_login(get_user_model().objects.get(username=OFFICER), BACKEND)
        return client

    return client_of


def gates(run: Run) -> list[str]:
    """The conditions of the procedure."""
    return [gate.id for gate in run.rules.before]


def place(run: Run) -> str:
    """A kind of place of the procedure."""
    return next(iter(run.rules.settings), "police")


def hour_ago() -> str:
    """As a form sends it."""
    return f"{timezone.localtime() - HOUR:%Y-%m-%dT%H:%M}"


def row_of(run: Run) -> InterviewRow:
    """The interview under the procedure of the run."""
    (row,) = [r for r in fetch_interviews(OFFICER) if r.procedure == run.procedure]
    return row


def duties_due(row: InterviewRow) -> list[ProcedureDuty]:
    """The duties of an interview that are kept as due."""
    kept = {o.duty for o in list_obligations_of_interview(OFFICER, row.id)}
    return [duty for duty in newest(row.procedure).duties if duty.id in kept]


def check_takeover(run: Run) -> None:
    """The procedure for children goes on under the same code, and no protection is lost."""
    adult = row_of(run)
    (child,) = [r for r in fetch_interviews(OFFICER) if r.procedure == "child-pathway"]
    assert (adult.state, child.state) == (InterviewState.PASSED_ON, InterviewState.OPEN)
    assert (child.person, child.follows) == (adult.person, adult.id)
    due = [*duties_due(adult), *duties_due(child)]
    assert {"no_penalty", "child_protection"} <= {str(duty.protects) for duty in due}
    # What holds until the child's own answers rule it out is not meant.
    assert not set(run.never) & {duty.id for duty in duties_due(adult)}


def check_decided(run: Run) -> None:
    """What was decided is kept, or waits for a second person; what follows is due."""
    row = row_of(run)
    state = InterviewState.IN_REVIEW if run.overrule else InterviewState.DECIDED
    assert (row.state, row.reason_code) == (state, run.overrule)
    if run.grounds:
        assert row.indicated.reasonable_grounds == run.grounds
    assert run.label in ("", row.indicated.label)
    check_duties(run, duties_due(row))


def check_pages(run: Run, client: Client, *languages: str) -> None:
    """The page says everything that is due, and nothing that may not be said, in the languages."""
    row = row_of(run)
    for language in languages:
        headers = {"accept-language": language}
        page = client.get(f"/interviews/{row.id}/", headers=headers).content.decode()
        for duty in duties_due(row):
            said = escape(duty.text.in_language(language))
            assert said in page, (language, duty.id)
        for words in forbidden_words(run, language):
            assert escape(words).lower() not in page.lower(), (language, words)


def check_start(run: Run) -> None:
    """What is due before the first answer."""
    assert set(run.at_start) <= {duty.id for duty in duties_due(row_of(run))}


def parameters(runs: list[tuple[str, Run]]) -> pytest.MarkDecorator:
    """One test for each run, named by the case."""
    return pytest.mark.parametrize("run", [run for _, run in runs], ids=[name for name, _ in runs])
