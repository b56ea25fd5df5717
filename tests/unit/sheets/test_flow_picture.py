"""Pictures of procedures: every word appears in every language, within its box."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
import typst
from click.testing import CliRunner

from palermo.cli.main import main
from palermo.kernel.texts import Text
from palermo.packs.load import load_pack
from palermo.packs.shapes import Language
from palermo.procedures.flow import StepKind
from palermo.procedures.shapes import Procedure
from palermo.saying.flow_texts import FlowTexts
from palermo.sheets.drawing import FONTS, SvgCanvas, TextBlock, TextStyle
from palermo.sheets.flow_picture import PAGE_HEIGHT, draw_flow_pages, draw_flow_svg

PACK = load_pack("aze")
NEWEST = [PACK.procedures.versions_of(name)[-1] for name in PACK.procedures.ids]
#: Earlier versions in one language: the same code draws them.
CASES = [
    (p, language)
    for p in PACK.procedures.versions
    for language in (PACK.languages if p in NEWEST else ("en",))
]
IDS = [f"{p.id}-{p.version}-{language}" for p, language in CASES]
each = pytest.mark.parametrize(("procedure", "language"), CASES, ids=IDS)
REFERRAL = PACK.procedure("refer-victim", date(2026, 11, 29))
SVG = "{http://www.w3.org/2000/svg}"


@cache
def _drawn(version: tuple[str, int], language: str) -> ElementTree.Element:
    """The picture, drawn once for all that is tested on it; nobody changes it."""
    procedure = PACK.procedures.version(*version)
    assert procedure
    return _read(draw_flow_svg(procedure, PACK, language))


def _read(svg: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own file


def _written(root: ElementTree.Element) -> list[str]:
    """Each visible text, its lines joined."""
    return [" ".join(line.text or "" for line in text) for text in root.iter(f"{SVG}text")]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@each
def test_every_gate_question_outcome_and_duty_can_be_seen(
    procedure: Procedure, language: str
) -> None:
    seen = _written(_drawn((procedure.id, procedure.version), language))
    texts = [g.text for g in (*procedure.before, *procedure.never)]
    texts += [d.text for d in procedure.duties]
    if procedure.decision:
        texts += [x.text for x in procedure.decision.labels]
        texts += list(PACK.speech.outcomes_of(procedure).values())
    if len(procedure.questions) <= 30:
        texts += [q.text for q in procedure.questions]
    said = {_letters(text) for text in seen}
    assert [t for t in texts if _letters(t.in_language(language)) not in said] == []
    for duty in procedure.duties:
        assert _letters(PACK.role_name(duty.who, language)) in said
        if duty.within_hours:
            assert PACK.speech.deadline(duty.within_hours, language) in seen
    receipts = seen.count(PACK.speech.headings["acknowledged"].in_language(language))
    assert receipts >= sum(d.acknowledged for d in procedure.duties)


@each
def test_every_condition_is_said_where_its_edge_leads(procedure: Procedure, language: str) -> None:
    words = FlowTexts(procedure, PACK, language)
    root = _drawn((procedure.id, procedure.version), language)
    seen = {_letters(text) for text in _written(root)}
    conditions = {words.only_if(edge.when) for edge in words.flow.edges} - {""}
    assert [c for c in conditions if _letters(c) not in seen] == []


def _boxes(root: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    found = []
    for rect in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.get(key, "")) for key in ("x", "y", "width", "height"))
        found.append((x, y, x + w, y + h))
    for polygon in root.iter(f"{SVG}polygon"):
        points = [tuple(map(float, p.split(","))) for p in polygon.get("points", "").split()]
        if len(points) == 6:
            xs, ys = zip(*points, strict=True)
            found.append((min(xs) + 14, min(ys), max(xs) - 14, max(ys)))
    return found


@each
def test_no_text_runs_out_of_its_box(procedure: Procedure, language: str) -> None:
    root = _drawn((procedure.id, procedure.version), language)
    boxes, width = _boxes(root), float(root.get("width", ""))
    for text in root.iter(f"{SVG}text"):
        bold, size = text.get("font-weight") == "bold", float(text.get("font-size", ""))
        for line in text:
            x, y = float(line.get("x", "")), float(line.get("y", ""))
            right = x + TextStyle(size, bold=bold).width(line.text or "")
            # The smallest box around the start of the line; words beside an arrow have none.
            around = [b for b in boxes if b[0] <= x <= b[2] and b[1] <= y <= b[3]]
            limit = min((b[2] for b in around), default=width)
            assert right <= limit, line.text


@each
def test_what_is_drawn_is_on_the_sheet(procedure: Procedure, language: str) -> None:
    for root in (
        _drawn((procedure.id, procedure.version), language),
        *map(_read, draw_flow_pages(procedure, PACK, language)),
    ):
        width, height = float(root.get("width", "")), float(root.get("height", ""))
        for _, _, right, low in _boxes(root):
            assert right <= width
            assert low <= height
        assert max(float(t.get("y", "")) for t in root.iter(f"{SVG}tspan")) < height


def test_a_screen_reader_is_told_the_whole_course() -> None:
    root = _read(draw_flow_svg(REFERRAL, PACK, "az"))
    assert root.get("role") == "img"
    named = {e.get("id"): e.text or "" for e in root if e.tag in (f"{SVG}title", f"{SVG}desc")}
    assert list(named) == (root.get("aria-labelledby") or "").split()
    title, description = named.values()
    assert title == REFERRAL.title.in_language("az")
    for duty in REFERRAL.duties:
        assert duty.text.in_language("az") in description
    assert "24 saat ərzində" in description


def test_what_looks_like_markup_stays_text_and_nothing_is_loaded_or_styled() -> None:
    odd = '<script>alert(1)</script> & "]]>" {x} \x26#60;'
    strange = REFERRAL.model_copy(update={"title": Text({"en": odd})})
    svg = draw_flow_svg(strange, PACK, "en")
    root = _read(svg)
    assert odd in _written(root)
    tags = {e.tag.removeprefix(SVG) for e in root.iter()}
    assert tags <= {
        "svg", "title", "desc", "rect", "polygon", "polyline", "circle", "text", "tspan",
    }  # fmt: skip
    names = {name for e in root.iter() for name in e.attrib}
    assert not {n for n in names if n in {"style", "class", "href"} or n.startswith("on")}


def test_the_same_procedure_gives_the_same_bytes() -> None:
    first, second = (draw_flow_svg(REFERRAL, PACK, "ru") for _ in range(2))
    assert first == second


def test_a_word_wider_than_its_box_is_broken() -> None:
    hand, word = TextStyle(12), "Щ" * 40
    lines = hand.wrapped(f"a {word} b", 100)
    assert all(hand.width(line) <= 100 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == f"a{word}b"


def test_armenian_letters_have_their_own_widths() -> None:
    small = [chr(code) for code in range(ord("ա"), ord("և") + 1)]
    capital = [chr(code) for code in range(ord("Ա"), ord("Ֆ") + 1)]
    style, unknown = TextStyle(100), TextStyle(100).width("ກ")
    assert all(0 < style.width(letter) < unknown for letter in (*small, *capital))
    # As wide in the mean as Cyrillic; without widths of their own they would take half more room.
    assert style.width("".join(small)) / len(small) < 0.7 * unknown


def test_columns_hold_all_and_are_read_down() -> None:
    sheet, passage = SvgCanvas(400, "en"), TextBlock(400, columns=2)
    for text in ("heading", "one", "two", "three"):
        passage.add(text, TextStyle())
    passage.draw(sheet, 0, 0)
    places = {t[0].text: (float(t[0].get("x", "")), float(t[0].get("y", ""))) for t in sheet.root}
    assert places["one"][0] == places["two"][0] < places["three"][0]
    assert places["one"][1] == places["three"][1] < places["two"][1]


_COLOURS = re.compile(r'(?:fill|stroke)="#([0-9a-f]{6})"')


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_letters_and_lines_stand_out_from_every_ground() -> None:
    used = set(_COLOURS.findall(draw_flow_svg(REFERRAL, PACK, "en").decode()))
    dark = {c for c in used if _light(c) < 0.3}
    assert len(dark) >= 4
    for one in dark:
        for ground in used - dark:
            assert (_light(ground) + 0.05) / (_light(one) + 0.05) >= 4.5, (one, ground)


@pytest.mark.parametrize("language", PACK.languages)
def test_typst_sets_every_word_with_its_own_fonts(tmp_path: Path, language: str) -> None:
    svg = draw_flow_svg(REFERRAL, PACK, language)
    (tmp_path / "flow.svg").write_bytes(svg)
    (tmp_path / "a.typ").write_text(
        "#set page(width: auto, height: auto)\n#image('flow.svg')".replace("'", '"')
    )
    pdf = typst.compile(str(tmp_path / "a.typ"), ignore_system_fonts=True)
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    found = _letters(page.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff"))
    for duty in REFERRAL.duties:
        assert _letters(duty.text.in_language(language)) in found
    assert "Libertinus Serif" in FONTS


@each
def test_on_paper_the_picture_breaks_into_pages_that_can_be_read(
    procedure: Procedure, language: str
) -> None:
    pages = [_read(svg) for svg in draw_flow_pages(procedure, PACK, language)]
    assert all(float(root.get("height", "")) <= PAGE_HEIGHT for root in pages)
    said = [{_letters(text) for text in _written(root)} for root in pages]
    words = FlowTexts(procedure, PACK, language)
    for step in (s for s in words.flow.steps if s.kind is not StepKind.RELEVANCE_FORK):
        heading = _letters(words.step(step).heading)
        assert sum(heading in page for page in said) >= 1, heading
    for duty in procedure.duties:
        assert sum(_letters(duty.text.in_language(language)) in page for page in said) == 1


def test_a_picture_that_fits_is_one_page() -> None:
    short = REFERRAL.model_copy(update={"questions": (), "before": (), "never": (), "duties": ()})
    assert draw_flow_pages(short, PACK, "en") == (draw_flow_svg(short, PACK, "en"),)


def test_the_command_writes_the_picture(tmp_path: Path) -> None:
    out = tmp_path / "flow.svg"
    arguments = ["picture", "refer-victim", "--out", str(out), "--country", "aze", "--lang", "az"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == draw_flow_svg(REFERRAL, PACK, "az")
    result = CliRunner().invoke(main, ["picture", "refer-victim", "--out", str(tmp_path / "x.png")])
    assert result.exit_code != 0
    assert ".svg" in result.output


def test_a_picture_from_right_to_left_is_mirrored_and_its_icons_are_not() -> None:
    arabic = Language(code="ar", name="العربية", direction="rtl")
    pack = dataclasses.replace(PACK, spoken=(*PACK.spoken, arabic))
    plain, mirrored = (_read(draw_flow_svg(REFERRAL, pack, code)) for code in ("en", "ar"))
    width = float(plain.get("width", ""))
    for here, there in zip(plain.iter(f"{SVG}tspan"), mirrored.iter(f"{SVG}tspan"), strict=True):
        assert float(there.get("x", "")) == pytest.approx(width - float(here.get("x", "")))
    assert {t.get("direction") for t in mirrored.iter(f"{SVG}text")} == {"rtl"}
    whole = f"matrix(-1 0 0 1 {width:g} 0)"
    assert {shape.get("transform") for shape in mirrored.iter(f"{SVG}rect")} >= {whole}
    clocks = [c.get("transform", "") for c in mirrored.iter(f"{SVG}circle")]
    assert clocks
    assert all(c.startswith("translate(") for c in clocks)
    assert not [e for e in plain.iter() if e.get("transform") or e.get("direction")]
