"""What a line of the activity log is about: the record in words, and the page where it is shown.

The log keeps a record as a short text, such as `AZE-2023-04a` or `interview 7`, for programs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_, Message
from palermo.packs.pack import Pack

#: Titles of the tables that can be downloaded, by name.
TABLE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "register": N_("Register of tiers"),
        "recommendations": N_("Demands"),
        "duties": N_("Duties"),
        "actions": N_("Actions"),
        "findings": N_("Efforts and shortfalls"),
        "figures": N_("Figures of the narratives"),
        "measures": N_("Catalogue of measures"),
        "values": N_("Values of measures"),
        "checklist": N_("Checklist of the minimum standards"),
        "narratives": N_("Narratives"),
        "agencies": N_("Agencies"),
        "roles": N_("Roles"),
        "services": N_("Services"),
        "procedures": N_("Procedures"),
        "comparison": N_("Comparison of two editions"),
    }
)


@dataclass(frozen=True, slots=True)
class LoggedRecord:
    """A record in words. `page`: name of its page and the arguments; empty where it has none.

    `place`: id of the part of the page that shows it.
    """

    words: Message
    page: tuple[str, ...] = ()
    place: str = ""


def logged_record(target: str, pack: Pack, language: str) -> LoggedRecord | None:
    """What `target` of a line is about; None if the line is about no record."""
    for pattern, tell in _KINDS.items():
        if found := re.fullmatch(pattern, target):
            return tell(*found.groups(), *(() if tell in _PLAIN else (pack, language)))
    if target in TABLE_TITLES:
        return LoggedRecord(Message(TABLE_TITLES[target]))
    named = next(_names(target, pack, language), target)
    return LoggedRecord(Message("{name}", {"name": named})) if target else None


def _names(target: str, pack: Pack, language: str) -> Iterator[str]:
    """The words of a bare id: a procedure, a measure and so on."""
    if versions := pack.procedures.versions_of(target):
        yield versions[-1].title.in_language(language)
    yield from (m.title.in_language(language) for m in pack.measures if m.id == target)
    yield from (a.name.in_language(language) for a in pack.agencies if a.code == target)
    yield from (v.title.in_language(language) for v in pack.vignettes if v.id == target)
    yield from (i.name for i in pack.instruments.instruments if i.id == target)


def _numbered(template: str, page: str = "") -> Callable[[str], LoggedRecord]:
    """What says a record that has nothing but a number, and the name of its page."""

    def tell(number: str) -> LoggedRecord:
        words = Message(template, {"number": number})
        return LoggedRecord(words, (page, number) if page else ())

    return tell


def _narratives(numbers: str) -> LoggedRecord:
    first, *others = numbers.split(",")
    if not others:
        return _narrative(first)
    said = {"numbers": ", ".join((first, *others))}
    return LoggedRecord(Message(N_("narratives {numbers}"), said), ("narratives",))


def _duty(ref: str, letter: str) -> LoggedRecord:
    words = Message("{ref}{letter}", {"ref": ref, "letter": letter})
    return LoggedRecord(words, ("recommendation", ref), f"duty-{letter}" if letter else "")


def _checklist(
    country: str, edition: str, item: str | None, pack: Pack, language: str
) -> LoggedRecord:
    said = {"country": _country_name(country, pack, language), "edition": edition}
    if item is None:
        template = N_("{country}, checklist of {edition}")
        return LoggedRecord(Message(template, said), ("checklist", country, edition))
    template = N_("{country}, checklist of {edition}, {item}")
    words = Message(template, {**said, "item": item})
    return LoggedRecord(words, ("checklist", country, edition), item)


def _value(country: str, measure: str, pack: Pack, language: str) -> LoggedRecord:
    title = next((m.title.in_language(language) for m in pack.measures if m.id == measure), measure)
    said = {"country": _country_name(country, pack, language), "measure": title}
    return LoggedRecord(Message("{country}: {measure}", said), ("measure", measure))


def _country(code: str, pack: Pack, language: str) -> LoggedRecord:
    """Codes of some agencies have three capitals, too."""
    name = next(_names(code, pack, language), "")
    if name:
        return LoggedRecord(Message("{name}", {"name": name}), ("agency", code))
    return LoggedRecord(
        Message("{name}", {"name": _country_name(code, pack, language)}), ("country", code)
    )


def _country_name(code: str, pack: Pack, language: str) -> str:
    """Refusals name what was asked for, also a country that does not exist."""
    try:
        return pack.countries.name_of(code, language)
    except NotFound:
        return code


_narrative = _numbered(N_("narrative {number}"), "review")
_interview = _numbered(N_("interview {number}"), "interview")
_user = _numbered(N_("account {number}"), "user")
_evidence = _numbered(N_("evidence {number}"), "evidence")
_obligation = _numbered(N_("duty {number} of an interview"))
_token = _numbered(N_("access token {number}"))
_change = _numbered(N_("changed link {number}"))
_wording = _numbered(N_("wording {number}"))
#: Forms of a target, and what says each of them.
_KINDS: Mapping[str, Callable[..., LoggedRecord]] = MappingProxyType(
    {
        r"narrative (\d+)": _narrative,
        r"(\d+(?:,\d+)*)": _narratives,
        r"interview (\d+)": _interview,
        r"user (\d+)": _user,
        r"evidence (\d+)": _evidence,
        r"obligation (\d+)": _obligation,
        r"token (\d+)": _token,
        r"change (\d+)": _change,
        r"wording (.+)\.yaml": _wording,
        r"([A-Z]{3}-\d{4}-\d{2,3})([a-z]*)": _duty,
        r"([A-Z]{3}) (\d{4})(?: (\S+))?": _checklist,
        r"([A-Z]{3}) (\S+)": _value,
        r"([A-Z]{3})": _country,
    }
)
#: Those that need no name of the pack.
_PLAIN = frozenset(_KINDS.values()) - {_checklist, _value, _country}
