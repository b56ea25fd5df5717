"""What a device needs to work for days without network: procedures in one language, no person.

Conditions stand in their written form, for `conditions/offline.js`; `definitions` are the same list
that every other reader runs.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, get_args

from palermo.cases.child import PERHAPS_CHILD, adult_answers
from palermo.cases.person_codes import LETTERS
from palermo.conditions.yaml_form import write_condition
from palermo.kernel.answers import Missing
from palermo.packs.pack import Pack
from palermo.procedures.definitions import list_definitions
from palermo.procedures.interview_order import AGE_QUESTION, OF_AGE, age_questions
from palermo.procedures.obligations import asks_for_decision
from palermo.procedures.shapes import People, Procedure, ProcedureDuty, Question
from palermo.saying.instrument_texts import screen_text
from palermo.saying.lawful_texts import lawful_spells, procedure_spells
from palermo.saying.service_texts import service_list
from palermo.saying.status_texts import status_text

#: What cases/child.py goes by, for the device's own reader.
_AGE_RULES: dict[str, Any] = {
    "of_age": OF_AGE,
    "question": AGE_QUESTION,
    "perhaps_child": [str(answer) for answer in PERHAPS_CHILD],
}


def device_bundle(pack: Pack, on: date, agency: str, language: str) -> dict[str, Any]:
    """Every procedure that an agency may use on a day, and the words of answers and outcomes."""
    in_force = (pack.procedures.in_force(name, on) for name in pack.procedures.ids)
    speech = pack.speech
    return {
        "pack": pack.fingerprint,
        "language": language,
        "made_on": on.isoformat(),
        "answers": {name: text.in_language(language) for name, text in speech.answers.items()},
        "place_names": {name: text.in_language(language) for name, text in speech.places.items()},
        "code_letters": LETTERS,
        "services": {people: _services(pack, language, people) for people in get_args(People)},
        "age_rules": _AGE_RULES,
        "missing": [m.value for m in Missing],
        "advice": speech.headings["advice"].in_language(language),
        "procedures": [
            device_procedure(p, pack, language, on)
            for p in in_force
            if p and p.may_be_used_by(agency)
        ],
    }


def device_procedure(
    p: Procedure, pack: Pack, language: str, on: date | None = None
) -> dict[str, Any]:
    """One procedure as the device runs it. `on`: the first day for which it needs the calendar."""
    lawful = procedure_spells(p, pack, language, on) if on else ()
    screen = screen_text(p, pack, language)
    return {
        "id": p.id,
        "version": p.version,
        "title": p.title.in_language(language),
        "purpose": p.purpose.in_language(language),
        "status": asdict(status_text(p, pack, language)),
        "lawful": [asdict(spell) for spell in lawful],
        "people": p.people,
        "child_procedure": p.child_procedure,
        "places": list(p.settings),
        "before": [{"id": g.id, "text": g.text.in_language(language)} for g in p.before],
        "never": [g.text.in_language(language) for g in p.never],
        "questions": [_question(q, pack, language) for q in p.questions],
        "indicators": [{"id": i.id, "text": i.text.in_language(language)} for i in p.indicators],
        "decides": p.decision is not None,
        "labels": [
            {"id": label.id, "text": label.text.in_language(language)}
            for label in (p.decision.labels if p.decision else ())
        ],
        "asks": asks_for_decision(p),
        "age_rules": {
            **_AGE_RULES,
            "questions": list(age_questions(p)),
            "adult_answers": adult_answers(p, surely_adult=True),
        },
        "outcomes": {
            name: text.in_language(language) for name, text in pack.speech.outcomes_of(p).items()
        },
        "instrument": asdict(screen) if screen else None,
        "definitions": [
            [name, write_condition(node)] for name, node in list_definitions(p).items()
        ],
        "duties": [_duty(d, pack, language, on) for d in p.duties],
    }


def _services(pack: Pack, language: str, people: People) -> dict[str, Any]:
    found = service_list(pack, language, people)
    return {
        "heading": found.heading,
        "lead": found.lead if found.services else found.none,
        "services": [
            {
                "name": s.name,
                "kind_words": s.kind_words,
                "number": s.number,
                "police_words": s.police_words,
                "lines": s.lines,
            }
            for s in found.services
        ],
    }


def _duty(d: ProcedureDuty, pack: Pack, language: str, on: date | None) -> dict[str, Any]:
    spells = lawful_spells(d.lawful, pack, language, on) if on else ()
    return {
        "id": d.id,
        "text": d.text.in_language(language),
        "instead": d.instead.in_language(language) if d.instead else "",
        "lawful": [asdict(spell) for spell in spells],
        "within_hours": d.within_hours,
        "within": pack.speech.deadline(d.within_hours, language),
    }


def _question(q: Question, pack: Pack, language: str) -> dict[str, Any]:
    return {
        "id": q.id,
        "text": q.text.in_language(language),
        "ask": q.ask.in_language(language) if q.ask else "",
        "note": pack.speech.note(q, language),
        "for_children": {str(a): t.in_language(language) for a, t in q.for_children.items()},
        "why": q.why.in_language(language) if q.why else "",
        "help": q.help.in_language(language) if q.help else "",
        "type": q.type,
        "choices": [
            {"id": code, "text": text.in_language(language)}
            for code, text in pack.speech.choices(q)
        ],
        "least": q.least,
        "most": q.most,
        "when": write_condition(q.when),
    }
