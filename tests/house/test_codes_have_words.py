"""Every code that a person may see has a word in every language, from the enum or the pack."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import palermo
from palermo.kernel.codes import LabelledCode
from palermo.kernel.texts import Text
from palermo.packs.load import load_pack
from palermo.packs.pack import Pack

LOCALE = Path(palermo.__file__).parent / "locale"
LANGUAGES = ("az", "ru")

#: Enums that no person sees, and why.
NOT_SHOWN = {
    "AgeGroup": "decides which procedure goes on",
    "CopyResult": "decides what becomes of what a device sends",
    "Eraser": "a rule of the dictionary of fields",
    "FieldGroup": "a rule of the dictionary of fields",
    "FieldKind": "a rule of the dictionary of fields",
    "Owner": "read by the rules and in the reference of states",
    "Retention": "a rule of the dictionary of fields",
    "AbsentValue": "its values are the messages themselves",
    "CaseGoal": "an option of the terminal; results say the outcome in words",
    "ConfinedKind": "decides the limits under which a file is read",
    "ColumnKind": "decides how a cell is written",
    "Media": "decides how a file is read",
    "TermSide": "tells from which end a search splits a word",
    "Operator": "a row of the table by which a claim is judged",
    "Thing": "a column of the table by which a claim is judged",
    "TalkCourse": "decides which page or record follows",
    "StepKind": "decides what a step says; the words are in `flow` and `paper` of the pack",
}


def _pack_words(pack: Pack) -> Mapping[str, Mapping[str, Text]]:
    """Where the words of the enums are that the pack speaks for."""
    speech = pack.speech
    return {
        "Answer": speech.answers,
        "Missing": speech.answers,
        # What is not complete has its words among the headings.
        "Outcome": {**speech.headings, **speech.outcomes},
        "Strength": speech.strengths,
        "ProcedureStatus": speech.statuses,
        "Lawfulness": speech.lawful,
        "Stage": pack.guide.stages,
        "ServiceKind": speech.service_kinds,
        "ServedGroup": speech.served_groups,
        "Certainty": {**speech.headings, **speech.paper},
        "ForkAnswer": {**speech.flow, **speech.answers},
    }


def _enums() -> Iterator[type[StrEnum]]:
    for module in pkgutil.walk_packages(palermo.__path__, "palermo."):
        if module.name.endswith(("__main__", ".wsgi")):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            is_enum = inspect.isclass(value) and issubclass(value, StrEnum)
            if is_enum and value.__module__ == module.name and len(value):
                yield value


ENUMS = tuple(_enums())
LABELLED = [enum for enum in ENUMS if issubclass(enum, LabelledCode)]


@pytest.fixture(scope="module", params=["base", "aze"])
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(request.param)


def test_every_enum_carries_its_words_or_says_where_they_are(pack: Pack) -> None:
    spoken = _pack_words(pack)
    silent = {e.__name__ for e in ENUMS if e not in LABELLED} - set(NOT_SHOWN) - set(spoken)
    assert silent == set(), "make it a LabelledCode, or name it here with the reason"
    assert set(NOT_SHOWN) | set(spoken) <= {e.__name__ for e in ENUMS}
    lost = [
        f"{e.__name__}.{code}"
        for e in ENUMS
        if e.__name__ in spoken
        for code in e
        if code.value not in spoken[e.__name__]
    ]
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_translated(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    missing = [
        f"{enum.__name__}.{code.name}: {code.label}"
        for enum in LABELLED
        for code in enum
        if not (message := catalogue.get(code.label)) or not message.string or message.fuzzy
    ]
    assert missing == []


def _texts(pack: Pack) -> Iterator[tuple[str, Text]]:
    """The words of all codes of a pack."""
    speech = pack.speech
    groups: Mapping[str, Mapping[str, Text]] = {
        "places": speech.places,
        "roles": speech.roles,
        "role bodies": speech.role_bodies,
        "statuses": speech.statuses,
        "lawful": speech.lawful,
        "services": speech.services,
        "service kinds": speech.service_kinds,
        "served groups": speech.served_groups,
        "kinds of acts": {code: kind.text for code, kind in pack.calendar.kinds.items()},
        "groups at risk": {group.id: group.name for group in pack.groups_at_risk},
        "outcomes": speech.outcomes,
        "answers": speech.answers,
        "strengths": speech.strengths,
        "instruments": speech.instruments,
        "paper": speech.paper,
        "flow": speech.flow,
        "splits": pack.splits,
        "themes": {t.id: t.title for t in pack.themes.themes},
        "agencies": {a.code: a.name for a in pack.agencies},
        "measures": {m.id: m.title for m in pack.measures},
        "facts": {f.id: f.text for f in pack.facts},
        "closing reasons": {r.id: r.text for r in pack.closing_reasons},
        "articles": {a.code: a.text for a in pack.articles},
    }
    for group, texts in groups.items():
        assert texts or pack.iso3 == "BASE", group
        yield from ((f"{group}.{code}", text) for code, text in texts.items())


def test_every_code_of_a_pack_has_words_in_its_languages(pack: Pack) -> None:
    missing = [
        f"{code} in {language}"
        for code, text in _texts(pack)
        for language in pack.languages
        if language not in text.languages
    ]
    assert missing == []


def test_every_code_that_a_procedure_names_has_words(pack: Pack) -> None:
    speech = pack.speech
    bare = [
        f"{p.id} {p.version}: {code}"
        for p in pack.procedures.versions
        for known, codes in (
            (speech.places, p.settings),
            (speech.roles, [d.who for d in p.duties]),
            (speech.paper, [p.people]),
        )
        for code in codes
        if code not in known
    ]
    assert bare == []


def test_a_code_without_a_label_is_refused() -> None:
    with pytest.raises((TypeError, RuntimeError)):

        class Wrong(LabelledCode):
            BARE = "bare"
