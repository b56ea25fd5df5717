"""`palermo check`: reports a sound pack, and names every problem of a faulty one at once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from palermo.cli.main import main
from palermo.packs import adopted
from palermo.packs.load import load_pack
from palermo.packs.places import find_countries

pytestmark = pytest.mark.usefixtures("measured_once")


def run(pack: str = "aze") -> Result:
    return CliRunner().invoke(main, ["check", pack])


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packs in a separate folder, not adopted, that a test may damage."""
    root = tmp_path / "countries"
    shutil.copytree(find_countries(), root, ignore=shutil.ignore_patterns(adopted.FILE))
    monkeypatch.setenv("PALERMO_COUNTRIES", str(root))
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
    assert "outcome is undetermined, expected positive" in result.stdout


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("version: 2", "version: 2\nversion: 3", "twice"),
        ("kind: screening", "kind: screening\nmood: good", "'mood' is unknown"),
        (
            "positive: exploitation",
            "positive: explotation",
            ":99: outcome reads the unknown value 'explotation'",
        ),
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


def test_a_later_common_version_never_replaces_what_a_country_wrote(copied: Path) -> None:
    common = (copied / "base" / "procedures" / "refer-victim.yaml").read_text(encoding="utf-8")
    later = re.sub(r"^version: \d+$", "version: 9", common, flags=re.MULTILINE)
    later = re.sub(r"^from: .*$", "from: 2026-11-30", later, count=1, flags=re.MULTILINE)
    (copied / "base" / "procedures" / "refer-victim-9.yaml").write_text(later, encoding="utf-8")
    in_base, in_country = (load_pack(name, root=copied).procedures for name in ("base", "aze"))
    assert in_base.versions_of("refer-victim")[-1].version == 9
    assert in_country.versions_of("refer-victim")[-1].version != 9


def test_a_second_file_of_scenarios_and_too_few_of_them_are_named(copied: Path) -> None:
    folder = copied / "base" / "procedures" / "scenarios"
    text = (folder / "refer-victim.yaml").read_text(encoding="utf-8")
    (folder / "refer-victim-2.yaml").write_text(text, encoding="utf-8")
    assert "another file holds scenarios of 'refer-victim'" in run("base").output


def test_a_scenario_with_an_answer_that_nobody_can_give_is_named(copied: Path) -> None:
    path = copied / "base" / "procedures" / "scenarios" / "plan-safety.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("answers: {", "answers: {nosuch: maybe, ", 1), encoding="utf-8")
    result = run("base")
    assert result.exit_code == 5
    assert "nosuch: no question" in result.stdout


def test_a_procedure_that_nobody_tried_is_not_sound(copied: Path) -> None:
    (copied / "base" / "procedures" / "scenarios" / "plan-safety.yaml").unlink()
    result = run("base")
    assert result.exit_code == 5
    assert "plan-safety 2: 0 scenarios, 10 needed" in result.stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("from: 2026-11-29", "from: 2026-02-30", "cannot be read"), ("kind: ", "[a]: 1\nkind: ", ":")],
)
def test_what_yaml_cannot_read_is_named_with_its_file(
    copied: Path, old: str, new: str, told: str
) -> None:
    path = copied / "base" / "procedures" / "plan-safety.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    result = run("base")
    assert result.exit_code == 5
    assert "plan-safety.yaml:" in result.output
    assert told in result.output
