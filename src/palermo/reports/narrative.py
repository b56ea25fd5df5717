"""Reads one country narrative into an Assessment. See `docs/explanation/reading.md`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from palermo.documents.normalized_text import normalize_text
from palermo.kernel.errors import NotANarrative
from palermo.kernel.messages import N_, Message
from palermo.kernel.periods import reporting_period
from palermo.kernel.spans import Span
from palermo.reports import country_and_edition, tier
from palermo.reports.assessment import (
    AsideReason,
    Assessment,
    Efforts,
    FigureAside,
    Placement,
    ReadRecommendation,
    Tier,
)
from palermo.reports.chapters import INTRO, Chapter, ChapterKind, find_chapters
from palermo.reports.country_and_edition import list_countries
from palermo.reports.doubts import doubt_warnings
from palermo.reports.efforts import judge_efforts
from palermo.reports.figures import extract_figures
from palermo.reports.header import HeaderVocabulary
from palermo.reports.judgement import Judge
from palermo.reports.other_matter import ReportMarks, find_doubts, foreign_share
from palermo.reports.recommendations import find_recommendation_spans
from palermo.reports.sentences import WordIndex, split_at_semicolons, split_sentences
from palermo.reports.source_places import place_in_source
from palermo.reports.vocabulary import Vocabulary

#: The longest heading, in characters.
_HEADING = 100
#: How far before its words the subject of a sentence may stand, in characters.
_SENTENCE = 300
#: Editions outside these years are misprints or other numbers.
_FIRST_EDITION, _LAST_EDITION = 2001, 2049
#: A narrative states its tier and the standards a few times.
_MOST_STATEMENTS = 40
#: A text with a larger share of another language (0 to 1) is not read.
_MOST_FOREIGN = 0.5


@dataclass(slots=True)
class _Header:
    """Header values and their places, collected while a text is read."""

    country: str | None = None
    year: int | None = None
    tier: Tier | None = None
    headed: bool = False
    placement: Placement | None = None
    overall_efforts: Efforts | None = None
    watch_list_year: int | None = None
    source: str | None = None
    places: dict[str, Span] = field(default_factory=dict)
    warnings: list[Message] = field(default_factory=list)


def read_narrative(
    text: str, vocabulary: Vocabulary, *, country: str | None = None, year: int | None = None
) -> Assessment:
    """The content of the narrative `text`, each value with its place in the unmodified text.

    `country` (ISO 3166-1 alpha-3) and `year` (edition) are used if the text states none; if it
    states others, the text's values are used and a warning names both. Raises NotANarrative for a
    text that is not such a report.
    """
    normalized = normalize_text(text)
    assessment = _read_text(normalized.text, vocabulary, country, year)
    return place_in_source(assessment, normalized)


def _read_text(text: str, v: Vocabulary, country: str | None, year: int | None) -> Assessment:
    foreign = _check_language(text, v.header)
    heads = find_chapters(text, v.header.chapters)
    header = _header(text, heads, v, country, year)
    heads[0] = _below_heading(text, heads[0], header.places.get("tier"))
    asked = find_recommendation_spans(text, heads, v.recommendations, header.year)
    words = WordIndex.of(text)
    stated = _header_parts(text, heads, header, v.header)
    judge = Judge(text, words, v.findings, v.themes, stated, header.year)
    findings = judge.findings(heads, asked)
    header.warnings += doubt_warnings(judge.doubts)
    figures, aside, not_reported = extract_figures(
        text,
        v.figures,
        country=header.country,
        edition=header.year,
        demonyms=v.names.demonyms(),
        words=words,
        zones=_figure_zones(heads, asked),
        headings=v.header.table_columns.measure_of,
    )
    _warn_of_conflicts(aside, header)
    marks = _marks(text, heads, asked, header, v)
    has_content = bool(asked or figures or aside or not_reported or findings)
    given = bool(country and year)
    named = given or header.country is not None or marks.headings > 0
    about = v.header.subject_pattern.search(text) is not None
    _check_matter(header, marks, named and has_content, given, about)
    header.warnings += find_doubts(text, marks, v.header.other_matter, foreign)
    missing = tuple(k for k in v.header.expected if k not in {c.kind for c in heads})
    return Assessment(
        country=header.country,
        year=header.year,
        tier=header.tier,
        placement=header.placement,
        overall_efforts=header.overall_efforts,
        watch_list_year=header.watch_list_year,
        partial=bool(missing or v.header.extract.search(text)),
        missing_chapters=missing,
        period=reporting_period(header.year) if header.year else None,
        source=header.source,
        recommendations=tuple(_recommendation(text, words, a, b, v) for a, b in asked),
        findings=tuple(findings),
        figures=tuple(figures),
        figures_aside=aside,
        not_reported=tuple(not_reported),
        warnings=tuple(header.warnings),
        places={**header.places, **_kept_clauses(text, heads, v.header)},
    )


def _kept_clauses(text: str, heads: list[Chapter], v: HeaderVocabulary) -> dict[str, Span]:
    """Where the text states the standard and its context: kept, though they are no findings."""
    kept: dict[str, Span] = {}
    for start, end in (
        s for c in heads if c.kind == INTRO for s in split_sentences(text, c.body, c.end)
    ):
        for a, b in split_at_semicolons(text, start, end):
            if "standards" not in kept and v.standards_sentence.search(text, a, b):
                kept["standards"] = Span(a, b)
        about = v.context_clause.search(text, start, end)
        if about and "context" not in kept:
            stops = [at for at in (text.find(s, about.end(), end) for s in (";", ": ")) if at >= 0]
            stop = min(stops, default=end)
            kept["context"] = Span(about.start(), stop - (text[stop - 1] == "."))
    return kept


def _warn_of_conflicts(aside: Sequence[FigureAside], found: _Header) -> None:
    quotes = [item.quote for item in aside if item.reason is AsideReason.CONFLICT]
    if quotes:
        found.warnings.append(
            Message(
                N_(
                    "The text gives another value for quantities that it has already stated: "
                    "{quotes}. Palermo uses the first value of each."
                ),
                {"quotes": "; ".join(f"“{quote}”" for quote in quotes)},
            )
        )


def _figure_zones(heads: list[Chapter], asked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of the text that can state a figure: chapters without their recommendations."""
    zones: list[tuple[int, int]] = []
    waiting = iter([*sorted(asked), (heads[-1].end, heads[-1].end)])
    first, last = next(waiting)
    for chapter in heads:
        start = chapter.body
        while first < chapter.end:
            zones.append((start, first))
            start = max(start, last)
            first, last = next(waiting)
        zones.append((start, chapter.end))
    return [(start, end) for start, end in zones if start < end]


