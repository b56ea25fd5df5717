"""`palermo read`: the reading of a narrative, of several files or of a whole edition."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from palermo.cli.languages import cache_folder, countries_root
from palermo.cli.reading.reading_text import print_reading, print_silent, printable
from palermo.cli.reading.silent_json import SilentSentenceJson, silent_json
from palermo.documents.document import MOST_BYTES
from palermo.kernel.errors import NotFound, PalermoError
from palermo.kernel.messages import N_
from palermo.packs.compiled import open_vocabulary
from palermo.reports.assessment import Assessment, ReadingJson
from palermo.reports.coverage import SilentSentence, find_left_out
from palermo.reports.edition_reading import SectionReading, find_country_code, read_edition
from palermo.reports.vocabulary import Vocabulary

if TYPE_CHECKING:
    from rich.progress import Progress

_YEARS = click.IntRange(2001, 2100)


class FileReadingJson(ReadingJson):
    """A reading, the name of its file, and where its section begins there."""

    file: str
    section_start: int


class CoveredReadingJson(FileReadingJson):
    """The same with the sentences, clauses and numbers of which nothing was read."""

    silent_sentences: list[SilentSentenceJson]
    silent_numbers: list[SilentSentenceJson]


@dataclass(frozen=True, slots=True)
class FileReading:
    """The reading of one narrative and where it stands: file, place in the file's text."""

    file: str
    start: int
    assessment: Assessment
    #: None where they were not asked for.
    silent: tuple[SilentSentence, ...] | None = None
    numbers: tuple[SilentSentence, ...] = ()

    def to_json(self) -> FileReadingJson | CoveredReadingJson:
        """The published keys of a reading, and the place of its text."""
        found: FileReadingJson = {
            **self.assessment.to_json(),
            "file": self.file,
            "section_start": self.start,
        }
        if self.silent is None:
            return found
        return {
            **found,
            "silent_sentences": silent_json(self.silent),
            "silent_numbers": silent_json(self.numbers),
        }


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--country", metavar="ISO3", help="Country of the text; of an edition, the one to read."
)
@click.option("--year", type=_YEARS, help="Year of the edition, if the text does not say it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="Text; one JSON value; or one JSON object per line, as soon as it is read.",
)
@click.option(
    "--coverage",
    is_flag=True,
    help="Also show sentences in which nothing was read, and numbers not read as figures.",
)
@click.option(
    "--jobs",
    type=click.IntRange(0, 256),
    default=1,
    show_default=True,
    help="Read so many files at the same time; 0: one for each core.",
)
@click.pass_context
def read(
    context: click.Context,
    files: tuple[str, ...],
    country: str | None,
    year: int | None,
    form: str,
    coverage: bool,
    jobs: int,
) -> None:
    """Read reports and show what they say, each value with its place in the text.

    FILE is plain text, HTML, PDF with text or DOCX: one narrative or a whole edition. A folder
    means all its files, - means standard input. Of several files those that can be read are
    read; the others are named on standard error and end the command with their exit code.
    """
    vocabulary = _vocabulary()
    code = find_country_code(country, vocabulary.names, where="--country") if country else None
    wanted = _ReadingRequest(code, year, coverage)
    sources = [source for name in files for source in _sources(name)]
    one = len(files) == 1 and not Path(files[0]).is_dir()
    out = _OUTPUTS[form](one=one)
    problems = _ErrorReport(one)
    workers = min(jobs or os.cpu_count() or 1, len(sources))
    if workers > 1:
        for read_file in _read_side_by_side(sources, wanted, workers):
            _print_file(read_file, out, vocabulary, problems)
        sources = []
    for source, name in sources:
        with problems.report_errors(), _ProgressBar(name) as bar:
            for reading in _readings(source, name, vocabulary, wanted, problems, bar):
                with bar.paused():
                    out.print_reading(reading, vocabulary)
    out.end()
    context.exit(problems.exit_code)


@dataclass(frozen=True, slots=True)
class _ReadingRequest:
    """What the command line says about the texts."""

    country: str | None
    year: int | None
    coverage: bool = False


class _ErrorReport:
    """Errors of several inputs: each one line; the first one's exit code ends the command.

    With one input (`alone`) an error that leaves nothing to read is raised as it is.
    """

    def __init__(self, alone: bool) -> None:
        self.alone = alone
        self.exit_code = 0

    @contextmanager
    def report_errors(self) -> Iterator[None]:
        """A block whose error is told and does not end the command."""
        try:
            yield
        except PalermoError as error:
            if self.alone:
                raise
            self.print_error(error)

    def print_error(self, error: PalermoError) -> None:
        """Write the error's line."""
        self.print_line(error.say(), error.exit_code)

    def print_line(self, said: str, exit_code: int) -> None:
        """Write the line of an error that happened in another process."""
        click.echo(f"palermo: {said}", err=True)
        self.exit_code = self.exit_code or exit_code


def _vocabulary() -> Vocabulary:
    return open_vocabulary(root=countries_root(), cache=cache_folder())


def _sources(name: str) -> Iterator[tuple[Path | bytes, str]]:
    """The inputs that an argument stands for, each with the name that errors call it."""
    if name == "-":
        yield sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"
        return
    path = Path(name)
    if not path.is_dir():
        yield path, printable(name)
        return
    files = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
    if not files:
        raise NotFound(
            N_("The folder contains no file."),
            where=printable(name),
            remedy=N_("Name a folder with reports, or a file."),
        )
    for file in files:
        yield file, printable(str(file))


