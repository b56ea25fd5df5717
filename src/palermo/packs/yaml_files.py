"""YAML read strictly: duplicate keys, unknown keys and wrong values are errors with file and line.

All problems of a file are reported at once. Shapes are pydantic models that forbid extra keys.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from palermo.kernel.errors import PackProblem
from palermo.kernel.messages import N_

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


def load_yaml(path: Path, shape: type[Model]) -> Model:
    """Read `path` into `shape`. Raises PackProblem naming file, line, key and allowed keys."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _problem(
            [f"{path}:1: the file is not written in UTF-8 (byte {error.start})"]
        ) from None
    try:
        node = yaml.compose(text, Loader=_Loader)
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, made stricter
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _problem([f"{path}:{line}: {error.problem}"]) from None
    except (ValueError, TypeError, RecursionError) as error:
        # Such as a day that does not exist, which YAML itself reads as a date.
        raise _problem([f"{path}:1: a value cannot be read ({error})"]) from None
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        lines = [_line_of(node, e["loc"]) for e in error.errors()]
        found = [
            f"{path}:{line}: {_describe_error(e, shape)}"
            for line, e in zip(lines, error.errors(), strict=True)
        ]
        raise _problem(found) from None


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


def _line_of(node: yaml.Node | None, loc: tuple[int | str, ...]) -> int:
    line = node.start_mark.line if node else 0
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            pairs: Mapping[str, tuple[yaml.Node, yaml.Node]] = {
                k.value: (k, v) for k, v in node.value
            }
            if str(part) not in pairs:
                break
            key, node = pairs[str(part)]
            line = key.start_mark.line
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line
    return line + 1
