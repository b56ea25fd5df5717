"""What the pages draw and write: tiers, the map, timelines, marked text, numbers and dates.

Listed with their parameters in `src/palermo/web/README.md`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from palermo.accounts.rights import Right
from palermo.actions.visit import Visit
from palermo.cases.duty import Status
from palermo.journal.values import JournalRow
from palermo.kernel.answers import Answer
from palermo.kernel.codes import LabelledCode
from palermo.kernel.errors import PackProblem
from palermo.kernel.messages import N_, Message, spell_date
from palermo.kernel.sources import Certainty, shown_certainty
from palermo.packs.services import ServiceKind
from palermo.reports.assessment import Tier
from palermo.reports.figures.catalogue import FIGURE_MEASURES
from palermo.saying.act_texts import act_sentence
from palermo.web.countries.timeline import NO_TIER, TimelineBlock, make_blocks
from palermo.web.countries.world_map import world_shapes
from palermo.web.filters_in_words import list_chosen
from palermo.web.guard import request_pack
from palermo.web.language import country_label, page_language
from palermo.web.reading.marks import highlight_marks, highlight_matches
from palermo.web.script_catalog import script_catalog_address

register = template.Library()
register.simple_tag(script_catalog_address)
register.filter(list_chosen)

TIER_NAMES: Mapping[str, str] = {**{t.value: t.label for t in Tier}, NO_TIER: N_("No data")}

STATUS_TONES: Mapping[Status, str] = {
    Status.MET: "good",
    Status.PARTIALLY_MET: "warn",
    Status.LAPSED: "bad",
    Status.INSUFFICIENT_EVIDENCE: "warn",
}

#: How good a state is: decides the colour of its badge; the words are given by the page.
TONES = frozenset({"", "good", "bad", "warn"})


def _code(tier: object) -> str:
    code = str(tier) if tier else NO_TIER
    return code if code in TIER_NAMES else NO_TIER


@register.filter
def tier_name(tier: object) -> str:
    """Name of a tier in the reader's language; `No data` where there is none."""
    return gettext(TIER_NAMES[_code(tier)])


@register.simple_tag
def tier(code: object) -> SafeString:
    """A tier as a badge, in words."""
    shown = _code(code)
    return format_html('<span class="tier tier-{}">{}</span>', shown.lower(), tier_name(shown))


@register.simple_tag
def badge(words: object, tone: str = "") -> SafeString:
    """A status in words; `tone` is `good`, `bad`, `warn` or empty."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"badge: tone {tone!r} is none of {sorted(TONES)}")
    return format_html('<span class="badge{}">{}</span>', f" badge-{tone}" if tone else "", words)


@register.simple_tag
def source_mark(source: object, certainty: str | bool = False) -> SafeString:
    """Where a fact comes from, and whether somebody verified it or Palermo derived it.

    `certainty`: a code of Certainty, or whether a person verified the source.
    """
    known = (Certainty.UNVERIFIED, Certainty.VERIFIED)
    state = known[certainty] if isinstance(certainty, bool) else Certainty(certainty or known[0])
    return format_html(
        '<span class="mark-source mark-source-{}">{} · {}</span>',
        state,
        _certainty_words(state),
        source,
    )


@register.simple_tag(takes_context=True)
def rule_source(context: Mapping[str, Any], source: object, certainty: str) -> SafeString:
    """Where a rule comes from, with as much of its certainty as the reader needs."""
    adopts = Right.VIEW_CERTAINTY in context.get("rights", ())
    shown = shown_certainty(Certainty(certainty), adopts=adopts)
    if adopts:
        return source_mark(source, certainty)
    whose = [pgettext("source", "Palermo's own rule")] if shown else []
    words = " · ".join([*whose, str(source)])
    return format_html('<span class="hint rule-source">{}</span>', words)


def _certainty_words(certainty: Certainty) -> str:
    return {
        Certainty.VERIFIED: pgettext("source", "verified"),
        Certainty.DERIVED: pgettext("source", "derived by Palermo from the named sources"),
        Certainty.UNVERIFIED: pgettext("source", "unverified"),
    }[certainty]


@register.filter
def number(amount: Decimal | float) -> str:
    """A number with the reader's separators; whole numbers without a decimal point."""
    if isinstance(amount, float) and amount.is_integer():
        amount = int(amount)
    return formats.number_format(amount, use_l10n=True, force_grouping=True)


