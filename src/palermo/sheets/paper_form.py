"""A procedure as a paper form, for officers without a computer.

Questions have the order and codes of the page on which the form is entered.
"""

from __future__ import annotations

from typing import Any

from palermo.conditions.nodes import Equals, Node
from palermo.kernel.answers import Missing
from palermo.packs.pack import Pack
from palermo.procedures.obligations import asks_for_decision
from palermo.procedures.shapes import Procedure, Question, Strength
from palermo.saying.procedure_texts import procedure_text
from palermo.sheets.print_header import SourceList, paper_words, version_line
from palermo.sheets.typst_pdf import to_pdf

_MISSING = (Missing.DOES_NOT_KNOW, Missing.PREFERS_NOT_TO_SAY)


def paper_form(procedure: Procedure, pack: Pack, language: str) -> bytes:
    """The form as PDF, in one language. It has no field for a name."""
    return to_pdf("form", form_data(procedure, pack, language))


def form_data(procedure: Procedure, pack: Pack, language: str) -> dict[str, Any]:
    """The data of the print template."""
    text = procedure_text(procedure, pack, language)
    words = paper_words(pack, language)
    sources = SourceList(words)
    source_mark = sources.mark(text["source"])
    rules = ("before", "never", "dimensions", "labels", "indicators", "duties")
    for part in (part for name in rules for part in text[name]):
        part["mark"] = sources.mark(part["source"])
    groups = _groups(procedure, language)
    child = pack.procedures.versions_of(procedure.child_procedure or "")
    return {
        "language": language,
        "words": words,
        "title": text["title"],
        "purpose": text["purpose"],
        "version_line": version_line(procedure, pack, language),
        "source_mark": source_mark,
        # As on the page: the age of adults is not recorded.
        "asks_age": procedure.child_procedure is None,
        "places": text["places"],
        "before": text["before"],
        "never": text["never"],
        "child": words["child"].format(procedure=child[-1].title.in_language(language))
        if child
        else None,
        "questions": [
            {**_question(number, told, question, pack, language), "group": groups[number - 1]}
            for number, (told, question) in enumerate(
                zip(text["questions"], procedure.questions, strict=True), 1
            )
        ],
        "decision": _decision(procedure, text, pack, language)
        if asks_for_decision(procedure)
        else None,
        "duties": text["duties"],
        "sources": sources.listed(),
    }


def _groups(procedure: Procedure, language: str) -> list[str]:
    """The dimension to print before each question, if questions are signs themselves."""
    dimension_of = {i.id: i.dimension for i in procedure.indicators}
    named = {d.id: d.text.in_language(language) for d in procedure.dimensions}
    groups, last = [], ""
    for question in procedure.questions:
        current = dimension_of.get(question.id, "")
        groups.append(named[current] if current and current != last else "")
        last = current
    return groups


def _question(
    number: int, told: dict[str, Any], question: Question, pack: Pack, language: str
) -> dict[str, Any]:
    words, answers = paper_words(pack, language), pack.speech.answers
    boxes = [text.in_language(language) for _, text in pack.speech.choices(question)]
    more = told["more"]
    limits = ""
    if "least" in more and "most" in more:
        limits = words["range"].format(least=f"{more['least']:g}", most=f"{more['most']:g}")
    bands = more.get("for_children", {})
    return {
        "number": number,
        "id": question.id,
        "text": more.get("ask", told["text"]),
        "note": pack.speech.note(question, language),
        "bands": [[words["child_words"].format(age=age), said] for age, said in bands.items()],
        "why": more.get("why", ""),
        "help": more.get("help", ""),
        "only_if": told["when"],
        "is_number": question.type == "number",
        "limits": limits,
        "boxes": boxes,
        "missing": [answers[m.value].in_language(language) for m in _MISSING],
    }


def _decision(
    procedure: Procedure, text: dict[str, Any], pack: Pack, language: str
) -> dict[str, Any]:
    """How an officer without a computer finds the indication."""
    named = _sign_names(procedure, text)
    words = paper_words(pack, language)
    outcomes = pack.speech.outcomes_of(procedure)
    return {
        "rule": text["positive"] or "",
        "rule_is": pack.speech.outcome_rule(procedure).in_language(language),
        "dimensions": [
            {**told, **_signs(told["id"], text, named, words)} for told in text["dimensions"]
        ],
        "doubts": [{**told, "sign": named[told["id"]]} for told in text["doubts"]],
        "labels": text["labels"],
        "outcomes": [outcome.in_language(language) for outcome in outcomes.values()],
    }


def _sign_names(procedure: Procedure, text: dict[str, Any]) -> dict[str, str]:
    """The name of each sign: its question's number if a yes is the sign, otherwise its words."""
    numbers: dict[Node, str] = {
        Equals(q.id, "yes"): f"{n}" for n, q in enumerate(procedure.questions, 1)
    }
    return {
        sign.id: numbers.get(sign.when, f"{told['text']} ({told['when']})")
        for sign, told in zip(procedure.indicators, text["indicators"], strict=True)
    }


def _signs(
    dimension: str, text: dict[str, Any], named: dict[str, str], words: dict[str, str]
) -> dict[str, Any]:
    """The signs of a dimension by strength, and the marks of the sources of their weights."""
    own = [told for told in text["indicators"] if told["more"]["dimension"] == dimension]
    by_strength = {
        words[f"strength_{strength or 'none'}"]: [
            named[told["id"]] for told in own if told["more"]["strength"] == strength
        ]
        for strength in (*Strength, None)
    }
    return {
        "signs": [{"strength": name, "said": said} for name, said in by_strength.items() if said],
        "signs_mark": ", ".join(dict.fromkeys(told["mark"] for told in own)),
    }
