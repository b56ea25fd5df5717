"""YAML read strictly: duplicate keys, unknown keys and wrong values are errors with file and line.

All problems of a file are reported at once. Shapes are pydantic models that forbid extra keys.
A file is first composed into nodes, each of which knows its file and line. Files that add to others
are joined as nodes, so that every value of the result still knows where it was written.
"""

from __future__ import annotations

import io
import json
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from palermo.kernel.errors import PackProblem
from palermo.kernel.messages import N_
from palermo.kernel.texts import TRANSLATIONS, Translations

Model = TypeVar("Model", bound=BaseModel)


class _Loader(yaml.CSafeLoader):
    """Safe YAML that refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands here twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


class _NamedText(io.StringIO):
    """A text that gives its file's name to every node composed from it."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def load_yaml(path: Path, shape: type[Model], translations: Translations | None = None) -> Model:
    """Read `path` into `shape`. Raises PackProblem naming file, line, key and allowed keys."""
    return build_model(compose_file(path), shape, translations)


def compose_file(path: Path) -> yaml.Node:
    """The nodes of a file. Raises PackProblem naming file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _problem(
            [f"{path}:1: the file is not written in UTF-8 (byte {error.start})"]
        ) from None
    try:
        node = _Loader(_NamedText(text, str(path))).get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _problem([f"{path}:{line}: {error.problem}"]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _problem([f"{path}:{line}: a character that YAML does not allow"]) from None
    except RecursionError as error:
        raise _problem([f"{path}:1: a value cannot be read ({error})"]) from None
    if node is None:
        raise _problem([f"{path}:1: the file is empty"])
    return node


def build_model(
    node: yaml.Node, shape: type[Model], translations: Translations | None = None
) -> Model:
    """The value of composed nodes. Raises PackProblem naming file, line, key and allowed keys."""
    data = plain_data(node)
    try:
        return shape.model_validate(data, context={TRANSLATIONS: translations})
    except ValidationError as error:
        marks = [find_mark(node, e["loc"]) for e in error.errors()]
        raise _problem(
            [
                f"{mark.name}:{mark.line + 1}: {_describe_error(e, shape)}"
                for mark, e in zip(marks, error.errors(), strict=True)
            ]
        ) from None


def plain_data(node: yaml.Node) -> Any:
    """The plain data of composed nodes. Raises PackProblem naming file and line."""
    try:
        return _Loader("").construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or node.start_mark
        raise _problem([f"{mark.name}:{mark.line + 1}: {error.problem}"]) from None
    except (ValueError, TypeError, RecursionError) as error:
        # Such as a day that does not exist, which YAML itself reads as a date.
        name = node.start_mark.name
        raise _problem([f"{name}:1: a value cannot be read ({error})"]) from None


def write_canonical(data: Any) -> str:
    """Data in one fixed form: the same for files that differ in comments and layout only.

    Of a text only the English words count, so that translating it changes nothing.
    """
    return json.dumps(_plain(data), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(data: Any) -> Any:
    if isinstance(data, Mapping):
        if isinstance(data.get("en"), str):
            return data["en"]
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data if isinstance(data, str | int | float | bool | None) else str(data)


def find_mark(node: yaml.Node, loc: tuple[int | str, ...]) -> yaml.Mark:
    """File and line of the value at `loc`, or of what is nearest to it."""
    mark = node.start_mark
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            pairs: Mapping[str, tuple[yaml.Node, yaml.Node]] = {
                k.value: (k, v) for k, v in node.value
            }
            if str(part) not in pairs:
                break
            key, node = pairs[str(part)]
            mark = key.start_mark
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            mark = node.start_mark
    return mark


def _problem(lines: Sequence[str]) -> PackProblem:
    return PackProblem(
        N_("Problems in the pack: {count}\n{lines}"),
        remedy=N_("\nCorrect these lines and run the command again."),
        count=len(lines),
        lines="\n".join(lines),
    )


def _describe_error(error: ErrorDetails, shape: type[BaseModel]) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        allowed = ", ".join(sorted(_keys_at(shape, error["loc"])))
        return f"the key {key!r} is unknown; allowed here: {allowed}"
    return f"{key}: {error['msg']}"


def _keys_at(shape: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the model which owns `loc` allows (the outer one's when it is not found)."""
    model: type[BaseModel] = shape
    for part in loc[:-1]:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        inner = _model_in(field.annotation) if field else None
        model = inner or model
    return [f.alias or name for name, f in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(a) for a in getattr(annotation, "__args__", ()))
    return next((m for m in inner if m), None)
