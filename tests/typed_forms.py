"""The forms of pages, filled in as a person would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.urls import resolve
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.crawl import Visited

Pair = tuple[str, str]
#: What is typed, by kind of control.
TYPED = {
    "text": "Zqx 17", "search": "Zqx 17", "textarea": "Zqx 17", "url": "https://zqx17.example/",
    "email": "zqx@example.org", "number": "3", "date": "2031-05-04",
    "datetime-local": "2026-11-28T10:00", "time": "10:00",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form as a person filled it in."""

    page: str
    action: str
    sent: tuple[Pair, ...]
    typed: tuple[Pair, ...]

    def __str__(self) -> str:
        return f"{self.page} -> {self.action} {[name for name, _ in self.typed]}"

    @property
    def referer(self) -> dict[str, str]:
        """The header that names the page of the form."""
        return {"referer": f"http://testserver{self.page}"}


def keep_distinct(forms: Iterable[SentForm]) -> list[SentForm]:
    """One form of each kind: the same route and the same names."""
    kinds = {}
    for form in forms:
        names = tuple(sorted({name.split("-")[0] for name, _ in form.typed}))
        kinds.setdefault((resolve(form.action).route, names), form)
    return list(kinds.values())


def fill_forms(page: Visited, leave_out: frozenset[str] = frozenset()) -> Iterator[SentForm]:
    """The forms of the page that are posted, but those of the addresses named in `leave_out`."""
    for form in LexborHTMLParser(page.html).css("form[method=post]"):
        action = urlsplit(urljoin(page.address, form.attributes.get("action") or "")).path
        if resolve(action).url_name in leave_out:
            continue
        typed = tuple(_type_into(form))
        hidden = tuple(
            (c.attributes.get("name") or "", c.attributes.get("value") or "")
            for c in form.css("input[type=hidden]")
        )
        button = form.css_first("button[name]")
        pressed = (
            ((button.attributes["name"] or "", button.attributes.get("value") or ""),)
            if button
            else ()
        )
        yield SentForm(page.address, action, (*hidden, *typed, *pressed), typed)


def _type_into(form: LexborNode) -> Iterator[Pair]:
    chosen = set()
    for control in form.css("input, textarea, select"):
        name = control.attributes.get("name") or ""
        kind = (
            (control.attributes.get("type") or "text")
            if control.tag == "input"
            else control.tag or ""
        )
        if kind == "select":
            options = [o.attributes.get("value") or "" for o in control.css("option")]
            if options:
                yield name, options[-1]
        elif kind in {"radio", "checkbox"}:
            if kind == "checkbox" or name not in chosen:
                yield name, control.attributes.get("value") or "on"
            chosen.add(name)
        elif kind in TYPED:
            yield name, TYPED[kind]
