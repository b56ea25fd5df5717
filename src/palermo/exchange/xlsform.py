"""Writes a procedure as an XLSForm, for KoboToolbox, ODK and others (XLSForm, xlsform.org).

Relevance has three answers: a question is shown if its condition is yes, not if it is unknown.
XPath has two, so each condition is written twice: when it is yes, and when it is no.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from itertools import takewhile

from openpyxl import Workbook

from palermo.cases.child import PERHAPS_CHILD, AgeGroup
from palermo.cases.handover import DECLINED, find_situations
from palermo.conditions.nodes import (
    All,
    Always,
    Answered,
    AnyOf,
    AtLeast,
    Equals,
    LessThan,
    Node,
    Not,
    OneOf,
)
from palermo.exchange.no_talk_columns import ADULT, CALLED, EXPECTED, NO_TALK, NO_TALK_COLUMNS
from palermo.kernel.answers import VERSION, Missing
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.interview_order import age_questions, question_wording
from palermo.procedures.shapes import Procedure, Question
from palermo.procedures.stops import stop_duties
from palermo.saying.handover_texts import called_groups, possible_child_text
from palermo.saying.status_texts import status_text

#: Reasons for a missing answer, as choices of every list. An empty cell means: not asked.
_MISSING = (Missing.DOES_NOT_KNOW, Missing.PREFERS_NOT_TO_SAY)
_YES_NO, _TOLD = "yes_no", "told"
_PLACE = "place_kind"
#: Choice lists of a talk that does not take place, by its column.
_NO_TALK, _CALLED, _EXPECTED, _ADULT = (
    NO_TALK_COLUMNS[target] for target in (NO_TALK, CALLED, EXPECTED, ADULT)
)


def xpath_if_yes(node: Node) -> str:
    """XPath that is true exactly where `node` is yes."""
    match node:
        case Equals(name, value):
            return f"${{{name}}} = {_literal(value)}"
        case OneOf(name, values):
            return _any(f"${{{name}}} = {_literal(v)}" for v in values)
        case LessThan(name, limit):
            return f"(${{{name}}} != '' and ${{{name}}} < {_number(limit)})"
        case Answered(name):
            return _answered(name)
        case Not(part):
            return xpath_if_no(part)
        case All(parts):
            return _join_with_and(xpath_if_yes(p) for p in parts)
        case AnyOf(parts):
            return _any(xpath_if_yes(p) for p in parts)
        case AtLeast(n, parts):
            return f"({_count(xpath_if_yes(p) for p in parts)} >= {n})"
        case Always():
            return "true()"


def xpath_if_no(node: Node) -> str:
    """XPath that is true exactly where `node` is no; where neither is true, `node` is unknown."""
    match node:
        case Equals(name, value):
            return f"({_answered(name)} and ${{{name}}} != {_literal(value)})"
        case OneOf(name, values):
            return _join_with_and(
                [_answered(name), *(f"${{{name}}} != {_literal(v)}" for v in values)]
            )
        case LessThan(name, limit):
            return f"(${{{name}}} != '' and ${{{name}}} >= {_number(limit)})"
        case Answered(name):
            return f"not({_answered(name)})"
        case Not(part):
            return xpath_if_yes(part)
        case All(parts):
            return _any(xpath_if_no(p) for p in parts)
        case AnyOf(parts):
            return _join_with_and(xpath_if_no(p) for p in parts)
        case AtLeast(n, parts):
            return f"({_count(xpath_if_no(p) for p in parts)} > {len(parts) - n})"
        case Always():
            return "false()"


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"


def _number(number: float) -> str:
    """Digits only: XPath 1.0 does not read 1e+06."""
    return format(Decimal(repr(float(number))), "f").removesuffix(".0")


def _answered(name: str) -> str:
    given = [f"${{{name}}} != ''", *(f"${{{name}}} != '{m}'" for m in _MISSING)]
    return _join_with_and(given)


def _join_with_and(parts: Iterable[str]) -> str:
    return f"({' and '.join(parts)})"


def _any(parts: Iterable[str]) -> str:
    return f"({' or '.join(parts)})"


def _count(parts: Iterable[str]) -> str:
    return f"({' + '.join(f'number({p})' for p in parts)})"


def _status_by_language(procedure: Procedure, pack: Pack) -> list[str]:
    return [status_text(procedure, pack, code).meaning for code in pack.languages]


def to_xlsform(procedure: Procedure, pack: Pack, language: str = "") -> bytes:
    """The workbook: safety conditions as notes, then every question, in all languages.

    It is shown in `language` first; without one in the first language of the pack.

    The label is what the officer says; the hint is what is recorded, or a note that the person is
    not asked.
    """
    languages = list(pack.languages)
    # XLSForm names a language in itself, with its code.
    names = {one.code: f"{one.name} ({one.code})" for one in pack.spoken}
    book = Workbook(write_only=True)
    survey = book.create_sheet("survey")
    labels = [f"label::{names[code]}" for code in languages]
    hints = [f"hint::{names[code]}" for code in languages]
    columns = ["relevant", "constraint", "required", "calculation"]
    survey.append(["type", "name", *labels, *hints, *columns])
    # The import needs the start time and the version that was answered.
    no_hint = [""] * len(languages)
    blank = [""] * len(languages) + no_hint + ["", "", ""]
    survey.append(["start", "start", *blank, ""])
    survey.append(["calculate", VERSION, *blank, procedure.version])
    # Whether it is a proposal is read before anything is asked.
    survey.append(
        ["note", "procedure_status", *_status_by_language(procedure, pack), *no_hint, "", "", ""]
    )
    for asked in _rows(procedure, pack, languages):
        survey.append(asked)
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", *labels])
    for row in _choices(procedure, pack, languages):
        choices.append(row)
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "default_language"])
    title = procedure.title.in_language(language or "en")
    shown_in = names[language or languages[0]]
    settings.append([title, procedure.id, procedure.version, shown_in])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(procedure: Procedure, pack: Pack, languages: list[str]) -> Iterable[list[object]]:
    """What follows the status: place, conditions, age, a talk that is not held, questions."""
    if procedure.settings:
        place = _texts_by_language(pack.speech.paper["place"], languages)
        kind = f"select_one {_PLACE}"
        yield [kind, _PLACE, *place, *("" for _ in languages), "", "", "no"]
    for gate in (*procedure.before, *procedure.never):
        labels = _texts_by_language(gate.text, languages)
        yield ["note", f"note_{gate.id}", *labels, *("" for _ in languages), "", "", ""]
    if procedure.people != "children":
        age = _texts_by_language(pack.speech.paper["no_talk_age"], languages)
        yield [f"select_one {_ADULT}", _ADULT, *age, *("" for _ in languages), "", "", "no"]
    yield from _no_talk_rows(pack, languages)
    yield from _no_talk_notes(procedure, pack, languages)
    first, rest = split_at_age(procedure)
    for question in first:
        yield from _question_rows(procedure, question, pack, languages, "")
    if procedure.child_procedure:
        yield _child_row(procedure, pack, languages)
    for question in rest:
        yield from _question_rows(procedure, question, pack, languages, _if_adult(procedure))
    yield _first_sign_row(pack, languages)


def split_at_age(procedure: Procedure) -> tuple[list[Question], list[Question]]:
    """The questions that come before it is known who is a child, and those for adults only.

    The questions about the age come first, after those that the procedure puts before them because
    of a danger. A procedure that hands nobody over has no questions for adults only.
    """
    questions = list(procedure.questions)
    ages = set(age_questions(procedure))
    dangers = list(takewhile(lambda q: q.stops and q.id not in ages, questions))
    first = [*dangers, *(q for q in questions if q.id in ages and isinstance(q.when, Always))]
    rest = [q for q in questions if q not in first]
    return (first, rest) if procedure.child_procedure else ([*first, *rest], [])


def _if_perhaps_child(procedure: Procedure) -> str:
    """XPath that is true where the person may be under 18."""
    asked = age_questions(procedure)
    perhaps = [xpath_if_yes(OneOf(name, tuple(map(str, PERHAPS_CHILD)))) for name in asked]
    nobody_knows = _join_with_and(
        [f"${{{_ADULT}}} = 'unknown'", *(f"${{{name}}} != 'no'" for name in asked)]
    )
    return _any([f"${{{_ADULT}}} = 'no'", nobody_knows, *perhaps])


def _if_adult(procedure: Procedure) -> str:
    """XPath that is true where the person is known to be an adult: as `find_age_group` has it."""
    asked = age_questions(procedure)
    known = _any([f"${{{_ADULT}}} = 'yes'", *(f"${{{name}}} = 'no'" for name in asked)])
    return f"{known} and not{_if_perhaps_child(procedure)}"


def _child_row(procedure: Procedure, pack: Pack, languages: list[str]) -> list[object]:
    """The way for a person who may be under 18; the other questions are not shown."""
    child = pack.procedures.versions_of(procedure.child_procedure or "")[-1]
    words = pack.speech.paper["child"]
    labels = [
        words.in_language(code).format(procedure=child.title.in_language(code))
        for code in languages
    ]
    relevant = _if_perhaps_child(procedure)
    return ["note", "note_child", *labels, *("" for _ in languages), relevant, "", ""]


def _question_rows(
    procedure: Procedure, question: Question, pack: Pack, languages: list[str], only_if: str
) -> Iterable[list[object]]:
    yield _row(question, pack, languages, only_if)
    if stop_duties(procedure, question):
        yield _stop_row(procedure, question, pack, languages)


def _no_talk_rows(pack: Pack, languages: list[str]) -> Iterable[list[object]]:
    """What is asked of the officer where the talk does not take place."""
    paper = pack.speech.paper
    only_then = f"${{{_NO_TALK}}} != ''"
    rows = [
        (f"select_one {_NO_TALK}", _NO_TALK, paper["no_talk"], ""),
        (f"select_multiple {_CALLED}", _CALLED, paper["called"], only_then),
        ("dateTime", _EXPECTED, paper["no_talk_expected"], only_then),
    ]
    for kind, name, text, relevant in rows:
        labels = _texts_by_language(text, languages)
        yield [kind, name, *labels, *("" for _ in languages), relevant, "", "no"]


def _no_talk_notes(
    procedure: Procedure, pack: Pack, languages: list[str]
) -> Iterable[list[object]]:
    """What to do where the talk does not take place: for a code only, else for whom and what."""
    paper, is_held = pack.speech.paper, f"${{{_NO_TALK}}} != ''"
    child = [possible_child_text(procedure, pack, code) for code in languages]
    stay = _texts_by_language(paper["no_talk_stay"], languages)
    if procedure.people == "children":
        notes = [("stay", stay, is_held), ("child", child, is_held)]
    else:
        is_adult, said_no = f"${{{_ADULT}}} = 'yes'", f"${{{_NO_TALK}}} = '{DECLINED}'"
        code_only = f"{said_no} and {is_adult}"
        notes = [
            ("code", _texts_by_language(paper["no_talk_code"], languages), code_only),
            ("stay", stay, f"{is_held} and not({code_only})"),
            ("child", child, f"{is_held} and not({is_adult})"),
        ]
    for name, labels, relevant in notes:
        row = ["note", f"note_no_talk_{name}", *labels, *("" for _ in languages)]
        yield [*row, relevant, "", ""]


def _stop_row(
    procedure: Procedure, question: Question, pack: Pack, languages: list[str]
) -> list[object]:
    """The duties that come first after an answer, shown at once."""
    stop = pack.speech.paper["stop"]
    labels = [
        " ".join((stop.in_language(code), *(d.text.in_language(code) for d in duties)))
        for code in languages
        for duties in [stop_duties(procedure, question)]
    ]
    missing = [f"${{{question.id}}} = '{stop}'" for stop in question.stops if stop in _MISSING]
    known = OneOf(question.id, tuple(stop for stop in question.stops if stop not in _MISSING))
    relevant = _any([xpath_if_yes(known), *missing]) if missing else xpath_if_yes(known)
    return ["note", f"note_stop_{question.id}", *labels, *("" for _ in languages), relevant, "", ""]


def _first_sign_row(pack: Pack, languages: list[str]) -> list[object]:
    """When the first sign was seen; without it the clock runs from the beginning of the form."""
    labels = _texts_by_language(pack.speech.paper["first_sign"], languages)
    return ["dateTime", "first_sign_at", *labels, *("" for _ in languages), "", "", "no"]


def _row(question: Question, pack: Pack, languages: list[str], only_if: str) -> list[object]:
    kind = "decimal" if question.type == "number" else f"select_one {_list_of(question)}"
    limits = [f". >= {_number(question.least)}"] if question.least is not None else []
    limits += [f". <= {_number(question.most)}"] if question.most is not None else []
    when = "" if isinstance(question.when, Always) else xpath_if_yes(question.when)
    relevant = " and ".join(filter(None, (only_if, when)))
    wordings = _texts_by_language(question_wording(question, None), languages)
    hints = [_hint(question, pack, code) for code in languages]
    return [kind, question.id, *wordings, *hints, relevant, " and ".join(limits), "no"]


def _hint(question: Question, pack: Pack, language: str) -> str:
    """The officer's note, and the words for a person who has left: a form has one label."""
    past = question.past
    left = f"{pack.speech.paper['past_words'].in_language(language)} " if past else ""
    said = left + (past.in_language(language) if past else "")
    return " ".join(part for part in (pack.speech.note(question, language), said) if part)


