"""An edition is stored in many short transactions; half of it is never shown as the whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from palermo.actions.reading import read_report as module
from palermo.actions.reading.read_report import read_report
from palermo.actions.step import OpenAct
from palermo.journal.queries import list_activity
from palermo.kernel.errors import NotFound
from palermo.ledger.narratives.models import Narrative, ReadingItem
from palermo.ledger.narratives.queries import find_narrative, list_narratives, narrative_page
from palermo.ledger.narratives.store import NewNarrative
from tests.integration.conftest import People
from tests.integration.test_one_reading import COVERED

pytestmark = pytest.mark.django_db


def _read(people: People) -> tuple[int, ...]:
    return read_report(people.analyst, content=COVERED, file_name="edition.txt")


def test_what_fails_in_the_middle_leaves_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = module.stage_narrative

    def fail_at_malta(new: NewNarrative, *rest: object) -> int:
        if new.country == "MLT":
            assert Narrative.objects.count() == 2
            raise OSError("the disk is full")
        return stage(new, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "stage_narrative", fail_at_malta)
    with pytest.raises(OSError, match="disk"):
        _read(people)
    assert not Narrative.objects.exists()
    assert not ReadingItem.objects.exists()
    assert list_activity()[1] == 0


def test_a_staged_narrative_is_not_shown_before_the_whole_edition_is(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = OpenAct.writing

    @contextmanager
    def looked_at(self: OpenAct) -> Iterator[None]:
        staged = Narrative.objects.get(country="KEN")
        assert staged.items.exists()
        assert list_narratives() == ((), 0)
        assert find_narrative(staged.sha256, "KEN") is None
        with pytest.raises(NotFound):
            narrative_page(staged.pk)
        with writing(self):
            yield

    monkeypatch.setattr(OpenAct, "writing", looked_at)
    numbers = _read(people)
    rows, total = list_narratives()
    assert total == 3
    assert [row.id for row in rows] == sorted(numbers, reverse=True)
    (line,) = list_activity()[0]
    assert (line.act, line.target) == ("read_report", ",".join(map(str, numbers)))


def test_what_a_killed_process_left_goes_with_a_later_reading(people: People) -> None:
    numbers = _read(people)
    now = people.analyst.now
    Narrative.objects.filter(pk=numbers[0]).update(
        complete=False, uploaded_at=now - timedelta(days=1)
    )
    Narrative.objects.filter(pk=numbers[1]).update(
        complete=False, uploaded_at=now - timedelta(minutes=5)
    )
    again = read_report(people.analyst, content=COVERED, file_name="b.txt", country="KEN")
    assert set(Narrative.objects.values_list("id", flat=True)) == {*numbers[1:], *again}
    assert {row.id for row in list_narratives()[0]} == {numbers[2], *again}
