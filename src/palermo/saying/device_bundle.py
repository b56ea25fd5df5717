"""What a device needs to work for days without network: procedures in one language, no person.

Conditions stand in their written form, for `conditions/offline.js`; `definitions` are the same list
that every other reader runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from palermo.cases.child import PERHAPS_CHILD, adult_answers
from palermo.cases.handover import is_observed
from palermo.cases.obligation import list_not_alone
from palermo.cases.person_codes import LETTERS
from palermo.conditions.nodes import list_names
from palermo.conditions.yaml_form import write_condition
from palermo.kernel.answers import Answers, Missing
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.definitions import list_definitions
from palermo.procedures.interview_order import AGE_QUESTION, OF_AGE, age_questions
from palermo.procedures.obligations import asks_for_decision
from palermo.procedures.open_signs import read_questions
from palermo.procedures.shapes import About, Indicator, People, Procedure, ProcedureDuty, Question
from palermo.procedures.speech import Situation
from palermo.saying.handover_texts import called_groups
from palermo.saying.indications import decision_names
from palermo.saying.instrument_texts import ScreenText, screen_text
from palermo.saying.lawful_texts import (
    LawfulSpell,
    ask_first_words,
    lawful_spells,
    procedure_spells,
)
from palermo.saying.overruled_texts import ReasonChoice, reason_choices
from palermo.saying.service_texts import service_list
from palermo.saying.status_texts import StatusText, status_text

_PERHAPS_CHILD = tuple(str(answer) for answer in PERHAPS_CHILD)


@dataclass(frozen=True, slots=True)
class DeviceText:
    """The words for an id."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class DeviceCalledGroup(DeviceText):
    """Roles that can be called; the device orders the groups by the person's situation."""

    roles: tuple[DeviceText, ...]
    first_for: tuple[Situation, ...]
    last_for: tuple[Situation, ...]


@dataclass(frozen=True, slots=True)
class DeviceAgeRules:
    """What `cases/child.py` goes by, for the device's own reader."""

    of_age: int = OF_AGE
    question: str = AGE_QUESTION
    perhaps_child: tuple[str, ...] = _PERHAPS_CHILD


@dataclass(frozen=True, slots=True)
class DeviceProcedureAgeRules(DeviceAgeRules):
    """The rules with a procedure's own questions, and the answers of an adult."""

    questions: tuple[str, ...] = ()
    adult_answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeviceQuestion:
    """A question with its words; `when` is a condition in its written form."""

    id: str
    text: str
    ask: str
    note: str
    chapter: str | None
    past: str
    stops: tuple[str, ...]
    observed: bool
    about: tuple[About, ...]
    left: bool
    for_children: Mapping[str, str]
    why: str
    help: str
    type: str
    choices: tuple[DeviceText, ...]
    least: float | None
    most: float | None
    when: object


@dataclass(frozen=True, slots=True)
class DeviceIndicator(DeviceText):
    """An indicator; `sign` is core, context or None, `because` says why, `reads` are questions."""

    sign: str | None
    because: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeviceDuty(DeviceText):
    """A duty and its deadline, as a number and in words; `reads` are the names in its condition.

    `to`: to whom it refers the person; `not_alone`: of these, to whom alone is not enough.

    `lawful`: what is lawful from which day on; `instead` is to be done where it is unlawful, and
    `ask_first` where that is not known.
    """

    to: tuple[DeviceText, ...]
    not_alone: tuple[str, ...]
    instead: str
    ask_first: str
    lawful: tuple[LawfulSpell, ...]
    within_hours: int | None
    protects: str | None
    discloses: bool
    begins_child: bool
    during: str | None
    reads: tuple[str, ...]
    within: str


