"""A published instrument as lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def screened_lines(screen: dict[str, Any]) -> list[str]:
    """What stands beside a result: the count, the cut-off, the studies and what they mean."""
    counted = [screen["counted_said"]] if "counted_said" in screen else []
    lines = [screen["name"], *counted, screen["rule"], screen["referral"]]
    for study in screen["studies"]:
        lines += study_lines(study)
    return [*lines, screen["language"]]


def study_lines(study: dict[str, Any]) -> Iterator[str]:
    """One study: who was assessed, the figures, and what a screen is worth by them."""
    yield study["people"]
    if study["figures_said"]:
        yield f"  {study['figures_said']}"
    yield from (f"  {said}" for said in study["computed"]["said"])
