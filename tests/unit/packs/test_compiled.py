"""A compiled pack is the pack of its sources, or it is not used."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from palermo.packs import compiled, load
from palermo.packs.compiled import open_pack, open_vocabulary
from palermo.packs.load import load_pack
from palermo.packs.pack import Pack
from palermo.packs.places import find_countries


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    """Each opening reads files, as that of a new process does."""
    forget_opened()


def forget_opened() -> None:
    compiled._open.cache_clear()
    load._load.cache_clear()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copied = tmp_path / "countries"
    shutil.copytree(find_countries(), copied)
    return copied


def open_again(name: str, root: Path, cache: Path | None) -> Pack:
    forget_opened()
    return open_pack(name, root=root, cache=cache)


def refuse_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the sources were read")

    monkeypatch.setattr("palermo.packs.load.load_pack", refuse)


def test_a_pack_opens_from_its_compiled_file_with_everything_in_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_pack("aze", root=root, cache=tmp_path / "cache")
    refuse_sources(monkeypatch)
    second = open_again("aze", root, tmp_path / "cache")
    assert second is not first
    assert second.fingerprint == first.fingerprint
    assert second.vocabulary == first.vocabulary
    assert second.register == first.register
    for name in first.procedures.ids:
        assert second.procedures.ids == first.procedures.ids
        for procedure in first.procedures.versions_of(name):
            assert second.procedures.version(name, procedure.version) == procedure


def test_a_compiled_pack_speaks_the_languages_of_its_own_folder(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    here = open_pack("aze", root=find_countries(), cache=cache)
    open_pack("aze", root=root, cache=cache)
    words = root / "aze" / "locale" / "az" / "LC_MESSAGES" / "pack.po"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace('"Milli Koordinator"', '"Başqa söz"'), encoding="utf-8")
    open_again("aze", root, cache)
    there = open_again("aze", root, cache)
    names = [pack.agency("NC").name.in_language("az") for pack in (here, there)]
    assert names == ["Milli Koordinator", "Başqa söz"]


def test_a_copy_of_a_pack_never_reads_the_words_of_the_first(root: Path, tmp_path: Path) -> None:
    cache, copied = tmp_path / "cache", tmp_path / "copied"
    shutil.copytree(root, copied)
    open_pack("aze", root=root, cache=cache)
    shutil.rmtree(root)
    copy = open_again("aze", copied, cache)
    assert copy.agency("NC").name.in_language("az") == "Milli Koordinator"


def test_the_vocabulary_opens_alone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = open_vocabulary(root=root, cache=tmp_path / "cache")
    refuse_sources(monkeypatch)
    assert open_vocabulary(root=root, cache=tmp_path / "cache") == expected


def test_any_change_of_a_source_is_read(root: Path, tmp_path: Path) -> None:
    before = open_pack("aze", root=root, cache=tmp_path / "cache")
    manifest = root / "aze" / "pack.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("currency: AZN", "currency: USD"), encoding="utf-8")
    after = open_again("aze", root, tmp_path / "cache")
    assert (before.currency, after.currency) == ("AZN", "USD")


def test_a_change_of_the_program_is_read(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_pack("base", root=root, cache=tmp_path / "cache")
    names = {path.name for path in (tmp_path / "cache").iterdir()}
    monkeypatch.setattr("palermo.__version__", "99")
    open_again("base", root, tmp_path / "cache")
    assert {path.name for path in (tmp_path / "cache").iterdir()} > names


@pytest.mark.parametrize("part", ["pack", "vocabulary"])
@pytest.mark.parametrize("spoilt", ["file", "folder", "link", "bytes"])
def test_a_file_that_others_may_have_written_is_not_opened(
    root: Path, tmp_path: Path, part: str, spoilt: str
) -> None:
    cache = tmp_path / "cache"
    expected = open_pack("base", root=root, cache=cache)
    (path,) = cache.glob(f"base-*.{part}")
    if spoilt == "bytes":
        path.write_bytes(path.read_bytes()[:-100])
    else:
        path.write_bytes(pickle.dumps("what others wrote"))
    if spoilt == "file":
        path.chmod(0o666)
    if spoilt == "folder":
        cache.chmod(0o777)
    if spoilt == "link":
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    if part == "pack":
        assert open_again("base", root, cache).fingerprint == expected.fingerprint
    else:
        assert open_vocabulary(root=root, cache=cache) == expected.vocabulary


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(
    root: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    expected = load_pack("base", root=root).fingerprint
    assert open_pack("base", root=root, cache=blocked / "cache").fingerprint == expected
    assert open_again("base", root, None).fingerprint == expected


def test_an_office_without_wordings_has_compiled_packs_too(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    open_pack("base", root=root, wordings=tmp_path / "none", cache=cache)
    assert list(cache.glob("base-*.pack"))


def test_old_compiled_files_go(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    manifest = root / "base" / "themes.yaml"
    text = manifest.read_text(encoding="utf-8")
    for number in range(8):
        manifest.write_text(f"{text}\n# {number}\n", encoding="utf-8")
        open_again("base", root, cache)
    assert len(list(cache.iterdir())) == compiled._MOST_FILES
