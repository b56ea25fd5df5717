"""Moves between demands: a recommendation with its duties and notes, and back.

Called by actions inside their transaction, as `store` is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from string import ascii_lowercase
from typing import Any

from palermo.cases.demand import DemandMove
from palermo.kernel.errors import changed_meanwhile
from palermo.ledger.recommendations.models import (
    Demand,
    DemandChange,
    Duty,
    Note,
    Recommendation,
)
from palermo.ledger.recommendations.store import add_duty, planned_duties
from palermo.ledger.search.store import change_addresses
from palermo.ledger.versions import change_row, touch_row


def move_content(
    move: DemandMove, by: str, at: datetime, ref: str, *, measures: Sequence[str] = ()
) -> int:
    """Move what `move` names; returns the id of the change, with which it can be undone.

    `by` links the recommendations there. `measures` are those of the first duty of a new demand.
    """
    source = Demand.objects.get(pk=move.source)
    target = _target(move, source.country)
    recommendations = Recommendation.objects.filter(pk__in=move.recommendations)
    duties = Duty.objects.filter(pk__in=[duty for duty, _ in move.duties])
    notes = _moved_notes(move)
    moved: dict[str, Any] = {
        "source_ref": source.ref,
        "target_ref": target.ref,
        "recommendations": list(
            recommendations.values("id", "demand_id", "link_kind", "link_score", "linked_by")
        ),
        "duties": list(duties.values("id", "demand_id", "letter")),
        "notes": list(notes),
        "removed": list(
            Duty.objects.filter(pk__in=move.removed_duties).values(
                "letter", "ref", "text", "measures"
            )
        ),
    }
    recommendations.update(demand=target, link_score=None, linked_by=by)
    Duty.objects.filter(pk__in=move.removed_duties).delete()
    for duty, letter in move.duties:
        Duty.objects.filter(pk=duty).update(demand=target, letter=letter)
    Note.objects.filter(pk__in=notes).update(demand=target)
    Demand.objects.filter(pk=source.pk).update(ref=move.source_ref)
    _finish(source.pk)
    _finish(target.pk, measures)
    change = DemandChange.objects.create(
        country=source.country,
        ref=ref,
        source=source,
        target=target,
        moved=moved,
        changed_by=by,
        changed_at=at,
    )
    return change.pk


def _target(move: DemandMove, country: str) -> Demand:
    """The demand that was chosen; else one of its own, which may have been left empty before."""
    if move.target is not None:
        return Demand.objects.get(pk=move.target)
    empty = Demand.objects.filter(country=country, ref=move.target_ref, recommendations=None)
    return empty.first() or Demand.objects.create(country=country, ref=move.target_ref)


def _moved_notes(move: DemandMove) -> list[int]:
    """Notes on duties that move; all, where the demand is left empty."""
    found = Note.objects.filter(demand_id=move.source)
    if not move.with_notes:
        found = found.filter(duty_id__in=[duty for duty, _ in move.duties])
    return list(found.order_by("id").values_list("id", flat=True))


def undo_change(change_id: int, version: int, by: str, at: datetime) -> None:
    """Put back what a change moved. What was added since to a moved duty comes along.

    A demand that is left without recommendations gives back all that was added to it. Raises
    Refused when the change was undone already.
    """
    change_row(DemandChange, change_id, version, undone_by=by, undone_at=at)
    change = DemandChange.objects.get(pk=change_id)
    moved, source, target = change.moved, change.source_id, change.target_id
    for row in moved["recommendations"]:
        values = {key: value for key, value in row.items() if key != "id"}
        Recommendation.objects.filter(pk=row["id"]).update(**values)
    Demand.objects.filter(pk=source).update(ref=moved["source_ref"])
    letters = {row["id"]: row["letter"] for row in moved["duties"]}
    notes, back = set(moved["notes"]), list(Duty.objects.filter(pk__in=letters, demand=target))
    if not Recommendation.objects.filter(demand=target).exists():
        notes |= set(Note.objects.filter(demand=target).values_list("id", flat=True))
        back += _added_duties(target, letters, moved)
    _move_back(source, back, letters)
    Note.objects.filter(pk__in=notes).update(demand=source)
    _restore_removed(source, moved["removed"])
    _finish(source)
    _finish(target)


def _added_duties(target: int, letters: dict[int, str], moved: dict[str, Any]) -> list[Duty]:
    """Duties that a demand got since; one that only repeats a recommendation is removed."""
    texts = Recommendation.objects.filter(pk__in=[r["id"] for r in moved["recommendations"]])
    words = set(texts.values_list("text", flat=True))
    added = Duty.objects.filter(demand=target).exclude(pk__in=letters)
    planned = set(planned_duties(added).values_list("id", flat=True))
    repeated = [d.pk for d in added if d.text in words and d.pk not in planned]
    added.filter(pk__in=repeated).delete()
    return list(added.exclude(pk__in=repeated))


def _move_back(source: int, duties: list[Duty], letters: dict[int, str]) -> None:
    """Each duty under the letter it had, where that is free; else under the next."""
    for duty in duties:
        taken = set(Duty.objects.filter(demand=source).values_list("letter", flat=True))
        wanted = letters.get(duty.pk, duty.letter)
        free = [c for c in ascii_lowercase if c not in taken]
        if wanted in taken:
            if not free:
                raise changed_meanwhile()
            wanted = free[0]
        Duty.objects.filter(pk=duty.pk).update(demand_id=source, letter=wanted)


def _restore_removed(source: int, removed: list[dict[str, Any]]) -> None:
    letters = set(Duty.objects.filter(demand=source).values_list("letter", flat=True))
    for row in removed:
        if row["letter"] not in letters and not Duty.objects.filter(ref=row["ref"]).exists():
            Duty.objects.create(demand_id=source, **row)


def _finish(pk: int, measures: Sequence[str] = ()) -> None:
    """Give a demand without duties one that says all of it; show what moved where it is now."""
    demand = Demand.objects.get(pk=pk)
    newest = demand.recommendations.order_by("edition", "number").last()
    duties = list(demand.duties.all())
    if newest is not None and not duties:
        add_duty(demand, newest.text, measures, found=False)
    keys = [f"duty-{duty.ref}" for duty in duties]
    keys += [f"note-{note}" for note in demand.notes.values_list("id", flat=True)]
    change_addresses(keys, ("recommendation", demand.ref))
    touch_row(Demand, pk)
