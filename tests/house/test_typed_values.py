"""Values that cross rooms are typed: `dict[str, Any]` stands at borders only."""

from __future__ import annotations

from pathlib import Path

import palermo

SOURCE = Path(palermo.__file__).parent
WRITTEN = "dict[str, Any]"

_CONTEXT = "the context of a Django template"
_FORM = "what Django's forms hand over"

#: Where such a dict may stand, and why.
BORDERS = {
    "api/description.py": "the OpenAPI document",
    "api/error_responses.py": "the OpenAPI document",
    "api/reading/requests.py": "new values of an item as sent, checked by correct_item",
    "exchange/submission_mapping.py": "a pending import, as JSON of the database",
    "ledger/narratives/items.py": "items of a reading, as JSON of the database",
    "ledger/recommendations/moves.py": "what a change moved, as JSON of the database",
    "records/imports/values.py": "a pending import, as JSON of the database",
    "sheets/paper_form.py": "what the Typst template reads",
    "sheets/typst_pdf.py": "what a Typst template reads",
    "tables/practice_files.py": "answers of a file before they are checked",
    "web/context.py": _CONTEXT,
    "web/interviews/import_forms.py": _FORM,
    "web/reading/forms.py": _FORM,
    "web/reading/review.py": _CONTEXT,
    "web/recommendations/duties.py": _FORM,
    "web/script_catalog.py": "the catalogue that Django's view hands to a script",
    "web/templatetags/palermo_web.py": _CONTEXT,
}


def test_untyped_values_stand_at_borders_only() -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if WRITTEN in path.read_text(encoding="utf-8")
    }
    assert found - set(BORDERS) == set(), "use a frozen dataclass, or name the border here"
    assert set(BORDERS) - found == set(), "these files are typed now: take them off the list"
