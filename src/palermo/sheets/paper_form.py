"""A procedure as a form on paper: what the officer ticks where there is no screen.

Questions stand in the order of the page on which the form is typed in, with the same codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, cast

from palermo.conditions.nodes import Equals, Node
from palermo.kernel.answers import Missing
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.answers import UNKNOWN
from palermo.procedures.grounds import REASONABLE_GROUNDS, list_grounds
from palermo.procedures.obligations import asks_for_decision
from palermo.procedures.shapes import Procedure, Question, Sign, Strength
from palermo.procedures.stops import stop_duties
from palermo.saying.indications import decision_names
from palermo.saying.lawful_texts import duty_words
from palermo.saying.overruled_texts import reason_choices
from palermo.saying.procedure_texts import DutyDetails, QuestionText, RuleText, procedure_text
from palermo.saying.service_texts import service_list
from palermo.sheets.print_header import ListedSource, SourceList, paper_words, version_line
from palermo.sheets.printed_no_talk import PrintedNoTalk, print_no_talk
from palermo.sheets.typst_pdf import to_pdf

_MISSING = (Missing.DOES_NOT_KNOW, Missing.PREFERS_NOT_TO_SAY)


def paper_form(procedure: Procedure, pack: Pack, language: str) -> bytes:
    """The form as PDF, in one language; a card is one side of A5. It has no place for a name."""
    template = "card" if procedure.form == "card" else "form"
    return to_pdf(template, form_data(procedure, pack, language))


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """A rule with the mark of its source."""

    id: str
    text: str
    when: str
    mark: str


@dataclass(frozen=True, slots=True)
class PrintedDuty(PrintedPart):
    """A duty, and who acts until when."""

    more: DutyDetails


@dataclass(frozen=True, slots=True)
class PrintedStop:
    """Answers after which the duties come first and the other questions wait."""

    after: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question. `group`: the chapter or dimension that begins with it.

    `bands`: words for children. `past`: words for a person who has left; `stop`: what comes first.
    """

    number: int
    id: str
    text: str
    note: str
    bands: tuple[tuple[str, str], ...]
    why: str
    help: str
    only_if: str
    is_number: bool
    limits: str
    boxes: tuple[str, ...]
    missing: tuple[str, ...]
    past: str
    stop: PrintedStop | None
    group: str


@dataclass(frozen=True, slots=True)
class SignsOfStrength:
    """Signs of one strength, as they are named on the form."""

    strength: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedDimension(PrintedPart):
    """A dimension with its signs by strength, and the marks of where their weights come from."""

    signs: tuple[SignsOfStrength, ...]
    signs_mark: str


@dataclass(frozen=True, slots=True)
class PrintedDoubt:
    """Why a published weight is not certain."""

    sign: str
    when: str


@dataclass(frozen=True, slots=True)
class PrintedDecision:
    """How an officer without a computer sees what the answers indicate."""

    rule: str
    rule_is: str
    dimensions: tuple[PrintedDimension, ...]
    doubts: tuple[PrintedDoubt, ...]
    labels: tuple[PrintedPart, ...]
    #: What the officer decides about, and the reasons for a decision below what is indicated.
    outcomes: tuple[str, ...]
    reasons: tuple[str, ...]
    #: When reasonable grounds hold, and the numbers of core and context signs; empty without signs.
    grounds_rule: str
    core: str
    context: str


@dataclass(frozen=True, slots=True)
class PrintedService:
    """A service, with what is known of it and what is not."""

    name: str
    kind: str
    number: str | None
    police: str
    lines: tuple[tuple[str, str], ...]
    mark: str


