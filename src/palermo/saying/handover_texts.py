"""A talk that did not take place, in words: why, and who was called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.cases.handover import DECLINED, find_gate, list_called_roles, list_reasons
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A code and its words."""

    id: str
    text: str


def reason_texts(procedure: Procedure, pack: Pack, language: str) -> tuple[NamedCode, ...]:
    """Every reason for which a talk under this procedure may not take place."""
    return tuple(
        NamedCode(reason, reason_text(reason, procedure, pack, language))
        for reason in list_reasons(procedure)
    )


def reason_text(reason: str, procedure: Procedure, pack: Pack, language: str) -> str:
    """Why the talk did not take place: the condition that could not be met, or the refusal.

    A child's record may name a condition of the procedure for adults. The id where the pack no
    longer has it.
    """
    if reason == DECLINED:
        return pack.speech.paper["declined"].in_language(language)
    others = (gate for p in pack.procedures.versions for gate in p.before)
    gate = find_gate(procedure.before, reason) or find_gate(others, reason)
    return gate.text.in_language(language) if gate else reason


def called_roles(pack: Pack, language: str) -> tuple[NamedCode, ...]:
    """The roles that can be called, with the agency that fills each."""
    return role_texts(list_called_roles(pack.speech.roles), pack, language)


def role_texts(roles: Iterable[str], pack: Pack, language: str) -> tuple[NamedCode, ...]:
    """Roles in words; the id where the pack no longer has one."""
    known = pack.speech.roles
    return tuple(
        NamedCode(role, pack.role_name(role, language) if role in known else role) for role in roles
    )
