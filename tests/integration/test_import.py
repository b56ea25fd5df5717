"""Interviews from KoboToolbox and ODK: kept once, by their officer, without a word of free text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.interviews._import_preview import ImportPreview, MappedFile
from palermo.actions.interviews.drop_import import drop_import
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.actions.interviews.prepare_import import prepare_import
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewState
from palermo.exchange.submission_mapping import ColumnMapping, keep_coded_columns, propose_mapping
from palermo.exchange.submissions import read_submissions
from palermo.journal.models import JournalLine
from palermo.journal.queries import list_activity
from palermo.kernel.errors import NotAllowed, NotFound, Refused
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.records.imports.models import PendingImport
from palermo.records.imports.queries import pending_import
from palermo.records.interviews.models import Interview
from palermo.records.interviews.queries import fetch_interviews, list_answer_history
from tests.integration.conftest import People
from tests.submissions import IDS, NAME, REFER, kobo_csv, kobo_xlsx, odk_csv
from tests.visits import add_user, visit_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
QUESTIONS = [q.id for q in REFER.questions]
ROWS = [["yes"] * len(QUESTIONS), ["no"] * len(QUESTIONS)]
Import = Callable[..., ImportPreview]


def officer_named(name: str) -> Visit:
    user = add_user(username=name, password="a long password", role=Role.OFFICER, agency="ATD")
    return visit_of(user, "web", NOW)


@pytest.fixture
def officer(db: None) -> Visit:
    return officer_named("officer")


@pytest.fixture
def take_in(officer: Visit, pack: Pack) -> Import:
    def run(
        content: bytes, procedure: Procedure = REFER, visit: Visit = officer, **more: object
    ) -> ImportPreview:
        table = keep_coded_columns(read_submissions(content, "x"), procedure, pack)
        values: dict[str, object] = {
            "columns": propose_mapping(table).columns,
            "confirmed": [gate.id for gate in procedure.before],
            "place_kind": procedure.settings[0],
            **more,
        }
        mapping = ColumnMapping.model_validate(values)
        opened = MappedFile(procedure, table, mapping)
        return import_interviews(visit, opened=opened)

    return run


def test_each_row_is_an_open_interview_of_who_imports(take_in: Import, officer: Visit) -> None:
    done = take_in(kobo_csv(ROWS, QUESTIONS))
    assert (len(done.new), done.here, done.problems) == (2, 0, ())
    rows = {row.key: row for row in fetch_interviews("officer")}
    assert set(rows) == set(IDS[:2])
    one = rows[IDS[0]]
    assert (one.state, one.agency, one.place_kind) == (
        InterviewState.OPEN,
        "ATD",
        REFER.settings[0],
    )
    assert one.answers == dict.fromkeys(QUESTIONS, "yes")
    assert one.started_at == datetime(2026, 3, 1, 6, 15, tzinfo=UTC)
    assert one.confirmed == tuple(gate.id for gate in REFER.before)
    assert {g.by for g in list_answer_history(one.id)} == {"officer"}
    assert set(Interview.objects.values_list("origin", flat=True)) == {"import"}


def test_twice_is_kept_once_and_nobody_takes_anothers(take_in: Import) -> None:
    take_in(kobo_csv(ROWS[:1], QUESTIONS))
    again = take_in(odk_csv(ROWS, QUESTIONS))
    assert (len(again.new), again.here, again.problems) == (1, 1, ())
    other = take_in(kobo_csv(ROWS, QUESTIONS), visit=officer_named("other"))
    assert (len(other.new), other.here, [p.row for p in other.problems]) == (0, 0, [2, 3])
    assert Interview.objects.count() == 2


def test_a_corrected_time_is_told(take_in: Import) -> None:
    """Deadlines run from it, so a row with another time is not simply here already."""
    sent = kobo_csv(ROWS, QUESTIONS)
    take_in(sent)
    # A spreadsheet leaves out the seconds.
    for begun, told in ((b"2026-03-01T10:15:40", False), (b"2026-03-01T10:45:00", True)):
        again = take_in(sent.replace(b"2026-03-01T10:15:00", begun))
        assert (len(again.new), again.here) == (0, 1 if told else 2)
        assert [problem.row for problem in again.problems] == ([2] if told else [])
    (problem,) = again.problems
    assert "the time when it began" in problem.what.say(str)
    assert "Deadlines run from the time in Palermo" in problem.remedy.say(str)


def test_all_that_came_in_can_be_found(take_in: Import, browser: Client) -> None:
    rows = [["no", f"{uuid4()}", "2026-03-01T10:15:00+04:00"] for _ in range(230)]
    take_in(kobo_xlsx(rows, [QUESTIONS[0], "_uuid", "start"]))
    seen = {row.key for page in (0, 200) for row in fetch_interviews("officer", offset=page)}
    assert seen == {row[1] for row in rows}
    last = browser.get("/interviews/?page=5").content.decode()
    assert "Page 5 of 5" in last
    assert last.count("/next/") == 30
    api = browser.get("/api/v1/interviews?offset=200").json()
    assert len(api) == 30
    assert len(browser.get("/api/v1/interviews").json()) == 200


def test_rows_with_a_problem_stay_outside_and_the_rest_comes_in(take_in: Import) -> None:
    wrong = [NAME, *["no"] * (len(QUESTIONS) - 1)]
    done = take_in(kobo_csv([ROWS[0], wrong], QUESTIONS))
    assert (len(done.new), done.rows_left_out) == (1, 1)
    assert [p.row for p in done.problems] == [3]
    assert [row.key for row in fetch_interviews("officer")] == [IDS[0]]


def test_nothing_comes_in_before_what_had_to_hold_is_confirmed(take_in: Import) -> None:
    with pytest.raises(Refused, match="consent"):
        take_in(kobo_csv(ROWS, QUESTIONS), confirmed=["safe"])
    assert not Interview.objects.exists()


def test_who_may_be_under_18_goes_to_the_pathway(take_in: Import, pack: Pack) -> None:
    adults = pack.procedure("screen-domestic-work", NOW.date())
    rows = [["no", age, IDS[n], "2026-03-01T10:15:00+04:00"] for n, age in enumerate((15, 40))]
    headings = [adults.questions[0].id, "age", "_uuid", "start"]
    done = take_in(kobo_xlsx(rows, headings), adults)
    assert (len(done.new), done.children) == (2, 1)
    found = {row.key: row for row in fetch_interviews("officer")}
    assert (found[IDS[0]].state, found[IDS[1]].state) == (
        InterviewState.PASSED_ON,
        InterviewState.OPEN,
    )
    (child,) = (row for row in found.values() if row.follows)
    assert (child.person, child.follows) == (found[IDS[0]].person, found[IDS[0]].id)
    assert (child.procedure, child.state) == (adults.child_procedure, InterviewState.OPEN)


def _everything_kept() -> str:
    """All text of all tables of the database."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found.append(repr(cursor.fetchall()))
    return "\n".join(found)