def _header(
    text: str, heads: list[Chapter], v: Vocabulary, country: str | None, year: int | None
) -> _Header:
    header = _Header()
    source = country_and_edition.find_source_line(text, v.header)
    if source:
        header.source, header.places["source"] = source.of(text), source
    _country(text, v, country, header)
    _year(text, v.header, year, header)
    # The tier is before the first chapter; only a text without it there is searched whole.
    opening = text[: heads[0].end]
    _tier(opening if v.header.tier_name.search(opening) else text, v.header, header)
    intro = [s for c in heads if c.kind == INTRO for s in split_sentences(text, c.body, c.end)]
    efforts = judge_efforts(text, intro, v.header)
    if efforts:
        header.overall_efforts, header.places["overall_efforts"] = efforts
    listed = tier.find_watch_list_year(text, intro, header.tier, v.header)
    if listed:
        header.watch_list_year, header.places["watch_list_year"] = listed
    return header


def _country(text: str, v: Vocabulary, given: str | None, found: _Header) -> None:
    read = country_and_edition.find_country(text, v.names, v.header, mentions_count=given is None)
    if read:
        found.country, found.places["country"] = read
    if given and read and given != read[0]:
        found.warnings.append(
            Message(
                N_("The text is about {read}, but you entered {given}. Palermo uses the text."),
                {"read": read[0], "given": given},
            )
        )
    found.country = found.country or given
    if found.country is None:
        found.warnings.append(
            Message(N_("The text does not say which country it is about. Enter the country."))
        )


