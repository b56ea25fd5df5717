"""Reads the procedures of a pack: lists of indicators, procedures, scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from palermo.conditions.nodes import list_names
from palermo.kernel.answers import Missing
from palermo.packs.indicator_lists import IndicatorLists, list_files, load_file
from palermo.packs.pack_files import PackFiles
from palermo.packs.problems import ProblemList
from palermo.procedures.book import ProcedureBook
from palermo.procedures.definitions import OUTCOME, list_definitions
from palermo.procedures.form_names import find_form_problems
from palermo.procedures.grounds import NAMES
from palermo.procedures.indicator_sets import expand_indicator_set
from palermo.procedures.scenarios import Scenario, ScenarioFile
from palermo.procedures.shapes import Concept, Procedure
from palermo.procedures.variables import compile_program

#: Names of definitions, which no question, indicator or dimension may have.
RESERVED = (OUTCOME, *NAMES)
#: Where versions stand that a later one replaced; their decisions still need their words.
EARLIER = "procedures/earlier"


def read_procedures(
    files: PackFiles,
    problems: ProblemList,
    instruments: Mapping[str, Procedure] | None = None,
    concepts: Sequence[Concept] = (),
) -> ProcedureBook:
    """The procedures of a pack; a file of a later folder takes the place of its namesake.

    `instruments`: published ones whose wording is at hand, by their fingerprint; no file may take
    one's place. `concepts`: the facts that indicators may show.

    Notes every problem instead of raising.
    """
    folders = files.folders
    lists = IndicatorLists(files, problems)
    versions = {(p.id, p.version): p for p in (instruments or {}).values()}
    fingerprints = {(p.id, p.version): f for f, p in (instruments or {}).items()}
    for path, whole in _versions_in_use(files, lists, concepts, problems):
        if (whole.id, whole.version) in versions:
            problems.add(
                path, f"version {whole.version} of {whole.id} stands here twice", "version"
            )
        versions[whole.id, whole.version] = whole
        fingerprints[whole.id, whole.version] = files.fingerprint(path, *lists.read_by(whole))
    scenarios: dict[str, tuple[Scenario, ...]] = {}
    for path in list_files(folders, "procedures/scenarios").values():
        file = load_file(files, path, ScenarioFile, problems)
        if file and file.procedure not in {p for p, _ in versions}:
            problems.add(path, f"there is no procedure {file.procedure!r}", "procedure")
        elif file and file.procedure in scenarios:
            problems.add(path, f"another file holds scenarios of {file.procedure!r}: join them")
        elif file:
            scenarios[file.procedure] = file.scenarios
    _check_order(versions, folders[-1], problems)
    return ProcedureBook(versions.values(), scenarios, fingerprints)


def _versions_in_use(
    files: PackFiles,
    lists: IndicatorLists,
    concepts: Sequence[Concept],
    problems: ProblemList,
) -> Iterator[tuple[Path, Procedure]]:
    """The versions of the pack, each with its file.

    A country's own procedure takes the place of the common one from its first version on: a later
    version of the common pack must never replace a country's own law.
    """
    folders = files.folders
    paths = (*list_files(folders, EARLIER).values(), *list_files(folders, "procedures").values())
    read = [(path, load_file(files, path, Procedure, problems)) for path in paths]
    found = [
        (path, whole)
        for path, one in read
        if one and (whole := _complete(one, files.written_in(path), lists, concepts, problems))
    ]
    first_own: dict[str, int] = {}
    for path, whole in found:
        if path.is_relative_to(folders[-1]):
            first_own[whole.id] = min(whole.version, first_own.get(whole.id, whole.version))
    for path, whole in found:
        is_own = path.is_relative_to(folders[-1])
        if is_own or whole.version < first_own.get(whole.id, whole.version + 1):
            yield path, whole


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


def read_procedure(
    path: Path, folders: Sequence[Path], concepts: Sequence[Concept] = ()
) -> Procedure:
    """One procedure of a file outside a pack. Raises PackProblem with all that is wrong with it."""
    problems = ProblemList()
    files = PackFiles(folders)
    procedure = load_file(files, path, Procedure, problems)
    if procedure is not None:
        lists = IndicatorLists(files, problems)
        procedure = _complete(procedure, files.written_in(path), lists, concepts, problems)
    if procedure is None or problems:
        raise problems.as_error()
    return procedure


def _complete(
    procedure: Procedure,
    at: Sequence[Path],
    lists: IndicatorLists,
    concepts: Sequence[Concept],
    problems: ProblemList,
) -> Procedure | None:
    """The procedure with its list of indicators and the facts that they show; None if it fails."""
    if procedure.concepts:
        problems.add_in(at, "the pack's offences say which facts there are: remove `concepts`")
    try:
        whole = expand_indicator_set(procedure, lists.tables, lists.signs)
    except ValueError as error:
        problems.add_in([*at, *lists.paths], str(error), _named_in(procedure, str(error)))
        return None
    shown = {fact for indicator in whole.indicators for fact in indicator.shows}
    strange = shown - {c.id for c in concepts}
    for fact in sorted(strange):
        problems.add_in(at, f"an indicator shows the fact {fact!r}, which does not exist", fact)
    whole = whole.model_copy(update={"concepts": tuple(c for c in concepts if c.id in shown)})
    _check(whole, at, problems)
    return whole


def _check(procedure: Procedure, at: Sequence[Path], problems: ProblemList) -> None:
    """Names used once, and only names that exist; a year must not end before it begins."""
    names = [q.id for q in procedure.questions]
    asked = set(names)
    # An indicator with the name of a question is that question's answer.
    names += [i.id for i in procedure.indicators if i.id not in asked]
    names += [d.id for d in procedure.dimensions]
    for name in sorted(set(names) & set(RESERVED)):
        problems.add_in(at, f"the name {name!r} is Palermo's own: choose another", name)
    for name in sorted({n for n in names if names.count(n) > 1}):
        problems.add_in(at, f"the name {name!r} is given twice", name)
    _check_questions(procedure, at, problems)
    dimensions = {d.id for d in procedure.dimensions}
    for indicator in procedure.indicators:
        if indicator.dimension not in dimensions:
            problems.add_in(
                at,
                f"{indicator.id}: there is no dimension {indicator.dimension!r}; "
                f"known: {', '.join(sorted(dimensions))}",
                indicator.dimension,
                indicator.id,
            )
    if procedure.until and procedure.until < procedure.since:
        problems.add_in(at, "the last day lies before the first", "until")
    if _note_unknown_names(procedure, at, problems):
        return
    try:
        compile_program(procedure, list_definitions(procedure))
    except ValueError as error:
        problems.add_in(at, str(error), str(error).split(" ")[0])


def _named_in(procedure: Procedure, said: str) -> str:
    """The code to which an error about a list of indicators points."""
    if procedure.signs and repr(procedure.signs) in said:
        return procedure.signs
    if said.startswith("signs that"):
        return said.rpartition(": ")[2].split(", ")[0]
    return procedure.indicator_set or ""


def _note_unknown_names(procedure: Procedure, at: Sequence[Path], problems: ProblemList) -> bool:
    """Note every name in a condition that is neither a question nor defined before; any such?"""
    known = {q.id for q in procedure.questions}
    strange = [(q.id, name) for q in procedure.questions for name in list_names(q.when) - known]
    for defined, node in list_definitions(procedure).items():
        owner = defined.removeprefix("duty_").removeprefix("label_")
        strange += [(owner, name) for name in list_names(node) - known]
        known.add(defined)
    for owner, name in sorted(strange):
        problems.add_in(at, f"{owner} reads the unknown value {name!r}", name, owner)
    return bool(strange)


def _check_questions(procedure: Procedure, at: Sequence[Path], problems: ProblemList) -> None:
    """Chapters exist, and `stops` names answers of the question."""
    chapters = {chapter.id for chapter in procedure.chapters}
    for q in procedure.questions:
        if q.chapter and q.chapter not in chapters:
            problems.add_in(at, f"{q.id}: there is no chapter {q.chapter!r}", q.chapter, q.id)
        answers = {*({c.id for c in q.choices} or {"yes", "no"}), *Missing}
        for name in [name for name in q.stops if name not in answers]:
            what = f"{q.id}: `stops` names the answer {name!r}, which it does not have"
            problems.add_in(at, what, name, q.id)
    for name, fault in find_form_problems(procedure):
        problems.add_in(at, fault, name)
