"""Whether the disk below a folder is encrypted, as far as Linux says."""

from __future__ import annotations

import os
from pathlib import Path

_DEVICES = Path("/sys/dev/block")
#: How deep disks may lie upon each other: encryption, volumes, arrays.
_DEPTH = 8


def find_encryption(folder: Path, devices: Path = _DEVICES) -> str:
    """What the diagnosis says: `LUKS`, or that none was seen.

    The host of a virtual machine, or the disk itself, may encrypt without being seen here.
    """
    number = folder.stat().st_dev
    device = devices / f"{os.major(number)}:{os.minor(number)}"
    if _is_luks(device, _DEPTH):
        return "encrypted (LUKS)"
    return (
        "no encryption seen; answers of interviews lie in plain text in the database: "
        "docs/how-to/encrypt-the-disk.md"
    )


def _is_luks(device: Path, depth: int) -> bool:
    """Whether the device, or one of those below it, was opened by dm-crypt."""
    try:
        if (device / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    below = device / "slaves"
    if not depth or not below.is_dir():
        return False
    return any(_is_luks(part, depth - 1) for part in below.iterdir())
