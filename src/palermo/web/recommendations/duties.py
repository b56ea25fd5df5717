"""What is done for a duty: assigning, actions, milestones, evidence, closing, values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.accounts.people import Actor
from palermo.actions.installation import installed_pack
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.enter_value import enter_value
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.update_action import update_action
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.cases.plan import ActionState, ClosureOutcome, ValueState
from palermo.kernel.errors import BadValue, NotFound, PalermoError
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period
from palermo.ledger.recommendations.queries import recommendation_page
from palermo.ledger.recommendations.values import DutyRow
from palermo.web.form_errors import describe_form_errors
from palermo.web.guard import GuardedView, page
from palermo.web.recommendations import forms
from palermo.web.recommendations.views import refused

Values = dict[str, Any]
Do = Callable[[Actor, DutyRow, Values, HttpRequest], object]


def _duty(ref: str, letter: str) -> DutyRow:
    found = next((d for d in recommendation_page(ref).duties if d.letter == letter), None)
    if found is None:
        raise NotFound(
            N_("There is no duty {duty}."),
            remedy=N_("Open the page of the recommendation again."),
            duty=ref + letter,
        )
    return found


def _door(right: str, form_of: Callable[[DutyRow, HttpRequest], Form], do: Do) -> GuardedView:
    """A page that takes one form about a duty and leads back to the recommendation."""

    @page(right)
    def door(request: HttpRequest, actor: Actor, ref: str, letter: str) -> HttpResponse:
        duty = _duty(ref, letter)
        if request.method == "POST":
            form = form_of(duty, request)
            if not form.is_valid():
                return refused(request, ref, describe_form_errors(form))
            try:
                do(actor, duty, form.cleaned_data, request)
            except PalermoError as error:
                return refused(request, ref, error)
            messages.success(request, _("Saved."))
        address = str(redirect("recommendation", ref)["Location"])
        return redirect(f"{address}#duty-{letter}")

    return door


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdecimal()):
        raise BadValue(N_("The form is incomplete."), where=name, remedy=N_("Open the page again."))
    return int(text)


def _assign(actor: Actor, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    version = _number(request, "version")
    assign_duty(actor, duty_ref=duty.ref, version=version, pack=installed_pack(), **values)


def _plan(actor: Actor, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    plan_action(actor, duty_ref=duty.ref, pack=installed_pack(), **values)


def _update(actor: Actor, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    update_action(
        actor,
        duty_ref=duty.ref,
        action_id=_number(request, "action"),
        version=_number(request, "version"),
        state=ActionState(values["state"]),
    )


def _state_form(duty: DutyRow, request: HttpRequest) -> Form:
    asked = request.POST.get("action", "")
    found = next((a for a in duty.actions if str(a.id) == asked), None)
    state = found.state if found else ActionState.PLANNED
    return forms.ActionStateForm(state, request.POST, prefix=f"state-{asked}")


def _reach(actor: Actor, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    day = None if request.POST.get("undo") else timezone.localdate()
    milestone = _number(request, "milestone")
    set_milestone(actor, duty_ref=duty.ref, milestone_id=milestone, reached_on=day)


def _attach(actor: Actor, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    file = values["file"]
    attach_evidence(
        actor,
        duty_ref=duty.ref,
        title=values["title"],
        url=values["url"],
        file_name=file.name if file else "",
        content=file.read() if file else b"",
    )


def _verify(actor: Actor, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    verify_evidence(actor, duty_ref=duty.ref, evidence_id=_number(request, "evidence"))


def _answer_closure(actor: Actor, duty: DutyRow, values: Values, request: HttpRequest) -> None:
    outcome = ClosureOutcome(values["outcome"])
    confirm_closure(actor, duty_ref=duty.ref, outcome=outcome, answer=values["answer"])


def _nothing(duty: DutyRow, request: HttpRequest) -> Form:
    return Form(request.POST)


assign = _door("assign_duty", lambda d, r: forms.AssignForm(d, r.POST), _assign)
plan = _door(
    "plan_action", lambda d, r: forms.ActionForm(r.POST, prefix=f"action-{d.letter}"), _plan
)
update = _door("update_action", _state_form, _update)
milestone = _door(
    "set_milestone",
    lambda d, r: forms.MilestoneForm(r.POST, prefix=f"milestone-{d.letter}"),
    lambda a, d, v, r: set_milestone(a, duty_ref=d.ref, **v),
)
reach = _door("set_milestone", _nothing, _reach)
attach = _door(
    "attach_evidence",
    lambda d, r: forms.EvidenceForm(r.POST, r.FILES, prefix=f"evidence-{d.letter}"),
    _attach,
)
verify = _door("verify_evidence", _nothing, _verify)
propose = _door(
    "propose_closure",
    lambda d, r: forms.ClosureForm(r.POST, prefix=f"closure-{d.letter}"),
    lambda a, d, v, r: propose_closure(a, duty_ref=d.ref, **v),
)
answer = _door(
    "confirm_closure",
    lambda d, r: forms.AnswerForm(r.POST, prefix=f"answer-{d.letter}"),
    _answer_closure,
)


@page("enter_value")
def value(request: HttpRequest, actor: Actor, ref: str) -> HttpResponse:
    """Enter a value of a measure by hand."""
    form = forms.ValueForm(request.POST)
    if request.method == "POST":
        if not form.is_valid():
            return refused(request, ref, describe_form_errors(form))
        typed = form.cleaned_data
        try:
            if typed["end"] < typed["start"]:
                raise BadValue(N_("The period ends before it starts."), where="end")
            enter_value(
                actor,
                country=ref.split("-")[0] or settings.COUNTRY.upper(),
                measure=typed["measure"],
                period=Period(typed["start"], typed["end"]),
                state=ValueState(typed["state"]),
                value=typed["value"],
                source=typed["source"],
                pack=installed_pack(),
            )
        except PalermoError as error:
            return refused(request, ref, error)
        messages.success(request, _("The value was saved and marked as entered by hand."))
    return redirect("recommendation", ref)
