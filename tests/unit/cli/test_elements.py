"""`palermo elements`: reports invalid facts and unverified sources."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from palermo.cli.main import main


def test_what_is_no_word_is_named_and_never_swallowed(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"recruited": null, "forced_labour": ["yes"]}', encoding="utf-8")
    result = CliRunner().invoke(main, ["elements", "--facts", str(path)])
    assert result.exit_code == 9
    assert "Facts without yes, no or unknown (2): forced_labour, recruited" in result.output


def test_an_article_that_nobody_looked_up_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"recruited": "yes", "forced_labour": "yes"}', encoding="utf-8")
    words = ["elements", "--facts", str(path), "--charge", "244", "--country", "aze"]
    result = CliRunner().invoke(main, words)
    assert "244 Keeping of brothels (source not verified)" in result.output
    assert "article 244 is a lesser charge" in result.output
