"""A text of a pack: its English words, and where those of other languages are found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import core_schema

#: The language in which packs are written.
ENGLISH = "en"
#: Key of the validation context that holds the translations of the file being read.
TRANSLATIONS = "translations"
#: Key of a written text that keeps two meanings of the same English words apart.
_CONTEXT = "context"
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})*")


class Translations(Protocol):
    """The words of a pack in its other languages."""

    languages: tuple[str, ...]

    def find(self, english: str, context: str, language: str) -> str:
        """The words in `language`; empty where they are not translated."""
        ...


class Text:
    """English words of a pack. Other languages come from its catalogues.

    `words`: English, or a mapping with `en`. The mapping may hold `context`, which keeps two
    meanings of the same English words apart, and words in other languages, as an office writes
    them in the wording of an instrument. Raises ValueError for anything else.
    """

    __slots__ = ("_own", "_translations", "context", "english")

    def __init__(
        self,
        words: str | Mapping[str, str],
        translations: Translations | None = None,
        context: str = "",
    ) -> None:
        own = {ENGLISH: words} if isinstance(words, str) else dict(words)
        self.context: str = own.pop(_CONTEXT, context)
        _check(own)
        self.english: str = own.pop(ENGLISH)
        self._own = own
        self._translations = translations

    def in_context(self, context: str) -> Text:
        """The same text with a context; one that was written with it keeps its own."""
        words = {ENGLISH: self.english, **self._own}
        return Text(words, self._translations, self.context or context)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which there are words, in alphabetical order."""
        return tuple(sorted(self.in_every_language()))

    def in_language(self, code: str) -> str:
        """The words in `code`, else in its language without region, else in English."""
        return self._in(code) or self._in(code.partition("-")[0]) or self.english

    def in_every_language(self) -> dict[str, str]:
        """Language code to words; languages without words are left out."""
        known = self._translations.languages if self._translations else ()
        found = {code: self._in(code) for code in dict.fromkeys((ENGLISH, *self._own, *known))}
        return {code: said for code, said in found.items() if said}

    def _in(self, code: str) -> str:
        if code == ENGLISH:
            return self.english
        if code in self._own:
            return self._own[code]
        if self._translations is None:
            return ""
        return self._translations.find(self.english, self.context, code)

    def written(self) -> str | dict[str, str]:
        """As it is written in YAML: `Text(text.written())` has the same words of its own."""
        if not self._own and not self.context:
            return self.english
        context = {_CONTEXT: self.context} if self.context else {}
        return {ENGLISH: self.english, **context, **self._own}

    def __str__(self) -> str:
        return self.english

    def __repr__(self) -> str:
        return f"Text({self.written()!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.written() == other.written()

    def __hash__(self) -> int:
        return hash((self.english, self.context))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Read by pydantic from a string or a mapping."""
        return core_schema.with_info_plain_validator_function(
            cls._validated,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.written),
        )

    @classmethod
    def _validated(cls, value: Any, info: ValidationInfo) -> Text:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str | Mapping):
            raise ValueError("write the text in quotes")
        return cls(value, (info.context or {}).get(TRANSLATIONS))


def _check(words: Mapping[str, Any]) -> None:
    if ENGLISH not in words:
        raise ValueError("the English text (en) is missing")
    wrong = [str(code) for code in words if not _CODE.fullmatch(str(code))]
    if wrong:
        raise ValueError(f"no language code: {', '.join(wrong)} (write en, az, ru …)")
    empty = [code for code, said in words.items() if not isinstance(said, str) or not said.strip()]
    if empty:
        raise ValueError(f"the text is empty in: {', '.join(empty)}")
