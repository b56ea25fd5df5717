"""Procedures by who stands before the officer, the glossary, and the pages of help."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from palermo.accounts.queries import rights_of_actor
from palermo.accounts.rights import Right
from palermo.actions.visit import Visit
from palermo.packs.guide import Stage
from palermo.procedures.shapes import Procedure
from palermo.saying.lawful_texts import LawfulText, lawful_text
from palermo.saying.service_texts import service_list
from palermo.saying.status_texts import status_text
from palermo.web.guard import page


@dataclass(frozen=True, slots=True)
class ProcedureOnPage:
    """A procedure to choose. `may_begin`: this person may hold an interview by it."""

    id: str
    title: str
    lawful: LawfulText | None
    may_begin: bool
    status: str


@dataclass(frozen=True, slots=True)
class SituationOnPage:
    """Who stands before the officer, and the procedures that fit, the best one first."""

    title: str
    procedures: tuple[ProcedureOnPage, ...]


@dataclass(frozen=True, slots=True)
class StageOnPage:
    """The situations of one stage under their heading."""

    id: str
    heading: str
    situations: tuple[SituationOnPage, ...]


def list_stages(visit: Visit) -> list[StageOnPage]:
    """All procedures that apply today; those that no situation names come last."""
    pack, language = visit.pack, visit.language
    in_force = (pack.procedures.in_force(name, visit.today) for name in pack.procedures.ids)
    applying = [procedure for procedure in in_force if procedure]
    can_start = Right.START_INTERVIEW in rights_of_actor(visit.actor)
    on_page = {each.id: _procedure(visit, each, can_start=can_start) for each in applying}
    stages = [
        StageOnPage(
            stage.value,
            pack.guide.stages[stage].in_language(language),
            tuple(
                SituationOnPage(one.title.in_language(language), found)
                for one in pack.guide.of_stage(stage)
                if (found := tuple(on_page[name] for name in one.procedures if name in on_page))
            ),
        )
        for stage in Stage
    ]
    named = {name for one in pack.guide.situations for name in one.procedures}
    others = tuple(
        SituationOnPage(each.purpose.in_language(language), (on_page[each.id],))
        for each in applying
        if each.id not in named
    )
    return [*stages, *([StageOnPage("others", _("Other procedures"), others)] if others else [])]


def _procedure(visit: Visit, found: Procedure, *, can_start: bool) -> ProcedureOnPage:
    return ProcedureOnPage(
        found.id,
        found.title.in_language(visit.language),
        lawful_text(found, visit.pack, visit.language, visit.today),
        can_start and found.may_be_used_by(visit.actor.agency),
        status_text(found, visit.pack, visit.language).meaning,
    )


@page("view_public")
def glossary(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the words of the program mean."""
    language = visit.language
    terms = [
        (one.id, one.term.in_language(language), one.meaning.in_language(language))
        for one in visit.pack.guide.terms
    ]
    terms.sort(key=lambda each: each[1].casefold())
    return render(request, "web/help/glossary.html", {"section": "help", "terms": terms})


@page("view_public")
def help_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How each kind of work is done, by what the reader's role may do, and the services."""
    shown: dict[str, object] = {"section": "help"}
    if Right.VIEW_LEDGER in rights_of_actor(visit.actor):
        shown["services"] = service_list(visit.pack, visit.language)
    return render(request, "web/help/help.html", shown)
