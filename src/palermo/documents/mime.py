"""Pages that a browser saved as one file (MHTML), and mails: takes the page or the text of it."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message as MimeMessage

from palermo.documents.html import read_html
from palermo.documents.plain import decode_text, empty_file_error
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

#: A saved page has a part for each picture.
MOST_PARTS = 2_000


def read_mime(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """The visible text of the first page in the file, otherwise its plain text.

    Raises UnreadableInput.
    """
    if data.count(b"\n--") > 4 * MOST_PARTS:
        raise _damaged(name)
    for kind in ("text/html", "text/plain"):
        content = _first_part(data, kind, name)
        if content is None:
            continue
        part, charset = content
        if kind == "text/html":
            head = f'<meta charset="{charset}">'.encode() if charset.isascii() and charset else b""
            return read_html(head + part, name)
        return decode_text(part, name)
    raise empty_file_error(name)


def _first_part(data: bytes, kind: str, name: str) -> tuple[bytes, str] | None:
    """The decoded bytes of the first part of a kind, and the encoding that it names."""
    try:
        for part in message_from_bytes(data).walk():
            if part.get_content_type() == kind and not part.is_multipart():
                return _payload(part)
    except MemoryError:
        raise
    except Exception:  # a damaged file breaks the library in many ways
        raise _damaged(name) from None
    return None


def _payload(part: MimeMessage) -> tuple[bytes, str]:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b"", part.get_content_charset("")


def _damaged(name: str) -> UnreadableInput:
    return UnreadableInput(
        N_("The saved page is damaged."),
        where=name,
        remedy=N_("Save the page again, as HTML or as PDF."),
    )
