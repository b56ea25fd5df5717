"""What a device sends beside what is kept: taken, nothing new, or for a person to compare."""

from __future__ import annotations

import pytest

from palermo.cases.device_copy import CopyResult, InterviewCopy, KeptInterview, compare_copy
from palermo.cases.interview import InterviewState

OPEN, DECIDED = InterviewState.OPEN, InterviewState.DECIDED
KEPT = KeptInterview(3, OPEN, {"a": "yes"})
CLOSED = KeptInterview(3, DECIDED, {"a": "yes"}, "positive", "Seen.")


@pytest.mark.parametrize(
    ("kept", "sent", "result"),
    [
        (KEPT, InterviewCopy(0, {"a": "yes"}, False), CopyResult.NOTHING_NEW),
        (KEPT, InterviewCopy(0, {"a": "yes"}, True, "positive"), CopyResult.TAKE),
        (KEPT, InterviewCopy(0, {"a": "yes", "b": "no"}, False), CopyResult.TAKE),
        (KEPT, InterviewCopy(0, {"a": "no"}, False), CopyResult.CONFLICT),
        (KEPT, InterviewCopy(3, {"a": "no"}, False), CopyResult.TAKE),
        (CLOSED, InterviewCopy(3, {"a": "no"}, False), CopyResult.CONFLICT),
        (CLOSED, InterviewCopy(0, {"a": "yes"}, False), CopyResult.NOTHING_NEW),
        (
            CLOSED,
            InterviewCopy(0, {"a": "yes"}, True, "positive", "Seen. "),
            CopyResult.NOTHING_NEW,
        ),
        (CLOSED, InterviewCopy(3, {"a": "yes"}, True, "negative", "Seen."), CopyResult.CONFLICT),
    ],
)
def test_nothing_is_overwritten_that_the_device_has_not_seen(
    kept: KeptInterview, sent: InterviewCopy, result: CopyResult
) -> None:
    assert compare_copy(kept, sent) is result
