"""Armenian begun in a copy of the packs: one line and two catalogues, and no rule is touched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from palermo.cli.main import main
from palermo.packs.load import load_pack
from tests.languages import begin_language, fill_catalogues, use_packs
from tests.one_database import on_one_database
from tests.visits import add_user

pytestmark = [on_one_database, pytest.mark.usefixtures("measured_once")]

LINE = "{code: hy, name: Հայերեն}"
WORDS = {
    "Referral of a presumed victim within 24 hours": "Ուղղորդում",
    "Procedures": "Ընթացակարգեր",
}


@pytest.fixture
def countries(tmp_path: Path) -> Path:
    """The packs with Armenian begun: a few words of the pack and of the program."""
    root = begin_language(tmp_path, LINE)
    fill_catalogues(root, "hy", lambda text: WORDS.get(text, ""))
    return root


def test_the_pack_speaks_it_where_it_is_translated_and_english_elsewhere(countries: Path) -> None:
    pack, shipped = load_pack("aze", root=countries), load_pack("aze")
    assert pack.languages == ("en", "az", "ru", "hy")
    refer = pack.procedures.versions_of("refer-victim")[-1]
    assert refer.title.in_language("hy") == "Ուղղորդում"
    assert refer.purpose.in_language("hy") == refer.purpose.english
    newest = shipped.procedures.versions_of("refer-victim")[-1]
    assert refer.title.in_language("ru") == newest.title.in_language("ru")
    for version in shipped.procedures.versions:
        key = version.id, version.version
        assert pack.procedures.fingerprint(*key) == shipped.procedures.fingerprint(*key)


def test_check_counts_what_is_missing_and_names_nothing_else(
    countries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALERMO_COUNTRIES", str(countries))
    result = CliRunner().invoke(main, ["check", "aze"])
    problems = [line for line in result.stdout.splitlines() if line.startswith("hy: ")]
    assert len(problems) == 1
    assert " texts are not translated, English stands in their place: " in problems[0]
    count, known = (int(problems[0].split()[n]) for n in (1, 3))
    assert known - count == 1
    assert "procedures/refer-victim.yaml" in problems[0]
    assert "1 problems" in result.stdout
    assert result.exit_code == 5
    listed = CliRunner().invoke(main, ["words", "missing", "aze", "hy"]).stdout.splitlines()
    assert len(listed) >= count
    assert any("base/checklist.yaml:" in line for line in listed)


def test_rules_are_adopted_whether_or_not_a_language_is_complete(
    countries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALERMO_COUNTRIES", str(countries))
    result = CliRunner().invoke(main, ["adopt", "aze"])
    assert (result.exit_code, result.stdout) == (0, "Everything was already adopted.\n")


@pytest.mark.django_db
def test_pages_are_armenian_where_translated(countries: Path, settings: Any) -> None:
    use_packs(settings, countries)
    user = add_user(username="officer", password="a long test password", role=Role.OFFICER)
    client = Client(headers={"Accept-Language": "hy"})
    client.force_login(get_user_model().objects.get(pk=user))
    page = client.get("/procedures/").content.decode()
    assert '<html lang="hy" dir="ltr">' in page
    assert re.search(r'value="hy"\s+lang="hy"\s+selected\s*>\s*Հայերեն', page)
    assert "Ուղղորդում" in page
    assert "Ընթացակարգեր" in page
    other = load_pack("aze", root=countries).procedures.versions_of("screen-migrants")[-1]
    assert other.title.english in page
    assert re.search(r'lang="az"\s*>\s*Azərbaycanca', page)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_each_language_is_listed_by_its_own_name_on_every_page(language: str) -> None:
    page = Client(headers={"Accept-Language": language}).get("/sign-in/").content.decode()
    names = re.findall(r'<option\s+value="(\w+)"[^>]*>\s*([^<]*?)\s*</option>', page)
    assert names == [("en", "English"), ("az", "Azərbaycanca"), ("ru", "Русский")]


def test_the_settings_follow_the_pack_without_loading_it(countries: Path, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from palermo.config import settings as s\n"
        "assert 'palermo.packs.load' not in sys.modules\n"
        "print(s.LANGUAGES, s.LANGUAGES_BIDI, s.TIME_ZONE, s.LOCALE_PATHS[0])"
    )
    manifest = countries / "aze" / "pack.yaml"
    text = manifest.read_text(encoding="utf-8")
    text = text.replace("name: Հայերեն", "name: Հայերեն, direction: rtl")
    manifest.write_text(text.replace("Asia/Baku", "Asia/Yerevan"), encoding="utf-8")
    names = {"PALERMO_COUNTRIES": str(countries), "PALERMO_DATA": str(tmp_path / "data")}
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **names, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert "('hy', 'Հայերեն')] ['hy'] Asia/Yerevan" in told
    assert str(countries / "aze" / "locale") in told
