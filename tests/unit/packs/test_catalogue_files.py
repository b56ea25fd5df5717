"""What a translator gets: each text once, with its places; changed words are read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from palermo.packs.catalogue_files import read_catalogue, read_catalogue_state, update_texts
from palermo.packs.catalogues import catalogue_path
from palermo.packs.load import load_pack, read_pack
from tests.languages import begin_language, fill_catalogues


@pytest.fixture
def countries(tmp_path: Path) -> Path:
    root = begin_language(tmp_path, "{code: hy, name: Հայերեն}")
    for folder in ("aze", "base"):
        (root / folder / "adopted.yaml").unlink()
    return root


def test_shipped_catalogues_are_as_the_texts_would_write_them(countries: Path) -> None:
    for country in ("base", "aze"):
        _, files = read_pack(country, root=countries)
        for language in ("az", "ru"):
            path = catalogue_path(countries / country, language)
            before = path.read_bytes()
            update_texts(files, language)
            assert path.read_bytes() == before, f"run `palermo words update {country}`"


def test_a_text_is_there_once_with_the_places_where_it_is_shown(countries: Path) -> None:
    fill_catalogues(countries, "hy", lambda text: "")
    found = read_catalogue(catalogue_path(countries / "aze", "hy"), "hy")
    yes = found.get("Do you agree that we refer you there?")
    assert yes
    place = "refer-victim-1: questions.agrees.ask (question: said to the person)"
    assert place in yes.auto_comments
    told = [m for m in found if m.id == "Do you need more time?"]
    assert {m.context for m in told} == {None, "to a child from 12", "to a child from 16"}


def _purpose_of_a_referral() -> str:
    """A text that no other file has."""
    return load_pack("base").procedures.versions_of("refer-victim")[-1].purpose.english


def test_a_changed_text_keeps_its_words_as_fuzzy_and_they_are_not_used(countries: Path) -> None:
    fill_catalogues(countries, "hy", lambda text: f"hy {text}")
    path = countries / "base" / "procedures" / "refer-victim.yaml"
    text = path.read_text(encoding="utf-8")
    old, new = _purpose_of_a_referral(), "Refers people where they want to go"
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    pack, files = read_pack("aze", root=countries)
    purpose = pack.procedures.versions_of("refer-victim")[-1].purpose
    state = update_texts(files, "hy")
    assert (state.fuzzy, state.texts - state.translated) == (1, 1)
    message = read_catalogue(state.path, "hy").get(new)
    assert message
    assert (message.fuzzy, message.string) == (True, f"hy {old}")
    assert read_catalogue_state(state.path, "hy") == state
    assert purpose.in_language("hy") == new


def test_words_are_kept_where_english_was_only_worded_better(countries: Path) -> None:
    path = countries / "base" / "procedures" / "refer-victim.yaml"
    text = path.read_text(encoding="utf-8")
    old, new = _purpose_of_a_referral(), "Refers people where they want to go"
    kept = load_pack("base").procedures.versions_of("refer-victim")[-1].purpose.in_language("az")
    path.write_text(text.replace(old, new), encoding="utf-8")
    _, files = read_pack("base", root=countries)
    state = update_texts(files, "az", same_meaning=True)
    assert (state.fuzzy, state.translated) == (0, state.texts)
    message = read_catalogue(state.path, "az").get(new)
    assert message
    assert message.string == kept
