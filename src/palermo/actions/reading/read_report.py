"""Read a document and keep each narrative in it as proposed, for a person to review."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.documents.document import DocumentStream
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import find_narrative
from palermo.ledger.narratives.store import (
    NewNarrative,
    complete_narratives,
    remove_staged,
    stage_narrative,
)
from palermo.reports.edition_reading import SectionReading, read_edition


def read_report(
    visit: Visit,
    *,
    content: bytes,
    file_name: str,
    country: str | None = None,
    edition: int | None = None,
) -> tuple[int, ...]:
    """Ids of the proposed narratives, one for each country in the document.

    `country` and `edition` are used as `read_edition` says. Raises UnreadableInput or NotANarrative
    for a file that is no report, NotFound for an edition without `country`, BadValue when country
    or year are neither stated nor given, Refused when the same file was read before. Then nothing
    is kept of any country in it.
    """
    with step(visit, "read_report") as act:
        stream, readings = read_edition(
            content, visit.pack.vocabulary, name=file_name, country=country, year=edition
        )
        new = [_narrative(visit, reading, stream, file_name) for reading in readings]
        ids: list[int] = []
        try:
            # An edition has thousands of rows: one transaction a country lets others write.
            for each in new:
                with act.staging():
                    ids.append(stage_narrative(each, visit.actor.username, visit.now))
            act.target = f"narrative {ids[0]}" if len(ids) == 1 else ",".join(map(str, ids[:10]))
            act.detail = {"narratives": len(ids), "sha256": stream.sha256}
            with act.writing():
                complete_narratives(ids, visit.now)
        except BaseException:
            with act.staging():
                remove_staged(ids)
            raise
        return tuple(ids)


def _narrative(
    visit: Visit, reading: SectionReading, stream: DocumentStream, file_name: str
) -> NewNarrative:
    found = reading.unwrap()
    if found.country is None or found.year is None:
        raise BadValue(
            N_("The text does not say which country or which year it is about."),
            where=file_name,
            remedy=N_("Enter the country and the year next to the file and send it again."),
        )
    same = find_narrative(stream.sha256, found.country)
    if same is not None:
        raise Refused(
            N_("This file was already read as narrative {same}."),
            where=file_name,
            remedy=N_(
                "Open that narrative. To correct an accepted reading, choose Review again there. "
                "To read the file again, reject or withdraw the narrative first."
            ),
            same=same,
        )
    return NewNarrative(
        country=found.country,
        edition=found.year,
        file_name=file_name,
        media=stream.media,
        sha256=stream.sha256,
        text=reading.section.text,
        reading=found.to_json(),
        pack_fingerprint=visit.pack.fingerprint,
    )
