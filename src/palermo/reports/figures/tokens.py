"""A clause as typed tokens: numbers, money, years, known phrases, structural signs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from palermo.reports.figures.lexicon import NOTHING, Sense
from palermo.reports.figures.vocabulary import FigureVocabulary

#: Digits with separators; words with inner hyphens and apostrophes; single structural signs.
_RAW = re.compile(
    r"(?P<num>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)"
    r"|(?P<sign>[^\s\w])"
)
_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
_MAX_DIGITS = 15


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
        self._own = {w[:4].lower() for w, owner in demonyms.items() if owner == country}
        known = self._lexicon.single
        self._codes = {c for c in vocabulary.money.words.values() if c.lower() not in known}
        #: Words already met that mean the same unless one of some others follows: the sense (None
        #: for an unknown word) and those others.
        self._plain: dict[str, tuple[Sense | None, Container[str]]] = {}
        self._starts = {*self._words, *(p.split(" ")[0] for p in self._phrases)}

    def cut(self, text: str, start: int, end: int) -> list[ClauseToken]:
        """The tokens of `text[start:end]`, with places in `text`."""
        raw = [(m.lastgroup or "", m[0], *m.span()) for m in _RAW.finditer(text, start, end)]
        low = [w.lower().replace("’", "'") for _, w, _, _ in raw]
        tokens: list[ClauseToken] = []
        at = 0
        plain = self._plain
        while at < len(raw):
            kind, word, begin, stop = raw[at]
            if word in plain:
                sense, others = plain[word]
                if at + 1 == len(raw) or low[at + 1] not in others:
                    known = sense is not None
                    tokens.append(ClauseToken(kind, low[at], begin, stop, sense or NOTHING, known))
                    at += 1
                    continue
            elif kind == "word":
                self._learn(word, low[at])
            token, at = self._next(raw, low, at)
            tokens.append(token)
        self._nationals_of(text, tokens)
        return tokens

    def _learn(self, word: str, low: str) -> None:
        """Cache a word that begins no number or sum, and the words that make it a phrase."""
        if word in self._codes or self._may_count(low):
            return
        sense = self._lexicon.single.get(low)
        # A word with a capital may be a nationality.
        if sense is not None or not word[0].isupper():
            self._plain[word] = sense, {"$", *self._lexicon.longer.get(low, ())}

    def _nationals_of(self, text: str, tokens: list[ClauseToken]) -> None:
        """`nationals of Uzbekistan` are foreigners, unless it is the narrative's own country."""
        for token, link, name in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if "domestic" not in token.sense.groups or link.low != "of" or token.has("demonym"):
                continue
            if text[name.start].isupper() and name.low[:4] not in self._own:
                token.sense = replace(token.sense, groups=frozenset({"foreign"}))

    def _next(
        self, raw: list[tuple[str, str, int, int]], low: list[str], at: int
    ) -> tuple[ClauseToken, int]:
        kind, word, start, end = raw[at]
        if kind == "sign":
            money = self._signed_money(raw, low, at) if word in self._v.money.signs else None
            if money:
                return self._with_equivalent(*money, raw, low)
            length, sense = (1, self._lexicon.single.get(word)) if word == "%" else (1, None)
            return ClauseToken("sign", word, start, end, sense or NOTHING), at + 1
        if kind == "word" and (word in self._codes or (at + 1 < len(raw) and low[at + 1] == "$")):
            money = self._signed_money(raw, low, at)
            if money:
                return self._with_equivalent(*money, raw, low)
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

    def _demonym(
        self, token: ClauseToken, raw: list[tuple[str, str, int, int]], at: int
    ) -> tuple[ClauseToken, int]:
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
        forms = [phrase, phrase.removesuffix("s")]
        forms += [form.lower() for form in forms]
        return next((self._demonyms[f] for f in forms if f in self._demonyms), None)

    def _number(
        self, raw: list[tuple[str, str, int, int]], low: list[str], at: int
    ) -> tuple[ClauseToken, int] | None:
        """A number in digits or words, with the currency that follows it."""
        start = raw[at][2]
        for take in (3, 2, 1) if raw[at][0] == "word" else ():
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
            value, after = _digits(raw[at][1]), at + 1
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
        return self._with_currency(token, raw, low, after)

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

    def _year(
        self, raw: list[tuple[str, str, int, int]], at: int
    ) -> tuple[ClauseToken, int] | None:
        if not _YEAR.fullmatch(raw[at][1]):
            return None
        token = ClauseToken("year", raw[at][1], raw[at][2], raw[at][3], value=int(raw[at][1]))
        if at + 2 < len(raw) and raw[at + 1][1] in "-–/" and raw[at + 2][0] == "num":
            tail = raw[at + 2][1]
            if raw[at + 1][2] == token.end and len(tail) in (2, 4) and tail.isdigit():
                token.until = (
                    int(tail) if len(tail) == 4 else int(token.value) // 100 * 100 + int(tail)
                )
                token.end = raw[at + 2][3]
                return token, at + 3
        return token, at + 1

    def _signed_money(
        self, raw: list[tuple[str, str, int, int]], low: list[str], at: int
    ) -> tuple[ClauseToken, int] | None:
        """`€4.9 million`, `US$1.2 million`, `AZN 154,000`."""
        word = raw[at][1]
        sign, after = self._v.money.signs.get(word), at + 1
        if word in self._codes:
            sign = word
        elif after < len(raw) and raw[after][1] == "$" and raw[after][2] == raw[at][3]:
            sign, after = ("USD" if word.upper() in ("US", "USD") else "$" + word), after + 1
        if not sign or after >= len(raw) or raw[after][0] != "num":
            return None
        value = _digits(raw[after][1])
        after += 1
        while after < len(raw) and low[after] in self._scales:
            value *= self._scales[low[after]]
            after += 1
        code = sign if len(sign) == 3 and sign.isalpha() else "USD"
        token = ClauseToken(
            "money", word, raw[at][2], raw[after - 1][3], value=value, currency=code
        )
        return token, after

    def _with_currency(
        self, token: ClauseToken, raw: list[tuple[str, str, int, int]], low: list[str], after: int
    ) -> tuple[ClauseToken, int]:
        """The number as money if a currency word follows, with at most two names between."""
        for skip in range(3):
            at = after + skip
            if at >= len(raw) or raw[at][0] != "word":
                break
            two = " ".join(low[at : at + 2])
            for phrase, take in ((two, 2), (low[at], 1)):
                if at + take > len(raw):
                    continue
                code = raw[at][1] if take == 1 and raw[at][1] in self._codes else ""
                if not code and phrase in self._v.money.words:
                    code = self._v.money.code(phrase, self._country)
                after_word = self._lexicon.single.get(
                    low[at + take] if at + take < len(low) else ""
                )
                if code and not (after_word and after_word.unit in ("victim", "person")):
                    token.kind, token.currency, token.end = "money", code, raw[at + take - 1][3]
                    return self._with_equivalent(token, at + take, raw, low)
            if not raw[at][1][0].isupper():
                break
        return token, after

    def _with_equivalent(
        self, token: ClauseToken, after: int, raw: list[tuple[str, str, int, int]], low: list[str]
    ) -> tuple[ClauseToken, int]:
        """Skip `($77,918)` after a sum: the same money in another currency."""
        if after + 2 < len(raw) and raw[after][1] in "([":
            for inner in range(after + 1, min(after + 4, len(raw))):
                equivalent = self._signed_money(raw, low, inner)
                if equivalent and equivalent[1] < len(raw) and raw[equivalent[1]][1] in ")]":
                    token.end = raw[equivalent[1]][3]
                    return token, equivalent[1] + 1
        return token, after


def _digits(written: str) -> float:
    bare = written.replace(",", "")
    return float(bare) if len(bare) <= _MAX_DIGITS else 0.0
