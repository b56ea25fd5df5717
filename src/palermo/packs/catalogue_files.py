"""Writes the catalogues that translators work in, from the texts of a pack and of the program.

A catalogue holds each text once, with the places where it is shown. A text whose English words were
changed keeps its translation, marked as fuzzy: it is not used until a person has read it again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from palermo.packs.catalogues import DOMAIN, PackCatalogues, catalogue_path, compile_catalogue
from palermo.packs.pack_files import PackFiles
from palermo.packs.pack_texts import PackText, list_pack_texts

#: Catalogue of the program's own sentences.
PROGRAM = "django"
_HEADER = {
    DOMAIN: "# Texts of a country pack. English is the source; see docs/how-to/translate.md.",
    PROGRAM: "# Sentences of Palermo. English is the source; see docs/how-to/translate.md.",
}
#: So many places of a text are named; the same text may stand in dozens.
_PLACES = 3
#: What a text is, by its place without the ids.
_SHOWN = {
    "questions.text": "question: what is recorded; said aloud where nothing else is",
    "questions.ask": "question: said to the person",
    "questions.why": "question: why it is asked, said to the person",
    "questions.help": "question: help for the officer",
    "questions.for_children": "question: said to a child of this age or older",
    "questions.choices.text": "an answer to choose from",
    "indicators.text": "sign of trafficking, shown with the result",
    "indicators.ask": "question: said to the person",
    "dimensions.text": "group of signs, shown with the result",
    "decision.labels.text": "what the result is called",
    "duties.text": "what the officer must do",
    "before.text": "what must hold before the first question",
    "never.text": "never required",
    "title": "title",
    "purpose": "what the procedure is for",
}


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """How far a catalogue is translated."""

    path: Path
    texts: int
    translated: int
    fuzzy: int


def update_texts(files: PackFiles, language: str, *, same_meaning: bool = False) -> CatalogueState:
    """Write the texts of the pack into its catalogue of a language; translations are kept.

    `same_meaning`: where English words were changed, they mean what they meant: the translations
    are not marked as fuzzy.

    Texts of the common pack go into a country's catalogue only where the common pack has none for
    the language, and a country's own only where the common pack does not translate them.
    """
    own, base = files.folders[-1], files.folders[0]
    path = catalogue_path(own, language)
    texts = list_pack_texts(files)
    if own != base and catalogue_path(base, language).is_file():
        common = PackCatalogues([base], [language])
        there = {(m.context or "", m.id) for m in read_catalogue(path, language)}
        texts = tuple(
            text
            for text in texts
            if text.file.is_relative_to(own)
            and (
                (text.text.context, text.text.english) in there
                or not common.find(text.text.english, text.text.context, language)
            )
        )
    template = Catalog(charset="utf-8")
    for (context, english), places in _grouped(texts).items():
        names = [f"{place.file.stem}: {_described(place)}" for place in places]
        where = dict.fromkeys(place.file.relative_to(own.parent).as_posix() for place in places)
        template.add(
            english,
            context=context or None,
            auto_comments=names,
            locations=[(name, 0) for name in where],
        )
    return _update(path, language, template, same_meaning)


def update_sentences(folder: Path, language: str, shipped: Path) -> CatalogueState:
    """Write the program's sentences into a pack's catalogue of a language.

    `shipped`: a catalogue of the program, which has every sentence.
    """
    template = Catalog(charset="utf-8")
    for message in read_catalogue(shipped, ""):
        if message.id:
            template.add(message.id, context=message.context)
    return _update(catalogue_path(folder, language, PROGRAM), language, template, False)


def read_catalogue_state(path: Path, language: str) -> CatalogueState:
    """How far a catalogue that exists is translated."""
    messages = [m for m in read_catalogue(path, language) if m.id]
    fuzzy = sum(m.fuzzy for m in messages)
    done = sum(is_translated(m) and not m.fuzzy for m in messages)
    return CatalogueState(path, len(messages), done, fuzzy)


def compile_catalogues(folder: Path) -> Iterator[Path]:
    """Compile every catalogue of a pack's folder; yields the files that were written."""
    for path in sorted(folder.glob("locale/*/LC_MESSAGES/*.po")):
        if path.stem == DOMAIN:
            yield compile_catalogue(path)
            continue
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read_catalogue(path, path.parts[-3]))
        yield path.with_suffix(".mo")


