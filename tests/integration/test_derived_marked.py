"""What Palermo derived from a source is called so, at every door, in every language.

It is neither looked up in these words nor merely unverified: the reader must know whose it is.
"""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.translation import override

from palermo.accounts.rights import Role
from palermo.cli.main import main
from palermo.kernel.sources import Certainty
from palermo.packs.load import load_pack
from palermo.saying.procedure_texts import procedure_text
from palermo.sheets.print_header import SourceList, paper_words
from palermo.web.templatetags.palermo_web import source_mark
from tests.visits import add_user

BACKEND = "django.contrib.auth.backends.ModelBackend"
PACK = load_pack("aze")
ON = date(2026, 12, 1)
CARD = PACK.procedure("first-line-card", ON)
DERIVED = PACK.speech.headings["derived"]
UNVERIFIED = PACK.speech.headings["unverified"]
TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "palermo" / "web" / "templates"
#: Evidence of the checklist is verified by a second person, or not: nothing is derived there.
BY_PERSONS = {"e.verified"}


def test_the_card_is_an_example() -> None:
    assert CARD.source.certainty is Certainty.DERIVED


@pytest.mark.parametrize("language", PACK.languages)
def test_the_mark_of_a_page(language: str) -> None:
    with override(language):
        marks = {certainty: source_mark("A source", certainty) for certainty in Certainty}
    assert len(set(marks.values())) == 3
    assert "mark-source-derived" in marks[Certainty.DERIVED]
    assert DERIVED.in_language(language) in marks[Certainty.DERIVED]


def test_every_mark_of_a_page_is_told_the_certainty() -> None:
    """A yes or no would make what was derived unverified."""
    told = {
        argument
        for path in TEMPLATES.rglob("*.html")
        for argument in re.findall(
            r"{% (?:source_mark|rule_source) \S+ (\S+) %}", path.read_text("utf-8")
        )
    }
    assert {argument for argument in told if not argument.endswith("certainty")} == BY_PERSONS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "said"),
    [(Role.OFFICER, "Palermo's own rule"), (Role.COORDINATOR, DERIVED.english)],
)
def test_a_page_says_it(role: Role, said: str) -> None:
    """Who follows a rule reads in a few words whose it is; who adopts it, what it comes from."""
    client = Client()
    add_user(username="person", role=role)
    client.force_login(get_user_model().objects.get(username="person"), BACKEND)
    page = html.unescape(client.get(f"/procedures/{CARD.id}/").content.decode())
    assert [words for words in ("Palermo's own rule", DERIVED.english) if words in page] == [said]
    answer = client.get(f"/api/v1/procedures/{CARD.id}").json()
    assert answer["source"]["certainty"] == "derived"


@pytest.mark.parametrize("language", PACK.languages)
def test_the_terminal_says_it(language: str, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text("{}", encoding="utf-8")
    asked = ["explain", CARD.id, "--answers", str(answers), "--lang", language, "--on", str(ON)]
    result = CliRunner().invoke(main, [*asked, "--country", "aze"])
    assert result.exit_code == 0, result.output
    assert DERIVED.in_language(language) in result.output
    assert UNVERIFIED.in_language(language) not in result.output


def test_results_for_programs_say_it(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text("{}", encoding="utf-8")
    asked = ["explain", CARD.id, "--answers", str(answers), "--format", "json", "--on", str(ON)]
    result = CliRunner().invoke(main, [*asked, "--country", "aze"])
    assert '"source_certainty": "derived"' in result.output


@pytest.mark.parametrize("language", PACK.languages)
def test_paper_says_it(language: str) -> None:
    sources = SourceList(paper_words(PACK, language), adopts=False)
    for duty in procedure_text(CARD, PACK, language).duties:
        sources.mark(duty.source)
    said = {source.certainty for source in sources.listed()}
    assert DERIVED.in_language(language) in said
