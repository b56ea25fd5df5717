"""A refusal to every form of the program: what was typed comes back, with what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

from palermo.actions.step import OpenAct
from palermo.cli.office.demo_story import fill_database, load_story
from palermo.kernel.errors import changed_meanwhile
from tests.crawl import Visited, crawl
from tests.integration.conftest import People
from tests.one_database import on_one_database
from tests.typed_forms import Pair, SentForm, fill_forms, keep_distinct

pytestmark = [on_one_database, pytest.mark.django_db]
#: They change no record, so no rule refuses them.
_OTHERS = frozenset(
    {"set_language", "sign-out", "sign-in", "leave", "practice", "vignette", "elements"}
)


#: The acts that were refused since the last form was sent.
_refused: list[str] = []


def test_a_refused_form_shows_what_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    story = load_story()
    fill_database(story, {person.username: "a long test password" for person in story.people})
    everything: dict[str, list[SentForm]] = {}
    for person in story.people:
        pages = crawl(_client(person.username))
        everything[person.username] = _forms(pages)
    assert all(everything.values())
    monkeypatch.setattr(OpenAct, "writing", _refuse)
    lost = [
        f"{name}: {form}: {problem}"
        for name, forms in everything.items()
        for form in forms
        if (problem := _lose(_client(name), form))
    ]
    assert lost == [], "\n".join(lost)


def _client(username: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    return client


def test_changing_the_language_keeps_what_was_typed(people: People) -> None:
    client = _client("administrator")
    typed = [{"action": "/administration/", "sent": "username=nobody17&full_name=A+B&role=officer"}]
    sent = {"language": "az", "next": "/administration/", "typed": json.dumps(typed)}
    answer = client.post("/language/", sent)
    page = LexborHTMLParser(answer.content.decode())
    assert page.css_first("html").attributes["lang"] == "az"  # type: ignore[union-attr]
    assert page.css_first("#id_username").attributes["value"] == "nobody17"  # type: ignore[union-attr]
    assert client.cookies["django_language"].value == "az"


def test_a_form_sent_after_the_session_ended_shows_what_was_typed(people: People) -> None:
    address = "/recommendations/AZE-2023-01/note/"
    answer = Client().post(address, {"text": "Zqx 17", "password": "s"})
    assert answer.status_code == 403
    assert "Zqx 17" in answer.content.decode()
    assert "password" not in answer.content.decode()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(address, {"text": "Zqx 18"})
    assert answer.status_code == 403
    assert "Zqx 18" in answer.content.decode()


def _refuse(act: OpenAct) -> None:
    _refused.append(act.name)
    raise changed_meanwhile()


def _forms(pages: Iterable[Visited]) -> list[SentForm]:
    """One of each kind of form that a person can type into."""
    filled = (form for page in pages for form in fill_forms(page, _OTHERS))
    return keep_distinct(form for form in filled if form.typed)


def _lose(client: Client, form: SentForm) -> str:
    """What of the form is lost when it is refused; empty when everything is there."""
    _refused.clear()
    data: dict[str, list[str]] = {}
    for name, value in form.sent:
        data.setdefault(name, []).append(value)
    answer = client.post(form.action, data, headers=form.referer)
    if answer.status_code in {301, 302, 303}:
        return "" if not _refused else f"led away to {answer['Location']}"
    if "text/html" not in answer.headers.get("Content-Type", ""):
        return f"answered {answer.status_code} without a page"
    shown = LexborHTMLParser(answer.content.decode())
    values = [_values(each) for each in shown.css("form")]
    missing = min(([p for p in form.typed if p not in v] for v in values), key=len, default=[])
    return f"{answer.status_code}, not shown: {missing}" if missing else ""


def _values(form: LexborNode) -> set[Pair]:
    """What the controls of a form hold, as a browser would send it."""
    held = set()
    for control in form.css("input, textarea, select"):
        name = control.attributes.get("name") or ""
        if control.tag == "select":
            held |= {
                (name, o.attributes.get("value") or "") for o in control.css("option[selected]")
            }
        elif control.tag == "textarea":
            held.add((name, control.text(deep=True)))
        elif control.attributes.get("type") in {"radio", "checkbox"}:
            if "checked" in control.attributes:
                held.add((name, control.attributes.get("value") or "on"))
        else:
            held.add((name, control.attributes.get("value") or ""))
    return held
