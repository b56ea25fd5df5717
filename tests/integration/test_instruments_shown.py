"""Instruments on the pages, in the API and the terminal; what an interview by one keeps."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.installation import load_installed_pack
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.read_interview import read_interview
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.procedures.load_wording import load_wording
from palermo.actions.visit import Visit
from palermo.cli.main import main
from palermo.journal.models import JournalLine
from palermo.kernel.errors import BadValue, NotAllowed, PackProblem, Refused
from palermo.packs.pack import Pack
from palermo.procedures.decide import Outcome
from palermo.records.interviews.queries import get_interview
from palermo.saying.indications import indication_text
from palermo.saying.instrument_texts import AnswerCount
from tests.integration.conftest import People
from tests.obligations import due_times
from tests.visits import add_user, create_token, visit_of
from tests.wordings import write_wording

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(scope="module")
def two_wordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wordings of two instruments; tests only read it."""
    folder = tmp_path_factory.mktemp("wordings")
    write_wording(folder, "qyit", 4)
    write_wording(folder, "ahtst", 8)
    return folder


@pytest.fixture
def wordings(settings: Any, two_wordings: Path) -> Path:
    """An office that loaded the wordings of two instruments."""
    settings.WORDINGS = two_wordings
    return two_wordings


@pytest.fixture
def officer(db: None, wordings: Path) -> Visit:
    user = add_user(username="officer", password="a long password", role=Role.OFFICER)
    return visit_of(user, "web", NOW)


@pytest.fixture
def screen(officer: Visit) -> Callable[..., int]:
    """Begins an interview by an instrument and gives its answers; the number of the interview."""

    def begun(instrument: str, answers: dict[str, str]) -> int:
        procedure = officer.pack.procedure(instrument, NOW.date())
        number = start_interview(
            officer,
            procedure=procedure,
            place_kind="shelter",
            confirmed=[g.id for g in procedure.before],
            at=NOW,
        )
        answer_interview(officer, interview=number, version=1, given=answers)
        return number

    return begun


def _signed_in(name: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=name), BACKEND)
    return client


@pytest.mark.parametrize(
    ("language", "mark", "worth"),
    [
        ("en", "not verified", "about 26 were trafficking victims"),
        ("az", "yoxlanılmayıb", "təxminən 26 qurbana aiddir"),
    ],
)
def test_the_pages_show_figures_marks_and_that_no_wording_is_there(
    client: Client, people: People, pack: Pack, language: str, mark: str, worth: str
) -> None:
    client = _signed_in("reader")
    client.cookies["django_language"] = language
    assert 'href="/instruments/"' in client.get("/procedures/").content.decode()
    listed = client.get("/instruments/").content.decode()
    assert worth in listed
    assert "palermo instrument load" in listed
    for instrument in pack.instruments.instruments:
        assert f'href="/instruments/{instrument.id}/"' in listed
        page = client.get(f"/instruments/{instrument.id}/")
        assert page.status_code == 200
        assert "palermo instrument load" in page.content.decode()
        assert f'href="/procedures/{instrument.id}/"' not in page.content.decode()
    assert mark in client.get("/instruments/raft/").content.decode()
    assert client.get("/instruments/nothing/").status_code == 404
    assert client.get("/procedures/raft/").status_code == 404
    assert Client().get("/instruments/").status_code == 302


def test_the_doubts_of_published_weights_stand_on_the_procedure(people: People) -> None:
    page = _signed_in("reader").get("/procedures/screen-adult-labour/").content.decode()
    assert page.count("the publication may say weak") == 2
    assert page.count("are said to differ on violence") == 2