def test_free_text_is_nowhere_in_the_database(
    take_in: Import, officer: Visit, pack: Pack, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = [NAME, *["no"] * (len(QUESTIONS) - 1)]
    content = kobo_csv([ROWS[0], wrong], QUESTIONS)
    prepare_import(
        officer, content=content, file_name="x.csv", procedure=REFER,
        values={"*": {"so": "yes"}},
    )  # fmt: skip
    assert PendingImport.objects.count() == 1
    waiting = _everything_kept()
    take_in(content)
    assert not PendingImport.objects.exists()
    for part in NAME.split():
        assert part not in waiting
        assert part not in _everything_kept()
        assert part not in caplog.text


def test_the_log_holds_numbers_alone(take_in: Import) -> None:
    take_in(kobo_csv(ROWS, QUESTIONS))
    event = JournalLine.objects.get(act="import_interviews")
    assert event.detail == {
        "procedure": "refer-victim", "version": 1, "rows": 2, "imported": 2, "children": 0,
        "here_already": 0, "left_out": 0,
    }  # fmt: skip
    logged = " ".join(f"{e.target} {e.detail}" for e in JournalLine.objects.all())
    assert not any(row.person in logged or row.key in logged for row in fetch_interviews("officer"))


def test_what_waits_is_its_officers_and_goes_after_a_day(officer: Visit, pack: Pack) -> None:
    content = kobo_csv(ROWS, QUESTIONS)
    more = {"content": content, "file_name": "x.csv", "procedure": REFER, "values": {}}
    prepare_import(officer, **more)  # type: ignore[arg-type]
    prepare_import(officer, **more)  # type: ignore[arg-type]
    assert pending_import("officer", NOW + timedelta(hours=23)).procedure == "refer-victim"
    other = officer_named("other")
    with pytest.raises(NotFound):
        pending_import("other", NOW)
    with pytest.raises(NotFound):
        pending_import("officer", NOW + timedelta(hours=25))
    assert drop_import(replace(other, now=NOW + timedelta(hours=23))) == 0
    assert PendingImport.objects.count() == 1
    assert drop_import(replace(other, now=NOW + timedelta(hours=25))) == 1
    assert not PendingImport.objects.exists()


def test_nobody_but_an_officer_imports(take_in: Import, people: People) -> None:
    for visit in (people.reader, people.analyst, people.coordinator, people.administrator):
        with pytest.raises(NotAllowed):
            take_in(kobo_csv(ROWS, QUESTIONS), visit=visit)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=visit.actor.id), BACKEND)
        for address in ("/interviews/import/", "/interviews/import/mapping/"):
            assert client.get(address).status_code == 403
        assert client.post("/interviews/import/drop/").status_code == 403
    assert not Interview.objects.exists()


