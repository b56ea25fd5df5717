"""Every command with a language refuses one that the pack lacks."""

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


def test_the_folder_of_packs_that_is_named_is_the_one_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALERMO_COUNTRIES", str(tmp_path))
    for words in ("check aze", "adopt aze", "diff refer-victim@1 refer-victim@1"):
        result = CliRunner().invoke(main, words.split())
        assert result.exit_code not in (0, 2), words
        assert "There is no country pack" in result.output


@pytest.mark.parametrize(
    "words", ["form refer-victim --out {out}/none/x.pdf", "diff refer-victim@1 {out}/none.yaml"]
)
def test_a_place_that_is_not_there_is_named(words: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, words.format(out=tmp_path).split())
    assert result.exit_code not in (0, 1, 2)
    assert "There is no such f" in result.output
