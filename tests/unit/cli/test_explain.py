"""`palermo explain`: for people and programs, in three languages, with clear refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from palermo.cli.main import main

POSITIVE = {
    "DR01": "yes",
    "DR02": "yes",
    "CD01": "yes",
    "CD03": "yes",
    "EX01": "yes",
    "EX02": "yes",
}


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, arguments)], input=stdin)


@pytest.mark.parametrize("option", ["--answers", "--indicators"])
def test_json_for_programs(tmp_path: Path, option: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(POSITIVE), encoding="utf-8")
    result = run("screen-adult-labour", option, path, "--format", "json", "--on", "2026-11-01")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["outcome"], found["version"]) == ("positive", 1)
    assert [d["answer"] for d in found["dimensions"]] == [
        "yes", "unknown", "unknown", "yes", "yes", "unknown",
    ]  # fmt: skip
    assert {i["id"] for i in found["reasons_for"]} == set(POSITIVE)
    assert found["dimensions"][4]["counts"]["strong"] == {"yes": 2, "no": 0, "unknown": 2}
    assert {d["id"] for d in found["duties"]} == {"rights", "refer"}
    assert found["source_verified"] is False


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Reasonable grounds to believe"),
        ("az", "əsaslı səbəb var"),
        ("ru", "Есть разумные основания"),
    ],
)
def test_words_for_people(language: str, words: str) -> None:
    sent = json.dumps(POSITIVE)
    result = run("screen-adult-labour", "--answers", "-", "--lang", language, stdin=sent)
    assert result.exit_code == 0, result.output
    assert words in result.stdout
    assert "24" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "sent", "code", "words"),
    [
        (["screen-adult-labour"], "", 9, "--answers"),
        (["nothing", "--answers", "-"], "{}", 7, "screen-adult-labour"),
        (
            ["screen-adult-labour", "--answers", "-", "--on", "1999-01-01"],
            "{}",
            7,
            "1 January 1999",
        ),
        (["screen-adult-labour", "--answers", "-"], "not json", 3, "JSON"),
        (["screen-adult-labour", "--answers", "-"], "[1]", 3, "JSON"),
        (["screen-adult-labour", "--answers", "-"], '{"ZZ": "yes"}', 9, "ZZ"),
        (["screen-adult-labour", "--answers", "/nowhere.json"], "", 3, "/nowhere.json"),
        (["screen-adult-labour", "--answers", "-", "--country", "xxx"], "{}", 7, "aze"),
    ],
)
def test_refusals_say_what_and_where(
    arguments: list[str], sent: str, code: int, words: str
) -> None:
    result = run(*arguments, stdin=sent)
    assert result.exit_code == code, result.output
    assert words in result.stderr


@pytest.mark.parametrize("text", ['{"DR01": "yes", "DR01": "no"}', "[" * 200_000, '{"DR01": '])
def test_what_cannot_be_read_is_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["explain", "screen-adult-labour", "--indicators", str(path)])
    assert result.exit_code == 3
    assert "cannot be read" in result.output


def test_no_number_is_no_number(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text('{"age_known": "yes", "age": NaN}', encoding="utf-8")
    result = CliRunner().invoke(main, ["explain", "child-pathway", "--answers", str(path)])
    assert result.exit_code == 9
    assert "age: write a number" in result.output
