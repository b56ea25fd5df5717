"""Reads the vignettes of a pack and checks them against its procedures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from palermo.kernel.errors import BadValue, PackProblem
from palermo.kernel.texts import ENGLISH
from palermo.packs.indicator_lists import list_files
from palermo.packs.pack_files import PackFiles
from palermo.packs.problems import ProblemList
from palermo.procedures.book import ProcedureBook
from palermo.procedures.vignettes import Vignette, find_copied_words, make_vignette_key

#: Words of a text: shorter tells too little, longer is not read to the end.
_SHORTEST, _LONGEST = 60, 220


def read_vignettes(
    files: PackFiles, procedures: ProcedureBook, problems: ProblemList
) -> tuple[Vignette, ...]:
    """Every vignette, by id; a file of the country takes the place of its namesake.

    Notes every problem instead of raising.
    """
    found: dict[str, Vignette] = {}
    for path in list_files(files.folders, "vignettes").values():
        try:
            vignette = files.read(path, Vignette)
        except PackProblem as problem:
            problems.take(problem)
            continue
        for what in _faults(vignette, procedures, found, path):
            problems.add(path, what, vignette.id)
        found[vignette.id] = vignette
    return tuple(found[name] for name in sorted(found))


def _faults(
    vignette: Vignette, procedures: ProcedureBook, found: Mapping[str, Vignette], path: Path
) -> Iterator[str]:
    if vignette.id in found:
        yield f"{vignette.id} stands here twice"
    versions = procedures.versions_of(vignette.procedure)
    if not versions:
        yield f"there is no procedure {vignette.procedure!r}"
        return
    try:
        make_vignette_key(vignette, versions[-1])
    except BadValue as error:
        yield str(error.what)
    length = len(vignette.text.in_language(ENGLISH).split())
    if not _SHORTEST <= length <= _LONGEST:
        yield f"the text has {length} words: write {_SHORTEST} to {_LONGEST}"
    # A translation never keeps a pack from being loaded: `palermo check` looks at the others.
    copied = find_copied_words(vignette, versions[-1].indicators, (ENGLISH,))
    if copied:
        yield f"the text uses the words of the form for {', '.join(copied)}: tell what happened"
