"""Tables to be taken away, search, and the codes that other operations use."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from django.utils.translation import gettext
from ninja import Router

from palermo.accounts.queries import rights_of_actor
from palermo.actions.tables.export_table import export_table
from palermo.api.guard import ApiRequest, needs
from palermo.api.sent import Year
from palermo.ledger.search.values import SearchHit
from palermo.saying.search_results import search_everything
from palermo.tables.catalogue import TABLES, TableRequest, make_table
from palermo.tables.table import find_format

router = Router(tags=["tables"])


@router.get("/tables", response=list[str])
@needs("export_table")
def names(request: ApiRequest) -> list[str]:
    """Names of all tables."""
    return list(TABLES)


@router.get("/tables/{name}", response={200: None})
@needs("export_table")
def table(
    request: ApiRequest,
    name: str,
    country: str = "",
    edition: Year | None = None,
    format: Literal["csv", "xlsx", "json"] = "json",  # noqa: A002 - the published name
) -> HttpResponse:
    """A table as a file. CSV and JSON have stable keys; XLSX is in the caller's language."""
    asked = TableRequest(
        country=country.upper(),
        edition=edition,
        language=request.visit.language,
        pack=request.visit.pack,
        today=request.visit.today,
        translate=gettext,
    )
    taken = export_table(request.visit, table=make_table(name, asked), form=format)
    form = find_format(format)
    content = form.write(taken, request.visit.now, gettext)
    answer = HttpResponse(content, content_type=form.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}.{form.name}"'
    return answer


@router.get("/search", response=list[SearchHit])
@needs("view_public")
def find(request: ApiRequest, text: str, limit: int = 50) -> list[SearchHit]:
    """Everything that meets the search, best first. Visitors search the published side.

    All words are needed, in any form; "quoted words" are a phrase; `word*` finds words that begin
    so. `matches` and `title_matches` are places in `excerpt` and `title`: from which code point to
    which (excluded).
    """
    actor = request.visit.actor
    found = search_everything(
        text,
        pack=request.visit.pack,
        today=request.visit.today,
        language=request.visit.language,
        public_only="view_ledger" not in rights_of_actor(actor),
        limit=max(1, min(limit, 200)),
    )
    return list(found.best)
