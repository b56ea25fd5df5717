"""A language that the pack does not speak is refused by every command that speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from palermo.cli.main import main


@pytest.mark.parametrize(
    "words",
    [
        "explain refer-victim --answers {file}",
        "diff refer-victim@1 admit-to-shelter@1",
        "elements --facts {file}",
        "check aze",
        "form refer-victim --out {out}.pdf",
        "act refer-victim --out {out}.pdf",
    ],
)
def test_english_never_stands_in_silently(words: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text("{}", encoding="utf-8")
    told = words.format(file=file, out=tmp_path / "out")
    result = CliRunner().invoke(main, [*told.split(), "--lang", "fr"])
    assert result.exit_code not in (0, 2)
    assert "Choose one of: en, az, ru" in result.output
    assert [p.name for p in tmp_path.iterdir()] == ["answers.json"]
