"""Encryption is seen below the folder of the data, also below a volume on it."""

from __future__ import annotations

import os
from pathlib import Path

from palermo.cli.office.disk_check import find_encryption


def _device(folder: Path, name: str, uuid: str) -> Path:
    made = folder / name
    (made / "dm").mkdir(parents=True)
    (made / "dm" / "uuid").write_text(uuid)
    (made / "slaves").mkdir()
    return made


def test_luks_is_seen_also_below_a_volume(tmp_path: Path) -> None:
    number = tmp_path.stat().st_dev
    own = f"{os.major(number)}:{os.minor(number)}"
    assert "plain text" in find_encryption(tmp_path, tmp_path / "none")
    volume = _device(tmp_path, own, "LVM-abc")
    assert "plain text" in find_encryption(tmp_path, tmp_path)
    disk = _device(tmp_path, "disk", "CRYPT-LUKS2-abc-palermo")
    (volume / "slaves" / "dm-0").symlink_to(disk)
    assert find_encryption(tmp_path, tmp_path) == "encrypted (LUKS)"
