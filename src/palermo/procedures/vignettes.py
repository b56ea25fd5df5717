"""Vignettes: invented situations in prose, which officers judge before they see the key.

A vignette is told by the facts and not in the words of a form. The key is not written by hand: what
was said is run through the procedure, so that a new version of it changes the key as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from pydantic import Field, field_validator

from palermo.kernel.answers import Answer, Answers, Value
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text
from palermo.procedures.decide import Indication, Outcome, run_procedure
from palermo.procedures.obligations import hold_duties
from palermo.procedures.practice import find_hidden_coercion
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Indicator, Name, Procedure

#: So many words of a sign in a row are the words of the form.
_COPIED = 4


class WrongAct(StrictModel):
    """Something that an officer might do, and must not."""

    id: str = Name
    text: Text


class Vignette(StrictModel):
    """One invented situation.

    `said`: what the text tells, by question or indicator; all else is unknown. `next`: questions
    that are worth asking now; `not_next`: questions of the procedure that are not.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    procedure: str
    title: Text
    text: Text
    said: dict[str, str]
    next: tuple[str, ...] = Field(min_length=1)
    not_next: tuple[str, ...] = Field(min_length=1)
    wrong_acts: tuple[WrongAct, ...] = Field(min_length=1)

    @field_validator("said", mode="before")
    @classmethod
    def _words(cls, said: object) -> object:
        # YAML reads a bare yes or no as a boolean.
        if not isinstance(said, dict):
            return said
        words = {True: "yes", False: "no"}
        return {n: words[v] if isinstance(v, bool) else v for n, v in said.items()}


@dataclass(frozen=True, slots=True)
class VignetteKey:
    """What is right: the decision, each sign, the questions to ask next, what to do.

    `hidden`: signs of coercion, where all of it is without force. `offered_questions` and
    `offered_acts`: what officers choose from, in an order that is always the same.
    """

    vignette: Vignette
    indication: Indication
    decision: Outcome
    signs: Mapping[str, Answer]
    hidden: tuple[str, ...]
    next: frozenset[str]
    acts: frozenset[str]
    offered_questions: tuple[str, ...]
    offered_acts: tuple[str, ...]


class VignetteAnswer(StrictModel):
    """What one officer answered. A sign without an entry was left as not known."""

    vignette: str = Field(max_length=60)
    officer: str = Field(default="", max_length=60)
    decision: Outcome
    signs: dict[str, Answer] = Field(default_factory=dict, max_length=500)
    next: tuple[str, ...] = Field(default=(), max_length=100)
    acts: tuple[str, ...] = Field(default=(), max_length=100)


@dataclass(frozen=True, slots=True)
class VignetteScore:
    """One officer's answer beside the key; ids of signs, questions and acts.

    `closed`: answered no although it is not known. `hidden_found` is None if nothing is hidden.
    """

    key: VignetteKey
    given: VignetteAnswer
    signs_missed: tuple[str, ...]
    signs_wrong: tuple[str, ...]
    signs_closed: tuple[str, ...]
    next_missed: tuple[str, ...]
    next_wrong: tuple[str, ...]
    acts_missed: tuple[str, ...]
    acts_wrong: tuple[str, ...]
    hidden_found: bool | None

    @property
    def decision_agrees(self) -> bool:
        """Whether the officer decided as the procedure indicates."""
        return self.given.decision is self.key.decision

    @property
    def passed(self) -> bool:
        """Whether the decision is right, nothing hidden was missed and no wrong act was chosen."""
        harmful = {act.id for act in self.key.vignette.wrong_acts} & set(self.acts_wrong)
        return self.decision_agrees and self.hidden_found is not False and not harmful


