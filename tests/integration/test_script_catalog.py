"""The sentences of scripts: from the program's catalogue, only those, plural forms and all."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from django.conf import settings
from django.test import Client

from tests.node import node_binary

DEVICE_SENTENCE = "Passphrase of this device"
PAGE_SENTENCE = "Not saved: no connection. Press Next to try again."
ONLY_ON_THE_SERVER = "Countries"
TRIES = (
    "{count} attempt is left before the device is wiped.",
    "{count} attempts are left before the device is wiped.",
)
_SAY = """
const { gettext, ngettext } = new Function(process.argv[1] + "; return this;").call({});
const [sentence, one, many] = JSON.parse(process.argv[2]);
const tries = [1, 3, 5, 21].map((count) => ngettext(one, many, count));
console.log(JSON.stringify([gettext(sentence), ...tries]));
"""


def _catalogue(client: Client, language: str) -> str:
    return client.get(f"/words/{language}.js").content.decode()


def _said(script: str) -> list[str]:
    told = json.dumps([DEVICE_SENTENCE, *TRIES])
    done = subprocess.run(
        [node_binary(), "-e", _SAY, script, told], capture_output=True, text=True, check=True
    )
    answers: list[str] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != "en"])
def test_a_language_has_the_sentences_of_scripts_and_no_others(
    client: Client, language: str
) -> None:
    script = _catalogue(client, language)
    assert DEVICE_SENTENCE in script
    assert PAGE_SENTENCE in script
    assert f'"{ONLY_ON_THE_SERVER}"' not in script


def test_plurals_have_the_forms_of_the_language(client: Client) -> None:
    sentence, one, few, many, again_one = _said(_catalogue(client, "ru"))
    assert sentence != DEVICE_SENTENCE
    assert len({one, few, many}) == 3
    assert again_one == one
    english = _said(_catalogue(client, "en"))
    assert english == [DEVICE_SENTENCE, TRIES[0], TRIES[1], TRIES[1], TRIES[1]]


@pytest.mark.django_db
def test_an_address_changes_with_the_content_and_may_be_kept(client: Client) -> None:
    page = client.get("/sign-in/", headers={"accept-language": "ru"}).content.decode()
    found = re.search(r'src="(/words/ru\.js\?v=[0-9a-f]{12})"', page)
    assert found
    kept = client.get(found[1])
    assert "immutable" in kept["Cache-Control"]
    assert kept["Content-Language"] == "ru"
    # The catalogue comes before the script that asks it.
    assert page.index(found[1]) < page.index("built/app.js")
    assert client.get("/words/ru.js?v=000000000000")["Cache-Control"] == "no-cache"


@pytest.mark.django_db
def test_a_language_that_the_program_does_not_have_is_not_found(client: Client) -> None:
    assert client.get("/words/xx.js").status_code == 404
