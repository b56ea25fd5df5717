"""What the shipped packs say of their country: status, roles, services, groups, calendar."""

from __future__ import annotations

from datetime import date

import pytest

from palermo.cli.procedures.check import versions_in_use
from palermo.kernel.sources import Certainty
from palermo.packs.load import load_pack
from palermo.packs.places import list_packs
from palermo.packs.services import ServedGroup, ServiceKind
from palermo.packs.status_context import status_context
from palermo.procedures.enacting_act import ProcedureStatus
from palermo.procedures.lint_status import check_in_country, list_roles

NAMES = list_packs()
DAYS = [date(2026, 11, 29), date(2026, 12, 31), date(2027, 6, 1)]
AZERBAIJAN = load_pack("aze")


@pytest.mark.parametrize("name", NAMES)
def test_what_we_ship_is_a_proposal(name: str) -> None:
    versions = load_pack(name).procedures.versions
    assert {p.status for p in versions} == {ProcedureStatus.PROPOSAL}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_status_roles_and_lawfulness_are_sound(name: str, day: date) -> None:
    pack = load_pack(name)
    context = status_context(pack, day)
    assert [p for v in versions_in_use(pack) for p in check_in_country(v, context)] == []


#: Roles of bodies to which procedures give something to do, now or in their next versions.
ROLES = {
    "child_protection", "guardianship_body", "health_staff", "doctor", "ngo_shelter",
    "social_services", "lawyer", "labour_inspectorate", "consulate", "hotline", "competent_body",
    "clinician", "inspector", "police", "prosecutor", "shelter",
}  # fmt: skip


def test_every_role_of_a_body_is_filled_in_azerbaijan_with_a_source() -> None:
    pack = AZERBAIJAN
    assert set(pack.roles) >= ROLES
    assert set(pack.speech.roles) == set(pack.roles) | set(pack.speech.personal_roles)
    assert all(filling.source.title for filling in pack.roles.values())
    used = {role for p in versions_in_use(pack) for role in list_roles(p)}
    assert used <= set(pack.roles) | set(pack.speech.personal_roles)


def test_the_common_pack_names_a_kind_of_body_for_every_role_of_a_body() -> None:
    speech = load_pack().speech
    assert set(speech.roles) == set(speech.role_bodies) | set(speech.personal_roles)
    assert not set(speech.role_bodies) & set(speech.personal_roles)


@pytest.mark.parametrize(
    "code",
    ["GTB", "CMA", "MOH", "MOSE", "MOJ", "MFA", "SCC", "SSS", "BAR", "RFV"],
)
def test_bodies_that_follow_from_other_texts_are_not_stated_as_verified(code: str) -> None:
    agency = AZERBAIJAN.agency(code)
    expected = Certainty.VERIFIED if code == "RFV" else Certainty.DERIVED
    assert agency.source.certainty is expected


def test_the_hotline_is_verified_and_what_is_not_known_is_not_guessed() -> None:
    services = {s.id: s for s in AZERBAIJAN.services}
    hotline = services["hotline-152"]
    assert (hotline.number, hotline.kind) == ("152", ServiceKind.HOTLINE)
    assert hotline.source.certainty is Certainty.VERIFIED
    assert (hotline.hours, hotline.languages, hotline.serves) == (None, None, {})
    # Which documents the shelter asks for was not found.
    assert ServedGroup.WITHOUT_DOCUMENTS not in services["state-shelter"].serves
    numbers = {s.number for s in AZERBAIJAN.services if s.number}
    assert numbers == {"152"}


def test_the_police_are_not_the_only_door() -> None:
    kinds = {s.kind for s in AZERBAIJAN.services if s.run_by_police is False}
    assert {ServiceKind.SHELTER, ServiceKind.SOCIAL, ServiceKind.LEGAL_AID} <= kinds


#: REC-04 names the first three; the others are the "other at-risk populations" that are meant.
GROUPS = {
    "people_in_commercial_sex", "migrants", "children_begging", "lgbtqi_persons",
    "internally_displaced_persons", "persons_leaving_institutions", "roma_communities",
    "foreign_workers", "persons_with_disabilities", "asylum_seekers",
}  # fmt: skip


def test_each_group_at_risk_has_a_procedure() -> None:
    pack = AZERBAIJAN
    assert {group.id for group in pack.groups_at_risk} >= GROUPS
    for group in pack.groups_at_risk:
        named = [p.id for p in pack.procedures.versions if group.id in p.groups]
        assert named or group.served_by, group.id
    others = {g.id: g.source.certainty for g in pack.groups_at_risk}
    assert others["migrants"] is Certainty.VERIFIED
    assert others["lgbtqi_persons"] is Certainty.DERIVED


def test_health_staff_have_procedures_in_health_settings() -> None:
    procedures = versions_in_use(AZERBAIJAN)
    for place in ("health", "hospital"):
        found = {p.id for p in procedures if place in p.settings and not p.agencies}
        assert found >= {
            "refer-victim", "screen-adult-labour", "screen-adult-sexual", "screen-child-labour",
            "screen-child-sexual", "screen-domestic-work", "child-pathway", "plan-safety",
        }  # fmt: skip


def test_a_visit_without_notice_says_what_to_do_where_it_is_unlawful() -> None:
    for name in NAMES:
        for p in versions_in_use(load_pack(name)):
            for duty in p.duties:
                if "without notice" in duty.text.english:
                    assert duty.lawful == ("unannounced_inspection",)
                    assert duty.instead is not None


def test_the_lawful_channel_of_azerbaijan_is_used_by_the_inspectors_alone() -> None:
    review = AZERBAIJAN.procedure("review-labour-complaint", date(2026, 11, 29))
    assert (review.kind, review.agencies) == ("inspection", ("SLI",))
    assert review.lawful == ("complaint_review",)


def test_services_that_the_police_do_not_run_are_named_first() -> None:
    """The police are never the first or the only way to help."""
    run_by_police = [s.run_by_police is True for s in AZERBAIJAN.services]
    assert run_by_police == sorted(run_by_police)
    assert run_by_police[0] is False


def test_what_nobody_verified_is_told_to_no_officer() -> None:
    """An agency that may not fill a role is shown with its mark in the table of roles only."""
    pack = load_pack("aze")
    unsure = {
        role: pack.agency(filled.agency)
        for role, filled in pack.roles.items()
        if filled.source.certainty is Certainty.UNVERIFIED
    }
    for role, agency in unsure.items():
        for language in pack.languages:
            assert agency.name.in_language(language) not in pack.role_name(role, language)
