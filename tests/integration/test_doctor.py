"""The doctor compares catalogues by what they say, not by their times."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from palermo.cli.office import doctor

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one language, compiled before its source was written, as pip installs it."""
    made = tmp_path / "locale" / "az" / "LC_MESSAGES"
    made.mkdir(parents=True)
    catalogue = Catalog(locale="az")
    catalogue.add("Board", "Lövhə", context="page")
    catalogue.add(("{n} duty", "{n} duties"), ("{n} vəzifə", "{n} vəzifə"))
    with (made / "django.mo").open("wb") as file:
        write_mo(file, catalogue)
    os.utime(made / "django.mo", (1, 1))
    with (made / "django.po").open("wb") as file:
        write_po(file, catalogue)
    monkeypatch.setattr(doctor, "PACKAGE", tmp_path)
    return made


def _found() -> tuple[str, bool]:
    (line,) = (
        line for line in doctor.examine_installation() if line.what == "translation az, django"
    )
    return line.found, line.ok


def test_the_same_sentences_are_in_order_whatever_the_times(folder: Path) -> None:
    assert _found() == ("compiled", True)


def test_a_sentence_that_was_not_compiled_is_a_problem(folder: Path) -> None:
    source = folder / "django.po"
    source.write_text(source.read_text(encoding="utf-8").replace("Lövhə", "Cədvəl"), "utf-8")
    assert _found() == ("differs from its source", False)


def test_a_missing_catalogue_is_a_problem(folder: Path) -> None:
    (folder / "django.mo").unlink()
    assert _found() == ("not compiled", False)
