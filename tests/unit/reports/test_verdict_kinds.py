"""Kinds of claims whose verdict follows from their form, not from a list of sentences."""

from __future__ import annotations

from itertools import product

import pytest

from palermo.packs.load import load_pack
from palermo.reports.assessment import Polarity
from palermo.reports.narrative import read_narrative

HEAD = (
    "GEORGIA (Tier 2)\n\nThe Government of Georgia does not fully meet the minimum standards for "
    "the elimination of trafficking but is making significant efforts to do so. "
)
PLUS, MINUS = Polarity.EFFORT, Polarity.SHORTFALL

MEASURES = ("Investigations", "Prosecutions", "Inspections", "Sentences", "Prison sentences")
FLAWS = (
    "were slow", "were ineffective", "remained inadequate", "were too short", "were delayed",
    "faced long delays", "stayed weak", "were only sporadic",
)  # fmt: skip
TASKS = ("asking", "checking", "learning", "finding out")
PEOPLE = ("victims", "children", "migrants", "foreign workers")


def _polarities(passage: str) -> list[Polarity]:
    vocabulary = load_pack("base").vocabulary
    seen = read_narrative(HEAD + passage, vocabulary, country="GEO", year=2019)
    return [finding.polarity for finding in seen.findings]


@pytest.mark.parametrize(("measure", "flaw"), list(product(MEASURES, FLAWS)))
def test_what_is_said_of_a_measure_is_no_object_of_it(measure: str, flaw: str) -> None:
    assert _polarities(f"{measure} {flaw}.") == [MINUS]


@pytest.mark.parametrize(
    "passage",
    [
        "Police investigated only two cases.",
        "Courts sentenced traffickers to weak penalties.",
        "The ministry inspected only nine farms.",
    ],
)
def test_a_measure_taken_badly_is_a_shortfall(passage: str) -> None:
    assert _polarities(passage) == [MINUS]


@pytest.mark.parametrize(
    "passage",
    [
        "The government addressed inadequate services.",
        "Police investigated whether officials were complicit.",
        "Police investigated allegations that officers had taken bribes.",
        "The ministry tackled delays in courts.",
    ],
)
def test_a_measure_against_something_bad_is_an_effort(passage: str) -> None:
    assert _polarities(passage) == [PLUS]


@pytest.mark.parametrize("task", TASKS)
def test_a_task_left_undone_is_a_shortfall_whatever_it_was_about(task: str) -> None:
    assert _polarities(f"Police deported migrants without {task} who had paid bribes.") == [MINUS]
    assert _polarities("Officers did not ask detained migrants about debt bondage.") == [MINUS]


@pytest.mark.parametrize("wrong", ["detain", "threaten", "harass", "separate", "coerce"])
def test_a_wrong_left_undone_is_no_shortfall(wrong: str) -> None:
    assert MINUS not in _polarities(f"Police did not {wrong} victims of debt bondage.")


def test_a_condition_is_no_double_denial() -> None:
    assert _polarities("Residents of the shelter could not leave it without permission.") == [MINUS]


@pytest.mark.parametrize(
    ("verb", "whom"), list(product(("punished", "prosecuted", "jailed", "convicted"), PEOPLE))
)
def test_who_is_to_be_protected_is_not_to_be_punished(verb: str, whom: str) -> None:
    assert _polarities(f"Courts {verb} {whom} for begging.") == [MINUS]
    assert _polarities(f"Dozens of {whom} were {verb} for begging.") == [MINUS]
    assert _polarities(f"Several {whom} were {verb} for begging.") == [MINUS]


@pytest.mark.parametrize("why", ["accused of trafficking", "for recruiting girls", "who exploited"])
def test_suspects_are_to_be_punished_whoever_they_are(why: str) -> None:
    assert _polarities(f"Courts prosecuted two women {why} others.") == [PLUS]


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Courts gave 28 traffickers prison terms and 12 suspended sentences.", PLUS),
        ("Of the 40, 28 received prison terms and 12 suspended terms.", PLUS),
        ("Of the 40, twelve received prison terms and 28 suspended sentences.", MINUS),
        ("Courts gave all 40 traffickers suspended sentences.", MINUS),
        (f"Courts gave 28 traffickers prison terms and {'9' * 5000} suspended sentences.", MINUS),
    ],
)
def test_the_larger_part_of_the_sentences_decides(passage: str, expected: Polarity) -> None:
    assert _polarities(passage) == [expected]


@pytest.mark.parametrize("amount", ["no", "only two", "just two", "few", "barely any"])
@pytest.mark.parametrize(
    "praise", ["Officials recognized {} people as victims.", "Prosecutors sent {} cases to court."]
)
def test_an_amount_inside_a_praise_is_not_swallowed(praise: str, amount: str) -> None:
    assert _polarities(praise.format(amount)) == [MINUS]
    assert _polarities(praise.format("no fewer than 30")) == [PLUS]


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("The authorities did nothing to stop gangs that recruit boys.", MINUS),
        ("The ministry did not end the practice.", MINUS),
        ("The government did away with the cotton quota.", PLUS),
        ("The ministry withdrew the licenses of 22 agencies.", PLUS),
        ("The state paid school fees for 80 survivors.", PLUS),
        ("It awaited approval when the period closed.", MINUS),
    ],
)
def test_what_is_stopped_or_paid_for_decides(passage: str, expected: Polarity) -> None:
    assert _polarities(passage) == [expected]


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        # What is done to people who are to be protected, and what is no longer done to them.
        ("Prosecutors did not charge any victim with a crime.", PLUS),
        ("Officials no longer charged victims for exit papers.", PLUS),
        ("Victims no longer have to talk to the police to receive help.", PLUS),
        ("Fewer migrants were held in prison.", PLUS),
        ("Soldiers seized villagers as porters.", MINUS),
        ("Victims had to file a complaint before they could enter the shelter.", MINUS),
        # "Without" a limit, and "not to" as the content of a lesson.
        ("The ministry let survivors stay in shelters without a time limit.", PLUS),
        ("Residents of the shelter may now leave it without permission.", PLUS),
        ("Schools taught pupils not to trust offers of easy money.", PLUS),
        ("Prosecutors decided not to charge the owner.", MINUS),
        # What offenders are denied, and wrongs that are set right.
        ("Judges denied bail to traffickers.", PLUS),
        ("Authorities disrupted a network that forced women into prostitution.", PLUS),
        ("The tribunal cleared delayed cases.", PLUS),
        ("Officials removed unsafe boats from the register.", PLUS),
        ("Officers stopped 1,100 suspected victims from boarding.", PLUS),
        ("Courts convicted nine traffickers, none of whom received a suspended sentence.", PLUS),
        ("Courts convicted nine traffickers, none of whom went to prison.", MINUS),
        # Words of time and size that are no flaws.
        ("In late 2018, police opened seven investigations.", PLUS),
        ("The shelter in Batumi remained open all year.", PLUS),
        ("The government gave small grants to six NGOs.", PLUS),
        ("The ministry filled 12 vacancies in the labor inspectorate.", PLUS),
        ("Police did not screen migrants before expelling them.", MINUS),
    ],
)
def test_words_of_a_wrong_are_weighed_where_they_stand(passage: str, expected: Polarity) -> None:
    assert _polarities(passage) == [expected]
