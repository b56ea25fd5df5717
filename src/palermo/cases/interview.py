"""What an interview may be. Pure: Django is not known here."""

from __future__ import annotations

from enum import StrEnum


class InterviewState(StrEnum):
    """Where an interview stands.

    `refused`: the person did not wish to talk; only the code and the path back are kept.
    `passed_on`: the person may be under 18, and the pathway for children took over.
    """

    OPEN = "open"
    DECIDED = "decided"
    REFUSED = "refused"
    PASSED_ON = "passed_on"


class InterviewOrigin(StrEnum):
    """How the answers came in."""

    WEB = "web"
    DEVICE = "device"
    PAPER = "paper"
    IMPORT = "import"
