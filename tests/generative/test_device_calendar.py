"""The device says the same of a day as the office: what is lawful, and what to do instead."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from palermo.packs.load import load_pack
from palermo.packs.pack import Pack
from palermo.procedures.legal_calendar import Lawfulness, LegalCalendar
from palermo.procedures.shapes import Procedure
from palermo.saying.device_bundle import device_procedure
from palermo.saying.lawful_texts import duty_words, lawful_text
from tests.node import node_binary

DEVICE = Path(__file__).resolve().parents[2] / "frontend/src/offline/procedure.js"
_SCRIPT = """
const { dutyWords, lawfulOn } = await import(process.argv[1]);
let text = "";
for await (const part of process.stdin) text += part;
const { procedure, days } = JSON.parse(text);
console.log(JSON.stringify(days.map(([year, month, day]) => {
  const on = new Date(year, month - 1, day, 23, 30);
  return {
    duties: procedure.duties.map((duty) => dutyWords(duty, on)),
    state: lawfulOn(procedure.lawful, on)?.state ?? null,
  };
})));
"""
AZERBAIJAN = load_pack("aze")
FIRST = date(2025, 12, 20)


def _closed(pack: Pack) -> Pack:
    """The same country, with the bill adopted."""
    periods = [
        p.model_copy(update={"state": Lawfulness.UNLAWFUL}) if p.id == "bill-2026" else p
        for p in pack.calendar.periods
    ]
    given: dict[str, Any] = {**dict(pack.calendar), "periods": tuple(periods)}
    return replace(pack, calendar=LegalCalendar(**given))


DECLARING = [
    p for p in AZERBAIJAN.procedures.versions if p.lawful or any(d.lawful for d in p.duties)
]


@pytest.mark.parametrize("pack", [AZERBAIJAN, _closed(AZERBAIJAN)], ids=["bill", "adopted"])
@pytest.mark.parametrize("procedure", DECLARING, ids=lambda p: p.id)
def test_the_device_says_the_same_of_every_day(procedure: Procedure, pack: Pack) -> None:
    days = [FIRST + timedelta(days=n) for n in range(400)]
    line = json.dumps(
        {
            "procedure": asdict(device_procedure(procedure, pack, "az", FIRST)),
            "days": [[d.year, d.month, d.day] for d in days],
        }
    )
    command = [node_binary(), "--input-type=module", "-e", _SCRIPT, DEVICE.as_uri()]
    done = subprocess.run(command, input=line, capture_output=True, text=True, check=True)
    for day, found in zip(days, json.loads(done.stdout), strict=True):
        words = [duty_words(duty, pack, "az", day) for duty in procedure.duties]
        lawful = lawful_text(procedure, pack, "az", day)
        assert found == {
            "duties": [f"{w.text} {w.lawful}".rstrip() for w in words],
            "state": lawful.state.value if lawful else None,
        }, day


@pytest.mark.parametrize("pack", [AZERBAIJAN, _closed(AZERBAIJAN)], ids=["bill", "adopted"])
def test_no_day_orders_what_may_be_unlawful(pack: Pack) -> None:
    """Every duty of every procedure, on every day on which its state may change."""
    met: set[Lawfulness] = set()
    for duty in (d for p in DECLARING for d in p.duties if d.lawful):
        ask = pack.speech.lawful["ask_first"].english.format(duty=duty.text.english)
        for day in pack.calendar.list_change_days(duty.lawful, date(2010, 1, 1)):
            state = pack.calendar.find_state(duty.lawful, day)
            words = duty_words(duty, pack, "en", day)
            assert state is not None
            met.add(state.state)
            assert (words.text == duty.text.english) is (state.state is Lawfulness.LAWFUL)
            assert words.text.startswith(ask) is (state.state is Lawfulness.NOT_KNOWN)
            assert bool(words.lawful) is (state.state is not Lawfulness.LAWFUL)
    assert met == set(Lawfulness)


def test_an_adopted_bill_changes_what_is_to_be_done() -> None:
    (visit,) = (d for p in DECLARING for d in p.duties if d.id == "visit")
    day = date(2026, 11, 29)
    assert visit.instead is not None
    asked = duty_words(visit, AZERBAIJAN, "en", day)
    assert asked.text.endswith(f"Until they answer: {visit.instead.english}")
    assert "Whether it was adopted was not found." in asked.lawful
    assert duty_words(visit, _closed(AZERBAIJAN), "en", day).text == visit.instead.english
