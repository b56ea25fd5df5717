"""The files of a pack: each composed once, joined and extended where a country adds to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel

from palermo.kernel.sources import Source
from palermo.packs.catalogues import PackCatalogues
from palermo.packs.extending import extend_procedure, find_extended, read_identity
from palermo.packs.joining import join_nodes, list_missing_keys
from palermo.packs.problems import ProblemList
from palermo.packs.yaml_files import build_model, compose_file, plain_data, write_canonical

Model = TypeVar("Model", bound=BaseModel)


class PackFiles:
    """The files of the folders of a pack, the common one first.

    `values`: all that was read, each with its nodes, which know file and line.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self.catalogues = PackCatalogues(self.folders[::-1], ())
        self.values: list[tuple[yaml.Node, BaseModel]] = []
        self._by_path: dict[Path, BaseModel] = {}
        self._nodes: dict[Path, yaml.Node] = {}

    def read(self, path: Path, shape: type[Model]) -> Model:
        """One file. Raises PackProblem."""
        return self.build_model(self.node(path), shape)

    def read_joined(self, name: str, shape: type[Model], *, own_first: bool = False) -> Model:
        """The common file `name` with what the country's file of this name adds.

        Raises PackProblem.
        """
        base = self.node(self.folders[0] / name)
        path = self.folders[-1] / name
        if len(self.folders) == 1 or not path.is_file():
            return self.build_model(base, shape)
        own = self.node(path)
        problems = ProblemList()
        for key in list_missing_keys(own, base):
            problems.add(path, f"it does not say for its own lines: {key}")
        if problems:
            raise problems.as_error()
        if isinstance(own, yaml.MappingNode):
            for key, value in own.value:
                if key.value == "source":
                    build_model(value, Source)
        return self.build_model(join_nodes(base, own, own_first=own_first), shape)

    def read_procedure(self, path: Path, shape: type[Model]) -> Model:
        """A procedure's file, whole where it extends another. Raises PackProblem."""
        value = self.build_model(self.whole(path), shape)
        self._by_path[path] = value
        return value

    def build_model(self, node: yaml.Node, shape: type[Model]) -> Model:
        """The value of nodes. Raises PackProblem."""
        value = build_model(node, shape, self.catalogues)
        self.values.append((node, value))
        return value

    def procedure(self, path: Path) -> BaseModel | None:
        """What `read_procedure` read from a file."""
        return self._by_path.get(path)

    def node(self, path: Path) -> yaml.Node:
        """The nodes of a file as it is written. Raises PackProblem."""
        if path not in self._nodes:
            self._nodes[path] = compose_file(path)
        return self._nodes[path]

    def whole(self, path: Path, seen: tuple[Path, ...] = ()) -> yaml.Node:
        """The nodes of a procedure with those that it extends. Raises PackProblem."""
        node = self.node(path)
        named = find_extended(node)
        if named is None:
            return node
        problems = ProblemList()
        found = [p for p in self._procedures_before(path) if _is(self.node(p), named.value)]
        if not found:
            known = ", ".join(
                sorted(read_identity(self.node(p)) for p in self._procedures_before(path))
            )
            problems.add_at(
                named.start_mark, f"there is no procedure {named.value!r} to extend; known: {known}"
            )
        elif found[0] in (*seen, path):
            problems.add_at(named.start_mark, "procedures extend each other in a circle")
        if problems:
            raise problems.as_error()
        return extend_procedure(node, self.whole(found[0], (*seen, path)))

    def written_in(self, path: Path) -> tuple[Path, ...]:
        """The files in which a procedure's values are written: those it extends, then its own."""
        names = {mark.name for mark in _list_marks(self.whole(path))} - {str(path)}
        return (*map(Path, sorted(names)), path)

    def fingerprint(self, *paths: Path) -> str:
        """SHA-256 of what the files say in English, whatever their comments and layout.

        Raises PackProblem.
        """
        data = [write_canonical(plain_data(self.whole(path))) for path in paths]
        return hashlib.sha256("\n".join(data).encode()).hexdigest()

    def _procedures_before(self, path: Path) -> Iterator[Path]:
        """What a file may extend: other files of its folder, then the common ones."""
        for folder in reversed(self.folders):
            for place in ("procedures", "procedures/earlier"):
                for other in sorted(folder.glob(f"{place}/*.yaml")):
                    if other != path:
                        yield other


def _list_marks(node: yaml.Node) -> Iterator[yaml.Mark]:
    yield node.start_mark
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _list_marks(each)
    elif isinstance(node, yaml.MappingNode):
        for _key, value in node.value:
            yield from _list_marks(value)


def _is(node: yaml.Node, name: str) -> bool:
    return read_identity(node) == name
