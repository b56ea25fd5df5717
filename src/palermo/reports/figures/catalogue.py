"""The counted quantities that can be read, and their names. Definitions: docs/reference."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from palermo.kernel.messages import N_

FIGURE_MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "investigations": N_("Investigations opened"),
        "suspects_investigated": N_("Suspects investigated"),
        "prosecutions": N_("Defendants prosecuted"),
        "prosecution_cases": N_("Cases prosecuted"),
        "convictions": N_("Traffickers convicted"),
        "conviction_cases": N_("Cases with a conviction"),
        "sentenced_to_prison": N_("Sentenced to prison"),
        "suspended_sentences": N_("Suspended sentences"),
        "sentence_years_min": N_("Shortest prison term imposed (years)"),
        "sentence_years_max": N_("Longest prison term imposed (years)"),
        "victims_identified": N_("Victims identified"),
        "victims_sex_trafficking": N_("Victims of sex trafficking"),
        "victims_labor_trafficking": N_("Victims of labour trafficking"),
        "victims_child": N_("Child victims"),
        "victims_adult": N_("Adult victims"),
        "victims_female": N_("Female victims"),
        "victims_male": N_("Male victims"),
        "victims_foreign": N_("Foreign victims"),
        "victims_domestic": N_("Victims who are nationals"),
        "victims_assisted": N_("Victims assisted"),
        "victims_sheltered": N_("Victims in shelters"),
        "victims_repatriated": N_("Victims repatriated"),
        "compensation_awards": N_("Victims awarded compensation"),
        "officials_trained": N_("Officials trained"),
        "inspections": N_("Labour inspections"),
        "hotline_calls": N_("Hotline calls"),
        "funding": N_("Government funding"),
    }
)