@dataclass(frozen=True, slots=True)
class DeviceProcedure:
    """One procedure as the device runs it; `definitions` are conditions in their written form."""

    id: str
    version: int
    title: str
    purpose: str
    status: StatusText
    lawful: tuple[LawfulSpell, ...]
    people: People
    child_procedure: str | None
    child_handover: str | None
    places: tuple[str, ...]
    before: tuple[DeviceText, ...]
    never: tuple[str, ...]
    chapters: tuple[DeviceText, ...]
    questions: tuple[DeviceQuestion, ...]
    indicators: tuple[DeviceIndicator, ...]
    decides: bool
    labels: tuple[DeviceText, ...]
    asks: bool
    age_rules: DeviceProcedureAgeRules
    outcomes: Mapping[str, str]
    grounds: Mapping[str, str]
    decisions: Mapping[str, str]
    incomplete: str
    incomplete_signs: str
    published: bool
    instrument: ScreenText | None
    definitions: tuple[tuple[str, object], ...]
    duties: tuple[DeviceDuty, ...]


@dataclass(frozen=True, slots=True)
class DeviceService:
    """A service in words; `number` is None where it is not known."""

    name: str
    kind_words: str
    number: str | None
    police_words: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DeviceServices:
    """The services for the people of a procedure."""

    heading: str
    lead: str
    services: tuple[DeviceService, ...]


@dataclass(frozen=True, slots=True)
class DeviceBundle:
    """All that a device keeps. As JSON its fields are the keys that the device's program reads."""

    pack: str
    language: str
    made_on: str
    answers: Mapping[str, str]
    place_names: Mapping[str, str]
    code_letters: str
    declined: str
    closing_reasons: tuple[ReasonChoice, ...]
    called_groups: tuple[DeviceCalledGroup, ...]
    services: Mapping[People, DeviceServices]
    age_rules: DeviceAgeRules
    missing: tuple[str, ...]
    advice: str
    answered_no: str
    procedures: tuple[DeviceProcedure, ...]


def device_bundle(pack: Pack, on: date, agency: str, language: str) -> DeviceBundle:
    """Every procedure that an agency may use on a day, and the words of answers and outcomes."""
    in_force = (pack.procedures.in_force(name, on) for name in pack.procedures.ids)
    speech = pack.speech
    return DeviceBundle(
        pack=pack.fingerprint,
        language=language,
        made_on=on.isoformat(),
        answers=_in_language(speech.answers, language),
        place_names=_in_language(speech.places, language),
        code_letters=LETTERS,
        closing_reasons=reason_choices(pack, language),
        declined=speech.paper["declined"].in_language(language),
        called_groups=_called_groups(pack, language),
        services={people: _services(pack, language, people) for people in get_args(People)},
        age_rules=DeviceAgeRules(),
        missing=tuple(m.value for m in Missing),
        advice=speech.headings["advice"].in_language(language),
        answered_no=speech.headings["against"].in_language(language),
        procedures=tuple(
            device_procedure(p, pack, language, on)
            for p in in_force
            if p and p.may_be_used_by(agency)
        ),
    )


def device_procedure(
    p: Procedure, pack: Pack, language: str, on: date | None = None
) -> DeviceProcedure:
    """One procedure as the device runs it. `on`: the first day for which it needs the calendar."""
    labels = p.decision.labels if p.decision else ()
    reads = read_questions(p)
    return DeviceProcedure(
        id=p.id,
        version=p.version,
        title=p.title.in_language(language),
        purpose=p.purpose.in_language(language),
        status=status_text(p, pack, language),
        lawful=procedure_spells(p, pack, language, on) if on else (),
        people=p.people,
        child_procedure=p.child_procedure,
        child_handover=p.child_handover,
        places=tuple(p.settings),
        before=tuple(DeviceText(g.id, g.text.in_language(language)) for g in p.before),
        never=tuple(g.text.in_language(language) for g in p.never),
        chapters=tuple(DeviceText(c.id, c.text.in_language(language)) for c in p.chapters),
        questions=tuple(_question(q, pack, language) for q in p.questions),
        indicators=tuple(_indicator(i, reads[i.id], language) for i in p.indicators),
        decides=p.decision is not None,
        labels=tuple(DeviceText(label.id, label.text.in_language(language)) for label in labels),
        asks=asks_for_decision(p),
        age_rules=DeviceProcedureAgeRules(
            questions=tuple(age_questions(p)), adult_answers=adult_answers(p, surely_adult=True)
        ),
        outcomes=_in_language(pack.speech.outcomes_of(p), language),
        grounds=_in_language(pack.speech.grounds_of(p), language),
        decisions={o.value: words for o, words in decision_names(p, pack, language).items()},
        incomplete=pack.speech.headings["incomplete"].in_language(language),
        incomplete_signs=pack.speech.headings["incomplete_signs"].in_language(language),
        published=bool(p.decision and p.decision.published),
        instrument=screen_text(p, pack, language),
        definitions=tuple(
            (name, write_condition(node)) for name, node in list_definitions(p).items()
        ),
        duties=tuple(_duty(d, pack, language, on) for d in p.duties),
    )


