"""`palermo practice`: cases without answers, the key apart, scores with counts, agreement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from palermo.cli.main import main


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["practice", *map(str, arguments)], input=stdin)


def made(folder: Path, *more: object, name: str = "screen-begging") -> tuple[Any, Any]:
    out = folder / "cases.json"
    result = run("make", name, "--count", 8, "--seed", 7, "--out", out, *more)
    assert result.exit_code == 0, result.output
    return json.loads(out.read_text("utf-8")), json.loads(
        (folder / "cases.key.json").read_text("utf-8")
    )


def answers_of(key: Any, officer: str = "a") -> list[dict[str, Any]]:
    return [
        {"case": c["case"], "officer": officer, "outcome": c["outcome"], "signs": c["signs"]}
        for c in key["cases"]
    ]


def test_the_cases_tell_nothing_of_the_key(tmp_path: Path) -> None:
    cases, key = made(tmp_path, "--lang", "az")
    assert len(cases["cases"]) == len(key["cases"]) == 8
    assert set(cases["cases"][0]) == {"case", "so", "not_so", "not_known"}
    assert not {"seed", "key"} & set(cases)
    assert key["seed"] == 7
    first = cases["cases"][0]
    assert "Pulu başqası yığır" in first["so"] + first["not_so"] + first["not_known"]


def test_what_is_shown_is_what_the_key_was_made_of(tmp_path: Path) -> None:
    cases, key = made(tmp_path)
    for case, known in zip(cases["cases"], key["cases"], strict=True):
        said = [known["answers"][name] for name in known["answers"]]
        assert len(case["so"]) == said.count("yes")
        assert len(case["not_so"]) == said.count("no")
        assert len(case["not_known"]) == said.count("does_not_know")


def test_the_same_seed_writes_the_same_files_and_none_writes_others(tmp_path: Path) -> None:
    assert made(tmp_path) == made(tmp_path)
    out = tmp_path / "other.json"
    keys = []
    for _ in range(2):
        assert run("make", "screen-begging", "--out", out).exit_code == 0
        keys.append(json.loads((tmp_path / "other.key.json").read_text("utf-8"))["seed"])
    assert keys[0] != keys[1]


def test_perfect_answers_score_in_full(tmp_path: Path) -> None:
    _, key = made(tmp_path, name="screen-adult-labour")
    sent = json.dumps(answers_of(key))
    words = ("score", "--key", tmp_path / "cases.key.json", "--answers", "-", "--format", "json")
    found = json.loads(run(*words, stdin=sent).stdout)["summary"]
    assert found["cases"] == 8
    assert found["outcome_right"] == {"count": 8, "of": 8, "share": 1.0}
    assert found["hidden_coercion_found"] == {"count": 2, "of": 2, "share": 1.0}
    assert found["signs_found"]["count"] == found["signs_found"]["of"] > 0


def test_a_table_of_two_officers_is_scored_apart_and_together(tmp_path: Path) -> None:
    _, key = made(tmp_path)
    lines = ["\ufeffcase;officer;outcome;sign_afraid"]
    for case in key["cases"]:
        lines.append(f"{case['case']};a;{case['outcome']};{case['signs']['sign_afraid']}")
        lines.append(f"{case['case']};b;negative;")
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = run("score", "--key", tmp_path / "cases.key.json", "--answers", path)
    assert result.exit_code == 0, result.output
    told = result.stdout
    assert "a: 8 cases" in told
    assert "all: 16 cases" in told
    assert "outcome right: 8 of 8 (100%)" in told
    assert "coercion without force was missed" in told
    assert "undetermined taken for negative: 2" in told


def test_agreement_of_two_and_of_three() -> None:
    two = "case,officer,outcome\n1,a,positive\n1,b,positive\n2,a,negative\n2,b,positive\n3,a,\n"
    told = run("agreement", "-", stdin=two).stdout
    assert "Cohen's kappa 0.000" in told
    assert "1 cases left out" in told
    three = "case,officer,outcome\n" + "".join(
        f"{case},{officer},{outcome}\n"
        for case, outcomes in {1: "ppn", 2: "nnn", 3: "ppp"}.items()
        for officer, outcome in zip("abc", outcomes, strict=True)
    )
    found = json.loads(run("agreement", "-", "--format", "json", stdin=three).stdout)
    assert found["together"]["method"] == "fleiss"
    assert found["together"]["kappa"] == pytest.approx(0.55)
    assert [p["officers"] for p in found["pairs"]] == [["a", "b"], ["a", "c"], ["b", "c"]]


def test_gaps_among_three_are_refused_and_pairs_are_not() -> None:
    gaps = "case,officer,outcome\n1,a,p\n1,b,p\n1,c,n\n2,a,p\n2,b,n\n"
    refused = run("agreement", "-", stdin=gaps)
    assert refused.exit_code == 9
    assert "pairs only" in refused.stderr
    assert run("agreement", "-", "--pairs", stdin=gaps).exit_code == 0


@pytest.mark.parametrize("written", ["Positive", " POSITIVE", "positive ", "p", "P"])
def test_f20_an_outcome_is_one_category_however_it_is_written(written: str) -> None:
    sent = f"Case;officer ;OUTCOME\n1;A;positive\n1;B;{written}\n2;A;negative\n2;B;positive\n"
    sent += "3;A;negative\n3;B;negative\n"
    assert "Cohen's kappa 0.400" in run("agreement", "-", stdin=sent).stdout


@pytest.mark.parametrize("written", ["postive", "yes", "1", "pos", "negativ"])
def test_f20_a_word_that_is_no_outcome_is_a_wrong_line(written: str) -> None:
    sent = f"case,officer,outcome\n1,A,positive\n1,B,{written}\n"
    result = run("agreement", "-", stdin=sent)
    assert result.exit_code == 9
    assert "3: outcome" in result.stderr


@pytest.mark.parametrize(
    ("sent", "code", "told"),
    [
        ("case,officer\n1,a\n", 9, "outcome"),
        ("case,outcome\n1,perhaps\n", 9, "2: outcome"),
        ("case,outcome,colour\n1,positive,yes\n", 9, "colour"),
        ("case,outcome\n99,positive\n", 9, "no case 99"),
        ("case,outcome\n1,positive,yes\n", 3, "first in row 2"),
        ('case,outcome\n"1,positive\n', 3, "CSV"),
        ("case,outcome\n", 3, "no table with a heading and rows"),
        ("[1,", 3, "JSON"),
        ('[{"case": 1, "outcome": "positive", "name": "Anna"}]', 9, "1: name"),
        (
            '[{"case": 1, "outcome": "positive", "signs": {"sign_afraid": "Anna"}}]',
            9,
            "sign_afraid",
        ),
    ],
)
def test_answers_that_do_not_fit_are_named_and_not_repeated(
    tmp_path: Path, sent: str, code: int, told: str
) -> None:
    made(tmp_path)
    words = ("score", "--key", tmp_path / "cases.key.json", "--answers", "-")
    result = run(*words, stdin=sent)
    assert result.exit_code == code, result.output
    assert told in result.stderr
    assert "Anna" not in result.stderr


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    made(tmp_path)
    result = run("score", "--key", tmp_path / "cases.json", "--answers", "-", stdin="[]")
    assert result.exit_code == 3
    assert ".key.json" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("make", "admit-to-shelter", "--out", "x.json"), 9, "does not decide by signs"),
        (("make", "nothing", "--out", "x.json"), 7, "screen-begging"),
        (("make", "screen-begging", "--out", "no/such/folder/x.json"), 3, "--out"),
        (("agreement", "no-such-file.csv"), 3, "UTF-8"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == code, result.output
    assert told in result.stderr
