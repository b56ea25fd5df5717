"""Wordings that an office loads: every fault is named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from palermo.kernel.errors import PackProblem
from palermo.packs.instruments import read_wording
from palermo.packs.load import load_pack
from tests.wordings import write_wording

FILE = load_pack().instruments


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_wording(tmp_path, "qyit", 4)


def _problem(path: Path, languages: tuple[str, ...] = ("en", "az", "ru")) -> str:
    with pytest.raises(PackProblem) as caught:
        read_wording(path, FILE, languages)
    return str(caught.value)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_wording_is_read(path: Path) -> None:
    wording = read_wording(path, FILE, ("en", "az", "ru"))
    assert (wording.instrument, wording.version, len(wording.items)) == ("qyit", 1, 4)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("instrument: qyit", "instrument: quit", 1, "there is no instrument 'quit'; known: qyit"),
        ("version: 1", "version: 1\nscore: 3", 3, "the key 'score' is unknown; allowed here"),
        ("version: 1", "version: 1\nversion: 2", 3, "the key 'version' stands here twice"),
        ("  seen_by: the tests\n", "", 5, "licence.seen_by: Field required"),
        ("  said: Invented for a test.", "  said: ''", 6, "licence.said"),
        ("seen_on: 2026-01-01", "seen_on: soon", 8, "licence.seen_on"),
        ("source: {title: An invented wording, certainty: unverified}\n", "", 1, "source: Field"),
        ('ru: "пункт 3"', 'tr: "madde 3"', 12, "written in az, en, ru, this one in az, en, tr"),
        ("from: 2026-01-01", "from: 2026-01-01\nuntil: 2025-01-01", 4, "the last day lies before"),
    ],
)
def test_each_fault_is_named_with_its_line(
    path: Path, old: str, new: str, line: int, said: str
) -> None:
    _edit(path, old, new)
    problem = _problem(path)
    assert f"{path}:{line}: " in problem
    assert said in problem


def test_the_number_of_items_is_that_of_the_instrument(tmp_path: Path) -> None:
    short = write_wording(tmp_path, "qyit", 3)
    assert f"{short}:9: QYIT has 4 items, the file has 3" in _problem(short)
    # If the number is unknown, the cut-off must at least be reachable.
    few = write_wording(tmp_path, "ahtst-refugees", 5)
    assert "has at least 6 items, the file has 5" in _problem(few)
    assert read_wording(write_wording(tmp_path, "ahtst-refugees", 12), FILE).items


def test_every_language_of_the_country_must_be_there(path: Path) -> None:
    assert f"{path}:9: the items are not written in: ka, tr" in _problem(path, ("en", "tr", "ka"))


def test_a_file_that_is_no_text_is_named(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    assert "not written in UTF-8" in _problem(path)
    path.unlink()
    assert f"{path}:1: the file cannot be read" in _problem(path)


def test_a_wrong_wording_of_the_folder_keeps_the_pack_from_loading(path: Path) -> None:
    _edit(path, "version: 1", "version: 0")
    with pytest.raises(PackProblem, match=r"qyit-1\.yaml:2: version"):
        load_pack(wordings=path.parent)


def test_a_version_stands_once_and_two_versions_side_by_side(path: Path) -> None:
    write_wording(path.parent, "qyit", 4, version=2)
    other = path.parent.parent / "other"
    for version in (1, 2):
        write_wording(other, "qyit", 4, version=version)
    found = load_pack(wordings=other).procedures.versions
    assert [p.version for p in found if p.instrument == "qyit"] == [1, 2]
    _edit(path.parent / "qyit-2.yaml", "version: 2", "version: 1")
    with pytest.raises(PackProblem, match="version 1 of qyit stands here twice"):
        load_pack(wordings=path.parent)


def test_without_a_folder_no_instrument_runs_and_with_it_the_fingerprint_differs(
    path: Path,
) -> None:
    plain, loaded = load_pack(), load_pack(wordings=path.parent)
    assert not [p for p in plain.procedures.versions if p.instrument]
    assert plain.fingerprint != loaded.fingerprint
    assert load_pack(wordings=path.parent / "absent").fingerprint == plain.fingerprint
