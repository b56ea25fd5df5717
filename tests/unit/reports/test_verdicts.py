"""The verdict on a claim: what is done, and to what kind of thing."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from palermo.packs.load import load_pack
from palermo.reports.assessment import Polarity
from palermo.reports.narrative import read_narrative
from palermo.reports.verdicts import Verdicts

HEAD = (
    "GEORGIA (Tier 2)\n\nThe Government of Georgia does not fully meet the minimum standards for "
    "the elimination of trafficking but is making significant efforts to do so. "
)
PLUS, MINUS = Polarity.EFFORT, Polarity.SHORTFALL


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Police detained victims.", [MINUS]),
        ("Police did not detain victims.", [PLUS]),
        ("Police stopped detaining victims.", [PLUS]),
        ("Police did not stop detaining victims.", [MINUS]),
        ("Fewer victims were deported than in 2017.", [PLUS]),
        ("The government trained fewer judges.", [MINUS]),
        ("The ministry failed to provide adequate care.", [MINUS]),
        ("Courts convicted three corrupt officials.", [PLUS]),
        ("Courts did not convict any corrupt officials.", [MINUS]),
        ("Few officials suspected of complicity were prosecuted.", [MINUS]),
        ("Complicit officials were convicted.", [PLUS]),
        ("Bribery among guards increased.", [MINUS]),
        ("Bribery among guards declined.", [PLUS]),
        ("Lenient sentences weakened deterrence.", [MINUS]),
        ("The ministry lifted the moratorium on inspections.", [PLUS]),
        ("Fewer victims were identified and received no care.", [MINUS]),
        ("Officials did not screen detained migrants.", [MINUS]),
        ("The state funded NGOs that lacked money.", [PLUS]),
        ("Although it opened a shelter, the government did not fund it.", [PLUS, MINUS]),
        ("Police did not screen migrants, but they opened a hotline.", [MINUS, PLUS]),
        ("The ministry had opened a shelter in 2015.", []),
        ("Gangs recruited more boys.", []),
        ("The law criminalized sex trafficking and prescribed penalties of up to ten years.", []),
        ("The law did not criminalize all forms of trafficking.", [MINUS]),
        ("Courts let many traffickers go with fines or suspended sentences.", [MINUS]),
        ("Police may have detained, arrested, and deported victims.", [MINUS]),
        ("Prevention efforts decreased and protection efforts were weak.", [MINUS, MINUS]),
        ("Efforts included widening a hotline, hosting talks, and vetting agents.", [PLUS] * 3),
        ("The state ended forced labor on farms.", [PLUS]),
        ("The state did not end forced labor on farms.", [MINUS]),
        ("The ministry stopped forced labor inspections.", [MINUS]),
        ("Parliament repealed the sponsorship system.", [PLUS]),
        ("The ministry dismissed two complicit judges.", [PLUS]),
        ("The ministry suspended four senior prosecutors.", [PLUS]),
        ("The ministry suspended training officers.", [MINUS]),
        ("Prosecutors withdrew charges against two victims.", [PLUS]),
        ("Schools continued to require pupils to weed fields.", [MINUS]),
        ("The state raised fines on victims.", [MINUS]),
        ("Police detained victims less often than in 2017.", [PLUS]),
        ("Police handled most complaints as labor disputes.", [MINUS]),
        ("UNHCR registered 2,310 asylum-seekers.", []),
        ("Police identified 1,204 victims, compared with 1,310 identified in 2017.", [PLUS]),
        ("Taught by judges, 40 officers began to use the form.", [PLUS]),
        ("A line took 2,050 calls, of which 31 concerned forced labor.", []),
        ("The state neither opened a shelter nor hired staff.", [MINUS, MINUS]),
        ("It increased funding by giving grants to shelters.", [PLUS]),
    ],
)  # fmt: skip
def test_a_claim_is_judged_by_its_verb_and_its_object(
    passage: str, expected: list[Polarity]
) -> None:
    read = read_narrative(HEAD + passage, load_pack("base").vocabulary, country="GEO", year=2019)
    assert [finding.polarity for finding in read.findings] == expected


def test_a_table_with_a_hole_is_refused() -> None:
    whole = load_pack("base").vocabulary.findings.verdicts.model_dump()
    del whole["table"]["less"]["bad"]
    with pytest.raises(ValidationError, match="a verdict for each operator"):
        Verdicts.model_validate(whole)


def test_an_end_of_something_unknown_is_left_to_the_reviewer() -> None:
    vocabulary = load_pack("base").vocabulary
    for passage, doubts in (("The state ended the blue ledger.", 1), ("It ended slavery.", 0)):
        read = read_narrative(HEAD + passage, vocabulary, country="GEO", year=2019)
        assert sum("good or bad that this ended" in str(w) for w in read.warnings) == doubts


def test_not_reported_is_of_whole_measures_without_a_number() -> None:
    vocabulary = load_pack("base").vocabulary
    for passage, expected in (
        ("Courts did not report convictions.", ["convictions"]),
        ("Courts did not report convicting any officials.", []),
        ("Care was largely unavailable to assisted victims.", []),
        ("Courts did not report convictions. Courts convicted 9 traffickers.", []),
    ):
        read = read_narrative(HEAD + passage, vocabulary, country="GEO", year=2019)
        assert [n.measure for n in read.not_reported] == expected, passage
