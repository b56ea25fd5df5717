"""ProblemList of a pack, collected so that all are reported at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import yaml

from palermo.kernel.errors import PackProblem
from palermo.kernel.messages import N_


class ProblemList:
    """ProblemList found so far, each `file:line: what`."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.lines)

    def add(self, path: Path, what: str, near: str = "") -> None:
        """Note a problem of `path`, at the first line where the word `near` stands."""
        self.lines.append(f"{path}:{_line_with(path, near)}: {what}")

    def add_in(self, paths: Sequence[Path], what: str, near: str = "") -> None:
        """Note a problem of the first of `paths` where the word `near` stands, else of the last."""
        found = [path for path in paths if path.is_file()] or list(paths)
        own = (path for path in found if near and near in path.read_text(encoding="utf-8"))
        self.add(next(own, found[-1]), what, near)

    def add_at(self, mark: yaml.Mark, what: str) -> None:
        """Note a problem of the value that was composed at `mark`."""
        self.lines.append(f"{mark.name}:{mark.line + 1}: {what}")

    def take(self, problem: PackProblem) -> None:
        """Note every problem of a file that could not be read."""
        self.lines += str(problem.what.params["lines"]).splitlines()

    def as_error(self) -> PackProblem:
        """All of them as one error."""
        return PackProblem(
            N_("Problems in the pack: {count}\n{lines}"),
            remedy=N_("\nCorrect these lines and run the command again."),
            count=len(self.lines),
            lines="\n".join(self.lines),
        )


def _line_with(path: Path, word: str) -> int:
    if not word or not path.is_file():
        return 1
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if word in line), 1)


def note_doubles(ids: Iterable[str], paths: tuple[Path, ...], problems: ProblemList) -> None:
    """Note every id that is defined more than once."""
    for name, times in Counter(ids).items():
        if times > 1:
            problems.add_in(paths, f"{name} stands {times} times", name)


def note_unknown_ids(
    used: Iterable[str],
    known: Collection[str],
    kind: str,
    owner: str,
    paths: tuple[Path, ...],
    problems: ProblemList,
) -> None:
    """Note every id that `owner` uses and that is not among those known."""
    for name in used:
        if name not in known:
            problems.add_in(
                paths, f"{owner} names the {kind} {name!r}, which does not exist", owner
            )
