"""What an officer reads about the shipped procedures: no code, and no English word of a code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from html.parser import HTMLParser

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from palermo.actions.visit import Visit
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.saying.device_bundle import device_bundle
from palermo.sheets.act import build_act
from palermo.sheets.paper_form import form_data

LANGUAGES = ("az", "ru")
#: Keys of the device's bundle and of a form whose values are codes for programs.
_FOR_PROGRAMS = {
    "age_rules",
    "id",
    "pack",
    "language",
    "type",
    "when",
    "definitions",
    "places",
    "missing",
    "who",
    "reads",
    "stops",
    "protects",
    "chapter",
    "about",
    "first_for",
    "last_for",
    "not_alone",
    "during",
}
#: Citations stay in the language of the source.
_CITED = {"sources", "source"}


class VisibleText(HTMLParser):
    """The words of a page, without scripts and citations."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "input", "meta", "link", "img", "hr"):
            return
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        is_source = not {"mark-source", "rule-source"}.isdisjoint(classes)
        cited = is_source or given.get("id") == "language"
        self._open.append(tag in ("script", "style", "code") or cited)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.words.append(data)


def _english_words(pack: Pack, language: str) -> set[str]:
    """The English words of codes that `language` says in another way."""
    speech = pack.speech
    groups = (speech.places, speech.roles, speech.outcomes, speech.strengths, speech.answers)
    texts: Iterator[Text] = (text for group in groups for text in group.values())
    said = ((text.in_language("en"), text.in_language(language)) for text in texts)
    return {english for english, own in said if english != own}


def _bare(text: str, pack: Pack, language: str) -> list[str]:
    """Codes and English words of codes in a text."""
    found = re.findall(r"\b[a-z]+_[a-z_]+\b", text)
    words = "|".join(sorted(map(re.escape, _english_words(pack, language)), key=len, reverse=True))
    return [*found, *re.findall(rf"(?<![\w-])(?:{words})(?![\w-])", text)]


def _strings(value: object, key: str = "") -> Iterator[str]:
    if key in _FOR_PROGRAMS or key in _CITED:
        return
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _strings(part, name)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, str):
        yield value


def _in_force(pack: Pack) -> list[Procedure]:
    found = (pack.procedures.in_force(name, timezone.localdate()) for name in pack.procedures.ids)
    return [p for p in found if p]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_procedures(client: Client, officer: Visit, pack: Pack, language: str) -> None:
    user = get_user_model().objects.get(pk=officer.actor.id)
    user.username = "amina"  # the page shows the name, which must not look like a role
    user.save()
    client.force_login(user)
    faults = {}
    for procedure in _in_force(pack):
        for address in (
            f"/procedures/{procedure.id}/",
            f"/procedures/{procedure.id}/flow/",
            f"/procedures/{procedure.id}/begin/",
        ):
            answer = client.get(address, headers={"Accept-Language": language})
            assert answer.status_code == 200, address
            page = VisibleText()
            page.feed(answer.content.decode())
            bare = _bare(" ".join(page.words), pack, language)
            if bare:
                faults[address] = bare
    assert faults == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_and_acts(pack: Pack, language: str) -> None:
    faults = {}
    for procedure in _in_force(pack):
        form = form_data(procedure, pack, language)
        act = asdict(build_act(procedure, pack, language))
        act["articles"] = act["articles"][:-1]
        for name, made in (("form", form), ("act", act)):
            bare = _bare(" ".join(_strings(made)), pack, language)
            if bare:
                faults[f"{procedure.id} {name}"] = bare
    assert faults == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_device(pack: Pack, language: str) -> None:
    bundle = json.loads(json.dumps(asdict(device_bundle(pack, timezone.localdate(), "", language))))
    assert _bare(" ".join(_strings(bundle)), pack, language) == []
    for procedure in bundle["procedures"]:
        for place in procedure["places"]:
            name = bundle["place_names"][place]
            assert name == pack.speech.places[place].in_language(language)
