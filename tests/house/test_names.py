"""One name, one thing: classes and public functions of `src` are defined once."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "palermo"
#: Decorators of frameworks that give a function its name in public: a path, a command, a tag.
_FRAMEWORK_DECORATORS = ("router.", "register.", "click.", ".command", ".group", "page(")
#: Names that Django and the start of a program ask for.
_FRAMEWORK_NAMES = {"Command", "Meta", "main"}
#: An action and what it calls to do so may share a name only for a reason that is written here.
_ALLOWED: dict[str, str] = {}


def _is_framework(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    if node.name in _FRAMEWORK_NAMES:
        return True
    if isinstance(node, ast.ClassDef):
        return False
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    return any(part in text for text in decorators for part in _FRAMEWORK_DECORATORS)


def _definitions(path: Path) -> Iterator[str]:
    """Names of the module's classes, private ones too, and of its public functions."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            named, name = True, node.name.lstrip("_")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            named, name = not node.name.startswith("_"), node.name
        else:
            continue
        if named and not _is_framework(node):
            yield name


def _doubles(folder: Path) -> dict[str, list[str]]:
    modules: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            for name in set(_definitions(path)):
                modules[name].append(path.relative_to(folder).as_posix())
    return {name: paths for name, paths in modules.items() if len(paths) > 1}


def test_no_class_or_public_function_is_defined_in_two_modules() -> None:
    doubles = {name: paths for name, paths in _doubles(SOURCE).items() if name not in _ALLOWED}
    assert doubles == {}


def test_what_is_allowed_is_still_defined_twice() -> None:
    assert sorted(_ALLOWED) == sorted(_ALLOWED.keys() & _doubles(SOURCE).keys())


def test_a_double_is_found(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("class _Words: ...\n\ndef main() -> None: ...\n")
    (tmp_path / "other.py").write_text("class Words: ...\n\ndef main() -> None: ...\n")
    assert _doubles(tmp_path) == {"Words": ["one.py", "other.py"]}
