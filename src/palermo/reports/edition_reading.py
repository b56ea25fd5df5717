"""One way to read a document, for the pages, the API and the terminal alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from palermo.documents.document import DocumentStream
from palermo.kernel.errors import BadValue, NotANarrative, NotFound, PalermoError, UnreadableInput
from palermo.kernel.messages import N_, Message
from palermo.reports.assessment import Assessment
from palermo.reports.editions import Section, open_edition
from palermo.reports.names import CountryNames
from palermo.reports.narrative import read_narrative
from palermo.reports.vocabulary import Vocabulary

#: The longest narratives have 80,000.
MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class SectionReading:
    """What was read in one section, or why it could not be read. Exactly one of both is there."""

    section: Section
    assessment: Assessment | None = None
    error: PalermoError | None = None

    def unwrap(self) -> Assessment:
        """The assessment. Raises the error where there is none."""
        if self.assessment is None:
            raise self.error or ValueError("a reading without a result")
        return self.assessment


def read_edition(
    source: Path | bytes,
    vocabulary: Vocabulary,
    *,
    name: str,
    country: str | None = None,
    year: int | None = None,
) -> tuple[DocumentStream, Iterator[SectionReading]]:
    """The document, and the reading of each country in it as it is asked for.

    `country` (a code, or a name) and `year` are used where the document does not say. A document
    of several countries says which they are; of it only `country` is read. Where the document
    states another year, that counts and a warning names both.

    Raises BadValue for an unknown country, UnreadableInput, and from the iterator NotFound where an
    edition has no narrative of `country`. A section that cannot be read carries its error; the
    others are read.
    """
    code = find_country_code(country, vocabulary.names) if country else None
    stream, sections = open_edition(source, vocabulary.names, vocabulary.header, name=name)
    return stream, _read_sections(stream, sections, vocabulary, name, code, year)


def find_country_code(written: str, names: CountryNames, *, where: str = "country") -> str:
    """The ISO 3166-1 alpha-3 code of a country written as code or name. Raises BadValue."""
    code = names.code(written) or names.find(written)
    if code is None:
        raise BadValue(
            N_("There is no country with the code {code}."),
            where=where,
            remedy=N_("Use an ISO 3166-1 alpha-3 code, such as AZE."),
            # It is shown in terminals, which obey what is not printable.
            code="".join(c for c in written if c.isprintable())[:60],
        )
    return code


def _read_sections(
    stream: DocumentStream,
    sections: Iterator[Section],
    vocabulary: Vocabulary,
    name: str,
    country: str | None,
    year: int | None,
) -> Iterator[SectionReading]:
    found = False
    for section in sections:
        if not section.whole and country and section.country != country:
            continue
        found = True
        try:
            assessment = _read_section(section, vocabulary, country, year)
        except PalermoError as error:
            error.where = name if section.whole else f"{name}, {section.country}"
            yield SectionReading(section, error=error)
            continue
        warnings = stream.warnings + assessment.warnings
        yield SectionReading(section, replace(assessment, warnings=warnings))
    if not found:
        raise _nothing_found(name, country)


def _read_section(
    section: Section, vocabulary: Vocabulary, country: str | None, year: int | None
) -> Assessment:
    if len(section.text) > MOST_CHARACTERS:
        raise NotANarrative(
            N_("The text has {count} characters under one country. A narrative has fewer than "
               "{most}."),
            remedy=N_("Take the narrative out of it, and read that."),
            count=len(section.text),
            most=MOST_CHARACTERS,
        )  # fmt: skip
    if section.whole:
        return read_narrative(section.text, vocabulary, country=country, year=year)
    read = read_narrative(
        section.text, vocabulary, country=section.country, year=section.year or year
    )
    if section.year is None or year is None or read.year == year:
        return read
    said = Message(
        N_("The text is from the edition {read}, but you entered {given}. Palermo uses the text."),
        {"read": read.year, "given": year},
    )
    return replace(read, warnings=(*read.warnings, said))


def _nothing_found(name: str, country: str | None) -> PalermoError:
    if country:
        return NotFound(
            N_("The edition has no narrative on {country}."),
            where=name,
            remedy=N_("Leave out the country to see which countries it has."),
            country=country,
        )
    return UnreadableInput(
        N_("The file is empty."), where=name, remedy=N_("Choose a file that contains a report.")
    )
