"""Files of evidence. They are stored before the row that names them, outside its transaction.

A process that is killed between the two leaves a file without a row. It is found by its age: a
younger one may belong to a row that is being written.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from posixpath import basename
from typing import Any

from django.core.files.base import ContentFile

from palermo.ledger.plans.models import Evidence

#: An upload has surely ended after so long.
LONGEST_UPLOAD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A piece of evidence whose file is gone, and the duty that it belongs to."""

    evidence: int
    duty_ref: str


def store_evidence_file(content: bytes, sha256: str) -> str:
    """Store the bytes; returns the name under which the row keeps them, which says nothing."""
    field = Evidence._meta.get_field("file")
    name: str = field.generate_filename(Evidence(), f"{sha256}.bin")
    return str(field.storage.save(name, ContentFile(content)))


def remove_evidence_file(stored_name: str) -> None:
    """Remove a file whose row was not written after all."""
    with suppress(OSError):
        _storage().delete(stored_name)


def list_stray_files(now: datetime) -> tuple[str, ...]:
    """Files that no row names and that are older than the longest upload, by name."""
    found = _stored_files()
    # After the files: a row that was written between the two looks is seen.
    named = set(Evidence.objects.exclude(file="").values_list("file", flat=True))
    storage = _storage()
    stray = []
    for name in sorted(found - named):
        # Another act may have removed its own file meanwhile.
        with suppress(OSError):
            if now - storage.get_modified_time(name) > LONGEST_UPLOAD:
                stray.append(name)
    return tuple(stray)


def list_missing_files() -> tuple[MissingFile, ...]:
    """Evidence whose file is not there, by number."""
    rows = Evidence.objects.exclude(file="").order_by("pk").values_list("pk", "duty__ref", "file")
    found = _stored_files()
    return tuple(MissingFile(pk, duty) for pk, duty, name in rows if name not in found)


def remove_stray_files(names: Collection[str]) -> int:
    """Remove files that `list_stray_files` found and that no row names now; returns how many."""
    named = set(Evidence.objects.filter(file__in=list(names)).values_list("file", flat=True))
    removed = [name for name in names if name not in named]
    for name in removed:
        remove_evidence_file(name)
    return len(removed)


def count_evidence_files() -> int:
    """How many files are stored."""
    return len(_stored_files())


def _stored_files() -> set[str]:
    """The names of all files as rows keep them."""
    folder = Evidence._meta.get_field("file").generate_filename(Evidence(), "x").rpartition("/")[0]
    try:
        _, files = _storage().listdir(folder)
    except FileNotFoundError:
        return set()
    return {f"{folder}/{basename(name)}" for name in files}


def _storage() -> Any:
    return Evidence._meta.get_field("file").storage
