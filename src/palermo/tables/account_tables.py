"""Users, tokens and the activity log as tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from palermo.accounts.people import SignInRow, TokenRow, UserRow
from palermo.journal.values import JournalRow
from palermo.kernel.messages import N_
from palermo.saying.act_texts import act_sentence
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, TableColumn


def users_table(users: Iterable[UserRow]) -> Table:
    """All accounts, without passwords."""
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        TableColumn("username", N_("User name")),
        TableColumn("full_name", N_("Full name")),
        TableColumn("role", N_("Role")),
        TableColumn("agency", N_("Agency")),
        TableColumn("active", N_("May sign in"), ColumnKind.YES_NO),
        TableColumn("last_login", N_("Last signed in"), ColumnKind.MOMENT),
    )
    rows = tuple(
        (u.id, u.username, u.full_name, u.role, u.agency, u.active, _moment(u.last_login))
        for u in users
    )
    return Table("users", N_("Users"), columns, rows)


def sign_ins_table(attempts: Iterable[SignInRow]) -> Table:
    """Attempts to sign in, newest first."""
    columns = (
        TableColumn("at", N_("Time"), ColumnKind.MOMENT),
        TableColumn("succeeded", N_("Signed in"), ColumnKind.YES_NO),
        TableColumn("address", N_("Network address")),
    )
    rows = tuple((_moment(each.at), each.succeeded, each.address) for each in attempts)
    return Table("sign_ins", N_("Sign-ins"), columns, rows)


def tokens_table(tokens: Iterable[TokenRow]) -> Table:
    """Access tokens by their first characters; the secret is not stored."""
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        TableColumn("name", N_("Name")),
        TableColumn("hint", N_("Begins with")),
        TableColumn("created_at", N_("Created at"), ColumnKind.MOMENT),
        TableColumn("last_used_at", N_("Last used"), ColumnKind.MOMENT),
        TableColumn("expires_at", N_("Expires at"), ColumnKind.MOMENT),
        TableColumn("revoked_at", N_("Revoked at"), ColumnKind.MOMENT),
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


def activity_table(lines: Iterable[JournalRow]) -> Table:
    """Acts done or refused. The log contains ids and field names, never typed text."""
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        TableColumn("at", N_("When"), ColumnKind.MOMENT),
        TableColumn("username", N_("User name")),
        TableColumn("role", N_("Role")),
        TableColumn("via", N_("Channel")),
        TableColumn("act", N_("Act")),
        TableColumn("words", N_("Act in words")),
        TableColumn("outcome", N_("Outcome")),
        TableColumn("target", N_("Object")),
        TableColumn("detail", N_("Detail")),
    )
    rows = tuple(
        (
            e.id,
            e.at,
            e.username,
            e.role,
            e.via,
            e.act,
            act_sentence(e),
            e.outcome,
            e.target,
            _detail(e.detail),
        )
        for e in lines
    )
    return Table("activity", N_("Activity"), columns, rows)


def _moment(at: datetime | None) -> Cell:
    return at if at is not None else AbsentValue.NOT_APPLICABLE


def _detail(detail: dict[str, object]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else ""
