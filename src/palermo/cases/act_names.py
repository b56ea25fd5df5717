"""How the activity log says an act that was done: the verb of its move, or one of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palermo.cases.interview import INTERVIEW_MOVES
from palermo.cases.narrative import NARRATIVE_MOVES
from palermo.cases.obligation import OBLIGATION_MOVES
from palermo.cases.plan import ACTION_MOVES, CLOSURE_MOVES
from palermo.kernel.messages import N_
from palermo.kernel.moves import StateTable

_TABLES: tuple[StateTable[Any], ...] = (
    NARRATIVE_MOVES,
    ACTION_MOVES,
    CLOSURE_MOVES,
    INTERVIEW_MOVES,
    OBLIGATION_MOVES,
)


#: Acts that are no move, or more than one move, or not always a move.
_OTHER_ACTS: Mapping[str, str] = {
    "correct_item": N_("reviewed an item of a narrative"),
    "accept_items": N_("accepted several items of a narrative"),
    "review_again": N_("proposed a reading again"),
    "link_recommendation": N_("linked a recommendation"),
    "split_duties": N_("divided a recommendation into duties"),
    "assign_duty": N_("assigned a duty"),
    "update_action": N_("updated an action"),
    "set_milestone": N_("recorded a milestone"),
    "add_note": N_("added a note"),
    "attach_evidence": N_("attached evidence"),
    "verify_evidence": N_("verified evidence"),
    "confirm_closure": N_("answered a proposal to close a duty"),
    "enter_value": N_("entered a value of a measure"),
    "record_checklist_evidence": N_("recorded evidence for the checklist"),
    "file_finding": N_("filed a finding in the checklist"),
    "file_penalty": N_("filed a penalty of the law in the checklist"),
    "verify_checklist_evidence": N_("verified evidence of the checklist"),
    "start_interview": N_("began an interview"),
    "answer_interview": N_("recorded answers of an interview"),
    "handle_stop": N_("said that what comes first is taken care of"),
    "list_overruled_decisions": N_("listed decisions below the indication"),
    "read_overruled_decision": N_("opened a decision below the indication"),
    "count_overruled_decisions": N_("counted decisions below the indication"),
    "decide_link": N_("decided about a link of a reading"),
    "undo_link": N_("took back the change of a link"),
    "read_interview": N_("opened an interview"),
    "list_interviews": N_("listed interviews"),
    "list_obligations": N_("listed obligations"),
    "sync_interview": N_("sent an interview from a device"),
    "prepare_import": N_("uploaded a file of interviews"),
    "read_import": N_("opened a pending import"),
    "preview_import": N_("checked a file of interviews"),
    "import_interviews": N_("imported interviews"),
    "drop_import": N_("deleted a pending import"),
    "import_register": N_("imported years of the register"),
    "allow_public_page": N_("opened or closed the public pages"),
    "load_wording": N_("loaded the wording of an instrument"),
    "rebuild_search": N_("indexed texts for the search again"),
    "export_table": N_("downloaded a table"),
    "create_user": N_("created a user"),
    "change_user": N_("changed a user"),
    "set_password": N_("replaced the password of another user"),
    "unlock_user": N_("unlocked an account"),
    "end_sessions": N_("ended the sessions of a user"),
    "issue_token": N_("created an access token"),
    "revoke_token": N_("revoked an access token"),
}


def _act_names() -> dict[str, str]:
    verbs = {move.right: move.verb for table in _TABLES for move in table.moves}
    return {**verbs, **_OTHER_ACTS}


ACT_NAMES: Mapping[str, str] = _act_names()
