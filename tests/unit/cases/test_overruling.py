"""A decision below the indication needs a coded reason; a prohibited one needs a second person."""

from __future__ import annotations

import pytest

from palermo.cases.interview import InterviewState
from palermo.cases.overruling import (
    BELOW,
    check_reason_code,
    check_review,
    is_below,
    needs_second_person,
)
from palermo.kernel.errors import BadValue, Refused
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome

REASONS = load_pack("aze").closing_reasons
POSITIVE, NEGATIVE, UNDETERMINED = Outcome.POSITIVE, Outcome.NEGATIVE, Outcome.UNDETERMINED


def test_what_is_below_the_indication() -> None:
    assert set(BELOW) == {
        (POSITIVE, NEGATIVE),
        (POSITIVE, UNDETERMINED),
        (UNDETERMINED, NEGATIVE),
        (Outcome.INCOMPLETE, NEGATIVE),
    }
    assert not is_below(NEGATIVE, POSITIVE)
    assert not is_below(None, NEGATIVE)
    assert not is_below(POSITIVE, None)


def test_a_coded_reason_is_needed_below_and_kept_nowhere_else() -> None:
    assert check_reason_code(POSITIVE, NEGATIVE, "no_evidence", REASONS) == "no_evidence"
    assert check_reason_code(NEGATIVE, POSITIVE, "no_evidence", REASONS) == ""
    assert check_reason_code(POSITIVE, NEGATIVE, "", ()) == ""
    for code in ("", "A Name"):
        with pytest.raises(BadValue):
            check_reason_code(POSITIVE, NEGATIVE, code, REASONS)
    # The program of a device may know no codes; then a second person decides.
    assert check_reason_code(POSITIVE, NEGATIVE, "", REASONS, may_be_missing=True) == ""
    with pytest.raises(BadValue):
        check_reason_code(POSITIVE, NEGATIVE, "A Name", REASONS, may_be_missing=True)


@pytest.mark.parametrize(
    "code", ["no_border", "consented", "no_force", "knew_work", "no_group", "no_cooperation"]
)
def test_a_reason_that_the_law_prohibits_is_not_final(code: str) -> None:
    assert needs_second_person(POSITIVE, NEGATIVE, code, REASONS)
    assert needs_second_person(UNDETERMINED, NEGATIVE, code, REASONS)
    assert not needs_second_person(POSITIVE, POSITIVE, code, REASONS)


def test_other_reasons_are_final_and_none_is_not() -> None:
    assert not needs_second_person(POSITIVE, NEGATIVE, "no_evidence", REASONS)
    assert needs_second_person(POSITIVE, NEGATIVE, "", REASONS)


def test_a_review_needs_another_person_and_a_reason() -> None:
    waits = InterviewState.IN_REVIEW
    assert check_review(waits, ("officer", "officer"), "second", " Seen. ") == "Seen."
    with pytest.raises(Refused, match="own decision"):
        check_review(waits, ("officer", "second"), "second", "Seen.")
    with pytest.raises(Refused, match="does not wait"):
        check_review(InterviewState.DECIDED, ("officer",), "second", "Seen.")
    with pytest.raises(BadValue):
        check_review(waits, ("officer",), "second", " ")
