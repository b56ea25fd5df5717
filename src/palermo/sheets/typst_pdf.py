"""Renders a Typst template and data as an accessible PDF (PDF/UA-1).

The data is passed as JSON and is never read as markup. The same data gives the same bytes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

_TEMPLATES = Path(__file__).parent / "paper"
#: A fixed time: otherwise two offices would print different files.
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def to_pdf(template: str, data: dict[str, Any]) -> bytes:
    """`paper/<template>.typ` filled with `data` (JSON values)."""
    made = typst.compile(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        timestamp=int(_NO_TIME.timestamp()),
    )
    return bytes(made)