@register.simple_tag
def value(amount: Decimal | float | None, state: str = "") -> SafeString | str:
    """A figure: 0 is a number, `not_reported` is said in words, nothing known is `no data`.

    `state` is `not_reported` where the source says that the number was not reported.
    """
    if state == "not_reported":
        return format_html('<span class="unknown">{}</span>', gettext("not reported"))
    if amount is None:
        return format_html('<span class="unknown">{}</span>', gettext("no data"))
    return number(amount)


@register.filter
def day(moment: datetime.date | None) -> str:
    """A date in the reader's language, with the month in words; nothing for no date."""
    if isinstance(moment, datetime.datetime):
        moment = timezone.localtime(moment).date()
    return spell_date(moment, gettext) if moment else ""


@register.filter
def moment(at: datetime.datetime | None) -> str:
    """A time in words, such as `1 December 2026, 23:13`; nothing for no time."""
    return spell_date(timezone.localtime(at), gettext) if at else ""


@register.simple_tag
def highlight(text: str, marks: Iterable[Any]) -> SafeString:
    """`text` with its `marks` as <mark id=...>; see `palermo.web.reading.marks`."""
    return highlight_marks(text, marks)


@register.simple_tag
def found(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """`text` with the matches of a search as <mark>."""
    return highlight_matches(text, spans)


@register.inclusion_tag("web/parts/timeline.html")
def tier_timeline(history: Iterable[tuple[int, str | None]], label: str = "") -> dict[str, Any]:
    """Tiers by year as a drawing; years without a row between the first and last stay missing."""
    blocks = [
        {"block": b, "name": tier_name(b.tier), "css": b.tier.lower()} for b in make_blocks(history)
    ]
    return {
        "blocks": blocks,
        "label": label,
        "width": TimelineBlock.ROW_WIDTH,
        "height": TimelineBlock.ROW_HEIGHT,
    }


@register.inclusion_tag("web/parts/world_map.html")
def world_map(countries: Iterable[Any], home: str = "") -> dict[str, Any]:
    """The map. Each of `countries` has `iso3`, `name`, `tier` (or None) and `url`.

    Shapes without a country of the register are drawn as land without data.
    """
    view_box, shapes = world_shapes()
    known = {c["iso3"]: c for c in (_as_mapping(c) for c in countries)}
    land = [shape for code, shape in shapes.items() if code not in known]
    drawn = [
        {
            "shape": shapes[code],
            "country": c,
            "css": _code(c["tier"]).lower(),
            "title": f"{c['name']}: {tier_name(c['tier'])}",
            "here": code == home,
        }
        for code, c in known.items()
        if code in shapes
    ]
    # Circles of small countries come last, so that a large neighbour never covers them.
    drawn.sort(key=lambda item: "r" in item["shape"])
    return {"view_box": view_box, "land": land, "drawn": drawn}


@register.inclusion_tag("web/parts/legend.html")
def tier_legend() -> dict[str, Any]:
    """All tiers with colour and pattern."""
    return {"tiers": [(code.lower(), tier_name(code)) for code in TIER_NAMES]}


@register.simple_tag
def tier_words() -> dict[str, str]:
    """Names of the tiers in the reader's language, for the data block that the map reads."""
    return {code: tier_name(code) for code in TIER_NAMES}


@register.simple_tag
def direction(language: str) -> str:
    """`rtl` or `ltr`, as the country's pack says of the language."""
    return "rtl" if language in settings.LANGUAGES_BIDI else "ltr"


def _as_mapping(country: Any) -> Mapping[str, Any]:
    if isinstance(country, Mapping):
        return country
    return {key: getattr(country, key) for key in ("iso3", "name", "tier", "url")}


@register.filter
def label(code: LabelledCode | None) -> str:
    """A code (status, placement, direction, …) in the reader's language; nothing for None.

    A string is an error: its word is not known, and a bare code must not reach a reader.
    """
    return gettext(code.label) if code else ""


@register.simple_tag(takes_context=True)
def answer_words(context: Mapping[str, Any], answer: Answer) -> str:
    """Yes, no or unknown in the reader's language."""
    visit = _visit(context)
    return visit.pack.speech.answers[answer.value].in_language(visit.language)


@register.simple_tag(takes_context=True)
def place_name(context: Mapping[str, Any], place: str) -> str:
    """What a kind of place is called in the reader's language."""
    visit = _visit(context)
    return visit.pack.speech.place_name(place, visit.language)


@register.filter
def act_words(row: JournalRow) -> str:
    """How the log says an act that was done, or that was refused."""
    return act_sentence(row, gettext)


@register.filter
def figure_label(measure: str) -> str:
    """Name of a counted quantity of a reading."""
    return gettext(FIGURE_MEASURES.get(measure, measure))


@register.simple_tag
def status(code: Status) -> SafeString:
    """A computed status as a badge."""
    return badge(label(code), STATUS_TONES.get(code, ""))


@register.filter
def render_message(message: Message | None) -> str:
    """A message of the rooms below in the reader's language."""
    return message.say(gettext) if message else ""


@register.simple_tag(takes_context=True)
def country_name(context: Mapping[str, Any], iso3: str) -> str:
    """Name of a country in the reader's language."""
    return country_label(_visit(context), iso3)


@register.simple_tag(takes_context=True)
def theme_name(context: Mapping[str, Any], theme: str) -> str:
    """Title of a theme in the reader's language."""
    visit = _visit(context)
    titles = {t.id: t.title for t in visit.pack.vocabulary.themes.themes}
    return titles[theme].in_language(visit.language) if theme in titles else theme


@register.simple_tag(takes_context=True)
def agency_name(context: Mapping[str, Any], code: str) -> str:
    """Name of an agency of the pack; its code when the pack no longer has it."""
    visit = _visit(context)
    found = next((a for a in visit.pack.agencies if a.code == code), None)
    return found.name.in_language(visit.language) if found else code


@register.simple_tag(takes_context=True)
def measure_title(context: Mapping[str, Any], measure: str) -> str:
    """Title of a measure of the catalogue."""
    visit = _visit(context)
    found = next((m for m in visit.pack.measures if m.id == measure), None)
    return found.title.in_language(visit.language) if found else measure


@register.simple_tag(takes_context=True)
def standard_question(context: Mapping[str, Any], code: str) -> str:
    """What a standard, criterion or factor of the checklist asks; empty where it has no such."""
    found = (item for item in _visit(context).pack.checklist if item.id == code)
    return next((item.question.in_language(page_language()) for item in found), "")


@register.simple_tag(takes_context=True)
def hotlines(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and number of the hotlines of the country, for pages that strangers see."""
    try:
        pack = request_pack(context["request"])
    except PackProblem:
        return []  # signing in needs no pack: an administrator must reach what is wrong
    return [
        (service.name.in_language(page_language()), service.number)
        for service in pack.services
        if service.kind is ServiceKind.HOTLINE and service.number
    ]


def _visit(context: Mapping[str, Any]) -> Visit:
    visit: Visit = context["visit"]
    return visit


@register.filter
def lookup(found: Mapping[Any, Any], key: Any) -> Any:
    """The value of a key; None where there is none."""
    return found.get(key)


@register.filter
def localize(text: Any) -> str:
    """A text of the pack in the reader's language."""
    localized: str = text.in_language(page_language())
    return localized


@register.filter
def not_rejected(page: Any, kind: str) -> Any:
    """The items of a kind in a narrative that were not rejected."""
    return page.standing(kind)
