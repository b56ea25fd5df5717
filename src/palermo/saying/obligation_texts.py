"""An obligation in words, from the version of the procedure that decided."""

from __future__ import annotations

from typing import Any

from palermo.kernel.sources import Certainty
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure


def obligation_text(
    procedure: Procedure | None, duty: str, who: str, pack: Pack, language: str
) -> dict[str, Any]:
    """What is to be done and who must do it, with its source. The ids where a word is missing.

    `procedure`: the version that decided; None where the pack no longer has it.
    """
    found = next((d for d in procedure.duties if d.id == duty), None) if procedure else None
    known_role = who in pack.speech.roles
    return {
        "text": found.text.in_language(language) if found else duty,
        "who_name": pack.role_name(who, language) if known_role else who,
        "procedure_title": procedure.title.in_language(language) if procedure else "",
        "source": found.source.title if found else "",
        "source_verified": found is not None and found.source.certainty is Certainty.VERIFIED,
    }
