"""All versions of all procedures of a country, and which is in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from palermo.procedures.scenarios import Scenario
from palermo.procedures.shapes import Procedure


class ProcedureBook:
    """All versions of all procedures of a pack, with their scenarios."""

    def __init__(
        self,
        versions: Iterable[Procedure],
        scenarios: Mapping[str, Sequence[Scenario]],
        fingerprints: Mapping[tuple[str, int], str] | None = None,
    ) -> None:
        self.versions = tuple(sorted(versions, key=lambda p: (p.id, p.version)))
        self._scenarios = dict(scenarios)
        self._fingerprints = dict(fingerprints or {})

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all procedures: cards first, as the first minutes need them; then by alphabet."""
        by_form = sorted(self.versions, key=lambda p: p.form != "card")
        return tuple(dict.fromkeys(p.id for p in by_form))

    def used_by(self, agencies: Mapping[str, tuple[str, ...]]) -> ProcedureBook:
        """The same procedures, with those in `agencies` restricted to the agencies given there."""
        versions = [
            p.model_copy(update={"agencies": agencies[p.id]}) if p.id in agencies else p
            for p in self.versions
        ]
        return ProcedureBook(versions, self._scenarios, self._fingerprints)

    def fingerprint(self, procedure_id: str, number: int) -> str:
        """SHA-256 of the rules and English words of one version, with its list of indicators.

        It changes with no comment, no layout and no translation. Raises KeyError for a version that
        the pack does not have.
        """
        return self._fingerprints[procedure_id, number]

    def in_force(self, procedure_id: str, on: date) -> Procedure | None:
        """The version in force on `on`; None if there is none."""
        versions = [
            p
            for p in self.versions
            if p.id == procedure_id and p.since <= on and (p.until is None or on <= p.until)
        ]
        return versions[-1] if versions else None

    def versions_of(self, procedure_id: str) -> tuple[Procedure, ...]:
        """All versions of one procedure, the oldest first; empty if there is none."""
        return tuple(p for p in self.versions if p.id == procedure_id)

    def version(self, procedure_id: str, number: int) -> Procedure | None:
        """One version, in force or not; None if there is none."""
        matches = (p for p in self.versions if (p.id, p.version) == (procedure_id, number))
        return next(matches, None)

    def scenarios(self, procedure_id: str) -> tuple[Scenario, ...]:
        """The cases with their expected indications."""
        return tuple(self._scenarios.get(procedure_id, ()))
