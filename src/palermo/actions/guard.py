"""The one check of rights that every front door and every action goes through."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from palermo.accounts.people import Actor
from palermo.accounts.queries import rights_of_actor
from palermo.accounts.rights import name_holders, name_right
from palermo.journal.store import write_line
from palermo.journal.values import NewLine
from palermo.kernel.errors import NotAllowed
from palermo.kernel.messages import N_

#: How a line of the log names what an address is about, by the names of its parts. The first that
#: is complete counts. The key by which a device knows an interview is not among them: the log
#: names interviews by number.
_TARGETS: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("narrative_id",): "narrative {0}",
        ("interview_id",): "interview {0}",
        ("obligation_id",): "obligation {0}",
        ("user_id",): "user {0}",
        ("token_id",): "token {0}",
        ("duty_ref",): "{0}",
        ("ref", "letter"): "{0}{1}",
        ("ref",): "{0}",
        ("evidence_id",): "evidence {0}",
        ("iso3", "edition"): "{0} {1}",
        ("iso3",): "{0}",
        ("code", "edition"): "{0} {1}",
        ("code",): "{0}",
        ("procedure_id",): "{0}",
        ("instrument_id",): "{0}",
        ("measure_id",): "{0}",
        ("name",): "{0}",
        ("change_id",): "change {0}",
        ("vignette_id",): "{0}",
    }
)


def name_target(parts: Mapping[str, object]) -> str:
    """What the parts of an address are about, as a line of the log names it; empty if nothing."""
    for names, form in _TARGETS.items():
        values = [parts[name] for name in names if parts.get(name) is not None]
        if len(values) == len(names):
            return form.format(*values)
    return ""


def log_act(
    actor: Actor, act: str, outcome: str, target: str, detail: Mapping[str, object] | None = None
) -> None:
    """Write the line of an act of `actor` in the journal."""
    write_line(
        NewLine(
            user_id=actor.id,
            username=actor.username,
            role=actor.role,
            via=actor.via,
            act=act,
            outcome=outcome,
            target=target,
            detail=detail or {},
        )
    )


def check_right(actor: Actor, right: str, target: str = "") -> None:
    """Raise NotAllowed, and log the refusal, unless the actor has the right."""
    if right in rights_of_actor(actor):
        return
    log_act(actor, right, "denied", target)
    raise NotAllowed(
        N_("Your role does not allow you to {right}."),
        remedy="{holders}",
        right=name_right(right),
        holders=name_holders(right),
    )