def test_the_api_lists_them_in_the_callers_language(client: Client, people: People) -> None:
    assert people.reader.actor.id is not None
    token = create_token(people.reader.actor.id)
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "ru"}
    listed = client.get("/api/v1/instruments", headers=headers).json()
    raft = next(i for i in listed if i["id"] == "raft")
    assert raft["studies"][1]["computed"]["of_positive"] == 3.51
    assert raft["studies"][1]["computed"]["unverified"] is True
    assert "3,5" in raft["studies"][1]["computed"]["said"][0]
    assert raft["studies"][1]["sensitivity"] == {
        "percent": 100.0,
        "low": None,
        "high": None,
        "verified": False,
    }
    one = client.get("/api/v1/instruments/htst-youth", headers=headers).json()
    assert (one["cut_off"], one["loaded"]) == (None, [])
    assert client.get("/api/v1/instruments/nothing", headers=headers).status_code == 404
    assert client.get("/api/v1/instruments").status_code == 401


def test_a_decision_keeps_instrument_cut_off_version_language_and_who_scored(
    screen: Callable[..., int], officer: Visit
) -> None:
    number = screen("qyit", {"item_1": "yes", "item_2": "no"})
    page = _signed_in("officer").get(f"/interviews/{number}/").content.decode()
    for words in (
        "Positive result - refer the person",
        "Sensitivity 86.7 %, specificity 76.5 %",
        "Of 100 positive results in that study, about 26",
        "Young adults of a shelter",
        "1 of 4 items answered yes, 2 unknown",
        "never a status",
    ):
        assert words in page
    assert "Further assessment is needed" not in page
    decide_interview(
        replace(officer, language="az"),
        interview=number,
        version=2,
        decision=Outcome.POSITIVE,
    )
    row = get_interview("officer", number)
    assert (row.decided_by, row.language) == ("officer", "az")
    found = read_interview(officer, interview=number)
    kept = indication_text(found.indication, found.procedure, officer.pack).instrument
    assert kept
    assert kept.cut_off
    assert (kept.id, kept.version, kept.cut_off.at_least) == ("qyit", 1, 1)
    assert kept.counted == AnswerCount(yes=1, unknown=2, items=4)


def test_the_officer_decides_upward_with_a_reason_and_the_referral_follows(
    screen: Callable[..., int], officer: Visit
) -> None:
    number = screen("qyit", {f"item_{n}": "no" for n in range(1, 5)})
    sent: dict[str, Any] = {"interview": number, "version": 2}
    with pytest.raises(BadValue, match="Reason"):
        decide_interview(officer, **sent, decision=Outcome.POSITIVE)
    decide_interview(officer, **sent, decision=Outcome.POSITIVE, reason="Somebody waits outside.")
    row = get_interview("officer", number)
    assert row.indicated.outcome == "negative"
    assert row.decision == "positive"
    assert set(due_times("officer", number)) == {"offer", "refer", "doubt"}


@pytest.mark.parametrize("name", ["qyit", "ahtst"])
def test_an_instrument_is_shown_and_taken_away_as_any_procedure_with_or_without_a_cut_off(
    wordings: Path, people: People, name: str
) -> None:
    client = _signed_in("reader")
    judged = "The program does not calculate a result; the practitioner decides."
    page = client.get(f"/procedures/{name}/")
    assert page.status_code == 200
    assert (judged in page.content.decode()) is (name == "ahtst")
    assert f"/procedures/{name}/" in client.get("/procedures/").content.decode()
    for file in ("form.pdf", "form.xlsx", "act.pdf", "act.docx", "flow.svg"):
        assert client.get(f"/procedures/{name}/files/{file}").status_code == 200, file


def test_without_a_cut_off_the_page_gives_the_count_and_the_officer_judges_with_a_reason(
    screen: Callable[..., int], officer: Visit
) -> None:
    number = screen("ahtst", {f"item_{n}": "yes" for n in range(1, 9)})
    page = _signed_in("officer").get(f"/interviews/{number}/").content.decode()
    assert "8 of 8 items answered yes" in page
    assert "No cut-off is published; the practitioner decides" in page
    assert "What the answers indicate" not in page
    assert 'name="decision"' in page
    sent: dict[str, Any] = {"interview": number, "version": 2}
    with pytest.raises(BadValue, match="Choose a decision"):
        decide_interview(officer, **sent)
    with pytest.raises(BadValue, match="Reason"):
        decide_interview(officer, **sent, decision=Outcome.POSITIVE)
    decide_interview(officer, **sent, decision=Outcome.POSITIVE, reason="All that was said.")
    row = get_interview("officer", number)
    assert (row.decision, row.indicated.outcome) == ("positive", "")


