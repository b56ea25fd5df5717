"""Every template finds its tags and filters, also in parts that no other test shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.loader import get_template

import palermo.web

FOLDER = Path(palermo.web.__file__).parent / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_the_template_compiles(name: str) -> None:
    assert get_template(name)
