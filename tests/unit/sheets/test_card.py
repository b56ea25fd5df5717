"""A card is one side of A5 in every language, and holds every question and every duty."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from palermo.cli.main import main
from palermo.packs.load import load_pack
from palermo.procedures.shapes import Procedure
from palermo.sheets.paper_form import form_data, paper_form
from palermo.sheets.typst_pdf import to_pdf

PACK = load_pack("aze")
CARDS = [p for p in PACK.procedures.versions if p.form == "card"]
CASES = [(card, language) for card in CARDS for language in PACK.languages]
IDS = [f"{card.id}-{language}" for card, language in CASES]
#: Points of A5, upright.
A5 = (419.53, 595.28)
#: What an officer can fill in within two minutes; the person's own choice is one of them.
MOST_QUESTIONS = 8


def _read(pdf: bytes) -> tuple[int, tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    width, height = document[0].get_size()
    return len(document), (round(width, 2), round(height, 2))


@pytest.mark.parametrize(("card", "language"), CASES, ids=IDS)
def test_a_card_is_one_side_of_a5(card: Procedure, language: str) -> None:
    assert _read(paper_form(card, PACK, language)) == (1, A5)
    assert len(card.questions) <= MOST_QUESTIONS


def test_there_is_a_card_for_everyone_who_may_be_met_first() -> None:
    assert {card.people for card in CARDS} == {"everybody"}
    places = {place for card in CARDS for place in card.settings}
    assert {"street", "border", "police", "hospital", "registration", "workplace"} <= places


def test_a_card_names_questions_by_their_numbers() -> None:
    (card,) = CARDS
    data = form_data(card, PACK, "en")
    numbers = {q["id"]: q["number"] for q in data["questions"]}
    when = {duty["id"]: duty["when"] for duty in data["duties"]}
    assert when["rescue"] == f"{numbers['danger_now']}"
    assert when["second_contact"] == f"{numbers['agrees']}"
    said = {str(numbers[name]) for name in ("held_back", "threatened", "debt")}
    (signs,) = data["decision"]["dimensions"][0]["signs"]
    assert said <= set(signs["said"])


def test_a_card_asks_about_now_and_then() -> None:
    """There is no time to ask whether the person has left, so that one wording fits both."""
    (card,) = CARDS
    asked = [
        q for q in card.questions if not q.noted and not {"danger", "agreement"} & set(q.about)
    ]
    assert {q.id for q in asked} == {"held_back", "money_taken", "threatened", "debt"}
    assert all(q.text.english.startswith(("Has ", "Have ")) for q in asked)


def test_a_card_has_the_number_to_call_and_room_for_who_comes() -> None:
    (card,) = CARDS
    page = pypdfium2.PdfDocument(paper_form(card, PACK, "en"))[0]
    found = " ".join(page.get_textpage().get_text_bounded().split())
    paper = PACK.speech.paper
    numbers = [service.number for service in PACK.services if service.number]
    assert numbers
    for said in (*numbers, *(paper[n].english for n in ("called", "no_talk_expected", "declined"))):
        assert said in found


def test_letters_shrink_until_a_longer_card_fits() -> None:
    (card,) = CARDS
    data = form_data(card, PACK, "ru")
    longer = json.loads(json.dumps(data))
    for duty in longer["duties"]:
        duty["text"] += " " + duty["text"][: len(duty["text"]) // 2]
    assert _read(to_pdf("card", longer)) == (1, A5)


def test_cards_come_first_in_every_list() -> None:
    first = PACK.procedures.ids[: len({card.id for card in CARDS})]
    assert set(first) == {card.id for card in CARDS}


def test_the_terminal_writes_a_card(tmp_path: Path) -> None:
    out = tmp_path / "card.pdf"
    asked = ["form", "first-line-card", "--country", "aze", "--lang", "az", "--out", str(out)]
    result = CliRunner().invoke(main, [*asked, "--on", "2026-12-01"])
    assert result.exit_code == 0, result.output
    assert _read(out.read_bytes()) == (1, A5)
