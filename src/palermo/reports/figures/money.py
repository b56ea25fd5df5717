"""Sums of money: a sign, code or word of a currency before or after a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from palermo.reports.figures.lexicon import Lexicon
from palermo.reports.figures.numerals import parse_digits
from palermo.reports.figures.vocabulary import FigureVocabulary


class RawToken(NamedTuple):
    """A piece of text before its meaning is known. `kind`: num word sign."""

    kind: str
    word: str
    start: int
    end: int
    low: str


@dataclass(frozen=True, slots=True)
class MoneySum:
    """A sum with its ISO 4217 currency; `after` is the place of the next raw token."""

    value: float
    currency: str
    end: int
    after: int


class MoneyReader:
    """Reads the sums of one narrative, whose country decides between currencies of one name."""

    def __init__(self, vocabulary: FigureVocabulary, lexicon: Lexicon, country: str | None) -> None:
        self._money = vocabulary.money
        self._scales = vocabulary.numbers.scales
        self._country = country
        self._lexicon = lexicon
        codes = {*self._money.words.values(), *self._money.signs.values()}
        codes.update(*(by_country.values() for by_country in self._money.shared.values()))
        self.codes = {code for code in codes if code.lower() not in lexicon.single}

    def starts_at(self, raw: list[RawToken], at: int) -> bool:
        """Whether a currency before a number can begin here."""
        token = raw[at]
        if token.kind == "sign":
            return token.word in self._money.signs
        following = raw[at + 1] if at + 1 < len(raw) else None
        return token.kind == "word" and (
            token.word in self.codes
            or token.low in self._money.before
            or token.word in self._money.letters
            or (following is not None and following.word == "$" and following.start == token.end)
        )

    def sum_at(self, raw: list[RawToken], at: int) -> MoneySum | None:
        """`€4.9 million`, `US$1.2 million`, `AZN 154,000`, `FCFA 45,000,000`, `Rs. 12 million`."""
        found = self._plain_sum(raw, at)
        return self._skip_equivalent(raw, found) if found else None

    def _plain_sum(self, raw: list[RawToken], at: int) -> MoneySum | None:
        """The sum alone: what is in brackets after it is not looked at, so time stays linear."""
        code, after = self._currency_before(raw, at)
        if not code or after >= len(raw) or raw[after].kind != "num":
            return None
        scaled = after + 1 < len(raw) and raw[after + 1].low in self._scales
        value = parse_digits(raw[after].word, scaled=scaled)
        after += 1
        while after < len(raw) and raw[after].low in self._scales:
            value *= self._scales[raw[after].low]
            after += 1
        return MoneySum(round(value, 2), code, raw[after - 1].end, after)

    def _currency_before(self, raw: list[RawToken], at: int) -> tuple[str, int]:
        """The currency written before a number, and the place of that number."""
        token, after = raw[at], at + 1
        if token.word in self.codes:
            return token.word, after
        if after < len(raw) and raw[after].word == "$" and raw[after].start == token.end:
            return self._money.dollars.get(token.word.upper(), "USD"), after + 1
        if token.word in self._money.signs:
            return self._money.signs[token.word], after
        letter = self._money.letters.get(token.word, {}).get(self._country or "", "")
        if letter:
            return letter, after
        name = self._money.before.get(token.low)
        if name is None:
            return "", after
        if after < len(raw) and raw[after].word == ".":
            after += 1
        loose = after < len(raw) and raw[after].start - raw[after - 1].end > 1
        return ("", after) if loose else (self._money.code(name, self._country), after)

    def currency_after(
        self, raw: list[RawToken], after: int, value: float, end: int
    ) -> MoneySum | None:
        """The sum if a currency word follows a number, with at most two names between."""
        for skip in range(3):
            at = after + skip
            if at >= len(raw) or raw[at].kind != "word":
                break
            two = " ".join(t.low for t in raw[at : at + 2])
            for phrase, take in ((two, 2), (raw[at].low, 1)):
                if at + take > len(raw):
                    continue
                code = raw[at].word if take == 1 and raw[at].word in self.codes else ""
                if not code and phrase in self._money.words:
                    code = self._money.code(phrase, self._country)
                following = raw[at + take].low if at + take < len(raw) else ""
                sense = self._lexicon.single.get(following)
                if code and not (sense and sense.unit in ("victim", "person")):
                    found = MoneySum(value, code, raw[at + take - 1].end, at + take)
                    return self._skip_equivalent(raw, found)
            if not raw[at].word[0].isupper():
                break
        return None

    def _skip_equivalent(self, raw: list[RawToken], found: MoneySum) -> MoneySum:
        """Skip `($77,918)` after a sum: the same money in another currency."""
        after = found.after
        if after + 2 >= len(raw) or raw[after].word not in "([":
            return found
        for inner in range(after + 1, min(after + 4, len(raw))):
            same = self._plain_sum(raw, inner) if self.starts_at(raw, inner) else None
            if same and same.after < len(raw) and raw[same.after].word in ")]":
                return MoneySum(found.value, found.currency, raw[same.after].end, same.after + 1)
        return found
