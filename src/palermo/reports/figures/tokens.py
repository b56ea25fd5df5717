"""A clause as typed tokens: numbers, money, years, known phrases, structural signs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from palermo.reports.figures.lexicon import NOTHING, Sense
from palermo.reports.figures.money import MoneyReader, MoneySum, RawToken
from palermo.reports.figures.numerals import RAW, FoldedWords, parse_digits
from palermo.reports.figures.vocabulary import FigureVocabulary

_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")


@dataclass(slots=True)
class ClauseToken:
    """One piece of a clause at `text[start:end]`. `kind`: num money year word sign."""

    kind: str
    low: str
    start: int
    end: int
    sense: Sense = NOTHING
    known: bool = True
    value: float = 0.0
    currency: str = ""
    #: The end of a range of years ("2019-2020"); the figure is for its start.
    until: int = 0
    #: For numbers: stated as none; joined by a hyphen to the next word ("five-year").
    zero: bool = False
    hyphened: bool = False

    def has(self, mark: str) -> bool:
        """Whether the token carries this mark of the vocabulary."""
        return mark in self.sense.marks


def marks_of(tokens: Iterable[ClauseToken]) -> frozenset[str]:
    """All marks that any of the tokens carries."""
    return NOTHING.marks.union(*[t.sense.marks for t in tokens])


class Tokenizer:
    """Cuts clauses of one text. Linear: each character is looked at a bounded number of times."""

    def __init__(
        self, vocabulary: FigureVocabulary, demonyms: Mapping[str, str], country: str | None
    ) -> None:
        self._v = vocabulary
        self._lexicon = vocabulary.lexicon
        self._words = vocabulary.numbers.words
        self._scales = vocabulary.numbers.scales
        self._phrases = vocabulary.numbers.phrases
        self._demonyms = demonyms
        self._country = country
        self._folded = FoldedWords()
        self._own = {w[:4].lower() for w, owner in demonyms.items() if owner == country}
        self._money = MoneyReader(vocabulary, self._lexicon, country)
        #: Words already met that mean the same unless one of some others follows: the sense,
        #: whether it is known, and those others.
        self._plain: dict[str, tuple[Sense, bool, Container[str]]] = {}
        self._nationals = {name.split(" ")[0] for name in demonyms}
        self._phrase_starts = {p.split(" ")[0] for p in self._phrases}
        self._starts = {*self._words, *self._phrase_starts}

    def cut(self, text: str, start: int, end: int) -> list[ClauseToken]:
        """The tokens of `text[start:end]`, with places in `text`."""
        folded, new = self._folded, tuple.__new__
        raw: list[RawToken] = [
            new(RawToken, (m.lastgroup, word := m[0], m.start(), m.end(), folded[word]))
            for m in RAW.finditer(text, start, end)
        ]
        low = [token[4] for token in raw]
        tokens: list[ClauseToken] = []
        at = 0
        plain = self._plain
        while at < len(raw):
            kind, word, begin, stop, _ = raw[at]
            if word in plain:
                sense, known, others = plain[word]
                if at + 1 == len(raw) or low[at + 1] not in others:
                    tokens.append(ClauseToken(kind, low[at], begin, stop, sense, known))
                    at += 1
                    continue
            elif kind == "word":
                self._learn(word, low[at])
            elif kind == "sign" and word == low[at] and not self._has_meaning(word):
                self._plain[word] = NOTHING, True, ()
            token, at = self._next(raw, low, at)
            tokens.append(token)
        self._nationals_of(text, tokens)
        return tokens

    def _has_meaning(self, sign: str) -> bool:
        """Whether a sign is more than punctuation."""
        return sign == "%" or sign in self._v.money.signs

    def _learn(self, word: str, low: str) -> None:
        """Cache a word that begins no number or sum, and the words that make it a phrase."""
        money = self._v.money
        if word in self._money.codes or word in money.letters or low in money.before:
            return
        if self._may_count(low):
            return
        sense = self._lexicon.single.get(low)
        if sense is not None or not self._may_be_national(word):
            others = {"$", *self._lexicon.longer.get(low, ())}
            self._plain[word] = sense or NOTHING, sense is not None, others

    def _may_be_national(self, word: str) -> bool:
        """Whether a nationality, in the singular or the plural, can begin with `word`."""
        return word[0].isupper() and not self._nationals.isdisjoint(_forms(word))

    def _nationals_of(self, text: str, tokens: list[ClauseToken]) -> None:
        """`nationals of Uzbekistan` are foreigners, unless it is the narrative's own country."""
        for token, link, name in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if "domestic" not in token.sense.groups or link.low != "of" or token.has("demonym"):
                continue
            if text[name.start].isupper() and name.low[:4] not in self._own:
                token.sense = replace(token.sense, groups=frozenset({"foreign"}))

    def _next(self, raw: list[RawToken], low: list[str], at: int) -> tuple[ClauseToken, int]:
        kind, word, start, end, _ = raw[at]
        money = self._money.sum_at(raw, at) if self._money.starts_at(raw, at) else None
        if money:
            return _money_token(word, start, money), money.after
        if kind == "sign":
            sense = self._lexicon.single.get(word) if word == "%" else None
            return ClauseToken("sign", word, start, end, sense or NOTHING), at + 1
        length, sense = self._lexicon.match(low, at)
        if kind == "num" or (length == 1 and self._may_count(low[at])):
            number = self._number(raw, low, at)
            if number and not (sense and "no_number" in sense.marks):
                return number
        if sense is not None:
            last = at + length
            return ClauseToken("word", " ".join(low[at:last]), start, raw[last - 1][3], sense), last
        token = ClauseToken("word", low[at], start, end)
        return self._demonym(token, raw, at)

    def _may_count(self, word: str) -> bool:
        """Whether a number written in words can begin with `word`."""
        return word in self._starts or ("-" in word and word.split("-", 1)[0] in self._words)

    def _demonym(self, token: ClauseToken, raw: list[RawToken], at: int) -> tuple[ClauseToken, int]:
        """A nationality word is the group `domestic` or `foreign`; other words are unknown."""
        token.known = False
        word = raw[at][1]
        if word[0].isupper() and self._country:
            for take in (2, 1):
                if at + take > len(raw):
                    continue
                phrase = " ".join(r[1] for r in raw[at : at + take])
                owner = self._owner(phrase)
                if owner:
                    group = "domestic" if owner == self._country else "foreign"
                    token.sense = Sense(
                        groups=frozenset({group}), marks=frozenset({"modifier", "demonym"})
                    )
                    token.known, token.end, token.low = True, raw[at + take - 1][3], phrase.lower()
                    return token, at + take
        return token, at + 1

    def _owner(self, phrase: str) -> str | None:
        """The country of a nationality word, in the singular or the plural."""
        return next((self._demonyms[f] for f in _forms(phrase) if f in self._demonyms), None)

    def _number(
        self, raw: list[RawToken], low: list[str], at: int
    ) -> tuple[ClauseToken, int] | None:
        """A number in digits or words, with the currency that follows it."""
        start = raw[at][2]
        for take in (3, 2, 1) if low[at] in self._phrase_starts else ():
            if at + take > len(raw):
                continue
            phrase = " ".join(low[at : at + take])
            if phrase in self._phrases and (take == 1 or phrase not in self._words):
                value = float(self._phrases[phrase])
                token = ClauseToken("num", phrase, start, raw[at + take - 1][3], value=value)
                token.zero = value == 0
                return token, at + take
        if raw[at][0] == "num":
            year = self._year(raw, at)
            if year:
                return year
            scaled = at + 1 < len(raw) and low[at + 1] in self._scales
            value, after = parse_digits(low[at], scaled=scaled), at + 1
        else:
            spelled = self._spelled(low, at)
            if spelled is None:
                return None
            value, after = spelled
        while (
            after < len(raw)
            and low[after] in self._scales
            and (len(low[after]) > 2 or raw[after][2] == raw[after - 1][3])
        ):
            value *= self._scales[low[after]]
            after += 1
        token = ClauseToken("num", low[at], start, raw[after - 1][3], value=round(value, 2))
        token.zero = value == 0
        token.hyphened = (
            after < len(raw)
            and raw[after][2] == token.end
            and (raw[after][1] in "-–%" or raw[after][0] == "word")
        )
        money = self._money.currency_after(raw, after, token.value, token.end)
        if money is None:
            return token, after
        token.kind, token.currency, token.end = "money", money.currency, money.end
        return token, money.after

    def _spelled(self, low: list[str], at: int) -> tuple[float, int] | None:
        """`one hundred and twenty-four`: units and tens added, hundreds multiplied."""
        total, seen, after = 0.0, False, at
        while after < len(low):
            parts = low[after].split("-")
            if all(p in self._words for p in parts):
                value = sum(self._words[p] for p in parts)
                if seen and not (
                    total % 100 == 0 or (value < 10 and total % 10 == 0 and total % 100 >= 20)
                ):
                    break
                total, seen = total + value, True
            elif low[after] in ("hundred", "thousand") and seen:
                total *= self._scales[low[after]]
            elif not (
                low[after] == "and"
                and seen
                and total >= 100
                and total % 100 == 0
                and after + 1 < len(low)
                and all(p in self._words for p in low[after + 1].split("-"))
                and low[after - 1] in ("hundred", "thousand")
            ):
                break
            after += 1
        return (total, after) if seen else None

    def _year(self, raw: list[RawToken], at: int) -> tuple[ClauseToken, int] | None:
        written, start, end = raw[at].low, raw[at].start, raw[at].end
        whole, point, note = written.partition(".")
        if point and len(note) <= 2:
            # "in 2020.14 The": the raised number of a footnote lost its place.
            written, end = whole, end - len(note) - 1
        if not _YEAR.fullmatch(written):
            return None
        token = ClauseToken("year", written, start, end, value=int(written))
        if at + 2 < len(raw) and raw[at + 1][1] in "-–/" and raw[at + 2][0] == "num":
            tail = raw[at + 2][1]
            if raw[at + 1][2] == token.end and len(tail) in (2, 4) and tail.isdigit():
                token.until = (
                    int(tail) if len(tail) == 4 else int(token.value) // 100 * 100 + int(tail)
                )
                token.end = raw[at + 2][3]
                return token, at + 3
        return token, at + 1


def _money_token(word: str, start: int, money: MoneySum) -> ClauseToken:
    return ClauseToken("money", word, start, money.end, value=money.value, currency=money.currency)


def _forms(name: str) -> list[str]:
    """A name as written and without the "s" of a plural, then both in small letters."""
    forms = [name, name.removesuffix("s")]
    return forms + [form.lower() for form in forms]
