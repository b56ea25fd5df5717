"""Procedures on paper: every word appears in every language; data is never markup."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from click.testing import CliRunner

from palermo.cli.main import main
from palermo.conditions.nodes import All, Equals
from palermo.kernel.sources import Certainty
from palermo.kernel.texts import Text
from palermo.packs.load import load_pack
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.sheets.act import act_docx, act_pdf, build_act
from palermo.sheets.flow_picture import draw_flow_pages
from palermo.sheets.paper_form import form_data, paper_form
from palermo.sheets.typst_pdf import to_pdf
from tests.wordings import write_wording

PACK = load_pack("aze")
NEWEST = [PACK.procedures.versions_of(name)[-1] for name in PACK.procedures.ids]
#: Earlier versions in one language: the same code writes them.
CASES = [
    (p, language)
    for p in PACK.procedures.versions
    for language in (PACK.languages if p in NEWEST else ("en",))
]
IDS = [f"{p.id}-{p.version}-{language}" for p, language in CASES]
WORK = PACK.procedure("screen-adult-labour", date(2026, 11, 1))
REFERRAL = PACK.procedure("refer-victim", date(2026, 11, 1))


def _letters(text: str) -> str:
    """Letters only: a PDF breaks lines, hyphenates and uses ligatures."""
    joined = text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff").replace("ﬃ", "ffi")
    return re.sub(r"[\W_]+", "", joined)


def _read(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return _letters("".join(page.get_textpage().get_text_bounded() for page in document))


def _said(procedure: Procedure, language: str) -> list[str]:
    texts = [procedure.title, procedure.purpose]
    texts += [part.text for part in (*procedure.before, *procedure.never, *procedure.duties)]
    texts += [d.text for d in procedure.dimensions]
    texts += [label.text for label in procedure.decision.labels] if procedure.decision else []
    texts += [i.doubt for i in procedure.indicators if i.doubt]
    for question in procedure.questions:
        texts += [question.text, *([question.ask] if question.ask else [])]
        texts += question.for_children.values()
        texts += [choice.text for choice in question.choices]
    return [text.in_language(language) for text in texts]


@pytest.mark.parametrize(("procedure", "language"), CASES, ids=IDS)
def test_the_form_on_paper_holds_every_word_of_the_procedure(
    procedure: Procedure, language: str
) -> None:
    found = _read(paper_form(procedure, PACK, language))
    lost = [text for text in _said(procedure, language) if _letters(text) not in found]
    assert lost == []
    assert PACK.fingerprint[:8] in found


@pytest.mark.parametrize(("procedure", "language"), CASES, ids=IDS)
def test_the_two_files_of_the_act_hold_the_same_words(procedure: Procedure, language: str) -> None:
    pdf = _read(act_pdf(procedure, PACK, language))
    document = docx.Document(io.BytesIO(act_docx(procedure, PACK, language)))
    words = [p.text for p in document.paragraphs]
    words += [c.text for t in document.tables for row in t.rows for c in row.cells]
    written = _letters("".join(words))
    for text in _said(procedure, language):
        assert _letters(text) in pdf
        assert _letters(text) in written
    for article in build_act(procedure, PACK, language).articles:
        for paragraph in article.paragraphs:
            assert _letters(paragraph) in pdf
            assert _letters(paragraph) in written


def test_the_form_has_boxes_for_each_answer_and_none_for_a_name() -> None:
    data = form_data(REFERRAL, PACK, "en")
    assert data["questions"][0]["boxes"] == ["yes", "no"]
    assert data["questions"][0]["missing"] == ["does not know", "prefers not to say"]
    assert data["words"]["no_name"] in data["words"].values()
    assert [q["id"] for q in data["questions"]] == [q.id for q in REFERRAL.questions]
    assert data["duties"][0]["more"]["within"] == "within 24 hours"


def test_signs_are_counted_by_the_numbers_of_their_questions() -> None:
    data = form_data(WORK, PACK, "en")
    number = {q["id"]: f"{q['number']}" for q in data["questions"]}
    deceived = data["decision"]["dimensions"][0]
    assert deceived["signs"] == [
        {"strength": "strong", "said": [number["DR01"]]},
        {"strength": "medium", "said": [number[f"DR{n:02}"] for n in range(2, 10)]},
        {"strength": "weak", "said": [number["DR10"]]},
    ]
    # The weights were read at a third party, which is told to those who adopt the rule.
    named = {s["number"]: s["text"] for s in data["sources"]}
    assert "ILO" in named[deceived["signs_mark"]]
    act = "\n".join(p for a in build_act(WORK, PACK, "en").articles for p in a.paragraphs)
    assert re.search(r"\[\d+\*\] ILO .*third party", act)
    assert [d["sign"] for d in data["decision"]["doubts"]] == [
        number[name] for name in ("CR01", "RV13", "RV14", "CD04")
    ]


def test_a_sign_that_is_more_than_a_yes_is_said_in_words() -> None:
    sign = REFERRAL.indicators[0]
    both = All((Equals("grounds", "yes"), Equals("danger_now", "no")))
    changed = REFERRAL.model_copy(update={"indicators": (sign.model_copy(update={"when": both}),)})
    (dimension,) = form_data(changed, PACK, "en")["decision"]["dimensions"]
    said = f"{sign.text.in_language('en')} ({PACK.speech.say(both, changed, 'en')})"
    assert dimension["signs"] == [{"strength": "without weight", "said": [said]}]


def test_labels_stand_in_their_order_with_the_word_that_the_first_counts() -> None:
    procedure = PACK.procedure("identify-victim", date(2026, 11, 1))
    (decision,) = (
        a for a in build_act(procedure, PACK, "en").articles if a.heading == "What it indicates"
    )
    first = decision.paragraphs.index(PACK.speech.paper["labels"].in_language("en"))
    assert procedure.decision is not None
    labels = [label.text.in_language("en") for label in procedure.decision.labels]
    for said, label in zip(decision.paragraphs[first + 1 :], labels, strict=False):
        assert said.startswith(f"“{label}”: ")
    shown = form_data(procedure, PACK, "en")["decision"]["labels"]
    assert [label["text"] for label in shown] == labels


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The pack of an office that loaded the wordings of two instruments."""
    folder = tmp_path_factory.mktemp("wordings")
    write_wording(folder, "qyit", 4)
    write_wording(folder, "ahtst", 8)
    return load_pack("aze", wordings=folder)


