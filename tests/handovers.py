"""Packs and procedures with protections that the tests know, whatever the pack's own say."""

from __future__ import annotations

import shutil
from pathlib import Path

from palermo.packs.load import load_pack
from palermo.packs.places import find_countries
from palermo.procedures.shapes import Procedure

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
ADULTS, CHILDREN = "screen-commercial-sex", "child-pathway"


def copy_packs(folder: Path) -> Path:
    """The packs, with a question about danger and duties that protect in two procedures."""
    root = folder / "countries"
    shutil.copytree(find_countries(), root)
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
