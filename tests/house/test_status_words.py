"""No headline says that a person, or what is known of them, points to trafficking.

It is neither a status nor a step. The words are "further assessment is needed" and "reasonable
grounds". Earlier versions of procedures keep the words with which cases were decided.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from palermo.packs.load import load_pack
from palermo.packs.places import list_packs

ROOT = Path(__file__).resolve().parents[2]
OLD = re.compile(
    r"points? to (human |a )?traffick|alverinə işarə ed|указывает (\S+ ){0,12}?на торговлю",
    re.IGNORECASE,
)
KEPT = "procedures/earlier/"
PLACES = (
    ("countries", (".yaml",)),
    ("src/palermo", (".html", ".py", ".typ", ".js", ".json")),
    ("frontend/src", (".js",)),
)
FILES = [
    path
    for folder, ends in PLACES
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in ends and KEPT not in path.as_posix()
]
CATALOGUES = sorted([*(ROOT / "countries").rglob("*.po"), *(ROOT / "src").rglob("*.po")])


def test_the_search_finds_the_old_words_in_each_language() -> None:
    for words in (
        "Points to trafficking",
        "It does not point to trafficking",
        "İnsan alverinə işarə edir",
        "Указывает на торговлю людьми",
        "Не указывает на торговлю людьми",
    ):
        assert OLD.search(words), words


def test_no_file_says_it() -> None:
    assert len(FILES) > 500
    spaced = ((path, " ".join(path.read_text(encoding="utf-8").split())) for path in FILES)
    assert [path.relative_to(ROOT).as_posix() for path, text in spaced if OLD.search(text)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_catalogue_says_it(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    found = []
    for message in catalogue:
        places = [place for place, _ in message.locations]
        is_kept = bool(places) and all(KEPT in place for place in places)
        said = message.string if isinstance(message.string, str) else " ".join(message.string)
        if not is_kept and OLD.search(f"{message.id} {said}"):
            found.append(message.id)
    assert found == []


@pytest.mark.parametrize("name", list_packs())
def test_no_outcome_says_it(name: str) -> None:
    pack = load_pack(name)
    for procedure in pack.procedures.versions:
        texts = [*pack.speech.outcomes_of(procedure).values()]
        texts += [*pack.speech.decisions_of(procedure).values()]
        texts.append(pack.speech.outcome_rule(procedure))
        said = [words for text in texts for words in text.in_every_language().values()]
        assert [words for words in said if OLD.search(words)] == [], procedure.id
