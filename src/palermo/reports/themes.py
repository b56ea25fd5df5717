"""Themes of recommendations and findings: a fixed taxonomy, as data, under the four P's."""

from __future__ import annotations

from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, model_validator

from palermo.kernel.sources import Source
from palermo.kernel.texts import Text
from palermo.reports.assessment import Paradigm
from palermo.reports.phrases import Phrases
from palermo.reports.sentences import WordIndex


class Theme(BaseModel):
    """One theme. `cues` are phrases (see `reports.phrases`) that indicate the theme."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: Text
    paradigm: Paradigm
    cues: tuple[str, ...] = Field(min_length=1)
    #: The rows of the statute or protocol for this theme, in words.
    basis: str = ""


class ThemeTaxonomy(BaseModel):
    """All themes. Their order decides between themes of equal strength."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: int = Field(alias="from")
    source: Source
    themes: tuple[Theme, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> ThemeTaxonomy:
        ids = [theme.id for theme in self.themes]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"these themes stand here twice: {', '.join(twice)}")
        return self

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases({theme.id: theme.cues for theme in self.themes})

    @cached_property
    def _order(self) -> dict[str, tuple[int, Paradigm]]:
        return {theme.id: (n, theme.paradigm) for n, theme in enumerate(self.themes)}

    def of(self, words: WordIndex, lo: int, hi: int) -> tuple[tuple[str, ...], Paradigm | None]:
        """Themes of the words `lo` to `hi`, the strongest first, and the paradigm of that one.

        Strength is the number of words that indicate a theme; the order of the taxonomy decides
        ties.
        """
        strength: dict[str, int] = {}
        for hit in self._phrases.find(words, lo, hi):
            if _is_police(words.low, hit.last):
                continue
            strength[hit.label] = strength.get(hit.label, 0) + hit.last - hit.first
        if not strength:
            return (), None
        ids = sorted(strength, key=lambda i: (-strength[i], self._order[i][0]))
        return tuple(ids), self._order[ids[0]][1]


def _is_police(low: list[str], at: int) -> bool:
    """Whether the word before `at` is the first of "law enforcement", which is no law."""
    return low[at - 1 : at + 1] == ["law", "enforcement"]