def _year(text: str, v: HeaderVocabulary, given: int | None, found: _Header) -> None:
    read = country_and_edition.find_edition(text, v, mentions_count=given is None)
    if read and _FIRST_EDITION <= read[0] <= _LAST_EDITION:
        found.year, found.places["year"] = read
        if given and given != read[0]:
            found.warnings.append(
                Message(
                    N_(
                        "The text is from the edition {read}, but you entered {given}. Palermo "
                        "uses the text."
                    ),
                    {"read": read[0], "given": given},
                )
            )
    found.year = found.year or given
    if found.year is None:
        found.warnings.append(
            Message(
                N_(
                    "The text does not give its edition. Enter the year so that its figures "
                    "can be dated."
                )
            )
        )


def _tier(text: str, v: HeaderVocabulary, found: _Header) -> None:
    """The heading's tier, otherwise the last one stated; a contradiction becomes a warning."""
    stated = tier.find_tier_mentions(text, v, found.year)
    headings = [m for m in stated if m.heading]
    bodies = [m for m in stated if not m.heading]
    chosen = headings[0] if headings else (bodies[-1] if bodies else None)
    if chosen:
        found.tier, found.places["tier"] = chosen.tier, chosen.span
        found.headed = chosen.heading
    other = next((m for m in bodies if chosen and m.tier != chosen.tier and m.placement), None)
    if headings and other:
        found.warnings.append(
            Message(
                N_(
                    "The heading says tier {heading}, but the text says {body}. Palermo uses the "
                    "heading."
                ),
                {"heading": headings[0].tier.value, "body": other.tier.value},
            )
        )
    moved = tier.judge_placement(text, bodies, v)
    if moved:
        found.placement, found.places["placement"] = moved


def _below_heading(text: str, intro: Chapter, tier_place: Span | None) -> Chapter:
    """The introduction without its heading, if that is a line of its own: `KENYA (Tier 2)`."""
    if tier_place is None or tier_place.end > intro.end:
        return intro
    line_end = text.find("\n", tier_place.end, intro.end)
    alone = line_end >= 0 and not text[tier_place.end : line_end].strip(" \t\r):*#_–—-")
    if not alone or tier_place.start - (text.rfind("\n", 0, tier_place.start) + 1) > _HEADING:
        return intro
    return replace(intro, body=line_end) if _is_first(text, tier_place) else intro


def _is_first(text: str, tier_place: Span) -> bool:
    """Whether only headings precede the tier."""
    return "." not in text[: tier_place.start].rstrip(".")[-_HEADING:]


def _header_parts(
    text: str, heads: list[Chapter], header: _Header, v: HeaderVocabulary
) -> list[tuple[int, int]]:
    """Clauses that state header values: they are not findings."""
    spans = [header.places[k] for k in ("tier", "placement", "overall_efforts", "source", "country")
             if k in header.places]  # fmt: skip
    parts: list[tuple[int, int]] = []
    stating = [
        c
        for c in heads
        if c.kind == INTRO or any(s.start < c.end and c.body < s.end for s in spans)
    ]
    for start, end in (s for c in stating for s in split_sentences(text, c.body, c.end)):
        near = any(s.start < end and start < s.end for s in spans)
        standards = v.standards_sentence.search(text, start, end)
        significant = v.significant_efforts.search(text, start, end)
        if not (near or standards or significant):
            continue
        for a, b in split_at_semicolons(text, start, end):
            pieces = [a]
            colon = text.find(": ", a, b)
            pieces += [colon + 1, b] if colon > 0 else [b]
            for c, d in pairwise(pieces):
                named = any(
                    s.start < d and c < s.end
                    for k, s in header.places.items()
                    if k not in ("country", "year")
                )
                if (
                    named
                    or v.standards_sentence.search(text, c, d)
                    or (significant and d - c < 160 and v.significant_efforts.search(text, c, d))
                ):
                    parts.append((c, d))
    return parts


