"""The table of rights: which role may do what.

An act without a line here fails the tests and is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_, Message


class Role(LabelledCode):
    """What a user is in the installation. `public` is a visitor who has not signed in."""

    PUBLIC = "public", N_("Visitor")
    READER = "reader", N_("Reader")
    OFFICER = "officer", N_("Officer")
    SUPERVISOR = "supervisor", N_("Supervisor")
    ANALYST = "analyst", N_("Analyst")
    COORDINATOR = "coordinator", N_("Coordinator")
    ADMINISTRATOR = "administrator", N_("Administrator")


class Right(LabelledCode):
    """What a role may do, as it completes "your role does not allow you to ...".

    The log and the front ends know a right by its code, which is the name of its action.
    """

    VIEW_PUBLIC = "view_public", N_("view the public pages")
    VIEW_LEDGER = "view_ledger", N_("view recommendations and procedures")
    VIEW_CERTAINTY = "view_certainty", N_("see which sources of rules were checked")
    VIEW_REVIEW = "view_review", N_("review narratives")
    VIEW_ACTIVITY = "view_activity", N_("view the activity log")
    MANAGE_INSTALLATION = "manage_installation", N_("manage the installation")
    CHANGE_OWN_ACCOUNT = "change_own_account", N_("change your own account")
    EXPORT_TABLE = "export_table", N_("download tables")
    READ_REPORT = "read_report", N_("read a report into Palermo")
    CORRECT_ITEM = "correct_item", N_("review an item of a narrative")
    ACCEPT_ITEMS = "accept_items", N_("accept several items of a narrative")
    ACCEPT_NARRATIVE = "accept_narrative", N_("accept a narrative")
    REJECT_NARRATIVE = "reject_narrative", N_("reject a narrative")
    WITHDRAW_NARRATIVE = "withdraw_narrative", N_("withdraw a narrative")
    REVIEW_AGAIN = "review_again", N_("review a narrative again")
    DECIDE_LINK = "decide_link", N_("confirm or reject a link to a demand")
    LINK_RECOMMENDATION = "link_recommendation", N_("link a recommendation to another demand")
    UNDO_LINK = "undo_link", N_("undo a change of a link")
    SPLIT_DUTIES = "split_duties", N_("split a demand into duties")
    ASSIGN_DUTY = "assign_duty", N_("assign a duty")
    PLAN_ACTION = "plan_action", N_("plan an action")
    UPDATE_ACTION = "update_action", N_("update an action")
    SET_MILESTONE = "set_milestone", N_("set a milestone")
    ADD_NOTE = "add_note", N_("add a note")
    ATTACH_EVIDENCE = "attach_evidence", N_("attach evidence")
    VERIFY_EVIDENCE = "verify_evidence", N_("verify evidence")
    PROPOSE_CLOSURE = "propose_closure", N_("propose to close a duty")
    CONFIRM_CLOSURE = "confirm_closure", N_("answer a proposal to close a duty")
    ENTER_VALUE = "enter_value", N_("enter a value of a measure")
    RECORD_CHECKLIST_EVIDENCE = "record_checklist_evidence", N_("record evidence for the checklist")
    FILE_FINDING = "file_finding", N_("file a finding in the checklist")
    FILE_PENALTY = "file_penalty", N_("file a penalty of the law in the checklist")
    VERIFY_CHECKLIST_EVIDENCE = "verify_checklist_evidence", N_("verify evidence of the checklist")
    VIEW_INTERVIEWS = "view_interviews", N_("view interviews")
    START_INTERVIEW = "start_interview", N_("begin an interview")
    ANSWER_INTERVIEW = "answer_interview", N_("record answers of an interview")
    HANDLE_STOP = "handle_stop", N_("say that what comes first is taken care of")
    RECORD_HANDOVER = "record_handover", N_("record that a talk did not take place")
    END_INTERVIEW = "end_interview", N_("end an interview that cannot go on")
    DECIDE_INTERVIEW = "decide_interview", N_("decide after an interview")
    LIST_OVERRULED_DECISIONS = (
        "list_overruled_decisions",
        N_("list decisions below the indication"),
    )
    READ_OVERRULED_DECISION = (
        "read_overruled_decision",
        N_("open a decision below the indication"),
    )
    REVIEW_DECISION = "review_decision", N_("confirm or change a decision")
    COUNT_OVERRULED_DECISIONS = (
        "count_overruled_decisions",
        N_("count decisions below the indication"),
    )
    PASS_TO_CHILD_PATHWAY = "pass_to_child_pathway", N_("continue with the child procedure")
    READ_INTERVIEW = "read_interview", N_("open an interview")
    LIST_INTERVIEWS = "list_interviews", N_("list interviews")
    LIST_OBLIGATIONS = "list_obligations", N_("list obligations")
    MARK_OBLIGATION_DONE = "mark_obligation_done", N_("mark an obligation as done")
    ACKNOWLEDGE_OBLIGATION = "acknowledge_obligation", N_("record that the receiver acknowledged")
    SYNC_INTERVIEW = "sync_interview", N_("send an interview from a device")
    PREPARE_IMPORT = "prepare_import", N_("upload a file of interviews")
    READ_IMPORT = "read_import", N_("open a pending import")
    PREVIEW_IMPORT = "preview_import", N_("check a file of interviews")
    IMPORT_INTERVIEWS = "import_interviews", N_("import interviews")
    DROP_IMPORT = "drop_import", N_("delete a pending import")
    IMPORT_REGISTER = "import_register", N_("import years of the register")
    ALLOW_PUBLIC_PAGE = "allow_public_page", N_("open or close the public pages")
    LOAD_WORDING = "load_wording", N_("load the wording of an instrument")
    REBUILD_SEARCH = "rebuild_search", N_("index texts for the search again")
    CREATE_USER = "create_user", N_("create a user")
    CHANGE_USER = "change_user", N_("change a user")
    SET_PASSWORD = "set_password", N_("set a password of another user")
    UNLOCK_USER = "unlock_user", N_("unlock an account")
    END_SESSIONS = "end_sessions", N_("end the sessions of a user")
    ISSUE_TOKEN = "issue_token", N_("create an access token")
    REVOKE_TOKEN = "revoke_token", N_("revoke an access token")


_SIGNED_IN = frozenset(
    {
        Role.READER,
        Role.OFFICER,
        Role.SUPERVISOR,
        Role.ANALYST,
        Role.COORDINATOR,
        Role.ADMINISTRATOR,
    }
)
#: Only officers meet people. No coordinator or administrator reads interviews.
_MEETING = frozenset({Role.OFFICER})
#: The second person for decisions below the indication: sees no answers and no identity.
_SUPERVISING = frozenset({Role.SUPERVISOR})
_WORKING = frozenset({Role.ANALYST, Role.COORDINATOR})
_DECIDING = frozenset({Role.COORDINATOR})
_MANAGING = frozenset({Role.ADMINISTRATOR})

#: Visitors may read the published side only if the administrator allows it.
PUBLIC_RIGHT = Right.VIEW_PUBLIC

RIGHTS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        Right.VIEW_PUBLIC: _SIGNED_IN,
        Right.VIEW_LEDGER: _SIGNED_IN,
        # Who adopts rules must know which are not checked; who follows them is not warned of them.
        Right.VIEW_CERTAINTY: _DECIDING | _MANAGING,
        Right.VIEW_REVIEW: _WORKING,
        Right.VIEW_ACTIVITY: _DECIDING | _MANAGING,
        Right.MANAGE_INSTALLATION: _MANAGING,
        Right.CHANGE_OWN_ACCOUNT: _SIGNED_IN,
        Right.EXPORT_TABLE: _SIGNED_IN,
        # reading and reviewing narratives
        Right.READ_REPORT: _WORKING,
        Right.CORRECT_ITEM: _WORKING,
        Right.ACCEPT_ITEMS: _WORKING,
        Right.ACCEPT_NARRATIVE: _DECIDING,
        Right.REJECT_NARRATIVE: _DECIDING,
        Right.WITHDRAW_NARRATIVE: _DECIDING,
        Right.REVIEW_AGAIN: _WORKING,
        Right.DECIDE_LINK: _WORKING,
        Right.LINK_RECOMMENDATION: _WORKING,
        Right.UNDO_LINK: _WORKING,
        # the plan
        Right.SPLIT_DUTIES: _DECIDING,
        Right.ASSIGN_DUTY: _DECIDING,
        Right.PLAN_ACTION: _WORKING,
        Right.UPDATE_ACTION: _WORKING,
        Right.SET_MILESTONE: _WORKING,
        Right.ADD_NOTE: _WORKING,
        Right.ATTACH_EVIDENCE: _WORKING,
        Right.VERIFY_EVIDENCE: _DECIDING,
        Right.PROPOSE_CLOSURE: _WORKING,
        Right.CONFIRM_CLOSURE: _DECIDING,
        Right.ENTER_VALUE: _WORKING,
        Right.RECORD_CHECKLIST_EVIDENCE: _WORKING,
        Right.FILE_FINDING: _WORKING,
        Right.FILE_PENALTY: _WORKING,
        Right.VERIFY_CHECKLIST_EVIDENCE: _DECIDING,
        # people and their interviews
        Right.VIEW_INTERVIEWS: _MEETING,
        Right.START_INTERVIEW: _MEETING,
        Right.ANSWER_INTERVIEW: _MEETING,
        Right.HANDLE_STOP: _MEETING,
        Right.RECORD_HANDOVER: _MEETING,
        Right.END_INTERVIEW: _MEETING,
        Right.DECIDE_INTERVIEW: _MEETING,
        Right.LIST_OVERRULED_DECISIONS: _SUPERVISING,
        Right.READ_OVERRULED_DECISION: _SUPERVISING,
        Right.REVIEW_DECISION: _SUPERVISING,
        Right.COUNT_OVERRULED_DECISIONS: _SUPERVISING | _DECIDING,
        Right.PASS_TO_CHILD_PATHWAY: _MEETING,
        Right.READ_INTERVIEW: _MEETING,
        Right.LIST_INTERVIEWS: _MEETING,
        Right.LIST_OBLIGATIONS: _MEETING,
        Right.MARK_OBLIGATION_DONE: _MEETING,
        Right.ACKNOWLEDGE_OBLIGATION: _MEETING,
        Right.SYNC_INTERVIEW: _MEETING,
        Right.PREPARE_IMPORT: _MEETING,
        Right.READ_IMPORT: _MEETING,
        Right.PREVIEW_IMPORT: _MEETING,
        Right.IMPORT_INTERVIEWS: _MEETING,
        Right.DROP_IMPORT: _MEETING,
        # the register and the installation
        Right.IMPORT_REGISTER: _DECIDING,
        Right.ALLOW_PUBLIC_PAGE: _MANAGING,
        Right.LOAD_WORDING: _MANAGING,
        Right.REBUILD_SEARCH: _MANAGING,
        Right.CREATE_USER: _MANAGING,
        Right.CHANGE_USER: _MANAGING,
        Right.SET_PASSWORD: _MANAGING,
        Right.UNLOCK_USER: _MANAGING,
        Right.END_SESSIONS: _MANAGING,
        Right.ISSUE_TOKEN: _SIGNED_IN,
        Right.REVOKE_TOKEN: _SIGNED_IN,
    }
)


#: Who has one of these sees records about persons, and may have to leave a page at once.
_ABOUT_PERSONS = frozenset(
    {
        Right.LIST_INTERVIEWS,
        Right.READ_INTERVIEW,
        Right.LIST_OBLIGATIONS,
        Right.READ_IMPORT,
        Right.LIST_OVERRULED_DECISIONS,
        Right.READ_OVERRULED_DECISION,
    }
)


def sees_persons(rights: Collection[str]) -> bool:
    """Whether somebody with these rights sees records about persons."""
    return not _ABOUT_PERSONS.isdisjoint(rights)


def name_right(code: str) -> Right | str:
    """The right with its words; the code itself where the table does not know it."""
    return Right(code) if code in set(Right) else code


def has_right(role: Role, right: str, *, public_allowed: bool = False) -> bool:
    """Whether `role` has `right`. Returns False for an unknown right."""
    if role is Role.PUBLIC:
        return right == PUBLIC_RIGHT and public_allowed
    return role in RIGHTS.get(right, frozenset())


def name_holders(right: str) -> Message:
    """Who may do what was refused, for a person to ask. Returns a way on where it is no role's."""
    roles = tuple(role for role in Role if role in RIGHTS.get(right, frozenset()))
    if not roles:
        return Message(N_("Start from the home page, or sign in with another account."))
    if set(roles) == _SIGNED_IN:
        return Message(N_("Sign in first: everybody with an account may do this."))
    return Message(
        N_(
            "Roles that may do this: {roles}. Ask a person with such a role, or sign in with "
            "another account."
        ),
        {"roles": roles},
    )


def rights_of(role: Role, *, public_allowed: bool = False) -> frozenset[str]:
    """All rights of `role`; templates show a button only where its right is among them."""
    return frozenset(r for r in RIGHTS if has_right(role, r, public_allowed=public_allowed))
