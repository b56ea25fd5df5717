"""A published instrument as lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from palermo.saying.instrument_texts import ScreenText, StudyText


def screened_lines(screen: ScreenText) -> list[str]:
    """What stands beside a result: the count, the cut-off, the studies and what they mean."""
    counted = [screen.counted_said] if screen.counted else []
    lines = [screen.name, *counted, screen.rule, screen.referral]
    for study in screen.studies:
        lines += study_lines(study)
    return [*lines, screen.language]


def study_lines(study: StudyText) -> Iterator[str]:
    """One study: who was assessed, the figures, and what a screen is worth by them."""
    yield study.people
    if study.figures_said:
        yield f"  {study.figures_said}"
    yield from (f"  {said}" for said in study.computed.said)
