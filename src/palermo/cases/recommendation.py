"""What a recommendation continues in the edition before."""

from __future__ import annotations

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_


class LinkKind(LabelledCode):
    """What a recommendation is, seen from the edition before."""

    NEW = "new", N_("new")
    REPEATED = "repeated", N_("repeated")
    REWORDED = "reworded", N_("reworded")
