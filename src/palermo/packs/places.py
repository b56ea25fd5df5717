"""Where packs are, and which files a pack is made of. Imports nothing that costs time to start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import palermo
from palermo.kernel.errors import NotFound, NotReady
from palermo.kernel.messages import N_

if TYPE_CHECKING:
    import hashlib

BASE = "base"


def find_countries() -> Path:
    """The folder of the packs that were shipped: inside the package, or beside it in a checkout."""
    package = Path(palermo.__file__).parent
    for folder in (package / "countries", package.parents[1] / "countries"):
        if (folder / BASE / "pack.yaml").is_file():
            return folder
    raise NotReady(
        N_("The country packs are missing."),
        remedy=N_("Install Palermo again, or set PALERMO_COUNTRIES to the folder of the packs."),
    )


def list_packs(root: Path | None = None) -> tuple[str, ...]:
    """Names of all packs in `root` (those shipped when None), in alphabetical order."""
    folder = root or find_countries()
    return tuple(sorted(path.parent.name for path in folder.glob("*/pack.yaml")))


def list_folders(iso3: str, root: Path | None = None) -> list[Path]:
    """The folders a pack is laid together from, the common one first."""
    base, own = (root or find_countries()) / BASE, (root or find_countries()) / iso3.lower()
    return [base] if own == base else [base, own]


def require_pack(iso3: str, root: Path | None = None) -> None:
    """Raises NotFound where there is no pack of this name (in lower case)."""
    names = list_packs(root)
    if iso3 not in names:
        raise NotFound(
            N_("There is no country pack {name}."),
            remedy=N_("Available packs: {names}."),
            name=iso3,
            names=", ".join(names),
        )


def hash_files(digest: hashlib._Hash, folder: Path, is_source: Callable[[Path], bool]) -> None:
    """Add names and contents of the files of a folder that `is_source` takes, in a fixed order."""
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        if is_source(path) and path.is_file():
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            content = path.read_bytes()
            # Lengths keep the end of one file apart from the beginning of the next.
            digest.update(f"{len(name)} {name} {len(content)} ".encode())
            digest.update(content)
