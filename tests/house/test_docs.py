"""The documentation is true: READMEs of rooms, the picture of the house, paths, links, labels."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from palermo.tables.catalogue import TABLES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "palermo"
ROOMS = sorted(p.name for p in SOURCE.iterdir() if (p / "__init__.py").is_file())
HOUSE = ROOT / "docs" / "explanation" / "house.md"
DEVELOPING = ROOT / "docs" / "explanation" / "developing.md"
PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "GLOSSARY.md",
        *(ROOT / "docs").rglob("*.md"),
        *SOURCE.glob("*/README.md"),
    ]
)
#: `web` also lists the template tags and parts.
_MOST_LINES = {"web": 90}
_FEW_LINES = 30
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w./-]+(\.(py|js|yaml|md|html|po|json|toml|typ)|/)")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
#: Italics in a how-to page are labels of the pages: *Interviews → Work without a network*.
_LABELS = re.compile(r"(?<![*\w])\*(?!\*)([^*\n]+)\*(?![*\w])")


def _id(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _named_paths(page: Path) -> list[str]:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return [name for name in _CODE.findall(text) if _PATH.fullmatch(name) and name[0] != "/"]


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_has_a_short_readme(room: str) -> None:
    readme = SOURCE / room / "README.md"
    assert readme.is_file(), (
        f"{room} needs a README.md: enters, leaves, imports, what a change costs"
    )
    lines = readme.read_text(encoding="utf-8").splitlines()
    assert lines[0].removeprefix("# ").split(":")[0] == room
    assert 5 <= len(lines) <= _MOST_LINES.get(room, _FEW_LINES)
    assert re.search(r"\bcosts:|\bcost:", "\n".join(lines)) or room == "web"
    assert re.search(r"\b[Ii]mports?\b|environment", "\n".join(lines))


@pytest.mark.parametrize("room", ROOMS)
def test_a_readme_names_files_that_exist(room: str) -> None:
    # A file of the room itself, of another room, or of the project.
    starts = (SOURCE / room, SOURCE, ROOT, ROOT / "countries" / "base")
    names = _named_paths(SOURCE / room / "README.md")
    if room == "web":
        starts += (SOURCE / room / "templates" / "web" / "parts", ROOT / "frontend" / "src")
    missing = [
        name
        for name in names
        # A file that each subject of a room has is named without its folder.
        if not any((start / name).exists() for start in starts)
        and not list((SOURCE / room).glob(f"*/{name}"))
    ]
    assert missing == []
    assert names


def test_the_developers_page_names_files_that_exist() -> None:
    names = _named_paths(DEVELOPING)
    assert [name for name in names if not (ROOT / name).exists()] == []
    assert len(names) > 40


def test_the_example_table_is_in_the_catalogue() -> None:
    assert "agencies" in TABLES


def test_the_house_shows_the_import_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    block = re.search(r"(?:^    [a-z_ |]+\n)+", HOUSE.read_text(encoding="utf-8"), re.MULTILINE)
    assert block is not None
    assert [line.strip() for line in block[0].splitlines()] == layers


def test_the_house_has_a_line_for_each_room() -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", HOUSE.read_text(encoding="utf-8"), re.MULTILINE)
    named = sorted(name for row in rows for name in _CODE.findall(row))
    assert named == ROOMS


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_links_lead_to_files(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    links = [link for link in _LINK.findall(text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "how-to").glob("*.md")), ids=_id)
def test_how_to_pages_name_labels_that_are_shown(page: Path) -> None:
    catalogue = (SOURCE / "locale" / "az" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    shown = set(re.findall(r'^msgid "(.+)"$', catalogue, re.MULTILINE))
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    labels = [
        part.strip()
        for found in _LABELS.findall(text)
        for part in found.split("→")
        if not part.strip().startswith("(")
    ]
    assert [label for label in labels if label not in shown] == []


def test_each_decision_has_a_number_of_its_own_and_says_it_first() -> None:
    numbers = []
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        number = int(path.name[:4])
        numbers.append(number)
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(f"# {number}. "), path.name
    assert len(set(numbers)) == len(numbers) > 0


def test_decisions_that_the_source_names_exist() -> None:
    named = re.compile(r"docs/decisions/[\w-]+\.md")
    for path in (ROOT / "src").rglob("*.py"):
        for name in named.findall(path.read_text(encoding="utf-8")):
            assert (ROOT / name).is_file(), f"{path}: {name}"