def test_an_administrator_loads_a_wording_once_and_nobody_else(
    people: People, settings: Any, tmp_path: Path, pack: Pack
) -> None:
    folder = tmp_path / "kept"
    file = write_wording(tmp_path, "qyit", 4)
    with pytest.raises(NotAllowed):
        load_wording(people.coordinator, path=file, folder=folder)
    for _ in range(2):
        name = load_wording(people.administrator, path=file, folder=folder)
    assert [p.name for p in folder.iterdir()] == [name] == ["qyit-1.yaml"]
    event = JournalLine.objects.filter(act="load_wording", outcome="done").first()
    assert event is not None
    assert event.detail == {"instrument": "qyit", "version": 1}
    file.write_text(file.read_text(encoding="utf-8").replace("item 1", "item one"), "utf-8")
    with pytest.raises(Refused, match="already loaded"):
        load_wording(people.administrator, path=file, folder=folder)
    wrong = write_wording(tmp_path, "qyit", 3, version=2)
    with pytest.raises(PackProblem, match="QYIT has 4 items"):
        load_wording(people.administrator, path=wrong, folder=folder)
    settings.WORDINGS = folder
    assert load_installed_pack().procedure("qyit", NOW.date()).instrument == "qyit"


def _cli(*words: str, code: int = 0, typed: str = "") -> str:
    result = CliRunner().invoke(main, list(words), input=typed)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def test_the_command_line_lists_checks_and_loads(
    people: People, settings: Any, tmp_path: Path
) -> None:
    settings.WORDINGS = tmp_path / "kept"
    assert "(not verified)" in _cli("instrument", "show", "raft")
    listed = json.loads(_cli("instrument", "list", "--format", "json", "--lang", "az"))
    assert {i["id"]: i["cut_off"] for i in listed}["cse-it"] is None
    file = str(write_wording(tmp_path, "raft", 4))
    assert "raft 1: 4 items, sound" in _cli("instrument", "check", file)
    short = str(write_wording(tmp_path, "raft", 2, version=2))
    assert f"{short}:9: RAFT has 4 items" in _cli("instrument", "check", short, code=5)
    _cli("instrument", "load", file, "--as", "reader", code=6)
    assert "Loaded raft-1.yaml" in _cli("instrument", "load", file, "--as", "administrator")
    # Read once per process: the next one runs it.
    settings.WORDINGS = Path(shutil.copytree(tmp_path / "kept", tmp_path / "next"))
    assert "Version 1 of its wording" in _cli("instrument", "show", "raft")


def test_the_terminal_tells_the_doubt_beside_a_sign() -> None:
    words = ("explain", "screen-adult-labour", "--indicators", "-")
    said = _cli(*words, typed='{"RV12": "yes", "RV13": "yes"}')
    assert said.count("(The weight is doubtful: the publication may say weak.)") == 1


def test_the_terminal_explains_by_a_loaded_wording(wordings: Path) -> None:
    words = ("explain", "qyit", "--answers", "-", "--wordings", str(wordings))
    said = _cli(*words, typed='{"item_2": "yes"}')
    assert "Positive result - refer the person" in said
    assert "about 26 were trafficking victims" in said
    found = json.loads(_cli(*words, "--format", "json", typed="{}"))
    assert found["outcome"] == "undetermined"
    assert found["instrument"]["studies"][0]["sensitivity"]["verified"] is True
    assert "Available" in _cli("explain", "qyit", "--answers", "-", code=7, typed="{}")
