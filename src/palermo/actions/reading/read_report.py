"""Read a document and keep each narrative in it as proposed, for a person to review."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.documents.document import DocumentStream
from palermo.kernel.errors import BadValue, NotANarrative, Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import find_narrative
from palermo.ledger.narratives.store import NewNarrative, add_narrative
from palermo.packs.pack import Pack
from palermo.reports.editions import Section, open_edition
from palermo.reports.narrative import read_narrative


def read_report(
    visit: Visit,
    *,
    content: bytes,
    file_name: str,
    country: str | None = None,
    edition: int | None = None,
) -> tuple[int, ...]:
    """Ids of the proposed narratives, one for each country in the document.

    Raises UnreadableInput or NotANarrative for a file that is no report, BadValue when country or
    year are neither stated nor given, Refused when the same file was read before. Then nothing is
    kept of any country in it.
    """
    with step(visit, "read_report") as act:
        flow, sections = open_edition(
            content, visit.pack.vocabulary.names, visit.pack.vocabulary.header, name=file_name
        )
        new = [
            _read_section(section, flow, file_name, visit.pack, country, edition)
            for section in sections
        ]
        if not new:
            raise NotANarrative(
                N_("The file contains no text about a country."),
                where=file_name,
                remedy=N_("Choose the file of the report, or paste the country's chapter."),
            )
        with act.writing():
            ids = tuple(add_narrative(each, visit.actor.username, visit.now) for each in new)
            act.target = ",".join(str(i) for i in ids[:10])
            act.detail = {"narratives": len(ids), "sha256": flow.sha256}
        return ids


def _read_section(
    section: Section,
    flow: DocumentStream,
    file_name: str,
    pack: Pack,
    country: str | None,
    edition: int | None,
) -> NewNarrative:
    found = read_narrative(
        section.text,
        pack.vocabulary,
        country=section.country or country,
        year=section.year or edition,
    )
    if found.country is None or found.year is None:
        raise BadValue(
            N_("The text does not say which country or which year it is about."),
            where=file_name,
            remedy=N_("Enter the country and the year next to the file and send it again."),
        )
    same = find_narrative(flow.sha256, found.country)
    if same is not None:
        raise Refused(
            N_("This file was already read as narrative {same}."),
            where=file_name,
            remedy=N_("Open that narrative. To read the file again, reject it first."),
            same=same,
        )
    return NewNarrative(
        country=found.country,
        edition=found.year,
        file_name=file_name,
        media=flow.media,
        sha256=flow.sha256,
        text=section.text,
        reading=found.to_json(),
        pack_fingerprint=pack.fingerprint,
    )
