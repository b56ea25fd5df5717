"""Links of a new edition to demands: what is sure, what is doubtful, what a person answered."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from palermo.packs.load import load_pack
from palermo.reports.continuing import (
    KnownWording,
    LinkBasis,
    LinkProposal,
    name_continuations,
    propose_links,
    settle_links,
)
from palermo.reports.linking import ContinuationKind

SETTINGS = load_pack().linking


@dataclass(frozen=True)
class Asked:
    text: str


SHELTER = "Provide adequate funding to shelters run by NGOs"
INSPECT = "End the moratorium on labor inspections"
REFER = "Adopt procedures of identification and referral that are specific to children"
WORKERS = "Adopt procedures of identification and referral for seasonal workers"
LAW = "Amend the definition in the criminal code so that it needs no crossing of a border"


def known(*texts: str, edition: int = 2022) -> list[KnownWording]:
    return [KnownWording(n, n, edition, text) for n, text in enumerate(texts, edition)]


def links(
    before: list[KnownWording],
    *new: str,
    edition: int = 2023,
    answers: dict[tuple[int, int], bool] | None = None,
) -> dict[tuple[int, int], LinkBasis]:
    found = propose_links(before, edition, [Asked(text) for text in new], SETTINGS, answers)
    return {(p.place, p.wording.demand): p.basis for p in found}


def test_the_same_words_are_sure_and_other_words_for_other_things_are_new() -> None:
    assert links(known(SHELTER, INSPECT), INSPECT, LAW) == {(0, 2023): LinkBasis.SURE}


def test_what_was_away_is_found_in_an_older_edition() -> None:
    before = [*known(SHELTER, edition=2020), *known(INSPECT, edition=2022)]
    assert links(before, SHELTER, INSPECT) == {
        (0, 2020): LinkBasis.SURE,
        (1, 2022): LinkBasis.SURE,
    }


RELIFT = "Lift the ban on planned and unannounced inspections of labor"


def test_a_demand_that_was_reworded_for_one_year_returns_in_its_older_words() -> None:
    """The nearest wording alone is unlike; an older one of the demand is the same."""
    before = [
        KnownWording(1, 7, 2021, INSPECT),
        KnownWording(2, 7, 2022, RELIFT),
        *known(SHELTER, REFER, edition=2022),
    ]
    assert links(before[1:], INSPECT) == {(0, 7): LinkBasis.UNLIKE}
    assert links(before, INSPECT) == {(0, 7): LinkBasis.SURE}
    assert links(before, INSPECT, answers={(0, 7): False}) == {}


def test_the_same_words_in_an_older_edition_count_before_unlike_ones_of_the_nearest() -> None:
    before = [KnownWording(1, 7, 2021, INSPECT), KnownWording(2, 8, 2022, RELIFT)]
    assert (0, 7) in {pair for pair, basis in links(before, INSPECT).items()
                      if basis is LinkBasis.SURE}  # fmt: skip


def test_an_edition_accepted_late_is_linked_with_the_later_one() -> None:
    assert links(known(INSPECT, edition=2024), INSPECT) == {(0, 2024): LinkBasis.SURE}


def test_one_that_may_be_a_part_of_another_is_doubtful_beside_the_sure_link() -> None:
    before = known(REFER, SHELTER)
    assert links(before, WORKERS, REFER, SHELTER) == {
        (0, 2022): LinkBasis.PART,
        (1, 2022): LinkBasis.SURE,
        (2, 2023): LinkBasis.SURE,
    }
    confirmed = links(before, WORKERS, REFER, SHELTER, answers={(0, 2022): True})
    assert confirmed[0, 2022] is LinkBasis.CONFIRMED
    assert confirmed[1, 2022] is LinkBasis.SURE
    rejected = links(before, WORKERS, REFER, SHELTER, answers={(0, 2022): False})
    assert (0, 2022) not in rejected


def test_the_next_likely_one_of_the_same_report_is_asked_about() -> None:
    """A person said that the likeliest is another demand: the next one is not clearly the same."""
    first = "Provide adequate funding to shelters run by NGOs for victims"
    before = known(SHELTER, first)
    found = links(before, SHELTER)
    assert found[0, 2022] is LinkBasis.SURE
    answers = {(0, 2022): False}
    (other,) = propose_links(before, 2023, [Asked(SHELTER)], SETTINGS, answers)
    assert (other.wording.demand, other.basis) == (2023, LinkBasis.NEXT)
    assert other.doubtful
    assert links(before, SHELTER, answers=answers | {(0, 2023): True}) == {
        (0, 2023): LinkBasis.CONFIRMED
    }


def test_a_rejected_link_frees_the_recommendation_for_the_next_likely_one() -> None:
    first = "Provide adequate funding to shelters run by NGOs for victims"
    before = known(SHELTER, first)
    free = links(before, SHELTER)
    assert free[0, 2022] is LinkBasis.SURE
    other = links(before, SHELTER, answers={(0, 2022): False})
    assert other[0, 2023] is LinkBasis.NEXT


def test_any_demand_can_be_confirmed_by_hand() -> None:
    assert links(known(SHELTER, INSPECT), LAW, answers={(0, 2022): True}) == {
        (0, 2022): LinkBasis.CONFIRMED
    }


def test_doubtful_links_do_not_count() -> None:
    before = known(REFER, SHELTER)
    found = propose_links(before, 2023, [Asked(WORKERS), Asked(REFER)], SETTINGS)
    assert any(p.doubtful for p in found)
    assert settle_links(found).keys() == {1}


def test_two_confirmed_demands_are_joined() -> None:
    before = known(SHELTER, INSPECT)
    answers = {(0, 2022): True, (0, 2023): True}
    settled = settle_links(propose_links(before, 2023, [Asked(LAW)], SETTINGS, answers))
    assert {settled[0].link.wording.demand, *(p.wording.demand for p in settled[0].joined)} == {
        2022,
        2023,
    }


@pytest.mark.parametrize(
    ("wordings", "kinds"),
    [
        ([(2022, SHELTER)], ["new"]),
        ([(2022, SHELTER), (2024, SHELTER + ".")], ["new", "repeated"]),
        ([(2022, SHELTER), (2023, INSPECT), (2024, SHELTER)], ["new", "reworded", "reworded"]),
        # Two parts in one year, one of which keeps its words.
        ([(2022, SHELTER), (2023, SHELTER), (2023, LAW)], ["new", "repeated", "reworded"]),
    ],
)
def test_each_wording_continues_the_year_before(
    wordings: list[tuple[int, str]], kinds: list[str]
) -> None:
    assert name_continuations(wordings, SETTINGS.thresholds) == tuple(map(ContinuationKind, kinds))


TEXTS = st.sampled_from([SHELTER, INSPECT, REFER, WORKERS, LAW])
ANSWERS = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(2022, 2024)), st.booleans())


@given(st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=4), ANSWERS)
@example([SHELTER, SHELTER, SHELTER], [SHELTER], {(0, 2022): False, (0, 2024): False})
def test_answers_are_kept_and_nothing_is_proposed_twice(
    before: list[str], new: list[str], answers: dict[tuple[int, int], bool]
) -> None:
    found: tuple[LinkProposal, ...] = propose_links(
        known(*before), 2023, [Asked(text) for text in new], SETTINGS, answers
    )
    pairs = [(p.place, p.wording.demand) for p in found]
    assert len(pairs) == len(set(pairs))
    for pair, same in answers.items():
        exists = pair[0] < len(new) and pair[1] - 2022 < len(before)
        assert (pair in pairs) is (same and exists) or not exists
    assert all(
        (p.basis is LinkBasis.CONFIRMED) == (answers.get((p.place, p.wording.demand)) is True)
        for p in found
    )
