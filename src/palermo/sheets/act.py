"""A procedure as the text of an act: numbered articles, as PDF to publish or DOCX to edit.

Both files are written from one `LegalAct`, so they cannot differ.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.saying.dates import print_date
from palermo.saying.handover_texts import possible_child_text
from palermo.saying.procedure_texts import DutyText, QuestionText, SourceText, procedure_text
from palermo.sheets.flow_picture import draw_flow_pages
from palermo.sheets.print_header import (
    SourceList,
    paper_words,
    remove_times,
    version_line,
)
from palermo.sheets.typst_pdf import to_pdf


@dataclass(frozen=True, slots=True)
class ActArticle:
    """A heading with numbered paragraphs, and optionally a table: its first row is the heading."""

    number: int
    heading: str
    paragraphs: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class LegalAct:
    """The whole text, in one language."""

    language: str
    title: str
    version_line: str
    articles: tuple[ActArticle, ...]


def build_act(procedure: Procedure, pack: Pack, language: str) -> LegalAct:
    """`procedure` as the text of an act."""
    writing = ActBuilder(procedure, pack, language)
    parts = [part for part in writing.articles() if part[1] or part[2]]
    return LegalAct(
        language=language,
        title=writing.text.title,
        version_line=version_line(procedure, pack, language),
        articles=tuple(ActArticle(n, *part) for n, part in enumerate(parts, 1)),
    )


#: Heading, paragraphs and table of an article without a number yet.
_Part = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]


class ActBuilder:
    """Builds the articles of one procedure; sources are numbered in order of use."""

    def __init__(self, procedure: Procedure, pack: Pack, language: str) -> None:
        self.text = procedure_text(procedure, pack, language)
        self._words = paper_words(pack, language)
        self._language = language
        self._sources = SourceList(self._words, adopts=True)
        self._outcome_rule = pack.speech.outcome_rule(procedure).in_language(language)
        children = pack.procedures.versions_of(procedure.child_procedure or "")
        self._possible_child = possible_child_text(procedure, pack, language)
        self._child = children[-1].title.in_language(language) if children else ""

    def articles(self) -> Iterator[_Part]:
        """In the order of the act; those without content are empty."""
        text, words = self.text, self._words
        yield words["purpose"], (self._marked(text.purpose, text.source),), ()
        yield words["for_whom"], tuple(self._scope()), ()
        before = (self._marked(rule.text, rule.source) for rule in text.before)
        yield words["before"], (*before, self._without_talk()), ()
        yield words["never"], tuple(self._marked(r.text, r.source) for r in text.never), ()
        yield words["questions"], tuple(self._question(q) for q in text.questions), ()
        yield words["indicators"], (), self._indicators()
        yield words["decision"], tuple(self._decision()), ()
        yield words["duties"], (), self._duties()
        listed = (f"[{s.number}] {s.text} ({s.certainty})" for s in self._sources.listed())
        yield words["sources"], tuple(listed), ()

    def _marked(self, text: str, source: SourceText | None) -> str:
        mark = self._sources.mark(source)
        return f"{text} [{mark}]" if mark else text

    def _scope(self) -> Iterator[str]:
        text, words = self.text, self._words
        yield f"{words['for_whom']}: {words[text.people]}."
        if self._child:
            yield words["child"].format(procedure=self._child)
        for name, named in (("places", text.places), ("agencies", text.agencies)):
            if named:
                yield f"{words[name]}: {', '.join(named)}."
        yield f"{words['status']}: {text.status.meaning}"
        shape = words["until"] if text.until else words["since"]
        days = {
            name: print_date(day, self._language)
            for name, day in (("since", text.since), ("until", text.until))
            if day
        }
        yield f"{words['force']}: {shape.format(**days)}."

    def _without_talk(self) -> str:
        """What follows where the person refuses or a condition cannot be met, as on every form."""
        words = self._words
        parts = [words["no_talk_stay"], self._possible_child]
        if self.text.people != "children":
            parts.append(words["no_talk_code"])
        return f"{words['no_talk']}: {' '.join(parts)}"

    def _question(self, question: QuestionText) -> str:
        words, more = self._words, question.more
        parts = [question.text]
        if more.ask:
            parts.append(f"“{more.ask}”")
        if more.opening:
            parts.append(f"({words['opening']})")
        if more.choices:
            parts.append(f"({'; '.join(more.choices.values())})")
        if more.limits:
            parts.append(f"({words['range'].format(**more.limits)})")
        for age, wording in more.for_children.items():
            parts.append(f"{words['child_words'].format(age=age)} “{wording}”")
        if question.when:
            parts.append(f"{words['only_if']}: {question.when}.")
        return " ".join(parts)

    def _indicators(self) -> tuple[tuple[str, ...], ...]:
        text, words = self.text, self._words
        named = {d.id: d.text for d in text.dimensions}
        rows = [
            (
                self._marked(i.text, i.source),
                named[i.more.dimension],
                words[f"strength_{i.more.strength or 'none'}"],
            )
            for i in text.indicators
        ]
        head = (words["indicators"], words["dimension"], words["strength"])
        return (head, *rows) if rows else ()

    def _decision(self) -> Iterator[str]:
        text, words = self.text, self._words
        if text.positive:
            yield f"{self._outcome_rule} {text.positive}."
            yield words["undecided"]
        elif text.instrument:
            yield self._outcome_rule
        else:
            return
        for dimension in text.dimensions:
            rule = f"{words['dimension_rule']} {dimension.when}" if dimension.when else ""
            yield self._marked(f"{dimension.text}. {rule}".rstrip(), dimension.source)
        for doubt in text.doubts:
            yield f"{words['doubts']} {doubt.text}. {doubt.when}"
        if text.labels:
            yield words["labels"]
        for label in text.labels:
            yield self._marked(f"“{label.text}”: {label.when}", label.source)
        yield words["advice"]

    def _duties(self) -> tuple[tuple[str, ...], ...]:
        words = self._words
        head = (words["duties"], words["conditions"], words["who"], words["deadline"])
        return (head, *(self._duty(duty) for duty in self.text.duties))

    def _duty(self, duty: DutyText) -> tuple[str, ...]:
        words, more = self._words, duty.more
        when = "; ".join(filter(None, (more.within, words["receipt"] if more.acknowledged else "")))
        said = " ".join(filter(None, (duty.text, more.lawful)))
        return (
            self._marked(said, duty.source),
            duty.when or words["always"],
            more.who_name,
            when or "–",
        )


def act_pdf(procedure: Procedure, pack: Pack, language: str) -> bytes:
    """The act as PDF, with the picture of its course at the end."""
    pictures = draw_flow_pages(procedure, pack, language)
    data = {
        **asdict(build_act(procedure, pack, language)),
        "words": paper_words(pack, language),
        "pictures": [picture.decode("utf-8") for picture in pictures],
    }
    return to_pdf("gazette", data)


def act_docx(procedure: Procedure, pack: Pack, language: str) -> bytes:
    """The act as a DOCX that a lawyer can edit."""
    text = build_act(procedure, pack, language)
    document = docx.Document()
    _set_up(document, text)
    document.add_heading(text.title, 0)
    document.add_paragraph(text.version_line)
    for article in text.articles:
        document.add_heading(f"{article.number}. {article.heading}", 1)
        for number, paragraph in enumerate(article.paragraphs, 1):
            document.add_paragraph(f"{article.number}.{number}. {paragraph}")
        if article.table:
            _add_table(document, article.table)
    out = io.BytesIO()
    document.save(out)
    return remove_times(out.getvalue())


def _set_up(document: Document, text: LegalAct) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    document.core_properties.title = text.title
    document.core_properties.author = ""
    document.core_properties.comments = text.version_line
    document.core_properties.language = text.language
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    # Set the language of the text: screen readers and spelling checks use it.
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), text.language)
    normal.element.get_or_add_rPr().append(language)


def _add_table(document: Document, rows: Iterable[tuple[str, ...]]) -> None:
    head, *body = rows
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    # Repeat the heading on each page.
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for row in body:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    # A rule that is split across pages is misread.
    for each in table.rows:
        each._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
