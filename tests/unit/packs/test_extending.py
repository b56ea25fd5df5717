"""A procedure that extends another: single values, parts added, parts left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from palermo.kernel.errors import PackProblem
from palermo.packs.pack_files import PackFiles
from palermo.packs.places import find_countries
from palermo.packs.procedures import read_procedure
from palermo.procedures.shapes import Procedure

HEAD = "extends: refer-victim@1\nid: refer-victim\nversion: 1\nfrom: 2026-01-01\n"
QUESTION = """
questions:
  - id: escorted
    text: Somebody came with the person
    about: [cooperation]
"""


def read(folder: Path, text: str, name: str = "refer-victim.yaml") -> Procedure:
    """The procedure of a country's file that extends one of the common pack."""
    path = folder / "zzz" / "procedures" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_procedure(path, [find_countries() / "base", folder / "zzz"])


def problem(folder: Path, text: str) -> str:
    with pytest.raises(PackProblem) as caught:
        read(folder, text)
    return str(caught.value)


def base() -> Procedure:
    folder = find_countries() / "base"
    return read_procedure(folder / "procedures" / "earlier" / "refer-victim-1.yaml", [folder])


def test_single_values_are_set_and_all_else_stays(tmp_path: Path) -> None:
    text = 'title: "Referral in Zed"\nset:\n  duties.refer.within_hours: 24\n'
    made, common = read(tmp_path, HEAD + text), base()
    assert (str(made.title), made.duties[0].within_hours) == ("Referral in Zed", 24)
    deadline = made.duties[0].model_copy(update={"within_hours": common.duties[0].within_hours})
    assert (deadline, *made.duties[1:]) == common.duties
    assert (made.questions, made.decision) == (common.questions, common.decision)


def test_a_value_can_be_unset_or_given_where_there_was_none(tmp_path: Path) -> None:
    text = "set:\n  duties.help.within_hours: 2\n  questions.agrees.why: null\n"
    made = read(tmp_path, HEAD + text)
    assert [d.within_hours for d in made.duties if d.id == "help"] == [2]
    agrees = made.question("agrees")
    assert agrees
    assert agrees.why is None


def test_words_for_an_age_are_set_by_the_age(tmp_path: Path) -> None:
    text = "set:\n  questions.agrees.for_children: {12: May we ask?}\n"
    made = read(tmp_path, HEAD + text).question("agrees")
    assert made
    assert str(made.for_children[12]) == "May we ask?"


def test_a_part_is_added_after_those_of_the_common_file(tmp_path: Path) -> None:
    made = read(tmp_path, HEAD + QUESTION)
    assert [q.id for q in made.questions] == [*(q.id for q in base().questions), "escorted"]


def test_a_part_is_left_out(tmp_path: Path) -> None:
    made = read(tmp_path, HEAD + "leave_out: [duties.consulate, questions.foreign]\n")
    assert "consulate" not in [d.id for d in made.duties]
    assert made.question("foreign") is None


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("set:\n  duties.refr.within_hours: 24\n", 6, "there is no 'refr'; known: refer, help"),
        ("set:\n  dutys.refer.within_hours: 24\n", 6, "there is no 'dutys'"),
        ("set:\n  duties.refer.within: 24\n", 6, "'duties.0.within' is unknown"),
        ("set:\n  duties.refer.within_hours: soon\n", 6, "duties.0.within_hours"),
        ("set:\n  duties.refer.id: other\n", 6, "an id cannot be set"),
        ("set: [duties]\n", 5, "`set` is a mapping"),
        ("leave_out: [before.safe]\n", 5, "only these may be left out"),
        ("leave_out: [duties.help]\n", 5, "a duty that gives help cannot be left out"),
        ("leave_out: [duties.none]\n", 5, "there is no 'none'"),
        ("leave_out: [dutys.none]\n", 5, "only these may be left out"),
        (QUESTION.replace("escorted", "agrees"), 7, "set its values, such as `questions.agrees"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, told: str
) -> None:
    said = problem(tmp_path, HEAD + text)
    assert f"refer-victim.yaml:{line}: " in said
    assert told in said


def test_a_part_that_others_read_cannot_be_left_out(tmp_path: Path) -> None:
    said = problem(tmp_path, HEAD + "leave_out: [questions.agrees]\n")
    assert "agrees" in said


def test_a_version_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    said = problem(tmp_path, HEAD.replace("@1", "@7"))
    assert "refer-victim.yaml:1: there is no procedure 'refer-victim@7' to extend" in said
    assert "refer-victim@1" in said


def test_its_own_version_and_first_day_are_never_taken_over(tmp_path: Path) -> None:
    said = problem(tmp_path, "extends: refer-victim@1\nid: refer-victim\n")
    assert "version: Field required" in said
    assert "from: Field required" in said


def test_a_later_version_extends_the_one_before_it(tmp_path: Path) -> None:
    read(tmp_path, HEAD + "set:\n  duties.refer.within_hours: 24\n")
    later = HEAD.replace("version: 1", "version: 2").replace("2026-01-01", "2027-01-01")
    made = read(tmp_path, later + "set:\n  duties.help.within_hours: 1\n", "refer-victim-2.yaml")
    hours = {d.id: d.within_hours for d in made.duties}
    assert (made.version, hours["refer"], hours["help"]) == (2, 24, 1)


def test_files_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    one, other = HEAD.replace("refer-victim", "one"), HEAD.replace("refer-victim", "other")
    path = tmp_path / "zzz" / "procedures" / "one.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(one.replace("extends: one", "extends: other"), encoding="utf-8")
    with pytest.raises(PackProblem, match="in a circle"):
        read(tmp_path, other.replace("extends: other", "extends: one"), "other.yaml")


def test_the_fingerprint_is_of_the_whole_and_of_no_layout(tmp_path: Path) -> None:
    def fingerprint(text: str) -> str:
        read(tmp_path, text)
        files = PackFiles([find_countries() / "base", tmp_path / "zzz"])
        return files.fingerprint(tmp_path / "zzz" / "procedures" / "refer-victim.yaml")

    first = fingerprint(HEAD + "set:\n  duties.refer.within_hours: 24\n")
    assert first == fingerprint("# A word.\n" + HEAD + "set: {duties.refer.within_hours: 24}\n")
    assert first != fingerprint(HEAD + "set:\n  duties.refer.within_hours: 25\n")