def _list_of(question: Question) -> str:
    """The choice list of a question: all yes/no questions share one, opening questions another."""
    if question.choices:
        return question.id
    return _TOLD if question.opening else _YES_NO


def _choices(procedure: Procedure, pack: Pack, languages: list[str]) -> Iterable[list[str]]:
    speech = pack.speech
    answers = speech.answers
    for place in procedure.settings:
        yield [_PLACE, place, *(speech.place_name(place, code) for code in languages)]
    yield from _no_talk_choices(procedure, pack, languages)
    asked = [q for q in procedure.questions if q.type != "number"]
    lists = {_list_of(q): speech.choices(q) for q in asked}
    for name, listed in lists.items():
        for code, text in (*listed, *((str(m), answers[str(m)]) for m in _MISSING)):
            yield [name, code, *_texts_by_language(text, languages)]


def _no_talk_choices(procedure: Procedure, pack: Pack, languages: list[str]) -> Iterable[list[str]]:
    speech = pack.speech
    reasons = {DECLINED: speech.paper["declined"], **{g.id: g.text for g in procedure.before}}
    for code, text in reasons.items():
        yield [_NO_TALK, code, *_texts_by_language(text, languages)]
    situations = find_situations(procedure, procedure, {}, AgeGroup.UNKNOWN)
    by_language = [called_groups(pack, code, situations) for code in languages]
    # A list of choices has no headings: each role is named with its group.
    for groups in zip(*by_language, strict=True):
        for roles in zip(*(group.roles for group in groups), strict=True):
            labels = (f"{g.text}: {role.text}" for g, role in zip(groups, roles, strict=True))
            yield [_CALLED, roles[0].id, *labels]
    for name in ("yes", "no", "unknown"):
        yield [_ADULT, name, *_texts_by_language(speech.answers[name], languages)]


def _texts_by_language(text: Text, languages: list[str]) -> list[str]:
    return [text.in_language(code) for code in languages]
