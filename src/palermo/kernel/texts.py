"""A text of a pack in the languages it was written in."""

from __future__ import annotations

import re

from pydantic import ConfigDict, RootModel, field_validator

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})*")


class Text(RootModel[dict[str, str]]):
    """Language code → words. English is required, so that a reader never sees an empty text."""

    model_config = ConfigDict(frozen=True)

    @field_validator("root")
    @classmethod
    def _check(cls, words: dict[str, str]) -> dict[str, str]:
        if "en" not in words:
            raise ValueError("the English text (en) is missing")
        wrong = [code for code in words if not _CODE.fullmatch(code)]
        if wrong:
            raise ValueError(f"no language code: {', '.join(wrong)} (write en, az, ru …)")
        empty = [code for code, said in words.items() if not said.strip()]
        if empty:
            raise ValueError(f"the text is empty in: {', '.join(empty)}")
        return words

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages this text is written in, in alphabetical order."""
        return tuple(sorted(self.root))

    def in_language(self, code: str) -> str:
        """The words in `code`, else in its language without region, else in English."""
        return self.root.get(code) or self.root.get(code.split("-")[0]) or self.root["en"]

    def __str__(self) -> str:
        return self.root["en"]
