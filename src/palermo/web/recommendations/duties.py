"""What is done for a duty: assigning, actions, milestones, evidence, closing, values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.enter_value import enter_value
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.update_action import update_action
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.actions.visit import Visit
from palermo.cases.plan import ActionState, ClosureOutcome, ValueState
from palermo.kernel.errors import BadValue, NotFound
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.values import DutyRow
from palermo.web.form_errors import check_form
from palermo.web.guard import GuardedView, page
from palermo.web.recommendations import forms
from palermo.web.whole_numbers import parse_whole_number

Values = dict[str, Any]
Do = Callable[[Visit, DutyRow, Values, HttpRequest], object]
MakeForm = Callable[[Visit, DutyRow, HttpRequest], Form]


def _duty(visit: Visit, ref: str, letter: str) -> DutyRow:
    duties = demand_page(ref, visit.today).duties
    found = next((d for d in duties if d.letter == letter), None)
    if found is None:
        raise NotFound(
            N_("There is no duty {duty}."),
            remedy=N_("Open the page of the recommendation again."),
            duty=ref + letter,
        )
    return found


def _door(right: str, form_of: MakeForm, do: Do) -> GuardedView:
    """A page that takes one form about a duty and leads back to the recommendation."""

    @page(right)
    def door(request: HttpRequest, visit: Visit, ref: str, letter: str) -> HttpResponse:
        duty = _duty(visit, ref, letter)
        if request.method == "POST":
            form = form_of(visit, duty, request)
            check_form(form)
            do(visit, duty, form.cleaned_data, request)
            messages.success(request, _("Saved."))
        address = str(redirect("recommendation", ref)["Location"])
        return redirect(f"{address}#duty-{letter}")

    return door


def _number(request: HttpRequest, name: str) -> int:
    number = parse_whole_number(request.POST.get(name, ""))
    if number is None:
        raise BadValue(N_("The form is incomplete."), where=name, remedy=N_("Open the page again."))
    return number


def _past_is_meant(request: HttpRequest) -> bool:
    """Whether the question that the refused form asked about a past date was ticked."""
    return "past_is_meant" in request.POST


def _assign(visit: Visit, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    version = _number(request, "version")
    past = _past_is_meant(request)
    assign_duty(visit, duty_ref=duty.ref, version=version, past_is_meant=past, **values)


def _plan(visit: Visit, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    plan_action(visit, duty_ref=duty.ref, past_is_meant=_past_is_meant(request), **values)


def _update(visit: Visit, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    update_action(
        visit,
        duty_ref=duty.ref,
        action_id=_number(request, "action"),
        version=_number(request, "version"),
        state=ActionState(values["state"]),
    )


def _state_form(visit: Visit, duty: DutyRow, request: HttpRequest) -> Form:
    asked = request.POST.get("action", "")
    found = next((a for a in duty.actions if str(a.id) == asked), None)
    state = found.state if found else ActionState.PLANNED
    return forms.ActionStateForm(state, request.POST, prefix=f"state-{asked}")


def _set_milestone(visit: Visit, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    past = _past_is_meant(request)
    set_milestone(visit, duty_ref=duty.ref, past_is_meant=past, **values)


def _reach(visit: Visit, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    day = None if request.POST.get("undo") else visit.today
    milestone = _number(request, "milestone")
    set_milestone(visit, duty_ref=duty.ref, milestone_id=milestone, reached_on=day)


def _attach(visit: Visit, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    file = values["file"]
    attach_evidence(
        visit,
        duty_ref=duty.ref,
        title=values["title"],
        url=values["url"],
        file_name=file.name if file else "",
        content=file.read() if file else b"",
    )


def _verify(visit: Visit, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    verify_evidence(visit, duty_ref=duty.ref, evidence_id=_number(request, "evidence"))


def _answer_closure(visit: Visit, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    outcome = ClosureOutcome(values["outcome"])
    confirm_closure(visit, duty_ref=duty.ref, outcome=outcome, answer=values["answer"])


def _nothing(visit: Visit, duty: DutyRow, request: HttpRequest) -> Form:
    return Form(request.POST)


assign = _door("assign_duty", lambda v, d, r: forms.AssignForm(v, d, r.POST), _assign)
plan = _door(
    "plan_action", lambda v, d, r: forms.ActionForm(v, r.POST, prefix=f"action-{d.letter}"), _plan
)
update = _door("update_action", _state_form, _update)
milestone = _door(
    "set_milestone",
    lambda _v, d, r: forms.MilestoneForm(r.POST, prefix=f"milestone-{d.letter}"),
    _set_milestone,
)
reach = _door("set_milestone", _nothing, _reach)
attach = _door(
    "attach_evidence",
    lambda _v, d, r: forms.EvidenceForm(r.POST, r.FILES, prefix=f"evidence-{d.letter}"),
    _attach,
)
verify = _door("verify_evidence", _nothing, _verify)
propose = _door(
    "propose_closure",
    lambda _v, d, r: forms.ClosureForm(r.POST, prefix=f"closure-{d.letter}"),
    lambda visit, d, v, _r: propose_closure(visit, duty_ref=d.ref, **v),
)
answer = _door(
    "confirm_closure",
    lambda _v, d, r: forms.AnswerForm(r.POST, prefix=f"answer-{d.letter}"),
    _answer_closure,
)


@page("enter_value")
def value(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Enter a value of a measure by hand."""
    form = forms.ValueForm(visit, request.POST)
    if request.method == "POST":
        check_form(form)
        typed = form.cleaned_data
        if typed["end"] < typed["start"]:
            raise BadValue(N_("The period ends before it starts."), where="end")
        enter_value(
            visit,
            country=ref.split("-")[0] or visit.pack.iso3,
            measure=typed["measure"],
            period=Period(typed["start"], typed["end"]),
            state=ValueState(typed["state"]),
            value=typed["value"],
            source=typed["source"],
        )
        messages.success(request, _("The value was saved and marked as entered by hand."))
    return redirect("recommendation", ref)
