"""The activity log shows what was done and refused in words, in every language."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Right
from palermo.actions.guard import log_act
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
