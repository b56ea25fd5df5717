"""The table of rights, for typical persons and acts."""

from __future__ import annotations

import pytest

from palermo.accounts.rights import PUBLIC_RIGHT, RIGHTS, Role, has_right, rights_of


@pytest.mark.parametrize("right", RIGHTS)
def test_a_visitor_sees_the_public_page_where_allowed_and_nothing_else(right: str) -> None:
    assert not has_right(Role.PUBLIC, right)
    assert has_right(Role.PUBLIC, right, public_allowed=True) is (right == PUBLIC_RIGHT)


def test_an_unknown_right_is_had_by_nobody() -> None:
    assert not any(has_right(role, "rule_the_world", public_allowed=True) for role in Role)


def test_a_reader_changes_nothing_but_his_own_tokens() -> None:
    assert rights_of(Role.READER) == {
        "view_public", "view_ledger", "export_table", "change_own_account",
        "issue_token", "revoke_token",
    }  # fmt: skip


def test_an_analyst_prepares_and_a_coordinator_decides() -> None:
    decides = rights_of(Role.COORDINATOR) - rights_of(Role.ANALYST)
    assert {"accept_narrative", "verify_evidence", "confirm_closure", "assign_duty"} <= decides


def test_who_manages_users_does_not_decide_on_recommendations() -> None:
    managing = rights_of(Role.ADMINISTRATOR)
    assert "create_user" in managing
    assert managing.isdisjoint({"accept_narrative", "confirm_closure", "verify_evidence"})
