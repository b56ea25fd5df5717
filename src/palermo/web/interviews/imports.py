"""Import of interviews: choose a file, say which column is what, look at the errors, take it in."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from palermo.actions.interviews._import_preview import ImportPreview, MappedFile
from palermo.actions.interviews._interviews import get_procedure_version
from palermo.actions.interviews.drop_import import drop_import
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.actions.interviews.prepare_import import prepare_import
from palermo.actions.interviews.preview_import import preview_import
from palermo.actions.interviews.read_import import read_import
from palermo.actions.tables.export_table import export_table
from palermo.actions.visit import Visit
from palermo.exchange.submission_mapping import CodedTable
from palermo.exchange.submission_rows import problems_table
from palermo.kernel.errors import PalermoError
from palermo.tables.table import find_format
from palermo.web.guard import page
from palermo.web.interviews.import_forms import FileForm, MappingForm
from palermo.web.tables.views import file_answer

#: The list goes on in the file; a page of thousands of rows helps nobody.
_SHOWN = 100


@page("prepare_import")
@never_cache
def choose_file(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The file and the procedure that it answers; its coded columns wait for their mapping."""
    form = FileForm(visit, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, _colon, version = form.cleaned_data["procedure"].partition(":")
        file = form.cleaned_data["file"]
        pack = visit.pack
        try:
            warnings = prepare_import(
                visit,
                content=file.read(),
                file_name=file.name or "",
                procedure=get_procedure_version(name, int(version), pack),
                values=form.cleaned_data["values"],
            )
        except PalermoError as error:
            form.add_error("file", error.say(_))
        else:
            for warning in warnings:
                messages.warning(request, warning.say(_))
            return redirect("import-mapping")
    shown = {"section": "interviews", "form": form}
    status = 422 if form.errors else 200
    return render(request, "web/interviews/import_interviews.html", shown, status=status)


@page("import_interviews")
@never_cache
def mapping(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Which column is what; then what would come in and what is wrong; then the import itself."""
    pack = visit.pack
    pending = read_import(visit)
    procedure = get_procedure_version(pending.procedure, pending.procedure_version, pack)
    table = CodedTable.from_json(pending.table)
    form = MappingForm(visit, table, procedure, request.POST or None)
    shown = {"section": "interviews", "form": form, "table": table, "most": _SHOWN}
    shown["title"] = procedure.title.in_language(visit.language)
    if request.method == "POST" and form.is_valid():
        chosen = form.mapping()
        seen = hashlib.sha256(chosen.model_dump_json().encode()).hexdigest()
        opened = MappedFile(procedure, table, chosen)
        # What is imported is what was looked at: a changed mapping is only checked again.
        if "import" in request.POST and request.POST.get("seen") == seen:
            try:
                return _import(request, visit, opened)
            except PalermoError as error:
                form.add_error(None, error.say(_))
        found = preview_import(visit, opened=opened)
        if "errors" in request.POST:
            return _errors(visit, found)
        shown |= {"found": found, "seen": seen}
    status = 422 if form.errors else 200
    return render(request, "web/interviews/import_mapping.html", shown, status=status)


def _errors(visit: Visit, found: ImportPreview) -> HttpResponse:
    kind = find_format("csv")
    made = export_table(visit, table=problems_table(found.problems, _), form=kind.name)
    return file_answer(kind.write(made, visit.now, _), kind.media_type, f"{made.name}.csv")


def _import(request: HttpRequest, visit: Visit, opened: MappedFile) -> HttpResponse:
    done = import_interviews(visit, opened=opened)
    n = len(done.new)
    said = ngettext("{n} interview was imported.", "{n} interviews were imported.", n)
    messages.success(request, said.format(n=n))
    if done.here:
        said = _("Already in Palermo and not changed: {n}.")
        messages.info(request, said.format(n=done.here))
    if done.children:
        messages.warning(
            request, _("Continued with the child procedure: {n}.").format(n=done.children)
        )
    if done.rows_left_out:
        said = _("Rows that were not imported: {n}. Correct them in the file and import it again.")
        messages.warning(request, said.format(n=done.rows_left_out))
    return redirect("interviews")


@page("drop_import")
@never_cache
def drop(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Remove what waits."""
    if request.method == "POST":
        drop_import(visit)
        messages.success(request, _("The pending answers were removed."))
    return redirect("interviews")
