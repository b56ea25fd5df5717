"""What a country's own data says of itself: roles, services, groups at risk, calendar, acts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from palermo.packs.pack import Pack
from palermo.packs.problems import ProblemList, note_doubles, note_unknown_ids
from palermo.packs.procedures import EARLIER
from palermo.procedures.shapes import Procedure


def check_own_data(pack: Pack, base: Path, own: Path, problems: ProblemList) -> None:
    """Note every agency, kind, exception, language or file that is named and does not exist."""
    agencies = [a.code for a in pack.agencies]
    manifest = (own / "pack.yaml",)
    for role, filling in pack.roles.items():
        note_unknown_ids([filling.agency], agencies, "agency", role, manifest, problems)
    note_doubles((group.id for group in pack.groups_at_risk), manifest, problems)
    for group in pack.groups_at_risk:
        known = pack.procedures.ids
        note_unknown_ids(group.served_by, known, "procedure", group.id, manifest, problems)
    phrases = (own / "phrases" / "procedures.yaml", base / "phrases" / "procedures.yaml")
    speech = pack.speech
    for name, named in (
        ("personal_roles", speech.personal_roles),
        ("role_bodies", speech.role_bodies),
        ("acting_roles", speech.acting_roles),
        ("called_groups", speech.called_roles),
    ):
        note_unknown_ids(named, speech.roles, "role", name, phrases, problems)
    _check_called(pack, phrases, problems)
    _check_services(pack, agencies, (own / "services.yaml",), problems)
    _check_calendar(pack, (own / "calendar.yaml", base / "calendar.yaml"), problems)
    _check_procedures(pack, (own, base), problems)


def _check_called(pack: Pack, at: tuple[Path, ...], problems: ProblemList) -> None:
    """Every role can be called, or is that of the person who hands over, and only once."""
    speech = pack.speech
    note_doubles((group.id for group in speech.called_groups), at, problems)
    placed = [*speech.acting_roles, *speech.called_roles]
    note_doubles(placed, at, problems)
    for role in speech.roles:
        if role not in placed:
            problems.add_in(at, f"{role}: put it into a group of called_groups", role)


def procedure_paths(procedure: Procedure, folders: Sequence[Path]) -> tuple[Path, ...]:
    """The files in which a version may be written: its own, an earlier one, or what it extends."""
    places = [folder / place for folder in folders for place in ("procedures", EARLIER)]
    named = [path for place in places for path in sorted(place.glob("*.yaml"))]
    own = folders[0] / "procedures" / f"{procedure.id}.yaml"
    return (own, *(path for path in named if path != own))


def _check_services(
    pack: Pack, agencies: list[str], at: tuple[Path, ...], problems: ProblemList
) -> None:
    note_doubles((service.id for service in pack.services), at, problems)
    for service in pack.services:
        note_unknown_ids([service.body], agencies, "agency", service.id, at, problems)


def _check_calendar(pack: Pack, at: tuple[Path, ...], problems: ProblemList) -> None:
    calendar = pack.calendar
    note_doubles((period.id for period in calendar.periods), at, problems)
    note_doubles((exception.id for exception in calendar.exceptions), at, problems)
    exceptions = [exception.id for exception in calendar.exceptions]
    for period in calendar.periods:
        note_unknown_ids(period.kinds, calendar.kinds, "kind of act", period.id, at, problems)
        note_unknown_ids(period.exceptions, exceptions, "exception", period.id, at, problems)
        if period.since and period.until and period.until < period.since:
            problems.add_in(at, f"{period.id}: the last day is before the first", period.id)
    for kind, one, other in calendar.list_overlaps():
        problems.add_in(
            at, f"{one.id} and {other.id} both speak of {kind!r} on the same day", other.id
        )


def _check_procedures(pack: Pack, folders: tuple[Path, ...], problems: ProblemList) -> None:
    """The kinds of acts that procedures and duties name exist, and so does the file of an act."""
    for p in pack.procedures.versions:
        at = procedure_paths(p, folders)
        kinds = (*p.lawful, *(kind for duty in p.duties for kind in duty.lawful))
        owner = f"{p.id} {p.version}"
        note_unknown_ids(kinds, pack.calendar.kinds, "kind of act", owner, at, problems)
        if p.act and p.act.file and not any((f / p.act.file).is_file() for f in folders):
            problems.add_in(
                at, f"{owner}: the file of its act is missing: {p.act.file}", p.act.file
            )
