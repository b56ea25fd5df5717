"""Checks of a procedure. Each is named after a failure that an assessment found.

A problem names the rule, the place in the procedure, and the theme of the recommendation that a
country with such a procedure would receive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from palermo.conditions.nodes import Always, Node, list_names
from palermo.kernel.messages import N_, Message
from palermo.kernel.texts import Text
from palermo.procedures.definitions import OUTCOME, Dependencies, dimension_condition
from palermo.procedures.satisfiability import can_be_yes_and_no
from palermo.procedures.shapes import About, Indicator, Procedure, Question


@dataclass(frozen=True, slots=True)
class ProcedureProblem:
    """`rule` is an id of RULES, `where` a name of the procedure, `theme` an id of the taxonomy."""

    procedure: str
    version: int
    rule: str
    where: str
    what: Message
    theme: str


#: What a check yields: the place, and the problem.
Found = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LintContext:
    """Data for the checks: procedures for children and the country's languages.

    `topics`: beginnings of words, in any language, that mark the topic of a text. `closed`: by
    language, the form of a question that asks for a yes or a no. `papers`: beginnings of words for
    documents, in any language. `promises`: words that promise, in any language.
    """

    child_procedures: Collection[str] = ()
    languages: Collection[str] = ("en",)
    topics: Mapping[About, Collection[str]] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)
    papers: Collection[str] = ()
    promises: Collection[str] = ()


def _about(procedure: Procedure, topic: About) -> set[str]:
    asked = {q.id for q in procedure.questions if topic in q.about}
    return asked | {i.id for i in procedure.indicators if topic in i.about}


def _decided_by(procedure: Procedure, topic: About) -> Found:
    """Places where the outcome, a referral or help depends on a topic without weight in law."""
    reach, about = Dependencies(procedure), _about(procedure, topic)
    for name in sorted(about & reach.names(OUTCOME)):
        yield name, N_("The outcome depends on it.")
    for duty in procedure.duties:
        if (duty.refers or duty.gives_help) and about & reach.names(f"duty_{duty.id}"):
            yield duty.id, N_("A referral or help depends on it.")


def check_border(procedure: Procedure, around: LintContext) -> Found:
    """Neither a crossed border nor movement is an element of the crime."""
    yield from _decided_by(procedure, "border_crossing")


def check_group(procedure: Procedure, around: LintContext) -> Found:
    """No organised group is needed."""
    yield from _decided_by(procedure, "organised_group")


def check_consent(procedure: Procedure, around: LintContext) -> Found:
    """Consent is information only."""
    yield from _decided_by(procedure, "consent")


def check_protected_traits(procedure: Procedure, around: LintContext) -> Found:
    """Sex, origin, religion and other protected traits do not influence the outcome."""
    traits = {q.id for q in procedure.questions if q.protected}
    for name in sorted(traits & Dependencies(procedure).names(OUTCOME)):
        yield name, N_("A protected trait influences the outcome.")


def check_non_physical(procedure: Procedure, around: LintContext) -> Found:
    """Threats, debt, retained papers and dependency are means of equal weight."""
    means = [d for d in procedure.dimensions if d.element == "means"]
    deciding = Dependencies(procedure).names(OUTCOME)
    used = [d for d in means if d.id in deciding]
    for dimension in used:
        signs = procedure.of_dimension(dimension.id)
        physical = any("physical_means" in i.about for i in signs)
        if physical and not any("non_physical_means" in i.about for i in signs):
            yield dimension.id, N_("It includes only physical means.")


def check_child_means(procedure: Procedure, around: LintContext) -> Found:
    """A child needs no means."""
    if procedure.people != "children":
        return
    means = {d.id for d in procedure.dimensions if d.element == "means"}
    for name in sorted(means & Dependencies(procedure).names(OUTCOME)):
        yield name, N_("The outcome for a child depends on a means.")


def check_child_handover(procedure: Procedure, around: LintContext) -> Found:
    """A procedure for adults hands over anyone who may be under 18."""
    if procedure.people != "adults":
        if (procedure.indicator_set or "").endswith(".adult"):
            yield procedure.id, N_("A list for adults is used for a person who may be a child.")
        if procedure.people == "everybody":
            yield from _check_refusal(procedure, around)
        return
    if procedure.child_procedure is None:
        yield procedure.id, N_("It has no procedure for a person who may be under 18.")
    elif procedure.child_procedure not in around.child_procedures:
        yield procedure.id, N_("The procedure that it names for children is not a child procedure.")


def _check_refusal(procedure: Procedure, around: LintContext) -> Found:
    """A possible child who refuses is handed over under a procedure for children."""
    named = procedure.child_procedure or procedure.child_handover
    if named is None:
        yield procedure.id, N_("A possible child who refuses has no procedure for children.")
    elif named not in around.child_procedures:
        yield procedure.id, N_("The procedure that it names for children is not a child procedure.")


def check_documents(procedure: Procedure, around: LintContext) -> Found:
    """No document is a condition of shelter, a service or the first question."""
    yield from _decided_by(procedure, "documents")
    for gate in procedure.before:
        texts = [text.lower() for text in gate.text.in_every_language().values()]
        if any(word in text for word in around.papers for text in texts):
            yield gate.id, N_("A document is required before the first question.")


def check_cooperation(procedure: Procedure, around: LintContext) -> Found:
    """Help never depends on testifying or working with the authorities."""
    yield from _decided_by(procedure, "cooperation")


def check_inspection(procedure: Procedure, around: LintContext) -> Found:
    """An inspection looks for signs of forced labour."""
    if procedure.kind != "inspection":
        return
    reach = Dependencies(procedure)
    read = reach.names(OUTCOME).union(*(reach.names(f"duty_{d.id}") for d in procedure.duties))
    if not read & {i.id for i in procedure.indicators}:
        yield procedure.id, N_("None of its indicators affects the outcome or a duty.")


def check_referral(procedure: Procedure, around: LintContext) -> Found:
    """Every referral has a deadline and an acknowledgement."""
    if procedure.kind == "referral" and not any(d.refers for d in procedure.duties):
        yield procedure.id, N_("It does not say to whom the person is referred.")
    for duty in procedure.duties:
        if duty.refers and duty.within_hours is None:
            yield duty.id, N_("It has no deadline.")
        if duty.refers and not duty.acknowledged:
            yield duty.id, N_("The receiver does not confirm receipt.")


def check_leading_questions(procedure: Procedure, around: LintContext) -> Found:
    """The first questions are open."""
    for question in procedure.questions:
        if not question.opening:
            continue
        if question.leads:
            yield question.id, N_("It is a leading question among the opening questions.")
        put = question.ask or question.text
        wordings = (put, *question.for_children.values())
        for language, closed in around.closed.items():
            if any(re.search(closed, t.in_language(language), re.IGNORECASE) for t in wordings):
                yield question.id, N_("It is a yes/no question but marked as opening.")
                break


def check_topic_marks(procedure: Procedure, around: LintContext) -> Found:
    """A text about a border, consent or the like is marked as such, for the other checks."""
    parts: tuple[Question | Indicator, ...] = (*procedure.questions, *procedure.indicators)
    for part in parts:
        texts = [text.lower() for text in part.text.in_every_language().values()]
        for topic, words in around.topics.items():
            if topic not in part.about and any(w in text for w in words for text in texts):
                yield part.id, N_("It is about such a subject but not marked (`about`).")


def check_unused_questions(procedure: Procedure, around: LintContext) -> Found:
    """Every question must influence an outcome, a duty or another question."""
    read = {n for node in Dependencies(procedure).definitions.values() for n in list_names(node)}
    read |= {n for q in procedure.questions for n in list_names(q.when)}
    ticked = {i.id for i in procedure.indicators}
    for question in procedure.questions:
        is_exempt = question.opening or question.protected or question.about
        if question.id not in read | ticked and not is_exempt:
            yield question.id, N_("It is not used.")


def check_settled_rules(procedure: Procedure, around: LintContext) -> Found:
    """No rule is always or never true, and every question can be reached."""
    questions = {q.id: q for q in procedure.questions}
    rules: dict[str, Node] = {q.id: q.when for q in procedure.questions}
    rules |= {i.id: i.when for i in procedure.indicators}
    for dimension in procedure.dimensions:
        node = dimension_condition(dimension, procedure.of_dimension(dimension.id))
        if dimension.rule == "none":
            continue
        if node is None and procedure.indicator_set is None:
            yield dimension.id, N_("It has too few indicators ever to be true.")
        elif node is not None:
            rules[dimension.id] = node
    if procedure.decision:
        rules[OUTCOME] = procedure.decision.positive
        rules |= {label.id: label.when for label in procedure.decision.labels}
    rules |= {d.id: d.when for d in procedure.duties if not isinstance(d.when, Always)}
    asked = set(questions)
    for name, node in rules.items():
        can, can_not = can_be_yes_and_no(node, questions)
        if not can:
            yield name, N_("It can never be true.")
        if not can_not and name not in asked:
            yield name, N_("It is always true.")


def check_languages(procedure: Procedure, around: LintContext) -> Found:
    """Every text exists in every language of the country."""
    for name, text in list_texts(procedure):
        if set(around.languages) - set(text.languages):
            yield name, N_("Its text is missing in a language of the country.")


def check_sources(procedure: Procedure, around: LintContext) -> Found:
    """Every rule has a source."""
    named = [(i.id, i.source) for i in procedure.indicators]
    named += [(d.id, d.source) for d in procedure.dimensions]
    named += [(d.id, d.source) for d in procedure.duties]
    named += [(g.id, g.source) for g in (*procedure.before, *procedure.never)]
    named += [(procedure.id, procedure.source)]
    if procedure.decision:
        named += [(procedure.id, procedure.decision.source)]
        named += [(label.id, label.source) for label in procedure.decision.labels]
    for name, source in named:
        if not source.title.strip():
            yield name, N_("It has no source.")


def list_texts(procedure: Procedure) -> list[tuple[str, Text]]:
    """Every text that people read, with the name of its item."""
    texts = [(procedure.id, procedure.title), (procedure.id, procedure.purpose)]
    for question in procedure.questions:
        own = (question.text, question.ask, question.why, question.help)
        wordings = (*own, *question.for_children.values())
        texts += [(question.id, text) for text in wordings if text is not None]
        texts += [(question.id, choice.text) for choice in question.choices]
    texts += [(i.id, i.text) for i in procedure.indicators]
    texts += [(d.id, d.text) for d in procedure.dimensions]
    texts += [(d.id, d.text) for d in procedure.duties]
    texts += [(g.id, g.text) for g in (*procedure.before, *procedure.never)]
    if procedure.decision:
        texts += [(x.id, x.text) for x in procedure.decision.labels]
    return texts


#: Each check, with the theme of the recommendation that it serves.
RULES: Mapping[str, tuple[Callable[[Procedure, LintContext], Found], str]] = {
    "demands-a-border-crossing": (check_border, "internal_trafficking"),
    "demands-an-organised-group": (check_group, "coercion"),
    "counts-consent": (check_consent, "coercion"),
    "ignores-non-physical-means": (check_non_physical, "coercion"),
    "demands-means-for-a-child": (check_child_means, "child_protection"),
    "adult-list-for-a-child": (check_child_handover, "child_protection"),
    "demands-documents-before-help": (check_documents, "access_to_care"),
    "help-depends-on-cooperation": (check_cooperation, "access_to_care"),
    "protected-trait-decides": (check_protected_traits, "screening"),
    "inspection-without-indicators": (check_inspection, "labor_inspection"),
    "referral-without-arrival": (check_referral, "referral"),
    "leading-opening-question": (check_leading_questions, "procedures"),
    "topic-without-a-mark": (check_topic_marks, "procedures"),
    "question-without-use": (check_unused_questions, "procedures"),
    "rule-that-decides-nothing": (check_settled_rules, "procedures"),
    "text-missing-in-a-language": (check_languages, "procedures"),
    "rule-without-source": (check_sources, "procedures"),
}


def check_procedure(procedure: Procedure, around: LintContext) -> tuple[ProcedureProblem, ...]:
    """Every problem of the procedure, in the order of RULES."""
    return tuple(
        ProcedureProblem(procedure.id, procedure.version, name, where, Message(what), theme)
        for name, (look, theme) in RULES.items()
        for where, what in look(procedure, around)
    )


def list_uncovered_groups(
    groups: Collection[str], procedures: Collection[Procedure]
) -> tuple[str, ...]:
    """Groups at risk in the country without a procedure."""
    met = {group for procedure in procedures for group in procedure.groups}
    return tuple(sorted(set(groups) - met))
