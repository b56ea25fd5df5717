"""Packs with protections that the tests know, whatever the pack's own say, and what is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

from palermo.actions.installation import load_installed_pack
from palermo.packs.load import load_pack
from palermo.packs.places import find_countries
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.queries import list_obligations_of_interview

_SOURCE = '{title: "A test", certainty: derived}'
_QUESTION = """  - id: seen_danger
    text: "The person is in danger now"
"""
_DUTY = """  - id: {id}
    text: "{text}"
    who: officer
    within_hours: {hours}
    protects: {protects}
    source: {source}
"""
_IF_DANGER = "    when: seen_danger\n"
SAFETY = _DUTY.format(
    id="bring_to_safety", text="Bring the person to safety.", hours=1, protects="danger",
    source=_SOURCE,
) + _IF_DANGER  # fmt: skip
#: The procedure for adults of these packs has no such duty.
DOCTOR = _DUTY.format(
    id="call_doctor", text="Call a doctor.", hours=24, protects="doctor", source=_SOURCE
) + _IF_DANGER  # fmt: skip
NO_FINE = _DUTY.format(
    id="nothing_is_fined", text="No fine, no charge and no detention.", hours=1,
    protects="no_penalty", source=_SOURCE,
)  # fmt: skip
#: The protections of a child that these packs have.
PROTECTIONS = {"guardian", "bring_to_safety", "call_doctor", "nothing_is_fined"}
#: Without the one that stays due under the procedure for adults.
ITS_OWN = PROTECTIONS - {"nothing_is_fined"}
ADULTS, CHILDREN = "screen-commercial-sex", "child-pathway"


def copy_packs(folder: Path) -> Path:
    """The packs, with a question about danger and duties that protect in two procedures."""
    root = folder / "countries"
    shutil.copytree(find_countries(), root)
    (root / "base" / "adopted.yaml").unlink()
    _add(root, ADULTS, SAFETY + NO_FINE)
    _add(root, CHILDREN, SAFETY + DOCTOR + NO_FINE)
    return root


def _add(root: Path, procedure: str, duties: str) -> None:
    file = root / "base" / "procedures" / f"{procedure}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("\nquestions:\n") == text.count("\nduties:\n") == 1
    text = text.replace("\nquestions:\n", f"\nquestions:\n{_QUESTION}")
    file.write_text(text.replace("\nduties:\n", f"\nduties:\n{duties}"), encoding="utf-8")


def procedures_of(root: Path) -> tuple[Procedure, Procedure]:
    """The newest versions of the procedure for adults and of that for children."""
    found = load_pack("aze", root=root).procedures
    return found.versions_of(ADULTS)[-1], found.versions_of(CHILDREN)[-1]


def gates_of(procedure: str) -> list[str]:
    """The conditions of the newest version in the packs that are in use."""
    newest = load_installed_pack().procedures.versions_of(procedure)[-1]
    return [gate.id for gate in newest.before]


def only_row() -> InterviewRow:
    """The only interview of the officer."""
    (row,) = fetch_interviews("officer")
    return row


def rows_by_procedure() -> dict[str, InterviewRow]:
    """The officer's interviews, of which no procedure has two."""
    rows = fetch_interviews("officer")
    assert len(rows) == len({row.procedure for row in rows})
    return {row.procedure: row for row in rows}


def duties_of(row: InterviewRow) -> set[str]:
    """The duties of the interview itself."""
    return {o.duty for o in list_obligations_of_interview("officer", row.id)}
