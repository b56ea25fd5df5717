"""An answer that stops: duties come at once, the other questions wait, by every door."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from palermo.accounts.rights import Role
from palermo.actions.interviews._import_preview import open_mapped_file
from palermo.actions.interviews.handle_stop import handle_stop
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.actions.interviews.read_interview import read_interview
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit
from palermo.exchange.submission_mapping import ColumnMapping
from palermo.exchange.xlsform import to_xlsform
from palermo.kernel.answers import Missing
from palermo.kernel.errors import BadValue
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.queries import list_open_obligations
from palermo.sheets.paper_form import form_data
from tests.languages import use_packs
from tests.submissions import IDS
from tests.trial_pack import (
    GATE,
    TRIAL,
    TRIAL_CHILD,
    copy_trial_packs,
    trial_pack,
    trial_procedure,
)
from tests.visits import add_user, visit_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
BEGAN = datetime(2026, 11, 28, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return copy_trial_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def officer(packs: Any, settings: Any, db: None) -> Visit:
    use_packs(settings, packs)
    return visit_of(add_user(username="officer", role=Role.OFFICER), "web", BEGAN)


@pytest.fixture
def client(officer: Visit) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    return client


def _begin(visit: Visit, *, adult: bool = True) -> int:
    procedure = visit.pack.procedure(TRIAL, visit.today)
    return start_interview(
        visit, procedure=procedure, place_kind="street", confirmed=[GATE], at=visit.now, adult=adult
    )


def _row(number: int) -> InterviewRow:
    return next(r for r in fetch_interviews("officer") if r.id == number)


def _post(client: Client, number: int, path: str, **sent: Any) -> Any:
    return client.post(f"/interviews/{number}/{path}", {"version": _row(number).version, **sent})


def _open() -> set[str]:
    return {o.duty for o in list_open_obligations("officer")}


def _done(client: Client, duty: str) -> Any:
    (row,) = [o for o in list_open_obligations("officer") if o.duty == duty]
    sent = {"version": row.version, "interview": row.interview, "back": "next"}
    return client.post(f"/obligations/{row.id}/done/", sent)


def test_the_page_shows_the_duties_at_once_and_the_other_questions_wait(
    officer: Visit, client: Client
) -> None:
    number = _begin(officer)
    first = client.get(f"/interviews/{number}/questions/danger/").content.decode()
    assert "Part 1 of 3" in first
    assert "Safety" in first
    assert "Have you left that place?" in first
    assert "Stop. Do this first" not in first
    kept = _post(client, number, "keep/", **{"answer-danger": "yes"}).json()
    assert kept["next"] == f"/interviews/{number}/questions/danger/"
    # The obligations are there at once, with their clock.
    assert {"to_safety", "doctor"} <= _open()
    page = client.get(kept["next"]).content.decode()
    assert "Stop. Do this first" in page
    assert "Bring the person to safety" in page
    assert "Are you in danger now?" in page
    assert "Have you left that place?" not in page
    # Every other question leads back to it.
    other = client.get(f"/interviews/{number}/questions/threatened/")
    assert other["Location"] == kept["next"]
    assert client.get(f"/interviews/{number}/next/")["Location"] == kept["next"]
    assert "Stop. Do this first" in client.get(f"/interviews/{number}/").content.decode()
    assert _done(client, "to_safety")["Location"] == f"/interviews/{number}/next/"
    assert client.get(f"/interviews/{number}/next/")["Location"] == kept["next"]
    _done(client, "doctor")
    onward = client.get(f"/interviews/{number}/next/")["Location"]
    assert onward == f"/interviews/{number}/questions/away/"
    assert "Stop. Do this first" not in client.get(onward).content.decode()


def test_what_comes_first_stands_once_on_each_page(officer: Visit, client: Client) -> None:
    number = _begin(officer)
    _post(client, number, "questions/danger/", **{"answer-danger": "yes"})
    # The words stand once as text, and once for readers of the screen on the button.
    marked = {o.id for o in list_open_obligations("officer") if o.duty in {"to_safety", "doctor"}}
    for address in ("questions/danger/", ""):
        page = LexborHTMLParser(client.get(f"/interviews/{number}/{address}").content.decode())
        stop = page.css_first(".stop")
        shown = [
            li.text() for li in page.css("main li") if "Bring the person to safety" in li.text()
        ]
        assert len(shown) == 1, address
        for row in marked:
            (form,) = page.css(f"form[action='/obligations/{row}/done/']")
            assert form.html
            assert form.html in (stop.html or "")


def test_it_may_be_taken_care_of_and_the_duties_stay_due(officer: Visit, client: Client) -> None:
    number = _begin(officer)
    _post(client, number, "questions/danger/", **{"answer-danger": "yes"})
    answer = _post(client, number, "stop/handled/", question="danger")
    assert answer["Location"] == f"/interviews/{number}/next/"
    assert _row(number).handled_stops == ("danger",)
    page = client.get(f"/interviews/{number}/questions/threatened/")
    assert page.status_code == 200
    assert {"to_safety", "doctor"} <= _open()
    with pytest.raises(BadValue):
        handle_stop(officer, interview=number, version=_row(number).version, question="young")


def test_what_stopped_an_adult_interview_comes_first_for_the_child(
    officer: Visit, client: Client
) -> None:
    number = _begin(officer, adult=False)
    sent = {"answer-danger": "yes", "answer-young": "yes"}
    _post(client, number, "questions/danger/", asked=["danger", "young", "away"], **sent)
    (child,) = [r for r in fetch_interviews("officer") if r.procedure == TRIAL_CHILD]
    stop = client.get(f"/interviews/{child.id}/next/")["Location"]
    assert stop == f"/interviews/{child.id}/stop/"
    page = client.get(stop).content.decode()
    assert "Bring the person to safety" in page
    question = client.get(f"/interviews/{child.id}/questions/works/")
    assert question["Location"] == stop
    _post(client, child.id, "stop/handled/", question="danger")
    onward = client.get(f"/interviews/{child.id}/next/")["Location"]
    assert onward == f"/interviews/{child.id}/questions/works/"


def test_a_chapter_is_answered_at_once_and_asks_what_becomes_open(
    officer: Visit, client: Client
) -> None:
    number = _begin(officer)
    safety = {"answer-danger": "no", "answer-away": "yes"}
    answer = _post(client, number, "questions/danger/", asked=["danger", "young", "away"], **safety)
    assert answer["Location"] == f"/interviews/{number}/questions/threatened/"
    page = client.get(answer["Location"]).content.decode()
    # The person has left: the words are about that time.
    assert "Did someone threaten you there?" in page
    assert "Does someone threaten you?" not in page
    work = {"answer-threatened": "yes", "answer-hours": "no"}
    answer = _post(
        client, number, "questions/threatened/",
        asked=["threatened", "unpaid", "hours"], after="away", **work,
    )  # fmt: skip
    assert _row(number).answers["unpaid"] == Missing.NOT_ASKED
    assert answer["Location"] == f"/interviews/{number}/questions/locked/"
    answer = _post(
        client, number, "questions/locked/", asked="locked", after="hours",
        **{"answer-locked": "yes"},
    )  # fmt: skip
    assert answer["Location"] == f"/interviews/{number}/questions/keys/"
    assert "Were you locked in there?" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("button", ["enough", "pause"])
def test_enough_is_known_leaves_unknown_what_was_not_asked(
    officer: Visit, client: Client, button: str
) -> None:
    number = _begin(officer)
    answer = _post(
        client, number, "questions/threatened/", asked=["threatened", "unpaid", "hours"],
        **{"answer-threatened": "yes", button: "1"},
    )  # fmt: skip
    where = f"/interviews/{number}/" if button == "enough" else "/interviews/"
    assert answer["Location"] == where
    assert _row(number).answers == {"young": "no", "threatened": "yes"}
    assert (
        "Enough is known" in client.get(f"/interviews/{number}/questions/hours/").content.decode()
    )


def test_a_paper_form_typed_in_is_not_interrupted_and_then_shows_the_stop(
    officer: Visit, client: Client
) -> None:
    number = _begin(officer)
    kept = _post(client, number, "keep/", list="1", **{"answer-danger": "yes"}).json()
    assert "next" not in kept
    assert "Stop. Do this first" in client.get(f"/interviews/{number}/").content.decode()


def _put(client: Client, key: UUID, **more: Any) -> Any:
    sent = {
        "procedure": TRIAL, "procedure_version": 1, "place_kind": "street", "confirmed": [GATE],
        "started_at": BEGAN.isoformat(), "answers": {"young": "no", "danger": "yes"}, **more,
    }  # fmt: skip
    address = f"/api/v1/interviews/{key}"
    answer = client.put(address, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_api_answers_with_the_stop_and_takes_what_was_done(
    officer: Visit, client: Client
) -> None:
    key = uuid4()
    told = _put(client, key)
    assert told["next"] == {
        "to_child": False,
        "question": "danger",
        "stop": {"question": "danger", "duties": ["to_safety", "doctor"]},
    }
    assert {"to_safety", "doctor"} <= {o["duty"] for o in told["obligations"]}
    done = {"to_safety": (BEGAN + HOUR / 2).isoformat()}
    told = _put(client, key, base=told["version"], done=done)
    (safety,) = [o for o in told["obligations"] if o["duty"] == "to_safety"]
    assert datetime.fromisoformat(safety["done_at"]) == BEGAN + HOUR / 2
    assert told["next"]["stop"] is not None
    address = f"/api/v1/interviews/{key}/stops/danger"
    sent = json.dumps({"version": told["version"]})
    assert client.post(address, sent, content_type="application/json").status_code == 204
    told = client.get(f"/api/v1/interviews/{key}").json()
    assert (told["next"]["stop"], told["next"]["question"]) == (None, "away")


def test_a_device_sends_what_was_done_and_taken_care_of(officer: Visit, client: Client) -> None:
    key = uuid4()
    first = _put(client, key, done={"doctor": (BEGAN - HOUR).isoformat()}, handled_stops=["danger"])
    assert first["next"]["question"] == "away"
    (row,) = fetch_interviews("officer")
    assert row.handled_stops == ("danger",)
    (doctor,) = [o for o in first["obligations"] if o["duty"] == "doctor"]
    # A device whose clock is wrong: not before the first contact.
    assert datetime.fromisoformat(doctor["done_at"]) == BEGAN
    # Sent again nothing changes; a name that is not a question is not kept.
    again = _put(client, key, base=first["version"], handled_stops=["danger", "A Name"])
    assert again["version"] == first["version"]
    assert _row(row.id).handled_stops == ("danger",)


def test_an_import_makes_the_duties_due(officer: Visit) -> None:
    visit = replace(officer, now=BEGAN + 3 * HOUR)
    rows = f"KEY,start,young,danger\nuuid:{IDS[0]},{BEGAN.isoformat()},no,yes"
    said = ColumnMapping(adults=True, confirmed=(GATE,), place_kind="street")
    opened = open_mapped_file(
        rows.encode(), "rows.csv", TRIAL, said, pack=visit.pack, on=visit.today
    )
    import_interviews(visit, opened=opened)
    (row,) = fetch_interviews("officer")
    due = {o.duty: o for o in read_interview(visit, interview=row.id).obligations}
    assert due["to_safety"].due_at == BEGAN + HOUR
    assert due["to_safety"].is_late(visit.now)
    assert read_interview(visit, interview=row.id).next.stop is not None


def test_paper_and_other_forms_say_it_beside_the_question() -> None:
    form = form_data(trial_procedure(), trial_pack(), "en")
    danger, young, _away, threatened = form["questions"][:4]
    assert danger["stop"] == {
        "after": "yes",
        "duties": [
            "Bring the person to safety (within an hour)",
            "Call a doctor (within 24 hours)",
        ],
    }
    assert young["stop"] is None
    assert threatened["past"] == "Did someone threaten you there?"
    assert [q["group"] for q in form["questions"] if q["group"]] == [
        "Safety",
        "Work and pay",
        "The place",
    ]
    book = load_workbook(io.BytesIO(to_xlsform(trial_procedure(), trial_pack())))
    rows = [list(row) for row in book["survey"].iter_rows(values_only=True)]
    names = [row[1] for row in rows]
    note = rows[names.index("note_stop_danger")]
    assert names.index("note_stop_danger") == names.index("danger") + 1
    assert "Bring the person to safety" in note[2]
    assert "(${danger} = 'yes')" in note
    assert "first_sign_at" in names
