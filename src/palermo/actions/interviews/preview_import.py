"""Check the rows of a file against the interviews that are kept, before importing them."""

from __future__ import annotations

from palermo.actions.interviews._import_preview import ImportPreview, MappedFile, compare_with_kept
from palermo.actions.step import reading
from palermo.actions.visit import Visit


def preview_import(visit: Visit, *, opened: MappedFile) -> ImportPreview:
    """What an import would do. Raises BadValue for half a mapping.

    It leaves a line, because the answer says which interviews of the file are kept already, also
    those of another officer.
    """
    with reading(visit, "preview_import") as act:
        found = compare_with_kept(visit, opened)
        act.detail = {
            "procedure": opened.procedure.id,
            "version": opened.procedure.version,
            "rows": found.rows,
            "new": len(found.new),
            "here_already": found.here,
            "left_out": found.rows_left_out,
        }
        return found
