"""Status, lawfulness and services at every door: page, paper, legal text, device, API, terminal."""

from __future__ import annotations

import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.interviews._meetings import Meeting
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.record_handover import record_handover
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit
from palermo.cases.handover import DECLINED, Handover
from palermo.cases.interview import InterviewOrigin
from palermo.cli.main import main
from palermo.packs.load import load_pack
from palermo.packs.places import find_countries
from palermo.procedures.decide import Outcome
from tests.visits import add_user, create_token, visit_of

pytestmark = pytest.mark.django_db
PROPOSAL = "Proposal by Palermo. No legal act has put it in force."
IN_FORCE = "In force by act No. 7 of 15 January 2026, Cabinet of Ministers"
VISIT = "Plan another visit, without notice."
INSTEAD = "Ask the workers again, away from the workplace, about what is not known."
COMMON = load_pack().procedures.versions_of("inform-compensation")[-1]
ORDER = f"""
extends: inform-compensation@{COMMON.version}
id: inform-compensation
version: {COMMON.version}
from: {COMMON.since}
status: in_force
act:
  number: "7"
  date: 2026-01-15
  body: Cabinet of Ministers
  link: https://law.example/7
  source: {{title: An invented act, certainty: verified}}
"""


@pytest.fixture
def closed(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Azerbaijan with the bill of 2026 adopted, and one procedure put in force by an act."""
    root = tmp_path / "countries"
    shutil.copytree(find_countries(), root)
    calendar = root / "aze" / "calendar.yaml"
    text = calendar.read_text(encoding="utf-8")
    assert text.count("state: not_known") == 1
    calendar.write_text(text.replace("state: not_known", "state: unlawful"), encoding="utf-8")
    (root / "aze" / "procedures" / "inform-compensation.yaml").write_text(ORDER, encoding="utf-8")
    settings.COUNTRIES = str(root)
    monkeypatch.setenv("PALERMO_COUNTRIES", str(root))


@pytest.fixture
def inspector() -> Visit:
    """An officer of the labour inspection. Made after `closed`: the visit holds the pack."""
    user = add_user(username="inspector", role=Role.OFFICER, agency="SLI")
    return visit_of(user, "web")


@pytest.fixture
def pages(inspector: Visit, client: Client) -> Client:
    user = get_user_model().objects.get(pk=inspector.actor.id)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def headers(inspector: Visit) -> dict[str, str]:
    assert inspector.actor.id is not None
    return {"Authorization": f"Bearer {create_token(inspector.actor.id)}"}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def begin(visit: Visit, procedure: str, **more: Any) -> int:
    chosen = visit.pack.procedure(procedure, visit.today)
    given = {
        "procedure": chosen,
        "place_kind": chosen.settings[0],
        "confirmed": [gate.id for gate in chosen.before],
        "at": visit.now,
    }
    return start_interview(visit, **{**given, **more})


def printed(client: Client, procedure: str, name: str) -> str:
    content = client.get(f"/procedures/{procedure}/files/{name}").content
    if name.endswith("docx"):
        document = docx.Document(io.BytesIO(content))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return " ".join([*(p.text for p in document.paragraphs), *cells])
    pdf = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(p.get_textpage().get_text_bounded() for p in pdf).split())


def run(*words: str, typed: str = "") -> str:
    result = CliRunner().invoke(main, words, input=typed)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    "address",
    [
        "/procedures/",
        "/procedures/inspect-workplace/",
        "/procedures/inspect-workplace/begin/",
    ],
)
def test_the_pages_say_that_ours_are_proposals(pages: Client, address: str) -> None:
    shown = page(pages, address)
    assert PROPOSAL in shown
    assert "n force since" not in shown


def test_an_interview_names_the_status_of_its_procedure(pages: Client, inspector: Visit) -> None:
    number = begin(inspector, "inspect-workplace")
    assert "· Proposal" in page(pages, f"/interviews/{number}/")


def test_paper_and_legal_text_say_it_too(pages: Client) -> None:
    for name in ("form.pdf", "act.pdf", "act.docx"):
        text = printed(pages, "inform-compensation", name)
        assert PROPOSAL in text, name
        assert "In force" not in text, name
    assert (
        "Proposal" in pages.get("/procedures/inform-compensation/files/flow.svg").content.decode()
    )


def test_api_device_and_terminal_say_it_too(pages: Client, headers: dict[str, str]) -> None:
    listed = pages.get("/api/v1/procedures", headers=headers).json()
    assert {p["status"]["status"] for p in listed} == {"proposal"}
    bundle = pages.get("/offline/procedures.json").json()
    assert {p["status"]["meaning"] for p in bundle["procedures"]} == {PROPOSAL}
    words = ("explain", "refer-victim", "--country", "aze", "--answers", "-")
    assert PROPOSAL in run(*words, typed="{}")
    assert json.loads(run(*words, "--format", "json", typed="{}"))["status"]["act"] is None
    assert (
        "proposal"
        in pages.get("/api/v1/tables/procedures", headers=headers).content.decode().lower()
    )


@pytest.mark.usefixtures("closed")
def test_an_act_is_named_at_every_door(pages: Client, headers: dict[str, str]) -> None:
    shown = page(pages, "/procedures/inform-compensation/")
    assert IN_FORCE in shown
    assert 'href="https://law.example/7"' in shown
    for name in ("form.pdf", "act.pdf", "act.docx"):
        assert IN_FORCE in printed(pages, "inform-compensation", name), name
    status = pages.get("/api/v1/procedures/inform-compensation", headers=headers).json()["status"]
    assert (status["status"], status["act"]["number"]) == ("in_force", "7")
    bundle = pages.get("/offline/procedures.json").json()
    (own,) = (p for p in bundle["procedures"] if p["id"] == "inform-compensation")
    assert own["status"]["meaning"] == IN_FORCE
    words = ("explain", "inform-compensation", "--country", "aze", "--answers", "-")
    assert IN_FORCE in run(*words, typed="{}")


@pytest.mark.usefixtures("closed")
def test_no_door_orders_a_visit_on_a_day_on_which_it_is_unlawful(
    pages: Client, headers: dict[str, str]
) -> None:
    shown = page(pages, "/procedures/inspect-workplace/")
    assert "Not lawful today: planned labour inspection" in shown
    assert 'href="/procedures/review-labour-complaint/"' in shown
    assert INSTEAD in shown
    assert VISIT not in shown
    found = pages.get("/api/v1/procedures/inspect-workplace", headers=headers).json()
    assert found["lawful"]["state"] == "unlawful"
    assert [p["id"] for p in found["lawful"]["instead"]] == ["review-labour-complaint"]
    assert [d["text"] for d in found["duties"] if d["id"] == "again"] == [INSTEAD]
    sent = json.dumps({"answers": {}})
    explained = pages.post(
        "/api/v1/procedures/inspect-workplace/explain",
        sent,
        content_type="application/json",
        headers=headers,
    ).json()
    assert INSTEAD in [d["text"] for d in explained["duties"]]
    told = run("explain", "inspect-workplace", "--country", "aze", "--answers", "-", typed="{}")
    assert INSTEAD in told
    assert VISIT not in told


@pytest.mark.usefixtures("closed")
def test_an_obligation_says_what_is_lawful_on_the_day_on_which_it_is_read(
    pages: Client, inspector: Visit, headers: dict[str, str]
) -> None:
    number = begin(inspector, "inspect-workplace")
    open_page = page(pages, f"/interviews/{number}/")
    assert INSTEAD in open_page
    assert VISIT not in open_page
    decide_interview(
        inspector, interview=number, version=1, decision=Outcome.UNDETERMINED, reason=""
    )
    decided = page(pages, f"/interviews/{number}/")
    assert INSTEAD in decided
    assert VISIT not in decided
    kept = pages.get("/api/v1/obligations", headers=headers).json()
    (again,) = (o for o in kept if o["duty"] == "again")
    assert again["text"] == INSTEAD
    assert "Not lawful today" in again["lawful"]
    assert INSTEAD in run("interviews", "due", "--format", "json", "--as", "inspector")


def test_where_it_is_not_known_the_page_says_so(pages: Client) -> None:
    shown = page(pages, "/procedures/inspect-workplace/")
    assert "It is not known whether this is lawful today" in shown
    assert "Whether it was adopted was not found." in shown
    assert "Review of a labour complaint at the desk" in shown


def test_paper_says_on_which_days_a_visit_is_lawful(pages: Client) -> None:
    for name in ("form.pdf", "act.docx"):
        text = printed(pages, "inspect-workplace", name)
        assert "Only on a day on which this is lawful: labour inspection without notice." in text
        assert "If you do not know, ask your legal unit first." in text
        assert INSTEAD in text


def end_talk(visit: Visit, *, adult: bool) -> int:
    """A person who does not wish to talk: surely an adult, or perhaps a child."""
    chosen = visit.pack.procedure("refer-victim", visit.today)
    met = Meeting(chosen, chosen.settings[0], visit.now, InterviewOrigin.WEB, surely_adult=adult)
    return record_handover(visit, met=met, handover=Handover(DECLINED), observed={})


@pytest.mark.parametrize("ending", ["open", "declined", "handed over"])
def test_the_officer_sees_services_at_the_end_of_an_interview(
    pages: Client, inspector: Visit, ending: str
) -> None:
    number = (
        begin(inspector, "refer-victim")
        if ending == "open"
        else end_talk(inspector, adult=ending == "declined")
    )
    shown = page(pages, f"/interviews/{number}/")
    assert 'href="tel:152"' in shown
    assert "The police do not run it." in shown
    assert "not known" in shown


def test_services_are_shown_at_every_door(pages: Client, headers: dict[str, str]) -> None:
    assert 'href="tel:152"' in page(pages, "/procedures/refer-victim/")
    assert "telephone: 152" in printed(pages, "refer-victim", "form.pdf")
    found = pages.get("/api/v1/services", headers=headers).json()["services"]
    (hotline,) = (s for s in found if s["kind"] == "hotline")
    assert (hotline["number"], hotline["hours"], hotline["serves"]) == ("152", None, {})
    bundle = pages.get("/offline/procedures.json").json()
    told = bundle["services"]["everybody"]["services"]
    assert "152" in {service["number"] for service in told}
    assert "telephone: 152" in run("services", "--country", "aze")
    assert "телефон: 152" in run("services", "--country", "aze", "--lang", "ru")
    listed = json.loads(run("services", "--country", "aze", "--format", "json"))
    # Those whom the police run come last: many do not dare to call them.
    by_police = [service["run_by_police"] is True for service in listed["services"]]
    assert any(by_police)
    assert by_police == sorted(by_police)


def test_a_service_for_children_alone_is_not_offered_to_adults(
    pages: Client, headers: dict[str, str]
) -> None:
    def ids(people: str) -> set[str]:
        answer = pages.get(f"/api/v1/services?people={people}", headers=headers).json()
        return {s["id"] for s in answer["services"]}

    assert "guardianship" in ids("children")
    assert "guardianship" in ids("everybody")
    assert "guardianship" not in ids("adults")


def test_groups_at_risk_are_listed_with_their_procedures(
    pages: Client, headers: dict[str, str]
) -> None:
    shown = page(pages, "/procedures/")
    for name in ("Roma communities", "persons with disabilities", "foreign workers"):
        assert name in shown
    groups = pages.get("/api/v1/groups-at-risk", headers=headers).json()
    assert all(group["procedures"] for group in groups)


def test_who_fills_a_role_is_a_table_with_its_certainty(
    pages: Client, headers: dict[str, str]
) -> None:
    table = pages.get("/api/v1/tables/roles", headers=headers).content.decode()
    assert "Commissions on the affairs and protection of the rights of minors" in table
    assert "derived" in table


def test_a_day_can_be_asked_for(headers: dict[str, str], pages: Client) -> None:
    day = date(2027, 3, 1).isoformat()
    found = pages.get(f"/api/v1/procedures/inspect-workplace?on={day}", headers=headers).json()
    assert found["lawful"]["state"] == "not_known"
    assert "bill" not in found["lawful"]["words"]
