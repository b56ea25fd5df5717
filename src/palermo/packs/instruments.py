"""Reads published instruments and the wordings that an office loaded for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from palermo.kernel.errors import PackProblem
from palermo.packs.problems import ProblemList
from palermo.packs.yaml_files import load_yaml
from palermo.procedures.instruments import InstrumentsFile, Wording, check_wording, make_procedure
from palermo.procedures.shapes import Procedure


def read_wordings(
    folder: Path | None, file: InstrumentsFile, problems: ProblemList
) -> tuple[Wording, ...]:
    """Every wording of the folder (none without one); each version of an instrument once."""
    found: dict[tuple[str, int], Wording] = {}
    for path in sorted(folder.glob("*.yaml")) if folder else ():
        try:
            wording = read_wording(path, file)
        except PackProblem as problem:
            problems.take(problem)
            continue
        key = wording.instrument, wording.version
        if key in found:
            problems.add(path, f"version {key[1]} of {key[0]} stands here twice", "version")
        found[key] = wording
    return tuple(found.values())


def read_wording(path: Path, file: InstrumentsFile, languages: Iterable[str] = ()) -> Wording:
    """The wording of one instrument. Raises PackProblem with all that is wrong with it.

    `languages`: those in which it must stand.
    """
    problems = ProblemList()
    try:
        wording = load_yaml(path, Wording)
    except OSError:
        problems.add(path, "the file cannot be read")
        raise problems.as_error() from None
    instrument = next((i for i in file.instruments if i.id == wording.instrument), None)
    if instrument is None:
        known = ", ".join(i.id for i in file.instruments)
        problems.add(
            path, f"there is no instrument {wording.instrument!r}; known: {known}", "instrument"
        )
    else:
        for what, near in check_wording(wording, instrument):
            problems.add(path, what, near)
    lacking = sorted(set(languages) - set(wording.languages))
    if lacking:
        problems.add(path, f"the items are not written in: {', '.join(lacking)}", "items:")
    if problems:
        raise problems.as_error()
    return wording


def make_procedures(file: InstrumentsFile, wordings: tuple[Wording, ...]) -> tuple[Procedure, ...]:
    """The instruments with a wording, as procedures."""
    by_id = {i.id: i for i in file.instruments}
    return tuple(make_procedure(file, by_id[w.instrument], w) for w in wordings)
