"""Finds the year of each quantity of a clause."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.reports.figures.quantities import Quantity, is_separator
from palermo.reports.figures.tokens import ClauseToken

#: The period that the edition judges, mentioned without its number.
_NOW = frozenset({"this time", "this year", "this period"})
_RELATIVES = frozenset(["which", "who", "whom", "that", "where", "as", "because", "when"])
_CASES = frozenset(["case", "investigation", "prosecution", "conviction", "suspect"])
_BESIDE = 7
_LISTED = (",", "and", "or", "to", "through", "-", "–", "in", "for", "both")


class Calendar:
    """Years of one edition. All methods return calendar years (starts of periods)."""

    def __init__(self, edition: int | None) -> None:
        self.current = edition - 1 if edition else None

    def year_at(self, tokens: Sequence[ClauseToken], at: int) -> int | None:
        """The year that the token at `at` names, if it dates a count."""
        token = tokens[at]
        if token.kind == "year":
            return int(token.value) if _dates(tokens, at) else None
        if self.current is not None and "past" in token.sense.marks:
            return None if _is_origin(tokens, at) else self.current - 1
        if self.current is not None and token.low in _NOW:
            return self.current
        return None

    def list_at(self, tokens: Sequence[ClauseToken], at: int) -> tuple[tuple[int, ...], int]:
        """The years listed from `at` ("2016, 2017, and 2018") and the place after them."""
        years: list[int] = []
        first = end = at
        while at < len(tokens):
            year = self.year_at(tokens, at)
            if year is None and tokens[at].kind == "year":
                break
            if year is not None:
                years.append(year)
                end = at + 1
            elif tokens[at].low not in _LISTED and not tokens[at].has("month"):
                break
            at += 1
        between = any(t.low == "between" for t in tokens[max(0, first - 2) : first])
        if len(years) == 2 and (
            between or any(t.low in ("to", "through") for t in tokens[first:end])
        ):
            years = years[:1]
        return tuple(dict.fromkeys(years)), end

    def assign(
        self,
        tokens: Sequence[ClauseToken],
        found: list[Quantity],
        carried: tuple[int, ...],
        earlier: int | None,
    ) -> tuple[int, ...]:
        """Give each quantity its years. Returns the leading years of the clause, if any.

        `carried`: leading years of the previous clause in the same sentence. `earlier`: the last
        year of comparison that the text named.
        """
        lead: tuple[int, ...] = ()
        opening: tuple[int, ...] = ()
        dated = self._dated(tokens)
        for n, q in enumerate(found):
            before = range(q.wide, q.at)
            own, end = self._trailing(tokens, q, dated)
            if own:
                q.years, q.own_year, q.dated = own, True, True
                q.last = max(q.last, end - 1)
            zone = () if dated.isdisjoint(before) else self._leading(tokens, q, found[n : n + 2])
            if lead and any(_contrasts(tokens[i]) for i in before):
                lead = ()
            q.dated |= bool(zone)
            if zone and q.depth:
                # A year in brackets is only for the value beside it.
                q.years = q.years or zone
            elif zone:
                lead = zone
                opening = opening or (zone if n == 0 else ())
            if not q.years and lead and not (q.compare and not zone):
                q.years = lead
            if zone and any(tokens[i].low == "when" for i in before):
                opening = ()
                clause_end = _when_clause_end(tokens, q, found[n + 1 : n + 2])
                lead = () if clause_end else lead
        for q in found:
            if q.depth and len(q.run) > 1 and q is q.run[0]:
                self._date_run(tokens, q.run, dated)
        self._share(tokens, found)
        self._default(tokens, found, carried, earlier)
        return opening

    def _date_run(
        self, tokens: Sequence[ClauseToken], run: list[Quantity], dated: frozenset[int]
    ) -> None:
        """`(285, 125, and 17, respectively, in 2020)`: the one year of the bracket for all."""
        beside = range(run[0].at - _BESIDE, run[-1].at + _BESIDE)
        years = {self.year_at(tokens, at) for at in dated.intersection(beside)} - {None}
        if len(years) == 1:
            year = years.pop()
            for member in run:
                member.years, member.own_year = (year,) if year else (), True

    def _dated(self, tokens: Sequence[ClauseToken]) -> frozenset[int]:
        """The places of all tokens that can name a year: few, so all others are skipped."""
        return frozenset(
            at
            for at, token in enumerate(tokens)
            if token.kind == "year" or "past" in token.sense.marks or token.low in _NOW
        )

    def _trailing(
        self, tokens: Sequence[ClauseToken], q: Quantity, dated: frozenset[int]
    ) -> tuple[tuple[int, ...], int]:
        bracket = q.noun_end + 2
        if bracket in dated and [t.low for t in tokens[bracket - 1 : bracket + 2 : 2]] == [
            "(",
            ")",
        ]:
            year = self.year_at(tokens, bracket)
            # A lone year at the end of a passage may be that of the edition.
            alone = sum(t.low == "(" for t in tokens) < 2
            if year is not None and not (alone and self.current and year > self.current):
                return (year,), bracket + 1
        if dated.isdisjoint(q.near):
            return (), 0
        for at in q.near:
            if at in dated and self.year_at(tokens, at) is not None:
                years, end = self.list_at(tokens, at)
                return years, end
        return (), 0

    def _leading(
        self, tokens: Sequence[ClauseToken], q: Quantity, pair: list[Quantity]
    ) -> tuple[int, ...]:
        years: list[int] = []
        listed: tuple[int, ...] = ()
        at = q.wide
        while at < q.at:
            year = self.year_at(tokens, at)
            if year is not None and not _compared(tokens, at):
                some, end = self.list_at(tokens[: q.at], at)
                listed = listed or some
                years += [y for y in some if y not in years]
                at = max(end, at + 1)
            else:
                at += 1
        if len(years) > 1 and len(years) == len(_chain(q, pair)):
            return tuple(years)
        return listed

    def _share(self, tokens: Sequence[ClauseToken], found: list[Quantity]) -> None:
        """Coordinated numbers share a year after the last one; lists are distributed."""
        for q, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
            between = tokens[q.noun_end + 1 : following.at]
            if q.own_year or not following.own_year or q.depth != following.depth:
                continue
            # "nine cases prosecuted and seven traffickers convicted in 2018"
            described = bool(between) and bool(between[0].sense.act)
            plain = not following.compare and all(
                t.low in (",", "and", "or") or (t.has("about") and "than" not in t.low)
                for t in between[described:]
            )
            # "371 people in 146 cases in 2021": persons and cases of one year.
            plain |= following.unit == "case" and [t.low for t in between] == ["in"]
            if plain and (q.bare == following.bare or (q.bare and following.unit)):
                q.years, q.own_year = following.years, True
        dealt: set[int] = set()
        for n, q in enumerate(found):
            chain = _chain(q, found[n : n + 2])
            if q.at in dealt or len(chain) < 2 or len(q.years) != len(chain):
                continue
            for member, year in zip(chain, q.years, strict=True):
                member.years, member.own_year = (year,), True
                dealt.add(member.at)

    def _default(
        self,
        tokens: Sequence[ClauseToken],
        found: list[Quantity],
        carried: tuple[int, ...],
        earlier: int | None,
    ) -> None:
        main: tuple[int, ...] = ()
        compared = self._compared_sentence(tokens, found)
        for n, q in enumerate(found):
            q.years = q.years or compared
            if n and not q.years and _goes_on_comparing(tokens, found[n - 1], q):
                q.years, q.in_comparison = found[n - 1].years, True
            if not q.years and n and self.current is not None:
                q.years = self._compared_verbs(tokens, found, n)
            if not q.years and self.current is not None and self._both(tokens, q):
                q.years = (self.current, earlier if earlier else self.current - 1)
            if n and not q.years and q.partitive and _is_relative(tokens, q, found[n - 1]):
                q.years = found[n - 1].years
            if not q.years and q.parent is not None and q.parent.years and not q.compare:
                q.years = q.parent.years[:1]
            if not q.years and q.compare and self.current is not None:
                q.years = (self.current - 1,)
            if n and q.compare and self.current is None and not q.own_year and main:
                # Without the edition "the year before" is the one before the year just named.
                past = any("past" in tokens[i].sense.marks for i in q.near)
                q.years = (main[0] - 1,) if past else q.years
            if not q.years:
                elliptic = q.bare or q.unit == "person" or bool(q.groups)
                elliptic = elliptic or (n > 0 and _same_subject(tokens, found[n - 1], q))
                inherited = (main if elliptic else ()) or carried
                q.years = inherited or ((self.current,) if self.current is not None else ())
            if q.depth == 0 and not q.compare and not main:
                main = q.years

    def _compared_sentence(
        self, tokens: Sequence[ClauseToken], found: list[Quantity]
    ) -> tuple[int, ...]:
        """`This compared with initiating one and continuing two cases in 2018`: its one year."""
        first = found[0].at
        if self.current is None or not any(
            t.low.startswith("compar") for t in tokens[: min(4, first)]
        ):
            return ()
        if any(t.low == "," for t in tokens[:first]):
            return ()
        own = [q.years for q in found if q.own_year]
        return own[0] if own else (self.current - 1,)

    def _compared_verbs(
        self, tokens: Sequence[ClauseToken], found: list[Quantity], n: int
    ) -> tuple[int, ...]:
        """`compared with investigating 14 cases and convicting three in 2018`: one year for all."""
        for at in range(found[n].at - 1, found[0].at, -1):
            if tokens[at].has("compare") and at + 1 < len(tokens):
                if not (tokens[at + 1].sense.act and tokens[at + 1].low.endswith("ing")):
                    return ()
                own = [q.years for q in found[n:] if q.own_year]
                return own[0] if own else ((self.current or 0) - 1,)
        return ()

    def _both(self, tokens: Sequence[ClauseToken], q: Quantity) -> bool:
        return any(tokens[i].has("both_years") for i in [*q.near, *range(q.wide, q.at)])


def _goes_on_comparing(tokens: Sequence[ClauseToken], before: Quantity, q: Quantity) -> bool:
    """`compared with 243 prosecuted and 76 convicted`: both of the year of comparison."""
    if not (before.compare or before.in_comparison) or before.depth != q.depth:
        return False
    between = tokens[before.noun_end + 1 : q.at]
    described = bool(between) and bool(between[0].sense.act)
    return described and all(t.low in (",", "and") for t in between[1:])


def _same_subject(tokens: Sequence[ClauseToken], before: Quantity, q: Quantity) -> bool:
    """`investigated 18 cases in 2014 and convicted no traffickers`: one subject, one time."""
    between = tokens[before.noun_end + 1 : q.at]
    joined = any(t.low == "and" for t in between)
    apart = any(t.has("own") or t.has("agent") or t.has("now") or t.low == "," for t in between)
    return joined and not apart and not before.compare


def _contrasts(token: ClauseToken) -> bool:
    """Whether a word begins another time: "but", "while", and no relative pronoun."""
    return token.has("stop") and token.low not in _RELATIVES


def _is_origin(tokens: Sequence[ClauseToken], at: int) -> bool:
    """`a case from a previous period`, `investigations from previous years`: no date."""
    back = at - 1
    while back > 0 and tokens[back].low in ("a", "the"):
        back -= 1
    if back < 1 or tokens[back].low not in ("from", "initiated in", "opened in"):
        return False
    return tokens[back - 1].sense.unit in _CASES


def _is_relative(tokens: Sequence[ClauseToken], q: Quantity, before: Quantity) -> bool:
    """`three of whom received …`: a part of the number just before."""
    return before.depth == q.depth and tokens[q.at + 1].low.startswith("of whom")


def _when_clause_end(
    tokens: Sequence[ClauseToken], q: Quantity, following: Sequence[Quantity]
) -> bool:
    """Whether the clause after "when" ends before the next number: it opened the sentence.

    `Compared with 2019, when there were nine convictions, courts convicted 13`, but not `the
    period before, when police investigated 120 cases, prosecuted 60 suspects, and …`.
    """
    if not following:
        return True
    between = tokens[q.noun_end + 1 : following[0].at]
    comma = next((n for n, t in enumerate(between) if t.low == ","), None)
    if comma is None:
        return False
    return any(t.has("own") or t.has("agent") for t in between[comma + 1 : comma + 4]) and any(
        t.has("compare") for t in tokens[:2]
    )


def _compared(tokens: Sequence[ClauseToken], at: int) -> bool:
    """Whether the year is only one to compare with ("unlike 2019"), and dates no count itself."""
    before = tokens[at - 1] if at else None
    if before is None or not before.has("compare") or before.has("before_year"):
        return False
    if [t.low for t in tokens[at + 1 : at + 2]] == ["("] and _is_number(tokens, at + 2):
        return False  # "similar to 2018 (150)": the value stands in the brackets
    return not any(t.low == "when" for t in tokens[at + 1 : at + 3])


def _is_number(tokens: Sequence[ClauseToken], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "num"


def _chain(q: Quantity, pair: list[Quantity]) -> list[Quantity]:
    """Numbers that years can be distributed to: a run, or two contrasted numbers."""
    contrasted = len(pair) == 2 and all(p.bare and len(p.run) < 2 for p in pair)
    return pair if contrasted and pair[1].compare and not pair[0].compare else q.run


def _dates(tokens: Sequence[ClauseToken], at: int) -> bool:
    """Whether a year dates a count, and not a law, a plan or the start of a gap."""
    before = tokens[at - 1] if at else None
    following = tokens[at + 1 : at + 3]
    if tokens[at].until and following and following[0].has("dated_paper"):
        return False
    if any(t.has("dated_paper") for t in following[:1]):
        return False
    if before is not None and before.has("not_year") and not before.has("before_year"):
        return False
    if len(following) == 2 and following[1].has("dated_paper") and not is_separator(following[0]):
        return following[0].sense.unit != "" and not following[0].has("modifier")
    if before is None or before.kind != "word" or before.has("before_year"):
        return True
    if before.has("stop") or before.low in ("the", "that", "its"):
        return not following or following[0].known
    return before.known and bool(following) and following[0].known
