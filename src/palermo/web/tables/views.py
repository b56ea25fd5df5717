"""Files that leave: tables, labelled passages, evidence. Each download is an act in the log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from palermo.actions.tables.export_table import export_table
from palermo.actions.visit import Visit
from palermo.ledger.narratives.queries import accepted_countries, accepted_editions, accepted_page
from palermo.ledger.recommendations.queries import evidence_file
from palermo.ledger.recommendations.values import BoardFilter
from palermo.tables.catalogue import TableRequest, make_table
from palermo.tables.comparison import compare_editions, comparison_table
from palermo.tables.passages import write_passages
from palermo.tables.table import find_format
from palermo.web.form_errors import check_form
from palermo.web.guard import page
from palermo.web.recommendations.forms import BoardForm
from palermo.web.whole_numbers import parse_whole_number


@page("export_table")
def table(request: HttpRequest, visit: Visit, name: str, form: str) -> HttpResponse:
    """A table as CSV, XLSX or JSON, narrowed by `?country=` and `?edition=`.

    The table of demands is narrowed by all that narrows the board.
    """
    asked = TableRequest(
        pack=visit.pack,
        today=visit.today,
        country=request.GET.get("country", ""),
        edition=parse_whole_number(request.GET.get("edition", "")),
        language=visit.language,
        translate=_,
        board=_board(request, visit) if name == "recommendations" else BoardFilter(),
    )
    kind = find_format(form)
    made = export_table(visit, table=make_table(name, asked), form=kind.name)
    return file_answer(kind.write(made, visit.now, _), kind.media_type, f"palermo-{name}.{form}")


def _board(request: HttpRequest, visit: Visit) -> BoardFilter:
    editions = accepted_editions(request.GET.get("country", ""))
    form = BoardForm(visit, request.GET, countries=accepted_countries(), editions=editions)
    check_form(form)
    return form.wanted()


@page("export_table")
def comparison(
    request: HttpRequest, visit: Visit, iso3: str, earlier: int, later: int, form: str
) -> HttpResponse:
    """Two editions side by side as a table."""
    kind = find_format(form)
    table = comparison_table(compare_editions(iso3, earlier, later, visit.pack))
    made = export_table(visit, table=table, form=kind.name)
    name = f"palermo-{iso3}-{earlier}-{later}.{form}"
    return file_answer(kind.write(made, visit.now, _), kind.media_type, name)


@page("view_review")
def passages(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Accepted readings, with what people corrected, as labelled passages."""
    pages = (
        found
        for country in accepted_countries()
        for edition in accepted_editions(country)
        if (found := accepted_page(country, edition))
    )
    content = "".join(write_passages(pages)).encode()
    return file_answer(content, "application/jsonl", "palermo-passages.jsonl")


@page("view_ledger")
def evidence(request: HttpRequest, visit: Visit, evidence_id: int) -> HttpResponse:
    """The file of a piece of evidence, never shown in the browser: anybody may have sent it."""
    row, content = evidence_file(evidence_id)
    return file_answer(content, "application/octet-stream", row.file_name or f"evidence-{row.id}")


def file_answer(content: bytes, media: str, name: str) -> HttpResponse:
    """A file to be kept, never shown in the browser."""
    answer = HttpResponse(content, content_type=media)
    header = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = header or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
