"""Common parts of forms and documents on paper: phrases, version line, sources."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.saying.dates import print_date
from palermo.saying.procedure_texts import SourceText
from palermo.saying.status_texts import status_text


def paper_words(pack: Pack, language: str) -> dict[str, str]:
    """The phrases for paper, in one language."""
    speech = pack.speech
    words = {name: text.in_language(language) for name, text in speech.paper.items()}
    for name in ("advice", "unverified"):
        words[name] = speech.headings[name].in_language(language)
    words["receipt"] = speech.headings["acknowledged"].in_language(language)
    words["status"] = speech.statuses["status"].in_language(language)
    words["always"] = speech.conditions["always"].in_language(language)
    return words


def version_line(procedure: Procedure, pack: Pack, language: str) -> str:
    """Version, status and pack, so that a sheet found later can be identified and not mistaken."""
    version = pack.speech.headings["version"].in_language(language)
    fingerprint = pack.speech.paper["fingerprint"].in_language(language)
    return " · ".join(
        (
            procedure.id,
            version.format(version=procedure.version, since=print_date(procedure.since, language)),
            status_text(procedure, pack, language).words,
            fingerprint.format(fingerprint=pack.fingerprint[:8]),
        )
    )


def remove_times(archive: bytes) -> bytes:
    """A DOCX archive without times, so that equal content gives equal files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            # ZipInfo defaults to 1980-01-01, which makes the file reproducible.
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source as it is listed: its number, with a star where nobody has looked it up."""

    number: str
    text: str
    certainty: str


class SourceList:
    """Numbers the sources in order of use; the list is printed at the end."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words
        self._found: dict[tuple[str, str, str], int] = {}

    def mark(self, source: SourceText | None) -> str:
        """The number of a source, with a star if it was not looked up."""
        if source is None:
            return ""
        key = source.title, source.place, source.certainty.value
        number = self._found.setdefault(key, len(self._found) + 1)
        return f"{number}" if source.verified else f"{number}*"

    def listed(self) -> list[ListedSource]:
        """Each source in words, with its certainty."""
        return [
            ListedSource(
                number=f"{number}" if certainty == "verified" else f"{number}*",
                text=f"{title}, {place}" if place else title,
                certainty=self._words[certainty],
            )
            for (title, place, certainty), number in self._found.items()
        ]
