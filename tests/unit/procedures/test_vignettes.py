"""Vignettes: the key is computed, answers are compared with it, copied words are found."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from palermo.kernel.answers import Answer
from palermo.kernel.errors import BadValue
from palermo.kernel.texts import Text
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome
from palermo.procedures.vignettes import (
    Vignette,
    VignetteAnswer,
    VignetteKey,
    VignetteScore,
    find_copied_words,
    make_vignette_key,
    score_vignette,
)

PACK = load_pack()
PROCEDURE = PACK.procedures.versions_of("health-contact")[-1]
#: What the text tells: papers are held and the money is taken; nobody is locked in.
HIDDEN = {"papers_held": "yes", "money": "yes", "kept_in": "no", "may_be_child": "no"}


def vignette(said: dict[str, Any] | None = None, **changed: Any) -> Vignette:
    told = {
        "id": "the-tin",
        "procedure": "health-contact",
        "title": {"en": "The tin"},
        "text": {"en": "A tin is in the kitchen."},
        "said": HIDDEN if said is None else said,
        "next": ["danger_now", "threatened"],
        "not_next": ["injuries"],
        "wrong_acts": [{"id": "send_away", "text": {"en": "Send the person away"}}],
    }
    return Vignette.model_validate({**told, **changed})


KEY = make_vignette_key(vignette(), PROCEDURE)


def answer(**given: Any) -> VignetteAnswer:
    return VignetteAnswer.model_validate({"vignette": "the-tin", **given})


def right(key: VignetteKey = KEY, **changed: Any) -> VignetteAnswer:
    perfect = {
        "decision": key.decision,
        "signs": key.signs,
        "next": sorted(key.next),
        "acts": sorted(key.acts),
    }
    return answer(**{**perfect, **changed})


def mistakes(score: VignetteScore) -> dict[str, tuple[str, ...]]:
    """All lists of the score that are not empty."""
    names = (
        "signs_missed", "signs_wrong", "signs_closed", "next_missed", "next_wrong", "acts_missed",
        "acts_wrong",
    )  # fmt: skip
    return {name: getattr(score, name) for name in names if getattr(score, name)}


def test_the_procedure_computes_the_key() -> None:
    assert KEY.decision is Outcome.POSITIVE
    told = {name for name, sign in KEY.signs.items() if sign is Answer.YES}
    assert told == {"sign_papers_held", "sign_money"}
    assert KEY.signs["sign_kept_in"] is Answer.NO
    assert KEY.signs["sign_threatened"] is Answer.UNKNOWN
    assert KEY.hidden == ("sign_papers_held",)
    assert KEY.acts == {duty.id for duty in KEY.indication.duties} != frozenset()


def test_another_fact_makes_another_key() -> None:
    """Without the papers there is no means, and what was not asked stays open."""
    key = make_vignette_key(vignette({**HIDDEN, "papers_held": "no"}), PROCEDURE)
    assert (key.decision, key.hidden) == (Outcome.UNDETERMINED, ())
    forced = make_vignette_key(vignette({**HIDDEN, "kept_in": "yes"}), PROCEDURE)
    assert (forced.decision, forced.hidden) == (Outcome.POSITIVE, ())


def test_what_is_offered_holds_right_and_wrong_in_a_fixed_order() -> None:
    assert set(KEY.offered_questions) == {"danger_now", "threatened", "injuries"}
    assert set(KEY.offered_acts) == {*(duty.id for duty in PROCEDURE.duties), "send_away"}
    again = make_vignette_key(vignette(), PROCEDURE)
    assert again.offered_acts == KEY.offered_acts
    assert KEY.offered_acts != (*(duty.id for duty in PROCEDURE.duties), "send_away")


def test_an_answer_as_the_key_says_passes() -> None:
    score = score_vignette(KEY, right())
    assert mistakes(score) == {}
    assert (score.decision_agrees, score.hidden_found, score.passed) == (True, True, True)


def test_every_kind_of_mistake_is_named() -> None:
    signs = {"sign_money": "yes", "sign_kept_in": "yes", "sign_threatened": "no"}
    acts = [*sorted(KEY.acts)[1:], "send_away"]
    given = answer(decision="negative", signs=signs, next=["threatened", "injuries"], acts=acts)
    score = score_vignette(KEY, given)
    assert mistakes(score) == {
        "signs_missed": ("sign_papers_held",),
        "signs_wrong": ("sign_kept_in",),
        "signs_closed": ("sign_threatened",),
        "next_missed": ("danger_now",),
        "next_wrong": ("injuries",),
        "acts_missed": (sorted(KEY.acts)[0],),
        "acts_wrong": ("send_away",),
    }
    assert (score.hidden_found, score.passed) == (False, False)


@pytest.mark.parametrize(
    ("changed", "passed"),
    [
        ({"decision": "negative"}, False),
        ({"decision": "undetermined"}, False),
        # The decision alone may be a guess: the coercion without force must be found.
        ({"signs": {"sign_money": "yes"}}, False),
        ({"signs": {"sign_papers_held": "yes"}}, True),
        ({"acts": ["send_away"]}, False),
        ({"acts": [*sorted(KEY.acts), "send_away"]}, False),
        # A missed question or act is shown, and does not fail the officer by itself.
        ({"acts": [], "next": []}, True),
    ],
)
def test_what_fails_an_officer(changed: dict[str, Any], passed: bool) -> None:
    assert score_vignette(KEY, right(**changed)).passed is passed


def test_an_act_of_the_procedure_that_is_not_due_is_shown_and_is_no_failure() -> None:
    early = next(duty.id for duty in PROCEDURE.duties if duty.id not in KEY.acts)
    score = score_vignette(KEY, right(acts=[*sorted(KEY.acts), early]))
    assert (score.acts_wrong, score.passed) == ((early,), True)


def test_without_hidden_coercion_the_decision_counts() -> None:
    questions = {q.id: "no" for q in PROCEDURE.questions if q.type == "yes_no" and not q.opening}
    key = make_vignette_key(vignette(questions), PROCEDURE)
    assert key.decision is Outcome.NEGATIVE
    score = score_vignette(key, right(key))
    assert (score.hidden_found, score.passed) == (None, True)
    assert not score_vignette(key, right(key, decision="positive")).passed


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"signs": {"Nigar": "yes"}}, "signs"),
        ({"next": ["papers_held"]}, "next"),
        ({"acts": ["sign_money"]}, "acts"),
    ],
)
def test_what_is_not_offered_is_refused(changed: dict[str, Any], where: str) -> None:
    with pytest.raises(BadValue, match="does not offer") as caught:
        score_vignette(KEY, right(**changed))
    assert caught.value.where == where


@pytest.mark.parametrize(
    "changed", [{"said": {"unheard_of": "yes"}}, {"next": ["unheard_of"]}, {"not_next": ["sign_x"]}]
)
def test_ids_that_the_procedure_does_not_have_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadValue, match="does not have"):
        make_vignette_key(vignette(**changed), PROCEDURE)


def test_a_procedure_that_does_not_decide_has_no_vignettes() -> None:
    shelter = PACK.procedures.versions_of("admit-to-shelter")[-1]
    asked = shelter.questions[0].id
    told = vignette({}, procedure=shelter.id, next=[asked], not_next=[asked])
    with pytest.raises(BadValue, match="does not decide"):
        make_vignette_key(told, shelter)


def test_yes_and_no_without_quotes_are_answers() -> None:
    assert vignette({"papers_held": True, "kept_in": False}).said == {
        "papers_held": "yes",
        "kept_in": "no",
    }


@pytest.mark.parametrize("changed", [{"next": []}, {"not_next": []}, {"wrong_acts": []}])
def test_a_vignette_without_a_wrong_choice_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        vignette(**changed)


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ({"en": "It is said that another person keeps the person's documents in a tin."}, True),
        ({"en": "Another PERSON keeps, the person's!"}, True),
        ({"en": "Another person keeps a tin."}, False),
        # In another language than the rest of the text.
        ({"en": "A tin.", "az": "Deyir: şəxsin sənədləri başqasındadır, vəssalam."}, True),
        ({"en": "A tin.", "az": "Qutu mətbəxdədir."}, False),
    ],
)
def test_the_words_of_a_sign_are_found_in_the_prose(text: dict[str, str], copied: bool) -> None:
    sign = next(i for i in PROCEDURE.indicators if i.id == "sign_papers_held")
    words = {"en": "Another person keeps the person's documents"}
    words["az"] = "Şəxsin sənədləri başqasındadır, vəssalam"
    sign = sign.model_copy(update={"text": Text(words)})
    found = find_copied_words(vignette(text=text), [sign], ("en", "az"))
    assert found == (("sign_papers_held",) if copied else ())
