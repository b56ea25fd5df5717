"""Checks that a procedure harms nobody: danger first, protection of children, choice, no promises.

They read the marks of questions and duties (`about`, `protects`, `refers`, `discloses`) and run the
procedure where only its result shows the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import list_names
from palermo.kernel.answers import Answer, Answers, Missing, Value
from palermo.kernel.messages import N_, Message
from palermo.procedures.decide import Outcome, Runner, run_procedure
from palermo.procedures.definitions import OUTCOME, Dependencies
from palermo.procedures.grounds import REASONABLE_GROUNDS, has_grounds
from palermo.procedures.interview_order import AGE_QUESTION, OF_AGE
from palermo.procedures.lint import Found, LintContext, ProcedureProblem
from palermo.procedures.obligations import list_duties
from palermo.procedures.shapes import About, Procedure, ProcedureDuty, Protection, Sign
from palermo.procedures.stops import find_stop

#: Roles of the police and of the body that identifies: never the only door for an adult.
POLICE_ROLES = frozenset({"competent_body", "police", "prosecutor"})
#: Roles to whom only a child is referred.
CHILD_ROLES = frozenset({"child_protection", "guardianship_body"})
#: What every procedure for a child brings.
FOR_A_CHILD: tuple[Protection, ...] = ("no_penalty", "doctor", "guardian")
#: Protections that only a child has.
_OF_CHILDREN: tuple[Protection, ...] = ("guardian", "child_protection")
#: Topics that are recorded by nobody: they have no weight in law, and asking about them harms.
_NOT_ASKED: tuple[About, ...] = ("consent", "border_crossing", "cooperation")


def check_unread_signs(procedure: Procedure, around: LintContext) -> Found:
    """Every dimension, and every sign of coercion without force, reaches a decision.

    A child needs no means, so that signs of means lead to duties there.
    """
    reach = Dependencies(procedure)
    decided = reach.names(OUTCOME) | reach.names(REASONABLE_GROUNDS)
    decided = decided.union(*(reach.names(name) for name in reach.definitions if "label" in name))
    if not decided:
        return
    if procedure.people == "children":
        decided = decided.union(*(reach.names(f"duty_{duty.id}") for duty in procedure.duties))
    for dimension in procedure.dimensions:
        signs = {i.id for i in procedure.of_dimension(dimension.id)}
        if dimension.id not in decided and not signs & decided:
            yield dimension.id, N_("No decision reads it.")
    for indicator in procedure.indicators:
        if "non_physical_means" in indicator.about and indicator.id not in decided:
            yield indicator.id, N_("It is coercion without force, and no decision reads it.")


def check_child_protection(procedure: Procedure, around: LintContext) -> Found:
    """A child is not punished, sees a doctor, has a guardian, and is never sent away."""
    if procedure.people != "children":
        return
    if procedure.kind in ("screening", "interview"):
        brought = {duty.protects for duty in procedure.duties}
        for protection in FOR_A_CHILD:
            if protection not in brought:
                yield (
                    procedure.id,
                    {
                        "no_penalty": N_("It has no duty that forbids fine, charge and detention."),
                        "doctor": N_("It has no duty to call a doctor."),
                        "guardian": N_("It has no duty to call a guardian."),
                    }[protection],
                )
    reach, agreed = Dependencies(procedure), _about(procedure, "agreement", "consent")
    for duty in procedure.duties:
        helps = duty.protects or duty.gives_help or duty.refers
        if helps and agreed & reach.names(f"duty_{duty.id}"):
            yield duty.id, N_("A child who refuses would lose it.")


def check_danger_first(procedure: Procedure, around: LintContext) -> Found:
    """The first question is about present danger, and its answer stops the rest."""
    if not procedure.questions or procedure.instrument is not None:
        return
    first = procedure.questions[0]
    if "danger" not in first.about:
        yield first.id, N_("The first question is not about present danger.")
    elif not first.stops:
        yield first.id, N_("No answer about present danger stops the other questions.")


def check_age_stops(procedure: Procedure, around: LintContext) -> Found:
    """A question about age that stops for a child stops as well where the age is not known."""
    for question in procedure.questions:
        if "under_18" not in question.about or not question.stops:
            continue
        for answer in ("yes", *Missing):
            stop = find_stop(procedure, {question.id: answer}, ())
            if stop is None or stop.question != question.id:
                yield question.id, N_("A possible child stops the questions, an unknown age not.")
                break


def check_irrelevance(procedure: Procedure, around: LintContext) -> Found:
    """A sign whose question does not apply is a no: unknown would keep the result open for good."""
    no: dict[str, Value] = {q.id: "no" for q in procedure.questions if q.type == "yes_no"}
    skipped = {q.id for q in procedure.questions if evaluate_condition(q.when, no) is Answer.NO}
    answers = {name: value for name, value in no.items() if name not in skipped}
    found = run_procedure(procedure, answers)
    settled = {i.id for i in (*found.grounds, *found.against)}
    for indicator in procedure.indicators:
        reads = set(list_names(indicator.when))
        if indicator.id not in settled and reads & skipped and reads <= set(no):
            yield indicator.id, N_("It stays unknown where its question does not apply.")


def check_no_penalty(procedure: Procedure, around: LintContext) -> Found:
    """No fine, charge or detention until the person was screened and the result is negative.

    A core sign, reasonable grounds or an age that may be under 18 each keep it, whatever else is no
    and whatever the officer decides.
    """
    unanswered = run_procedure(procedure, {}).duties
    for duty in procedure.duties:
        if not duty.is_ban:
            continue
        if duty not in unanswered:
            yield duty.id, N_("It waits for an answer: before that the person could be fined.")
        if _falls_away(procedure, duty, _core_signs(procedure)):
            yield duty.id, N_("It ends although one core sign was answered yes.")
        if _falls_away(procedure, duty, _grounds(procedure)):
            yield duty.id, N_("It ends although there are reasonable grounds.")
        if _falls_away(procedure, duty, _may_be_child(procedure)):
            yield duty.id, N_("It ends although the person is or may be under 18.")


def _falls_away(procedure: Procedure, duty: ProcedureDuty, facts: Iterable[Answers]) -> bool:
    """Whether one of the facts, with all else no or all else unknown, leaves the duty out."""
    nothing_else = _all_no(procedure)
    return any(
        duty not in list_duties(procedure, {**rest, **fact}, decided)
        for fact in facts
        for rest in ({}, nothing_else)
        for decided in (None, Outcome.NEGATIVE)
    )


def _all_no(procedure: Procedure) -> dict[str, Value]:
    asked = (q.id for q in procedure.questions if q.type == "yes_no")
    return dict.fromkeys((*asked, *(i.id for i in procedure.indicators)), "no")


def _core_signs(procedure: Procedure) -> Iterator[Answers]:
    return ({i.id: "yes"} for i in procedure.indicators if i.sign is Sign.CORE)


def _grounds(procedure: Procedure) -> Iterator[Answers]:
    if has_grounds(procedure):
        yield {REASONABLE_GROUNDS: "yes"}


def _may_be_child(procedure: Procedure) -> Iterator[Answers]:
    for name in sorted(_about(procedure, "under_18")):
        yield {name: "yes"}
        yield {name: Missing.DOES_NOT_KNOW}
    if procedure.question(AGE_QUESTION):
        yield {AGE_QUESTION: OF_AGE - 1}


def check_known_adult(procedure: Procedure, around: LintContext) -> Found:
    """Who is known to be an adult, and of whom nothing else is known, is not treated as a child."""
    if procedure.people == "children":
        return
    facts: list[Answers] = []
    if procedure.question(AGE_QUESTION):
        facts.append({AGE_QUESTION: OF_AGE})
    if asked := _about(procedure, "under_18"):
        facts.append(dict.fromkeys(asked, "no"))
    runner = Runner(procedure)
    of_child = {d.id for d in runner.indicate(_surely_child(procedure)).duties if _is_of_child(d)}
    of_adult = {d.id for fact in facts for d in runner.indicate(fact).duties}
    for duty in procedure.duties:
        if duty.id in of_child & of_adult:
            yield duty.id, N_("It treats a person as a child whose age is known to be 18 or more.")


def _surely_child(procedure: Procedure) -> Answers:
    return dict.fromkeys(_about(procedure, "under_18"), "yes")


def _is_of_child(duty: ProcedureDuty) -> bool:
    roles = {duty.who, *duty.to}
    return duty.protects in _OF_CHILDREN or bool(roles & CHILD_ROLES) or duty.begins_child


def check_disclosure(procedure: Procedure, around: LintContext) -> Found:
    """A place or a name is passed on by agreement, or to avert danger; of a child to protect it."""
    if procedure.people == "children":
        return
    reach = Dependencies(procedure)
    allowed = _about(procedure, "agreement", "danger", "under_18")
    for duty in procedure.duties:
        if duty.discloses and not allowed & reach.names(f"duty_{duty.id}"):
            yield duty.id, N_("It passes something on whether or not the person agrees.")


def check_choice(procedure: Procedure, around: LintContext) -> Found:
    """An adult agrees to a referral and chooses to whom; the police are never the only door."""
    if procedure.people == "children":
        return
    reach = Dependencies(procedure)
    agreed, danger = _about(procedure, "agreement"), _about(procedure, "danger")
    of_adults = run_procedure(procedure, dict.fromkeys(_about(procedure, "under_18"), "no"))
    for duty in procedure.duties:
        follows = duty in (*of_adults.duties, *of_adults.possible_duties)
        is_of_child = bool(duty.to) and set(duty.to) <= CHILD_ROLES
        if not duty.refers or not follows or is_of_child:
            continue
        read = reach.names(f"duty_{duty.id}")
        # Danger to life is the exception, which is said to the person first.
        if danger & read and not agreed & read:
            continue
        if not agreed & read:
            yield duty.id, N_("An adult would be referred without their agreement.")
        if not set(duty.to) - POLICE_ROLES:
            yield duty.id, N_("It names nobody but the police to whom an adult may turn (`to`).")


def check_promises(procedure: Procedure, around: LintContext) -> Found:
    """No condition before the first question promises what its reader cannot keep."""
    for gate in procedure.before:
        texts = [text.lower() for text in gate.text.in_every_language().values()]
        if any(word in text for word in around.promises for text in texts):
            yield gate.id, N_("It promises what the officer cannot keep.")


def check_not_asked(procedure: Procedure, around: LintContext) -> Found:
    """Nobody is asked whether they agreed, crossed a border or will cooperate."""
    for question in procedure.questions:
        if any(topic in question.about for topic in _NOT_ASKED):
            yield question.id, N_("It has no weight in law, and asking it misleads.")


def check_self_harm(procedure: Procedure, around: LintContext) -> Found:
    """Self-harm is a question of a clinician."""
    for question in procedure.questions:
        if "self_harm" in question.about and set(procedure.settings) - {"hospital", "health"}:
            yield question.id, N_("Only a clinician asks it: call one by a duty instead.")


def check_second_person(procedure: Procedure, around: LintContext) -> Found:
    """Where the result may be negative, a supervisor looks before the case is closed."""
    if not has_grounds(procedure):
        return
    if not any(duty.who == "supervisor" or duty.id == "supervisor" for duty in procedure.duties):
        yield procedure.id, N_("It can end negative without a second person.")


def _about(procedure: Procedure, *topics: About) -> set[str]:
    return {q.id for q in procedure.questions if any(topic in q.about for topic in topics)}


#: Each check, with the theme of the recommendation that it serves.
PROTECTION_RULES: Mapping[str, tuple[Callable[[Procedure, LintContext], Found], str]] = {
    "sign-that-nothing-reads": (check_unread_signs, "coercion"),
    "child-without-protection": (check_child_protection, "child_protection"),
    "danger-not-first": (check_danger_first, "procedures"),
    "child-goes-on-where-age-is-unknown": (check_age_stops, "child_protection"),
    "open-where-a-question-does-not-apply": (check_irrelevance, "screening"),
    "adult-treated-as-a-child": (check_known_adult, "child_protection"),
    "penalty-before-screening": (check_no_penalty, "screening"),
    "disclosure-against-the-person": (check_disclosure, "access_to_care"),
    "referral-without-choice": (check_choice, "referral"),
    "gate-that-promises": (check_promises, "procedures"),
    "asks-what-has-no-weight": (check_not_asked, "coercion"),
    "self-harm-asked-by-others": (check_self_harm, "procedures"),
    "negative-without-a-second-person": (check_second_person, "screening"),
}


def check_protection(procedure: Procedure, around: LintContext) -> tuple[ProcedureProblem, ...]:
    """Every problem of the procedure, in the order of PROTECTION_RULES."""
    return tuple(
        ProcedureProblem(procedure.id, procedure.version, name, where, Message(what), theme)
        for name, (look, theme) in PROTECTION_RULES.items()
        for where, what in look(procedure, around)
    )
