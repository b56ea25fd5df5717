"""What a procedure is taken away as: forms on paper and for other tools, act, picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from palermo.exchange.xlsform import to_xlsform
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.sheets.act import act_docx, act_pdf
from palermo.sheets.flow_picture import draw_flow_svg
from palermo.sheets.paper_form import paper_form

_PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class ProcedureFile:
    """How a procedure is written in one language. An XLSForm begins in it and holds all others."""

    media_type: str
    write: Callable[[Procedure, Pack, str], bytes]


FILES: Mapping[str, ProcedureFile] = {
    "form.pdf": ProcedureFile(_PDF, paper_form),
    "form.xlsx": ProcedureFile(f"{_OFFICE}.spreadsheetml.sheet", to_xlsform),
    "act.pdf": ProcedureFile(_PDF, act_pdf),
    "act.docx": ProcedureFile(f"{_OFFICE}.wordprocessingml.document", act_docx),
    "flow.svg": ProcedureFile("image/svg+xml", draw_flow_svg),
}


def find_procedure_file(name: str) -> ProcedureFile:
    """The file with this name. Raises NotFound that names all."""
    if name not in FILES:
        raise NotFound(
            N_("A procedure cannot be downloaded in this format."),
            remedy=N_("Choose one of: {files}."),
            files=", ".join(FILES),
        )
    return FILES[name]
