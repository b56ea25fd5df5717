"""What must not stand in the project's files."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Written in pieces so that this file does not find itself.
BANNED = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "/wo" + "rk/"])
)
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b|raise NotImpl" + r"ementedError")


def _tracked() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in done.stdout.split("\0") if name]


def _lines_with(pattern: re.Pattern[str], ends: tuple[str, ...] | None = None) -> list[str]:
    found = []
    for path in _tracked():
        if not path.is_file() or (ends and path.suffix not in ends):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    return found


def test_no_file_names_a_registry_or_a_machine() -> None:
    assert _lines_with(BANNED) == []


def test_nothing_is_left_unfinished() -> None:
    assert _lines_with(UNFINISHED, (".py", ".html", ".js", ".yaml")) == []
