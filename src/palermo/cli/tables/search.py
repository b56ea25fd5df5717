"""`palermo search` and `palermo index`."""

from __future__ import annotations

from collections.abc import Iterable

import click
from rich.console import Console
from rich.text import Text

from palermo.actions.tables.rebuild_search import rebuild_search
from palermo.cli.installation import as_user, open_visit, open_visit_with_right
from palermo.cli.listing import form_option, print_table
from palermo.ledger.search.values import SearchHit, SearchHits, Span
from palermo.saying.search_results import search_everything
from palermo.tables.search_table import hits_table

_MATCH = "bold underline"


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 200), default=50, show_default=True)
@form_option
@as_user
def search(text: tuple[str, ...], limit: int, form: str, username: str | None) -> None:
    """Find all the words of TEXT, in any form, best first.

    Write a phrase in quotation marks ('"shelter for victims"') and a star after the beginning of a
    word ('traffic*').
    """
    visit = open_visit_with_right(username, "view_ledger")
    hits = search_everything(
        " ".join(text), pack=visit.pack, today=visit.today, language=visit.language, limit=limit
    )
    if form == "json":
        print_table(hits_table(hits.best), form)
    else:
        _print_hits(hits)


def _print_hits(hits: SearchHits) -> None:
    console = Console(highlight=False)
    for hit in hits.best:
        console.print(_heading(hit))
        console.print(_highlighted(hit.excerpt, hit.matches))
        if hit.also:
            console.print(f"The same demand in other reports: {', '.join(hit.also)}")
        console.print()
    count = f"{hits.total} result{'' if hits.total == 1 else 's'}."
    shown = f" The best {len(hits.best)} are shown." if len(hits.best) < hits.total else ""
    console.print(count + shown)


def _heading(hit: SearchHit) -> Text:
    return Text.assemble(
        _highlighted(hit.title, hit.title_matches), "  ", Text(hit.kind.label, style="dim")
    )


def _highlighted(text: str, spans: Iterable[Span]) -> Text:
    shown = Text(text)
    for start, end in spans:
        shown.stylize(_MATCH, start, end)
    return shown


@click.command("index")
@click.option("--all", "everything", is_flag=True, help="Also what is up to date.")
@as_user
def rebuild_index(everything: bool, username: str | None) -> None:
    """Index again what the search cannot find, such as entries loaded from a backup."""
    done = rebuild_search(open_visit(username), everything=everything)
    click.echo(f"Entries indexed: {done}.")
