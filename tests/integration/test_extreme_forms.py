"""No value brings a form down: every form of every role, every control, each extreme value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote_plus

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from palermo.accounts.rights import Role
from palermo.cli.office.demo_story import fill_database, load_story
from tests.crawl import crawl
from tests.typed_forms import TYPED, SentForm, fill_forms, keep_distinct

pytestmark = pytest.mark.django_db
#: By what it is; each as it is sent, in percent-encoding.
_NUMBERS = {
    "one more than a machine word": str(2**63),
    "a number of forty digits": "9" * 40,
    "a number of five thousand digits": "9" * 5000,
    "a negative number": "-1",
    "an infinite number": "1e999",
    "no number": "NaN",
    "digits of another script": quote_plus("\u0661\u0662"),
}
_TEXTS = {
    "NUL": "a%00b",
    "half of a character": "%ED%A0%80",
    "bytes that are no text": "%FF%FE",
    "a mark that turns the text round": quote_plus("\u202egnp.exe"),
    "a long text": "x" * 70_000,
    "nothing": "",
}
_DATES = {
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
    "no day": "2026-02-30",
    "the last minute": quote_plus("9999-12-31T23:59"),
    "the first minute": quote_plus("0001-01-01T00:00"),
}
_EXTREMES = _NUMBERS | _TEXTS | _DATES
#: It ends the session of the one who sends it.
_LEFT_OUT = frozenset({"sign-out"})
_THOROUGH = {Role.COORDINATOR, Role.OFFICER}
#: Of a form with so many controls, such as the questions about the elements, every second is tried.
_MANY = 20
#: The extreme of the next choice is of another kind.
_STEP = 7
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def test_no_value_in_a_form_is_an_error_of_the_program() -> None:
    story = load_story()
    fill_database(story, {person.username: "a long test password" for person in story.people})
    names = {person.role: person.username for person in story.people}
    clients = {name: _client(name) for name in names.values()}
    found = {
        # These two see more kinds of one page than others.
        names[role]: list(_list_forms(clients[names[role]], 1 + (role in _THOROUGH)))
        for role in names
    }
    assert all(found.values())
    answers = {
        f"{name}: {form}: {control} with {what}": _post(clients[name], form, body)
        for form, name in _first_of_each_kind(found)
        for control, what, body in _spoil(form)
    }
    wrong = [f"{sent}: {status}" for sent, status in answers.items() if status >= 500]
    assert wrong == [], "\n".join(wrong)
    # Some values are taken, others are refused by the form: the forms were read.
    assert {302, 422} <= set(answers.values())


def _list_forms(client: Client, per_pattern: int) -> Iterator[SentForm]:
    for page in crawl(client, per_pattern=per_pattern):
        yield from fill_forms(page, _LEFT_OUT)


def _first_of_each_kind(found: dict[str, list[SentForm]]) -> list[tuple[SentForm, str]]:
    """One form of each kind, with one who sees it."""
    seen_by = {form: name for name, forms in found.items() for form in forms}
    return [(form, seen_by[form]) for form in keep_distinct(seen_by)]


def _spoil(form: SentForm) -> Iterator[tuple[str, str, str]]:
    """The form with a value replaced by an extreme one: name, kind and body."""
    controls = list(dict(form.sent).items())
    for at, (name, typed) in enumerate(controls[:: 1 + len(controls) // _MANY]):
        for what, value in _extremes_for(typed, at).items():
            pairs = [
                f"{quote_plus(each)}={value if each == name else quote_plus(kept)}"
                for each, kept in form.sent
            ]
            yield name, what, "&".join(pairs)


def _extremes_for(typed: str, at: int) -> dict[str, str]:
    """All of the kind of the control. Choices and hidden values share them: one for each."""
    if _DAY.match(typed):
        return _DATES
    if typed == TYPED["number"]:
        return _NUMBERS
    if typed == TYPED["text"]:
        return _TEXTS
    return dict([list(_EXTREMES.items())[_STEP * at % len(_EXTREMES)]])


def _post(client: Client, form: SentForm, body: str) -> int:
    """The status of the answer, or of the page that shows what was taken, where that is worse.

    What the form changed is taken back.
    """
    start = transaction.savepoint()
    answer = client.post(
        form.action,
        body,
        content_type="application/x-www-form-urlencoded",
        headers=form.referer,
    )
    status = answer.status_code
    if status == 302:
        status = max(status, client.get(answer["location"]).status_code)
    transaction.savepoint_rollback(start)
    return status


def _client(username: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(username=username))
    return client
