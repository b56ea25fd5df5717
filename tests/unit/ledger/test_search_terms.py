"""Spellings as one, stems by language, and the words of a text with their places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.ledger.search.spelling import list_start_spellings, unify_spelling
from palermo.ledger.search.terms import has_many_endings, split_terms, stem_english

BRITISH_AND_AMERICAN = """
    labour labor · labourers laborers · harbouring harboring · honourable honorable
    neighbouring neighboring · behaviours behaviors · favoured favored · misdemeanour misdemeanor
    organisation organization · organiser organizer · criminalise criminalize · penalised penalized
    victimisation victimization · recognising recognizing · analyse analyze · paralysed paralyzed
    prioritises prioritizes · authorisations authorizations · stabilising stabilizing
    centre center · centres centers · centred centered · theatre theater · kilometres kilometers
    defence defense · defences defenses · offence offense · pretence pretense · licence license
    licencing licensing · practise practice · practising practicing · malpractise malpractice
    programme program · programmes programs · kilogramme kilogram
    travelling traveling · traveller traveler · labelled labeled · counselling counseling
    counsellor counselor · councillors councilors · cancelled canceled · modelling modeling
    enrolment enrollment · enrol enroll · fulfil fulfill · fulfilment fulfillment
    instalments installments · skilful skillful · wilful willful
    judgement judgment · acknowledgement acknowledgment · ageing aging · artefact artifact
    catalogue catalog · cataloguing cataloging · dialogue dialog · enquiry inquiry · gaol jail
    sceptical skeptical · grey gray · plough plow · moulded molded · draughts drafts
    paediatrician pediatrician · gynaecologist gynecologist · anaemia anemia · foetus fetus
    encyclopaedia encyclopedia · manoeuvres maneuvers · diarrhoea diarrhea · haemorrhage hemorrhage
    benefitted benefited · focussing focusing · kidnapper kidnaper · worshipped worshiped
"""
DIFFERENT = """
    four for · prize price · labour laboratory · here her · science licence · organ organise
    police policy · tour tor · metre metric · programme programmer · license lice · grey great
"""


def _pairs(text: str) -> list[tuple[str, str]]:
    words = text.replace("·", " ").split()
    return list(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize(("british", "american"), _pairs(BRITISH_AND_AMERICAN))
def test_british_and_american_spellings_are_one(british: str, american: str) -> None:
    assert stem_english(unify_spelling(british)) == stem_english(unify_spelling(american))


@pytest.mark.parametrize(("one", "other"), _pairs(DIFFERENT))
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stem_english(unify_spelling(one)) != stem_english(unify_spelling(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("supervise", "supervision"),
        ("identify", "identification"),
        ("trafficking", "traffickers"),
        ("prosecuted", "prosecutions"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert split_terms(one)[0].stem == split_terms(other)[0].stem


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("labou", "labourers"),
        ("labour", "laborers"),
        ("centr", "centre"),
        ("centr", "central"),
        ("center", "centres"),
        ("defenc", "defences"),
        ("defens", "defences"),
        ("programm", "programmes"),
        ("programm", "programming"),
        ("organiz", "organisation"),
        ("organiza", "organisation"),
        ("organisa", "organization"),
        ("analyz", "analysing"),
    ],
)
def test_the_beginning_of_either_spelling_is_enough(typed: str, written: str) -> None:
    assert any(unify_spelling(written).startswith(start) for start in list_start_spellings(typed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sığınacaq açıldı.", True),
        ("DAXİLİ İŞLƏR NAZİRLİYİ", True),
        ("İnsan alverinə qarşı mübarizə haqqında qanun", True),
        ("The shelter in Şəki was opened by the Ministry of Labour.", False),
        ("The shelter was opened.", False),
        ("Приют открыт в Шеки", False),
        ("Приют Şəki", True),
        ("", False),
    ],
)
def test_languages_with_many_endings_are_recognised(text: str, expected: bool) -> None:
    assert has_many_endings(text) is expected


def test_words_of_such_a_language_stay_whole() -> None:
    assert [t.stem for t in split_terms("Sığınacağın 12 işçisi")] == [
        "_siginacagin",
        "12",
        "_iscisi",
    ]
    assert [t.stem for t in split_terms("Milli Koordinator", "az")] == ["_milli", "_koordinator"]
    assert [t.stem for t in split_terms("Sığınacağın işçisi", "en")] == ["siginacagin", "iscisi"]


def test_russian_is_stemmed_with_its_own_letters() -> None:
    stems = [t.stem for t in split_terms("трудовой трудовая ТРУДОВЫЕ ещё еще трудово\u0438\u0306")]
    assert stems == ["трудов", "трудов", "трудов", "ещ", "ещ", "трудов"]


def test_places_are_those_of_the_written_word() -> None:
    text = "Re-integration of the victim’s traf\u00adficking case, cafe\u0301!"
    found = {t.word: text[t.start : t.end] for t in split_terms(text)}
    assert found == {
        "reintegration": "Re-integration",
        "of": "of",
        "the": "the",
        "victim": "victim’s",
        "trafficking": "traf\u00adficking",
        "case": "case",
        "cafe": "cafe\u0301",
    }


@settings(deadline=None)
@given(st.text())
def test_terms_hold_letters_and_digits_only_and_follow_one_another(text: str) -> None:
    end = 0
    for term in split_terms(text):
        assert term.word.isalnum()
        assert term.stem.removeprefix("_").isalnum()
        assert end <= term.start < term.end <= len(text)
        end = term.end
