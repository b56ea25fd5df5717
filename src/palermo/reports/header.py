"""Phrases for the header of a narrative, as pack data (`phrases/header.yaml`)."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import ConfigDict, Field

from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.reports.assessment import Placement, Tier
from palermo.reports.chapters import ChapterKind
from palermo.reports.narrative_tables import TableColumns
from palermo.reports.other_matter import OtherMatterWords
from palermo.reports.patterns import Pattern, alternatives_pattern, whole_words_pattern

Patterns = tuple[Pattern, ...]
#: A name in capitals, with small words inside ("Republic of the Congo").
NAME = (
    r"(?:[Tt]he\s+)?[A-ZÀ-Ý][\w.'’-]*(?:(?:,?\s+(?:and|of|the|de|da|do|la|du|al|el)\b|,)*"
    r"\s+[A-ZÀ-Ý(][\w.'’)-]*){0,6}"
)


class PlacementVerbs(StrictModel):
    """Words for the change of tier; `moved` needs two tiers, `placed` implies no change."""

    remained: Patterns
    upgraded: Patterns
    downgraded: Patterns
    moved: Patterns
    placed: Patterns


class EffortWords(StrictModel):
    """Words of the sentence about overall efforts."""

    nouns: Patterns
    grown: Patterns
    shrunk: Patterns
    overall: Patterns
    period: Patterns
    denied: Patterns
    denied_after: Patterns
    partial_before: Patterns
    partial_after: Patterns


class HeaderVocabulary(StrictModel):
    """All phrases by which a narrative states its header."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    since: int = Field(alias="from")
    source: Source
    tiers: dict[Tier, Patterns]
    tier_labels: Patterns
    order: tuple[Tier, ...]
    placements: PlacementVerbs
    not_now_before: Patterns
    denied_before: Patterns
    not_now_after: Patterns
    kept_after: Patterns
    from_: Patterns = Field(alias="from_words")
    came_after: Patterns
    waiver: Patterns
    waiver_about: Patterns
    waiver_refused: Patterns
    efforts: EffortWords
    context: Patterns
    standards: Patterns
    significant: Patterns
    years: Patterns
    sources: Patterns
    partial: Patterns
    chapters: dict[ChapterKind, Patterns]
    expected: tuple[ChapterKind, ...]
    ordinals: dict[str, int]
    numbers: dict[str, int]
    consecutive: Patterns
    subjects: Patterns
    subject_matter: Patterns
    other_matter: OtherMatterWords
    table_columns: TableColumns

    @cached_property
    def tier_name(self) -> re.Pattern[str]:
        """A tier's name, in a group named for the tier (`t2WL`). The longer name wins."""
        order = sorted(self.tiers, key=lambda t: t is not Tier.WATCH_LIST)
        groups = "|".join(f"(?P<t{t.value}>{alternatives_pattern(self.tiers[t])})" for t in order)
        return re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE)

    @cached_property
    def placement_verb(self) -> re.Pattern[str]:
        """A placement word, in a group named for its kind."""
        kinds = ("upgraded", "downgraded", "remained", "moved", "placed")
        groups = "|".join(
            f"(?P<{k}>{alternatives_pattern(getattr(self.placements, k))})" for k in kinds
        )
        return re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE)

    @cached_property
    def verb_of_change(self) -> re.Pattern[str]:
        """A word for up or down, anywhere."""
        kinds = ("upgraded", "downgraded")
        groups = "|".join(
            f"(?P<{k}>{alternatives_pattern(getattr(self.placements, k))})" for k in kinds
        )
        return re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE)

    @cached_property
    def not_now(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Words before, and right after, a tier name that make it another year's tier."""
        after = re.compile(
            rf"[\s,()]*{alternatives_pattern(self.not_now_after)}(?!\w)", re.IGNORECASE
        )
        return whole_words_pattern(self.not_now_before), after

    @cached_property
    def denied_directly(self) -> re.Pattern[str]:
        """A denial that ends right before a verb ("was not …")."""
        return re.compile(
            rf"(?<!\w){alternatives_pattern(self.denied_before)}\s+(?:\w+\s+)?\Z", re.IGNORECASE
        )

    @cached_property
    def was_kept(self) -> re.Pattern[str]:
        """Right after a tier name: it did not change ("… was therefore maintained")."""
        return re.compile(rf"\s*{alternatives_pattern(self.kept_after)}(?!\w)", re.IGNORECASE)

    @cached_property
    def came_from(self) -> re.Pattern[str]:
        """Directly before a tier name: the country's previous tier."""
        return re.compile(
            rf"(?<!\w){alternatives_pattern(self.from_)}\s+(?:the\s+|its\s+)?\Z", re.IGNORECASE
        )

    @cached_property
    def tier_label(self) -> re.Pattern[str]:
        """Directly before a tier name: the label of a field ("Tier rating:")."""
        return re.compile(rf"(?<!\w){alternatives_pattern(self.tier_labels)}\s*\Z", re.IGNORECASE)

    @cached_property
    def was_there_before(self) -> re.Pattern[str]:
        """Between two tier names: the country was on the other one in the years before."""
        return re.compile(rf"(?<!\w){alternatives_pattern(self.came_after)}", re.IGNORECASE)

    @cached_property
    def waivers(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        """A waiver, the words that link it to the tier, and those that deny one."""
        return (
            whole_words_pattern(self.waiver),
            whole_words_pattern(self.waiver_about),
            whole_words_pattern(self.waiver_refused),
        )

    @cached_property
    def consecutive_years(self) -> re.Pattern[str]:
        """ "third consecutive year": the group `ordinal` or `number` holds the word."""
        forms = []
        for n, form in enumerate(sorted(self.consecutive, key=len, reverse=True)):
            ordinal = f"(?P<o{n}>{alternatives_pattern(self.ordinals)})"
            number = f"(?P<n{n}>{alternatives_pattern(self.numbers)})"
            joined = (
                alternatives_pattern((form,))
                .replace("{ordinal}", ordinal)
                .replace("{number}", number)
            )
            forms.append(joined)
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})", re.IGNORECASE)

    def count_of(self, match: re.Match[str]) -> int:
        """The number in a match of `consecutive_years`."""
        word = next(v for v in match.groupdict().values() if v).lower()
        return self.ordinals.get(word) or self.numbers[word]

    @cached_property
    def standards_sentence(self) -> re.Pattern[str]:
        """The sentence about the minimum standards."""
        return whole_words_pattern(self.standards)

    @cached_property
    def context_clause(self) -> re.Pattern[str]:
        """The opening of a clause about the circumstances of the period, such as an epidemic."""
        return whole_words_pattern(self.context)

    @cached_property
    def significant_efforts(self) -> re.Pattern[str]:
        """ "significant efforts" of the same sentence."""
        return whole_words_pattern(self.significant)

    @cached_property
    def subject_forms(self) -> tuple[re.Pattern[str], ...]:
        """Ways to name the country judged, the most certain first, each with a group `name`."""
        name = f"(?-i:(?P<name>{NAME}))"
        return tuple(
            re.compile(alternatives_pattern((form,)).replace("{name}", name), re.IGNORECASE)
            for form in self.subjects
        )

    @cached_property
    def bare_change(self) -> re.Pattern[str]:
        """`was therefore downgraded.` – the change alone, at the end of its clause."""
        return re.compile(
            rf"(?:was|were|is|has been|being|and)\s+(?:\w+\s+){{0,2}}?"
            rf"({self.verb_of_change.pattern})"
            r"(?=\s*(?:[.;,]|\Z|this year|again|for|because|after|and))",
            re.IGNORECASE,
        )

    @cached_property
    def year_forms(self) -> tuple[re.Pattern[str], ...]:
        """Statements of the edition year, the most certain first; group 1 is the year."""
        return tuple(re.compile(alternatives_pattern((p,)), re.IGNORECASE) for p in self.years)

    @cached_property
    def source_line(self) -> re.Pattern[str]:
        """The line that names the source of a text."""
        return re.compile(alternatives_pattern(self.sources), re.IGNORECASE)

    @cached_property
    def extract(self) -> re.Pattern[str]:
        """Words that mark the text as an extract."""
        return re.compile(rf"(?<!\w){alternatives_pattern(self.partial)}", re.IGNORECASE)

    @cached_property
    def subject_pattern(self) -> re.Pattern[str]:
        """The subject of every narrative; a text without it is not one."""
        return whole_words_pattern(self.subject_matter)

    @cached_property
    def effort_parts(self) -> dict[str, re.Pattern[str]]:
        """The word lists of `efforts`, each as one expression."""
        return {
            name: whole_words_pattern(getattr(self.efforts, name))
            for name in EffortWords.model_fields
        }

    def placement_of(self, kind: str) -> Placement | None:
        """The placement that a kind of verb states by itself."""
        return Placement(kind) if kind in ("remained", "upgraded", "downgraded") else None
