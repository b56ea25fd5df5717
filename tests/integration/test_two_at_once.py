"""Twelve calls of two persons at the same moment: one change, one line in the journal.

All calls have read what they need before the first of them writes, each in a thread with a
connection of its own. Every move of a state table, and every other act that changes, has a line
below or a reason why it may be done twelve times.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from django.db import connections

from palermo.accounts.queries import list_users
from palermo.accounts.rights import Role
from palermo.actions.people.change_user import change_user
from palermo.actions.step import OpenAct
from palermo.actions.visit import Visit
from palermo.cases.act_names import ACT_NAMES
from palermo.journal.models import JournalLine
from palermo.kernel.errors import Refused
from palermo.records.interviews.models import Interview
from tests.at_once_ledger import LEDGER_SCENARIOS, Call, make_office, read_edition_of
from tests.at_once_people import KEYED, PEOPLE_SCENARIOS
from tests.house.test_moves import TABLES
from tests.reading import accept_as_read

on_both = pytest.mark.usefixtures("shared_database")
CALLS = 12
#: Seconds after which a thread that waits for the others goes on without them.
SOON = 10


SCENARIOS = {**LEDGER_SCENARIOS, **PEOPLE_SCENARIOS}
#: Why an act may be done twelve times at once.
REPEATABLE = {
    "plan_action": "each adds an action",
    "enter_value": "each value supersedes the one before; test_writing_side_by_side.py",
    "add_note": "each adds a note",
    "attach_evidence": "each adds evidence",
    "record_checklist_evidence": "each adds evidence",
    "issue_token": "each makes a token",
    "record_handover": "each is another person",
    "import_interviews": "rows have keys; test_import.py, and below",
    "import_register": "a claim that is there already is not new",
    "decide_link": "the last answer counts",
    "handle_stop": "the version of the interview guards it, as answer_interview",
    "prepare_import": "replaces the officer's own pending file",
    "drop_import": "nothing is left to delete",
    "allow_public_page": "the last choice counts",
    "load_wording": "writes the same file",
    "rebuild_search": "indexes the same texts",
    "unlock_user": "nothing is left to unlock",
    "end_sessions": "ends them again",
}
#: Acts that change nothing.
READING = {
    act for act in ACT_NAMES if act.startswith(("read_", "list_", "count_", "preview_", "export_"))
} - {"read_report"}


def test_every_act_has_a_scenario_or_a_reason() -> None:
    known = {*SCENARIOS, *KEYED, *REPEATABLE}
    assert set(ACT_NAMES) - READING == known
    moves = {move.right for table in TABLES.values() for move in table.moves}
    assert moves <= known


@contextmanager
def _writing_together(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody writes before all have read. Who comes later, such as a second try, does not wait."""
    writing, barrier = OpenAct.writing, threading.Barrier(CALLS)

    @contextmanager
    def together(self: OpenAct) -> Iterator[None]:
        if not barrier.broken:
            with suppress(threading.BrokenBarrierError):
                barrier.wait(SOON)
            barrier.abort()
        with writing(self):
            yield

    with monkeypatch.context() as patch:
        patch.setattr(OpenAct, "writing", together)
        yield


def _all_at_once(pool: ThreadPoolExecutor, call: Call, visits: tuple[Visit, Visit]) -> list[str]:
    def one(number: int) -> str:
        try:
            call(visits[number % 2])
        except Refused as error:
            return "conflict" if error.say() else "no words"
        except Exception as error:
            return repr(error)
        finally:
            connections.close_all()
        return "done"

    return list(pool.map(one, range(CALLS)))


@on_both
@pytest.mark.long
def test_of_twelve_calls_at_once_one_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    office, wrong = make_office(), {}
    accept_as_read(office.coordinators[0], read_edition_of(office, 2022))
    with ThreadPoolExecutor(CALLS) as pool:
        for act, (who, prepare) in SCENARIOS.items():
            call, visits = prepare(office), getattr(office, who)
            before = JournalLine.objects.filter(act=act, outcome="done").count()
            with _writing_together(monkeypatch):
                answers = Counter(_all_at_once(pool, call, visits))
            lines = JournalLine.objects.filter(act=act, outcome="done").count() - before
            if answers != {"done": 1, "conflict": CALLS - 1} or lines != 1:
                wrong[act] = (dict(answers), f"{lines} lines")
        for act, (who, prepare) in KEYED.items():
            call, visits, known = prepare(office), getattr(office, who), Interview.objects.count()
            with _writing_together(monkeypatch):
                answers = Counter(_all_at_once(pool, call, visits))
            new = Interview.objects.count() - known
            if answers != {"done": CALLS} or new != 1:
                wrong[act] = (dict(answers), f"{new} interviews")
    assert not wrong


@on_both
def test_of_two_administrators_who_demote_each_other_one_remains(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = make_office()
    first, second = office.administrators
    number = {v.actor.username: v.actor.id or 0 for v in office.administrators}

    def demote(visit: Visit) -> None:
        other = second if visit is first else first
        change_user(
            visit, user_id=number[other.actor.username], role=Role.READER, agency="", active=True
        )

    with ThreadPoolExecutor(CALLS) as pool, _writing_together(monkeypatch):
        answers = Counter(_all_at_once(pool, demote, office.administrators))
    assert answers == {"done": 1, "conflict": CALLS - 1}
    assert [u.role for u in list_users() if u.active].count(Role.ADMINISTRATOR) == 1
