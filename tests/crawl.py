"""A person who opens every page: follows the links of each page, a few of each address pattern."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from selectolax.lexbor import LexborHTMLParser

#: Pages of one pattern differ by their data; so many of them show its kinds.
_PER_PATTERN = 2
#: Where an address stands in a page. Part links fetch a part of a page by a script.
_LINKS = (
    ("a[href]", "href"),
    ("link[href]", "href"),
    ("script[src]", "src"),
    ("img[src]", "src"),
    ("form[method=get][action]", "action"),
    ("[data-fetch-part]", "data-fetch-part"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """An address on a page: without its fragment, and the fragment alone."""

    address: str
    fragment: str = ""
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Visited:
    """A page as it was answered: where it led in the end, and on which page its link was."""

    address: str
    found_on: str
    status: int
    kind: str
    html: str
    disposition: str = ""
    links: tuple[Link, ...] = ()
    ids: frozenset[str] = field(default=frozenset(), repr=False)


def crawl(
    client: Client, start: tuple[str, ...] = ("/",), per_pattern: int = _PER_PATTERN
) -> list[Visited]:
    """Every page that links lead to from `start`, at most a few of each pattern."""
    waiting = [(Link(address), "") for address in start]
    known = set(start)
    of_pattern: Counter[str] = Counter()
    visited = []
    while waiting:
        link, found_on = waiting.pop(0)
        page = _open(client, link, found_on)
        visited.append(page)
        for next_link in page.links:
            pattern = _pattern(next_link)
            if next_link.address in known or of_pattern[pattern] >= per_pattern:
                continue
            known.add(next_link.address)
            of_pattern[pattern] += 1
            waiting.append((next_link, page.address))
    return visited


def find_lost_fragments(visited: list[Visited]) -> list[str]:
    """Links to a place of a page that was visited and has no such place."""
    places = {page.address: page.ids for page in visited if page.kind == "text/html"}
    return [
        f"{page.address} -> {link.address}#{link.fragment}"
        for page in visited
        for link in page.links
        if link.fragment and link.fragment not in places.get(link.address, {link.fragment})
    ]


def _read_links(address: str, page: LexborHTMLParser) -> tuple[Link, ...]:
    """The addresses of this site on a page, each once."""
    links = {}
    for selector, name in _LINKS:
        for node in page.css(selector):
            href = node.attributes.get(name) or ""
            whole = urlsplit(urljoin(address, href))
            if whole.scheme or whole.netloc or not whole.path:
                continue
            query = f"?{whole.query}" if whole.query else ""
            link = Link(whole.path + query, unquote(whole.fragment), name == "data-fetch-part")
            links[(link.address, link.fragment)] = link
    return tuple(links.values())


def _open(client: Client, link: Link, found_on: str) -> Visited:
    if link.address.startswith("/static/"):
        known = finders.find(link.address.removeprefix("/static/"))
        return Visited(link.address, found_on, 200 if known else 404, "", "")
    part = {"X-Palermo-Part": "1"} if link.is_part else {}
    answer = client.get(link.address, follow=True, headers=part)
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    html = _text(answer) if kind == "text/html" else ""
    chain = getattr(answer, "redirect_chain", [])
    address = urljoin(link.address, chain[-1][0]) if chain else link.address
    disposition = answer.headers.get("Content-Disposition", "")
    if not html or link.is_part:
        return Visited(address, found_on, answer.status_code, kind, html, disposition)
    page = LexborHTMLParser(html)
    ids = frozenset(node.attributes["id"] or "" for node in page.css("[id]"))
    links = _read_links(address, page)
    return Visited(address, found_on, answer.status_code, kind, html, disposition, links, ids)


def _text(answer: HttpResponse) -> str:
    return answer.content.decode()


def _pattern(link: Link) -> str:
    """The route of an address with the names of its query: pages of one kind share it.

    Places of a page are of one kind up to their number.
    """
    parts = urlsplit(link.address)
    names = sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        route = parts.path
    # Tables of one route are as different as their names.
    name = parts.path if parts.path.startswith("/tables/") else ""
    place = re.split(r"[0-9]", link.fragment)[0]
    return f"{route}{name}?{'&'.join(names)}#{place}"
