"""Say in separate duties what a demand asks for."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.demand import MOST_DUTIES
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.store import replace_duties
from palermo.packs.pack import Pack
from palermo.reports.sentences import WordIndex


def split_duties(visit: Visit, *, ref: str, version: int, texts: Sequence[str]) -> None:
    """Replace the duties of the demand of `ref` by `texts`, in order. Each keeps its plan.

    Raises BadValue for none, too many or empty texts; Refused when a duty that would go has
    a plan, evidence or notes.
    """
    with step(visit, "split_duties", ref) as act:
        page = demand_page(ref, visit.today)
        wanted = [" ".join(text.split()) for text in texts if text.strip()]
        if not 1 <= len(wanted) <= MOST_DUTIES:
            raise BadValue(
                N_("A demand has between 1 and {most} duties."),
                where=ref,
                remedy=N_("Write one duty per line."),
                most=MOST_DUTIES,
            )
        noted = {note.letter for note in page.notes}
        for duty in page.duties[len(wanted) :]:
            if duty.has_work or duty.letter in noted:
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