@pytest.mark.parametrize("language", PACK.languages)
@pytest.mark.parametrize("name", ["qyit", "ahtst"])
def test_an_instrument_on_paper_points_to_a_referral_and_never_to_a_status(
    loaded: Pack, name: str, language: str
) -> None:
    pack = loaded
    procedure = pack.procedure(name, date(2026, 11, 1))
    for pdf in (paper_form(procedure, pack, language), act_pdf(procedure, pack, language)):
        found = _read(pdf)
        assert _letters(pack.speech.paper["outcome_rule"].in_language(language)) not in found
        for word, fits in (("rule", procedure.decision), ("judged", not procedure.decision)):
            assert (_letters(pack.speech.instruments[word].in_language(language)) in found) == bool(
                fits
            )
    outcomes = form_data(procedure, pack, language)["decision"]["outcomes"]
    assert outcomes == [
        t.in_language(language) for t in pack.speech.outcomes_of(procedure).values()
    ]


def test_a_source_that_nobody_looked_up_is_marked_for_those_who_adopt_the_rule() -> None:
    certainties = {d.source.certainty for d in WORK.duties if d.source}
    assert set(Certainty) == certainties
    sources = _listed_sources(WORK)
    assert {mark for mark, _ in sources} == {"", "*"}
    assert all((mark == "*") is (said != "source verified") for mark, said in sources)
    # An officer follows the rule: a form marks only what Palermo derived itself.
    marked = [s for s in form_data(WORK, PACK, "en")["sources"] if s["certainty"]]
    assert {s["certainty"] for s in marked} == {"derived by Palermo from the named sources"}
    assert all(s["number"].endswith("*") for s in marked)


