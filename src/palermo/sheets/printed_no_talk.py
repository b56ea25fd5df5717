"""The box of a paper form for a talk that does not take place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.cases.child import AgeGroup
from palermo.cases.handover import find_situations, is_observed
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.saying.handover_texts import called_groups, possible_child_text


@dataclass(frozen=True, slots=True)
class PrintedCalledGroup:
    """Roles that can be called, under a heading."""

    text: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedNoTalk:
    """The box for a talk that does not take place. `observe`: what to answer from what is seen.

    `child`: what to do for a person who is or may be under 18.
    """

    asks_adult: bool
    observe: str
    child: str
    groups: tuple[PrintedCalledGroup, ...]


def print_no_talk(
    procedure: Procedure, pack: Pack, language: str, words: Mapping[str, str]
) -> PrintedNoTalk:
    """The box in one language. `words`: the phrases of the form."""
    asks_adult = procedure.people != "children"
    situations = find_situations(procedure, procedure, {}, AgeGroup.UNKNOWN)
    numbers = [f"{n}" for n, q in enumerate(procedure.questions, 1) if is_observed(q)]
    seen = words["no_talk_seen"].format(numbers=", ".join(numbers))
    observe = seen if numbers else words["no_talk_stay"]
    return PrintedNoTalk(
        asks_adult=asks_adult,
        observe=f"{words['no_talk_other']} {observe}" if asks_adult else observe,
        child=possible_child_text(procedure, pack, language),
        groups=tuple(
            PrintedCalledGroup(group.text, tuple(role.text for role in group.roles))
            for group in called_groups(pack, language, situations)
        ),
    )
