"""Catalogues of the country pack as tables, in the reader's language."""

from __future__ import annotations

from datetime import date

from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.packs.services import Service, list_services_for
from palermo.procedures.shapes import Procedure
from palermo.saying.lawful_texts import lawful_text
from palermo.saying.record_texts import TABLE_TITLES
from palermo.saying.status_texts import status_text
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, TableColumn


def measures_table(pack: Pack, language: str) -> Table:
    """The catalogue of measures: formula in words, unit, splits, which direction is good."""
    columns = (
        TableColumn("measure", N_("Measure")),
        TableColumn("title", N_("Title")),
        TableColumn("formula", N_("Formula")),
        TableColumn("unit", N_("Unit")),
        TableColumn("split", N_("Broken down by")),
        TableColumn("good", N_("Better when")),
        TableColumn("criteria", N_("Checklist items")),
    )
    rows = tuple(
        (
            m.id,
            m.title.in_language(language),
            m.formula.in_language(language),
            m.unit,
            "; ".join(m.split),
            m.good,
            "; ".join(m.criteria),
        )
        for m in pack.measures
    )
    return Table("measures", TABLE_TITLES["measures"], columns, rows, N_("From the pack."))


def agencies_table(pack: Pack, language: str) -> Table:
    """The agencies of the pack with the sources of their facts."""
    columns = (
        TableColumn("code", N_("Code")),
        TableColumn("name", N_("Name")),
        TableColumn("role", N_("Role")),
        TableColumn("source", N_("Source")),
        TableColumn("certainty", N_("Certainty")),
    )
    rows = tuple(
        (
            a.code,
            a.name.in_language(language),
            a.role.in_language(language),
            a.source.title,
            a.source.certainty,
        )
        for a in pack.agencies
    )
    return Table("agencies", TABLE_TITLES["agencies"], columns, rows, N_("From the pack."))


def services_table(pack: Pack, language: str) -> Table:
    """The services of the country. What is not known is absent, never empty."""
    columns = (
        TableColumn("service", N_("Service")),
        TableColumn("kind", N_("Kind")),
        TableColumn("name", N_("Name")),
        TableColumn("number", N_("Telephone")),
        TableColumn("hours", N_("Hours")),
        TableColumn("languages", N_("Languages")),
        TableColumn("place", N_("Place")),
        TableColumn("serves", N_("Serves")),
        TableColumn("serves_not", N_("Does not serve")),
        TableColumn("run_by_police", N_("Run by the police"), ColumnKind.YES_NO),
        TableColumn("body", N_("Run by")),
        TableColumn("source", N_("Source")),
        TableColumn("certainty", N_("Certainty")),
    )
    rows = tuple(
        (
            s.id,
            pack.speech.service_kinds[s.kind].in_language(language),
            s.name.in_language(language),
            s.number or AbsentValue.NO_DATA,
            s.hours.in_language(language) if s.hours else AbsentValue.NO_DATA,
            "; ".join(s.languages) if s.languages else AbsentValue.NO_DATA,
            s.place.in_language(language) if s.place else AbsentValue.NO_DATA,
            _served(s, True, pack, language),
            _served(s, False, pack, language),
            AbsentValue.NO_DATA if s.run_by_police is None else s.run_by_police,
            s.body,
            s.source.title,
            s.source.certainty,
        )
        for s in list_services_for(pack.services, "everybody")
    )
    return Table("services", TABLE_TITLES["services"], columns, rows, N_("From the pack."))


def _served(service: Service, answer: bool, pack: Pack, language: str) -> str | AbsentValue:
    groups = pack.speech.served_groups
    named = [
        groups[g].in_language(language) for g, said in service.serves.items() if said is answer
    ]
    return "; ".join(named) or AbsentValue.NO_DATA


def roles_table(pack: Pack, language: str) -> Table:
    """Who fills each role of the procedures, and who says so."""
    columns = (
        TableColumn("role", N_("Role")),
        TableColumn("name", N_("Name")),
        TableColumn("agency", N_("Agency")),
        TableColumn("body", N_("Filled by")),
        TableColumn("source", N_("Source")),
        TableColumn("certainty", N_("Certainty")),
    )
    rows = tuple(
        (role, name.in_language(language), *_filled(role, pack, language))
        for role, name in pack.speech.roles.items()
    )
    return Table("roles", TABLE_TITLES["roles"], columns, rows, N_("From the pack."))


def _filled(role: str, pack: Pack, language: str) -> tuple[Cell, ...]:
    """Agency, body, source and certainty of who fills a role."""
    filling = pack.roles.get(role)
    if filling is None:
        body = pack.speech.role_bodies.get(role)
        absent = AbsentValue.NOT_APPLICABLE
        return absent, body.in_language(language) if body else absent, absent, absent
    name = pack.agency(filling.agency).name.in_language(language)
    return filling.agency, name, filling.source.title, filling.source.certainty


def procedures_table(pack: Pack, on: date, language: str) -> Table:
    """The procedures that apply on a day, each with its status and the act behind it."""
    columns = (
        TableColumn("procedure", N_("Procedure")),
        TableColumn("version", N_("Version"), ColumnKind.NUMBER),
        TableColumn("title", N_("Title")),
        TableColumn("status", N_("Status")),
        TableColumn("act", N_("Act")),
        TableColumn("act_date", N_("Date of the act"), ColumnKind.DATE),
        TableColumn("lawful", N_("Lawful")),
    )
    valid = (pack.procedures.in_force(name, on) for name in pack.procedures.ids)
    rows = tuple(_procedure_row(p, pack, on, language) for p in valid if p)
    return Table("procedures", TABLE_TITLES["procedures"], columns, rows, N_("From the pack."))


def _procedure_row(p: Procedure, pack: Pack, on: date, language: str) -> tuple[Cell, ...]:
    status, lawful = status_text(p, pack, language), lawful_text(p, pack, language, on)
    absent = AbsentValue.NOT_APPLICABLE
    return (
        p.id,
        p.version,
        p.title.in_language(language),
        status.words,
        status.act.number if status.act else absent,
        p.act.dated if p.act and status.act else absent,
        lawful.words if lawful else absent,
    )
