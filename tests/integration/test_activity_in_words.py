"""The activity log shows what was done and refused in words, in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from palermo import tables
from palermo.accounts.rights import Right
from palermo.actions.guard import log_act
from palermo.saying.record_texts import TABLE_TITLES
from palermo.tables.catalogue import TABLES
from tests.integration.conftest import People
from tests.integration.test_words_of_codes import VisibleText

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_every_act_is_in_words(client: Client, people: People, language: str) -> None:
    client.force_login(get_user_model().objects.get(pk=people.coordinator.actor.id))
    for right in Right:
        log_act(people.reader.actor, right.value, "done", "")
        log_act(people.reader.actor, right.value, "denied", "")
    for right in Right:
        answer = client.get(f"/activity/?act={right}", headers={"Accept-Language": language})
        page = VisibleText()
        page.feed(answer.content.decode())
        assert re.findall(r"\b[a-z]+_[a-z_]+\b", " ".join(page.words)) == []
        assert answer.content.decode().count("<tr>") == 3


#: Targets as the acts write them, and where each leads a coordinator; "" is words without a link.
TARGETS = {
    "narrative 1": "/narratives/1/",
    "1,2": "/narratives/",
    "interview 1": "",
    "obligation 1": "",
    "user 1": "",
    "evidence 1": "/evidence/1/",
    "change 1": "",
    "AZE-2023-01": "/recommendations/AZE-2023-01/",
    "AZE-2023-01b": "/recommendations/AZE-2023-01/#duty-b",
    "AZE 2023": "/countries/AZE/2023/checklist/",
    "AZE 2023 C-3": "/countries/AZE/2023/checklist/#C-3",
    "AZE I-18": "/measures/I-18/",
    "AZE": "/countries/AZE/",
    "CSC": "/agencies/CSC/",
    "QQQ": "/countries/QQQ/",
    "recommendations": "",
    "first-line-card": "",
}


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_a_line_links_to_what_was_done(client: Client, people: People, language: str) -> None:
    client.force_login(get_user_model().objects.get(pk=people.coordinator.actor.id))
    for target in TARGETS:
        log_act(people.reader.actor, Right.ADD_NOTE, "done", target)
    page = client.get("/activity/", headers={"Accept-Language": language}).content.decode()
    rows = LexborHTMLParser(page).css("tbody tr")
    cells = [row.css("td")[-1] for row in reversed(rows)]
    links = [(link.attributes["href"] if (link := cell.css_first("a")) else "") for cell in cells]
    assert links == list(TARGETS.values())
    said = [cell.text(strip=True) for cell in cells]
    left = {"AZE-2023-01", "AZE-2023-01b", "QQQ"}  # references of demands are names
    assert {words for words in said if words in TARGETS} <= left | (
        {"narrative 1", "interview 1", "evidence 1"} if language == "en" else set()
    )


def test_every_table_has_a_title_in_the_log() -> None:
    assert set(TABLES) <= set(TABLE_TITLES)


def test_the_title_of_a_table_stands_in_one_place() -> None:
    """A title written again beside the table could differ from that of the log."""
    again = [
        f"{path.name}: {name}"
        for path in Path(tables.__file__).parent.glob("*.py")
        for name in re.findall(r'Table\(\s*"(\w+)",\s*N_\(', path.read_text("utf-8"))
        if name in TABLE_TITLES
    ]
    assert again == []
