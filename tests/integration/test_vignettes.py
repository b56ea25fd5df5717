"""Vignettes on the pages, by the API and in the terminal: the same key and the same score."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.cli.main import main
from palermo.packs.pack import Pack
from palermo.procedures.vignettes import VignetteKey, make_vignette_key
from palermo.saying.vignette_texts import newest_procedure
from tests.integration.conftest import People
from tests.visits import create_token

NAME = "the-burned-hand"
API = f"/api/v1/vignettes/{NAME}"
PAGE = f"/practice/vignettes/{NAME}/"
#: The coercion is overlooked, and the first wrong act is chosen.
BLIND: dict[str, Any] = {
    "decision": "undetermined",
    "signs": {"sign_injuries": "yes", "sign_kept_in": "yes", "sign_threatened": "no"},
    "next": ["others_sex", "threatened"],
    "acts": ["police_now"],
}


@pytest.fixture
def headers(people: People) -> dict[str, str]:
    assert people.reader.actor.id is not None
    return {"Authorization": f"Bearer {create_token(people.reader.actor.id)}"}


@pytest.fixture
def reader(client: Client, people: People) -> Client:
    client.force_login(
        get_user_model().objects.get(pk=people.reader.actor.id),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.fixture
def key(pack: Pack) -> VignetteKey:
    told = pack.vignette(NAME)
    return make_vignette_key(told, newest_procedure(told, pack))


@pytest.fixture
def right(key: VignetteKey) -> dict[str, Any]:
    return {
        "decision": key.decision.value,
        "signs": {name: sign.value for name, sign in key.signs.items()},
        "next": sorted(key.next),
        "acts": sorted(key.acts),
    }


def by_api(client: Client, headers: dict[str, str], *answers: Any) -> Any:
    sent = json.dumps({"answers": answers})
    path = f"{API}/score"
    return client.post(path, sent, content_type="application/json", headers=headers)


def on_page(client: Client, given: dict[str, Any]) -> Any:
    signs = {f"asked-{name}": said for name, said in given["signs"].items()}
    rest = {name: value for name, value in given.items() if name != "signs"}
    return client.post(PAGE, {**signs, **rest})


def in_terminal(folder: Path, *answers: Any, code: int = 0, form: str = "json") -> str:
    file = folder / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    words = ["practice", "judge", "--answers", str(file), "--country", "aze", "--format", form]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


@pytest.mark.parametrize("answer", ["blind", "right"])
def test_every_front_end_gives_the_same_score(
    reader: Client, headers: dict[str, str], tmp_path: Path, right: dict[str, Any], answer: str
) -> None:
    given = right if answer == "right" else BLIND
    page = on_page(reader, given)
    assert page.status_code == 200
    shown = page.context["score"]
    (called,) = by_api(reader, headers, given).json()
    (printed,) = json.loads(in_terminal(tmp_path, {**given, "vignette": NAME}))
    lists = (
        "signs_missed", "signs_wrong", "signs_closed", "questions_missed", "questions_wrong",
        "acts_missed", "acts_wrong", "hidden_coercion",
    )  # fmt: skip
    for name in lists:
        on_the_page = [{"id": one.id, "text": one.text} for one in getattr(shown, name)]
        assert on_the_page == called[name] == printed[name], name
    for name in ("passed", "decision_expected", "decision_agrees", "hidden_found"):
        assert getattr(shown, name) == called[name] == printed[name], name
    assert called["passed"] is (answer == "right")


def test_what_was_missed_is_said_on_the_page(reader: Client, key: VignetteKey, pack: Pack) -> None:
    text = html.unescape(on_page(reader, BLIND).content.decode())
    assert "Not passed" in text
    assert "You missed the coercion without force" in text
    words = {i.id: str(i.text) for i in newest_procedure(key.vignette, pack).indicators}
    assert all(words[name] in text for name in key.hidden)
    assert "Inform the police without asking the patient" in text
    assert str(key.vignette.text) in text


def test_the_page_passes_an_answer_that_is_right(reader: Client, right: dict[str, Any]) -> None:
    text = on_page(reader, right).content.decode()
    assert "Not passed" not in text
    assert "You found the coercion without force" in text


def test_a_page_without_a_decision_keeps_what_was_ticked(reader: Client, key: VignetteKey) -> None:
    signs = {**dict.fromkeys(key.signs, "unknown"), **BLIND["signs"]}
    answer = on_page(reader, {"signs": signs, "next": BLIND["next"], "acts": BLIND["acts"]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert answer.context["score"] is None
    assert page.count(" checked") == len(signs) + len(BLIND["next"]) + len(BLIND["acts"])
    assert re.search(r'name="asked-sign_kept_in" value="yes"[^>]* checked', page)
    assert re.search(r'name="acts" value="police_now"[^>]* checked', page)


def test_nothing_tells_the_key_before_the_answer(
    reader: Client, headers: dict[str, str], key: VignetteKey
) -> None:
    told = reader.get(API, headers=headers).json()
    assert set(told) == {
        "id", "title", "procedure", "procedure_title", "paragraphs", "decisions", "signs",
        "questions", "acts",
    }  # fmt: skip
    assert {one["id"] for one in told["acts"]} > key.acts
    assert [one["id"] for one in told["questions"]] == list(key.offered_questions)
    page = html.unescape(reader.get(PAGE).content.decode())
    assert str(key.vignette.text) in page
    assert "You found" not in page
    assert "You missed" not in page


def test_vignettes_are_listed_in_the_callers_language(
    reader: Client, headers: dict[str, str]
) -> None:
    every = reader.get("/api/v1/vignettes", headers=headers).json()
    address = "/api/v1/vignettes?procedure=health-contact"
    az = reader.get(address, headers={**headers, "Accept-Language": "az"}).json()
    assert len(every) >= 24
    assert [(one["id"], one["title"]) for one in az] == [(NAME, "Yanıq əl")]
    listed = CliRunner().invoke(main, ["practice", "vignettes", "--country", "aze"]).stdout
    page = html.unescape(reader.get("/practice/vignettes/").content.decode())
    for one in every:
        assert one["title"] in page
        assert f"{one['id']}  {one['title']}" in listed
    assert 'href="/practice/vignettes/"' in reader.get("/procedures/").content.decode()
    practice = reader.get("/practice/health-contact/?seed=7").content.decode()
    assert f'href="{PAGE}"' in practice


def test_the_terminal_prints_a_vignette_without_its_key(key: VignetteKey) -> None:
    words = ["practice", "vignettes", NAME, "--country", "aze", "--lang", "ru"]
    printed = CliRunner().invoke(main, words).stdout
    assert key.vignette.text.in_language("ru") in printed
    assert "police_now  Сообщить в полицию, не спросив пациента" in printed
    assert all(name in printed for name in (*key.signs, *key.offered_questions, *key.offered_acts))
    assert "passed" not in printed


def test_the_terminal_counts_who_passed(tmp_path: Path, right: dict[str, Any]) -> None:
    answers = [
        {**right, "vignette": NAME, "officer": "A"},
        {**BLIND, "vignette": NAME, "officer": "B"},
    ]
    printed = in_terminal(tmp_path, *answers, form="text")
    assert f"{NAME} A: passed" in printed
    assert f"{NAME} B: not passed" in printed
    assert "wrong act: police_now" in printed
    assert "coercion without force was missed" in printed
    assert printed.endswith("1 of 2 passed\n")


@pytest.mark.parametrize(
    "changed",
    [{"signs": {"Nigar": "yes"}}, {"next": ["papers_held"]}, {"acts": ["Nigar"]}],
)
def test_what_is_not_offered_is_refused_by_api_and_terminal(
    client: Client, headers: dict[str, str], tmp_path: Path, changed: dict[str, Any]
) -> None:
    given = {**BLIND, **changed}
    answer = by_api(client, headers, given)
    assert answer.status_code == 422
    said = in_terminal(tmp_path, {**given, "vignette": NAME}, code=9)
    assert "does not offer" in said


def test_answers_of_another_form_are_refused_without_repeating_them(
    client: Client, headers: dict[str, str], tmp_path: Path
) -> None:
    given = {**BLIND, "decision": "Nigar"}
    assert by_api(client, headers, given).status_code == 422
    assert by_api(client, headers).status_code == 422
    said = in_terminal(tmp_path, {**given, "vignette": NAME}, code=9)
    assert "Nigar" not in said


def test_an_unknown_vignette_is_not_found(reader: Client, headers: dict[str, str]) -> None:
    assert reader.get("/practice/vignettes/nothing/").status_code == 404
    assert reader.get("/api/v1/vignettes/nothing", headers=headers).status_code == 404
    result = CliRunner().invoke(main, ["practice", "vignettes", "nothing"])
    assert result.exit_code == 7


def test_visitors_and_callers_sign_in_first(client: Client, people: People) -> None:
    assert "/sign-in/" in client.get(PAGE).url
    assert client.get(API).status_code == 401
    assert client.get("/api/v1/vignettes").status_code == 401
