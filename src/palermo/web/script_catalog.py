"""The sentences that scripts show, from the same catalogue as those of Python and templates.

A language has one catalogue. A page loads only the sentences that scripts look up, because the
whole catalogue is ten times as large. The front end's build lists them.
"""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.i18n import JavaScriptCatalog

#: The address holds the content's fingerprint, so a browser may keep what it got.
_KEEP = "public, max-age=31536000, immutable"
_CHECK = "no-cache"


class ScriptCatalog(JavaScriptCatalog):
    """Django's catalogue for scripts, limited to the sentences that ours use."""

    domain = "django"

    def get_catalog(self) -> dict[str, Any]:
        """Translations by sentence; a plural has a list of forms."""
        wanted = _script_sentences()
        return {key: text for key, text in super().get_catalog().items() if key in wanted}


def send_script_catalog(request: HttpRequest, language: str) -> HttpResponse:
    """The script that defines gettext and ngettext for a language of the program."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    content = _content(language)
    response = HttpResponse(content, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = _KEEP if request.GET.get("v") == _fingerprint(content) else _CHECK
    response["Content-Language"] = language
    return response


def script_catalog_address(language: str) -> str:
    """Where the catalogue of a language is; the address changes with the content."""
    return f"{reverse('javascript-catalog', args=[language])}?v={_fingerprint(_content(language))}"


@functools.cache
def _content(language: str) -> bytes:
    with override(language):
        made: bytes = ScriptCatalog().get(HttpRequest()).content
    return made


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


@functools.cache
def _script_sentences() -> frozenset[str]:
    """Keys of the catalogue, as gettext has them."""
    found = finders.find("built/messages.json")
    if not isinstance(found, str):
        # Without a built front end no script looks up a sentence; pages work without scripts.
        return frozenset()
    return frozenset(json.loads(Path(found).read_text(encoding="utf-8")))
