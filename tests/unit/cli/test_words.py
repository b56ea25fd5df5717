"""`palermo words`: a language is begun with one line and one command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from palermo.cli.main import main
from palermo.packs.catalogues import catalogue_path, is_compiled
from tests.languages import begin_language


@pytest.fixture
def countries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = begin_language(tmp_path, "{code: hy, name: Հայերեն}")
    monkeypatch.setenv("PALERMO_COUNTRIES", str(root))
    return root


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["words", *words])


def test_a_begun_language_gets_both_catalogues_and_they_are_compiled(countries: Path) -> None:
    assert "hy" not in run("status", "aze").stdout
    first, second = run("update", "aze", "--lang", "hy").stdout.splitlines()
    texts = catalogue_path(countries / "aze", "hy")
    sentences = texts.with_name("django.po")
    assert first.startswith("hy: 0 of ")
    assert first.endswith(f" translated, 0 to be read again: {texts}")
    assert second.endswith(str(sentences))
    assert str(texts.with_suffix(".mo")) in run("compile", "aze").stdout.splitlines()
    assert is_compiled(texts)
    assert sentences.with_suffix(".mo").is_file()
    assert first in run("status", "aze").stdout.splitlines()
    written = sentences.read_text(encoding="utf-8")
    assert '"Plural-Forms: nplurals=' in written
    assert 'msgid_plural "%(n)s columns"\nmsgstr[0] ""\n' in written


def test_a_language_that_the_program_has_gets_texts_only(countries: Path) -> None:
    assert len(run("update", "aze", "--lang", "ru").stdout.splitlines()) == 1
    assert not (catalogue_path(countries / "aze", "ru").with_name("django.po")).exists()


def test_a_language_that_the_pack_does_not_speak_is_refused(countries: Path) -> None:
    result = run("update", "aze", "--lang", "de")
    assert result.exit_code == 9
    assert "Choose one of: en, az, ru, hy." in result.output
