"""The doctor compares catalogues by what they say, not by their times."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from click.testing import CliRunner

from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.cli.main import main
from palermo.cli.office import doctor
from palermo.ledger.plans.models import Evidence
from tests.integration.conftest import People

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


@pytest.fixture
def stored(accepted: Callable[..., None], people: People) -> Path:
    """The folder of evidence files, with one file that a row names."""
    accepted(2023)
    attach_evidence(
        people.analyst, duty_ref="AZE-2023-01a", title="Order", file_name="o.txt", content=b"1"
    )
    storage = Evidence._meta.get_field("file").storage
    return Path(storage.path("evidence"))


def _diagnosis(*words: str) -> dict[str, tuple[bool, str]]:
    result = CliRunner().invoke(main, ["doctor", "--format", "json", *words])
    lines = json.loads(result.stdout)["lines"]
    return {line["what"]: (line["ok"], line["found"]) for line in lines}


def test_a_file_that_a_killed_upload_left_is_found_and_removed(stored: Path) -> None:
    left, young = stored / "left.bin", stored / "young.bin"
    for file in (left, young):
        file.write_bytes(b"2")
    os.utime(left, (1, 1))
    ok, found = _diagnosis()["evidence files"]
    assert (ok, "evidence/left.bin" in found, "young" in found) == (False, True, False)
    assert left.exists()
    assert _diagnosis("--mend")["evidence files"] == (True, "2 files, none left behind")
    # One that may still be uploaded stays, and so does what a row names, whatever its age.
    assert (left.exists(), young.exists()) == (False, True)
    assert len(list(stored.iterdir())) == 2


def test_evidence_whose_file_is_gone_is_named(stored: Path) -> None:
    (file,) = stored.iterdir()
    os.utime(file, (1, 1))
    assert _diagnosis("--mend")["evidence"][0]
    file.unlink()
    ok, found = _diagnosis("--mend")["evidence"]
    number = Evidence.objects.get().pk
    assert (ok, found) == (False, f"1 without their file: evidence {number} of AZE-2023-01a")
