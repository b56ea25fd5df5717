"""The vignettes that we ship: enough of each kind, in three languages, told and not copied."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from palermo.kernel.errors import PackProblem
from palermo.packs.load import load_pack
from palermo.packs.places import find_countries
from palermo.procedures.decide import Outcome
from palermo.procedures.vignettes import Vignette, find_copied_words, make_vignette_key
from palermo.saying.vignette_texts import newest_procedure

PACK = load_pack()
VIGNETTES = PACK.vignettes
IDS = [vignette.id for vignette in VIGNETTES]
LANGUAGES = ("en", "az", "ru")
KEYS = {v.id: make_vignette_key(v, newest_procedure(v, PACK)) for v in VIGNETTES}


def test_there_are_enough_and_many_show_coercion_without_force() -> None:
    assert len(VIGNETTES) >= 24
    hidden = [key for key in KEYS.values() if key.hidden]
    assert len(hidden) >= 0.4 * len(KEYS)


def test_not_every_vignette_shows_trafficking() -> None:
    """An officer who always answers positive fails often, and open cases occur."""
    decisions = Counter(key.decision for key in KEYS.values())
    assert decisions[Outcome.POSITIVE] >= len(KEYS) / 3
    assert decisions[Outcome.NEGATIVE] >= len(KEYS) / 4
    assert decisions[Outcome.UNDETERMINED] >= 2


def test_they_are_spread_over_the_procedures() -> None:
    trained = Counter(vignette.procedure for vignette in VIGNETTES)
    assert len(trained) >= 16
    assert max(trained.values()) <= 3


@pytest.mark.parametrize("name", IDS)
def test_the_key_leaves_something_to_be_found_out(name: str) -> None:
    """Some answers are known, the questions to ask are not answered, and some acts are wrong."""
    key = KEYS[name]
    vignette = key.vignette
    assert vignette.said
    assert not key.next & set(vignette.not_next)
    assert not key.next & set(vignette.said), "it asks what was told"
    assert key.acts
    assert set(key.offered_acts) - key.acts


@pytest.mark.parametrize("name", IDS)
def test_every_text_is_in_three_languages(name: str) -> None:
    vignette = KEYS[name].vignette
    for text in (vignette.title, vignette.text, *(act.text for act in vignette.wrong_acts)):
        said = [text.in_every_language().get(code, "") for code in LANGUAGES]
        assert all(said)
        assert len(set(said)) == len(LANGUAGES), "a language repeats another"
    # The same facts in each language: the same number of figures.
    figures = {code: re.findall(r"\d+", vignette.text.in_language(code)) for code in LANGUAGES}
    assert figures["az"] == figures["ru"]


@pytest.mark.parametrize("name", IDS)
def test_the_prose_tells_and_does_not_repeat_the_form(name: str) -> None:
    vignette = KEYS[name].vignette
    assert 80 <= len(str(vignette.text).split()) <= 150
    procedure = newest_procedure(vignette, PACK)
    assert find_copied_words(vignette, procedure.indicators, LANGUAGES) == ()
    # Nor the words of its questions.
    sign = procedure.indicators[0]
    for question in procedure.questions:
        asked = sign.model_copy(update={"text": question.ask or question.text})
        assert question.opening or find_copied_words(vignette, [asked], LANGUAGES) == (), (
            question.id
        )


def _changed(folder: Path, old: str, new: str) -> Path:
    """The packs with one vignette changed."""
    root = folder / "countries"
    shutil.copytree(find_countries(), root)
    file = root / "base" / "vignettes" / "the-burned-hand.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("said: {", 'said: {unheard_of: "yes", ', "does not have: unheard_of"),
        ("procedure: health-contact", "procedure: nothing", "no procedure 'nothing'"),
        ("procedure: health-contact", "procedure: admit-to-shelter", "admit-to-shelter"),
        (
            "He is kind, she says",
            "Someone stops the person from leaving the place, she says",
            "words of the form for sign_kept_in",
        ),
        ("id: the-burned-hand", "id: the-house-rules", "stands here twice"),
        ("not_next: [others_sex]", "not_next: []", "not_next"),
    ],
)
def test_a_pack_with_a_wrong_vignette_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    root = _changed(tmp_path, old, new)
    with pytest.raises(PackProblem) as caught:
        load_pack(root=root)
    assert any(said in problem for problem in str(caught.value).splitlines()), str(caught.value)


def test_a_text_too_short_or_too_long_is_refused(tmp_path: Path) -> None:
    root = _changed(tmp_path, 'text: "Roya', 'text: "' + "word " * 120 + "Roya")
    with pytest.raises(PackProblem, match="write 60 to 220"):
        load_pack(root=root)


def test_every_vignette_is_found_by_its_id() -> None:
    assert sorted(set(IDS)) == IDS
    assert all(isinstance(PACK.vignette(name), Vignette) for name in IDS)
