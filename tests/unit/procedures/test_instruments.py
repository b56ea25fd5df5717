"""Published instruments: the meaning of their figures, and how they run with a wording."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from palermo.kernel.sources import Certainty
from palermo.packs.load import load_pack
from palermo.packs.pack import Pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.instruments import Instrument, PublishedShare, compute_meaning
from palermo.procedures.lint import LintContext, check_procedure
from palermo.procedures.obligations import list_duties
from palermo.procedures.practice import has_practice_cases
from palermo.procedures.shapes import Procedure
from tests.wordings import write_wording

PACK = load_pack()


def _studies(instrument: str) -> list[tuple[float, float] | None]:
    found = (compute_meaning(s) for s in PACK.instrument(instrument).studies)
    return [(round(m.of_positive, 1), round(100 - m.of_negative, 1)) if m else None for m in found]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The common pack of an office that loaded wordings of all shapes."""
    folder = tmp_path_factory.mktemp("wordings")
    for name, items in {"qyit": 4, "child-sex-trafficking": 6, "ahtst": 8, "m-ahtst": 3}.items():
        write_wording(folder, name, items)
    return load_pack(wordings=folder)


def _run(pack: Pack, name: str) -> Procedure:
    found = pack.procedures.version(name, 1)
    assert found is not None
    return found


def test_predictive_values_are_those_worked_out_from_the_published_figures() -> None:
    assert _studies("qyit") == [(26.3, 98.3)]
    assert _studies("ahtst-refugees") == [(27.7, 97.9)]
    assert [m and m[0] for m in _studies("raft")] == [3.7, 3.5]
    # The last study itself prints 20.2 and 96.1.
    assert _studies("child-sex-trafficking") == [None, None, (19.9, 96.7), (20.2, 96.1)]


def test_the_rarer_trafficking_is_the_less_a_positive_screen_says() -> None:
    (study,) = PACK.instrument("qyit").studies
    found = compute_meaning(study)
    assert found is not None
    assert round(found.of_positive_where_rare) == 7


def test_what_rests_on_an_unverified_figure_is_unverified() -> None:
    assert {
        m.certainty
        for s in PACK.instrument("raft").studies
        if (m := compute_meaning(s)) is not None
    } == {Certainty.UNVERIFIED}
    (study,) = PACK.instrument("qyit").studies
    found = compute_meaning(study)
    assert found is not None
    assert found.certainty is Certainty.DERIVED


@pytest.mark.parametrize(
    ("name", "yes", "no", "outcome"),
    [
        ("qyit", 0, 4, Outcome.NEGATIVE),
        ("qyit", 1, 3, Outcome.POSITIVE),
        ("qyit", 0, 3, Outcome.UNDETERMINED),
        ("child-sex-trafficking", 1, 5, Outcome.NEGATIVE),
        ("child-sex-trafficking", 1, 4, Outcome.UNDETERMINED),
        ("child-sex-trafficking", 2, 0, Outcome.POSITIVE),
        ("child-sex-trafficking", 0, 5, Outcome.NEGATIVE),
        ("child-sex-trafficking", 0, 0, Outcome.UNDETERMINED),
    ],
)
def test_the_cut_off_is_reached_or_not_or_could_still_be(
    loaded: Pack, name: str, yes: int, no: int, outcome: Outcome
) -> None:
    procedure = _run(loaded, name)
    told = ["yes"] * yes + ["no"] * no
    answers = {f"item_{n}": code for n, code in enumerate(told, 1)}
    assert run_procedure(procedure, answers).outcome is outcome


@pytest.mark.parametrize("name", ["ahtst", "m-ahtst"])
def test_without_a_confirmed_cut_off_there_is_never_an_outcome(loaded: Pack, name: str) -> None:
    procedure = _run(loaded, name)
    everything = {q.id: "yes" for q in procedure.questions}
    for answers in ({}, everything):
        found = run_procedure(procedure, answers)
        assert found.outcome is None
        assert {d.id for d in found.duties} == {"offer", "judge"}
    (counted,) = run_procedure(procedure, everything).dimensions[0].counts.values()
    assert counted.yes == len(procedure.questions)


def test_help_is_offered_whatever_the_outcome_and_a_positive_screen_is_a_referral(
    loaded: Pack,
) -> None:
    procedure = _run(loaded, "qyit")
    none = {f"item_{n}": "no" for n in range(1, 5)}
    duties = {d.id for d in run_procedure(procedure, {"item_1": "yes"}).duties}
    assert duties == {"offer", "refer"}
    assert {d.id for d in run_procedure(procedure, none).duties} == {"offer", "doubt"}
    # The officer decides upwards: the referral follows. Downwards removes nothing.
    assert "refer" in {d.id for d in list_duties(procedure, none, Outcome.POSITIVE)}
    assert "refer" in {d.id for d in list_duties(procedure, {"item_1": "yes"}, Outcome.NEGATIVE)}


def test_an_instrument_passes_every_check_of_procedures(loaded: Pack) -> None:
    around = LintContext({"child-pathway"}, loaded.languages)
    for name in ("qyit", "child-sex-trafficking", "ahtst", "m-ahtst"):
        assert check_procedure(_run(loaded, name), around) == ()


def test_counting_answers_is_nothing_to_practise(loaded: Pack) -> None:
    assert not has_practice_cases(_run(loaded, "qyit"))


def test_who_may_be_under_18_goes_to_the_pathway_for_children(loaded: Pack) -> None:
    assert _run(loaded, "qyit").child_procedure == "child-pathway"
    assert _run(loaded, "child-sex-trafficking").people == "children"


def test_a_share_outside_its_interval_and_a_cut_off_above_all_items_are_refused() -> None:
    with pytest.raises(ValidationError, match="outside its interval"):
        PublishedShare(percent=40, low=50, high=60, certainty=Certainty.VERIFIED)
    with pytest.raises(ValidationError, match="low and a high end"):
        PublishedShare(percent=40, low=30, certainty=Certainty.VERIFIED)
    facts = PACK.instrument("qyit").model_dump()
    cut_off = {"at_least": 2, "source": {"title": "x"}}
    with pytest.raises(ValidationError, match="higher than the number of items"):
        Instrument.model_validate({**facts, "items": 1, "cut_off": cut_off})
