"""A talk that did not take place, in words: why, and who was called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from palermo.cases.handover import (
    DECLINED,
    find_gate,
    find_handover_procedure,
    list_reasons,
    order_called_groups,
)
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.procedures.speech import Situation


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A code and its words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class CalledGroupText:
    """A heading, and the roles under it that can be called, with the agency that fills each."""

    id: str
    text: str
    roles: tuple[NamedCode, ...]


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


def possible_child_text(procedure: Procedure, pack: Pack, language: str) -> str:
    """What to do where the person is or may be under 18, and which procedure then protects them."""
    paper = {key: text.in_language(language) for key, text in pack.speech.paper.items()}
    said = [paper["no_talk_call"]]
    if procedure.people != "children":
        said.insert(0, paper["no_talk_child"])
    kept = find_handover_procedure(procedure)
    if kept != procedure.id:
        title = pack.procedures.versions_of(kept)[-1].title.in_language(language)
        said.append(paper["no_talk_protects"].format(procedure=title))
    return " ".join(said)


def called_groups(
    pack: Pack, language: str, situations: Collection[Situation]
) -> tuple[CalledGroupText, ...]:
    """The roles that can be called, in groups; those that fit the person come first."""
    return tuple(
        CalledGroupText(g.id, g.text.in_language(language), role_texts(g.roles, pack, language))
        for g in order_called_groups(pack.speech.called_groups, situations)
    )


def role_texts(roles: Iterable[str], pack: Pack, language: str) -> tuple[NamedCode, ...]:
    """Roles in words; the id where the pack no longer has one."""
    known = pack.speech.roles
    return tuple(
        NamedCode(role, pack.role_name(role, language) if role in known else role) for role in roles
    )