def _listed_sources(procedure: Procedure) -> list[tuple[str, str]]:
    """The mark and the certainty of each source that an act lists at its end."""
    text = "\n".join(p for a in build_act(procedure, PACK, "en").articles for p in a.paragraphs)
    return re.findall(r"^\[\d+(\*?)\] .* \(([^()]+)\)$", text, re.MULTILINE)


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    odd = 'Ə #panic() *x* _y_ $1 + 2$ ] } \\ "<a> @b `c` // d'
    strange = REFERRAL.model_copy(update={"title": Text({"en": odd})})
    for pdf in (paper_form(strange, PACK, "en"), act_pdf(strange, PACK, "en")):
        assert _letters(odd) in _read(pdf)


def test_the_same_procedure_gives_the_same_file_which_a_screen_reader_can_follow() -> None:
    first, second = (paper_form(REFERRAL, PACK, "az") for _ in range(2))
    assert first == second
    document = pypdfium2.PdfDocument(first)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == REFERRAL.title.in_language("az")
    assert b"/Lang (az)" in first or b"/Lang(az)" in first


def test_the_same_act_is_the_same_document_whenever_it_is_written() -> None:
    content = act_docx(REFERRAL, PACK, "az")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
    document = docx.Document(io.BytesIO(content))
    assert document.core_properties.title == REFERRAL.title.in_language("az")
    assert document.core_properties.language == "az"
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        f"{a.number}. {a.heading}" for a in build_act(REFERRAL, PACK, "az").articles
    ]


def test_an_age_is_asked_on_paper_where_the_page_asks_it() -> None:
    adult = PACK.procedure("screen-adult-labour", date(2026, 11, 1))
    age = _letters(PACK.speech.paper["age"].in_language("en"))
    assert age not in _read(paper_form(adult, PACK, "en"))
    assert age in _read(paper_form(REFERRAL, PACK, "en"))


def test_the_picture_of_the_course_stands_at_the_end_of_the_act() -> None:
    pages = list(pypdfium2.PdfDocument(act_pdf(REFERRAL, PACK, "en")))
    heading = _letters(PACK.speech.paper["picture"].in_language("en"))
    said = [_letters(page.get_textpage().get_text_bounded()) for page in pages]
    first = next(n for n, text in enumerate(said) if text.startswith(heading))
    assert len(pages) - first == len(draw_flow_pages(REFERRAL, PACK, "en"))
    assert all(len(list(page.get_objects(max_depth=15))) > 200 for page in pages[first:])


def test_the_ending_of_the_file_tells_its_format(tmp_path: Path) -> None:
    starts = {
        "form x.pdf": b"%PDF",
        "form x.xlsx": b"PK",
        "act x.pdf": b"%PDF",
        "act x.docx": b"PK",
    }
    for words, start in starts.items():
        command, name = words.split()
        out = tmp_path / f"{command}-{name}"
        arguments = [command, "refer-victim", "--out", str(out), "--country", "aze", "--lang", "az"]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        assert out.read_bytes().startswith(start)
    result = CliRunner().invoke(main, ["act", "refer-victim", "--out", str(tmp_path / "x.txt")])
    assert result.exit_code != 0
    assert ".pdf or .docx" in result.output


def test_a_language_that_the_pack_does_not_speak_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    result = CliRunner().invoke(main, ["form", "refer-victim", "--out", str(out), "--lang", "fr"])
    assert "Choose one of: en, az, ru" in result.output
    assert not out.exists()


def test_a_template_without_its_data_is_an_error_and_no_empty_page() -> None:
    with pytest.raises(Exception, match="dictionary does not contain key"):
        to_pdf("form", {})
