"""The reference pages say what the program does: they are written from it and compared here."""

from __future__ import annotations

import pytest

from scripts import write_reference


@pytest.mark.parametrize("name", sorted(write_reference.PAGES))
def test_the_page_is_as_the_program_would_write_it(name: str) -> None:
    written = (write_reference.FOLDER / name).read_text(encoding="utf-8")
    assert written == write_reference.PAGES[name](), "run `make docs`"
