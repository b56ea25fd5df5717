"""A procedure as a form on paper: what the officer ticks where there is no screen.

Questions stand in the order of the page on which the form is typed in, with the same codes.
"""

from __future__ import annotations

from typing import Any

from palermo.conditions.nodes import Equals
from palermo.exchange.printed import Sources, paper_words, version_line
from palermo.exchange.procedure_texts import procedure_text
from palermo.exchange.typesetting import to_pdf
from palermo.kernel.answers import Missing
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Indicator, Procedure, Question, Strength

_MISSING = (Missing.DOES_NOT_KNOW, Missing.PREFERS_NOT_TO_SAY)


def paper_form(procedure: Procedure, pack: Pack, language: str) -> bytes:
    """The form as PDF, in one language. It has no place for a name."""
    return to_pdf("form", form_data(procedure, pack, language))


def form_data(procedure: Procedure, pack: Pack, language: str) -> dict[str, Any]:
    """All that the template prints."""
    text = procedure_text(procedure, pack, language)
    words = paper_words(pack, language)
    sources = Sources(words)
    for part in (*text["before"], *text["never"], *text["duties"], *text["dimensions"]):
        part["mark"] = sources.mark(part["source"])
    groups = _groups(procedure, language)
    child = pack.procedures.versions_of(procedure.child_procedure or "")
    return {
        "language": language,
        "words": words,
        "title": text["title"],
        "purpose": text["purpose"],
        "version_line": version_line(procedure, pack, language),
        "source_mark": sources.mark(text["source"]),
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
        "decision": _decision(procedure, text, pack, language) if procedure.decision else None,
        "duties": text["duties"],
        "sources": sources.listed(),
    }


def _groups(procedure: Procedure, language: str) -> list[str]:
    """For each question the dimension that begins with it, where questions are signs themselves."""
    dimension_of = {i.id: i.dimension for i in procedure.indicators}
    named = {d.id: d.text.in_language(language) for d in procedure.dimensions}
    found, last = [], ""
    for question in procedure.questions:
        current = dimension_of.get(question.id, "")
        found.append(named[current] if current and current != last else "")
        last = current
    return found


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
    """How an officer without a computer sees what the answers indicate."""
    numbers = {q.id: n for n, q in enumerate(procedure.questions, 1)}
    outcomes = pack.speech.outcomes_of(procedure)
    return {
        "rule": text["positive"],
        "dimensions": [
            {
                **told,
                "signs": _signs(procedure.of_dimension(dimension.id), numbers, pack, language),
            }
            for told, dimension in zip(text["dimensions"], procedure.dimensions, strict=True)
        ],
        "outcomes": [outcome.in_language(language) for outcome in outcomes.values()],
    }


def _signs(
    indicators: tuple[Indicator, ...], numbers: dict[str, int], pack: Pack, language: str
) -> list[dict[str, Any]]:
    """The signs of a dimension by strength: a number where a yes is the sign, else in words."""
    words = paper_words(pack, language)
    found = []
    for strength in (*Strength, None):
        some = [i for i in indicators if i.strength is strength]
        told = [(_number(i, numbers), i.text.in_language(language)) for i in some]
        plain = [number for number, _ in told if number is not None]
        said = [text for number, text in told if number is None]
        if some:
            name = words[f"strength_{strength.value if strength else 'none'}"]
            found.append({"strength": name, "numbers": plain, "said": said})
    return found


def _number(indicator: Indicator, numbers: dict[str, int]) -> int | None:
    """The number of the question whose yes is this sign; None where it is more than that."""
    when = indicator.when
    return numbers.get(when.name) if isinstance(when, Equals) and when.value == "yes" else None
