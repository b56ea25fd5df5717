"""The texts of a pack with the places where they are written: what a translator works through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from palermo.kernel.texts import ENGLISH, Text
from palermo.packs.pack_files import PackFiles
from palermo.packs.yaml_files import find_mark

#: A part of a place within a value: a key, or a number of a list.
Place = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class PackText:
    """A text, the file and line where it is written, and its place such as `duties.refer.text`."""

    file: Path
    line: int
    place: str
    text: Text


def find_texts(value: object, place: Place = ()) -> Iterator[tuple[Place, Text]]:
    """Every text of a value that was read from YAML, with its place."""
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from find_texts(getattr(value, name), (*place, field.alias or name))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from find_texts(inner, (*place, name if isinstance(name, int) else str(name)))
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from find_texts(inner, (*place, number))


def list_pack_texts(files: PackFiles) -> tuple[PackText, ...]:
    """Every text that was read, in the order of files and lines; each place once."""
    found = {}
    for node, value in files.values:
        for place, text in find_texts(value):
            mark = find_mark(node, place)
            key = mark.name, mark.line, mark.column, text
            found[key] = PackText(Path(mark.name), mark.line + 1, _named(value, place), text)
    order = sorted(found.items(), key=lambda item: item[0][:3])
    return tuple(text for _, text in order)


def list_untranslated(texts: tuple[PackText, ...], language: str) -> dict[Path, list[PackText]]:
    """Texts without words in a language, by file."""
    found: dict[Path, list[PackText]] = {}
    for text in texts:
        if language != ENGLISH and language not in text.text.languages:
            found.setdefault(text.file, []).append(text)
    return found


def _named(value: object, place: Place) -> str:
    """A place with the ids of list entries in place of their numbers."""
    names = []
    for part in place:
        if isinstance(value, BaseModel):
            by_alias = {f.alias or name: name for name, f in type(value).model_fields.items()}
            value = getattr(value, by_alias[str(part)])
            names.append(str(part))
        elif isinstance(value, tuple | list) and isinstance(part, int):
            value = value[part]
            named = getattr(value, "id", None) or getattr(value, "code", None)
            names.append(str(named or part + 1))
        elif isinstance(value, Mapping):
            value = value[part]
            names.append(str(part))
    return ".".join(names)
