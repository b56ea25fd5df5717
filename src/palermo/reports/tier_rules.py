"""The statute's rules for a tier history, as dated data. Never predicts a tier.

Source of the rules: 22 U.S.C. 7107(b); each version in the data names its own source and how
certain it is. `docs/explanation/tier-rules.md` gives the rules in words.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from palermo.kernel.sources import Source
from palermo.kernel.texts import Text


class TierRule(BaseModel):
    """One rule T-1 … T-8 in a reader's words, with the first edition it applies to."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str = Field(pattern=r"T-\d+")
    from_edition: int = Field(alias="from", ge=2001, le=2100)
    until_edition: int | None = Field(default=None, alias="until")
    text: Text
    #: Days that the rule allows, and the yearly due date (MM-DD).
    days: int | None = None
    due: str | None = Field(default=None, pattern=r"\d\d-\d\d")
    source: Source

    @field_validator("due")
    @classmethod
    def _real_day(cls, due: str | None) -> str | None:
        if due is not None:
            # 2024 has a 29 February.
            date.fromisoformat(f"2024-{due}")
        return due


class WatchListLimit(BaseModel):
    """How long a country may stay on the Watch List, for the editions of one version of the law.

    `years` without a waiver, `waiver_years` more with one, `return_years` for a country that used
    both, fell to Tier 3 and came back (None: this version has no such rule). Only editions from
    `counts_from` on are counted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_edition: int = Field(alias="from", ge=2001, le=2100)
    until_edition: int | None = Field(default=None, alias="until")
    counts_from: int
    years: int = Field(ge=1)
    waiver_years: int = Field(ge=0)
    return_years: int | None = None
    source: Source

    @property
    def longest(self) -> int:
        """The most consecutive years that this version allows, with every waiver."""
        return self.years + self.waiver_years

    def holds_for(self, edition: int) -> bool:
        """Whether this version is the law of the edition."""
        return self.from_edition <= edition and (
            self.until_edition is None or edition <= self.until_edition
        )


class TierRules(BaseModel):
    """All rules. Versions of the limit follow each other without gap or overlap."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limits: tuple[WatchListLimit, ...] = Field(min_length=1)
    rules: tuple[TierRule, ...]

    @model_validator(mode="after")
    def _check(self) -> TierRules:
        for earlier, later in zip(self.limits, self.limits[1:], strict=False):
            if earlier.until_edition != later.from_edition - 1:
                raise ValueError(
                    f"the limit from {earlier.from_edition} must end in the edition before "
                    f"{later.from_edition}, where the next one begins"
                )
        if self.limits[-1].until_edition is not None:
            raise ValueError("the last limit must have no end")
        ids = [rule.id for rule in self.rules]
        if len(set(ids)) != len(ids):
            raise ValueError("a rule id stands twice")
        return self

    def limit_of(self, edition: int) -> WatchListLimit | None:
        """The version of the limit for `edition`; None before there was a limit."""
        return next((limit for limit in self.limits if limit.holds_for(edition)), None)
