"""Claims are split, judged and described."""

from __future__ import annotations

import pytest

from palermo.reports.assessment import Finding
from tests.unit.reports.vocabulary import read

E, S = "effort", "shortfall"
HEAD = "KENYA (Tier 2)\n\nKenya does not fully meet the minimum standards.\n\n"


def findings(text: str) -> tuple[Finding, ...]:
    return read(HEAD + text).findings


CASES = [
    ("The government prosecuted fewer defendants and convicted fewer traffickers.",
     [(S, "fewer"), (S, "fewer")]),
    ("Authorities investigated, prosecuted, and convicted more traffickers.", [(E, "more")]),
    ("The government trained police, funded a shelter, and provided services to victims.",
     [(E, None), (E, None), (E, None)]),
    ("Courts convicted three traffickers but did not sentence anyone to prison.",
     [(E, None), (S, "lacked")]),
    ("However, fewer victims were identified, vulnerable groups were seldom screened, and the "
     "action plan was not adopted.", [(S, "fewer"), (S, "lacked"), (S, "lacked")]),
    ("Fewer defendants were prosecuted and fewer traffickers convicted.",
     [(S, "fewer"), (S, "fewer")]),
    ("These efforts included opening a shelter and training judges.", [(E, "began"), (E, None)]),
    ("Steps included adopting a law, funding hotlines, and screening migrants.",
     [(E, "began"), (E, None), (E, None)]),
    ("Police failed to screen migrants or referred them to prison, which led to deportations of "
     "victims.", [(S, "lacked"), (S, None), (S, None)]),
    ("The government continued to lack shelters for men, and suspended labor inspections.",
     [(S, "lacked"), (S, "stopped")]),
    ("Authorities did not penalize victims for unlawful acts.", [(E, None)]),
    ("The court suspended fewer sentences.", [(E, "fewer")]),
    ("The government provided no assistance to victims.", [(S, "lacked")]),
    ("It launched a hotline for victims; officials complicit in trafficking enjoyed impunity.",
     [(E, "began"), (S, None)]),
    ("The government maintained its shelter funding.", [(E, "continued")]),
    ("Traffickers exploit women from rural areas.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_polarity_and_direction(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(f.polarity, f.direction) for f in findings(text)] == expected


def test_what_a_paragraph_opens_against_the_government_counts_so_to_its_end() -> None:
    text = (
        "The government trained police. However, the government did not meet the minimum standards "
        "in several key areas. Officials asked for proof of movement. Courts heard few cases.\n\n"
        "PROSECUTION\n\nThe government increased law enforcement efforts."
    )
    assert [f.polarity for f in findings(text)] == [E, S, S, E]


def test_header_sentences_are_no_findings() -> None:
    text = (
        "Kenya is making significant efforts. The government demonstrated overall increasing "
        "efforts compared with the previous reporting period; therefore Kenya remained on Tier 2."
    )
    assert findings(text) == ()


def test_profiles_are_not_judged() -> None:
    text = "TRAFFICKING PROFILE:\n\nTraffickers exploit children. Police arrested victims in 2019."
    assert findings(text) == ()


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The Anti-Trafficking Department (ATD) trained judges.",
         ("Anti-Trafficking Department (ATD)", "judges")),
        ("The Ministry of Labor and the Labor Inspectorate inspected farms.",
         ("Ministry of Labor", "Labor Inspectorate")),
        ("The police identified 30 victims.", ("police",)),
        ("The NAPTIP trained officers.", ("NAPTIP",)),
        ("The government funded shelters.", ()),
    ],
)  # fmt: skip
def test_bodies(text: str, bodies: tuple[str, ...]) -> None:
    assert findings(text)[0].bodies == bodies


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Police identified more victims of forced labor.", ("victims of forced labor",)),
        ("Police deported undocumented migrant workers.", ("undocumented migrant workers",)),
        ("Courts sentenced convicted traffickers and complicit officials to prison.",
         ("convicted traffickers", "complicit officials")),
        ("Police did not screen children begging for trafficking.", ("children",)),
    ],
)  # fmt: skip
def test_people_concerned(text: str, people: tuple[str, ...]) -> None:
    found = findings(text)[0].concerned
    assert tuple(p.removesuffix(" begging") for p in found) == people


def test_a_heading_without_a_blank_line_hides_no_claim() -> None:
    text = "KENYA (Tier 2)\nThe courts convicted more traffickers.\nPolice screened no migrants.\n"
    assert [f.text for f in read(text).findings] == [
        "The courts convicted more traffickers",
        "Police screened no migrants",
    ]


def test_texts_are_verbatim() -> None:
    for text, _ in CASES:
        whole = HEAD + text
        for finding in read(whole).findings:
            assert finding.span.of(whole) == finding.text
