"""Texts and facts that lie beside the project, in `../shared`. Tests that need them say so plainly.

The project works without that folder. Where it is absent, these tests are reported as skipped
with the reason, never as passed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder ../shared with texts and facts for tests is absent"
)


def seed_text() -> str:
    """The founding narrative (Azerbaijan, 2023)."""
    return (SHARED / "seed.txt").read_text(encoding="utf-8")


def passages() -> list[dict[str, Any]]:
    """The labelled passages, ordered by file name, which each carries as `name`."""
    paths = sorted((SHARED / "corpus" / "dev").glob("*.json"))
    return [{"name": path.stem, **json.loads(path.read_text(encoding="utf-8"))} for path in paths]