def read_catalogue(path: Path, language: str) -> Catalog:
    """The catalogue of a file; an empty one where there is none."""
    if not path.is_file():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=_locale(language), charset="utf-8")


def write_catalogue(path: Path, language: str, catalogue: Catalog) -> None:
    """Write a catalogue without days and names, so that only words make it differ."""
    clean = _empty(language)
    for message in catalogue:
        if message.id:
            clean[message.id] = message
    out = io.BytesIO()
    write_po(out, clean, width=100, omit_header=True, include_lineno=False, include_previous=True)
    head = _HEADER.get(path.stem, "")
    lines = [head, 'msgid ""', 'msgstr ""', f'"Language: {language}\\n"']
    lines += ['"MIME-Version: 1.0\\n"', '"Content-Type: text/plain; charset=utf-8\\n"']
    lines += ['"Content-Transfer-Encoding: 8bit\\n"', f'"Plural-Forms: {clean.plural_forms}\\n"']
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n\n" + out.getvalue().decode(), encoding="utf-8")


def is_translated(message: Message) -> bool:
    """Whether every form of a message has words."""
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return bool(strings) and all(strings)


def _update(path: Path, language: str, template: Catalog, same_meaning: bool) -> CatalogueState:
    before = {(m.id, m.context): m for m in read_catalogue(path, language) if m.id}
    wanted = {(m.id, m.context) for m in template}
    # What was shown in a place until now, for texts that were worded anew.
    reworded = {
        place: message
        for key, message in before.items()
        if key not in wanted and message.string
        for place in _places(message)
    }
    made = _empty(language)
    for message in template:
        if not message.id:
            continue
        known = before.get((message.id, message.context))
        old = next((reworded[p] for p in _places(message) if p in reworded), None)
        if not isinstance(message.id, str) and known is None:
            message.string = ("",) * made.num_plurals
        made[message.id] = _kept(message, known, old, same_meaning)
    write_catalogue(path, language, made)
    return read_catalogue_state(path, language)


def _places(message: Message) -> list[str]:
    """The places that the comments of a message name, without what each of them is."""
    return [comment.partition(" (")[0] for comment in message.auto_comments]


def _kept(
    message: Message, known: Message | None, old: Message | None, same_meaning: bool
) -> Message:
    """A text of the template with its translation: as it was, or that of the old wording."""
    source = known or old
    if source is not None:
        message.string = source.string
        message.user_comments = source.user_comments
        message.flags |= source.flags
    if source is not None and source is old and not same_meaning:
        message.flags |= {"fuzzy"}
        message.previous_id = [old.id] if isinstance(old.id, str) else list(old.id)
    elif known is not None:
        message.previous_id = known.previous_id
    more = len(message.auto_comments) - _PLACES
    if more > 0:
        message.auto_comments = [*message.auto_comments[:_PLACES], f"… and {more} more"]
    return message


def _empty(language: str) -> Catalog:
    return Catalog(locale=_locale(language), charset="utf-8", fuzzy=False)


def _locale(language: str) -> str | None:
    """The language as Babel knows it, for its plural forms; None for one that it does not know."""
    from babel import Locale

    if not language:
        return None
    try:
        return str(Locale.parse(language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return None


def _grouped(texts: Iterable[PackText]) -> dict[tuple[str, str], list[PackText]]:
    found: dict[tuple[str, str], list[PackText]] = {}
    for text in texts:
        found.setdefault((text.text.context, text.text.english), []).append(text)
    return found


def _described(text: PackText) -> str:
    """The place of a text, and what it is."""
    parts = text.place.split(".")
    plain = [part for number, part in enumerate(parts) if not _is_id(parts, number)]
    what = _SHOWN.get(".".join(plain))
    return f"{text.place} ({what})" if what else text.place


def _is_id(parts: list[str], number: int) -> bool:
    lists = {"questions", "indicators", "dimensions", "duties", "before", "never", "labels"}
    before = parts[number - 1] if number else ""
    return before in lists | {"choices", "for_children"}
