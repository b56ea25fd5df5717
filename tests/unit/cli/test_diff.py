"""`palermo diff`: a version of the pack against a file, with past answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from palermo.cli.main import main
from palermo.packs.places import find_countries

OLD = find_countries() / "base" / "procedures" / "earlier" / "inspect-workplace-1.yaml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    text = OLD.read_text(encoding="utf-8").replace("version: 1", "version: 2")
    text = text.replace("positive: forced_labour", "positive: {all: [forced_labour, conditions]}")
    path = tmp_path / "inspect.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_changes_are_said_in_words_and_counted_over_past_answers(
    newer: Path, tmp_path: Path
) -> None:
    past = tmp_path / "past.jsonl"
    past.write_text('{"violence": "yes", "conditions": "no"}\n\n{"violence": "yes"}\n')
    result = run("inspect-workplace@1", newer, "--answers", past)
    assert result.exit_code == 0, result.output
    assert "Signs of forced labour" in result.stdout
    assert "2 people, 2 with another outcome" in result.stdout
    assert "positive → incomplete: 1" in result.stdout
    assert "positive → undetermined: 1" in result.stdout


def test_the_same_twice_says_so() -> None:
    assert "No change affects an outcome" in run("inspect-workplace", "inspect-workplace").stdout


def test_what_cannot_be_read_is_named(newer: Path, tmp_path: Path) -> None:
    assert "Available: " in run("inspect-workplace@7", newer).stderr
    past = tmp_path / "past.jsonl"
    past.write_text("{}\nnonsense\n")
    assert "Line 2" in run("inspect-workplace", newer, "--answers", past).stderr
    newer.write_text(newer.read_text(encoding="utf-8").replace("kind:", "sort:"), encoding="utf-8")
    assert "'sort' is unknown" in run("inspect-workplace", newer).stderr


@pytest.mark.parametrize("line", ['{"grounds": "Yes"}', '{"nosuch": "yes"}'])
def test_a_past_answer_that_fits_neither_version_is_named_and_not_guessed(
    tmp_path: Path, line: str
) -> None:
    past = tmp_path / "past.jsonl"
    past.write_text(f'{{"grounds": "yes"}}\n{line}\n', encoding="utf-8")
    words = ["diff", "refer-victim@1", "refer-victim@1", "--answers", str(past)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 9
    assert "Line 2 is wrong" in result.output
    assert "people" not in result.output


def test_what_changed_is_said_in_the_language_asked_for(tmp_path: Path) -> None:
    text = (find_countries() / "base" / "procedures" / "refer-victim.yaml").read_text("utf-8")
    path = tmp_path / "later.yaml"
    later = text.replace("when: danger_now", "when: {all: [danger_now, agrees]}", 1)
    path.write_text(later, encoding="utf-8")
    words = ["diff", "refer-victim@1", str(path), "--country", "aze", "--lang", "az"]
    result = CliRunner().invoke(main, words)
    assert "Bu anda həyat təhlükədədir → hamısı: (" in result.output
    assert "{" not in result.output
