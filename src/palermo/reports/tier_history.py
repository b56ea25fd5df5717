"""Judges a history of tiers by the dated rules: years counted, waivers, violations. No forecast.

A year without a known tier (missing, or sources contradict each other) may or may not have been a
year on the Watch List. Counts are therefore ranges; a violation is reported only if the smallest
possible count already breaks the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_, Message
from palermo.reports.assessment import Tier
from palermo.reports.register import FIRST_EDITION, RegisterClaim, YearEntry
from palermo.reports.tier_rules import TierRules, WatchListLimit


@dataclass(frozen=True, slots=True)
class YearCount:
    """Consecutive years on the Watch List: at least `least`, at most `most`."""

    least: int = 0
    most: int = 0

    @property
    def exact(self) -> int | None:
        """The number, if missing years leave no doubt."""
        return self.least if self.least == self.most else None

    def __str__(self) -> str:
        return str(self.least) if self.exact is not None else f"{self.least}–{self.most}"


class Waiver(LabelledCode):
    """The waiver status of a year."""

    NOT_NEEDED = "not_needed", N_("not needed")
    NEEDED = "needed", N_("needed")
    STATED = "stated", N_("stated")
    UNKNOWN = "unknown", N_("unknown")


@dataclass(frozen=True, slots=True)
class Violation:
    """A year that the rules of its edition forbid. Names the rule; the cause may be wrong data."""

    rule: str
    year: int
    message: Message


@dataclass(frozen=True, slots=True)
class YearStatus:
    """The result of the rules for one year.

    `consecutive` are the years in a row on the Watch List, as a report counts them; `counted` are
    those of them that the limit counts (none before 2009). Both are 0 in a year off the list.
    """

    year: int
    tier: Tier | None
    limit: WatchListLimit | None
    consecutive: YearCount
    counted: YearCount
    waiver: Waiver
    violations: tuple[Violation, ...] = ()
    #: What cannot be decided, and why.
    doubts: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class NextYear:
    """What the rules allow for the edition after the last one. Never a predicted tier."""

    year: int
    limit: WatchListLimit | None
    statements: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """The state carried from one year to the next."""

    consecutive: YearCount = YearCount()
    counted: YearCount = YearCount()
    #: The current run of years, or the one that ended the year before, has used a waiver.
    used_waiver: bool = False
    #: The country fell to Tier 3 right after such a run, in whichever year.
    fell: bool = False
    #: Consecutive years on the list since the country came back, under a rule for returning.
    since_return: int = 0


def judge_history(history: Sequence[YearEntry], rules: TierRules) -> tuple[YearStatus, ...]:
    """One status for each entry of `history` (years ascending, missing years included)."""
    statuses: list[YearStatus] = []
    state = _initial_state(history[0].year, rules) if history else _State()
    for entry in history:
        limit = rules.limit_of(entry.year)
        state = _step(state, entry, limit)
        statuses.append(_status(entry, limit, state))
    return tuple(statuses)


def _initial_state(first: int, rules: TierRules) -> _State:
    """Before the first claim the tier is unknown: the country may already have been on the list."""
    since = min(limit.counts_from for limit in rules.limits)
    return _State(YearCount(0, first - FIRST_EDITION), YearCount(0, max(0, first - since)))


def _step(state: _State, entry: YearEntry, limit: WatchListLimit | None) -> _State:
    if entry.tier is Tier.WATCH_LIST:
        return _watch_list_state(state, entry, limit)
    if entry.tier is None:
        counted = state.counted.most + (1 if _counts(entry, limit) else 0)
        unknown = YearCount(0, state.consecutive.most + 1), YearCount(0, counted)
        return _State(*unknown, fell=state.fell)
    return _State(fell=state.fell or (entry.tier is Tier.THREE and state.used_waiver))


def _watch_list_state(state: _State, entry: YearEntry, limit: WatchListLimit | None) -> _State:
    consecutive = YearCount(state.consecutive.least + 1, state.consecutive.most + 1)
    if limit is None or not _counts(entry, limit):
        return _State(consecutive, fell=state.fell)
    least, most = state.counted.least + 1, state.counted.most + 1
    if entry.waiver and most > limit.years:
        # A waiver is given only when the limit has been reached, so the years before count.
        least = max(least, limit.years + 1)
        consecutive = YearCount(max(consecutive.least, least), consecutive.most)
    since = state.since_return + 1 if state.fell and limit.return_years is not None else 0
    used = state.used_waiver or least > limit.years
    return _State(consecutive, YearCount(least, most), used, state.fell, since)


def _counts(entry: YearEntry, limit: WatchListLimit | None) -> bool:
    return limit is not None and entry.year >= limit.counts_from


def _status(entry: YearEntry, limit: WatchListLimit | None, state: _State) -> YearStatus:
    year = entry.year
    if entry.tier is None:
        why = (_why_unknown(entry),)
        counts = state.consecutive, state.counted
        return YearStatus(year, None, limit, *counts, Waiver.UNKNOWN, doubts=why)
    if entry.tier is not Tier.WATCH_LIST or limit is None:
        return YearStatus(
            year, entry.tier, limit, state.consecutive, state.counted, Waiver.NOT_NEEDED
        )
    return YearStatus(
        year,
        entry.tier,
        limit,
        state.consecutive,
        state.counted,
        _waiver(entry, limit, state.counted),
        _violations(entry, limit, state),
        _doubts(entry, limit, state),
    )


def _waiver(entry: YearEntry, limit: WatchListLimit, count: YearCount) -> Waiver:
    if entry.waiver:
        return Waiver.STATED
    if count.least > limit.years:
        return Waiver.NEEDED
    return Waiver.UNKNOWN if count.most > limit.years else Waiver.NOT_NEEDED


def _violations(entry: YearEntry, limit: WatchListLimit, state: _State) -> tuple[Violation, ...]:
    count, year, violations = state.counted, entry.year, []
    if count.least > limit.longest:
        text = N_(
            "Consecutive years on the Watch List: at least {count}. The law for this edition "
            "allows {years}, and {waiver} more with a waiver."
        )
        params = {"count": count.least, "years": limit.years, "waiver": limit.waiver_years}
        violations.append(Violation("T-1", year, Message(text, params)))
    elif count.least > limit.years and entry.waiver is False:
        text = N_("Year {count} on the Watch List needs a waiver; a source says there was none.")
        violations.append(Violation("T-2", year, Message(text, {"count": count.least})))
    if entry.waiver and count.most <= limit.years:
        text = N_("A waiver is stated in year {count} on the Watch List, although none was needed.")
        violations.append(Violation("T-2", year, Message(text, {"count": str(count)})))
    # The first year back may follow from the rise from Tier 3, so only one more is allowed.
    if limit.return_years is not None and state.since_return > limit.return_years + 1:
        text = N_(
            "Year {count} on the Watch List after the waiver was used and the country fell to "
            "Tier 3. Consecutive years allowed: {years}."
        )
        params = {"count": state.since_return, "years": limit.return_years}
        violations.append(Violation("T-3", year, Message(text, params)))
    return tuple(violations)


def _doubts(entry: YearEntry, limit: WatchListLimit, state: _State) -> tuple[Message, ...]:
    count, doubts = state.counted, []
    if count.exact is None:
        doubts.append(
            Message(
                N_(
                    "Consecutive years: between {least} and {most}, because tiers of earlier "
                    "years are missing."
                ),
                {"least": count.least, "most": count.most},
            )
        )
    if limit.years < count.least <= limit.longest and entry.waiver is None:
        text = N_("Year {count} on the Watch List needs a waiver; no source on file mentions one.")
        doubts.append(Message(text, {"count": count.least}))
    if limit.return_years is not None and state.since_return == limit.return_years + 1:
        text = N_(
            "Second year on the list after a return from Tier 3. It is allowed only if the first "
            "year was due to the rise from Tier 3. The reason is not known."
        )
        doubts.append(Message(text))
    return tuple(doubts)


def _why_unknown(entry: YearEntry) -> Message:
    if entry.conflict:
        return Message(N_("Sources contradict each other. No tier is used for this year."))
    return Message(N_("The tier for this year is not known."))


def judge_next_year(history: Sequence[YearEntry], rules: TierRules) -> NextYear | None:
    """The result of the rules for the edition after the last entry; None for an empty history."""
    if not history:
        return None
    last = judge_history(history, rules)[-1]
    year = last.year + 1
    limit = rules.limit_of(year)
    sentences: list[Message] = []
    if last.tier is None:
        sentences.append(Message(N_("The tier for {year} is not known."), {"year": last.year}))
    if limit is not None and last.tier in (None, Tier.WATCH_LIST):
        back_too_long = _back_too_long(history, rules, year)
        sentences += [back_too_long] if back_too_long else _if_listed_again(last.counted, limit)
    if limit is not None:
        days = next((rule.days for rule in rules.rules if rule.id == "T-5"), None)
        sentences += [Message(text, {"days": days}) for text in _AFTER.get(last.tier, ())]
    sentences.append(Message(N_("These rules do not predict a tier.")))
    return NextYear(year, limit, tuple(sentences))


#: The consequences by the rules of the last edition's tier.
_AFTER: dict[Tier | None, tuple[str, ...]] = {
    Tier.TWO: (
        N_("A listing on the Watch List would be the first consecutive year."),
        N_(
            "A rise to Tier 1 is enough for the statute to put the country on the special watch "
            "list."
        ),
    ),
    Tier.WATCH_LIST: (
        N_(
            "A rise to Tier 1 is enough for the statute to put the country on the special watch "
            "list."
        ),
    ),
    Tier.THREE: (
        N_("A rise to Tier 2 is enough to put the country on the Watch List."),
        N_("If the country rises, an action plan is due within {days} days (T-5)."),
    ),
    Tier.SPECIAL_CASE: (N_("The statute does not mention special cases. No rule applies."),),
}


def _back_too_long(history: Sequence[YearEntry], rules: TierRules, year: int) -> Message | None:
    """The violation if a country that came back from Tier 3 is listed one more year, if any."""
    supposed = RegisterClaim("", year, Tier.WATCH_LIST, "")
    again = judge_history([*history, YearEntry(year, (supposed,))], rules)[-1]
    if not any(v.rule == "T-3" for v in again.violations):
        return None
    return Message(
        N_(
            "A further listing is not possible (T-3): the country used its waiver, fell to Tier 3 "
            "and came back. If the grounds still apply, Tier 3 follows."
        )
    )


def _if_listed_again(count: YearCount, limit: WatchListLimit) -> list[Message]:
    """For the smallest and the largest count so far: what a further listing would need."""
    cases = {_further(n + 1, limit) for n in (count.least, count.most)}
    params = {"least": count.least + 1, "most": count.most + 1, "years": limit.years}
    if len(cases) > 1:
        text = N_(
            "A further listing would be year {least} to {most}, because tiers of earlier years "
            "are missing. It is not known whether it needs a waiver or is not possible."
        )
        return [Message(text, params)]
    return [Message(cases.pop(), params)]


def _further(year: int, limit: WatchListLimit) -> str:
    if year <= limit.years:
        return N_("A further listing is within the limit of {years} consecutive years.")
    if year <= limit.longest:
        return N_(
            "A further listing, year {least}, needs a waiver (T-2). Without one, Tier 3 follows."
        )
    return N_(
        "A further listing is not possible (T-1). If the grounds still apply, Tier 3 follows."
    )
