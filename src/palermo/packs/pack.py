"""One country's data, read, linked and checked: what the rest of the house is handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from palermo.cases.checklist import ChecklistRules
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.kernel.sources import Certainty
from palermo.kernel.texts import Text
from palermo.offences.shapes import Article, ClosingReason, Fact
from palermo.packs.guide import Guide
from palermo.packs.services import Service
from palermo.packs.shapes import (
    Agency,
    ChecklistItem,
    GroupAtRisk,
    Holiday,
    Language,
    Measure,
    ReportName,
    RoleFilling,
)
from palermo.procedures.book import ProcedureBook
from palermo.procedures.instruments import Instrument, InstrumentsFile, Wording
from palermo.procedures.legal_calendar import LegalCalendar
from palermo.procedures.shapes import Procedure
from palermo.procedures.speech import Speech
from palermo.procedures.vignettes import Vignette
from palermo.reports.direction_checks import FindingFigures
from palermo.reports.names import CountryNames
from palermo.reports.register import Register
from palermo.reports.similarity import LinkSettings
from palermo.reports.themes import ThemeTaxonomy
from palermo.reports.tier_rules import TierRules
from palermo.reports.vocabulary import Vocabulary


# Compared by read_identity: a pack is loaded once, and its maps cannot be hashed.
@dataclass(frozen=True, eq=False)
class Pack:
    """`countries/<iso3>/` laid over `countries/base/`.

    `iso3` is upper case ("BASE" for the common pack). `theme_measures` maps a theme to the
    measures that are proposed for a duty with it. `fingerprint` changes with every byte of
    the data read.
    """

    iso3: str
    title: Text
    spoken: tuple[Language, ...]
    time_zone: str
    currency: str | None
    report_names: tuple[ReportName, ...]
    holidays: tuple[Holiday, ...]
    groups_at_risk: tuple[GroupAtRisk, ...]
    roles: dict[str, RoleFilling]
    agencies: tuple[Agency, ...]
    services: tuple[Service, ...]
    calendar: LegalCalendar
    guide: Guide
    measures: tuple[Measure, ...]
    splits: dict[str, Text]
    checklist: tuple[ChecklistItem, ...]
    checklist_rules: ChecklistRules
    theme_measures: dict[str, tuple[str, ...]]
    vocabulary: Vocabulary
    linking: LinkSettings
    finding_figures: FindingFigures
    tier_rules: TierRules
    register: Register
    speech: Speech
    facts: tuple[Fact, ...]
    closing_reasons: tuple[ClosingReason, ...]
    articles: tuple[Article, ...]
    instruments: InstrumentsFile
    wordings: tuple[Wording, ...]
    procedures: ProcedureBook
    vignettes: tuple[Vignette, ...]
    fingerprint: str

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The codes of the pack's languages, in the order in which they are offered."""
        return tuple(language.code for language in self.spoken)

    def is_right_to_left(self, language: str) -> bool:
        """Whether the pack says that a language is written from right to left."""
        return any(one.code == language and one.direction == "rtl" for one in self.spoken)

    @property
    def themes(self) -> ThemeTaxonomy:
        """The fixed taxonomy of themes."""
        return self.vocabulary.themes

    @property
    def countries(self) -> CountryNames:
        """Names and codes of all countries."""
        return self.vocabulary.names

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in self.agencies}

    def measure(self, measure_id: str) -> Measure:
        """The measure with this id. Raises NotFound."""
        try:
            return self._measures[measure_id]
        except KeyError:
            raise NotFound(
                N_("The catalogue has no measure {id}."),
                remedy=N_("See the list of measures."),
                id=measure_id,
            ) from None

    def procedure(self, procedure_id: str, on: date) -> Procedure:
        """The version that applies on a day. Raises NotFound that names those at hand."""
        found = self.procedures.in_force(procedure_id, on)
        if found is None:
            raise NotFound(
                N_("No procedure {procedure} applies on {day}."),
                remedy=N_("Available: {known}."),
                procedure=procedure_id[:60],
                day=on,
                known=", ".join(self.procedures.ids),
            )
        return found

    def instrument(self, instrument_id: str) -> Instrument:
        """The published instrument with this id. Raises NotFound."""
        found = (i for i in self.instruments.instruments if i.id == instrument_id)
        instrument = next(found, None)
        if instrument is None:
            raise NotFound(
                N_("There is no instrument {instrument}."),
                remedy=N_("Available: {known}."),
                instrument=instrument_id[:60],
                known=", ".join(i.id for i in self.instruments.instruments),
            )
        return instrument

    def vignette(self, vignette_id: str) -> Vignette:
        """The vignette with this id. Raises NotFound."""
        found = next((v for v in self.vignettes if v.id == vignette_id), None)
        if found is None:
            raise NotFound(
                N_("There is no vignette {vignette}."),
                remedy=N_("Available: {known}."),
                vignette=vignette_id[:60],
                known=", ".join(v.id for v in self.vignettes),
            )
        return found

    def agency(self, code: str) -> Agency:
        """The agency with this code. Raises NotFound."""
        try:
            return self._agencies[code]
        except KeyError:
            raise NotFound(
                N_("The pack {pack} has no agency {code}."),
                remedy=N_("See the list of agencies."),
                pack=self.iso3,
                code=code,
            ) from None

    def role_name(self, role: str, language: str) -> str:
        """Who does what follows: the role, and the agency or kind of body that fills it.

        An agency of which nobody has verified that it fills the role is named in the table of roles
        alone, with that mark; here the kind of body is.
        """
        name = self.speech.roles[role].in_language(language)
        filled = self.roles.get(role)
        is_sure = filled is not None and filled.source.certainty is not Certainty.UNVERIFIED
        body = (
            self.agency(filled.agency).name
            if filled and is_sure
            else self.speech.role_bodies.get(role)
        )
        return f"{name} ({body.in_language(language)})" if body else name

    def measures_for(self, themes: tuple[str, ...]) -> tuple[Measure, ...]:
        """The measures proposed for a duty with these themes, each once, in order of themes."""
        ids = dict.fromkeys(m for theme in themes for m in self.theme_measures.get(theme, ()))
        return tuple(self._measures[i] for i in ids)
