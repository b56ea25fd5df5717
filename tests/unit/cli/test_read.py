"""`palermo read`: readings for people and programs, one line for an unreadable file."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from palermo.cli.main import main
from tests.shared import SHARED, needs_shared, passages
from tests.unit.documents.files import docx_bytes, pdf_bytes, sparse_file

NARRATIVE = """{caps} (Tier 2 Watch List)

2023 Trafficking in Persons Report

The Government of {name} does not fully meet the minimum standards for the elimination of
trafficking but is making significant efforts to do so; therefore {name} remained on Tier 2 Watch
List. These efforts included opening a shelter for victims. However, the government did not meet
the minimum standards in several key areas. The government convicted fewer traffickers.

PRIORITIZED RECOMMENDATIONS

• Increase efforts to identify victims.
• Train judges on the law.

PROSECUTION

The government convicted 12 traffickers in 2022, compared with 9 in 2021. The government did not
report how many victims it identified.
"""


def narrative(name: str) -> str:
    return NARRATIVE.format(name=name, caps=name.upper())


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, arguments)], input=stdin)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kenya.txt"
    path.write_text(narrative("Kenya"), encoding="utf-8")
    return path


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    path = tmp_path / "edition.txt"
    path.write_text("\n".join(map(narrative, ["Kenya", "Kosovo", "Malta"])), encoding="utf-8")
    return path


def test_one_narrative_is_one_object_with_places_in_its_text(file: Path) -> None:
    result = run("--format", "json", file)
    assert result.exit_code == 0
    reading = json.loads(result.stdout)
    assert (reading["country"], reading["year"], reading["tier"]) == ("KEN", 2023, "2WL")
    text = file.read_text(encoding="utf-8")
    assert [r["text"] for r in reading["recommendations"]] == [
        "Increase efforts to identify victims",
        "Train judges on the law",
    ]
    for item in reading["recommendations"] + reading["findings"]:
        assert text[item["start"] : item["end"]] == item["text"]
    assert (reading["file"], reading["section_start"]) == (str(file), 0)


def test_the_same_by_standard_input_html_docx_and_pdf(file: Path, tmp_path: Path) -> None:
    text = narrative("Kenya")
    page = tmp_path / "page"
    page.write_text("<html><p>" + text.replace("\n\n", "<p>") + "</html>", encoding="utf-8")
    document = tmp_path / "document"
    blocks = [block for part in text.split("\n\n") for block in _unwrapped(part)]
    document.write_bytes(docx_bytes([("Normal", block) for block in blocks]))
    printed = tmp_path / "printed"
    lines = text.splitlines()
    printed.write_bytes(pdf_bytes([[(40, 700 - 14 * n, 9, x) for n, x in enumerate(lines) if x]]))
    for arguments in (["-"], [page], [document], [printed]):
        result = run("--format", "json", *arguments, stdin=text.encode())
        assert result.exit_code == 0, result.stderr
        reading = json.loads(result.stdout)
        header = [reading[k] for k in ("country", "year", "tier", "placement")]
        assert header == ["KEN", 2023, "2WL", "remained"]
        assert len(reading["recommendations"]) == 2


def _unwrapped(block: str) -> list[str]:
    if block.startswith("•"):
        return block.strip().split("\n")
    return [block.replace("\n", " ").strip()]


def test_an_edition_is_a_list_and_a_line_each(edition: Path) -> None:
    listed = json.loads(run("--format", "json", edition).stdout)
    assert [r["country"] for r in listed] == ["KEN", "XKX", "MLT"]
    lines = run("--format", "jsonl", edition).stdout.splitlines()
    assert [json.loads(line) for line in lines] == listed
    text = edition.read_text(encoding="utf-8")
    for reading in listed:
        first = reading["recommendations"][0]
        start = reading["section_start"] + first["start"]
        assert text[start : start + len(first["text"])] == first["text"]


def test_one_country_of_an_edition(edition: Path) -> None:
    reading = json.loads(run("--format", "json", "--country", "kos", edition).stdout)
    assert reading["country"] == "XKX"
    result = run("--country", "FRA", edition)
    assert result.exit_code == 7
    assert result.stderr == (
        f"palermo: {edition}: The edition has no narrative on FRA. "
        "Leave out the country to see which countries it has.\n"
    )


def test_a_folder_reads_what_can_be_read_and_names_the_rest(tmp_path: Path, file: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("Dear all, the shop opens at nine.", encoding="utf-8")
    (tmp_path / "z.txt").write_text(narrative("Malta"), encoding="utf-8")
    result = run("--format", "json", tmp_path)
    assert [r["country"] for r in json.loads(result.stdout)] == ["KEN", "MLT"]
    assert result.exit_code == 3
    first, second = result.stderr.splitlines()
    assert first.startswith(f"palermo: {tmp_path}/a.txt: The file is empty.")
    assert second.startswith(
        f"palermo: {tmp_path}/b.txt: This does not look like a country narrative"
    )


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", 3, "The file is empty."),
        (bytes(range(256)) * 9, 3, "This is not a text file."),
        (b"Dear all, the shop opens at nine.", 4, "This does not look like a country narrative"),
        (pdf_bytes([[]], picture=True), 3, "The PDF has no text, only pictures"),
        (pdf_bytes([[]], encrypted=True), 3, "The PDF is encrypted and asks for a password."),
        (b"<html><script>go()</script></html>", 3, "The file is empty."),
    ],
)
def test_bad_input_is_one_line_and_nothing_else(content: bytes, code: int, said: str) -> None:
    for form in ("text", "json", "jsonl"):
        result = run("--format", form, "-", stdin=content)
        assert result.exit_code == code
        assert result.stdout == ""
        assert result.stderr.startswith(f"palermo: standard input: {said}")
        assert result.stderr.count("\n") == 1


def test_huge_and_missing_files_are_one_line(tmp_path: Path) -> None:
    huge = run(sparse_file(tmp_path / "huge", 200 * 1024 * 1024))
    assert (huge.exit_code, huge.stdout) == (3, "")
    assert "The file is larger than 50 MB." in huge.stderr
    missing = run(tmp_path / "none")
    assert (missing.exit_code, missing.stdout) == (3, "")
    assert "The file cannot be opened." in missing.stderr


def test_a_wrong_country_is_said() -> None:
    result = run("--country", "Atlantis", "-", stdin=b"text")
    assert result.exit_code == 9
    assert "There is no country with the code Atlantis." in result.stderr


def test_text_for_people_shows_every_part(file: Path) -> None:
    result = run(file)
    assert result.exit_code == 0
    for words in (
        "Kenya 2023",
        "Tier 2 Watch List",
        "remained",
        "2022-04-01 to 2023-03-31",
        "Recommendations (2)",
        "Train judges on the law",
        "Efforts (",
        "Shortfalls (",
        "“The government convicted fewer traffickers”",
        "Figures",
        "not reported",
    ):
        assert words in result.stdout, words
    assert "\x1b" not in result.stdout


def test_the_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(narrative("Kenya").replace("judges", "\x1b[2Jjudges [red]x[/]"), "utf-8")
    shown = run(path).stdout
    assert "\x1b" not in shown
    assert "[red]x[/]" in shown


def _in_terminal(*arguments: str, **environment: str) -> str:
    """The output and errors of the command on one terminal, as a person sees them."""
    outer, inner = pty.openpty()
    code = "from palermo.cli.main import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "read", *arguments],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(inner)
    seen = b""
    try:
        while piece := os.read(outer, 65536):
            seen += piece
    except OSError:  # the terminal ends with the command
        pass
    os.close(outer)
    assert process.wait(30) == 0
    return seen.decode()


def test_a_terminal_gets_colour_and_a_bar_for_an_edition(edition: Path) -> None:
    seen = _in_terminal(str(edition))
    assert "\x1b[" in seen
    assert "%" in seen
    assert "Malta 2023" in seen


def test_no_color_is_respected(file: Path) -> None:
    seen = _in_terminal(str(file), NO_COLOR="1")
    assert "Kenya 2023" in seen
    assert not re.search(r"\x1b\[(?:\d+;)*(?:3[0-8]|9[0-7])[;m]", seen)


@needs_shared
def test_the_seed_and_all_passages_are_read_or_refused(tmp_path: Path) -> None:
    for number, passage in enumerate(passages()):
        (tmp_path / f"{number:03}.txt").write_text(passage["text"], encoding="utf-8")
    result = run("--format", "jsonl", tmp_path, SHARED / "seed.txt")
    read = [json.loads(line) for line in result.stdout.splitlines()]
    assert read[-1]["country"] == "AZE"
    assert len(read) + result.stderr.count("\n") == len(passages()) + 1
    assert "unexpected" not in result.stderr


def test_a_folder_is_read_with_its_folders_and_an_empty_one_says_so(tmp_path: Path) -> None:
    inner = tmp_path / "2023" / "africa"
    inner.mkdir(parents=True)
    assert "contains no file" in run(tmp_path).stderr
    (inner / "kenya.txt").write_text(narrative("Kenya"), encoding="utf-8")
    result = run("--format", "json", tmp_path)
    assert [r["country"] for r in json.loads(result.stdout)] == ["KEN"]


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_several_files_at_once_give_what_one_after_the_other_gives(
    tmp_path: Path, form: str
) -> None:
    for name in ("Kenya", "Peru", "Chile"):
        text = NARRATIVE.format(caps=name.upper(), name=name)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "Nothing.txt").write_text("nothing of that kind", encoding="utf-8")
    asked = ["read", "--format", form, "--coverage", str(tmp_path)]
    alone = CliRunner().invoke(main, asked)
    together = CliRunner().invoke(main, [*asked, "--jobs", "2"])
    assert alone.exit_code == together.exit_code == 4
    assert together.output == alone.output
    assert "Nothing.txt" in alone.output


def test_the_sentences_that_gave_nothing_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "kenya.txt"
    text = NARRATIVE.format(caps="KENYA", name="Kenya") + "\nThe river of the capital is long.\n"
    path.write_text(text, encoding="utf-8")
    shown = CliRunner().invoke(main, ["read", "--coverage", "--format", "json", str(path)])
    silent = json.loads(shown.stdout)["silent_sentences"]
    assert "The river of the capital is long." in [each["text"] for each in silent]
