"""`palermo check`: a sound pack is told so; every problem of another is named at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from palermo.cli.main import main
from palermo.packs import adopted, load


def run(pack: str = "aze") -> Result:
    return CliRunner().invoke(main, ["check", pack])


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packs in a folder of their own, not adopted, where a test may spoil them."""
    root = tmp_path / "countries"
    shutil.copytree(load.find_countries(), root, ignore=shutil.ignore_patterns(adopted.FILE))
    monkeypatch.setattr(load, "find_countries", lambda: root)
    return root


def test_the_shipped_packs_are_sound() -> None:
    for pack in ("base", "aze"):
        result = run(pack)
        assert result.exit_code == 0, result.output
        assert " 0 problems" in result.stdout


def test_a_rule_and_a_scenario_that_fail_are_both_named(copied: Path) -> None:
    path = copied / "base" / "procedures" / "screen-child-labour.yaml"
    text = path.read_text(encoding="utf-8")
    spoiled = "positive: {all: [exploitation, coercion_at_destination]}"
    path.write_text(text.replace("positive: exploitation", spoiled), encoding="utf-8")
    result = run()
    assert result.exit_code == 5
    assert "demands-means-for-a-child" in result.stdout
    assert "Exploitation is enough for a child" in result.stdout


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("version: 1", "version: 1\nversion: 2", "twice"),
        ("kind: screening", "kind: screening\nmood: good", "'mood' is unknown"),
        ("positive: exploitation", "positive: explotation", "unknown values: explotation"),
        ("positive: exploitation", "positive: {maybe: exploitation}", "allowed: yes, no, is"),
        ("indicator_set: labour.child", "indicator_set: labour.adults", "no set 'adults'"),
        ("indicator_set: labour.child", "indicator_set: sexual.child", "awaits its source text"),
    ],
)
def test_a_broken_file_is_named_with_line_and_allowed_words(
    copied: Path, before: str, after: str, told: str
) -> None:
    path = copied / "base" / "procedures" / "screen-child-labour.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    result = run()
    assert result.exit_code == 5
    assert told in result.stderr
    assert "screen-child-labour.yaml:" in result.stderr


def test_a_law_that_demands_force_is_named_with_the_recommendations_it_fails(copied: Path) -> None:
    path = copied / "base" / "offences.yaml"
    text = path.read_text(encoding="utf-8")
    about = "\n    about: [physical_means]"
    spoiled = text.replace(f"prohibited: true{about}", f"prohibited: false{about}")
    assert spoiled != text
    path.write_text(spoiled, encoding="utf-8")
    result = run()
    assert result.exit_code == 5
    assert "offences: no_force: ignores-non-physical-means" in result.stdout


def test_a_fact_that_stands_twice_is_named(copied: Path) -> None:
    path = copied / "base" / "offences.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- id: transported", "- id: recruited"), encoding="utf-8")
    result = run()
    assert result.exit_code == 5
    assert "recruited stands 2 times" in result.stderr
