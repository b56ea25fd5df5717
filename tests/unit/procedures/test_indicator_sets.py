"""A published list in a procedure: its questions follow the chapters of the procedure."""

from __future__ import annotations

from palermo.procedures.indicator_sets import expand_indicator_set
from palermo.procedures.shapes import IndicatorTable, Procedure, SignTable

SOURCE = {"title": "a source", "certainty": "derived"}
TABLE = IndicatorTable.model_validate(
    {
        "id": "work", "from": "2009-01-01", "source": SOURCE, "sets": ["adult"],
        "dimensions": [{"id": "all", "text": "All", "rule": "any", "source": SOURCE}],
        "indicators": [
            {"id": name, "dimension": "all", "text": name, "strengths": {"adult": "medium"}}
            for name in ("promise", "threat", "promise2", "hours")
        ],
    }
)  # fmt: skip
SIGNS = SignTable.model_validate(
    {
        "id": "work", "from": "2026-01-01", "table": "work", "source": SOURCE,
        "signs": {
            name: {"sign": {"adult": "context"}, "because": "why", "chapter": chapter}
            for name, chapter in (
                ("promise", "before"), ("threat", "now"), ("promise2", "before"), ("hours", "now"),
            )
        },
    }
)  # fmt: skip


def _asked(chapters: tuple[str, ...]) -> list[str]:
    procedure = Procedure.model_validate(
        {
            "id": "trial", "version": 1, "from": "2026-01-01", "title": "t", "purpose": "p",
            "kind": "screening", "people": "adults", "source": SOURCE, "signs": "work",
            "indicator_set": "work.adult",
            "chapters": [{"id": chapter, "text": chapter} for chapter in chapters],
            "questions": [
                {"id": "danger", "text": "danger"},
                {"id": "wish", "text": "wish", "chapter": "last"},
            ],
        }
    )  # fmt: skip
    whole = expand_indicator_set(procedure, {"work": TABLE}, {"work": SIGNS})
    assert [i.id for i in whole.indicators] == ["promise", "threat", "promise2", "hours"]
    return [q.id for q in whole.questions]


def test_the_present_comes_before_the_past_where_the_chapters_say_so() -> None:
    now_first = _asked(("now", "before", "last"))
    assert now_first == ["danger", "threat", "hours", "promise", "promise2", "wish"]
    before_first = _asked(("before", "now", "last"))
    assert before_first == ["danger", "promise", "promise2", "threat", "hours", "wish"]


def test_a_procedure_without_chapters_keeps_the_published_order() -> None:
    assert _asked(()) == ["danger", "wish", "promise", "threat", "promise2", "hours"]
