"""A practice case: shown, answered, compared with what the procedure indicates. Nothing is kept."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from palermo.actions.visit import Visit
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.procedures.practice import MOST_CASES, CaseMaker
from palermo.procedures.scoring import OfficerAnswer, expected_answer, score_case
from palermo.saying.practice_texts import case_text, explained_score
from palermo.saying.vignette_texts import list_vignettes
from palermo.web.guard import page
from palermo.web.yes_no_unknown import PracticeForm

#: Seeds that the page draws; small enough to be read out to a class.
_SEEDS = 100_000


@page("view_ledger")
def practice(request: HttpRequest, visit: Visit, procedure_id: str) -> HttpResponse:
    """The case that the address names by seed and number; a new seed where it names none."""
    pack = visit.pack
    procedure = pack.procedure(procedure_id, visit.today)
    practice = CaseMaker(procedure)
    if "seed" not in request.GET:
        return redirect(_address(procedure_id, secrets.randbelow(_SEEDS), 1))
    seed, number = _number(request, "seed", 0), _number(request, "case", 1)
    if not 1 <= number <= MOST_CASES:
        raise _wrong("case")
    case = practice.case(number, seed)
    form = PracticeForm(visit, procedure, request.POST if request.method == "POST" else None)
    score = None
    if request.method == "POST" and form.is_valid():
        given = OfficerAnswer(
            case=number, outcome=form.cleaned_data["outcome"], signs=form.answers()
        )
        found = score_case(expected_answer(procedure, case), given)
        score = explained_score(found, case, procedure, pack, visit.language)
    shown = {
        "section": "procedures",
        "procedure_id": procedure.id,
        "title": procedure.title.in_language(visit.language),
        "case": case_text(case, visit.language),
        "form": form,
        "next": _address(procedure_id, seed, number % MOST_CASES + 1),
        "again": _address(procedure_id, seed, number),
        "score": score,
        "vignettes": list_vignettes(pack, visit.language, procedure.id),
    }
    return render(
        request, "web/procedures/practice.html", shown, status=422 if form.errors else 200
    )


def _address(procedure_id: str, seed: int, number: int) -> str:
    return f"{reverse('practice', args=[procedure_id])}?{urlencode({'seed': seed, 'case': number})}"


def _number(request: HttpRequest, name: str, default: int) -> int:
    given = request.GET.get(name, str(default))
    if not (given.isascii() and given.isdecimal() and len(given) <= 9):
        raise _wrong(name)
    return int(given)


def _wrong(name: str) -> BadValue:
    return BadValue(
        N_("There is no practice case at this address."),
        where=name,
        remedy=N_("Open the procedure and choose Practise."),
    )
