"""What a table was narrowed by, in the reader's words: beside the codes, which are for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from palermo.cases.duty import Status
from palermo.kernel.codes import LabelledCode
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_, Message
from palermo.packs.pack import Pack
from palermo.reports.assessment import Paradigm

_NAMES: Mapping[str, str] = {
    "country": N_("Country"),
    "edition": N_("Report of"),
    "agency": N_("Agency"),
    "theme": N_("Theme"),
    "paradigm": N_("Paradigm"),
    "status": N_("Status"),
    "asked_times": N_("Asked"),
    "overdue": N_("Overdue only"),
    "dropped": N_("Newest report"),
    "text": N_("Words"),
    "left": N_("In no accepted text"),
}


def filter_words(
    filters: Mapping[str, str], pack: Pack, language: str, translate: Callable[[str], str]
) -> dict[str, str]:
    """Name to value of each filter, in words. `filters`: by name, as codes."""
    return {
        translate(_NAMES[name]): _value(name, value, pack, language, translate)
        for name, value in filters.items()
        if name in _NAMES
    }


def _value(name: str, code: str, pack: Pack, language: str, translate: Callable[[str], str]) -> str:
    labels: Mapping[str, type[LabelledCode]] = {"status": Status, "paradigm": Paradigm}
    if name == "country":
        return pack.countries.name_of(code, language)
    if name == "agency":
        return _agency(code, pack, language)
    if name == "theme":
        themes = {t.id: t.title for t in pack.vocabulary.themes.themes}
        return themes[code].in_language(language) if code in themes else code
    if name in labels:
        return translate(labels[name](code).label)
    if name == "asked_times":
        return Message(N_("{n} times or more"), {"n": code}).say(translate)
    if name == "dropped":
        return translate(N_("no longer asks") if code == "True" else N_("asks for it"))
    return translate(N_("yes")) if name in ("overdue", "left") else code


def _agency(code: str, pack: Pack, language: str) -> str:
    try:
        return pack.agency(code).name.in_language(language)
    except NotFound:
        return code
