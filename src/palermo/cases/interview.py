"""What an interview may be. Pure: Django is not known here."""

from __future__ import annotations

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_


class InterviewState(LabelledCode):
    """Where an interview stands.

    `refused`: the person did not wish to talk; only the code and the path back are kept.
    `passed_on`: the person may be under 18, and the pathway for children took over.
    """

    OPEN = "open", N_("open")
    DECIDED = "decided", N_("decided")
    REFUSED = "refused", N_("refused")
    PASSED_ON = "passed_on", N_("passed to the pathway for children")


class InterviewOrigin(LabelledCode):
    """How the answers came in."""

    WEB = "web", N_("on the page")
    DEVICE = "device", N_("on a device")
    PAPER = "paper", N_("on paper")
    IMPORT = "import", N_("imported")
