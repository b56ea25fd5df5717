"""What `palermo doctor` finds among the files of evidence, and what it may mend."""

from __future__ import annotations

from palermo.cli.installation import current_moment
from palermo.ledger.plans.files import (
    count_evidence_files,
    list_missing_files,
    list_stray_files,
    remove_stray_files,
)

#: Names in one line of the diagnosis.
_MOST_NAMED = 20


def describe_stray_files() -> tuple[str, bool]:
    """What stands in the diagnosis about files without a row, and whether that is in order."""
    stray = list_stray_files(current_moment())
    if not stray:
        return f"{count_evidence_files()} files, none left behind", True
    return f"{len(stray)} files that no evidence names: {_named(stray)}", False


def describe_missing_files() -> tuple[str, bool]:
    """What stands in the diagnosis about evidence without a file, and whether that is in order."""
    missing = list_missing_files()
    if not missing:
        return "all have their file", True
    names = [f"evidence {each.evidence} of {each.duty_ref}" for each in missing]
    return f"{len(missing)} without their file: {_named(names)}", False


def mend_evidence_files() -> int:
    """Remove the files without a row; returns how many."""
    return remove_stray_files(list_stray_files(current_moment()))


def _named(names: list[str] | tuple[str, ...]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