def _recommendation(
    text: str, words: WordIndex, start: int, end: int, v: Vocabulary
) -> ReadRecommendation:
    ids, paradigm = v.themes.of(words, *words.between(start, end))
    return ReadRecommendation(text[start:end], Span(start, end), ids, paradigm)


def _check_matter(
    header: _Header, marks: ReportMarks, has_content: bool, given: bool,
    about: bool,
) -> None:  # fmt: skip
    """Refuse a text without the marks of a narrative.

    A judgement is enough. A text without one must mention trafficking, and either say something
    of a country that it names or under a chapter's heading (`has_content`), or be given with
    country and year.
    """
    judged = marks.tier or marks.standards or header.overall_efforts
    if judged and (about or given or header.country):
        return
    if has_content and (about or given):
        return
    if given and (about or marks.headings):
        if marks.headings:  # a text without any mark has a warning of its own
            header.warnings.append(
                Message(
                    N_(
                        "The text has no tier, no recommendations and no findings about a "
                        "government."
                    )
                )
            )
        return
    raise NotANarrative(
        N_("This does not look like a country narrative: it has no tier, no minimum standards, "
           "and no recommendations or figures on trafficking in persons."),
        remedy=N_("Choose a narrative or a chapter of one. For a profile, also enter the country "
                  "and the year."),
    )  # fmt: skip


def _check_language(text: str, v: HeaderVocabulary) -> float:
    """The share of the text in other languages. Refuses a text that is mostly not in English."""
    foreign = foreign_share(text, v.other_matter)
    if foreign > _MOST_FOREIGN:
        raise NotANarrative(
            N_("The text is not in English. Palermo reads the report in English."),
            remedy=N_("Choose the English text of the narrative."),
        )
    return foreign


def _marks(
    text: str, heads: list[Chapter], asked: Sequence[tuple[int, int]], header: _Header,
    v: Vocabulary,
) -> ReportMarks:  # fmt: skip
    """What the text has of a narrative. Only its beginning is searched for other countries."""
    judged: dict[str, None] = {}
    ranked: dict[str, None] = {}
    standards = None
    for standards in islice(v.header.standards_sentence.finditer(text), _MOST_STATEMENTS):
        before = max(text.rfind(". ", 0, standards.start()) + 1, standards.start() - _SENTENCE)
        judged.update(dict.fromkeys(list_countries(text, before, standards.start(), v.names)[-1:]))
    for tier_name in islice(v.header.tier_name.finditer(text), _MOST_STATEMENTS):
        lo, hi = tier_name.start() - _HEADING, tier_name.end() + _HEADING
        start = max(text.rfind(". ", max(lo, 0), tier_name.start()) + 1, lo, 0)
        end = text.find(". ", tier_name.end(), hi)
        ranked.update(dict.fromkeys(list_countries(text, start, end if end > 0 else hi, v.names)))
    wanted = [i for c in heads if c.kind is ChapterKind.RECOMMENDATIONS
              for i in asked if c.start <= i[0] < c.end]  # fmt: skip
    return ReportMarks(
        tier=header.tier is not None,
        headed=header.headed,
        standards=standards is not None,
        headings=len({c.kind for c in heads}) - 1,
        begins_inside=not text[: heads[0].end].strip(),
        tiers_of=tuple(ranked),
        judged=tuple(judged),
        demands=sum(v.recommendations.is_demand(text, *item) for item in wanted),
        asked=len(wanted),
    )
