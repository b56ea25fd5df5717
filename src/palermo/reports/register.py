"""The register: each country's tier by source. Missing years stay missing, conflicts stay open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from palermo.documents.table_files import read_table
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.reports.assessment import Tier
from palermo.reports.names import FormerCode

#: The first edition of the report; the last year is a guard against typing errors.
FIRST_EDITION, LAST_EDITION = 2001, 2100
COLUMNS = ("country", "year", "tier", "source", "waiver")
_WAIVERS = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class RegisterClaim:
    """One source's statement on one edition. `waiver` is None if the source does not say.

    `country` is ISO 3166-1 alpha-3, XKX for Kosovo; `year` is the year of the edition.
    """

    country: str
    year: int
    tier: Tier
    source: str
    waiver: bool | None = None


@dataclass(frozen=True, slots=True)
class YearEntry:
    """One year of a country: its tier if all sources agree, and every claim.

    `tier` is None if there is no source (`claims` empty) or the sources contradict each other
    (`conflict`).
    """

    year: int
    claims: tuple[RegisterClaim, ...] = ()

    @property
    def conflict(self) -> bool:
        """Whether two sources name different tiers, or one states a waiver and one denies it."""
        waivers = {c.waiver for c in self.claims} - {None}
        return len({c.tier for c in self.claims}) > 1 or len(waivers) > 1

    @property
    def tier(self) -> Tier | None:
        """The tier, if at least one source names it and none contradicts."""
        tiers = {c.tier for c in self.claims}
        return next(iter(tiers)) if len(tiers) == 1 else None

    @property
    def waiver(self) -> bool | None:
        """Whether a waiver was given; None if no source says, or sources contradict."""
        waivers = {c.waiver for c in self.claims} - {None}
        return next(iter(waivers)) if len(waivers) == 1 else None

    @property
    def missing(self) -> bool:
        """Whether there is no source for this year."""
        return not self.claims


@dataclass(frozen=True)
class Register:
    """All claims, by country and year."""

    claims: tuple[RegisterClaim, ...] = ()

    @cached_property
    def _by_country(self) -> dict[str, dict[int, tuple[RegisterClaim, ...]]]:
        by_country: dict[str, dict[int, tuple[RegisterClaim, ...]]] = {}
        for claim in self.claims:
            years = by_country.setdefault(claim.country, {})
            years[claim.year] = (*years.get(claim.year, ()), claim)
        return by_country

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Codes of all countries with a claim, in alphabetical order."""
        return tuple(sorted(self._by_country))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """All editions with a claim."""
        return tuple(sorted({claim.year for claim in self.claims}))

    def history(self, country: str, until: int | None = None) -> tuple[YearEntry, ...]:
        """Every year from the first claim to the last (or to `until`), missing years included."""
        years = self._by_country.get(country)
        if not years:
            return ()
        last = max(years) if until is None else until
        return tuple(YearEntry(y, years.get(y, ())) for y in range(min(years), last + 1))

    def entry(self, country: str, year: int) -> YearEntry:
        """The year of a country; an entry without claims when it is missing."""
        return YearEntry(year, self._by_country.get(country, {}).get(year, ()))

    def with_claims(self, claims: Iterable[RegisterClaim]) -> Register:
        """This register with `claims`; a claim that it already has is not counted twice."""
        return Register(tuple(dict.fromkeys((*self.claims, *claims))))


def parse_register_csv(
    text: str, codes: Collection[str], last: int = LAST_EDITION
) -> tuple[RegisterClaim, ...]:
    """As `read_register`, from text. Raises BadValue also for a text that is no table."""
    try:
        return read_register(text.encode(), "register", codes, last=last)
    except UnreadableInput as error:
        remedy = N_("Save the table as CSV again and send it.")
        raise BadValue(error.what.say(str), remedy=remedy) from None


def read_register(
    content: bytes,
    name: str,
    codes: Collection[str],
    *,
    last: int = LAST_EDITION,
    former: Mapping[str, FormerCode] = MappingProxyType({}),
) -> tuple[RegisterClaim, ...]:
    """Read a table with the columns country, year, tier, source and optionally waiver (yes, no).

    `codes` are the allowed country codes, `former` those of states that no longer exist; no edition
    is later than `last`. Two sources may contradict each other, one source may not. Raises BadValue
    naming every wrong line, UnreadableInput for a file that is no table; then no line is used.
    """
    table = read_table(content, name, lambda cell: _column(cell) in COLUMNS)
    names = tuple(map(_column, table.headers))
    if not set(COLUMNS[:4]) <= set(names) <= set(COLUMNS) or len(set(names)) != len(names):
        raise BadValue(
            N_("The first line must name the columns {columns}; it names: {found}."),
            remedy=N_("Write the column names into the first line; waiver may be left out."),
            columns=", ".join(COLUMNS),
            found=", ".join(names)[:300],
        )
    problems: list[str] = []
    claims: list[RegisterClaim] = []
    seen: Counter[tuple[str, int, str]] = Counter()
    for line, cells in table.numbered():
        row = dict(zip(names, cells.values(), strict=True))
        wrong = list(_wrong_in(row, codes, last, former))
        if not wrong:
            claim = _claim(row, former)
            key = (claim.country, claim.year, claim.source)
            seen[key] += 1
            if seen[key] > 1:
                wrong = [f"{claim.country} {claim.year} stands twice for the same source"]
            claims.append(claim)
        problems += [f"line {line}: {problem}" for problem in wrong]
    if problems or not claims:
        raise BadValue(
            N_("The table was not imported. Problems: {count}\n{lines}"),
            remedy=N_("\nCorrect these lines and send the whole table again."),
            count=len(problems) or 1,
            lines="\n".join(problems) or "no line but the first",
        )
    return tuple(claims)


def _column(heading: str) -> str:
    name = heading.strip().lower()
    # Public tables of tiers name the column of country codes after the ISO standard.
    return "country" if name == "iso3" else name


def _wrong_in(
    cell: Mapping[str, str], codes: Collection[str], last: int, former: Mapping[str, FormerCode]
) -> Iterator[str]:
    country, year = cell["country"], cell["year"]
    if country not in codes and country not in former:
        yield f"unknown country code {country!r} (ISO 3166-1 alpha-3, XKX for Kosovo)"
    # Only plain digits: int() would also take "٢٠٢٣", "2_023" and " 2023".
    is_year = year.isascii() and year.isdecimal() and len(year) == 4
    if not is_year or not FIRST_EDITION <= int(year) <= LAST_EDITION:
        yield f"year {year!r} is not between {FIRST_EDITION} and {LAST_EDITION}"
    elif int(year) > last:
        yield f"year {year!r} has not come yet: the last possible edition is that of {last}"
    elif country in former and country not in codes and not former[country].was_used(int(year)):
        then = former[country]
        yield f"{country} was used from {then.first} to {then.last}: write {then.now}"
    if cell["tier"] not in set(Tier):
        yield f"unknown tier {cell['tier']!r} (allowed: {', '.join(Tier)})"
    if not cell["source"]:
        yield "the source is missing"
    if cell.get("waiver", "") not in _WAIVERS:
        yield f"waiver is {cell['waiver']!r} (allowed: yes, no or nothing)"


def _claim(cell: Mapping[str, str], former: Mapping[str, FormerCode]) -> RegisterClaim:
    country = cell["country"]
    return RegisterClaim(
        former[country].now if country in former else country,
        int(cell["year"]),
        Tier(cell["tier"]),
        cell["source"],
        _WAIVERS[cell.get("waiver", "")],
    )
