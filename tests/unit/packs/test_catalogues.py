"""The words of a pack in other languages: where they are found, and which are not used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from palermo.kernel.texts import Text
from palermo.packs.catalogues import PackCatalogues, catalogue_path, compile_catalogue, is_compiled

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def write(folder: Path, *entries: tuple[str, str], context: str = "", flags: str = "") -> Path:
    path = catalogue_path(folder, "az")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.is_file() else HEAD
    for english, said in entries:
        text += f"#, {flags}\n" if flags else ""
        text += f'msgctxt "{context}"\n' if context else ""
        text += f'msgid "{english}"\nmsgstr "{said}"\n\n'
    path.write_text(text, encoding="utf-8")
    return path


def test_the_country_comes_before_the_common_pack_and_a_context_before_none(
    tmp_path: Path,
) -> None:
    own, base = tmp_path / "own", tmp_path / "base"
    write(own, ("seat", "kreslo"), ("only here", "burada"))
    write(base, ("seat", "yer"), ("only there", "orada"))
    write(base, ("seat", "oturacaq"), context="in a bus")
    found = PackCatalogues([own, base], ["en", "az"])
    assert found.find("seat", "", "az") == "kreslo"
    assert found.find("seat", "in a bus", "az") == "oturacaq"
    assert found.find("seat", "in a train", "az") == "kreslo"
    assert found.find("only there", "", "az") == "orada"
    assert found.find("nowhere", "", "az") == ""
    assert found.find("seat", "", "ru") == ""


def test_fuzzy_words_and_those_that_cannot_be_filled_in_are_not_used(tmp_path: Path) -> None:
    write(tmp_path, ("stop", "dayan"), flags="fuzzy")
    write(tmp_path, ("{hours} hours", "saat"), ("{days} days", "{days} gün"))
    found = PackCatalogues([tmp_path], ["az"])
    assert found.find("stop", "", "az") == ""
    assert found.find("{hours} hours", "", "az") == ""
    assert found.find("{days} days", "", "az") == "{days} gün"


def test_a_compiled_catalogue_is_used_only_for_the_source_it_was_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, ("stop", "dayan"))
    assert not is_compiled(path)
    compile_catalogue(path)
    assert is_compiled(path)
    before = path.stat()
    write(tmp_path, ("go", "get"))
    # Neither clock nor order of copying decides: a .mo that seems newer is of another source.
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns - 10**12))
    assert not is_compiled(path)
    assert PackCatalogues([tmp_path], ["az"]).find("go", "", "az") == "get"
    compile_catalogue(path)
    monkeypatch.setattr("palermo.packs.catalogues._compiled", lambda content: 1 / 0)
    assert PackCatalogues([tmp_path], ["az"]).find("go", "", "az") == "get"


def test_a_language_that_is_not_asked_for_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, ("stop", "dayan"))
    path.write_bytes(b"\xff no catalogue")
    text = Text("stop", PackCatalogues([tmp_path], ["en", "az"]))
    assert (text.in_language("en"), text.in_language("ru")) == ("stop", "stop")


@pytest.mark.parametrize(
    ("code", "folder"), [("az", "az"), ("pt-br", "pt_BR"), ("zh-hans", "zh_Hans")]
)
def test_folders_of_languages_are_named_as_django_names_them(code: str, folder: str) -> None:
    assert catalogue_path(Path(), code).parts[1] == folder


def test_a_text_has_the_languages_in_which_it_has_words(tmp_path: Path) -> None:
    write(tmp_path, ("stop", "dayan"))
    found = PackCatalogues([tmp_path], ["en", "az", "ru"])
    text = Text("stop", found)
    assert text.languages == ("az", "en")
    assert text.in_every_language() == {"en": "stop", "az": "dayan"}
    assert Text({"en": "stop", "az": "dur"}, found).in_language("az") == "dur"
    assert text == Text("stop")
    assert text != text.in_context("of a bus")
