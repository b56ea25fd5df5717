"""Each case on the pages: begin, answer chapter by chapter, see what is due, decide."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from palermo.actions.interviews.start_interview import start_interview
from tests.practitioner.case_file import Run, runs_at
from tests.practitioner.conftest import (
    SignIn,
    check_decided,
    check_pages,
    check_start,
    check_takeover,
    gates,
    parameters,
    place,
    row_of,
)
from tests.visits import visit_of

pytestmark = pytest.mark.django_db
_ASKED = re.compile(r'name="asked" value="(\w+)"')
_AFTER = re.compile(r'name="after" value="(\w*)"')
#: No procedure has more pages.
_MOST_PAGES = 60


@parameters(runs_at("page"))
def test_what_follows(run: Run, sign_in: SignIn) -> None:
    client = sign_in(run)
    begun = {"place_kind": place(run), "confirmed": gates(run)}
    # Where it is known that the person may be a child, the answer comes in the talk.
    begun |= {"adult": "yes"} if run.rules.child_procedure and not run.child else {}
    if run.child:
        _begin_before_the_age_is_known(run, client)
    else:
        answer = client.post(f"/procedures/{run.procedure}/begin/", begun)
        assert answer.status_code == 302, answer.content.decode()
    check_start(run)
    stopped = _answer_all(run, client)
    if run.child:
        check_takeover(run)
        return
    assert stopped == list(run.stops_asked)
    row = row_of(run)
    decided = {"version": str(row.version), "reason": "Written by the officer."}
    decided |= {"decision": run.decision.value} if run.decision else {}
    decided |= {"reason_code": run.overrule} if run.overrule else {}
    check_pages(run, client, "en", "az", "ru")
    answer = client.post(f"/interviews/{row.id}/decide/", decided)
    assert answer.status_code == 302, _problem(answer.content.decode())
    check_decided(run)
    check_pages(run, client, "en")


def _begin_before_the_age_is_known(run: Run, client: Client) -> None:
    """The officer took the person for an adult; the talk shows that it is not certain."""
    visit = visit_of("officer", "web", timezone.now() - timedelta(minutes=5))
    start_interview(
        visit, procedure=run.rules, place_kind=place(run), confirmed=gates(run), at=visit.now
    )


def _answer_all(run: Run, client: Client) -> list[str]:
    """Answer page by page as the pages lead; the questions that stopped the interview."""
    number, stopped = row_of(run).id, []
    where = f"/interviews/{number}/next/"
    for _ in range(_MOST_PAGES):
        answer = client.get(where, follow=True)
        where = answer.request["PATH_INFO"]
        page = answer.content.decode()
        if "/questions/" not in where or not where.startswith(f"/interviews/{number}/"):
            return stopped
        version = str(row_of(run).version)
        if 'id="first"' in page:
            question = where.split("/questions/")[1].strip("/")
            _check_stop(run, question, page)
            stopped.append(question)
            sent = {"version": version, "question": question}
            client.post(f"/interviews/{number}/stop/handled/", sent)
            where = f"/interviews/{number}/next/"
            continue
        asked = _ASKED.findall(page)
        assert asked
        sent = {f"answer-{q}": str(run.sent[q]) for q in asked if q in run.sent}
        sent |= {"version": version, "asked": asked, "after": _AFTER.findall(page)[0]}
        done = client.post(where, sent)
        assert done.status_code == 302, _problem(done.content.decode())
        where = done["Location"]
    raise AssertionError("the pages do not come to an end")


def _check_stop(run: Run, question: str, page: str) -> None:
    """The duties that come first stand on the page, and no other question does."""
    first = page.split('id="first"')[1].split("</section>")[0]
    for duty in run.rules.duties:
        is_first = duty.id in run.stops_asked[question]
        assert (escape(duty.text.english) in first) is is_first, duty.id
    assert set(_ASKED.findall(page)) <= {question}


def _problem(page: str) -> str:
    return page.split('role="alert">')[-1].split("</p>")[0]
