"""The dictionary of what may be kept of a person in `records`. A column without a line is refused.

HTCDS (IOM, Human Trafficking Case Data Standard, field reference in draft) was looked up for each
line: its fields on the case, the victim's context and the person mean other things than those of an
interview, so no line names one. IC-TIP was not at hand; no line names one of its variables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from palermo.fields.field import Eraser, Field, FieldGroup, FieldKind, Retention

#: How long what is kept for `Retention.ONE_DAY` may stay.
ONE_DAY = timedelta(hours=24)

_K, _G, _E, _R = FieldKind, FieldGroup, Eraser, Retention
_DECISIONS = ("positive", "negative", "undetermined")
_OUTCOMES = (*_DECISIONS, "incomplete")
_STATES = ("open", "decided", "refused", "passed_on", "handed_over", "in_review")


def _lines(
    model: str, *lines: tuple[str, FieldKind, FieldGroup, Eraser], retention: Retention
) -> Iterator[Field]:
    for name, kind, group, eraser in lines:
        kept = _R.STATISTICS if eraser is _E.KEEP else retention
        whole = f"{model}.{name}"
        yield Field(whole, kind, group, eraser, kept, codes=_CODES.get(whole, ()))


_CODES: Mapping[str, tuple[str, ...]] = {
    "interview.origin": ("web", "device", "paper", "import"),
    "interview.state": _STATES,
    "interview.outcome": _OUTCOMES,
    "interview.decision": _DECISIONS,
    "interview.decision_before_review": _DECISIONS,
    "interview.reasonable_grounds": _OUTCOMES,
}

_ALL = (
    *_lines(
        "interview",
        ("id", _K.TECHNICAL, _G.HANDLING, _E.KEEP),
        ("key", _K.TECHNICAL, _G.HANDLING, _E.NEW_CODE),
        ("person", _K.PERSON_CODE, _G.PERSON, _E.NEW_CODE),
        ("procedure", _K.ID, _G.CONTACT, _E.KEEP),
        ("procedure_version", _K.NUMBER, _G.HANDLING, _E.KEEP),
        ("procedure_fingerprint", _K.TECHNICAL, _G.HANDLING, _E.KEEP),
        ("officer", _K.USER, _G.HANDLING, _E.KEEP),
        ("agency", _K.ID, _G.HANDLING, _E.KEEP),
        ("place_kind", _K.ID, _G.CONTACT, _E.KEEP),
        ("origin", _K.CODE, _G.HANDLING, _E.KEEP),
        ("language", _K.ID, _G.HANDLING, _E.KEEP),
        ("age", _K.NUMBER, _G.CONTACT, _E.CLEAR),
        ("confirmed", _K.IDS, _G.CONTACT, _E.KEEP),
        ("answers", _K.ANSWERS, _G.ANSWERS, _E.CLEAR),
        ("state", _K.CODE, _G.HANDLING, _E.KEEP),
        ("outcome", _K.CODE, _G.DECISION, _E.KEEP),
        ("label", _K.ID, _G.DECISION, _E.KEEP),
        ("reasonable_grounds", _K.CODE, _G.DECISION, _E.KEEP),
        ("dimensions", _K.ANSWERS, _G.DECISION, _E.CLEAR),
        ("grounds", _K.IDS, _G.DECISION, _E.CLEAR),
        ("against", _K.IDS, _G.DECISION, _E.CLEAR),
        ("unknown", _K.IDS, _G.DECISION, _E.CLEAR),
        ("possible_duties", _K.IDS, _G.DECISION, _E.CLEAR),
        ("decision", _K.CODE, _G.DECISION, _E.KEEP),
        ("decided_by", _K.USER, _G.HANDLING, _E.KEEP),
        ("reason", _K.FREE_TEXT, _G.DECISION, _E.CLEAR),
        ("reason_code", _K.ID, _G.DECISION, _E.KEEP),
        ("decision_before_review", _K.CODE, _G.DECISION, _E.KEEP),
        ("review_reason", _K.FREE_TEXT, _G.DECISION, _E.CLEAR),
        ("reviewed_by", _K.USER, _G.HANDLING, _E.KEEP),
        ("reviewed_at", _K.MOMENT, _G.DECISION, _E.KEEP),
        ("first_sign_at", _K.MOMENT, _G.CONTACT, _E.KEEP),
        ("handled_stops", _K.IDS, _G.CONTACT, _E.KEEP),
        ("handover_reason", _K.ID, _G.CONTACT, _E.KEEP),
        ("called", _K.IDS, _G.HELP, _E.KEEP),
        ("expected_at", _K.MOMENT, _G.HELP, _E.KEEP),
        ("earlier_form", _K.FREE_TEXT, _G.DECISION, _E.CLEAR),
        ("follows", _K.TECHNICAL, _G.PERSON, _E.CLEAR),
        ("started_at", _K.MOMENT, _G.CONTACT, _E.KEEP),
        ("decided_at", _K.MOMENT, _G.DECISION, _E.KEEP),
        ("kept_at", _K.MOMENT, _G.HANDLING, _E.KEEP),
        ("version", _K.TECHNICAL, _G.HANDLING, _E.KEEP),
        retention=_R.AS_RECORD,
    ),
    *_lines(
        "answerchange",
        ("id", _K.TECHNICAL, _G.HANDLING, _E.DELETE_ROW),
        ("interview", _K.TECHNICAL, _G.HANDLING, _E.DELETE_ROW),
        ("question", _K.ID, _G.ANSWERS, _E.DELETE_ROW),
        ("value", _K.ANSWERS, _G.ANSWERS, _E.DELETE_ROW),
        ("by", _K.USER, _G.HANDLING, _E.DELETE_ROW),
        ("at", _K.MOMENT, _G.HANDLING, _E.DELETE_ROW),
        retention=_R.AS_RECORD,
    ),
    *_lines(
        "obligation",
        ("id", _K.TECHNICAL, _G.HANDLING, _E.KEEP),
        ("interview", _K.TECHNICAL, _G.HANDLING, _E.KEEP),
        ("duty", _K.ID, _G.HELP, _E.KEEP),
        ("who", _K.ID, _G.HELP, _E.KEEP),
        ("due_at", _K.MOMENT, _G.HELP, _E.KEEP),
        ("needs_acknowledgement", _K.YES_NO, _G.HELP, _E.KEEP),
        ("done_at", _K.MOMENT, _G.HELP, _E.KEEP),
        ("referred_to", _K.IDS, _G.HELP, _E.KEEP),
        ("done_by", _K.USER, _G.HANDLING, _E.KEEP),
        ("acknowledged_at", _K.MOMENT, _G.HELP, _E.KEEP),
        ("acknowledged_by", _K.USER, _G.HANDLING, _E.KEEP),
        ("version", _K.TECHNICAL, _G.HANDLING, _E.KEEP),
        retention=_R.AS_RECORD,
    ),
    *_lines(
        "pendingimport",
        ("id", _K.TECHNICAL, _G.HANDLING, _E.DELETE_ROW),
        ("officer", _K.USER, _G.HANDLING, _E.DELETE_ROW),
        ("procedure", _K.ID, _G.CONTACT, _E.DELETE_ROW),
        ("procedure_version", _K.NUMBER, _G.HANDLING, _E.DELETE_ROW),
        ("table", _K.ANSWERS, _G.ANSWERS, _E.DELETE_ROW),
        ("held_at", _K.MOMENT, _G.HANDLING, _E.DELETE_ROW),
        retention=_R.ONE_DAY,
    ),
)

#: Every field by its name.
FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in _ALL})
