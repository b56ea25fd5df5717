"""Reads of the room: frozen values, never models."""

from __future__ import annotations

from palermo.journal.models import JournalLine
from palermo.journal.values import JournalRow


def list_activity(
    *, act: str = "", username: str = "", target: str = "", offset: int = 0, limit: int = 50
) -> tuple[tuple[JournalRow, ...], int]:
    """Lines of the journal, newest first, and how many match in all."""
    found = JournalLine.objects.order_by("-id")
    if act:
        found = found.filter(act=act)
    if username:
        found = found.filter(username=username)
    if target:
        found = found.filter(target=target)
    rows = tuple(
        JournalRow(e.pk, e.at, e.username, e.role, e.via, e.act, e.outcome, e.target, e.detail)
        for e in found[offset : offset + limit]
    )
    return rows, found.count()
