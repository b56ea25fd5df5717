"""What `palermo doctor` may ask of the room: numbers, never a record."""

from __future__ import annotations

from palermo.records.interviews.models import Interview


def count_incomplete_records() -> int:
    """How many interviews hold something of an earlier form that could not be understood."""
    return Interview.objects.filter(earlier_form__unmapped__isnull=False).count()
