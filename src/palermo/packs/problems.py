"""ProblemList of a pack, collected so that all are reported at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import yaml

from palermo.kernel.errors import PackProblem
from palermo.kernel.messages import N_
from palermo.packs.yaml_files import compose_file


class ProblemList:
    """ProblemList found so far, each `file:line: what`."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._files: dict[Path, yaml.Node | None] = {}

    def __bool__(self) -> bool:
        return bool(self.lines)

    def add(self, path: Path, what: str, near: str = "", owner: str = "") -> None:
        """Note a problem of `path`, at the line where the code `near` is written.

        Of several places that of `owner` counts; a word that is no value of its own is looked for
        in the text.
        """
        self.add_in([path], what, near, owner)

    def add_in(self, paths: Sequence[Path], what: str, near: str = "", owner: str = "") -> None:
        """Note a problem of whichever of `paths` has the code `near`; of the last if none has."""
        files = [path for path in paths if path.is_file()]
        path, line = self._find_code(files, near, owner) or _find_word(files, near) or (None, 1)
        self.lines.append(f"{path or (files or list(paths))[-1]}:{line}: {what}")

    def _find_code(self, paths: Sequence[Path], code: str, owner: str) -> tuple[Path, int] | None:
        """Where a code is written as a key or a value; None if nowhere.

        The place inside `owner` is preferred: the id, code or paragraph of a value, a key, or the
        id and version of a procedure.
        """
        first: tuple[Path, int] | None = None
        for path in paths if code else ():
            node = self._compose(path)
            for owned, line in _walk(node, code, owner) if node else ():
                if owned:
                    return path, line
                first = first or (path, line)
        return first

    def _compose(self, path: Path) -> yaml.Node | None:
        """The nodes of a file, read once; None where it cannot be read, which is said elsewhere."""
        if path not in self._files:
            try:
                self._files[path] = compose_file(path)
            except PackProblem:
                self._files[path] = None
        return self._files[path]

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


def _walk(
    node: yaml.Node, code: str, owner: str, *, owned: bool = False
) -> Iterator[tuple[bool, int]]:
    if isinstance(node, yaml.ScalarNode):
        if node.value == code:
            yield owned, node.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _walk(each, code, owner, owned=owned)
    elif isinstance(node, yaml.MappingNode):
        owned = owned or owner in _names(node)
        for key, value in node.value:
            yield from _walk(key, code, owner, owned=owned)
            yield from _walk(value, code, owner, owned=owned or key.value == owner)


def _names(node: yaml.MappingNode) -> set[str]:
    """What a value is called in messages."""
    own = {k.value: v.value for k, v in node.value if isinstance(v, yaml.ScalarNode)}
    names = {own[key] for key in ("id", "code", "paragraph", "measure") if key in own}
    return names | {f"{own['id']} {own['version']}"} if {"id", "version"} <= set(own) else names


def _find_word(paths: Iterable[Path], word: str) -> tuple[Path, int] | None:
    """The first line that holds a word, in the first file that has one."""
    for path in paths if word else ():
        lines = path.read_text(encoding="utf-8").splitlines()
        line = next((n for n, text in enumerate(lines, 1) if word in text), None)
        if line:
            return path, line
    return None


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
            what = f"{owner} names the {kind} {name!r}, which does not exist"
            problems.add_in(paths, what, name, owner)
