"""Exports as KoboToolbox and ODK Central write them, for the tests of the import."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from palermo.packs.load import load_pack
from palermo.procedures.shapes import Procedure

PACK = load_pack("aze")
REFER = next(p for p in PACK.procedures.versions if p.id == "refer-victim")
CHILD = next(p for p in PACK.procedures.versions if p.id == "child-pathway")
#: A name in free text; nothing of the import may hold or print it.
NAME = "Leyla Məmmədova"
IDS = [f"3f2b8c1e-0d4a-4c55-9e77-{n:012d}" for n in range(1, 100)]


def kobo_csv(
    answers: Iterable[Sequence[str]], questions: Sequence[str], procedure: Procedure = REFER
) -> bytes:
    """Names as headings, semicolons, a mark of UTF-8, everything in quotes, a note of free text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    notes = [f"note_{gate.id}" for gate in procedure.before]
    writer.writerow(
        ["start", "end", "procedure_version", *notes, *(f"screening/{q}" for q in questions),
         "remarks", "__version__", "_id", "_uuid", "_submission_time", "_validation_status",
         "_notes", "_status", "_submitted_by", "_tags", "_index"]
    )  # fmt: skip
    for n, row in enumerate(answers):
        writer.writerow(
            [f"2026-03-0{n % 9 + 1}T10:15:00.000+04:00", f"2026-03-0{n % 9 + 1}T10:40:00.000+04:00",
             str(procedure.version), *("" for _ in notes), *row,
             f"{NAME}; lives at 12", "vQ8h3JxYt2", str(41200 + n), IDS[n],
             f"2026-03-0{n % 9 + 1}T06:41:02", "", "", "submitted_via_web", "field_officer", "",
             str(n + 1)]
        )  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def kobo_xlsx(
    rows: Iterable[Sequence[object]], headings: Sequence[str], other_sheets: Sequence[str] = ()
) -> bytes:
    """A workbook with these headings; sheets of repeated groups follow the first."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Form"
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    for title in other_sheets:
        book.create_sheet(title).append(["_index", "_parent_index"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def odk_csv(
    answers: Iterable[Sequence[str]], questions: Sequence[str], versions: Sequence[str] = ()
) -> bytes:
    """The submissions of `kobo_csv`: groups parted by a hyphen, ids with `uuid:`, their version."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(
        ["SubmissionDate", "start", *(f"screening-{q}" for q in questions), "remarks",
         "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
         "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]
    )  # fmt: skip
    for n, row in enumerate(answers):
        key = f"uuid:{IDS[n]}"
        version = versions[n] if versions else "1"
        writer.writerow(
            ["2026-03-09T08:11:40.123Z", f"2026-03-0{n % 9 + 1}T10:15:00.000+04:00", *row,
             NAME, key, key, "12", NAME, "0", "0", "", "", "collect:x", "0", version]
        )  # fmt: skip
    return out.getvalue().encode()
