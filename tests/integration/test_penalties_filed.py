"""Penalties of the law are filed for the standard on punishment at every door, and verified."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.actions.countries.file_penalty import file_penalty
from palermo.actions.countries.record_checklist_evidence import record_checklist_evidence
from palermo.actions.countries.verify_checklist_evidence import verify_checklist_evidence
from palermo.cases.checklist import CheckItem, CheckState, EvidenceKind
from palermo.cases.penalty_standard import TermState
from palermo.cli.main import main
from palermo.kernel.errors import BadValue, NotFound, Refused
from palermo.ledger.checklist.queries import filed_evidence, read_checklist
from palermo.packs.pack import Pack
from tests.integration.conftest import People
from tests.visits import create_token

pytestmark = pytest.mark.django_db
PERIOD = {"country": "AZE", "edition": 2024}
ADDRESS = "/countries/AZE/2024/checklist/"


def standard(pack: Pack) -> CheckItem:
    found = read_checklist(pack.checklist_rules, "AZE", 2024)
    return next(item for item in found if item.id == "MS-3")


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=name))
    return client


def test_what_is_proposed_counts_for_nothing_before_it_is_filed(people: People, pack: Pack) -> None:
    item = standard(pack)
    assert item.state is CheckState.NO_DATA
    assert {term.state for term in item.penalties} == {TermState.PROPOSED}
    page = signed_in("analyst").get(ADDRESS).content.decode()
    for term in item.penalties:
        assert term.paragraph in page


def test_every_door_files_a_penalty(people: People, pack: Pack) -> None:
    first, second, third, *_ = [term.paragraph for term in standard(pack).penalties]
    sent = {"item": "MS-3", "paragraph": first}
    answer = signed_in("analyst").post(f"{ADDRESS}penalty/", sent, follow=True)
    assert "The penalty was filed." in answer.content.decode()
    token = create_token(get_user_model().objects.get(username="analyst").pk)
    answer = Client().post(
        "/api/v1/countries/AZE/checklist/2024/penalties",
        json.dumps({"item": "MS-3", "paragraph": second}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 201, answer.content
    words = ["checklist", "AZE", "2024", "--item", "MS-3", "--penalty", third, "--as", "analyst"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    filed = {e.provision: e for e in filed_evidence("AZE", 2024)}
    assert set(filed) == {first, second, third}
    assert {e.kind for e in filed.values()} == {EvidenceKind.LAW}
    assert {e.by for e in filed.values()} == {"analyst"}
    assert "years" in str(filed[first].words)


def test_it_is_met_by_no_part_of_the_law(people: People, pack: Pack) -> None:
    for term in standard(pack).penalties:
        number = file_penalty(people.analyst, **PERIOD, item="MS-3", paragraph=term.paragraph)  # type: ignore[arg-type]
        verify_checklist_evidence(people.coordinator, **PERIOD, evidence_id=number)  # type: ignore[arg-type]
    item = standard(pack)
    assert {term.state for term in item.penalties} == {TermState.VERIFIED}
    assert item.without_penalty
    assert item.state is CheckState.PARTLY


def test_a_penalty_is_filed_once_as_the_law_has_it(people: People, pack: Pack) -> None:
    paragraph = standard(pack).penalties[0].paragraph
    file_penalty(people.analyst, **PERIOD, item="MS-3", paragraph=paragraph)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="already filed"):
        file_penalty(people.second, **PERIOD, item="MS-3", paragraph=paragraph)  # type: ignore[arg-type]
    for item, wrong in (("MS-3", "999.9"), ("C-1", paragraph)):
        with pytest.raises(NotFound):
            file_penalty(people.analyst, **PERIOD, item=item, paragraph=wrong)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="opposite"):
        record_checklist_evidence(
            people.analyst,
            **PERIOD,  # type: ignore[arg-type]
            item="MS-3",
            speaks_for=False,
            text="The penalty is too low.",
            source="A letter",
            kind=EvidenceKind.LAW,
            provision=f"Criminal Code, article {paragraph}",
        )


@pytest.mark.parametrize("edition", [0, 1, 10000, 99999])
def test_a_year_without_an_edition_is_refused(people: People, pack: Pack, edition: int) -> None:
    with pytest.raises(BadValue, match=f"no edition of the year {edition}"):
        read_checklist(pack.checklist_rules, "AZE", edition)
    answer = signed_in("analyst").get(f"/countries/AZE/{edition}/checklist/")
    assert answer.status_code == 422
