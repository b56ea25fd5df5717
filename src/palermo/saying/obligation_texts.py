"""An obligation in words, from the version of the procedure that decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from palermo.cases.obligation import list_recipients
from palermo.kernel.sources import Certainty
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.saying.handover_texts import NamedCode, role_texts
from palermo.saying.lawful_texts import DutyWords, duty_words


@dataclass(frozen=True, slots=True)
class ObligationText:
    """What is to be done and who must do it, with its source.

    `to`: to whom the person can be referred; an adult chooses.
    """

    text: str
    lawful: str
    who_name: str
    to: tuple[NamedCode, ...]
    procedure_title: str
    source: str
    source_verified: bool
    source_certainty: Certainty


def obligation_text(
    procedure: Procedure | None, duty: str, who: str, pack: Pack, language: str, on: date
) -> ObligationText:
    """What is to be done and who must do it, with its source. The ids where a word is missing.

    `procedure`: the version that decided; None where the pack no longer has it. `on`: the day on
    which it is read: what has become unlawful since is not ordered.
    """
    found = next((d for d in procedure.duties if d.id == duty), None) if procedure else None
    words = duty_words(found, pack, language, on) if found else DutyWords(duty, "")
    certainty = found.source.certainty if found else Certainty.UNVERIFIED
    known_role = who in pack.speech.roles
    return ObligationText(
        text=words.text,
        lawful=words.lawful,
        who_name=pack.role_name(who, language) if known_role else who,
        to=role_texts(list_recipients(procedure, duty), pack, language),
        procedure_title=procedure.title.in_language(language) if procedure else "",
        source=found.source.title if found else "",
        source_verified=certainty is Certainty.VERIFIED,
        source_certainty=certainty,
    )
