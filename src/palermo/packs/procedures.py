"""Reads the procedures of a pack: lists of indicators, procedures, scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from palermo.kernel.errors import PackProblem
from palermo.packs.pack_files import PackFiles
from palermo.packs.problems import ProblemList
from palermo.procedures.book import ProcedureBook
from palermo.procedures.definitions import list_definitions
from palermo.procedures.indicator_sets import expand_indicator_set
from palermo.procedures.scenarios import Scenario, ScenarioFile
from palermo.procedures.shapes import IndicatorTable, Procedure
from palermo.procedures.variables import compile_program

File = TypeVar("File", IndicatorTable, Procedure, ScenarioFile)


def read_procedures(
    files: PackFiles, problems: ProblemList, instruments: Mapping[str, Procedure] | None = None
) -> ProcedureBook:
    """The procedures of a pack; a file of a later folder takes the place of its namesake.

    `instruments`: published ones whose wording is at hand, by their fingerprint; no file may take
    one's place.

    Notes every problem instead of raising.
    """
    folders = files.folders
    tables = _tables(files, problems)
    versions = {(p.id, p.version): p for p in (instruments or {}).values()}
    fingerprints = {(p.id, p.version): f for f, p in (instruments or {}).items()}
    origin: dict[str, set[Path]] = {}
    for path in _files(folders, "procedures").values():
        procedure = _load(files, path, Procedure, problems)
        if procedure is None:
            continue
        try:
            whole = expand_indicator_set(
                procedure, {name: table for name, (_, table) in tables.items()}
            )
        except ValueError as error:
            problems.add(path, str(error), "indicator_set")
            continue
        _check(whole, path, problems)
        origin.setdefault(whole.id, set()).add(path.parents[1])
        if (whole.id, whole.version) in versions:
            problems.add(
                path, f"version {whole.version} of {whole.id} stands here twice", "version"
            )
        versions[whole.id, whole.version] = whole
        fingerprints[whole.id, whole.version] = files.fingerprint(path, *_read_by(whole, tables))
    scenarios: dict[str, tuple[Scenario, ...]] = {}
    for path in _files(folders, "procedures/scenarios").values():
        file = _load(files, path, ScenarioFile, problems)
        if file and file.procedure not in {p for p, _ in versions}:
            problems.add(path, f"there is no procedure {file.procedure!r}", "procedure")
        elif file and file.procedure in scenarios:
            problems.add(path, f"another file holds scenarios of {file.procedure!r}: join them")
        elif file:
            scenarios[file.procedure] = file.scenarios
    # A later version of the common pack must never take the place of a country's own law.
    for name, places in origin.items():
        if len(places) > 1:
            problems.add(
                folders[-1] / "procedures",
                f"{name} has versions here and in {folders[0].name}: a country that writes its own "
                "holds all of them (copy the others here under the names of their files)",
            )
    _check_order(versions, folders[-1], problems)
    return ProcedureBook(versions.values(), scenarios, fingerprints)


def _check_order(
    versions: Mapping[tuple[str, int], Procedure], folder: Path, problems: ProblemList
) -> None:
    """A later version begins on a later day, or nobody could tell which one held."""
    ordered = [versions[key] for key in sorted(versions)]
    for before, after in pairwise(ordered):
        if before.id == after.id and after.since <= before.since:
            problems.add(
                folder / "procedures",
                f"version {after.version} of {after.id} holds from {after.since}, no later than "
                f"version {before.version}: give it a later day",
            )


def read_procedure(path: Path, folders: Sequence[Path]) -> Procedure:
    """One procedure of a file outside a pack. Raises PackProblem with all that is wrong with it."""
    problems = ProblemList()
    files = PackFiles(folders)
    tables = {name: table for name, (_, table) in _tables(files, problems).items()}
    procedure = _load(files, path, Procedure, problems)
    if procedure is not None:
        try:
            procedure = expand_indicator_set(procedure, tables)
        except ValueError as error:
            problems.add(path, str(error), "indicator_set")
        else:
            _check(procedure, path, problems)
    if procedure is None or problems:
        raise problems.as_error()
    return procedure


def _tables(files: PackFiles, problems: ProblemList) -> dict[str, tuple[Path, IndicatorTable]]:
    paths = _files(files.folders, "indicators").values()
    read = ((path, _load(files, path, IndicatorTable, problems)) for path in paths)
    return {table.id: (path, table) for path, table in read if table}


def _read_by(
    procedure: Procedure, tables: Mapping[str, tuple[Path, IndicatorTable]]
) -> tuple[Path, ...]:
    """The list of indicators that decides with the procedure, if it names one."""
    name = (procedure.indicator_set or "").partition(".")[0]
    return (tables[name][0],) if name else ()


def _files(folders: Sequence[Path], where: str) -> dict[str, Path]:
    return {
        path.name: path for folder in folders for path in sorted(folder.glob(f"{where}/*.yaml"))
    }


def _load(files: PackFiles, path: Path, shape: type[File], problems: ProblemList) -> File | None:
    try:
        return files.read_procedure(path, shape)
    except PackProblem as problem:
        problems.take(problem)
        return None


def _check(procedure: Procedure, path: Path, problems: ProblemList) -> None:
    """Names used once, and only names that exist; a year must not end before it begins."""
    names = [q.id for q in procedure.questions]
    asked = set(names)
    # An indicator with the name of a question is that question's answer.
    names += [i.id for i in procedure.indicators if i.id not in asked]
    names += [d.id for d in procedure.dimensions]
    for name in sorted({n for n in names if names.count(n) > 1}):
        problems.add(path, f"the name {name!r} is given twice", name)
    dimensions = {d.id for d in procedure.dimensions}
    for indicator in procedure.indicators:
        if indicator.dimension not in dimensions:
            problems.add(
                path,
                f"{indicator.id}: there is no dimension {indicator.dimension!r}; "
                f"known: {', '.join(sorted(dimensions))}",
                indicator.id,
            )
    if procedure.until and procedure.until < procedure.since:
        problems.add(path, "the last day lies before the first", "until")
    try:
        compile_program(procedure, list_definitions(procedure))
    except ValueError as error:
        problems.add(path, str(error), str(error).split(" ")[0])
