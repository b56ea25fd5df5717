"""The shipped method and thresholds keep the accuracy measured on the labelled series."""

from __future__ import annotations

from benchmarks.matching import count_doubts, editions, labelled, measure, method_of, total
from palermo.packs.load import load_pack
from palermo.reports.linking import follow_recommendations
from tests.shared import needs_shared

SETTINGS = load_pack().linking


class _Asks:
    def __init__(self, text: str) -> None:
        self.text = text


@needs_shared
def test_links_of_the_labelled_series_are_found_as_the_decision_says() -> None:
    method = method_of(SETTINGS)
    found = total([measure(c, method(c.earlier, c.later), SETTINGS.thresholds) for c in labelled()])
    assert found.labelled == 141
    assert found.precision >= 0.97
    assert found.recall >= 0.90
    assert found.kinds_right / found.kinds >= 0.94


@needs_shared
def test_shelter_money_is_followed_through_the_years_that_did_not_ask_it() -> None:
    texts = editions()
    years = [(y, [_Asks(t) for t in texts[str(y)]]) for y in range(2017, 2026)]
    followed = {asked.places: asked for asked in follow_recommendations(years, SETTINGS)}
    shelters = followed[((2017, 1), (2020, 3), (2022, 2))]
    assert shelters.times == 3
    assert shelters.gaps([y for y, _ in years]) == (2018, 2019, 2021)
    assert max(asked.times for asked in followed.values()) == len(years)


@needs_shared
def test_no_wrong_link_is_made_without_a_question_and_few_questions_are_asked() -> None:
    cases = labelled()
    doubts = count_doubts(cases, SETTINGS)
    assert doubts.sure_wrong == 0
    assert doubts.sure >= 100
    assert doubts.questions <= 1.5 * len(cases)
    assert doubts.unseen <= 6
