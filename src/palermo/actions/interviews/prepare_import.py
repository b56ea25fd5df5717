"""Hold the coded answers of a file until the officer has said which column is which question."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.exchange.headings import HeadingVocabulary
from palermo.exchange.submission_mapping import ColumnMapping, keep_coded_columns
from palermo.exchange.submissions import read_submissions
from palermo.kernel.messages import Message
from palermo.procedures.shapes import Procedure
from palermo.records.imports import store
from palermo.records.imports.values import PendingRow


def prepare_import(
    visit: Visit,
    *,
    content: bytes,
    file_name: str,
    procedure: Procedure,
    values: Mapping[str, Mapping[str, str]],
) -> tuple[Message, ...]:
    """Keep the columns that hold coded answers, for a day at most; free text is not kept at all.

    `values`: what the form writes for a code. Returns warnings. Raises UnreadableInput.
    """
    with step(visit, "prepare_import") as act:
        said = ColumnMapping(values={h: dict(codes) for h, codes in values.items()})
        known = HeadingVocabulary(procedure, visit.pack)
        raw = read_submissions(content, file_name, known.knows)
        table = keep_coded_columns(raw, procedure, visit.pack, said)
        pending = PendingRow(procedure.id, procedure.version, table.to_json(), visit.now)
        act.detail = {
            "procedure": procedure.id,
            "rows": len(table.numbers),
            "columns": len(table.columns),
            "columns_left_out": len(table.left_out),
        }
        with act.writing():
            store.delete_old_imports(visit.now)
            store.store_import(visit.actor.username, pending)
        return table.warnings
