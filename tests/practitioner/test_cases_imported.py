"""Each case as one row of a file of another tool."""

from __future__ import annotations

import pytest
from django.utils import timezone

from palermo.actions.interviews._import_preview import open_mapped_file
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.exchange.submission_mapping import ColumnMapping
from tests.practitioner.case_file import Run, runs_at
from tests.practitioner.conftest import (
    HOUR,
    OFFICER,
    SignIn,
    check_decided,
    check_takeover,
    duties_due,
    gates,
    parameters,
    place,
    row_of,
)
from tests.submissions import IDS
from tests.visits import visit_of

pytestmark = pytest.mark.django_db


def _file(run: Run) -> bytes:
    row = {"KEY": IDS[0], "start": (timezone.now() - HOUR).isoformat()}
    row |= {name: str(value) for name, value in run.sent.items()}
    return "\n".join([",".join(row), ",".join(row.values())]).encode()


@parameters(runs_at("import"))
def test_what_follows(run: Run, sign_in: SignIn) -> None:
    sign_in(run)
    visit = visit_of(OFFICER, "web")
    said = ColumnMapping(
        version=run.rules.version, place_kind=place(run), confirmed=tuple(gates(run)),
        adults=not run.child,
    )  # fmt: skip
    opened = open_mapped_file(
        _file(run), "rows.csv", run.procedure, said, pack=visit.pack, on=visit.today
    )
    done = import_interviews(visit, opened=opened)
    assert [(p.column, p.what.say(str)) for p in done.problems] == []
    assert (len(done.new), done.children) == (1, int(run.child))
    if run.child:
        check_takeover(run)
        return
    row = row_of(run)
    assert not set(run.never) & {duty.id for duty in duties_due(row)}
    decide_interview(visit, interview=row.id, version=row.version, decision=run.decision)
    check_decided(run)
