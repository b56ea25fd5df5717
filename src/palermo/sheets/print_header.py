"""Common parts of forms and documents on paper: phrases, version line, sources."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from palermo.kernel.sources import Certainty, shown_certainty
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
    """A source as it is listed: its number, with a star and words where it was not looked up."""

    number: str
    text: str
    certainty: str


class SourceList:
    """Numbers the sources in order of use; the list is printed at the end.

    `adopts`: whether the sheet is for those who adopt the rules, as an act is and a form is not.
    """

    def __init__(self, words: dict[str, str], *, adopts: bool) -> None:
        self._words = words
        self._adopts = adopts
        self._found: dict[tuple[str, str, Certainty], int] = {}

    def mark(self, source: SourceText | None) -> str:
        """The number of a source, with a star if it was not looked up."""
        if source is None:
            return ""
        certainty = source.certainty
        # A place that was not checked often says so; who follows the rule gets the title alone.
        place = source.place if self._adopts or certainty is not Certainty.UNVERIFIED else ""
        key = source.title, place, certainty
        return self._number(self._found.setdefault(key, len(self._found) + 1), certainty)

    def listed(self) -> list[ListedSource]:
        """Each source in words, with as much of its certainty as the reader needs."""
        return [
            ListedSource(
                number=self._number(number, certainty),
                text=f"{title}, {place}" if place else title,
                certainty=self._words[shown] if (shown := self._shown(certainty)) else "",
            )
            for (title, place, certainty), number in self._found.items()
        ]

    def _number(self, number: int, certainty: Certainty) -> str:
        starred = self._shown(certainty) not in (None, Certainty.VERIFIED)
        return f"{number}*" if starred else f"{number}"

    def _shown(self, certainty: Certainty) -> Certainty | None:
        return shown_certainty(certainty, adopts=self._adopts)