def _readings(
    source: Path | bytes,
    name: str,
    vocabulary: Vocabulary,
    wanted: _ReadingRequest,
    problems: _ErrorReport,
    bar: _ProgressBar,
) -> Iterator[FileReading]:
    """Readings of one input as they are made. An edition's section that fails is only named."""
    stream, readings = read_edition(
        source, vocabulary, name=name, country=wanted.country, year=wanted.year
    )
    for reading in readings:
        if not reading.section.whole:
            bar.show(reading.section.end, stream.size)
        if reading.error is None or reading.section.whole:
            yield _file_reading(reading, name, wanted)
        else:
            with bar.paused():
                problems.print_error(reading.error)


def _file_reading(reading: SectionReading, name: str, wanted: _ReadingRequest) -> FileReading:
    found = reading.unwrap()
    text, start = reading.section.text, reading.section.start
    if not wanted.coverage:
        return FileReading(name, start, found)
    return FileReading(name, start, found, *find_left_out(text, found))


#: What a worker gives back in the order of the file: readings, and errors as lines with their exit
#: codes (an error itself does not pass between processes).
_FileResult = list[FileReading | tuple[str, int]]


def _read_side_by_side(
    sources: list[tuple[Path | bytes, str]], wanted: _ReadingRequest, workers: int
) -> Iterator[_FileResult]:
    """The results of all files in their order, read by several processes."""
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_read_file, sources, repeat(wanted))


def _read_file(source: tuple[Path | bytes, str], wanted: _ReadingRequest) -> _FileResult:
    content, name = source
    found: _FileResult = []
    try:
        _, readings = read_edition(
            content, _vocabulary(), name=name, country=wanted.country, year=wanted.year
        )
        for reading in readings:
            if reading.error is not None:
                found.append((reading.error.say(), reading.error.exit_code))
            else:
                found.append(_file_reading(reading, name, wanted))
    except PalermoError as error:
        found.append((error.say(), error.exit_code))
    return found


def _print_file(
    found: _FileResult,
    out: _TextOutput | _JsonLinesOutput | _JsonOutput,
    vocabulary: Vocabulary,
    problems: _ErrorReport,
) -> None:
    for each in found:
        if isinstance(each, FileReading):
            out.print_reading(each, vocabulary)
        else:
            problems.print_line(*each)


class _TextOutput:
    """Readings for people, each as soon as it is made."""

    def __init__(self, *, one: bool) -> None:
        self.console = Console(highlight=False)

    def print_reading(self, reading: FileReading, vocabulary: Vocabulary) -> None:
        """Print a reading."""
        print_reading(self.console, reading.assessment, vocabulary, reading.file)
        if reading.silent is not None:
            print_silent(
                self.console,
                [each.text for each in reading.silent],
                [each.text for each in reading.numbers],
            )

    def end(self) -> None:
        """Nothing is left to print."""


class _JsonLinesOutput:
    """One object a line."""

    def __init__(self, *, one: bool) -> None:
        self.one = one

    def print_reading(self, reading: FileReading, vocabulary: Vocabulary) -> None:
        """Print a reading as one line."""
        click.echo(json.dumps(reading.to_json(), ensure_ascii=False))

    def end(self) -> None:
        """Nothing is left to print."""


class _JsonOutput:
    """An object for one narrative in one file, else a list; printed as it grows."""

    def __init__(self, *, one: bool) -> None:
        self.one = one
        self.held: str | None = None
        self.opened = False

    def print_reading(self, reading: FileReading, vocabulary: Vocabulary) -> None:
        """Print the reading before this one: only now it is known that it is not the only one."""
        if self.held is not None:
            click.echo(("," if self.opened else "[") + "\n" + self.held, nl=False)
            self.opened = True
        self.held = json.dumps(reading.to_json(), ensure_ascii=False, indent=1)

    def end(self) -> None:
        """Print what is held, and close the list."""
        if self.held is None:
            click.echo("[]")
        elif self.one and not self.opened:
            click.echo(self.held)
        else:
            click.echo(("," if self.opened else "[") + "\n" + self.held + "\n]")


_OUTPUTS: dict[str, type[_TextOutput] | type[_JsonLinesOutput] | type[_JsonOutput]] = {
    "text": _TextOutput,
    "json": _JsonOutput,
    "jsonl": _JsonLinesOutput,
}


def _draw_progress(name: str, size: int) -> Progress:
    # Most readings draw no bar, and rich takes its time to load one.
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
    progress.add_task(name, total=size)
    progress.start()
    return progress


class _ProgressBar:
    """How far an edition is read: a bar on standard error, where that is a terminal."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.progress: Progress | None = None

    def __enter__(self) -> _ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self.progress:
            self.progress.stop()

    def show(self, done: int, size: int) -> None:
        """Move the bar; the first call draws it."""
        if not sys.stderr.isatty():
            return
        if self.progress is None:
            self.progress = _draw_progress(self.name, size)
        self.progress.update(self.progress.task_ids[0], completed=done, total=max(size, done))

    def paused(self) -> ExitStack:
        """A block that prints: the bar steps aside and comes back."""
        stack = ExitStack()
        if self.progress:
            self.progress.stop()
            stack.callback(self.progress.start)
        return stack
