"""A page that refuses names the country by its name, never by its code."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.house.test_rights import PAGES
from tests.integration.conftest import People

pytestmark = pytest.mark.django_db
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_SENT = {"iso3": "AZE", "edition": "2009", "item": "C-1", "name": "x", "form": "csv"}
_QUERY = {"from": "2008", "to": "2009", "country": "AZE", "edition": "2009"}


@pytest.mark.parametrize(("language", "name"), [("en", "Azerbaijan"), ("ru", "Азербайджан")])
def test_a_refusal_names_the_country(people: People, language: str, name: str) -> None:
    client = Client(headers={"accept-language": language})
    client.force_login(get_user_model().objects.get(username="coordinator"))
    addresses = {
        "/" + _PART.sub(lambda found: _SENT.get(found[1], "x"), address)
        for address, _ in PAGES
        if "iso3" in address or address.startswith("tables/<")
    }
    named = 0
    for address in sorted(addresses):
        for answer in (client.get(address, _QUERY), client.post(address)):
            if answer.status_code < 400 or "text/html" not in answer["content-type"]:
                continue
            main = LexborHTMLParser(answer.content.decode()).css_first("main")
            assert main is not None
            words = main.text()
            assert not re.search(r"\bAZE\b", words), (address, words)
            named += name in words
    assert named > 1
