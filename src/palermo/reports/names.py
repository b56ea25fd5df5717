"""Names of countries: any name or former name to ISO 3166-1 alpha-3, and back in any language.

The names are data (`countries/base/countries.yaml`). Load them once: `load_yaml(path,
CountryNames)`. Kosovo has the code XKX, which ISO reserves for users.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType

from babel import Locale
from babel.core import UnknownLocaleError
from pydantic import BaseModel, ConfigDict, Field, model_validator

from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel

_APOSTROPHES = re.compile(r"[.'’‘ʼ`´]")
_BREAKS = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"^the | the$")
#: Written in capitals only, so that "us" and "car" are not countries.
_ABBREVIATION = re.compile(r"(?:[A-Z]\.?){2,4}")


class Country(BaseModel):
    """One country or territory: its codes, its names and its demonyms."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    iso2: str = Field(pattern=r"^[A-Z]{2}$")
    numeric: str | None = Field(default=None, pattern=r"^\d{3}$")
    name: str
    also: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class FormerCode(StrictModel):
    """A code that was given up: the country's code now, and the editions that could have it."""

    now: str
    first: int
    last: int

    def was_used(self, edition: int) -> bool:
        """Whether an edition of this year could have the code."""
        return self.first <= edition <= self.last


class CountryNames(BaseModel):
    """All countries by alpha-3 code. Refuses a name or demonym that two countries have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Source
    #: "republic of" and the like, dropped from a name that is not listed in full.
    forms: tuple[str, ...]
    #: Codes that other sources use → ours (KOS → XKX).
    codes: Mapping[str, str]
    #: Codes of states that no longer exist.
    former: Mapping[str, FormerCode]
    countries: Mapping[str, Country]

    @model_validator(mode="after")
    def _no_two_claims(self) -> CountryNames:
        for kind, words in (("name", self._all_names()), ("demonym", self._all_demonyms())):
            claims: dict[str, str] = {}
            for word, iso3 in words:
                other = claims.setdefault(_key(word), iso3)
                if other != iso3:
                    raise ValueError(f"the {kind} {word!r} is claimed by {other} and {iso3}")
        targets = {*self.codes.values(), *(code.now for code in self.former.values())}
        strangers = sorted(targets - set(self.countries))
        if strangers:
            raise ValueError(f"codes lead to unknown countries: {', '.join(strangers)}")
        return self

    def __contains__(self, iso3: object) -> bool:
        return iso3 in self.countries

    def find(self, name: str) -> str | None:
        """The alpha-3 code of a name, official name or former name; None for an unknown name.

        Case, accents, apostrophes, dots, hyphens, "the", "&" and "St." make no difference, and
        "Republic of" in front is dropped if the full name is unknown. Only whole names count:
        "Niger" is not found in "Nigeria".
        """
        key = _key(name)
        if not key:
            return None
        if _ABBREVIATION.fullmatch(name.strip()):
            return self._abbreviations.get(key) or self._by_key.get(key)
        return self._by_key.get(key) or self._by_key.get(self._form.sub("", key))

    def code(self, written: str) -> str | None:
        """Our alpha-3 code for a code in any case or from another source (KOS → XKX)."""
        upper = written.strip().upper()
        upper = self.codes.get(upper, upper)
        return upper if upper in self.countries else None

    def name_of(self, iso3: str, language: str = "en") -> str:
        """Name of a country in a language (BCP 47 or POSIX, e.g. `az`, `pt_BR`).

        English comes from our file, other languages from Unicode CLDR; a name that CLDR lacks falls
        back to English. Raises NotFound for an unknown code.
        """
        country = self.countries.get(iso3)
        if country is None:
            raise NotFound(
                N_("There is no country with the code {code}."),
                remedy=N_("Use an ISO 3166-1 alpha-3 code, such as AZE."),
                code=iso3,
            )
        if language.partition("-")[0].partition("_")[0] == "en":
            return country.name
        try:
            territories = Locale.parse(language.replace("-", "_")).territories
        except (UnknownLocaleError, ValueError):
            return country.name
        return territories.get(country.iso2) or country.name

    def demonyms(self) -> Mapping[str, str]:
        """Demonym → alpha-3 ("Azerbaijani" → AZE), as written in the file."""
        return self._demonyms

    @cached_property
    def heading_pattern(self) -> re.Pattern[str]:
        """Finds a country's name at the start of a line; group `name` is for `find`.

        The longest name wins ("Guinea-Bissau" over "Guinea") and a name never ends inside a word.
        The caller checks the rest of the line. Abbreviations are not headings.
        """
        names = {n for n, _ in self._all_names() if not _ABBREVIATION.fullmatch(n)}
        bodies = "|".join(_flexible(n) for n in sorted(names, key=lambda n: (-len(n), n)))
        forms = "|".join(re.escape(f).replace(r"\ ", r"[ \t\xa0]+") for f in self.forms)
        optional = rf"(?:the[ \t\xa0]+)?(?:(?:{forms})[ \t\xa0]+)?(?:the[ \t\xa0]+)?"
        return re.compile(
            rf"^[ \t\xa0\ufeff]*(?:#{{1,6}}[ \t]+)?(?:\*\*|__)?"
            rf"(?P<name>{optional}(?:{bodies}))(?![\w'’-])",
            re.I | re.M,
        )

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        pairs = ((_key(n), i) for n, i in self._all_names() if not _ABBREVIATION.fullmatch(n))
        return MappingProxyType(dict(pairs))

    @cached_property
    def _abbreviations(self) -> Mapping[str, str]:
        pairs = ((_key(n), i) for n, i in self._all_names() if _ABBREVIATION.fullmatch(n))
        return MappingProxyType(dict(pairs))

    @cached_property
    def _demonyms(self) -> Mapping[str, str]:
        return MappingProxyType(dict(self._all_demonyms()))

    @cached_property
    def _form(self) -> re.Pattern[str]:
        forms = "|".join(re.escape(_key(f)) for f in sorted(self.forms, key=len, reverse=True))
        return re.compile(rf"^(?:{forms}) (?:the )?")

    def _all_names(self) -> Iterable[tuple[str, str]]:
        for iso3, country in self.countries.items():
            for name in (country.name, *country.also):
                yield name, iso3

    def _all_demonyms(self) -> Iterable[tuple[str, str]]:
        for iso3, country in self.countries.items():
            for word in country.demonyms:
                yield word, iso3


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """The name without the differences of spelling that `find` ignores."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
    ).casefold()
    plain = _APOSTROPHES.sub("", plain.replace("&", " and "))
    words = ("saint" if w in ("st", "ste") else w for w in _BREAKS.split(plain) if w)
    return _ARTICLE.sub("", " ".join(words))


def _flexible(name: str) -> str:
    """A pattern for `name` that allows any accents, apostrophes, dots and kinds of space."""
    out = []
    for char in re.sub(r"\b(?:St\.|Saint)(?= )", "\0", name):
        base = unicodedata.normalize("NFKD", char)[0]
        if char == "\0":
            out.append(r"(?:St\.?|Saint)")
        elif base != char:
            out.append(f"[{char}{base}]")
        elif char in "'’":
            out.append("['’‘ʼ`´]?")
        elif char == ".":
            out.append(r"\.?")
        elif char in " -":
            out.append(r"[ \t\xa0-]+")
        elif char == "&":
            out.append("(?:&|and)")
        else:
            out.append(re.escape(char))
    return "".join(out)
