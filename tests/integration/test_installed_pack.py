"""The pack of the installation opens from its compiled form, and a changed source is read."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from palermo.actions.installation import load_installed_pack
from palermo.packs import compiled, load
from palermo.packs.places import find_countries
from tests.wordings import write_wording


@pytest.fixture
def installed(settings: Any, tmp_path: Path) -> Path:
    """The countries of an installation with an empty folder of compiled packs."""
    root = tmp_path / "countries"
    shutil.copytree(find_countries(), root)
    settings.COUNTRIES, settings.PACK_CACHE = str(root), tmp_path / "cache"
    settings.WORDINGS = tmp_path / "wordings"
    return root


def open_in_new_process() -> Any:
    compiled._open.cache_clear()
    load._load.cache_clear()
    return load_installed_pack()


def test_the_second_process_reads_no_source(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_in_new_process()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the sources were read")

    monkeypatch.setattr("palermo.packs.load.load_pack", refuse)
    second = open_in_new_process()
    assert second is not first
    assert second.fingerprint == first.fingerprint


@pytest.mark.parametrize("name", ["aze/agencies.yaml", "base/measures.yaml"])
def test_a_change_of_a_source_is_noticed(installed: Path, name: str) -> None:
    first = open_in_new_process()
    assert open_in_new_process().fingerprint == first.fingerprint
    source = installed / name
    source.write_text(f"{source.read_text('utf-8')}\n# changed\n", encoding="utf-8")
    assert open_in_new_process().fingerprint != first.fingerprint


def test_a_wording_that_the_office_loads_is_noticed(installed: Path, tmp_path: Path) -> None:
    assert not open_in_new_process().wordings
    (tmp_path / "wordings").mkdir()
    write_wording(tmp_path / "wordings", "qyit", 4)
    assert [wording.instrument for wording in open_in_new_process().wordings] == ["qyit"]