def _question(q: Question, pack: Pack, language: str) -> DeviceQuestion:
    return DeviceQuestion(
        id=q.id,
        text=q.text.in_language(language),
        ask=q.ask.in_language(language) if q.ask else "",
        note=pack.speech.note(q, language),
        chapter=q.chapter,
        past=q.past.in_language(language) if q.past else "",
        stops=tuple(q.stops),
        observed=is_observed(q),
        about=q.about,
        left="has_left" in q.about,
        for_children={str(a): t.in_language(language) for a, t in q.for_children.items()},
        why=q.why.in_language(language) if q.why else "",
        help=q.help.in_language(language) if q.help else "",
        type=q.type,
        choices=tuple(
            DeviceText(code, text.in_language(language)) for code, text in pack.speech.choices(q)
        ),
        least=q.least,
        most=q.most,
        when=write_condition(q.when),
    )


def _called_groups(pack: Pack, language: str) -> tuple[DeviceCalledGroup, ...]:
    texts = {group.id: group for group in called_groups(pack, language, ())}
    return tuple(
        DeviceCalledGroup(
            id=group.id,
            text=texts[group.id].text,
            roles=tuple(DeviceText(role.id, role.text) for role in texts[group.id].roles),
            first_for=group.first_for,
            last_for=group.last_for,
        )
        for group in pack.speech.called_groups
    )


def _indicator(i: Indicator, reads: tuple[str, ...], language: str) -> DeviceIndicator:
    because = i.because.in_language(language) if i.because else ""
    return DeviceIndicator(i.id, i.text.in_language(language), i.sign, because, reads)


def _services(pack: Pack, language: str, people: People) -> DeviceServices:
    found = service_list(pack, language, people)
    return DeviceServices(
        heading=found.heading,
        lead=found.lead if found.services else found.none,
        services=tuple(
            DeviceService(s.name, s.kind_words, s.number, s.police_words, s.lines)
            for s in found.services
        ),
    )


def _duty(d: ProcedureDuty, pack: Pack, language: str, on: date | None) -> DeviceDuty:
    return DeviceDuty(
        id=d.id,
        text=d.text.in_language(language),
        to=tuple(
            DeviceText(role, pack.role_name(role, language)) for role in (d.to if d.refers else ())
        ),
        not_alone=list_not_alone(d.to) if d.refers else (),
        instead=d.instead.in_language(language) if d.instead else "",
        ask_first=ask_first_words(d, pack, language) if d.lawful else "",
        lawful=lawful_spells(d.lawful, pack, language, on) if on else (),
        within_hours=d.within_hours,
        protects=d.protects,
        discloses=d.discloses,
        begins_child=d.begins_child,
        during=d.during,
        reads=tuple(sorted(list_names(d.when))),
        within=pack.speech.deadline(d.within_hours, language),
    )


def _in_language(texts: Mapping[str, Text], language: str) -> dict[str, str]:
    return {name: text.in_language(language) for name, text in texts.items()}
