"""Users, tokens and the activity log as tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from palermo.accounts.people import AuditRow, TokenRow, UserRow
from palermo.kernel.messages import N_
from palermo.tables.table import Absent, Cell, Column, Kind, Table


def users_table(users: Iterable[UserRow]) -> Table:
    """All accounts, without passwords."""
    columns = (
        Column("id", N_("Number"), Kind.NUMBER),
        Column("username", N_("User name")),
        Column("full_name", N_("Full name")),
        Column("role", N_("Role")),
        Column("agency", N_("Agency")),
        Column("active", N_("May sign in"), Kind.YES_NO),
        Column("last_login", N_("Last signed in"), Kind.MOMENT),
    )
    rows = tuple(
        (u.id, u.username, u.full_name, u.role, u.agency, u.active, _moment(u.last_login))
        for u in users
    )
    return Table("users", N_("Users"), columns, rows)


def tokens_table(tokens: Iterable[TokenRow]) -> Table:
    """Access tokens by their first characters; a secret is never kept."""
    columns = (
        Column("id", N_("Number"), Kind.NUMBER),
        Column("name", N_("Name")),
        Column("hint", N_("Begins with")),
        Column("created_at", N_("Made at"), Kind.MOMENT),
        Column("last_used_at", N_("Last used"), Kind.MOMENT),
        Column("expires_at", N_("Ends at"), Kind.MOMENT),
        Column("revoked_at", N_("Revoked at"), Kind.MOMENT),
    )
    rows = tuple(
        (
            t.id,
            t.name,
            t.hint,
            t.created_at,
            _moment(t.last_used_at),
            _moment(t.expires_at),
            _moment(t.revoked_at),
        )
        for t in tokens
    )
    return Table("tokens", N_("Access tokens"), columns, rows)


def activity_table(events: Iterable[AuditRow]) -> Table:
    """What was done or refused. The log holds ids and field names, never what was written."""
    columns = (
        Column("id", N_("Number"), Kind.NUMBER),
        Column("at", N_("When"), Kind.MOMENT),
        Column("username", N_("User name")),
        Column("role", N_("Role")),
        Column("via", N_("Door")),
        Column("act", N_("Act")),
        Column("outcome", N_("Outcome")),
        Column("target", N_("What it was done to")),
        Column("detail", N_("Detail")),
    )
    rows = tuple(
        (e.id, e.at, e.username, e.role, e.via, e.act, e.outcome, e.target, _detail(e.detail))
        for e in events
    )
    return Table("activity", N_("Activity"), columns, rows)


def _moment(at: datetime | None) -> Cell:
    return at if at is not None else Absent.NOT_APPLICABLE


def _detail(detail: dict[str, object]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else ""
