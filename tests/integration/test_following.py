"""Recommendations followed through the years, by machine and by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from palermo.actions.reading.read_report import read_report
from palermo.actions.recommendations.link_recommendation import link_recommendation
from palermo.actions.recommendations.split_duties import split_duties
from palermo.cases.recommendation import LinkKind
from palermo.kernel.errors import BadValue, NotFound, Refused
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.queries import recommendation_page
from palermo.ledger.recommendations.values import BoardFilter
from palermo.packs.pack import Pack
from palermo.reports.linking import ContinuationKind
from palermo.tables.comparison import compare_editions
from tests.integration.conftest import People
from tests.reading import accept_as_read
from tests.shared import needs_shared, seed_text
from tests.visits import this_day

Accepted = Callable[..., None]


def chains() -> dict[str, tuple[int, ...]]:
    return {r.ref: r.series.editions for r in list_board(BoardFilter(), this_day(), limit=200).rows}


def test_what_was_asked_before_is_counted(accepted: Accepted) -> None:
    accepted(2021, 2022, 2023)
    lengths = {ref: len(editions) for ref, editions in chains().items()}
    assert max(lengths.values()) == 3
    assert all(n == 1 for ref, n in lengths.items() if ref.startswith("AZE-2021"))
    for editions in chains().values():
        assert list(editions) == sorted(set(editions))


def test_the_order_of_accepting_does_not_matter(accepted: Accepted) -> None:
    accepted(2023, 2021, 2022)
    late = chains()
    assert any(editions == (2021, 2022, 2023) for editions in late.values())
    for ref, editions in late.items():
        assert editions[-1] == int(ref[4:8])


def test_a_link_made_by_hand_outlives_the_machine(
    accepted: Accepted, proposed: Callable[[int], int], people: People, pack: Pack
) -> None:
    accepted(2021, 2023)
    row = next(
        r
        for r in list_board(BoardFilter(edition=2023), this_day()).rows
        if r.link is not LinkKind.NEW
    )
    link_recommendation(people.analyst, ref=row.ref, version=row.version, kind=LinkKind.NEW)
    accept_as_read(people.coordinator, proposed(2022))
    page = recommendation_page(row.ref, this_day())
    assert (page.row.link, page.row.series.times) == (LinkKind.NEW, 1)
    assert page.chain[-1].linked_by == "analyst"


def test_a_wrong_link_is_refused(accepted: Accepted, people: People) -> None:
    accepted(2022, 2023)
    row = list_board(BoardFilter(edition=2023), this_day()).rows[0]

    def link(kind: LinkKind, follows: str = "", version: int = row.version) -> None:
        link_recommendation(
            people.analyst, ref=row.ref, version=version, kind=kind, follows=follows
        )

    with pytest.raises(BadValue):
        link(LinkKind.NEW, "AZE-2022-01")
    with pytest.raises(BadValue):
        link(LinkKind.REPEATED)
    with pytest.raises(BadValue):
        link(LinkKind.REPEATED, row.ref)
    with pytest.raises(NotFound):
        link(LinkKind.REPEATED, "AZE-2022-77")
    with pytest.raises(Refused):
        link(LinkKind.REPEATED, "AZE-2022-01", version=row.version + 5)
    link(LinkKind.REWORDED, "AZE-2022-01")
    assert recommendation_page(row.ref, this_day()).chain[0].ref == "AZE-2022-01"


def test_what_is_no_longer_asked_is_dropped_and_stays_on_the_board(
    accepted: Accepted, pack: Pack
) -> None:
    accepted(2022, 2023)
    changes = compare_editions("AZE", 2022, 2023, pack).recommendations
    dropped = [
        r for r in list_board(BoardFilter(edition=2022), this_day(), limit=200).rows if r.dropped
    ]
    told = [change for change in changes if change.kind is ContinuationKind.DROPPED]
    assert len(dropped) == len(told)


@needs_shared
def test_the_seed_is_followed_from_the_year_before(
    accepted: Accepted, people: People, pack: Pack
) -> None:
    accepted(2022)
    (number,) = read_report(
        people.analyst,
        content=seed_text().encode(),
        file_name="seed.txt",
        country="AZE",
        edition=2023,
    )
    accept_as_read(people.coordinator, number)
    rows = list_board(BoardFilter(edition=2023), this_day()).rows
    assert [r.ref for r in rows] == [f"AZE-2023-{n:02}" for n in range(1, 12)]
    assert sum(r.series.times == 2 for r in rows) >= 6
    fourth = rows[3]
    duties = [f"Part {n} of what is asked" for n in range(1, 7)]
    split_duties(people.coordinator, ref=fourth.ref, version=fourth.version, texts=duties)
    page = recommendation_page(fourth.ref, this_day())
    assert [d.ref for d in page.duties] == [f"AZE-2023-04{letter}" for letter in "abcdef"]
    assert page.row.duties == 6
