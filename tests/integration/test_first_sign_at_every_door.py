"""Clocks run from the first sign at every door: paper, device, API and import, talk or no talk.

The same made people come in through each door; what is kept must be the same of each.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from palermo.actions.interviews._import_preview import open_mapped_file
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.cases.handover import list_reasons
from palermo.exchange.submission_mapping import ColumnMapping
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.obligations.queries import list_open_obligations
from tests.handovers import ADULTS
from tests.visits import visit_of

pytestmark = pytest.mark.django_db
#: A core sign of the procedure for children, and a protection that no sign brings.
_SIGN, _NO_SIGN = {"earns_for_others": "yes"}, {"seen_danger": "yes"}


@dataclass(frozen=True)
class _Met:
    """A person who was met. `reason`: why there was no talk; empty for a talk. `told`: hours."""

    procedure: Procedure
    reason: str
    adult: str
    told: float | None
    answers: dict[str, str]
    came_from: str = ""
    at: datetime = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(days=2)

    @property
    def first_sign_at(self) -> datetime | None:
        return None if self.told is None else self.at + timedelta(hours=self.told)

    @property
    def clock(self) -> datetime:
        return self.first_sign_at or self.at


def _people(adults: Procedure, children: Procedure) -> list[_Met]:
    told = (None, 0, 0.5, 30)
    met = [
        _Met(children, reason, "", hours, answers, came_from)
        for reason, hours, answers, came_from in itertools.product(
            ("", list_reasons(children)[0], list_reasons(children)[-1]), told,
            (_SIGN, _NO_SIGN), ("", ADULTS),
        )
    ]  # fmt: skip
    # A person who may be a child is handed over by the procedure for children; an adult is not.
    return met + [
        _Met(adults, reason, adult, hours, {})
        for reason, adult, hours in itertools.product(list_reasons(adults), ("yes", "no"), told)
        if (reason, adult) != ("declined", "yes")
    ]


def _local(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}" if moment else ""


def _by_paper(web: Client, met: _Met) -> None:
    gates = [gate.id for gate in met.procedure.before]
    typed = {f"answer-{name}": value for name, value in met.answers.items()}
    first = {
        "origin": "paper", "at": _local(met.at), "first_sign_at": _local(met.first_sign_at),
        "place_kind": met.procedure.settings[0], "from": met.came_from, "adult": met.adult,
        "form_version": str(met.procedure.version),
        "confirmed": [] if met.reason else gates,
    }  # fmt: skip
    if met.reason:
        sent = {**first, **typed, "reason": met.reason, "save": "1"}
        answer = web.post(f"/procedures/{met.procedure.id}/hand-over/", sent)
    else:
        answer = web.post(f"/procedures/{met.procedure.id}/begin/", first)
        number = answer["Location"].split("/")[2]
        web.post(f"/interviews/{number}/keep/", {"version": "1", **typed})
    assert answer.status_code == 302, answer.content.decode()


def _by_api(web: Client, met: _Met) -> None:
    held: dict[str, Any] = {
        "procedure": met.procedure.id, "procedure_version": met.procedure.version,
        "place_kind": met.procedure.settings[0], "started_at": met.at.isoformat(),
        "answers": met.answers, "adult": met.adult == "yes", "came_from": met.came_from,
        "first_sign_at": met.first_sign_at.isoformat() if met.first_sign_at else None,
    }  # fmt: skip
    if met.reason:
        ended = met.clock + timedelta(minutes=20)
        held |= {"handed_over_at": ended.isoformat(), "handover_reason": met.reason}
    else:
        held["confirmed"] = [gate.id for gate in met.procedure.before]
    answer = web.put(
        f"/api/v1/interviews/{uuid4()}", json.dumps(held), content_type="application/json"
    )
    assert answer.status_code == 200, answer.content.decode()


def _by_import(web: Client, met: _Met) -> None:
    row = {
        "KEY": str(uuid4()), "start": met.at.isoformat(), "no_talk": met.reason,
        "surely_adult": met.adult, **met.answers,
        "first_sign_at": met.first_sign_at.isoformat() if met.first_sign_at else "",
    }  # fmt: skip
    file = io.StringIO()
    lines = csv.DictWriter(file, list(row))
    lines.writeheader()
    lines.writerow(row)
    visit = visit_of("officer", now=timezone.now())
    mapping = ColumnMapping(
        version=met.procedure.version, place_kind=met.procedure.settings[0], adults=False,
        confirmed=tuple(gate.id for gate in met.procedure.before),
    )  # fmt: skip
    opened = open_mapped_file(
        file.getvalue().encode(), "rows.csv", met.procedure.id, mapping,
        pack=visit.pack, on=visit.today,
    )  # fmt: skip
    assert import_interviews(visit, opened=opened).problems == ()


_DOORS = {"paper": _by_paper, "api": _by_api, "import": _by_import}


@pytest.mark.parametrize("door", _DOORS)
def test_every_deadline_runs_from_the_first_sign(
    web: Client, protecting: tuple[Procedure, Procedure], door: str
) -> None:
    pack = visit_of("officer").pack
    met_clocks: set[timedelta] = set()
    for met in _people(*protecting):
        if met.came_from and door == "import":
            continue  # a file has no first page
        before = {row.id for row in fetch_interviews("officer", limit=10_000)}
        _DOORS[door](web, met)
        rows = [r for r in fetch_interviews("officer", limit=10_000) if r.id not in before]
        assert rows
        for row in (r for r in rows if met.told is not None or r.procedure != met.came_from):
            assert row.first_sign_at == _expected_sign(met), (door, met, row)
        assert {r.started_at for r in rows} == {met.at}
        numbers = {row.id for row in rows}
        due = [o for o in list_open_obligations("officer", limit=10_000) if o.interview in numbers]
        for o in due:
            hours = _hours(pack, o.procedure, o.procedure_version, o.duty)
            assert o.due_at == (met.clock + timedelta(hours=hours) if hours else None), (o, met)
        assert any(o.due_at for o in due), "a made person has a deadline"
        met_clocks.add(met.clock - met.at)
    assert len(met_clocks) == 3


def _expected_sign(met: _Met) -> datetime | None:
    """A time that is told counts; otherwise it is that of the answers, where they show a sign."""
    return met.first_sign_at or (met.at if met.answers == _SIGN else None)


def _hours(pack: Pack, procedure: str, version: int, duty: str) -> int | None:
    found = pack.procedures.version(procedure, version)
    assert found is not None
    return next(d.within_hours for d in found.duties if d.id == duty)


def test_a_first_sign_before_the_meeting_is_refused(
    web: Client, protecting: tuple[Procedure, Procedure]
) -> None:
    early = _Met(protecting[1], "declined", "", -3, _SIGN)
    sent = {
        "origin": "paper", "at": _local(early.at), "first_sign_at": _local(early.first_sign_at),
        "reason": "declined", "save": "1", "place_kind": "street", "called": "shelter",
    }  # fmt: skip
    answer = web.post(f"/procedures/{early.procedure.id}/hand-over/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The time of the first sign must be between the interview and now" in page
    # Both times stay in their fields, to be corrected.
    assert f'value="{_local(early.first_sign_at)}"' in page
    assert f'value="{_local(early.at)}"' in page
    assert fetch_interviews("officer") == []


def test_the_page_of_a_talk_that_does_not_take_place_asks_no_known_age(web: Client) -> None:
    """An age of the first page is not asked again, also where the record is refused once."""
    for more in ({}, {"save": "1", "called": "Aygun"}):
        sent = {"reason": "trained", "age": "34", "place_kind": "police", **more}
        page = web.post("/procedures/refer-victim/hand-over/", sent).content.decode()
        assert "Observe and hand over" in page
        assert "Is the person 18 or older?" not in page
    unknown = {"reason": "trained", "place_kind": "police"}
    page = web.post("/procedures/refer-victim/hand-over/", unknown).content.decode()
    assert "Is the person 18 or older?" in page
