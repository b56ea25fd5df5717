"""Recognises headings of a table of submissions: by a question's id, or by words of the form.

A heading with exactly a question's name or words is a sure match; a similar one is only proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from palermo.documents.table_files import RawTable
from palermo.exchange.answer_vocabulary import plain_text
from palermo.exchange.no_talk_columns import ADULT, CALLED, EXPECTED, NO_TALK, NO_TALK_COLUMNS
from palermo.kernel.answers import VERSION as VERSION_COLUMN
from palermo.kernel.similar_names import find_nearest, strip_copy_number
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.interview_order import question_wording
from palermo.procedures.shapes import Procedure
from palermo.procedures.stops import stop_duties

LEFT_OUT = "-"
KEY, STARTED, AGE, PLACE, VERSION = "@key", "@started_at", "@age", "@place_kind", "@version"
FIRST_SIGN, REVIEW = "@first_sign_at", "@review"
#: Metadata columns, with the names that KoboToolbox, ODK Central and our own form use for them.
META: Mapping[str, tuple[str, ...]] = {
    KEY: ("rootuuid", "_uuid", "key", "instanceid"),
    STARTED: ("started_at", "start", "starttime", "_submission_time", "submissiondate"),
    FIRST_SIGN: ("first_sign_at",),
    VERSION: (VERSION_COLUMN, "formversion"),
    REVIEW: ("_validation_status", "reviewstate"),
    AGE: ("age",),
    PLACE: ("place_kind",),
    **{target: (name,) for target, name in NO_TALK_COLUMNS.items()},
}
#: Of these the first name with a value is taken; of others all columns are, and must agree.
_FIRST_NAME_ONLY = (STARTED, VERSION)
#: The words of our own form for columns that are not questions.
_OWN_WORDS: Mapping[str, str] = {
    FIRST_SIGN: "first_sign",
    PLACE: "place",
    NO_TALK: "no_talk",
    CALLED: "called",
    EXPECTED: "no_talk_expected",
    ADULT: "no_talk_age",
}
#: Columns about the submission itself, which hold no answers; so do all that begin with `_`.
_ABOUT_ITSELF = {
    "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "audit",
    "formhub/uuid", "submitterid", "submittername", "attachmentspresent", "attachmentsexpected",
    "status", "edits", "procedure_status",
}  # fmt: skip
_ABOUT_ITSELF_STARTS = ("_", "meta/", "meta-")
#: Marks a target that is only similar; it is not used until a person removes the mark.
UNSURE = "?"
#: Two columns of one heading in one file.
_DOUBLE = re.compile(r"\s\(\d+\)$")


class HeadingVocabulary:
    """The headings that an export of a procedure's form may have, in all languages of the pack."""

    def __init__(self, procedure: Procedure, pack: Pack) -> None:
        self.names = _question_names(procedure)
        paper = pack.speech.paper
        self.own_words = {
            words: target
            for target, phrase in _OWN_WORDS.items()
            for words in _words(paper[phrase])
            if words not in self.names
        }
        self.notes = _note_words(procedure, pack)

    def knows(self, cell: str) -> bool:
        """Whether a cell is the heading of a column that is used."""
        written = list(heading_variants(cell))
        metadata = {name for names in META.values() for name in names}
        return bool(cell) and (
            any(w in self.names or w in self.own_words for w in written) or written[-1] in metadata
        )

    def propose(self, raw: RawTable) -> dict[str, str]:
        """A target for every heading that resembles one."""
        meta = _meta(raw, set(self.names))
        found: dict[str, str] = {}
        for header in raw.headers:
            target = meta.get(header) or self._target(header)
            if target:
                found[header] = target
        return found

    def _target(self, header: str) -> str:
        written = list(heading_variants(header))
        known = {**self.own_words, **self.names}
        if written[0] not in known and self._is_called(written):
            return LEFT_OUT
        for each in (written, [_DOUBLE.sub("", w) for w in written]):
            exact = next((known[w] for w in each if w in known), None)
            if exact:
                return exact
        if _is_note(written, self.notes) or _is_about_itself(written):
            return LEFT_OUT
        renamed = next((known[r] for w in written if (r := strip_copy_number(w)) in known), None)
        if renamed:
            return UNSURE + renamed
        near = _nearest(written, list(known))
        return UNSURE + known[near] if near else ""

    def _is_called(self, written: list[str]) -> bool:
        """Whether it is one choice of who was called, beside the column of all choices."""
        groups = [w.rpartition("/")[0] for w in written if "/" in w]
        name = NO_TALK_COLUMNS[CALLED]
        return any(g == name or self.own_words.get(g) == CALLED for g in groups)


