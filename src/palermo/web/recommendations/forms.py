"""Forms about the plan: duties, actions, milestones, evidence, closing, values, links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.actions.visit import Visit
from palermo.cases.checklist import EvidenceKind
from palermo.cases.duty import Status
from palermo.cases.plan import ACTION_MOVES, ActionState, ClosureOutcome, ValueState
from palermo.kernel.amounts import BUDGET, MEASURE_VALUE
from palermo.kernel.codes import LabelledCode
from palermo.ledger.recommendations.values import BoardFilter, DemandPage, DutyRow
from palermo.web.language import country_label


def _date(label: Any, *, needed: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=needed, widget=widget)


def _agencies(visit: Visit) -> list[tuple[str, str]]:
    found = visit.pack.agencies
    return [(a.code, f"{a.code} · {a.name.in_language(visit.language)}") for a in found]


def _measures(visit: Visit) -> list[tuple[str, str]]:
    found = visit.pack.measures
    return [(m.id, f"{m.id} · {m.title.in_language(visit.language)}") for m in found]


def _label_choices(codes: Iterable[LabelledCode]) -> list[tuple[str, Any]]:
    return [(code.value, _(code.label)) for code in codes]


class BoardForm(forms.Form):
    """What the board shows."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    edition = forms.TypedChoiceField(
        label=_("Report of"), required=False, coerce=int, empty_value=None
    )
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    asked_times = forms.ChoiceField(
        label=_("Asked"), required=False,
        choices=[("", _("any number of times")), ("2", _("twice or more")),
                 ("3", _("3 times or more")),
                 ("5", _("5 times or more"))],
    )  # fmt: skip
    text = forms.CharField(label=_("Words"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"), required=False,
        choices=[("ref", _("number")), ("due", _("next due date")), ("age", _("first asked")),
                 ("status", _("status")), ("agency", _("agency"))],
    )  # fmt: skip
    dropped = forms.ChoiceField(
        label=_("Newest report"), required=False,
        choices=[("", _("all")), ("no", _("asks for it")), ("yes", _("no longer asks"))],
    )  # fmt: skip
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)
    left = forms.BooleanField(label=_("In no accepted text"), required=False)

    def __init__(
        self,
        visit: Visit,
        *args: Any,
        countries: tuple[str, ...],
        editions: tuple[int, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        themes = visit.pack.vocabulary.themes.themes
        choices: dict[str, list[tuple[Any, Any]]] = {
            "country": [(c, country_label(visit, c)) for c in countries],
            "edition": [(e, e) for e in editions[::-1]],
            "agency": _agencies(visit),
            "theme": [(t.id, t.title.in_language(visit.language)) for t in themes],
            "status": _label_choices(Status),
        }
        for name, values in choices.items():
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", _("all")), *values]

    def wanted(self) -> BoardFilter:
        """What a valid form asks the board for."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if "dropped" in chosen:
            chosen["dropped"] = chosen["dropped"] == "yes"
        chosen["asked_times"] = int(chosen.get("asked_times", 0))
        return BoardFilter(**chosen)


class SplitForm(forms.Form):
    """The duties of a demand, one a line."""

    texts = forms.CharField(
        label=_("Duties, one per line"), widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )


class AssignForm(forms.Form):
    """Who is responsible for a duty, until when, with what money."""

    lead = forms.ChoiceField(label=_("Lead agency"))
    supporting = forms.MultipleChoiceField(
        label=_("Supporting agencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due = _date(_("Due"))
    budget = forms.DecimalField(
        label=_("Budget"),
        required=False,
        min_value=0,
        max_digits=BUDGET.digits,
        decimal_places=BUDGET.places,
    )
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)
    measures = forms.MultipleChoiceField(
        label=_("Measures that show progress"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, visit: Visit, duty: DutyRow, data: Any = None) -> None:
        now = {k: getattr(duty, k) for k in ("lead", "supporting", "due", "budget", "measures")}
        currency = duty.currency or visit.pack.currency or ""
        super().__init__(
            data, initial={**now, "currency": currency}, prefix=f"assign-{duty.letter}"
        )
        self.fields["lead"].choices = [("", "–"), *_agencies(visit)]  # type: ignore[attr-defined]
        self.fields["supporting"].choices = _agencies(visit)  # type: ignore[attr-defined]
        self.fields["measures"].choices = _measures(visit)  # type: ignore[attr-defined]


class ActionForm(forms.Form):
    """A new action."""

    title = forms.CharField(label=_("What will be done"), max_length=300)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    owner = forms.CharField(
        label=_("Post or office"), required=False, max_length=150,
        help_text=_("Not a private person's name"),
    )  # fmt: skip
    due = _date(_("Due"))

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "–"), *_agencies(visit)]  # type: ignore[attr-defined]


class ActionStateForm(forms.Form):
    """Where an action stands."""

    state = forms.ChoiceField(label=_("State"))

    def __init__(self, state: ActionState, data: Any = None, prefix: str = "") -> None:
        super().__init__(data, initial={"state": state}, prefix=prefix)
        allowed = [s for s in ActionState if s is state or ACTION_MOVES.allows(state, s)]
        self.fields["state"].choices = _label_choices(allowed)  # type: ignore[attr-defined]


class MilestoneForm(forms.Form):
    """A new milestone."""

    title = forms.CharField(label=_("How to see that it is reached"), max_length=300)
    due = _date(_("Due"))


class EvidenceForm(forms.Form):
    """A file or a link."""

    title = forms.CharField(label=_("What it shows"), max_length=300)
    file = forms.FileField(label=_("File"), required=False)
    url = forms.CharField(label=_("or a link"), required=False, max_length=500)


class ClosureForm(forms.Form):
    """Why a duty is met."""

    reason = forms.CharField(
        label=_("Why the duty is met"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class AnswerForm(forms.Form):
    """The second person's answer."""

    outcome = forms.ChoiceField(
        label=_("Answer"),
        choices=_label_choices(o for o in ClosureOutcome if o is not ClosureOutcome.WAITING),
    )
    answer = forms.CharField(
        label=_("Words"), required=False, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Required for a refusal"),
    )  # fmt: skip


class NoteForm(forms.Form):
    """A note."""

    text = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Never write names of victims or anything that could identify a person."),
    )  # fmt: skip


#: The choice of a demand of its own; no reference looks like it.
OWN_DEMAND = "own"


class LinkForm(forms.Form):
    """Which recommendation of a demand belongs elsewhere, and which duties go with it."""

    ref = forms.ChoiceField(label=_("Recommendation"))
    demand = forms.ChoiceField(label=_("Belongs to the demand"))
    duties = forms.MultipleChoiceField(
        label=_("Duties that go with it"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All others stay. The last recommendation of a demand takes all along."),
    )  # fmt: skip

    def __init__(self, page: DemandPage, data: Any = None, *, ref: str = "") -> None:
        super().__init__(data, prefix="link", initial={"ref": ref or page.row.wording})
        choices: dict[str, list[tuple[Any, Any]]] = {
            "ref": [(w.ref, f"{w.ref} · {w.text[:60]}") for w in page.wordings],
            "demand": [("", "–")]
            + ([(OWN_DEMAND, _("a demand of its own"))] if len(page.wordings) > 1 else [])
            + [(c.ref, f"{c.ref} · {c.text[:60]}") for c in page.choices],
            "duties": [(d.ref, f"{d.ref} · {d.text[:60]}") for d in page.duties],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


class ValueForm(forms.Form):
    """A value of a measure, entered by hand."""

    measure = forms.ChoiceField(label=_("Measure"))
    start = _date(_("From"), needed=True)
    end = _date(_("Until"), needed=True)
    state = forms.ChoiceField(label=_("Kind of value"), choices=_label_choices(ValueState))
    value = forms.DecimalField(
        label=_("Number"),
        required=False,
        max_digits=MEASURE_VALUE.digits,
        decimal_places=MEASURE_VALUE.places,
    )
    source = forms.CharField(label=_("Source"), max_length=300)

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = _measures(visit)  # type: ignore[attr-defined]


class EvidenceForItemForm(forms.Form):
    """Evidence for or against an item of the checklist."""

    item = forms.ChoiceField(label=_("Item"))
    speaks_for = forms.ChoiceField(
        label=_("For or against"), choices=[("yes", _("for it")), ("no", _("against it"))]
    )
    text = forms.CharField(
        label=_("What it says"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    source = forms.CharField(label=_("Source"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind of evidence"))
    provision = forms.CharField(
        label=_("Act and article"), max_length=300, required=False,
        help_text=_("Needed for a fact of law, such as: Criminal Code, article 144-1.1"),
    )  # fmt: skip
    read_at_source = forms.BooleanField(label=_("I read it at the source"), required=False)

    def __init__(self, *args: Any, items: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [(i, i) for i in items]  # type: ignore[attr-defined]
        kinds = [(k.value, _(k.label)) for k in EvidenceKind if k is not EvidenceKind.STATEMENT]
        self.fields["kind"].choices = kinds[::-1]  # type: ignore[attr-defined]
