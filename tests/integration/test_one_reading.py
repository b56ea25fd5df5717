"""The pages, the API and the terminal read one file alike: editions, countries, items, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.cli.main import main
from palermo.ledger.narratives.models import Narrative, ReadingItem
from tests.integration.conftest import People
from tests.visits import create_token

pytestmark = pytest.mark.django_db

_NARRATIVE = """{caps} (Tier 2 Watch List)
{year}
The Government of {name} does not fully meet the minimum standards for the elimination of
trafficking but is making significant efforts to do so; therefore {name} remained on Tier 2 Watch
List. These efforts included opening a shelter for victims. However, the government did not meet
the minimum standards in several key areas. The government convicted fewer traffickers.

PRIORITIZED RECOMMENDATIONS

• Increase efforts to identify victims.
• Train judges on the law.

PROSECUTION

The government convicted 12 traffickers, compared with 9 the year before.
"""
_COVER = "Trafficking in Persons Report\n\n{year} Trafficking in Persons Report\n\n"


def _edition(cover: str, *countries: tuple[str, str]) -> bytes:
    parts = [_NARRATIVE.format(name=name, caps=name.upper(), year=year) for name, year in countries]
    return (cover + "\n".join(parts)).encode()


COVERED = _edition(_COVER.format(year=2022), ("Kenya", ""), ("Kosovo", ""), ("Malta", ""))
OWN_YEAR = "\n2022 Trafficking in Persons Report\n"
STATED = _edition("", ("Kenya", OWN_YEAR), ("Malta", OWN_YEAR))
UNSTATED = _edition("", ("Kenya", ""), ("Malta", ""))
ONE = _edition("", ("Kenya", ""))

#: What a door makes of a file: country, edition and texts of each narrative, or the refusal.
Outcome = list[tuple[str, int | None, list[str]]] | str
_NO_COUNTRY = "There is no country with the code Atlantis."
_NO_NARRATIVE = "The edition has no narrative on FRA."


def _shown(readings: list[dict[str, Any]]) -> Outcome:
    return [
        (r["country"], r["year"], sorted(i["text"] for i in r["recommendations"] + r["findings"]))
        for r in readings
    ]


def by_terminal(path: Path, given: dict[str, str], people: People) -> Outcome:
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    result = CliRunner().invoke(main, ["read", "--format", "json", *options, str(path)])
    if result.exit_code:
        return result.stderr
    found = json.loads(result.stdout)
    return _shown(found if isinstance(found, list) else [found])


def by_api(path: Path, given: dict[str, str], people: People) -> Outcome:
    headers = {"Authorization": f"Bearer {create_token(people.analyst.actor.id or 0)}"}
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = Client().post("/api/v1/read/file", {"file": file, **given}, headers=headers)
    found = answer.json()
    return _shown(found["readings"]) if answer.status_code == 200 else found["title"]


def _stored() -> Outcome:
    return [
        (
            n.country,
            n.edition,
            sorted(
                item.current["text"]
                for item in ReadingItem.objects.filter(
                    narrative=n, kind__in=["recommendation", "finding"]
                )
            ),
        )
        for n in Narrative.objects.order_by("id")
    ]


def by_api_kept(path: Path, given: dict[str, str], people: People) -> Outcome:
    headers = {"Authorization": f"Bearer {create_token(people.analyst.actor.id or 0)}"}
    names = {"year": "edition", "country": "country"}
    sent = {names[name]: value for name, value in given.items()}
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = Client().post("/api/v1/narratives", {"file": file, **sent}, headers=headers)
    return _stored() if answer.status_code == 201 else answer.json()["title"]


def by_page(path: Path, given: dict[str, str], people: People) -> Outcome:
    client = Client()
    user = get_user_model().objects.get(pk=people.analyst.actor.id)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post("/narratives/", {"file": file, **given})
    return _stored() if answer.status_code == 302 else answer.content.decode()


DOORS: list[Callable[..., Outcome]] = [by_terminal, by_api, by_api_kept, by_page]


@pytest.mark.parametrize(
    ("content", "given", "expected"),
    [
        (COVERED, {}, [("KEN", 2022), ("XKX", 2022), ("MLT", 2022)]),
        (COVERED, {"year": "2023"}, [("KEN", 2022), ("XKX", 2022), ("MLT", 2022)]),
        (STATED, {"year": "2023"}, [("KEN", 2022), ("MLT", 2022)]),
        (UNSTATED, {"year": "2023"}, [("KEN", 2023), ("MLT", 2023)]),
        (COVERED, {"country": "MLT"}, [("MLT", 2022)]),
        (ONE, {"country": "KEN", "year": "2021"}, [("KEN", 2021)]),
        (ONE, {"year": "2021"}, [("KEN", 2021)]),
        (COVERED, {"country": "FRA"}, _NO_NARRATIVE),
    ],
)
@pytest.mark.parametrize("door", DOORS)
def test_a_file_is_read_alike_through_every_door(
    tmp_path: Path,
    people: People,
    door: Callable[..., Outcome],
    content: bytes,
    given: dict[str, str],
    expected: list[tuple[str, int]] | str,
) -> None:
    path = tmp_path / "edition.txt"
    path.write_bytes(content)
    outcome = door(path, given, people)
    if isinstance(expected, str):
        assert isinstance(outcome, str)
        assert expected in outcome
        assert not Narrative.objects.exists()
        return
    assert not isinstance(outcome, str), outcome
    assert [(country, year) for country, year, _ in outcome] == expected
    texts = ["Increase efforts to identify victims", "Train judges on the law"]
    for _, _, found in outcome:
        assert all(any(text in line for line in found) for text in texts)
    assert outcome == by_terminal(path, given, people)


@pytest.mark.parametrize("door", [by_terminal, by_api, by_api_kept])
def test_an_unknown_country_is_refused_by_every_door(
    tmp_path: Path, people: People, door: Callable[..., Outcome]
) -> None:
    path = tmp_path / "edition.txt"
    path.write_bytes(COVERED)
    outcome = door(path, {"country": "Atlantis"}, people)
    assert isinstance(outcome, str)
    assert _NO_COUNTRY in outcome


ALONE = _edition("", ("Kenya", OWN_YEAR))
_OTHER_YEAR = "The text is from the edition 2022, but you entered 2023. Palermo uses the text."


def _by_terminal(path: Path, people: People, *words: str) -> tuple[str, str]:
    result = CliRunner().invoke(main, [*words, "--year", "2023", str(path)])
    assert result.exit_code == 0, result.output
    return result.stdout, " ".join(result.stderr.split())


def warned_by_reading_in_the_terminal(path: Path, people: People) -> str:
    return " ".join(_by_terminal(path, people, "read")[0].split())


def warned_by_proposing_in_the_terminal(path: Path, people: People) -> str:
    return _by_terminal(path, people, "narrative", "propose", "--as", "analyst")[1]


def _sent(path: Path, people: People, address: str, name: str) -> Any:
    headers = {"Authorization": f"Bearer {create_token(people.analyst.actor.id or 0)}"}
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return Client().post(address, {"file": file, name: "2023"}, headers=headers).json()


def warned_by_reading_through_the_api(path: Path, people: People) -> str:
    readings = _sent(path, people, "/api/v1/read/file", "year")["readings"]
    return " ".join(warning for reading in readings for warning in reading["warnings"])


def warned_by_proposing_through_the_api(path: Path, people: People) -> str:
    return " ".join(_sent(path, people, "/api/v1/narratives", "edition")["warnings"])


def warned_on_the_next_page(path: Path, people: People) -> str:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=people.analyst.actor.id))
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post("/narratives/", {"file": file, "year": "2023"}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("content", [ALONE, STATED, COVERED], ids=["alone", "stated", "covered"])
@pytest.mark.parametrize(
    "warned",
    [
        warned_by_reading_in_the_terminal,
        warned_by_proposing_in_the_terminal,
        warned_by_reading_through_the_api,
        warned_by_proposing_through_the_api,
        warned_on_the_next_page,
    ],
)
def test_another_year_than_the_documents_is_named_at_every_front_end(
    tmp_path: Path, people: People, warned: Callable[[Path, People], str], content: bytes
) -> None:
    path = tmp_path / "edition.txt"
    path.write_bytes(content)
    assert _OTHER_YEAR in warned(path, people)


def test_another_year_than_the_documents_is_named_in_a_warning(
    tmp_path: Path, people: People
) -> None:
    path = tmp_path / "edition.txt"
    path.write_bytes(COVERED)
    result = CliRunner().invoke(main, ["read", "--format", "json", "--year", "2023", str(path)])
    for reading in json.loads(result.stdout):
        (warning,) = [w for w in reading["warnings"] if "2023" in w]
        assert "edition 2022, but you entered 2023" in warning
