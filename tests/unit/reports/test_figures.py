"""Zero, not reported and not mentioned; places; money; any text at all; the labelled passages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.kernel.errors import PackProblem
from palermo.packs.yaml_files import load_yaml
from palermo.reports.figures import FigureVocabulary, extract_figures
from tests.shared import needs_shared, passages
from tests.unit.reports.figure_reading import DEMONYMS, ROOT, VOCABULARY, read, silences


def test_zero_not_reported_and_not_mentioned_are_three_things() -> None:
    assert read("Courts did not convict any traffickers.") == {"convictions 0 2021"}
    assert silences("Courts did not convict any traffickers.") == set()
    assert read("The government did not report any convictions.") == set()
    assert silences("The government did not report any convictions.") == {"convictions 2021"}
    assert read("Courts had a busy year.") == silences("Courts had a busy year.") == set()


def test_not_reported_names_every_measure_of_the_series() -> None:
    said = "Authorities did not report any investigations, prosecutions, or convictions in 2020."
    assert silences(said) == {"investigations 2020", "prosecutions 2020", "convictions 2020"}
    assert read(said) == set()


def test_complicit_officials_are_a_part_and_no_total() -> None:
    assert read("No officials were prosecuted for complicity.") == set()


def test_without_an_edition_only_years_of_the_text_count() -> None:
    text = "Police identified 12 victims in 2019. Courts convicted three traffickers."
    figures, _, _ = extract_figures(text, VOCABULARY, country=None, edition=None)
    assert [(f.measure, f.year) for f in figures] == [("victims_identified", 2019)]


@pytest.mark.parametrize(
    ("text", "country", "currency", "value"),
    [
        ("The state spent 1.2 million lari ($387,100) on shelters.", "GEO", "GEL", 1_200_000),
        ("The ministry allocated $40,000 to NGOs.", "GEO", "USD", 40_000),
        ("The government allocated 25 million pesos ($500,000).", "PHL", "PHP", 25_000_000),
        ("The government allocated 25 million pesos.", "COL", "COP", 25_000_000),
        ("It provided EUR 350,000 for services.", "ESP", "EUR", 350_000),
        ("It gave 40 million Kenyan shillings to shelters.", "KEN", "KES", 40_000_000),
    ],
)
def test_money_has_the_currency_of_the_text(
    text: str, country: str, currency: str, value: float
) -> None:
    figures, _, _ = extract_figures(text, VOCABULARY, country=country, edition=2022)
    assert [(f.measure, f.value, f.currency) for f in figures] == [("funding", value, currency)]


def test_quote_is_the_shortest_that_states_the_figure() -> None:
    text = "After long delays, officials identified 37 victims in 2020 (21 in 2019)."
    figures, _, _ = extract_figures(text, VOCABULARY, country="GEO", edition=2021)
    assert [f.quote for f in figures] == ["identified 37 victims in 2020", "21 in 2019"]


def test_nationals_are_told_from_foreigners_by_the_country() -> None:
    text = "Police identified 20 victims: 15 Georgian citizens and five nationals of Peru."
    wanted = {"victims_identified 20 2021", "victims_domestic 15 2021", "victims_foreign 5 2021"}
    assert read(text) == wanted


def test_a_vocabulary_with_a_wrong_key_is_refused(tmp_path: object) -> None:
    text = (ROOT / "countries/base/phrases/figures.yaml").read_text(encoding="utf-8")
    path = ROOT.__class__(str(tmp_path)) / "figures.yaml"
    path.write_text(text.replace("\nunits:", "\nunitz:"), encoding="utf-8")
    with pytest.raises(PackProblem, match="unitz"):
        load_yaml(path, FigureVocabulary)


_PIECES = (
    "12 1,300 2019 2019-2020 one twenty-four hundred no none any all victims cases ( ) , ; . : — "
    "and or but from to against did not identified convicted sentenced years $ € million lari "
    "children females respectively each of the in compared with previous year 5-year %"
)
_WORDS = st.sampled_from(sorted(set(_PIECES.split())))


@settings(max_examples=300)
@given(st.lists(_WORDS, max_size=60).map(" ".join) | st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    figures, aside, unreported = extract_figures(
        text, VOCABULARY, country="GEO", edition=2022, demonyms=DEMONYMS
    )
    for found in (*figures, *aside, *unreported):
        assert found.span.of(text) == found.quote


@pytest.mark.parametrize(
    "piece",
    ["(", "one ", "12, ", "$1 (", "1,", "5—", "2019 and ", "any ", "hundred and ", "a", "-", ";("],
)
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    short, long = (_seconds(piece * (size // len(piece))) for size in (30_000, 120_000))
    # Four times the text, so about four times the time; sixteen would be quadratic.
    assert long < 10 * short + 0.2


def _seconds(text: str) -> float:
    tries = []
    for _ in range(2):
        start = time.process_time()
        extract_figures(text, VOCABULARY, country="GEO", edition=2022)
        tries.append(time.process_time() - start)
    return min(tries)


@needs_shared
def test_labelled_passages_are_read() -> None:
    right = wrong = 0
    for passage in passages():
        figures, _, _ = extract_figures(
            passage["text"],
            VOCABULARY,
            country=passage["country"],
            edition=passage["year"],
            demonyms={"Azerbaijani": "AZE", "Kazakhstani": "KAZ", "Turkish": "TUR"},
        )
        gold = {(f["measure"], f["value"], f["year"]) for f in passage["gold"]["figures"]}
        seen = {(f.measure, f.value, f.year) for f in figures}
        right += 2 * len(gold & seen)
        wrong += len(gold ^ seen)
    assert right / (right + wrong) >= 0.97


@pytest.mark.parametrize(
    ("passage", "measures"),
    [
        ("Police identified 31 victims. They did not report how many were children or foreign "
         "nationals.", {"victims_child", "victims_foreign"}),
        ("The ministry did not report the number of child victims identified.", {"victims_child"}),
        ("The ministry did not report the number of victims identified.", {"victims_identified"}),
        ("The ministry did not provide data on male victims or victims of forced labor.",
         {"victims_male", "victims_labor_trafficking"}),
        ("Courts convicted 31 traffickers. They did not report how many were women.", set()),
        ("Police identified 31 victims. They did not report investigations of foreign recruiters.",
         {"investigations"}),
    ],
)  # fmt: skip
def test_groups_of_victims_not_reported_are_named_as_such(passage: str, measures: set[str]) -> None:
    assert {silent.split()[0] for silent in silences(passage)} == measures
