"""Collect, check and compile the sentences shown to people.

Usage: messages.py update|check|compile|list

English sentences are in the source; the other languages are in `src/palermo/locale`.
`compile` compiles the catalogues of the shipped packs, too; their texts are collected by
`palermo words update`. `list` writes which sentences scripts look up, beside the built scripts.
Only Babel is needed, no GNU gettext.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from palermo.packs.catalogue_files import compile_catalogues

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "palermo"
LOCALE = SOURCE / "locale"
FRONTEND = ROOT / "frontend" / "src"
SCRIPT_SENTENCES = SOURCE / "web" / "static" / "built" / "messages.json"
LANGUAGES = tuple(sorted(path.name for path in LOCALE.iterdir() if path.is_dir()))
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = "# Sentences of Palermo. English is the source; `make messages` collects new ones."


def main(arguments: list[str]) -> int:
    """Run one command; returns an exit code."""
    commands = {
        "update": update,
        "check": check,
        "compile": compile_all,
        "list": list_script_sentences,
    }
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[arguments[0]]()


def update() -> int:
    """Write new sentences into the files and drop those that the source no longer has."""
    source = collect()
    for language in LANGUAGES:
        catalog = _read(language)
        catalog.update(source, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        _write(language, catalog)
        missing = sum(1 for _ in _untranslated(source, catalog))
        print(f"{language}: {len(source)} sentences, {missing} without translation")
    return 0


def check() -> int:
    """Print each sentence of the source that a language lacks; returns 1 if there is one."""
    source = collect()
    wrong = 0
    for language in LANGUAGES:
        catalog = _read(language)
        for message in _untranslated(source, catalog):
            wrong += 1
            where = ":".join(map(str, message.locations[0]))
            print(f"{where}: no {language} for {message.id!r}. Run: make messages")
        for message in catalog:
            for error in _parameter_errors(message):
                wrong += 1
                print(f"{language}: {error}: {message.id!r}")
    return 1 if wrong else 0


def compile_all() -> int:
    """Write the .mo files that Django reads."""
    for language in LANGUAGES:
        path = _path(language).with_suffix(".mo")
        with path.open("wb") as file:
            write_mo(file, _read(language))
    for folder in sorted((ROOT / "countries").glob("*/locale")):
        list(compile_catalogues(folder.parent))
    return 0


def list_script_sentences() -> int:
    """Write the keys that scripts look up in a compiled catalogue, for the server to read."""
    keys = set()
    for path in FRONTEND.rglob("*.js"):
        for _, sentence, context in _sentences(path):
            singular = sentence if isinstance(sentence, str) else sentence[0]
            keys.add(f"{context}\x04{singular}" if context else singular)
    text = json.dumps(sorted(keys), ensure_ascii=False, indent=0)
    SCRIPT_SENTENCES.write_text(text, encoding="utf-8")
    return 0


def collect() -> Catalog:
    """All sentences of Python, templates and scripts, each with its places."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    catalog = Catalog(charset="utf-8")
    sources = (*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *FRONTEND.rglob("*.js"))
    for path in sorted(sources):
        for line, sentence, context in _sentences(path):
            place = (path.relative_to(ROOT).as_posix(), line)
            catalog.add(sentence, locations=[place], context=context)
    return catalog


def _sentences(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # Babel reads the result as Python, which refuses the indentation of a template.
        text = "\n".join(map(str.lstrip, templatize(text, origin=str(path)).split("\n")))
    method = "javascript" if path.suffix == ".js" else "python"
    options = {"parse_template_string": True, "jsx": False}
    found = extract(method, io.BytesIO(text.encode()), keywords=KEYWORDS, options=options)
    for line, sentence, _comments, context in found:
        if sentence:
            yield line, sentence, context


def _untranslated(source: Catalog, catalog: Catalog) -> Iterator[Message]:
    for message in source:
        if not message.id:
            continue
        known = catalog.get(_key(message), message.context)
        strings = (known.string if known else "") or ""
        parts = strings if isinstance(strings, (tuple, list)) else (strings,)
        if not all(parts):
            yield message


def _parameter_errors(message: Message) -> Iterator[str]:
    if not message.id or not message.string:
        return
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    wanted = set().union(*map(_parameters, ids))
    for string in strings:
        if string and not _parameters(string) <= wanted:
            yield f"unknown parameters {sorted(_parameters(string) - wanted)}"
        if string and len(ids) == 1 and _parameters(string) != wanted:
            yield f"parameters differ from {sorted(wanted)}"


def _parameters(sentence: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)\w|\{\w*[^{}]*\}", sentence))


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Catalog:
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _write(language: str, catalog: Catalog) -> None:
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    clean = Catalog(locale=language, charset="utf-8", header_comment=HEADER, fuzzy=False)
    for message in sorted((m for m in catalog if m.id), key=lambda m: (_key(m), m.context or "")):
        clean.add(message.id, message.string, context=message.context, locations=[])
    buffer = io.BytesIO()
    write_po(buffer, clean, width=100, omit_header=True)
    plural = f'"Plural-Forms: {clean.plural_forms}\\n"'
    head = f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: {language}\\n"\n'
    head += f'"Content-Type: text/plain; charset=utf-8\\n"\n{plural}\n\n'
    path.write_text(head + buffer.getvalue().decode(), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
