"""What a supervisor must look at: the charge or the closing does not fit the facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palermo.kernel.answers import Answer, Answers
from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_, Message
from palermo.kernel.sources import Source
from palermo.offences.charges import Charge
from palermo.offences.shapes import ArticleWeight, ClosingReason, Fact


class FlagLevel(LabelledCode):
    """Whether something is wrong, or only to be known."""

    WARNING = "warning", N_("Warning")
    NOTE = "note", N_("Note")


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding for a supervisor. `rule` is an id that does not change; `source` says the law."""

    rule: str
    what: Message
    level: FlagLevel = FlagLevel.WARNING
    source: Source | None = None


def find_flags(
    whole: Answer,
    child: Answer,
    facts: Sequence[Fact],
    answers: Answers,
    *,
    charge: Charge | None,
    reason: ClosingReason | None,
) -> tuple[Flag, ...]:
    """The flags of one case. `whole`: trafficking by its elements; `child`: under 18."""
    found = []
    if charge is not None:
        found += list(_flag_charge(charge, whole))
    if reason is not None:
        found += list(_flag_reason(reason, whole))
    quiet = [f for f in facts if f.branch in ("non_physical", "vulnerability", "abuse")]
    if any(answers.get(f.id) == "yes" for f in quiet):
        found += list(_flag_coercion(charge, reason))
    if child is Answer.UNKNOWN:
        text = N_("The age is not known. Treat the person as a child until it is verified.")
        found.append(Flag("age-unknown", Message(text)))
    return tuple(found)


def _flag_charge(charge: Charge, whole: Answer) -> Iterator[Flag]:
    code = {"code": charge.code}
    met = whole is Answer.YES
    if charge.article is None and charge.in_pack:
        text = N_("Article {code} was not in force on {day}.")
        yield Flag("charge-not-in-force", Message(text, {**code, "day": charge.day}))
    elif charge.article is None and met:
        text = N_(
            "Article {code} is outside this country pack. The facts show trafficking: check "
            "whether the charge reflects them."
        )
        yield Flag("charge-outside-pack", Message(text, code))
    elif charge.article is None:
        text = N_("Article {code} is outside this country pack, so its weight was not checked.")
        yield Flag("charge-outside-pack", Message(text, code), FlagLevel.NOTE)
    elif met and charge.weighs(ArticleWeight.LESSER):
        text = N_("The facts show trafficking, but article {code} is a lesser charge.")
        yield Flag("lesser-charge", Message(text, code), source=charge.article.weighed_by)
    elif met and charge.weighs(ArticleWeight.EQUAL):
        text = N_(
            "Article {code} is an offence of equal weight. The facts also meet every element of "
            "trafficking: consider both articles."
        )
        yield Flag(
            "equal-weight-charge", Message(text, code), FlagLevel.NOTE, charge.article.weighed_by
        )


def _flag_reason(reason: ClosingReason, whole: Answer) -> Iterator[Flag]:
    said = {"reason": reason.text}
    if reason.prohibited:
        text = N_("The law does not allow this reason: “{reason}”.")
        yield Flag("prohibited-reason", Message(text, said), source=reason.source)
        return
    if "complaint" in reason.about:
        text = N_(
            "The duty to investigate trafficking does not depend on a complaint. This reason does "
            "not end the investigation: “{reason}”."
        )
        yield Flag("complaint-not-needed", Message(text, said), source=reason.source)
    if whole is Answer.YES:
        text = N_("The facts show trafficking. Check this reason for closing: “{reason}”.")
        yield Flag("closed-although-met", Message(text, said))


def _flag_coercion(charge: Charge | None, reason: ClosingReason | None) -> Iterator[Flag]:
    rule = "coercion-not-addressed"
    if charge is not None and charge.weighs(ArticleWeight.LESSER):
        text = N_(
            "The facts include coercion without physical force, but the charge does not reflect it."
        )
        yield Flag(rule, Message(text))
    elif charge is not None and charge.article is None:
        text = N_(
            "The facts include coercion without physical force. Check whether article {code} "
            "reflects it."
        )
        yield Flag(rule, Message(text, {"code": charge.code}))
    elif reason is not None:
        text = N_(
            "The facts include coercion without physical force, but the reason for closing does "
            "not reflect it."
        )
        yield Flag(rule, Message(text))
