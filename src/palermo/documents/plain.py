"""Decodes plain text: finds the encoding and refuses binary data. Keeps every character."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from charset_normalizer import from_bytes

from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

#: How many bytes around the first non-ASCII byte decide the encoding.
_SAMPLE = 32_768
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Encodings that charset-normalizer may choose: those in which reports are really stored.
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "cp1257", "iso8859_2",
    "iso8859_9", "koi8_r", "mac_roman", "shift_jis", "euc_kr", "gb18030", "big5",
]  # fmt: skip
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
#: With a larger share of control characters the data is not text.
_MOST_CONTROLS = 0.005
#: Letters and marks of English typesetting in Windows-1252 besides ASCII.
_TYPESET = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽž‘’“”–—…•§°£€®©™\xa0«»]")

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ]+")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes become text, and the warning about it."""

    name: str
    warnings: tuple[Message, ...] = ()
    #: How to treat a byte that does not fit: raise an error, or use the replacement character.
    errors: str = "strict"


class Probe:
    """Finds the encoding of a file that is fed in pieces; memory does not grow."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._strange = b""
        self._head = b""
        self._size = 0
        self._controls = 0
        self._is_utf8 = True
        self._blank = True

    def feed(self, piece: bytes) -> None:
        """Look at the next piece."""
        if len(self._head) < 4096:
            self._head += piece[: 4096 - len(self._head)]
        self._size += len(piece)
        self._blank = self._blank and not piece.strip()
        self._controls += len(piece) - len(piece.translate(None, _CONTROLS))
        if self._is_utf8:
            try:
                self._utf8.decode(piece)
            except UnicodeDecodeError as error:
                self._is_utf8 = False
                self._strange = piece[max(0, error.start - _SAMPLE) :][: 2 * _SAMPLE]
        elif len(self._strange) < _SAMPLE:
            self._strange += piece[:_SAMPLE]

    def encoding(self) -> Encoding:
        """The encoding of what was fed. Raises UnreadableInput for an empty or binary file."""
        if self._size == 0 or self._blank:
            raise empty_file_error(self.name)
        for mark, codec in _MARKS:
            if self._head.startswith(mark):
                return Encoding(codec)
        wide = _two_bytes_a_letter(self._head)
        if wide:
            return Encoding(wide, (_guessed(wide),))
        if self._controls > max(2, self._size * _MOST_CONTROLS) or b"\0" in self._head:
            raise binary_file_error(self.name)
        if self._is_utf8 and self._complete():
            return Encoding("utf-8")
        damaged = _damaged_utf8(self._strange)
        if damaged:
            return damaged
        encoding = guess_encoding(self._strange or self._head, self.name)
        return Encoding(encoding, (_guessed(encoding),))

    def _complete(self) -> bool:
        try:
            self._utf8.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True


def decode_text(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """All of `data` as text, character for character, and warnings about the encoding.

    A byte order mark is not part of the text. Raises UnreadableInput.
    """
    probe = Probe(name)
    probe.feed(data)
    encoding = probe.encoding()
    text = "".join(decode_pieces([data], encoding, name))
    if not text.strip():
        raise empty_file_error(name)
    return text, encoding.warnings


def decode_pieces(pieces: Iterable[bytes], encoding: Encoding, name: str) -> Iterable[str]:
    """Decode successive pieces. Raises UnreadableInput for what is not text, such as NUL."""
    decoder = codecs.getincrementaldecoder(encoding.name)(encoding.errors)
    try:
        for piece in pieces:
            text = decoder.decode(piece)
            if "\0" in text:
                raise binary_file_error(name)
            yield text
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise encoding_error(name) from None


def _damaged_utf8(sample: bytes) -> Encoding | None:
    """Whether this is damaged UTF-8: most of its letters beyond ASCII are valid."""
    read = sample.decode("utf-8", errors="replace")
    bad = read.count("\ufffd")
    good = sum(ord(letter) > 127 for letter in read) - bad
    if good <= 2 * bad:
        return None
    warning = Message(
        N_("Some characters of the text are damaged and shown as �. Check those places.")
    )
    return Encoding("utf-8", (warning,), errors="replace")


def guess_encoding(sample: bytes, name: str) -> str:
    """The likely encoding of a sample that is not UTF-8. Raises UnreadableInput if none fits."""
    try:
        western = sample.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    strange = [c for c in western if ord(c) > 127]
    fitting = sum(1 for c in strange if _TYPESET.match(c))
    foreign = _in_foreign_letters(western)
    if foreign and _is_cyrillic(sample):
        return "cp1251"
    few = len(strange) < 0.15 * len(western) and not foreign
    if strange and few and fitting >= 0.9 * len(strange):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=_CANDIDATES, preemptive_behaviour=False).best()
    if best is None or best.encoding in ("utf_8", "ascii"):
        raise encoding_error(name)
    return str(best.encoding)


def _in_foreign_letters(western: str) -> bool:
    """Whether words with letters beyond ASCII hold hardly any other letter.

    In a western text such letters stand among others. Ids and dates are no words.
    """
    words = [word for word in _WORD.findall(western) if not word.isascii()]
    letters = "".join(words)
    return bool(letters) and sum(not c.isascii() for c in letters) > 0.7 * len(letters)


def _is_cyrillic(sample: bytes) -> bool:
    """Whether the sample reads as Windows-1251: Cyrillic words with capitals only at the front.

    Other Cyrillic encodings read so have their capitals and small letters exchanged.
    """
    words = [w for w in _WORD.findall(sample.decode("cp1251", "replace")) if not w.isascii()]
    cyrillic = [word for word in words if _CYRILLIC.fullmatch(word)]
    written = [w for w in cyrillic if w[1:].islower() or w.isupper() or len(w) == 1]
    small = sum(word[-1:].islower() for word in cyrillic)
    return bool(words) and len(written) >= 0.9 * len(words) and small >= 0.5 * len(words)


def _two_bytes_a_letter(head: bytes) -> str | None:
    """Whether this is UTF-16 without a mark: nearly every second byte of a Western text is zero."""
    if len(head) < 16:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _guessed(encoding: str) -> Message:
    return Message(
        N_("The text is not UTF-8; it was read as {encoding}. Check letters with accents."),
        {"encoding": encoding},
    )


def empty_file_error(name: str) -> UnreadableInput:
    """The error for a file without content."""
    return UnreadableInput(
        N_("The file is empty."), where=name, remedy=N_("Choose a file that contains a report.")
    )


def binary_file_error(name: str) -> UnreadableInput:
    """The error for bytes that are not text."""
    return UnreadableInput(
        N_("This is not a text file."),
        where=name,
        remedy=N_("Give plain text, HTML, PDF with text or DOCX."),
    )


def encoding_error(name: str) -> UnreadableInput:
    """The error for text in an unrecognised encoding."""
    return UnreadableInput(
        N_("The encoding of the text was not recognised."),
        where=name,
        remedy=N_("Save the file as UTF-8 and read it again."),
    )
