"""A23: clocks run from the first sign, are shown while the interview is open, and never reset."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone, translation

from palermo.accounts.rights import Role
from palermo.actions.interviews._import_preview import open_mapped_file
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.actions.interviews.mark_obligation_done import mark_obligation_done
from palermo.actions.interviews.read_interview import read_interview
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewOrigin
from palermo.cli.main import main
from palermo.exchange.submission_mapping import ColumnMapping
from palermo.procedures.decide import Outcome
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.values import ObligationRow
from tests.languages import use_packs
from tests.submissions import IDS
from tests.trial_pack import GATE, TRIAL, TRIAL_CHILD, copy_trial_packs
from tests.visits import add_user, visit_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
BEGAN = datetime(2026, 11, 28, 18, tzinfo=UTC)
#: The first sign, at 22:53 in Baku.
SIGN = datetime(2026, 11, 28, 18, 53, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return copy_trial_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def officer(packs: Any, settings: Any, db: None) -> Visit:
    use_packs(settings, packs)
    return visit_of(add_user(username="officer", role=Role.OFFICER), "web", BEGAN)


def _begin(visit: Visit, **more: Any) -> int:
    procedure = visit.pack.procedure(TRIAL, visit.today)
    values = {"place_kind": "street", "confirmed": [GATE], "at": visit.now, "adult": True, **more}
    return start_interview(visit, procedure=procedure, **values)


def _answer(visit: Visit, number: int, at: datetime, **given: str) -> None:
    (row,) = [r for r in fetch_interviews("officer") if r.id == number]
    answer_interview(replace(visit, now=at), interview=number, version=row.version, given=given)


def _due(visit: Visit, number: int) -> dict[str, ObligationRow]:
    return {o.duty: o for o in read_interview(visit, interview=number).obligations}


def _row() -> InterviewRow:
    (row,) = fetch_interviews("officer")
    return row


def _client() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    return client


def test_a23_the_clock_runs_from_the_first_sign_and_no_decision_resets_it(officer: Visit) -> None:
    number = _begin(officer)
    assert "refer" not in _due(officer, number)
    _answer(officer, number, SIGN, threatened="yes")
    assert _due(officer, number)["refer"].due_at == SIGN + DAY
    _answer(officer, number, SIGN + 2 * HOUR, hours="yes", locked="yes")
    late = replace(officer, now=SIGN + 3 * DAY)
    assert _due(late, number)["refer"].is_late(late.now)
    decide_interview(late, interview=number, version=_row().version, decision=Outcome.POSITIVE)
    assert _row().first_sign_at == SIGN
    assert _due(late, number)["refer"].due_at == SIGN + DAY
    assert _due(late, number)["ask_further"].due_at == SIGN + 3 * DAY


def test_what_is_due_without_a_sign_runs_from_the_first_contact(officer: Visit) -> None:
    number = _begin(officer)
    assert _due(officer, number)["no_fine"].due_at == BEGAN + 2 * HOUR
    _answer(officer, number, SIGN, hours="yes")
    # A later sign moves nothing that is due already.
    assert _due(officer, number)["no_fine"].due_at == BEGAN + 2 * HOUR
    assert _due(officer, number)["ask_further"].due_at == SIGN + 3 * DAY


def test_what_no_longer_follows_goes_and_comes_back_with_the_same_time(officer: Visit) -> None:
    number = _begin(officer)
    _answer(officer, number, SIGN, threatened="yes")
    _answer(officer, number, SIGN + HOUR, threatened="no")
    assert "refer" not in _due(officer, number)
    assert _row().first_sign_at == SIGN
    _answer(officer, number, SIGN + 2 * HOUR, threatened="yes")
    assert _due(officer, number)["refer"].due_at == SIGN + DAY


def test_what_was_done_stays_when_the_answer_is_corrected(officer: Visit) -> None:
    number = _begin(officer)
    _answer(officer, number, SIGN, threatened="yes")
    refer = _due(officer, number)["refer"]
    mark_obligation_done(replace(officer, now=SIGN + HOUR), obligation=refer.id)
    _answer(officer, number, SIGN + 2 * HOUR, threatened="no")
    assert _due(officer, number)["refer"].done_at == SIGN + HOUR


def test_the_interview_for_a_child_keeps_the_earlier_clock(officer: Visit) -> None:
    number = _begin(officer, adult=False)
    _answer(officer, number, SIGN, threatened="yes")
    _answer(officer, number, SIGN + 5 * HOUR, young="yes")
    (child,) = [r for r in fetch_interviews("officer") if r.procedure == TRIAL_CHILD]
    assert (child.started_at, child.first_sign_at) == (BEGAN, SIGN)
    due = _due(officer, child.id)
    assert due["guardian"].due_at == SIGN + DAY
    # What protects stays due; what was due to an adult only does not.
    assert {d for d, o in due.items() if o.interview == number} == {"no_fine"}
    _answer(officer, child.id, SIGN + 9 * HOUR, works="yes")
    assert _due(officer, child.id)["refer_child"].due_at == SIGN + 12 * HOUR


def test_an_open_interview_shows_what_is_overdue_on_its_page_and_first_in_the_list(
    officer: Visit,
) -> None:
    now = timezone.now()
    late = _begin(replace(officer, now=now), at=now - 30 * HOUR)
    soon = _begin(replace(officer, now=now))
    _answer(officer, soon, now, threatened="yes")
    _answer(officer, late, now - 30 * HOUR, threatened="yes")
    page = _client().get(f"/interviews/{late}/").content.decode()
    with translation.override("en"):
        local = timezone.localtime(now - 6 * HOUR)
        words = f"{local.day} {local:%B %Y}, {local:%H:%M}"
    assert f"overdue since {words}" in page
    start = _client().get("/interviews/").content.decode()
    assert start.index("overdue since") < start.index(">by ")
    cards = start[start.index('id="mine"') :]
    assert cards.count("overdue") == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "29 November 2026, 22:53"),
        ("az", "29 noyabr 2026, 22:53"),
        ("ru", "29 ноября 2026 г., 22:53"),
    ],
)
def test_the_time_has_a_named_month_and_24_hours_in_every_language(
    officer: Visit, language: str, words: str
) -> None:
    number = _begin(officer)
    _answer(officer, number, SIGN, threatened="yes")
    client = _client()
    page = client.get(f"/interviews/{number}/", headers={"accept-language": language})
    assert words in page.content.decode()
    answer = client.get("/api/v1/obligations", headers={"accept-language": language})
    assert words in [o["due"] for o in answer.json()]


def test_the_terminal_lists_it_while_the_interview_is_open(officer: Visit) -> None:
    number = _begin(officer)
    _answer(officer, number, SIGN, threatened="yes")
    done = CliRunner().invoke(main, ["interviews", "due", "--as", "officer"], terminal_width=200)
    assert done.exit_code == 0, done.output
    # A narrow terminal breaks the date between its words.
    words = " ".join(done.output.split())
    assert "29 November 2026, 22:53" in words or "2026, 22:53" in words
    assert "Refer the person" in done.output


def _device(**more: Any) -> dict[str, Any]:
    return {
        "procedure": TRIAL, "procedure_version": 1, "place_kind": "street", "confirmed": [GATE],
        "started_at": BEGAN.isoformat(), "answers": {"young": "no"}, **more,
    }  # fmt: skip


def _put(key: UUID, sent: dict[str, Any]) -> Any:
    address = f"/api/v1/interviews/{key}"
    answer = _client().put(address, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_device_tells_its_own_time_of_the_first_sign(officer: Visit) -> None:
    key = uuid4()
    sign = {"first_sign_at": SIGN.isoformat(), "answers": {"young": "no", "threatened": "yes"}}
    assert _put(key, _device(**sign))["first_sign_at"] is not None
    assert _due(officer, _row().id)["refer"].due_at == SIGN + DAY
    decided = {"decision": "positive", "decided_at": (SIGN + 3 * DAY).isoformat()}
    # A later time for the first sign changes nothing.
    later = {**sign, "first_sign_at": (SIGN + 2 * DAY).isoformat()}
    _put(key, _device(base=2, **later, **decided))
    assert _row().first_sign_at == SIGN
    assert _due(officer, _row().id)["refer"].due_at == SIGN + DAY


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (None, BEGAN),
        (BEGAN - DAY, BEGAN),
    ],
)
def test_a_device_that_says_none_or_a_wrong_time_is_corrected(
    officer: Visit, told: datetime | None, kept: datetime
) -> None:
    sign = {"first_sign_at": told.isoformat() if told else None, "answers": {"hours": "yes"}}
    _put(uuid4(), _device(**sign))
    assert _row().first_sign_at == kept


def test_a_paper_form_says_its_time_or_runs_from_the_interview(officer: Visit) -> None:
    typed = replace(officer, now=BEGAN + 3 * DAY)
    paper = {"origin": InterviewOrigin.PAPER, "at": BEGAN}
    number = _begin(typed, **paper, first_sign_at=SIGN)
    _answer(officer, number, BEGAN + 3 * DAY, threatened="yes")
    assert _due(typed, number)["refer"].due_at == SIGN + DAY
    other = _begin(typed, **paper)
    _answer(officer, other, BEGAN + 3 * DAY, threatened="yes")
    assert _due(typed, other)["refer"].due_at == BEGAN + DAY


def test_the_page_for_a_paper_form_takes_the_time_of_the_first_sign(officer: Visit) -> None:
    sent = {
        "origin": "paper", "adult": "yes", "place_kind": "street", "confirmed": GATE,
        "at": "2026-11-28T22:00",
    }  # fmt: skip
    client = _client()
    page = client.get(f"/procedures/{TRIAL}/begin/?paper").content.decode()
    assert 'name="first_sign_at"' in page
    wrong = client.post(
        f"/procedures/{TRIAL}/begin/", {**sent, "first_sign_at": "2026-11-28T21:00"}
    )
    assert wrong.status_code == 422
    assert "time of the first sign" in wrong.content.decode()
    client.post(f"/procedures/{TRIAL}/begin/", {**sent, "first_sign_at": "2026-11-28T22:53"})
    assert _row().first_sign_at == SIGN


def test_an_import_runs_from_the_first_sign_of_the_form_or_from_the_interview(
    officer: Visit,
) -> None:
    visit = replace(officer, now=BEGAN + 3 * DAY)
    rows = [
        "KEY,start,first_sign_at,young,threatened",
        f"uuid:{IDS[0]},{BEGAN.isoformat()},{SIGN.isoformat()},no,yes",
        f"uuid:{IDS[1]},{BEGAN.isoformat()},,no,yes",
    ]
    said = ColumnMapping(adults=True, confirmed=(GATE,), place_kind="street")
    content = "\n".join(rows).encode()
    opened = open_mapped_file(content, "rows.csv", TRIAL, said, pack=visit.pack, on=visit.today)
    assert import_interviews(visit, opened=opened).problems == ()
    first, second = sorted(fetch_interviews("officer"), key=lambda r: r.id)
    assert _due(visit, first.id)["refer"].due_at == SIGN + DAY
    assert _due(visit, second.id)["refer"].due_at == BEGAN + DAY
