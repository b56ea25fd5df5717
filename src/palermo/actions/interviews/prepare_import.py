"""Hold the coded answers of a file until the officer has said which column is which question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from palermo.accounts.people import Actor
from palermo.actions.step import step
from palermo.exchange.submission_mapping import ColumnMapping, keep_coded_columns
from palermo.exchange.submissions import read_submissions
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.values import PendingRow


def prepare_import(
    actor: Actor,
    *,
    content: bytes,
    file_name: str,
    procedure: Procedure,
    values: Mapping[str, Mapping[str, str]],
    now: datetime,
    pack: Pack,
) -> None:
    """Keep the columns that hold coded answers, for a day at most; free text is not kept at all.

    `values`: what the form writes for a code. Raises UnreadableInput.
    """
    with step(actor, "prepare_import") as taken:
        store.delete_old_imports(now)
        said = ColumnMapping(values={h: dict(codes) for h, codes in values.items()})
        raw = read_submissions(content, file_name)
        table = keep_coded_columns(raw, procedure, pack, said)
        pending = PendingRow(procedure.id, procedure.version, table.to_json(), now)
        store.store_import(actor.username, pending)
        taken.detail = {
            "procedure": procedure.id,
            "rows": len(table.numbers),
            "columns": len(table.columns),
            "columns_left_out": len(table.left_out),
        }
