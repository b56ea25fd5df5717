"""`palermo adopt`: an adopted version cannot change; a change needs a new version."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from palermo.cli.main import main
from palermo.cli.procedures import adopt as adopt_module
from palermo.packs import adopted, compiled, load
from palermo.packs.places import find_countries

pytestmark = pytest.mark.usefixtures("measured_once")

#: The day from which the shipped versions are in force.
FIRST_DAY = datetime(2026, 11, 29, 9, tzinfo=UTC)
REFER = "procedures/refer-victim.yaml"
AND_WORDS = "".join(f"adopted: the words of {{name}} in {code}\n" for code in ("az", "ru"))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def _edit(file: Path, **values: object) -> None:
    """Write a YAML file with other values."""
    held = yaml.safe_load(file.read_text(encoding="utf-8")) | values
    file.write_text(yaml.safe_dump(held, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _keep_two_procedures(root: Path) -> None:
    """Leave a referral and what it needs: examining all procedures each time takes minutes."""
    gone = [
        path.relative_to(pack).as_posix()
        for pack in (root / "aze", root / "base")
        for path in (*pack.glob("procedures/*.yaml"), *pack.glob("procedures/*/*.yaml"))
        if not path.stem.startswith(("refer-victim", "child-pathway"))
    ]
    for name in gone:
        for pack in (root / "aze", root / "base"):
            (pack / name).unlink(missing_ok=True)
    for vignettes in root.glob("*/vignettes"):
        shutil.rmtree(vignettes)
    (root / "aze" / "guide.yaml").unlink()
    guide = root / "base" / "guide.yaml"
    few = {"refer-victim", "child-pathway"}
    told = yaml.safe_load(guide.read_text(encoding="utf-8"))["situations"]
    _edit(guide, situations=[one for one in told if few.issuperset(one["procedures"])])
    adopted_file = root / "base" / adopted.FILE
    lines = adopted_file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = (line for line in lines if not any(f" {name}:" in line for name in gone))
    adopted_file.write_text("".join(kept), encoding="utf-8")
    _edit(root / "aze" / "pack.yaml", groups_at_risk=[], used_by={})


@pytest.fixture
def aze(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a country whose procedures are still drafts."""
    root = tmp_path / "countries"
    shutil.copytree(find_countries(), root)
    monkeypatch.setenv("PALERMO_COUNTRIES", str(root))
    monkeypatch.setattr(adopt_module, "current_moment", lambda: FIRST_DAY)
    (root / "aze" / adopted.FILE).unlink(missing_ok=True)
    shutil.rmtree(root / "aze" / "procedures" / "earlier")
    _keep_two_procedures(root)
    return root / "aze"


def _forget_packs() -> None:
    """As in a new process."""
    load._load.cache_clear()
    compiled._open.cache_clear()


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    _forget_packs()


def test_an_adopted_procedure_that_is_edited_is_named_and_not_loaded(aze: Path) -> None:
    assert f"{REFER}: not yet adopted" in run("check", "aze").stdout
    told = run("adopt", "aze").stdout.splitlines()
    names = [path.relative_to(aze).as_posix() for path in (aze / "procedures").glob("*.yaml")]
    expected = "".join(f"adopted: {name}\n" + AND_WORDS.format(name=name) for name in names)
    # Its catalogues also translate texts that common files share with its own.
    assert set(expected.splitlines()) <= set(told)
    rules = [line for line in told if "the words of" not in line]
    assert rules == [f"adopted: {name}" for name in sorted(names)]
    assert "not adopted" not in run("check", "aze").stdout
    _change(aze / REFER, "within_hours: 24", "within_hours: 240")
    result = run("explain", "refer-victim", "--answers", "none.json", "--country", "aze")
    assert result.exit_code != 0
    told = run("check", "aze")
    assert told.exit_code == 5
    assert f"{REFER}:1: it was adopted and has been changed since" in str(told.output)
    assert run("adopt", "aze").exit_code == 5


def test_a_comment_changes_no_rule_and_a_file_that_is_gone_is_missed(aze: Path) -> None:
    run("adopt", "aze")
    _change(aze / REFER, "id: refer-victim", "# a word\nid: refer-victim")
    assert "changed since" not in run("check", "aze").output
    (aze / REFER).unlink()
    _forget_packs()
    assert f"{REFER} was adopted and is gone" in run("check", "aze").output


@pytest.mark.parametrize(
    ("pack", "old"),
    [
        ("aze", "Направление предполагаемого пострадавшего в течение"),
        ("base", "Обеспечивает, чтобы взрослый"),
    ],
)
def test_changed_words_are_named_and_adopted_by_themselves(aze: Path, pack: str, old: str) -> None:
    run("adopt", "aze")
    rules = (aze / adopted.FILE).read_text(encoding="utf-8").partition("words:")[0]
    words = aze.parent / pack / "locale" / "ru" / "LC_MESSAGES" / "pack.po"
    _change(words, old, f"Изменено: {old}")
    told = run("check", "aze")
    assert told.exit_code == 5
    assert f"{REFER}: its words in ru were changed since they were adopted" in told.stdout
    assert " 1 problems" in told.stdout
    # Words do not keep a pack from being loaded: a wrong rule would decide, a wrong word is read.
    assert run("explain", "refer-victim", "--country", "aze").exit_code != 5
    assert run("adopt", "aze").stdout == f"adopted: the words of {REFER} in ru\n"
    assert (aze / adopted.FILE).read_text(encoding="utf-8").partition("words:")[0] == rules
    assert run("check", "aze").exit_code == 0


def test_words_that_cannot_be_filled_in_are_named_with_their_line(aze: Path) -> None:
    words = aze.parent / "base" / "locale" / "az" / "LC_MESSAGES" / "pack.po"
    _change(words, 'msgstr "{hours} saat ərzində"', 'msgstr "{saat} ərzində"')
    told = run("check", "aze")
    assert told.exit_code == 5
    assert "the translation differ in {hours}, {saat}" in told.stdout


def test_the_next_version_is_a_file_of_its_own_from_a_later_day(
    aze: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("adopt", "aze")
    text = (aze / REFER).read_text(encoding="utf-8")
    later = text.replace("version: 2", "version: 3", 1)
    path = aze / "procedures" / "refer-victim-3.yaml"
    path.write_text(later, encoding="utf-8")
    _forget_packs()
    assert "give it a later day" in run("check", "aze").output
    shipped = re.search(r"^from: (.*)$", later, re.MULTILINE)
    assert shipped
    path.write_text(later.replace(shipped[1], "2026-12-01"), encoding="utf-8")
    _forget_packs()
    assert run("check", "aze").exit_code == 0
    monkeypatch.setattr(adopt_module, "current_moment", lambda: FIRST_DAY + timedelta(days=9))
    assert "choose 2026-12-08 or a later day" in run("adopt", "aze").output
    monkeypatch.setattr(adopt_module, "current_moment", lambda: FIRST_DAY)
    second = "procedures/refer-victim-3.yaml"
    assert run("adopt", "aze").stdout == f"adopted: {second}\n" + AND_WORDS.format(name=second)
    assert run("adopt", "aze").stdout == "Everything was already adopted.\n"


def test_a_pack_with_a_problem_is_not_adopted(aze: Path) -> None:
    _change(aze / REFER, "set:\n", "set:\n  duties.refer.acknowledged: false\n")
    result = run("adopt", "aze")
    assert result.exit_code == 5
    assert "referral-without-arrival" in result.stdout
    assert not (aze / adopted.FILE).exists()
