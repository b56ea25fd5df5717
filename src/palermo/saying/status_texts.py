"""The status of a procedure in words: a proposal, or in force by an act that can be read."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.kernel.sources import Certainty
from palermo.packs.pack import Pack
from palermo.procedures.enacting_act import EnactingAct, ProcedureStatus
from palermo.procedures.shapes import Procedure
from palermo.saying.dates import print_date


@dataclass(frozen=True, slots=True)
class EnactingActText:
    """The act that puts a procedure in force. `date` is ISO; `file` is a path within the pack."""

    number: str
    date: str
    body: str
    file: str | None
    link: str | None
    source: str
    source_verified: bool
    source_certainty: Certainty


@dataclass(frozen=True, slots=True)
class StatusText:
    """`words` name the status, `meaning` is a sentence with the act where there is one."""

    status: ProcedureStatus
    words: str
    meaning: str
    act: EnactingActText | None


def status_text(procedure: Procedure, pack: Pack, language: str) -> StatusText:
    """The status of a version in `language`.

    In force without an act is an error of the pack; here it is said to be a proposal.
    """
    statuses, act = pack.speech.statuses, procedure.act
    if procedure.status is not ProcedureStatus.IN_FORCE or act is None:
        proposal = ProcedureStatus.PROPOSAL
        meaning = statuses["proposal_means"].in_language(language)
        return StatusText(proposal, statuses[proposal].in_language(language), meaning, None)
    meaning = statuses["in_force_by"].in_language(language)
    return StatusText(
        status=procedure.status,
        words=statuses[procedure.status].in_language(language),
        meaning=meaning.format(
            number=act.number,
            date=print_date(act.dated, language),
            body=act.body.in_language(language),
        ),
        act=_act_text(act, language),
    )


def _act_text(act: EnactingAct, language: str) -> EnactingActText:
    return EnactingActText(
        number=act.number,
        date=act.dated.isoformat(),
        body=act.body.in_language(language),
        file=act.file,
        link=act.link,
        source=act.source.title,
        source_verified=act.source.certainty is Certainty.VERIFIED,
        source_certainty=act.source.certainty,
    )
