"""Everything that a call sends as text, wherever it stands: address, form, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.http import HttpRequest

from palermo.kernel.text_rules import list_sent_texts

#: Their fields are looked at one by one. Any other body is read as JSON, whatever it is called.
_FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
#: What a body must hold for its texts to have characters that no plain text has: an escape, the
#: first byte of a surrogate in UTF-8, or an encoding of two or four bytes.
_SIGNS = (b"\\u", b"\xed", b"\0")


def find_sent_texts(request: HttpRequest) -> Iterator[str]:
    """The texts, names of fields included. A body that is no JSON is left to the parser."""
    yield from list_sent_texts(request.path_info, request.GET.lists(), request.POST.lists())
    if request.content_type in _FORMS or not any(sign in request.body for sign in _SIGNS):
        return
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return
    yield from _texts_of(sent)


def _texts_of(sent: object) -> Iterator[str]:
    # A list of what is left, for what is sent may be nested deeper than functions may be.
    waiting = [sent]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
