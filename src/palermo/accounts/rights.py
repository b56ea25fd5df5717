"""The table of rights: which role may do what.

An act without a line here fails the tests and is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_


class Role(LabelledCode):
    """What a user is in the installation. `public` is a visitor who has not signed in."""

    PUBLIC = "public", N_("Visitor")
    READER = "reader", N_("Reader")
    OFFICER = "officer", N_("Officer")
    ANALYST = "analyst", N_("Analyst")
    COORDINATOR = "coordinator", N_("Coordinator")
    ADMINISTRATOR = "administrator", N_("Administrator")


_SIGNED_IN = frozenset(
    {Role.READER, Role.OFFICER, Role.ANALYST, Role.COORDINATOR, Role.ADMINISTRATOR}
)
#: Only officers meet people. No coordinator or administrator reads interviews.
_MEETING = frozenset({Role.OFFICER})
_WORKING = frozenset({Role.ANALYST, Role.COORDINATOR})
_DECIDING = frozenset({Role.COORDINATOR})
_MANAGING = frozenset({Role.ADMINISTRATOR})

#: Visitors may read the published side only if the administrator allows it.
PUBLIC_RIGHT = "view_public"

RIGHTS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        PUBLIC_RIGHT: _SIGNED_IN,
        "view_ledger": _SIGNED_IN,
        "view_review": _WORKING,
        "view_activity": _DECIDING | _MANAGING,
        "manage_installation": _MANAGING,
        "change_own_account": _SIGNED_IN,
        "export_table": _SIGNED_IN,
        # reading and reviewing narratives
        "read_report": _WORKING,
        "correct_item": _WORKING,
        "accept_narrative": _DECIDING,
        "reject_narrative": _DECIDING,
        "link_recommendation": _WORKING,
        # the plan
        "split_duties": _DECIDING,
        "assign_duty": _DECIDING,
        "plan_action": _WORKING,
        "update_action": _WORKING,
        "set_milestone": _WORKING,
        "add_note": _WORKING,
        "attach_evidence": _WORKING,
        "verify_evidence": _DECIDING,
        "propose_closure": _WORKING,
        "confirm_closure": _DECIDING,
        "enter_value": _WORKING,
        "record_checklist_evidence": _WORKING,
        # people and their interviews
        "view_interviews": _MEETING,
        "start_interview": _MEETING,
        "answer_interview": _MEETING,
        "handle_stop": _MEETING,
        "record_handover": _MEETING,
        "decide_interview": _MEETING,
        "pass_to_child_pathway": _MEETING,
        "read_interview": _MEETING,
        "list_interviews": _MEETING,
        "list_obligations": _MEETING,
        "mark_obligation_done": _MEETING,
        "acknowledge_obligation": _MEETING,
        "sync_interview": _MEETING,
        "prepare_import": _MEETING,
        "read_import": _MEETING,
        "import_interviews": _MEETING,
        "drop_import": _MEETING,
        # the register and the installation
        "import_register": _DECIDING,
        "allow_public_page": _MANAGING,
        "load_wording": _MANAGING,
        "rebuild_search": _MANAGING,
        "create_user": _MANAGING,
        "change_user": _MANAGING,
        "set_password": _MANAGING,
        "issue_token": _SIGNED_IN,
        "revoke_token": _SIGNED_IN,
    }
)


def has_right(role: Role, right: str, *, public_allowed: bool = False) -> bool:
    """Whether `role` has `right`. Returns False for an unknown right."""
    if role is Role.PUBLIC:
        return right == PUBLIC_RIGHT and public_allowed
    return role in RIGHTS.get(right, frozenset())


def rights_of(role: Role, *, public_allowed: bool = False) -> frozenset[str]:
    """All rights of `role`; templates show a button only where its right is among them."""
    return frozenset(r for r in RIGHTS if has_right(role, r, public_allowed=public_allowed))
