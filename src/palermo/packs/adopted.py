"""What was adopted: from then on rules stay as they are, and changed words are noticed.

`adopted.yaml` of a pack holds a fingerprint of the rules of each adopted file (procedures and the
lists of indicators that they name), and one of its words in each language. A change of rules is the
next version. A change of words is adopted by itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from palermo.kernel.errors import PackProblem
from palermo.kernel.texts import ENGLISH, Text
from palermo.packs.catalogues import PackCatalogues
from palermo.packs.pack_files import PackFiles
from palermo.packs.pack_texts import find_texts
from palermo.packs.problems import ProblemList
from palermo.packs.yaml_files import load_yaml

FILE = "adopted.yaml"
_FOLDERS = ("indicators", "signs", "procedures/earlier", "procedures")
_HEAD = (
    "# Written by `palermo adopt`: fingerprints (SHA-256) of the rules that may no longer change,\n"
    "# and of their words in each language.\n"
)


class AdoptedFile(BaseModel):
    """`adopted.yaml`: path within the pack to fingerprint; for words, by language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: dict[str, str]
    words: dict[str, dict[str, str]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Adoption:
    """Names of files, those of words by language."""

    rules: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return bool(self.rules or any(self.words.values()))


def check_adopted(files: PackFiles, problems: ProblemList) -> None:
    """Note each adopted file of the pack's folders whose rules were changed, or that is gone."""
    for folder in files.folders:
        now = _rules(files, folder)
        for name, fingerprint in _adopted(folder, problems).rules.items():
            if name not in now and not (folder / name).is_file():
                problems.add(folder / FILE, f"{name} was adopted and is gone: restore it", name)
            elif now.get(name, fingerprint) != fingerprint:
                problems.add(
                    folder / name,
                    "it was adopted and has been changed since: restore it, and write the change "
                    "as a file of its own with the next version and the day from which it holds",
                )


def list_unadopted(files: PackFiles) -> Adoption:
    """Files of the pack whose rules may still be changed, and words that may.

    Words of a file count once all of them are translated.
    """
    folder = files.folders[-1]
    adopted = _adopted(folder, ProblemList())
    return Adoption(
        tuple(name for name in _rules(files, folder) if name not in adopted.rules),
        {
            language: tuple(name for name in words if name not in adopted.words.get(language, {}))
            for language, words in _words(files).items()
        },
    )


def list_changed_words(files: PackFiles) -> dict[str, tuple[str, ...]]:
    """By language: files whose words were changed, or are missing, since they were adopted."""
    now = _words(files)
    return {
        language: tuple(
            name for name, words in adopted.items() if now.get(language, {}).get(name) != words
        )
        for language, adopted in _adopted(files.folders[-1], ProblemList()).words.items()
    }


def adopt_files(files: PackFiles) -> Adoption:
    """Adopt rules and words of the pack as they are; returns what was not so before.

    Raises PackProblem where an adopted rule was changed, and then adopts nothing.
    """
    problems = ProblemList()
    check_adopted(files, problems)
    if problems:
        raise problems.as_error()
    folder, new, changed = files.folders[-1], list_unadopted(files), list_changed_words(files)
    rules, words = _rules(files, folder), _words(files)
    lines = ["rules:\n", *(f"  {name}: {fingerprint}\n" for name, fingerprint in rules.items())]
    if any(words.values()):
        lines.append("words:\n")
    for language, found in words.items():
        if found:
            lines.append(f"  {language}:\n")
            lines += [f"    {name}: {fingerprint}\n" for name, fingerprint in found.items()]
    (folder / FILE).write_text("".join([_HEAD, *lines]), encoding="utf-8")
    languages = dict.fromkeys([*new.words, *changed])
    return Adoption(
        new.rules,
        {code: (*new.words.get(code, ()), *changed.get(code, ())) for code in languages},
    )


def _adopted(folder: Path, problems: ProblemList) -> AdoptedFile:
    path = folder / FILE
    if not path.is_file():
        return AdoptedFile(rules={})
    try:
        return load_yaml(path, AdoptedFile)
    except PackProblem as problem:
        problems.take(problem)
        return AdoptedFile(rules={})


def _rules(files: PackFiles, folder: Path) -> dict[str, str]:
    """Fingerprint of the rules of each file, by its path within the pack, in alphabetical order.

    A file that cannot be read is left out: it is reported where it is read.
    """
    found = {}
    for name, path in _paths(folder):
        try:
            found[name] = files.fingerprint(path)
        except PackProblem:
            continue
    return found


def _words(files: PackFiles) -> dict[str, dict[str, str]]:
    """By language: fingerprint of the words of each file that are fully translated.

    Of common files a country holds those to whose words its own catalogues contribute.
    """
    own = PackCatalogues(files.folders[-1:], files.catalogues.languages)
    found: dict[str, dict[str, str]] = {}
    for language in files.catalogues.languages:
        if language == ENGLISH:
            continue
        found[language] = {}
        for path, name in _in_effect(files):
            texts = [text for _, text in find_texts(files.procedure(path))]
            said = [text.in_every_language().get(language, "") for text in texts]
            is_own = path.is_relative_to(files.folders[-1])
            if not all(said) or not (is_own or _contributes(own, texts, language)):
                continue
            rows = [[t.context, t.english, s] for t, s in zip(texts, said, strict=True)]
            content = json.dumps(rows, ensure_ascii=False)
            found[language][name] = hashlib.sha256(content.encode()).hexdigest()
    return found


def _contributes(own: PackCatalogues, texts: list[Text], language: str) -> bool:
    return any(own.find(text.english, text.context, language) for text in texts)


def _in_effect(files: PackFiles) -> Iterator[tuple[Path, str]]:
    """The files that the pack uses: a country's file takes the place of its namesake."""
    used = {name: path for folder in files.folders for name, path in _paths(folder)}
    for name in sorted(used):
        yield used[name], name


def _paths(folder: Path) -> Iterator[tuple[str, Path]]:
    for name in _FOLDERS:
        for path in sorted((folder / name).glob("*.yaml")):
            yield path.relative_to(folder).as_posix(), path
