"""A datum asks for the same right at the page, the API and the export."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.actions.people.allow_public_page import allow_public_page
from tests.integration.conftest import People

pytestmark = pytest.mark.django_db
#: The doors to one datum: the page, then the API and the export.
DOORS = {
    "demands": ("/recommendations/", "/api/v1/recommendations"),
    "one demand": ("/recommendations/AZE-2023-01/", "/api/v1/recommendations/AZE-2023-01"),
    "narratives": ("/narratives/", "/api/v1/narratives", "/tables/narratives.csv"),
    "passages": ("/tables/passages.jsonl", "/api/v1/narratives/passages"),
    "checklist": ("/countries/AZE/2023/checklist/", "/api/v1/countries/AZE/checklist/2023"),
    "activity": ("/activity/", "/api/v1/activity"),
    "users": ("/administration/", "/api/v1/users", "/api/v1/public-page"),
    "search": ("/search/?q=victims", "/api/v1/search?text=victims"),
    "edition": ("/countries/AZE/2023/", "/api/v1/countries/AZE/editions/2023"),
    "procedures": ("/procedures/", "/api/v1/procedures"),
}


@pytest.mark.parametrize("username", ["", "reader", "analyst", "coordinator", "administrator"])
def test_every_door_asks_for_the_same_right(
    people: People, accepted: Callable[..., None], username: str
) -> None:
    accepted(2023)
    allow_public_page(people.administrator, allowed=True)
    client = Client()
    if username:
        client.force_login(get_user_model().objects.get(username=username))
    opened = {
        datum: [client.get(address).status_code == 200 for address in addresses]
        for datum, addresses in DOORS.items()
    }
    assert {datum: doors for datum, doors in opened.items() if len(set(doors)) > 1} == {}
    country = client.get("/api/v1/countries/AZE").json()
    assert (country["by_status"] is not None) == bool(username)
