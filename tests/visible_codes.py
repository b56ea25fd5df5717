"""Codes that a page shows instead of words, and dates that can be read in two ways."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from enum import StrEnum
from functools import cache

from selectolax.lexbor import LexborHTMLParser

import palermo
from palermo.packs.places import find_countries

#: What is not for reading: programs, keys of the keyboard, the text of a report.
_NOT_READ = "script, style, template, code, kbd, .source-text, head"
_UNDERSCORED = re.compile(r"(?<![\w/])[a-z]+(?:_[a-z0-9]+)+(?![\w/])")
_DATES = re.compile(r"(?<![\w-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?![\w-])")
_ID = re.compile(r"^\s*(?:- )?\{?id: ([a-z0-9]+(?:[-_][a-z0-9]+)+)\b", re.M)


def find_codes(html: str, language: str, usernames: frozenset[str]) -> list[str]:
    """Codes and ambiguous dates in the words of a page.

    In another language than English a text that is nothing but the value of an enum is a code, too,
    unless it is the name of a user.
    """
    page = LexborHTMLParser(html)
    for node in page.css(_NOT_READ):
        node.decompose()
    body = page.body
    if body is None:
        return []
    texts = [text.strip() for text in body.text(separator="\n").split("\n")]
    whole = " ".join(texts)
    values = _values() - usernames if language != "en" else frozenset()
    alone = {text for text in texts if text in values}
    return [*_UNDERSCORED.findall(whole), *_DATES.findall(whole), *_ids().findall(whole), *alone]


@cache
def _ids() -> re.Pattern[str]:
    """Ids of the packs with a hyphen or an underscore; one that is a word is none."""
    files = find_countries().rglob("*.yaml")
    found = {each for path in files for each in _ID.findall(path.read_text("utf-8"))}
    assert len(found) > 100
    either = "|".join(sorted(map(re.escape, found), key=len, reverse=True))
    return re.compile(rf"(?<![\w./-])(?:{either})(?![\w./-])")


@cache
def _values() -> frozenset[str]:
    """Values of all enums; tiers and single letters are the same in every language."""
    values = set()
    for module in pkgutil.walk_packages(palermo.__path__, "palermo."):
        if module.name.endswith(("__main__", ".wsgi")):
            continue
        for enum in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(enum) and issubclass(enum, StrEnum):
                values |= {str(code) for code in enum if len(code) > len("2WL")}
    return frozenset(values)