def _question_names(procedure: Procedure) -> dict[str, str]:
    """Ids, then the words of the form, then other words of a question that name no other one."""
    texts = [
        (words, question.id)
        for question in procedure.questions
        for text in (question.text, question.past, *question.for_children.values())
        if text
        for words in _words(text)
    ]
    grouped: dict[str, set[str]] = {}
    for words, name in texts:
        grouped.setdefault(words, set()).add(name)
    # Ambiguous headings match no question.
    names = {words: name for words, name in texts if len(grouped[words]) == 1}
    asked: dict[str, set[str]] = {}
    for question in procedure.questions:
        for words in _words(question_wording(question, None)):
            asked.setdefault(words, set()).add(question.id)
    names |= {words: next(iter(ids)) for words, ids in asked.items() if len(ids) == 1}
    for words, ids in asked.items():
        if len(ids) > 1:
            names.pop(words, None)
    return names | {plain_text(q.id): q.id for q in procedure.questions}


def _note_words(procedure: Procedure, pack: Pack) -> set[str]:
    """What the notes of the form say; their columns are empty."""
    gates = {w for g in (*procedure.before, *procedure.never) for w in _words(g.text)}
    stop = pack.speech.paper["stop"]
    stops = {
        plain_text(" ".join((stop.in_language(code), *(d.text.in_language(code) for d in duties))))
        for question in procedure.questions
        for duties in [stop_duties(procedure, question)]
        if duties
        for code in pack.languages
    }
    return gates | stops


def _words(text: Text) -> set[str]:
    return {plain_text(words) for words in text.in_every_language().values()}


def _nearest(written: list[str], names: list[str]) -> str:
    matches = [find_nearest(w, names) for w in written]
    best = max((f for f in matches if f), key=lambda f: f[1], default=None)
    return best[0] if best else ""


def _is_note(written: list[str], notes: set[str]) -> bool:
    return any(w in notes or w.startswith("note_") for w in written)


def _is_about_itself(written: list[str]) -> bool:
    return written[0] in _ABOUT_ITSELF or written[0].startswith(_ABOUT_ITSELF_STARTS)


def heading_variants(header: str) -> Iterator[str]:
    """The variants of a heading: with all its groups, then with one group less each time."""
    text = plain_text(header)
    yield text
    while "/" in text:
        text = text.partition("/")[2].strip()
        yield text
    if "-" in text:
        yield text.rpartition("-")[2].strip()


def name_rank(target: str, header: str) -> int:
    """The place of a heading among the names of a target: a lower one is taken first."""
    names = META.get(target, ())
    last = list(heading_variants(header))[-1]
    return names.index(last) if last in names else 0


def _meta(raw: RawTable, names: set[str]) -> dict[str, str]:
    """Columns with metadata: id, time, age, place, version.

    A question of the same name takes precedence.
    """
    last = {h: _DOUBLE.sub("", list(heading_variants(h))[-1]) for h in raw.headers}
    filled = {
        h: any(cells) for h, cells in zip(raw.headers, zip(*raw.rows, strict=True), strict=True)
    }
    targets: dict[str, str] = {}
    for target, known in META.items():
        columns = [h for name in known if name not in names for h in raw.headers if last[h] == name]
        if target in _FIRST_NAME_ONLY:
            chosen = next((h for h in columns if filled[h]), columns[0] if columns else "")
            targets |= {h: target if h == chosen else LEFT_OUT for h in columns}
        else:
            targets |= dict.fromkeys(columns, target)
    return targets