@pytest.fixture
def browser(officer: Visit) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    return client


def _upload(browser: Client, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("export.csv", content)
    return browser.post(
        "/interviews/import/", {"procedure": "refer-victim:1", "file": file, **more}
    )


def test_pages_tell_what_is_wrong_with_a_file(browser: Client) -> None:
    for content in (b"", b"PK\x03\x04", b"a;b\n"):
        assert _upload(browser, content).status_code == 422
    wrong = _upload(browser, kobo_csv(ROWS, QUESTIONS), values="yes")
    assert wrong.status_code == 422
    assert "word = code" in wrong.content.decode()
    named = _upload(browser, kobo_csv(ROWS, QUESTIONS), values=f"so = {NAME}")
    assert "not answers of the procedure" in named.content.decode()
    assert browser.get("/interviews/import/mapping/").status_code == 404
    assert not PendingImport.objects.exists()


def test_a_form_with_its_own_words_comes_in_by_the_pages(browser: Client) -> None:
    rows = [["1" if a == "yes" else "hə yox" for a in row] for row in ROWS]
    sent = _upload(browser, kobo_csv(rows, QUESTIONS), values="1 = yes\nHə yox = no\n")
    assert sent.status_code == 302
    page = browser.get(sent["Location"])
    assert "no-store" in page["Cache-Control"]
    form = page.context["form"]
    data = {name: form[name].initial or "" for name in form.fields}
    data |= {"confirmed": [g.id for g in REFER.before], "place_kind": "police"}
    seen = browser.post(sent["Location"], data).context["seen"]
    (line,) = list_activity(act="preview_import")[0]
    assert (line.via, line.detail["new"]) == ("web", 2)
    done = browser.post(sent["Location"], {**data, "import": "1", "seen": seen})
    assert done.status_code == 302, done.content.decode()
    answers = sorted(str(next(iter(row.answers.values()))) for row in fetch_interviews("officer"))
    assert answers == ["no", "yes"]


def test_the_mapping_page_refuses_what_cannot_be(browser: Client) -> None:
    address = _upload(browser, kobo_csv(ROWS, QUESTIONS))["Location"]
    form = browser.get(address).context["form"]
    data = {name: form[name].initial or "" for name in form.fields} | {"place_kind": "police"}
    data["confirmed"] = []
    start = next(n for n, f in form.fields.items() if f.label == "start")
    for change in ({start: "-"}, {start: "agrees"}, {"place_kind": "the moon"}):
        answer = browser.post(address, {**data, **change})
        assert answer.status_code == 422
        assert "found" not in answer.context
    errors = browser.post(address, {**data, "errors": "1"})
    assert errors["Content-Type"].startswith("text/csv")
    assert json.dumps(NAME) not in errors.content.decode()
