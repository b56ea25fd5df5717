"""The published rule over strengths: when indicators together show a dimension."""

from __future__ import annotations

from palermo.conditions.nodes import All, AnyOf, AtLeast, Node


def published_rule(
    strong: tuple[Node, ...], medium: tuple[Node, ...], weak: tuple[Node, ...]
) -> Node | None:
    """Two strong; one strong and another; three medium; two medium and one weak.

    ILO and European Commission, Operational indicators of trafficking in human beings (2009), as
    rendered by a third party (unverified). None if too few indicators exist for any of them.
    """
    ways: list[Node] = []
    if len(strong) >= 2:
        ways.append(AtLeast(2, strong))
    others = tuple(AtLeast(1, some) for some in (medium, weak) if some)
    if strong and others:
        ways.append(All((AtLeast(1, strong), AnyOf(others))))
    if len(medium) >= 3:
        ways.append(AtLeast(3, medium))
    if len(medium) >= 2 and weak:
        ways.append(All((AtLeast(2, medium), AtLeast(1, weak))))
    return AnyOf(tuple(ways)) if ways else None
