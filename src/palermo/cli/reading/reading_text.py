"""A reading as text for people: what the narrative says, in its words, by colour and table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from palermo.reports.assessment import Assessment, Figure, Finding, Polarity
from palermo.reports.vocabulary import Vocabulary

_TIER_COLOURS = {"1": "green", "2": "yellow", "2WL": "dark_orange", "3": "red", "SC": "magenta"}
_TIERS = {"1": "Tier 1", "2": "Tier 2", "2WL": "Tier 2 Watch List", "3": "Tier 3"}
_UNKNOWN = "not stated"
_NOT_MENTIONED = "·"


def print_reading(
    console: Console, reading: Assessment, vocabulary: Vocabulary, file: str = ""
) -> None:
    """Print one reading. Nothing of the text can steer the terminal."""
    titles = {theme.id: str(theme.title) for theme in vocabulary.themes.themes}
    console.print(_header(reading, vocabulary, file))
    _recommendations(console, reading, titles)
    for polarity, title, colour in (
        (Polarity.EFFORT, "Efforts", "green"),
        (Polarity.SHORTFALL, "Shortfalls", "red"),
    ):
        _findings(console, [f for f in reading.findings if f.polarity is polarity], title, colour)
    _figures(console, reading)
    for warning in reading.warnings:
        console.print(Text(f"! {printable(warning.say())}", style="yellow"))
    console.print()


def print_silent(console: Console, sentences: Sequence[str], numbers: Sequence[str]) -> None:
    """Print the sentences and clauses, then the numbers, of which nothing was read."""
    title = f"Nothing was read in {len(sentences)} sentences or clauses"
    console.print(Text(title, style="bold"))
    for sentence in sentences:
        console.print(Text(f"  – {printable(sentence)}", style="dim"))
    if numbers:
        console.print(Text(f"No figure uses {len(numbers)} numbers", style="bold"))
    for number in numbers:
        console.print(Text(f"  – {printable(number)}", style="dim"))
    console.print()


def printable(text: str) -> str:
    """`text` on one line, without characters that a terminal would take for orders."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def _header(reading: Assessment, vocabulary: Vocabulary, file: str) -> Panel:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    for label, value in _header_rows(reading):
        grid.add_row(label, value)
    colour = _TIER_COLOURS.get(reading.tier or "", "white")
    names = vocabulary.names
    country = names.name_of(reading.country) if reading.country else "Country not stated"
    title = Text(f"{country} {reading.year or ''}".strip(), style=f"bold {colour}")
    subtitle = Text(file, style="dim") if file else None
    return Panel(grid, title=title, subtitle=subtitle, border_style=colour, expand=True)


def _header_rows(reading: Assessment) -> Iterable[tuple[str, Text]]:
    tier = reading.tier.value if reading.tier else None
    listed = f", year {reading.watch_list_year} in a row" if reading.watch_list_year else ""
    shown = _TIERS.get(tier or "", "Special case" if tier else _UNKNOWN) + listed
    yield "Tier", Text(shown, style=f"bold {_TIER_COLOURS.get(tier or '', 'dim')}")
    yield "Placement", _value_text(reading.placement)
    efforts = reading.overall_efforts
    yield "Overall efforts", _value_text(efforts.replace("_", " ") if efforts else None)
    period = reading.period
    yield "Period", _value_text(f"{period.start} to {period.end}" if period else None)
    if reading.partial:
        lacks = ", ".join(c.replace("_", " ") for c in reading.missing_chapters)
        yield "Partial", Text(f"yes; missing: {lacks}" if lacks else "yes", style="yellow")
    if reading.source:
        yield "Source", Text(printable(reading.source))


def _value_text(value: str | None) -> Text:
    return Text(value) if value else Text(_UNKNOWN, style="dim")


def _recommendations(console: Console, reading: Assessment, titles: dict[str, str]) -> None:
    if not reading.recommendations:
        return
    table = Table(
        title=f"Recommendations ({len(reading.recommendations)})",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_header=False,
        show_lines=False,
    )
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for number, asked in enumerate(reading.recommendations, 1):
        words = Text(printable(asked.text))
        if asked.themes:
            words.append("\n" + ", ".join(titles.get(t, t) for t in asked.themes), style="cyan dim")
        table.add_row(str(number), words)
    console.print(table)


def _findings(console: Console, findings: Sequence[Finding], title: str, colour: str) -> None:
    if not findings:
        return
    table = Table(
        title=f"{title} ({len(findings)})",
        title_justify="left",
        title_style=f"bold {colour}",
        box=box.SIMPLE_HEAD,
        show_header=False,
    )
    table.add_column(style=colour, no_wrap=True, min_width=9)
    table.add_column(overflow="fold")
    for finding in findings:
        table.add_row(finding.direction or "", Text(f"“{printable(finding.text)}”"))
    console.print(table)


def _figures(console: Console, reading: Assessment) -> None:
    """Measures by year. Zero, "not reported" and not mentioned are three different cells."""
    cells: dict[tuple[str, int], list[str]] = {}
    for figure in reading.figures:
        cells.setdefault((figure.measure, figure.year), []).append(_value(figure))
    for silent in reading.not_reported:
        cells.setdefault((silent.measure, silent.year), []).append("not reported")
    if not cells:
        return
    years = sorted({year for _, year in cells})
    table = Table(title="Figures", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.add_column("measure")
    for year in years:
        table.add_column(str(year), justify="right")
    for measure in dict.fromkeys(measure for measure, _ in cells):
        found = [cells.get((measure, year)) for year in years]
        row = [_cell(values) for values in found]
        table.add_row(measure.replace("_", " "), *row)
    console.print(table)
    console.print(Text(f"{_NOT_MENTIONED} the text does not mention it", style="dim"))
    for figure in reading.figures:
        quote = f"  {figure.measure.replace('_', ' ')} {figure.year}: “{printable(figure.quote)}”"
        console.print(Text(quote, style="dim"))
    for aside in reading.figures_aside:
        words = f"  {aside.reason.label}: {aside.measure.replace('_', ' ')} {aside.year}"
        console.print(Text(f"{words}: “{printable(aside.quote)}”", style="dim italic"))


def _cell(values: list[str] | None) -> Text:
    if values is None:
        return Text(_NOT_MENTIONED, style="dim")
    words = " / ".join(dict.fromkeys(values))
    return Text(words, style="italic yellow" if words == "not reported" else "")


def _value(figure: Figure) -> str:
    number = f"{figure.value:,.0f}" if float(figure.value).is_integer() else f"{figure.value:,}"
    return f"{number} {figure.currency}" if figure.currency else number