def make_vignette_key(vignette: Vignette, procedure: Procedure) -> VignetteKey:
    """The key, by the procedure. Raises BadValue where it does not know what was said."""
    found = hold_duties(procedure, run_procedure(procedure, _answers(vignette, procedure)))
    agreeing = found.agreeing_decision
    if agreeing is None:
        raise BadValue(
            N_("The procedure {procedure} does not decide, so it has no vignettes."),
            where=vignette.id,
            remedy=N_("Choose one that screens or inspects."),
            procedure=procedure.id,
        )
    known = dict.fromkeys((i.id for i in found.grounds), Answer.YES)
    known |= dict.fromkeys((i.id for i in found.against), Answer.NO)
    acts = [*(d.id for d in procedure.duties), *(act.id for act in vignette.wrong_acts)]
    questions = [*vignette.next, *vignette.not_next]
    # The same order for everybody, and not the order of right and wrong.
    order = Random(vignette.id)  # noqa: S311 - repeatable, not secret
    order.shuffle(acts)
    order.shuffle(questions)
    return VignetteKey(
        vignette=vignette,
        indication=found,
        decision=agreeing,
        signs={i.id: known.get(i.id, Answer.UNKNOWN) for i in procedure.indicators},
        hidden=find_hidden_coercion(procedure, found),
        next=frozenset(vignette.next),
        acts=frozenset(d.id for d in found.duties),
        offered_questions=tuple(questions),
        offered_acts=tuple(acts),
    )


def _answers(vignette: Vignette, procedure: Procedure) -> Answers:
    known = {q.id for q in procedure.questions} | {i.id for i in procedure.indicators}
    strange = sorted({*vignette.said, *vignette.next, *vignette.not_next} - known)
    if strange:
        raise BadValue(
            N_("The vignette names what {procedure} does not have: {names}."),
            where=vignette.id,
            remedy=N_("Use ids of its questions and indicators."),
            procedure=procedure.id,
            names=", ".join(strange),
        )
    values: dict[str, Value] = dict(parse_answers(vignette.said.items()))
    return values


def score_vignette(key: VignetteKey, given: VignetteAnswer) -> VignetteScore:
    """Compare one answer with the key. Raises BadValue for what the vignette does not offer."""
    offered = {
        "signs": (given.signs, key.signs),
        "next": (given.next, key.offered_questions),
        "acts": (given.acts, key.offered_acts),
    }
    for where, (chosen, choices) in offered.items():
        strange = sorted(set(chosen) - set(choices))
        if strange:
            raise BadValue(
                N_("This vignette does not offer: {names}."),
                where=where,
                remedy=N_("Choose from: {known}."),
                names=", ".join(name[:40] for name in strange[:8]),
                known=", ".join(choices),
            )
    said = {name: given.signs.get(name, Answer.UNKNOWN) for name in key.signs}
    ticked = {name for name, answer in said.items() if answer is Answer.YES}
    right = {name for name, answer in key.signs.items() if answer is Answer.YES}
    seen = bool(ticked & set(key.hidden)) and given.decision is key.decision
    return VignetteScore(
        key=key,
        given=given,
        signs_missed=tuple(n for n in key.signs if n in right and n not in ticked),
        signs_wrong=tuple(n for n in key.signs if n in ticked and n not in right),
        signs_closed=tuple(
            n for n, a in key.signs.items() if a is Answer.UNKNOWN and said[n] is Answer.NO
        ),
        next_missed=_without(key.offered_questions, key.next, given.next),
        next_wrong=tuple(n for n in key.offered_questions if n in given.next and n not in key.next),
        acts_missed=_without(key.offered_acts, key.acts, given.acts),
        acts_wrong=tuple(n for n in key.offered_acts if n in given.acts and n not in key.acts),
        hidden_found=seen if key.hidden else None,
    )


def _without(order: Sequence[str], right: frozenset[str], chosen: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in order if name in right and name not in chosen)


def find_copied_words(
    vignette: Vignette, indicators: Sequence[Indicator], languages: Collection[str]
) -> tuple[str, ...]:
    """Signs from whose text the prose copies words in a row, in one of the languages."""
    texts = vignette.text.in_every_language()
    told = {code: _words(text) for code, text in texts.items() if code in languages}
    return tuple(
        i.id
        for i in indicators
        if any(
            _has_run(told.get(code, ()), _words(text))
            for code, text in i.text.in_every_language().items()
        )
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


def _has_run(told: Sequence[str], sign: Sequence[str]) -> bool:
    runs = {tuple(sign[n : n + _COPIED]) for n in range(len(sign) - _COPIED + 1)}
    return any(tuple(told[n : n + _COPIED]) in runs for n in range(len(told) - _COPIED + 1))
