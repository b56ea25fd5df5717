"""No sentence stands in a script of the front end outside the catalogue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.jslexer import Token, tokenize, unquote_string
from django.contrib.staticfiles import finders

SCRIPTS = Path(__file__).resolve().parents[2] / "frontend" / "src"
CALLS = {"gettext", "ngettext", "pgettext", "npgettext"}
#: A capital, small letters and the end of the word; or a small sentence with its full stop.
SENTENCE = re.compile(r"^[A-Z][a-z]+(?![\w-])|\w \w.*[.!?:…]$")
#: Names, not words: of the program, of a key, of a header, of a class of the browser.
NAMES = {"Palermo", "Escape", "Enter", "Accept"}
_GAP = "\x00"


def shown_outside_the_catalogue(source: str) -> Iterator[str]:
    """Texts in a script that look like a sentence and are not looked up."""
    depth, before = 0, ""
    for token in tokenize(source, jsx=False, template_string=True):
        if token.value == "(" and (depth or before in CALLS):
            depth += 1
        elif token.value == ")" and depth:
            depth -= 1
        elif not depth:
            yield from _sentences(token)
        before = token.value


def _sentences(token: Token) -> Iterator[str]:
    if token.type == "string":
        texts = [unquote_string(token.value)]
    elif token.type == "template_string":
        parts = _parts(token.value[1:-1])
        for code in parts[1::2]:
            yield from shown_outside_the_catalogue(code)
        # Code within a tag leaves a gap there, so tags go before the text is cut at gaps.
        texts = re.split(f"<[^>]*>|{_GAP}", _GAP.join(parts[::2]))
    else:
        return
    for text in (t.strip() for t in texts):
        if SENTENCE.search(text) and text not in NAMES:
            yield text


def _parts(template: str) -> list[str]:
    """Text and code of a template string in turn."""
    parts, depth, at = [""], 0, 0
    while at < len(template):
        if template.startswith("${", at) and not depth:
            parts.append("")
            depth, at = 1, at + 2
            continue
        depth += {"{": 1, "}": -1}.get(template[at], 0) if depth else 0
        if template[at] == "}" and len(parts) % 2 == 0 and not depth:
            parts.append("")
        else:
            parts[-1] += template[at]
        at += 1
    return parts


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('show("Send it now.")', ["Send it now."]),
        ("show(`Wipe ${this ? 'Really' : ''} it`)", ["Really", "Wipe"]),
        ('show(gettext("Send it now."), { class: "btn btn-primary" })', []),
        ('ngettext("One answer", "{count} answers", count(")")); button("Next")', ["Next"]),
        ("html`<p class=${kind}>Not <b>sent</b></p>`", ["Not"]),
        ('html`<p>${gettext("Not sent")}</p>`', []),
        ('headers["X-CSRFToken"] = "Content-Type"; // Not shown', []),
    ],
)
def test_a_sentence_outside_the_catalogue_is_seen(source: str, found: list[str]) -> None:
    assert sorted(shown_outside_the_catalogue(source)) == sorted(found)


@pytest.mark.parametrize(
    "path", sorted(SCRIPTS.rglob("*.js")), ids=lambda p: str(p.relative_to(SCRIPTS))
)
def test_every_sentence_of_a_script_comes_from_the_catalogue(path: Path) -> None:
    assert list(shown_outside_the_catalogue(path.read_text(encoding="utf-8"))) == []


def test_the_build_lists_every_sentence_that_scripts_look_up() -> None:
    listed = set(json.loads(Path(str(finders.find("built/messages.json"))).read_text("utf-8")))
    asked = set()
    for path in SCRIPTS.rglob("*.js"):
        for found in re.finditer(r"\bgettext\(\s*\"([^\"]+)\"", path.read_text(encoding="utf-8")):
            asked.add(found[1])
    assert asked
    assert asked <= listed
