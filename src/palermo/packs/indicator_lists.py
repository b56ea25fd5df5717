"""The lists of indicators of a pack, published, and what is proposed about their items."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from palermo.kernel.errors import PackProblem
from palermo.packs.pack_files import PackFiles
from palermo.packs.problems import ProblemList
from palermo.procedures.scenarios import ScenarioFile
from palermo.procedures.shapes import IndicatorTable, Procedure, SignTable

File = TypeVar("File", IndicatorTable, SignTable, Procedure, ScenarioFile)


class IndicatorLists:
    """The published lists of a pack, and what it proposes about their items; with their files."""

    def __init__(self, files: PackFiles, problems: ProblemList) -> None:
        read = {
            path: load_file(files, path, IndicatorTable, problems)
            for path in list_files(files.folders, "indicators").values()
        }
        signs = {
            path: load_file(files, path, SignTable, problems)
            for path in list_files(files.folders, "signs").values()
        }
        self.tables = {table.id: table for table in read.values() if table}
        self.signs = {table.id: table for table in signs.values() if table}
        self._paths = {f"list {t.id}": path for path, t in read.items() if t}
        self._paths |= {f"signs {t.id}": path for path, t in signs.items() if t}

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files of all lists."""
        return tuple(self._paths.values())

    def read_by(self, procedure: Procedure) -> tuple[Path, ...]:
        """The files that decide with the procedure, if it names any."""
        name = (procedure.indicator_set or "").partition(".")[0]
        named = [f"list {name}"] if name else []
        named += [f"signs {procedure.signs}"] if procedure.signs else []
        return tuple(self._paths[one] for one in named)


def list_files(folders: Sequence[Path], where: str) -> dict[str, Path]:
    """Files of a place in the folders, by name; a later folder replaces an earlier one."""
    return {
        path.name: path for folder in folders for path in sorted(folder.glob(f"{where}/*.yaml"))
    }


def load_file(
    files: PackFiles, path: Path, shape: type[File], problems: ProblemList
) -> File | None:
    """What a file holds; None, with its problems noted, if it cannot be read."""
    try:
        return files.read_procedure(path, shape)
    except PackProblem as problem:
        problems.take(problem)
        return None
