"""A person who opens every page: follows the links of each page, a few of each address pattern."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from selectolax.lexbor import LexborHTMLParser

#: Pages of one pattern differ by their data; so many of them show its kinds.
_PER_PATTERN = 2


@dataclass(frozen=True, slots=True)
class Visited:
    """A page as it was answered: where it led in the end, and on which page its link was."""

    address: str
    found_on: str
    status: int
    kind: str
    html: str


def crawl(client: Client, start: tuple[str, ...] = ("/",)) -> list[Visited]:
    """Every page that links lead to from `start`, at most a few of each pattern."""
    waiting = [(address, "") for address in start]
    known = set(start)
    of_pattern: Counter[str] = Counter()
    visited = []
    while waiting:
        address, found_on = waiting.pop(0)
        page = _open(client, address, found_on)
        visited.append(page)
        for link in find_links(page):
            pattern = _pattern(link)
            if link in known or of_pattern[pattern] >= _PER_PATTERN:
                continue
            known.add(link)
            of_pattern[pattern] += 1
            waiting.append((link, address))
    return visited


def find_links(page: Visited) -> list[str]:
    """The addresses of this site that a page links to, without their fragments."""
    if page.kind != "text/html":
        return []
    found = [a.attributes.get("href") or "" for a in LexborHTMLParser(page.html).css("a[href]")]
    whole = [urlsplit(urljoin(page.address, href)) for href in found]
    return [
        url.path + (f"?{url.query}" if url.query else "")
        for url in whole
        if not url.scheme and not url.netloc and url.path
    ]


def _open(client: Client, address: str, found_on: str) -> Visited:
    answer = client.get(address, follow=True)
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    html = _text(answer) if kind == "text/html" else ""
    chain = getattr(answer, "redirect_chain", [])
    return Visited(chain[-1][0] if chain else address, found_on, answer.status_code, kind, html)


def _text(answer: HttpResponse) -> str:
    return answer.content.decode()


def _pattern(address: str) -> str:
    """The route of an address with the names of its query: pages of one kind share it."""
    parts = urlsplit(address)
    names = sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        route = parts.path
    return f"{route}?{'&'.join(names)}"
