"""Every template is one that Django can read: no unknown tag or filter."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.loader import get_template

import palermo.web

FOLDER = Path(palermo.web.__file__).parent / "templates"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_the_template_can_be_read(name: str) -> None:
    assert get_template(name).template.nodelist  # type: ignore[attr-defined]
