"""What is lawful on a day: the suspension of inspections in Azerbaijan, and invented calendars."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from palermo.packs.load import load_pack
from palermo.procedures.legal_calendar import Lawfulness, LegalCalendar

AZERBAIJAN = load_pack("aze").calendar
SOURCE = {"title": "A law"}


def calendar(*periods: tuple[str, str, str | None, str | None]) -> LegalCalendar:
    """A calendar of one kind of act; each period is id, state, first and last day."""
    given: dict[str, Any] = {
        "kinds": {"visit": {"text": "visit"}, "review": {"text": "review"}},
        "periods": [
            {
                "id": name,
                "act": "A law",
                "kinds": ["visit"],
                "state": state,
                "from": since,
                "until": until,
                "source": SOURCE,
            }
            for name, state, since, until in periods
        ],
    }
    return LegalCalendar.model_validate(given)


@pytest.mark.parametrize(
    ("day", "kind", "state"),
    [
        ("2015-10-31", "unannounced_inspection", "lawful"),
        ("2015-11-01", "unannounced_inspection", "unlawful"),
        ("2017-11-01", "planned_inspection", "unlawful"),
        ("2023-06-01", "planned_inspection", "unlawful"),
        ("2023-06-01", "unannounced_inspection", "unlawful"),
        ("2023-06-01", "complaint_review", "lawful"),
        ("2023-06-01", "hazard_inspection", "lawful"),
        ("2019-05-29", "hazard_inspection", "unlawful"),
        ("2019-05-30", "hazard_inspection", "lawful"),
        ("2025-12-31", "unannounced_inspection", "unlawful"),
        # The bill passed its first reading; whether it was adopted is not known.
        ("2026-01-01", "unannounced_inspection", "not_known"),
        ("2026-11-29", "planned_inspection", "not_known"),
        ("2026-11-29", "complaint_review", "lawful"),
        ("2027-01-01", "planned_inspection", "not_known"),
    ],
)
def test_what_was_lawful_in_azerbaijan(day: str, kind: str, state: str) -> None:
    found = AZERBAIJAN.find_state([kind], date.fromisoformat(day))
    assert found is not None
    assert found.state == state


def test_the_act_behind_a_day_is_named() -> None:
    found = AZERBAIJAN.find_state(["planned_inspection"], date(2023, 6, 1))
    assert found is not None
    assert found.period is not None
    assert "2023" in found.period.act.english
    assert found.period.source.title


def test_no_day_of_the_suspension_is_left_out_and_none_is_said_twice() -> None:
    assert list(AZERBAIJAN.list_overlaps()) == []
    spans = sorted(
        (p.since or date.min, p.until or date.max)
        for p in AZERBAIJAN.periods
        if "planned_inspection" in p.kinds
    )
    gaps = [b for (_, a), (b, _) in pairwise(spans) if (b - a).days != 1]
    assert gaps == []


def test_one_lawful_kind_is_enough_and_a_silent_calendar_says_nothing() -> None:
    found = AZERBAIJAN.find_state(["planned_inspection", "complaint_review"], date(2023, 6, 1))
    assert found is not None
    assert found.state is Lawfulness.LAWFUL
    assert calendar().find_state(["visit"], date(2023, 6, 1)) is None
    assert AZERBAIJAN.find_state([], date(2023, 6, 1)) is None
    # A kind about which nothing is said does not make an unlawful one lawful.
    closed = calendar(("closed", "unlawful", None, None))
    found = closed.find_state(["visit", "review"], date(2023, 6, 1))
    assert found is not None
    assert found.state is Lawfulness.UNLAWFUL


def test_the_first_unlawful_day_is_found_within_the_days_asked_for() -> None:
    later = calendar(
        ("open", "lawful", None, "2026-12-31"), ("closed", "unlawful", "2027-01-01", None)
    )
    found = later.find_unlawful_day(["visit"], date(2026, 1, 1), None)
    assert found is not None
    assert found[0] == date(2027, 1, 1)
    assert later.find_unlawful_day(["visit"], date(2026, 1, 1), date(2026, 12, 31)) is None
    assert later.find_unlawful_day(["visit"], date(2028, 1, 1), None) is not None
    # Not known is not unlawful.
    past = calendar(("open", "lawful", None, "2025-12-31"))
    assert past.find_unlawful_day(["visit"], date(2026, 1, 1), None) is None


def test_two_periods_for_one_day_are_found() -> None:
    both = calendar(("one", "lawful", None, "2026-06-30"), ("two", "unlawful", "2026-06-30", None))
    assert [(kind, a.id, b.id) for kind, a, b in both.list_overlaps()] == [("visit", "one", "two")]
