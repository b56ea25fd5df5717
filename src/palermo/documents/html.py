"""Converts HTML to lines of visible text: one line per block, a bullet before a list item."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from palermo.documents.plain import decode_text, empty_file_error, encoding_error
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
#: Encodings that browsers refuse in a page; some of them take time that grows with the square.
_NO_PAGE = ("utf-16", "utf-32", "utf-7", "punycode", "idna", "unicode", "raw-unicode")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
#: Stands for the end of a cell until the blanks of the source are gone.
_CELL_END = "\x1f"
_BETWEEN_CELLS = re.compile(f" ?{_CELL_END}[ {_CELL_END}]*")
#: Between digits a no-break space marks thousands; elsewhere it is a space.
_NO_BREAK = re.compile(r"(?<!\d)\xa0|\xa0(?!\d\d\d(?!\d))")
_SKIPPED = re.compile(
    r"script|style|nav|noscript|template|svg|math|iframe|object|canvas|audio|video|select|button"
    r"|input|textarea|footer|aside|dialog|del|s|strike"
)
_BLOCKS = re.compile(
    r"address|article|blockquote|body|caption|center|d[dlt]|details|div|fieldset|figcaption|figure"
    r"|form|h[1-6]|header|hr|html|legend|li|main|menu|[ou]l|p|pre|section|summary|table|tbody"
    r"|tfoot|thead|title|tr"
)


#: Parsing time is quadratic in the nesting depth; pages stay below a hundred.
_DEEPEST = 4_000
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
#: Elements without an end tag, or that end where the next one begins.
_FLAT = re.compile(
    r"area|base|br|col|d[dt]|embed|hr|img|input|li|link|meta|option|p|source|t[dhr]|track|wbr"
)


def read_html(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """The visible text of a page, its title first. Raises UnreadableInput.

    Leaves out scripts, styles, navigation, forms and elements marked as hidden.
    """
    source, warnings = _decoded(data, name)
    _check_depth(source, name)
    root = LexborHTMLParser(source).root
    lines = list(_page_lines(root)) if root is not None else []
    # A page's title usually repeats its first heading.
    if len(lines) > 1 and lines[0] in lines[1:4]:
        del lines[0]
    text = "\n".join(lines)
    if not text.strip():
        raise empty_file_error(name)
    return text, warnings


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        codec = declared[1].decode("ascii").lower()
        # As browsers do: Latin-1 means Windows-1252, and a page cannot declare UTF-16.
        codec = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(codec, codec)
        try:
            if not codecs.lookup(codec).name.startswith(_NO_PAGE):
                return data.decode(codec), ()
        except (LookupError, ValueError):
            pass
    try:
        return decode_text(data, name)
    except UnreadableInput:
        if b"\0" in data:
            raise
        raise encoding_error(name) from None


def _check_depth(source: str, name: str) -> None:
    still_open: Counter[str] = Counter()
    depth = 0
    for closing, written in _TAG.findall(source):
        tag = written.lower()
        if _FLAT.fullmatch(tag):
            continue
        if not closing:
            still_open[tag] += 1
            depth += 1
        elif still_open[tag]:
            still_open[tag] -= 1
            depth -= 1
        if depth > _DEEPEST:
            raise UnreadableInput(
                N_("The page has more than {most} levels of nested elements and was not opened."),
                where=name,
                remedy=N_("Save its text as plain text and read that file."),
                most=_DEEPEST,
            )


def _page_lines(root: LexborNode) -> Iterator[str]:
    """Lines of the page in reading order, without recursion: pages can be nested very deep."""
    pieces: list[str] = []
    for event in _events(root):
        if event != "\n":
            pieces.append(event)
            continue
        line = _clean_line(pieces)
        pieces.clear()
        if line and line != "•":
            yield line
        elif line == "•":
            # The item's text is in a block of its own.
            pieces.append("• ")
    line = _clean_line(pieces)
    if line and line != "•":
        yield line


def _clean_line(pieces: list[str]) -> str:
    line = _BLANKS.sub(" ", _NO_BREAK.sub(" ", "".join(pieces))).strip(f" {_CELL_END}")
    return _BETWEEN_CELLS.sub("\t", line)


def _events(root: LexborNode) -> Iterator[str]:
    """Pieces of text, and `\n` at the begin and end of each block."""
    node: LexborNode | None = root
    while node is not None:
        entered = False
        tag = node.tag or ""
        if tag == "-text":
            yield node.text_content or ""
        elif tag == "br":
            yield "\n"
        elif not _is_left_out(node, tag):
            if _BLOCKS.fullmatch(tag):
                yield "\n"
            if tag == "li":
                yield "• "
            entered = node.child is not None
        if entered:
            node = node.child
            continue
        while node is not None:
            yield from _closing_separator(node.tag or "")
            if node.mem_id == root.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            node = node.parent


def _is_left_out(node: LexborNode, tag: str) -> bool:
    if tag == "button" and _opens_section(node):
        return False
    if tag == "sup":
        # Marks of notes; "2nd" keeps its letters.
        return not any(letter.isalpha() for letter in node.text(deep=True) or "")
    return bool(_SKIPPED.fullmatch(tag)) or _hidden(node)


def _opens_section(button: LexborNode) -> bool:
    """Whether a button is the heading of a part that it opens and closes."""
    attributes = button.attributes
    if "aria-expanded" in attributes or "aria-controls" in attributes:
        return not _hidden(button)
    parent = button.parent
    return parent is not None and bool(re.fullmatch(r"h[1-6]|summary", parent.tag or ""))


def _closing_separator(tag: str) -> Iterator[str]:
    if _BLOCKS.fullmatch(tag):
        yield "\n"
    elif tag in ("td", "th"):
        yield _CELL_END


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") == "navigation"
        or "display:none" in style
    )