@dataclass(frozen=True, slots=True)
class PrintedServices:
    """The services to which the officer can direct the person."""

    heading: str
    lead: str
    services: tuple[PrintedService, ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """All that the template prints."""

    language: str
    words: dict[str, str]
    title: str
    purpose: str
    version_line: str
    status: str
    source_mark: str
    asks_age: bool
    places: tuple[str, ...]
    before: tuple[PrintedPart, ...]
    never: tuple[PrintedPart, ...]
    no_talk: PrintedNoTalk
    child: str | None
    questions: tuple[PrintedQuestion, ...]
    decision: PrintedDecision | None
    duties: tuple[PrintedDuty, ...]
    services: PrintedServices
    sources: tuple[ListedSource, ...]


def form_data(procedure: Procedure, pack: Pack, language: str) -> dict[str, Any]:
    """The form as the template reads it: what JSON can hold."""
    form = json.dumps(asdict(FormBuilder(procedure, pack, language).form()))
    return cast(dict[str, Any], json.loads(form))


class FormBuilder:
    """One procedure on its way to a form; sources are numbered as they are met."""

    def __init__(self, procedure: Procedure, pack: Pack, language: str) -> None:
        self._procedure, self._pack, self._language = procedure, pack, language
        self._text = procedure_text(procedure, pack, language)
        self._duties = self._text.duties
        if procedure.form == "card":
            self._duties = procedure_text(_number_questions(procedure), pack, language).duties
        self._words = paper_words(pack, language)
        self._sources = SourceList(self._words, adopts=False)

    def form(self) -> PaperForm:
        """The whole form."""
        text, procedure = self._text, self._procedure
        child = self._pack.procedures.versions_of(procedure.child_procedure or "")
        # The order in which the marks are given out is the order of the list of sources.
        source_mark = self._sources.mark(text.source)
        before, never = self._parts(text.before), self._parts(text.never)
        dimensions, labels = self._parts(text.dimensions), self._parts(text.labels)
        sign_marks = {i.id: self._sources.mark(i.source) for i in text.indicators}
        asks = asks_for_decision(procedure)
        duties = tuple(
            PrintedDuty(d.id, d.text, d.when, self._sources.mark(d.source), d.more)
            for d in self._duties
        )
        return PaperForm(
            language=self._language,
            words=self._words,
            title=text.title,
            purpose=text.purpose,
            version_line=version_line(procedure, self._pack, self._language),
            status=text.status.meaning,
            source_mark=source_mark,
            # As on the page: the age of adults is not recorded.
            asks_age=procedure.child_procedure is None,
            places=text.places,
            before=before,
            never=never,
            no_talk=print_no_talk(self._procedure, self._pack, self._language, self._words),
            child=self._words["child"].format(procedure=child[-1].title.in_language(self._language))
            if child
            else None,
            questions=self._questions(),
            decision=self._decision(dimensions, labels, sign_marks) if asks else None,
            duties=duties,
            services=self._services(),
            sources=tuple(self._sources.listed()),
        )

    def _services(self) -> PrintedServices:
        found = service_list(self._pack, self._language, self._procedure.people)
        return PrintedServices(
            heading=found.heading,
            lead=found.lead if found.services else found.none,
            services=tuple(
                PrintedService(
                    s.name,
                    s.kind_words,
                    s.number_words,
                    s.police_words,
                    s.lines,
                    self._sources.mark(s.source),
                )
                for s in found.services
            ),
        )

    def _parts(self, rules: Iterable[RuleText]) -> tuple[PrintedPart, ...]:
        return tuple(PrintedPart(r.id, r.text, r.when, self._sources.mark(r.source)) for r in rules)

    def _questions(self) -> tuple[PrintedQuestion, ...]:
        """Each with the chapter that begins with it; without chapters, with the dimension."""
        chapters = self._procedure.chapters
        dimension_of = {i.id: i.dimension for i in self._procedure.indicators}
        named = {d.id: d.text for d in self._text.dimensions}
        if chapters:
            dimension_of = {q.id: q.chapter or "" for q in self._procedure.questions}
            named = {c.id: c.text.in_language(self._language) for c in chapters}
        found, last = [], ""
        pairs = zip(self._text.questions, self._procedure.questions, strict=True)
        for number, (shown, question) in enumerate(pairs, 1):
            current = dimension_of.get(question.id, "")
            group = named.get(current, "") if current != last else ""
            found.append(self._question(number, shown, question, group))
            last = current
        return tuple(found)

    def _question(
        self, number: int, shown: QuestionText, question: Question, group: str
    ) -> PrintedQuestion:
        words, speech, more = self._words, self._pack.speech, shown.more
        boxes = (text.in_language(self._language) for _, text in speech.choices(question))
        return PrintedQuestion(
            number=number,
            id=question.id,
            text=more.ask or shown.text,
            note=speech.note(question, self._language),
            bands=tuple(
                (words["child_words"].format(age=age), said)
                for age, said in more.for_children.items()
            ),
            why=more.why,
            help=more.help,
            only_if=shown.when,
            is_number=question.type == "number",
            limits=words["range"].format(**more.limits) if more.limits else "",
            boxes=tuple(boxes),
            past=question.past.in_language(self._language) if question.past else "",
            stop=self._stop(question),
            missing=tuple(speech.answers[m.value].in_language(self._language) for m in _MISSING),
            group=group,
        )

    def _stop(self, question: Question) -> PrintedStop | None:
        duties = stop_duties(self._procedure, question)
        if not duties:
            return None
        said = dict(self._pack.speech.choices(question))
        answers = [said[a].in_language(self._language) for a in question.stops if a in said]
        if set(_MISSING) & set(question.stops):
            answers.append(self._pack.speech.answers[UNKNOWN].in_language(self._language))
        within = (self._pack.speech.deadline(d.within_hours, self._language) for d in duties)
        words = (duty_words(d, self._pack, self._language, None) for d in duties)
        lines = (
            " ".join(filter(None, (w.text, w.lawful, f"({time})" if time else "")))
            for w, time in zip(words, within, strict=True)
        )
        return PrintedStop(", ".join(answers), tuple(lines))

    def _decision(
        self,
        dimensions: tuple[PrintedPart, ...],
        labels: tuple[PrintedPart, ...],
        sign_marks: dict[str, str],
    ) -> PrintedDecision:
        speech, named = self._pack.speech, self._sign_names()
        outcomes = decision_names(self._procedure, self._pack, self._language).values()
        reasons = reason_choices(self._pack, self._language)
        second = self._words["second_person"]
        grounds = list_grounds(self._procedure).get(REASONABLE_GROUNDS)
        return PrintedDecision(
            rule=self._text.positive or "",
            rule_is=speech.outcome_rule(self._procedure).in_language(self._language),
            dimensions=tuple(self._dimension(d, named, sign_marks) for d in dimensions),
            doubts=tuple(PrintedDoubt(named[d.id], d.when) for d in self._text.doubts),
            labels=labels,
            outcomes=tuple(outcomes),
            reasons=tuple(f"{r.text} {second}" if r.prohibited else r.text for r in reasons),
            grounds_rule=speech.say(grounds, self._procedure, self._language) if grounds else "",
            core=self._signs_of(Sign.CORE, named),
            context=self._signs_of(Sign.CONTEXT, named),
        )

    def _signs_of(self, sign: Sign, named: dict[str, str]) -> str:
        return "; ".join(named[i.id] for i in self._procedure.indicators if i.sign is sign)

    def _sign_names(self) -> dict[str, str]:
        """How each sign is named: by its question's number where a yes is it, else in words."""
        numbers: dict[Node, str] = {
            Equals(q.id, "yes"): f"{n}" for n, q in enumerate(self._procedure.questions, 1)
        }
        return {
            sign.id: numbers.get(sign.when, f"{shown.text} ({shown.when})")
            for sign, shown in zip(self._procedure.indicators, self._text.indicators, strict=True)
        }

    def _dimension(
        self, part: PrintedPart, named: dict[str, str], sign_marks: dict[str, str]
    ) -> PrintedDimension:
        own = [sign for sign in self._text.indicators if sign.more.dimension == part.id]
        by_strength = (
            SignsOfStrength(
                self._words[f"strength_{strength or 'none'}"],
                tuple(named[sign.id] for sign in own if sign.more.strength == strength),
            )
            for strength in (*Strength, None)
        )
        return PrintedDimension(
            id=part.id,
            text=part.text,
            when=part.when,
            mark=part.mark,
            signs=tuple(signs for signs in by_strength if signs.said),
            signs_mark=", ".join(dict.fromkeys(sign_marks[sign.id] for sign in own)),
        )


def _number_questions(procedure: Procedure) -> Procedure:
    """The procedure with a number for each question: a card has no room for words twice."""
    questions = (
        q.model_copy(update={"text": Text(f"{number}")})
        for number, q in enumerate(procedure.questions, 1)
    )
    return procedure.model_copy(update={"questions": tuple(questions)})
