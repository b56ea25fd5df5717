"""Every table that can be taken away, by name: for the pages, the API and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from types import MappingProxyType

from palermo.kernel.errors import BadValue, NotFound
from palermo.kernel.messages import N_
from palermo.ledger.checklist.queries import read_checklist
from palermo.ledger.measures.queries import list_values
from palermo.ledger.narratives.queries import accepted_countries, list_narratives
from palermo.ledger.narratives.readings import list_figures, list_findings
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.queries import demand_pages
from palermo.ledger.recommendations.values import BoardFilter, DemandPage
from palermo.ledger.register.queries import merge_register
from palermo.packs.pack import Pack
from palermo.tables.checklist_table import checklist_table
from palermo.tables.demand_tables import recommendations_table
from palermo.tables.filter_words import filter_words
from palermo.tables.ledger_tables import (
    actions_table,
    duties_table,
    figures_table,
    findings_table,
    narratives_table,
    values_table,
)
from palermo.tables.pack_tables import (
    agencies_table,
    measures_table,
    procedures_table,
    roles_table,
    services_table,
)
from palermo.tables.register_tables import register_table
from palermo.tables.table import Table

#: A table of what not everybody may see asks for the same right as its page.
TABLE_RIGHTS: Mapping[str, str] = MappingProxyType({"narratives": "view_review"})
#: More rows than any installation has; a table that is taken away is never cut.
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class TableRequest:
    """What a table is asked for. Empty: all countries, all editions. `translate` and `language`
    are the reader's. `board`: how the board is narrowed from which its rows are taken away.
    """

    pack: Pack
    today: date
    country: str = ""
    edition: int | None = None
    language: str = "en"
    translate: Callable[[str], str] = str
    board: BoardFilter = field(default_factory=BoardFilter)

    @property
    def countries(self) -> tuple[str, ...]:
        """The country asked for, or all with an accepted narrative."""
        return (self.country,) if self.country else accepted_countries()

    @property
    def filters(self) -> dict[str, str]:
        """What was asked for, as it stands beside the table."""
        plain = asdict(BoardFilter())
        # The order is none.
        given = {**asdict(self.board), "sort": plain["sort"]}
        given |= {"country": self.country, "edition": self.edition}
        return {name: str(value) for name, value in given.items() if value != plain[name]}


def make_table(name: str, asked: TableRequest) -> Table:
    """The table called `name`, with its filters and source. Raises NotFound."""
    if name not in TABLES:
        raise NotFound(
            N_("There is no table {name}."),
            remedy=N_("Tables: {known}."),
            name=name[:40],
            known=", ".join(TABLES),
        )
    made = TABLES[name](asked)
    note = made.note or asked.translate(N_("From the ledger of this installation."))
    words = filter_words(asked.filters, asked.pack, asked.language, asked.translate)
    return replace(made, note=note, filters=asked.filters, filter_words=words)


def _recommendations(asked: TableRequest) -> Table:
    wanted = replace(asked.board, country=asked.country, edition=asked.edition)
    board = list_board(wanted, asked.today, limit=_ALL)
    return recommendations_table(board.rows)


def _pages(asked: TableRequest) -> tuple[DemandPage, ...]:
    return demand_pages(asked.today, asked.country, asked.edition)


def _register(asked: TableRequest) -> Table:
    register = merge_register(asked.pack.register)
    return register_table(register, (asked.country,) if asked.country else ())


def _narratives(asked: TableRequest) -> Table:
    rows, _ = list_narratives(country=asked.country, limit=_ALL)
    return narratives_table(rows)


def _checklist(asked: TableRequest) -> Table:
    if not asked.country or asked.edition is None:
        raise BadValue(
            N_("A checklist is for one country and one edition."),
            where="country, edition",
            remedy=N_("Name both, such as AZE and 2023."),
        )
    items = read_checklist(asked.pack.checklist_rules, asked.country, asked.edition)
    return checklist_table(asked.country, asked.edition, items, asked.translate)


TABLES: Mapping[str, Callable[[TableRequest], Table]] = MappingProxyType(
    {
        "register": _register,
        "recommendations": _recommendations,
        "duties": lambda a: duties_table(_pages(a), a.translate),
        "actions": lambda a: actions_table(_pages(a)),
        "findings": lambda a: findings_table(
            f for country in a.countries for f in list_findings(country, a.edition)
        ),
        "figures": lambda a: figures_table(
            f for country in a.countries for f in list_figures(country, a.edition)
        ),
        "measures": lambda a: measures_table(a.pack, a.language),
        "values": lambda a: values_table(
            v for country in a.countries for v in list_values(country, superseded=True)
        ),
        "checklist": _checklist,
        "narratives": _narratives,
        "agencies": lambda a: agencies_table(a.pack, a.language),
        "roles": lambda a: roles_table(a.pack, a.language),
        "services": lambda a: services_table(a.pack, a.language),
        "procedures": lambda a: procedures_table(a.pack, a.today, a.language),
    }
)
