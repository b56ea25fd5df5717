"""Compiled packs: a pack that was read and checked once opens again without reading its YAML.

Sources decide: the name of a compiled file is a digest of every file of the pack, of the office's
wordings and of the program itself, so that any change makes another name. Python's own form for
objects (pickle) can run code, so a compiled file is used only where the user who runs the program
owns it and its folder and nobody else may write to them.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
import sys
import tempfile
from contextlib import suppress
from copy import copy
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import palermo
from palermo.packs.places import BASE, find_countries, hash_files, list_folders

if TYPE_CHECKING:
    from palermo.packs.pack import Pack
    from palermo.reports.vocabulary import Vocabulary

_SUFFIXES = frozenset({".yaml", ".csv", ".po", ".mo"})
#: Compiled files that stay; older ones go when a new one is written.
_MOST_FILES = 12
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def find_cache_folder(named: str) -> Path | None:
    """The folder that the setting names, else the user's own; None for `no`."""
    if named:
        return None if named == "no" else Path(named).absolute()
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "palermo"
    except RuntimeError:
        # A system account may have no home.
        return None


def open_pack(
    iso3: str = BASE,
    *,
    root: Path | None = None,
    wordings: Path | None = None,
    cache: Path | None = None,
) -> Pack:
    """As `load_pack`, from the folder of compiled packs where it has this one. None: no folder."""
    return _open(iso3.lower(), root or find_countries(), wordings, cache)


@lru_cache(maxsize=16)
def _open(name: str, root: Path, wordings: Path | None, cache: Path | None) -> Pack:
    place = _place(name, root, wordings, cache)
    pack: Pack | None = _read_compiled(place, "pack")
    if pack is None:
        pack = _load_and_compile(name, root, wordings, place)
    return pack


def open_vocabulary(*, root: Path | None = None, cache: Path | None = None) -> Vocabulary:
    """The words that a reading needs, from the common pack; nothing else is opened."""
    folder = root or find_countries()
    place = _place(BASE, folder, None, cache)
    vocabulary: Vocabulary | None = _read_compiled(place, "vocabulary")
    return vocabulary or _load_and_compile(BASE, folder, None, place).vocabulary


def _load_and_compile(name: str, root: Path, wordings: Path | None, place: Path | None) -> Pack:
    # Imported here: these modules cost more time than a compiled pack takes to open.
    from palermo.packs.load import load_pack

    pack = load_pack(name, root=root, wordings=wordings)
    if place is not None:
        _write_compiled(place, {"pack": pack, "vocabulary": pack.vocabulary})
    return pack


def _place(name: str, root: Path, wordings: Path | None, cache: Path | None) -> Path | None:
    """The compiled file of the sources as they are now, without its ending; None for no cache."""
    # Without owners of files (Windows) nothing shows who wrote a compiled file.
    if cache is None or not hasattr(os, "getuid"):
        return None
    folders = list_folders(name, root)
    if not all(folder.is_dir() for folder in folders):
        return None
    if wordings and wordings.is_dir():
        folders = [*folders, wordings]
    digest = hashlib.sha256(f"{palermo.__version__} {sys.version} {name}".encode())
    for folder in folders:
        # A pack names the folders of its catalogues, which are read when a language is asked for.
        digest.update(f"{folder.absolute()} ".encode())
        hash_files(digest, folder, lambda path: path.suffix in _SUFFIXES)
    _add_program(digest)
    return cache / f"{name}-{digest.hexdigest()[:32]}"


def _add_program(digest: hashlib._Hash) -> None:
    """Sizes and times of the program's modules: a changed class must not meet an old object."""
    package = Path(palermo.__file__).parent
    for path in sorted(package.rglob("*.py")):
        status = path.stat()
        line = f"{path.relative_to(package)} {status.st_size} {status.st_mtime_ns} "
        digest.update(line.encode())


def _read_compiled(place: Path | None, part: str) -> Any:
    """The part, or None where there is none that may be trusted."""
    if place is None:
        return None
    path = place.with_name(f"{place.name}.{part}")
    try:
        if not (_is_private(path.parent) and _is_private(path)):
            return None
        return pickle.loads(path.read_bytes())  # noqa: S301 - only this user can have written it
    except Exception:
        # A damaged file is like one that is absent: the sources are read.
        return None


def _is_private(path: Path) -> bool:
    status = path.lstat()
    linked = stat.S_ISLNK(status.st_mode)
    return not linked and status.st_uid == os.getuid() and not status.st_mode & _OTHERS_MAY_WRITE


def _write_compiled(place: Path, parts: dict[str, object]) -> None:
    """Write all parts; a folder that cannot be written is no error, only slower."""
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(place.parent):
            return
        for part, value in parts.items():
            handle, temporary = tempfile.mkstemp(dir=place.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(_compile_value(value))
            Path(temporary).replace(place.with_name(f"{place.name}.{part}"))
        _remove_old(place.parent)


def _remove_old(folder: Path) -> None:
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[_MOST_FILES:]:
        path.unlink(missing_ok=True)


def _compile_value(value: object) -> bytes:
    buffer = io.BytesIO()
    _Compiler(buffer, protocol=5).dump(value)
    return buffer.getvalue()


class _Compiler(pickle.Pickler):
    """Leaves out what an object computed for itself: patterns are compiled when they are used."""

    def reducer_override(self, value: Any) -> Any:
        """The value without its cached properties; others as pickle does it."""
        computed = [
            name
            for name in getattr(value, "__dict__", ())
            if isinstance(getattr(type(value), name, None), cached_property)
        ]
        if isinstance(value, type) or not computed:
            return NotImplemented
        plain = copy(value)
        for name in computed:
            del plain.__dict__[name]
        return plain.__reduce_ex__(5)
