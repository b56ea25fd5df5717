"""Wrong packs: every problem is named at once, with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from palermo.kernel.errors import NotFound, PackProblem
from palermo.kernel.texts import Text
from palermo.packs import adopted
from palermo.packs.load import load_pack
from palermo.packs.places import find_countries


@pytest.fixture
def countries(tmp_path: Path) -> Path:
    """A copy of the shipped packs, not adopted, that a test may damage."""
    ignored = shutil.ignore_patterns(adopted.FILE)
    return Path(shutil.copytree(find_countries(), tmp_path / "countries", ignore=ignored))


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _problems(root: Path, name: str = "aze") -> str:
    with pytest.raises(PackProblem) as caught:
        load_pack(name, root=root)
    return str(caught.value)


def test_a_pack_is_read_once_and_any_case_names_it() -> None:
    assert load_pack("AZE") is load_pack("aze")
    assert load_pack("aze").iso3 == "AZE"
    assert load_pack().iso3 == "BASE"


def test_a_country_without_a_pack_is_not_found() -> None:
    with pytest.raises(NotFound, match="Available packs: aze, base"):
        load_pack("ZZZ")


@pytest.mark.parametrize("name", ["../aze", "", "base/phrases"])
def test_a_name_is_never_taken_as_a_path(name: str) -> None:
    with pytest.raises(NotFound):
        load_pack(name)


def test_problems_of_several_files_are_reported_at_once(countries: Path) -> None:
    _edit(countries / "base" / "measures.yaml", "unit: cases", "unit: apples")
    _edit(countries / "aze" / "pack.yaml", "currency: AZN", "currency: manat")
    _edit(countries / "base" / "tier_rules.yaml", "    waiver_years: 2\n", "")
    said = _problems(countries)
    assert "Problems in the pack: 3" in said
    for name in ("measures.yaml:", "pack.yaml:8:", "tier_rules.yaml:"):
        assert name in said


def test_ids_that_exist_nowhere_are_named_with_their_owner(countries: Path) -> None:
    _edit(countries / "aze" / "agencies.yaml", "refers_to: [ATD]", "refers_to: [ATX]")
    _edit(countries / "base" / "checklist.yaml", "measures: [I-50, I-03]", "measures: [I-99]")
    _edit(countries / "base" / "measures.yaml", "criteria: [C-1]", "criteria: [C-13]")
    _edit(countries / "base" / "recommendation_measures.yaml", "  demand: []", "  demands: []")
    said = _problems(countries)
    assert "MIA names the agency 'ATX', which does not exist" in said
    assert "MS-1 names the measure 'I-99', which does not exist" in said
    assert "I-01 names the criterion 'C-13', which does not exist" in said
    assert "themes names the theme 'demands', which does not exist" in said
    assert "the theme 'demand' is missing" in said


def test_an_id_cannot_stand_twice(countries: Path) -> None:
    _edit(countries / "aze" / "agencies.yaml", "- code: ATD", "- code: MIA")
    assert "MIA stands 2 times" in _problems(countries)


def test_a_rule_without_a_source_is_refused(countries: Path) -> None:
    path = countries / "base" / "tier_rules.yaml"
    _edit(path, "    source: {title: 22 U.S.C. 7107(b)(2)(D)(i), certainty: verified}\n", "")
    assert "rules.0.source: Field required" in _problems(countries)


def test_a_day_that_no_year_has_is_refused(countries: Path) -> None:
    _edit(countries / "base" / "tier_rules.yaml", "due: 02-01", "due: 02-31")
    _edit(countries / "aze" / "pack.yaml", "day: 01-01", "day: 13-01")
    said = _problems(countries)
    assert "rules.3.due: Value error" in said
    assert "holidays.0.day: Value error" in said


def test_a_missing_file_is_named(countries: Path) -> None:
    (countries / "base" / "checklist.yaml").unlink()
    assert "checklist.yaml:1: the file is missing" in _problems(countries)


def test_a_wrong_line_of_the_register_is_named(countries: Path) -> None:
    path = countries / "base" / "register" / "tiers.csv"
    _edit(path, "ABW,2015,2,", "ABW,2015,5,")
    assert "tiers.csv: line 2: unknown tier '5'" in _problems(countries)


def test_a_pack_must_extend_the_common_one(countries: Path) -> None:
    _edit(countries / "aze" / "pack.yaml", "extends: base", "extends: arm")
    assert "pack.yaml:1: extends must be 'base'" in _problems(countries)


def test_the_fingerprint_changes_with_any_byte_and_not_without(
    countries: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(countries, tmp_path / "copy" / "countries"))
    first = load_pack("aze", root=countries).fingerprint
    assert first == load_pack("AZE", root=copy).fingerprint
    other = Path(shutil.copytree(countries, tmp_path / "other" / "countries"))
    with (other / "base" / "themes.yaml").open("a", encoding="utf-8") as file:
        file.write("# one more remark\n")
    assert load_pack("aze", root=other).fingerprint != first


def test_a_text_falls_back_to_its_language_and_then_to_english() -> None:
    text = Text({"en": "seat", "az": "yer"})
    assert [text.in_language(code) for code in ("az", "az-Latn", "ru")] == ["yer", "yer", "seat"]
    assert text.languages == ("az", "en")


@pytest.mark.parametrize("words", [{"az": "yer"}, {"en": " "}, {"en": "a", "English": "b"}])
def test_a_text_has_english_words_and_language_codes(words: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        Text(words)
