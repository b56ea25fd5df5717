"""Say in separate duties what a recommendation asks for."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.ledger.recommendations.queries import recommendation_page
from palermo.ledger.recommendations.store import MOST_DUTIES, replace_duties
from palermo.ledger.recommendations.values import DutyRow
from palermo.packs.pack import Pack
from palermo.reports.sentences import WordIndex


def split_duties(visit: Visit, *, ref: str, version: int, texts: Sequence[str]) -> None:
    """Replace the duties of `ref` by `texts`, in order a, b, c, … Each keeps its letter's plan.

    Raises BadValue for none, too many or empty texts; Refused when a duty that would go has
    actions, milestones, evidence or closures.
    """
    with step(visit, "split_duties", ref) as act:
        page = recommendation_page(ref, visit.today)
        wanted = [" ".join(text.split()) for text in texts if text.strip()]
        if not 1 <= len(wanted) <= MOST_DUTIES:
            raise BadValue(
                N_("A recommendation has between 1 and {most} duties."),
                where=ref,
                remedy=N_("Write one duty per line."),
                most=MOST_DUTIES,
            )
        for duty in page.duties[len(wanted) :]:
            if _has_plan(duty):
                raise Refused(
                    N_("The duty {duty} has a plan and cannot be removed."),
                    where=ref,
                    remedy=N_("Keep at least as many lines as there are planned duties."),
                    duty=duty.ref,
                )
        duties = [(text, _measures(text, page.row.themes, visit.pack)) for text in wanted]
        act.detail = {"duties": len(wanted)}
        with act.writing():
            replace_duties(page.row.id, version, duties)


def _measures(text: str, whole: tuple[str, ...], pack: Pack) -> list[str]:
    """Those of the themes of this part alone; of the whole recommendation where it names none."""
    words = WordIndex.of(text)
    themes, _ = pack.themes.of(words, 0, len(words.low))
    return [m.id for m in pack.measures_for(themes or whole)]


def _has_plan(duty: DutyRow) -> bool:
    return bool(duty.actions or duty.milestones or duty.evidence or duty.closures or duty.lead)
