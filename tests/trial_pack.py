"""A small procedure with signs, a stop and chapters, and one for children that takes over from it.

The procedures of the packs are rewritten by others; the rules are tried on these.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from palermo.packs.load import load_pack
from palermo.packs.pack import Pack
from palermo.packs.places import find_countries
from palermo.procedures.shapes import Procedure

TRIAL, TRIAL_CHILD = "trial-work", "trial-child"
GATE = "alone"

_FILES = Path(__file__).parent / "trial"


def copy_trial_packs(folder: Path) -> Path:
    """The packs with the two procedures."""
    root = folder / "countries"
    shutil.copytree(find_countries(), root)
    procedures = root / "base" / "procedures"
    for file in _FILES.glob("*.yaml"):
        shutil.copy(file, procedures)
    return root


@cache
def trial_pack() -> Pack:
    """The country's pack with the two procedures."""
    return load_pack("aze", root=copy_trial_packs(Path(mkdtemp())))


def trial_procedure(name: str = TRIAL) -> Procedure:
    """One of the two procedures."""
    (found,) = trial_pack().procedures.versions_of(name)
    return found
