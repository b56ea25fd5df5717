"""File a penalty of the country's law as a fact of law for or against an item of the checklist."""

from __future__ import annotations

from palermo.actions.countries._checklist import check_item
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.checklist import EvidenceKind, check_filing
from palermo.cases.penalty_standard import PenaltyTerm, TermState
from palermo.kernel.errors import NotFound, Refused
from palermo.kernel.messages import N_
from palermo.kernel.periods import reporting_period
from palermo.ledger.checklist.queries import read_checklist
from palermo.ledger.checklist.store import FiledEvidence, add_checklist_evidence
from palermo.ledger.versions import hold_country


def file_penalty(visit: Visit, *, country: str, edition: int, item: str, paragraph: str) -> int:
    """File the penalty of a paragraph in force at the end of the period; returns the evidence's id.

    Which side it speaks for follows from the years. Raises NotFound for an unknown item or a
    paragraph that the law at hand does not have on that day, Refused for one that is filed already.
    """
    with step(visit, "file_penalty", f"{country} {edition} {item}") as act:
        check_item(visit.pack, item)
        term = _find(visit, country, edition, item, paragraph)
        check_filing(
            visit.pack.checklist_rules,
            item=item,
            speaks_for=term.speaks_for,
            kind=EvidenceKind.LAW,
            provision=term.paragraph,
            themes=(),
            says_fewer=False,
            country=country,
            on=reporting_period(edition).end,
        )
        new = FiledEvidence(
            country=country,
            edition=edition,
            item=item,
            speaks_for=term.speaks_for,
            kind=EvidenceKind.LAW,
            text="",
            source=term.source,
            provision=term.paragraph,
            penalty=term.range,
        )
        with act.writing():
            hold_country(country)
            _check_not_filed(visit, country, edition, item, term.paragraph)
            kept = add_checklist_evidence(new, visit.actor.username, visit.now)
            act.detail = {"evidence": kept, "speaks_for": term.speaks_for}
        return kept


def _check_not_filed(visit: Visit, country: str, edition: int, item: str, paragraph: str) -> None:
    """By the same rule by which the page offers it."""
    items = read_checklist(visit.pack.checklist_rules, country, edition)
    terms = next(i.penalties for i in items if i.id == item)
    if any(t.paragraph == paragraph and t.state is not TermState.PROPOSED for t in terms):
        raise Refused(
            N_("This penalty is already filed under {item}."),
            where=paragraph,
            remedy=N_("Nothing to do."),
            item=item,
        )


def _find(visit: Visit, country: str, edition: int, item: str, paragraph: str) -> PenaltyTerm:
    on = reporting_period(edition).end
    law = visit.pack.checklist_rules.read_law(item, country, on)
    found = next((term for term in law.terms if term.paragraph == paragraph.strip()), None)
    if found is None:
        raise NotFound(
            N_("The law at hand has no penalty of this paragraph for {item} on {day}."),
            where="paragraph",
            remedy=N_("Open the checklist again. It lists the penalties that can be filed."),
            item=item,
            day=on,
        )
    return found
