"""Each check of status, roles and lawfulness has an example that fails it, and a sound one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from palermo.procedures.legal_calendar import LegalCalendar
from palermo.procedures.lint_status import STATUS_RULES, StatusContext, check_in_country
from palermo.procedures.shapes import Procedure

SOURCE = {"title": "A law", "certainty": "verified"}
ACT = {
    "number": "12",
    "date": "2026-01-01",
    "body": "Cabinet of Ministers",
    "link": "https://law.example/12",
    "source": SOURCE,
}
CALENDAR = LegalCalendar.model_validate(
    {
        "kinds": {
            "visit": {"text": "visit", "words": ["without notice"]},
            "review": {"text": "review"},
        },
        "periods": [
            {"id": "closed", "act": "A law", "kinds": ["visit"], "state": "unlawful",
             "from": "2026-07-01", "until": None, "source": SOURCE},
            {"id": "desk", "act": "A law", "kinds": ["review"], "state": "lawful",
             "from": None, "until": None, "source": SOURCE},
        ],
    }
)  # fmt: skip
DUTY = {"id": "go", "text": "Go there", "who": "inspector", "source": SOURCE}


def procedure(**more: Any) -> Procedure:
    given = {
        "id": "inspect",
        "version": 1,
        "from": "2026-01-01",
        "title": "Inspection",
        "purpose": "Shows signs.",
        "kind": "inspection",
        "people": "everybody",
        "source": SOURCE,
        "duties": [DUTY],
    }
    return Procedure.model_validate({**given, **more})


DESK = procedure(id="desk", lawful=["review"])
COUNTRY = StatusContext(date(2026, 1, 1), CALENDAR, {"inspector"}, {"officer"}, (DESK,))


def problems(found: Procedure, country: StatusContext = COUNTRY) -> list[tuple[str, str]]:
    return [(p.rule, p.where) for p in check_in_country(found, country)]


UNVERIFIED = {**ACT, "source": {"title": "A law", "certainty": "unverified"}}
VISIT = {**DUTY, "lawful": ["visit"]}
FAILING: list[tuple[str, str, dict[str, Any]]] = [
    ("in-force-without-act", "inspect", {"status": "in_force"}),
    ("in-force-without-act", "inspect", {"act": ACT}),
    ("in-force-without-act", "inspect", {"status": "in_force", "act": UNVERIFIED}),
    ("in-force-without-act", "inspect",
     {"status": "in_force", "act": {**ACT, "date": "2026-01-02"}}),
    ("role-without-agency", "doctor", {"duties": [{**DUTY, "who": "doctor"}]}),
    ("unlawful-duty", "go", {"duties": [VISIT]}),
    ("act-without-a-mark", "go", {"duties": [{**DUTY, "text": "Come without notice"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "where", "more"), FAILING)
def test_a_failing_example_is_named(rule: str, where: str, more: dict[str, Any]) -> None:
    assert problems(procedure(**more)) == [(rule, where)]


def test_an_unlawful_procedure_needs_a_lawful_one_of_its_kind() -> None:
    visiting = procedure(lawful=["visit"])
    alone = replace(COUNTRY, others=())
    assert problems(visiting, alone) == [("unlawful-without-alternative", "inspect")]
    assert problems(visiting) == []
    other_kind = DESK.model_copy(update={"kind": "referral"})
    assert problems(visiting, replace(COUNTRY, others=(other_kind,))) != []


def test_every_rule_has_a_failing_example() -> None:
    assert {rule for rule, _, _ in FAILING} | {"unlawful-without-alternative"} == set(STATUS_RULES)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"status": "in_force", "act": ACT},
        {"duties": [{**DUTY, "who": "officer"}]},
        {"duties": [{**VISIT, "instead": "Read the file"}]},
        {"duties": [VISIT], "until": "2026-06-30"},
        {"duties": [{**VISIT, "text": "Come without notice", "instead": "Read the file"}]},
    ],
)
def test_a_sound_procedure_has_no_problem(more: dict[str, Any]) -> None:
    assert problems(procedure(**more)) == []


def test_a_version_is_checked_from_the_day_of_the_check_on() -> None:
    ended = procedure(duties=[VISIT])
    past = LegalCalendar.model_validate(
        {
            "kinds": {"visit": {"text": "visit"}},
            "periods": [
                {"id": "closed", "act": "A law", "kinds": ["visit"], "state": "unlawful",
                 "from": "2026-01-01", "until": "2026-03-31", "source": SOURCE},
                {"id": "open", "act": "A law", "kinds": ["visit"], "state": "lawful",
                 "from": "2026-04-01", "until": None, "source": SOURCE},
            ],
        }
    )  # fmt: skip
    country = replace(COUNTRY, calendar=past)
    assert problems(ended, country) == [("unlawful-duty", "go")]
    assert problems(ended, replace(country, on=date(2026, 4, 1))) == []


def test_an_act_can_be_read() -> None:
    unreadable = {key: value for key, value in ACT.items() if key != "link"}
    with pytest.raises(ValueError, match="file or a link"):
        procedure(status="in_force", act=unreadable)
    with pytest.raises(ValueError, match="link"):
        procedure(status="in_force", act={**ACT, "link": "javascript:alert(1)"})
