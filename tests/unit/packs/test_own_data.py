"""A country's own data: an act that puts a common procedure in force, and references that fail."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from palermo.kernel.errors import PackProblem
from palermo.packs.load import load_pack
from palermo.packs.places import find_countries
from palermo.procedures.enacting_act import ProcedureStatus

SOURCE = 'source: {title: "Law of Zed, 2020", certainty: verified}'
#: The newest version of the common pack.
COMMON = load_pack().procedures.versions_of("inform-compensation")[-1]
FILES = {
    "pack.yaml": f"""
extends: base
title: Zed
languages:
  - {{code: en, name: English}}
time_zone: Pacific/Auckland
currency: ZZD
groups_at_risk:
  - {{id: fishers, name: people who fish, served_by: [screen-adult-labour], {SOURCE}}}
roles: {{competent_body: {{agency: POL, {SOURCE}}}}}
""",
    "agencies.yaml": f"""
from: 2020
agencies:
  - {{code: POL, name: Police, role: Police of Zed, {SOURCE}}}
""",
    "services.yaml": f"""
from: 2020
services:
  - {{id: line, name: Line of Zed, kind: hotline, number: "1", hours: null, languages: null,
     place: null, serves: {{children: true}}, run_by_police: null, body: POL, {SOURCE}}}
""",
    "calendar.yaml": f"""
exceptions:
  - {{id: grave, text: grave danger, {SOURCE}}}
periods:
  - {{id: closed, act: Law of Zed, kinds: [unannounced_inspection], state: unlawful,
     from: 2026-01-01, until: 2026-12-31, exceptions: [grave], {SOURCE}}}
""",
    "acts/order-7.txt": "Order No. 7\n",
    "procedures/inform-compensation.yaml": f"""
extends: inform-compensation@{COMMON.version}
id: inform-compensation
version: {COMMON.version}
from: 2026-12-01
status: in_force
act: {{number: "7", date: 2026-01-15, body: Cabinet of Zed, file: acts/order-7.txt, {SOURCE}}}
""",
}


@pytest.fixture
def countries(tmp_path: Path) -> Path:
    root = tmp_path / "countries"
    shutil.copytree(find_countries() / "base", root / "base")
    for name, text in FILES.items():
        path = root / "zzz" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_a_few_lines_put_a_common_procedure_in_force(countries: Path) -> None:
    procedures = load_pack("zzz", root=countries).procedures
    own = procedures.versions_of("inform-compensation")[-1]
    assert own.status is ProcedureStatus.IN_FORCE
    assert own.act is not None
    assert (own.act.number, own.act.dated.isoformat()) == ("7", "2026-01-15")
    assert (own.questions, own.duties) == (COMMON.questions, COMMON.duties)
    other = procedures.versions_of("refer-victim")[-1]
    assert other.status is ProcedureStatus.PROPOSAL


def test_services_calendar_and_groups_are_read(countries: Path) -> None:
    pack = load_pack("zzz", root=countries)
    assert [s.number for s in pack.services] == ["1"]
    assert [p.id for p in pack.calendar.periods] == ["closed"]
    assert "complaint_review" in pack.calendar.kinds
    assert pack.groups_at_risk[0].served_by == ("screen-adult-labour",)
    assert pack.role_name("competent_body", "en") == "competent body (Police)"
    assert load_pack().role_name("doctor", "en") == "doctor (health service)"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("pack.yaml", "agency: POL", "agency: POX", "names the agency 'POX'"),
        ("pack.yaml", "[screen-adult-labour]", "[screen-fish]", "the procedure 'screen-fish'"),
        ("pack.yaml", "competent_body:", "king:", "names the role 'king'"),
        ("services.yaml", "body: POL", "body: POX", "names the agency 'POX'"),
        ("services.yaml", "kind: hotline", "kind: radio", "services.0.kind"),
        ("services.yaml", "hours: null, ", "", "services.0.hours"),
        ("services.yaml", "{children: true}", "{dogs: true}", "services.0.serves"),
        ("calendar.yaml", "[unannounced_inspection]", "[raid]", "names the kind of act 'raid'"),
        ("calendar.yaml", "exceptions: [grave]", "exceptions: [x]", "names the exception 'x'"),
        ("calendar.yaml", "until: 2026-12-31", "until: 2025-12-31", "the last day is before"),
        ("acts/order-7.txt", None, None, "the file of its act is missing: acts/order-7.txt"),
    ],
)  # fmt: skip
def test_what_is_named_and_does_not_exist_is_an_error(
    countries: Path, name: str, old: str | None, new: str | None, message: str
) -> None:
    path = countries / "zzz" / name
    if old is None or new is None:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackProblem) as raised:
        load_pack("zzz", root=countries)
    assert message in str(raised.value)


def test_two_periods_about_one_day_are_an_error(countries: Path) -> None:
    path = countries / "zzz" / "calendar.yaml"
    more = FILES["calendar.yaml"].partition("periods:")[2].replace("id: closed", "id: again")
    path.write_text(FILES["calendar.yaml"].rstrip() + more, encoding="utf-8")
    with pytest.raises(PackProblem, match="both speak of 'unannounced_inspection'"):
        load_pack("zzz", root=countries)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("roles: [emergency]", "roles: [fire_brigade]", "names the role 'fire_brigade'"),
        ("roles: [emergency]", "roles: [doctor]", "emergency: put it into a group"),
        ("[call_taker, officer, supervisor]", "[officer]", "call_taker: put it into a group"),
        ("first_for: [children]", "first_for: [puppies]", "called_groups.1.first_for"),
    ],
)
def test_every_role_can_be_called_once_or_acts(
    countries: Path, old: str, new: str, message: str
) -> None:
    path = countries / "base" / "phrases" / "procedures.yaml"
    text = path.read_text(encoding="utf-8")
    place = text.index("acting_roles:")
    assert old in text[place:]
    path.write_text(text[:place] + text[place:].replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackProblem) as raised:
        load_pack("zzz", root=countries)
    assert message in str(raised.value)
