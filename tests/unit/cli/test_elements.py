"""`palermo elements`: reports invalid facts and unverified sources."""

from __future__ import annotations

import json
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


def test_a_penalty_is_shown_with_its_source_and_certainty(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    facts = '{"recruited": "yes", "deceived": "yes", "slavery": "yes", "border_crossed": "yes"}'
    path.write_text(facts, encoding="utf-8")
    words = ["elements", "--facts", str(path), "--charge", "127", "--country", "aze"]
    result = CliRunner().invoke(main, words)
    assert "charged under 127: outside the pack" in result.output
    assert "penalty 144-1.2: 8 to 12 years\n  + A border was crossed (144-1.2.4-1)" in result.output
    assert "source, verified: Criminal Code of Azerbaijan, article 144-1.2" in result.output
    assert "penalty 106.1: 5 to 10 years\n  source, unverified:" in result.output
    assert "penalty 106.2: 7 to 12 years if one of these is shown" in result.output


def test_an_article_without_a_penalty_in_the_pack_is_named(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"forced_labour": "yes"}', encoding="utf-8")
    words = ["elements", "--facts", str(path), "--charge", "144-2", "--country", "aze"]
    result = CliRunner().invoke(main, words)
    assert (
        "charged under 144-2 Forced labour: Of equal weight (source not verified)" in result.output
    )
    assert "article 144-2: its penalty is not in the pack" in result.output


def test_of_a_child_no_means_is_asked_whether_or_not_one_is_known(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"

    def said(**more: str) -> bool:
        facts = {"harboured": "yes", "sexual_exploitation": "yes", **more}
        path.write_text(json.dumps(facts), encoding="utf-8")
        words = ["elements", "--facts", str(path), "--country", "aze"]
        return "A child needs no means." in CliRunner().invoke(main, words).output

    assert said(under_18="yes")
    assert not said(under_18="yes", deceived="yes")
    assert not said(under_18="no")
    assert not said()
