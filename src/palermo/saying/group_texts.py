"""Groups at risk in the country, each with the procedures that serve it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from palermo.packs.pack import Pack
from palermo.saying.procedure_texts import SourceText, source_text


@dataclass(frozen=True, slots=True)
class ServingProcedure:
    """A procedure that serves a group."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class GroupText:
    """A group at risk. It is what a person says of themself, and decides no result."""

    id: str
    name: str
    procedures: tuple[ServingProcedure, ...]
    source: SourceText


def group_texts(pack: Pack, language: str, on: date) -> tuple[GroupText, ...]:
    """Every group at risk, with the procedures that apply to it on a day."""
    found = (pack.procedures.in_force(name, on) for name in pack.procedures.ids)
    valid = [p for p in found if p]
    return tuple(
        GroupText(
            id=group.id,
            name=group.name.in_language(language),
            procedures=tuple(
                ServingProcedure(p.id, p.title.in_language(language))
                for p in valid
                if group.id in p.groups or p.id in group.served_by
            ),
            source=source_text(group.source),
        )
        for group in pack.groups_at_risk
    )
