"""The phrases of procedures, as pack data (`phrases/procedures.yaml`)."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from palermo.conditions.condition_phrases import PHRASES, phrase_condition
from palermo.conditions.nodes import Node
from palermo.kernel.sources import Certainty
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text
from palermo.procedures.definitions import OUTCOME
from palermo.procedures.grounds import (
    ANY_MEANS,
    ANY_PURPOSE,
    ANY_SIGN,
    CORE_SIGN,
    REASONABLE_GROUNDS,
    has_grounds,
)
from palermo.procedures.shapes import About, Procedure, Question

#: From this many days a deadline is given in days instead of hours.
_IN_DAYS = 3


#: What is known of a person who is met: whom a procedure is for, or the topic of a "yes".
Situation = Literal["children", "adults"] | About


class CalledGroup(StrictModel):
    """Roles that can be called together, under a heading.

    `first_for`: for a person in one of these situations the group comes first. `last_for`: last.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: Text
    roles: tuple[str, ...] = Field(min_length=1)
    first_for: tuple[Situation, ...] = ()
    last_for: tuple[Situation, ...] = ()


class Speech(StrictModel):
    """Outcomes, answers, strengths, headings, and a phrase for each kind of condition.

    `places` and `roles`: names of places and actors. `personal_roles`: roles that the person at
    work fills, whatever the agency. `role_bodies`: the kind of body that fills a role where no
    country names an agency. `acting_roles`: roles that are not called; `called_groups`: the others,
    as they are shown. `statuses`: what a proposal is, and what is in force. `lawful`:
    phrases for what is lawful on a day. `services`: phrases for services, `service_kinds` and
    `served_groups` their codes. `paper`: phrases of forms and documents.
    `flow`: phrases of the picture. `topics`: beginnings of words that mark a text about a topic
    without weight in law. `closed`: the form of a yes/no question. `papers`: beginnings of words
    for documents. `promises`: words that promise what depends on others.
    """

    outcomes: dict[str, Text]
    #: The rule of a published classification: met, not met, open.
    published: dict[str, Text]
    #: Reasonable grounds: positive, negative, undetermined.
    grounds: dict[str, Text]
    answers: dict[str, Text]
    strengths: dict[str, Text]
    headings: dict[str, Text]
    #: Phrases for published instruments; their outcomes are decisions to refer.
    instruments: dict[str, Text]
    conditions: dict[str, Text]
    places: dict[str, Text]
    roles: dict[str, Text]
    personal_roles: tuple[str, ...]
    role_bodies: dict[str, Text]
    acting_roles: tuple[str, ...]
    called_groups: tuple[CalledGroup, ...]
    statuses: dict[str, Text]
    lawful: dict[str, Text]
    services: dict[str, Text]
    service_kinds: dict[str, Text]
    served_groups: dict[str, Text]
    paper: dict[str, Text]
    flow: dict[str, Text]
    topics: dict[About, tuple[str, ...]]
    closed: dict[str, str]
    papers: tuple[str, ...]
    promises: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = set(PHRASES) - set(self.conditions)
        if missing:
            raise ValueError(f"conditions without a phrase: {', '.join(sorted(missing))}")
        for kind, text in self.conditions.items():
            # Translations without a place are not used: see `PackCatalogues`.
            wanted = PHRASES.get(kind, ())
            lost = [f"{{{n}}}" for n in wanted if f"{{{n}}}" not in text.english]
            if lost:
                raise ValueError(f"conditions.{kind} lacks {', '.join(lost)}")
        return self

    @property
    def called_roles(self) -> tuple[str, ...]:
        """The roles that an officer can call."""
        return tuple(role for group in self.called_groups for role in group.roles)

    def outcomes_of(self, procedure: Procedure) -> dict[str, Text]:
        """The names of the procedure's outcomes.

        Those of a publisher's rule say nothing of trafficking: they are shown beside reasonable
        grounds, which may be met where the rule is not.
        """
        if procedure.instrument is not None:
            return {name: self.instruments[name] for name in self.outcomes}
        if procedure.decision and procedure.decision.published:
            return self.published
        return self.grounds if _is_about_grounds(procedure) else self.outcomes

    def grounds_of(self, procedure: Procedure) -> dict[str, Text]:
        """The words of reasonable grounds. A card of the first minutes asks too little to deny."""
        if procedure.form != "card":
            return self.grounds
        return {**self.grounds, "negative": self.headings["card_negative"]}

    def decisions_of(self, procedure: Procedure) -> dict[str, Text]:
        """What an officer chooses from; beside a published class it is about the grounds."""
        return self.grounds if has_grounds(procedure) else self.outcomes_of(procedure)

    def outcome_rule(self, procedure: Procedure) -> Text:
        """The introduction of the outcome's rule; an instrument may have none."""
        if procedure.instrument is None:
            if procedure.decision is not None and procedure.decision.published:
                return self.paper["published_rule"]
            # Where signs make the grounds, the rule names them itself.
            grounds_given = _is_about_grounds(procedure) and not has_grounds(procedure)
            return self.paper["grounds_when" if grounds_given else "outcome_rule"]
        return self.instruments["rule" if procedure.decision else "judged"]

    def certainty_mark(self, certainty: Certainty, language: str) -> str:
        """What follows the name of a source, in brackets; empty where it was looked up."""
        if certainty is Certainty.VERIFIED:
            return ""
        return f" ({self.headings[certainty].in_language(language)})"

    def choices(self, question: Question) -> tuple[tuple[str, Text], ...]:
        """The answers of a question, code and words; none for a number.

        An opening question has no "no": the person either speaks about it or does not.
        """
        if question.type == "number":
            return ()
        if question.choices:
            return tuple((choice.id, choice.text) for choice in question.choices)
        if question.opening:
            return (("yes", self.answers["told"]),)
        return tuple((code, self.answers[code]) for code in ("yes", "no"))

    def place_name(self, place: str, language: str) -> str:
        """What a kind of place is called; its code where the pack no longer has it."""
        return self.places[place].in_language(language) if place in self.places else place

    def deadline(self, hours: int | None, language: str) -> str:
        """The deadline of a duty in words, in days from three days on; empty if there is none."""
        if hours is None:
            return ""
        days, rest = divmod(hours, 24)
        if days >= _IN_DAYS and not rest:
            return self.headings["days"].in_language(language).format(days=days)
        name = "hour" if hours == 1 else "hours"
        return self.headings[name].in_language(language).format(hours=hours)

    def note(self, question: Question, language: str) -> str:
        """The officer's note beside the question, such as the recorded statement."""
        if question.noted or question.opening:
            return self.headings["noted" if question.noted else "opening"].in_language(language)
        if question.ask is None:
            return ""
        recorded = self.headings["recorded"].in_language(language)
        return recorded.format(text=question.text.in_language(language))

    def say(self, node: Node, procedure: Procedure, language: str) -> str:
        """A condition of `procedure` in words."""
        phrases = {kind: text.in_language(language) for kind, text in self.conditions.items()}
        names = {
            **code_names(procedure),
            OUTCOME: self.outcomes_of(procedure)["positive"],
            REASONABLE_GROUNDS: self.grounds["positive"],
            **{name: self.headings[name] for name in (ANY_SIGN, CORE_SIGN, ANY_MEANS, ANY_PURPOSE)},
        }

        def name_of(name: str) -> str:
            return names[name].in_language(language) if name in names else name

        def value_of(name: str, value: str | int) -> str:
            question = procedure.question(name)
            choices = question.choices if question else ()
            text = next((c.text for c in choices if c.id == value), None)
            text = text or self.answers.get(str(value))
            return text.in_language(language) if text else str(value)

        return phrase_condition(node, phrases, name_of, value_of)


def _is_about_grounds(procedure: Procedure) -> bool:
    """Identification and referral take the grounds from others; their outcome is the grounds."""
    return has_grounds(procedure) or procedure.kind in ("identification", "referral")


def code_names(procedure: Procedure) -> dict[str, Text]:
    """The words of everything that a condition of the procedure can name."""
    return {
        **{q.id: q.text for q in procedure.questions},
        **{i.id: i.text for i in procedure.indicators},
        **{d.id: d.text for d in procedure.dimensions},
    }
