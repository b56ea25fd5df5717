"""Each reference of a pack that is broken is named with its file, its line and its code."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from palermo.kernel.errors import PackProblem
from palermo.packs.load import load_pack
from palermo.packs.places import find_countries
from palermo.packs.yaml_files import compose_file

#: Where files refer to something by its code: the file, and the keys that lead there (* is any).
#: `?` before the last part: the key itself is the reference.
OF_PACKS = {
    "measures.yaml": ["measures.*.split.*", "measures.*.criteria.*"],
    "checklist.yaml": ["items.*.measures.*", "items.*.themes.*", "evidence_for_nothing.*"],
    "recommendation_measures.yaml": ["themes.*.*"],
    "finding_figures.yaml": ["rules.*.all.*", "rules.*.none.*"],
    "offences.yaml": ["in_law.*.fact"],
    "articles.yaml": ["articles.*.facts.*", "articles.*.penalties.*.circumstances.*.facts.*"],
    "pack.yaml": ["roles.*.agency", "groups_at_risk.*.served_by.*"],
    "guide.yaml": ["situations.*.procedures.*"],
    "agencies.yaml": ["agencies.*.refers_to.*", "agencies.*.part_of", "agencies.*.measures.*"],
    "services.yaml": ["services.*.body"],
    "calendar.yaml": ["periods.*.kinds.*", "periods.*.exceptions.*"],
    "procedures/*.yaml": [
        "settings.*",
        "duties.*.who",
        "duties.*.to.*",
        "duties.*.lawful.*",
        "lawful.*",
        "agencies.*",
        "child_procedure",
    ],
}
OF_PROCEDURES = ["questions.*.chapter", "indicators.*.dimension", "questions.*.when"]
#: Not every reference of a kind must be broken: the first of each place of a file says enough.
MOST_OF_A_KIND = 4


@dataclass(frozen=True)
class Broken:
    """A reference that was replaced by a code that does not exist."""

    path: Path
    line: int
    code: str


@pytest.fixture
def countries(tmp_path: Path) -> Path:
    root = tmp_path / "countries"
    for name in ("base", "aze"):
        shutil.copytree(find_countries() / name, root / name)
        # An adopted rule that was changed is another problem.
        (root / name / "adopted.yaml").unlink(missing_ok=True)
    return root


def leaves(node: yaml.Node, keys: list[str]) -> Iterator[yaml.ScalarNode]:
    """The words at a place."""
    if not keys:
        if isinstance(node, yaml.ScalarNode):
            yield node
    elif isinstance(node, yaml.SequenceNode) and keys[0] == "*":
        for each in node.value:
            yield from leaves(each, keys[1:])
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if keys[0] in {"*", key.value}:
                yield from leaves(value, keys[1:])


def break_file(path: Path, places: list[str], first: int) -> list[Broken]:
    """Replace references in a file, each by another code."""
    found: dict[int, yaml.ScalarNode] = {}
    node = compose_file(path)
    for place in places:
        at = {leaf.start_mark.index: leaf for leaf in leaves(node, place.split("."))}
        found |= dict(sorted(at.items())[:MOST_OF_A_KIND])
    text = path.read_text(encoding="utf-8")
    broken = []
    for number, (index, leaf) in enumerate(sorted(found.items(), reverse=True), first):
        code = f"zz{number}"
        text = text[:index] + code + text[leaf.end_mark.index :]
        broken.append(Broken(path, leaf.start_mark.line + 1, code))
    path.write_text(text, encoding="utf-8")
    return broken


def said_of(root: Path) -> list[str]:
    with pytest.raises(PackProblem) as caught:
        load_pack("aze", root=root)
    return str(caught.value.what.params["lines"]).splitlines()


def check_named(broken: list[Broken], said: list[str]) -> None:
    assert broken
    wrong = []
    for one in broken:
        named = [line for line in said if re.search(rf"\b{one.code}\b", line)]
        if not any(line.startswith(f"{one.path}:{one.line}: ") for line in named):
            wrong.append(f"{one.path.name}:{one.line}: {one.code}: {named}")
    assert wrong == []


@pytest.mark.parametrize("name", OF_PACKS)
def test_a_broken_reference_is_named_at_its_line(countries: Path, name: str) -> None:
    broken: list[Broken] = []
    for folder in ("aze", "base"):
        for path in sorted((countries / folder).glob(name)):
            broken += break_file(path, OF_PACKS[name], len(broken))
    check_named(broken, said_of(countries))


@pytest.mark.parametrize("place", OF_PROCEDURES)
def test_a_broken_reference_inside_a_procedure_is_named_at_its_line(
    countries: Path, place: str
) -> None:
    broken: list[Broken] = []
    for path in sorted((countries / "base" / "procedures").glob("*.yaml")):
        broken += break_file(path, [place], len(broken))
    check_named(broken, said_of(countries))


def test_an_earlier_version_is_named_in_its_own_file(countries: Path) -> None:
    (path,) = (countries / "base").glob("procedures/earlier/admit-to-shelter-1.yaml")
    check_named(break_file(path, ["settings.*", "duties.*.who"], 0), said_of(countries))
