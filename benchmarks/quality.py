"""What a set of labelled passages says of the reading: one table for all sets.

A finding that was read answers an expected one if their places overlap by half. Themes are compared
on findings so answered, and on recommendations. A passage is right if nothing in it is wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.accuracy import Score
from palermo.kernel.errors import PalermoError
from palermo.reports.assessment import Assessment

Passage = dict[str, Any]
Read = Callable[[str, str | None, int | None], Assessment]
Place = tuple[int, int]

OWN = Path(__file__).with_name("passages")
HEADER = ("tier", "placement", "overall_efforts")
#: The rows of the table; what stands behind the comma is the value printed.
ROWS = (
    ("tier", "share"), ("placement", "share"), ("overall_efforts", "share"),
    ("recommendations", "f1"), ("figures", "precision"), ("figures", "recall"), ("figures", "f1"),
    ("polarity", "share"), ("findings", "precision"), ("findings", "missed"),
    ("themes", "precision"), ("themes", "recall"), ("passages right", "share"),
)  # fmt: skip


@dataclass(slots=True)
class Quality:
    """The scores of one set, by name of what is read, and the wrong answers in words."""

    scores: dict[str, Score] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    passages: int = 0

    def value(self, name: str, kind: str) -> float | None:
        """One cell of the table; None if the set has nothing to be read of that name."""
        score = self.scores.get(name)
        if score is None or not score.right + score.extra + score.missed:
            return None
        if kind == "missed":
            return 1 - score.recall
        return float(getattr(score, "recall" if kind == "share" else kind))

    def _count(self, name: str, right: int, extra: int, missed: int) -> None:
        score = self.scores.setdefault(name, Score())
        score.right += right
        score.extra += extra
        score.missed += missed

    def _sets(self, name: str, gold: Iterable[Any], read: Iterable[Any], where: str) -> bool:
        wanted, found = Counter(gold), Counter(read)
        self._count(
            name,
            (wanted & found).total(), (found - wanted).total(), (wanted - found).total(),
        )  # fmt: skip
        self.misses += [f"{where}: {name} missing: {one}" for one in wanted - found]
        self.misses += [f"{where}: {name} too many: {one}" for one in found - wanted]
        return wanted == found

    def add(self, number: int, passage: Passage, seen: Assessment) -> None:
        """Count one passage."""
        gold = passage["gold"]
        where = f"{number} {passage['country']} {passage['year']} {passage.get('kind', '')}"
        right = [self._header(name, gold[name], getattr(seen, name), where) for name in HEADER]
        right.append(
            self._sets(
                "recommendations",
                gold["recommendations"],
                [r.text for r in seen.recommendations],
                where,
            )
        )
        right.append(
            self._sets(
                "figures",
                {(f["measure"], float(f["value"]), f["year"]) for f in gold["figures"]},
                {(f.measure, float(f.value), f.year) for f in seen.figures},
                where,
            )
        )
        if "findings" in gold:
            right.append(self._findings(passage, seen, where))
        for expected, themes in _themed_recommendations(gold, seen):
            self._themes(expected, themes, where)
        self._count("passages right", all(right), 0, not all(right))
        self.passages += 1

    def _themes(self, expected: dict[str, Any], read: Iterable[str], where: str) -> None:
        """Themes named beside those expected (`also`) are neither right nor wrong."""
        beside = expected.get("also", ())
        self._sets("themes", expected["themes"], [t for t in read if t not in beside], where)

    def _header(self, name: str, wanted: str | None, read: object, where: str) -> bool:
        right = (None if read is None else str(read)) == wanted
        self._count(name, right, 0, not right)
        if not right:
            self.misses.append(f"{where}: {name} is {wanted}, read {read}")
        return right

    def _findings(self, passage: Passage, seen: Assessment, where: str) -> bool:
        wanted = list(zip(_places(passage), passage["gold"]["findings"], strict=True))
        left = list(seen.findings)
        exact = True
        for place, gold in wanted:
            best = max(
                left, key=lambda f: _overlap(place, (f.span.start, f.span.end)), default=None
            )
            if best is None or _overlap(place, (best.span.start, best.span.end)) < 0.5:
                self._count("findings", 0, 0, 1)
                self.misses.append(f"{where}: finding missing: {gold['polarity']} {gold['text']}")
                exact = False
                continue
            left.remove(best)
            self._count("findings", 1, 0, 0)
            same = best.polarity == gold["polarity"]
            self._count("polarity", same, 0, not same)
            if not same:
                self.misses.append(f"{where}: {best.text!r} is no {best.polarity}")
            exact &= same
            if "themes" in gold:
                self._themes(gold, best.themes, f"{where} {best.text[:60]!r}")
        self._count("findings", 0, len(left), 0)
        self.misses += [f"{where}: no such finding: {f.polarity} {f.text}" for f in left]
        return exact and not left


def measure(passages: Iterable[Passage], read: Read) -> Quality:
    """Read each passage; one that is refused counts as one in which nothing was found."""
    found = Quality()
    for number, passage in enumerate(passages, 1):
        plain = passage.get("plain")
        country, year = (None, None) if plain else (passage["country"], passage["year"])
        try:
            seen = read(passage["text"], country, year)
        except PalermoError as refusal:
            found.misses.append(f"{number} {passage['country']}: refused: {refusal}")
            seen = Assessment(country=country, year=year)
        found.add(number, passage, seen)
    return found


def own(which: str) -> list[Passage]:
    """The passages written for the project: `seen` while rules are written, or `unseen`."""
    lines = (OWN / f"{which}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def shared(folder: Path) -> list[Passage]:
    """The passages of a folder in the same format, one file each; those of whole files are not."""
    passages = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))]
    return [passage for passage in passages if "gold" in passage and "expect" not in passage]


def table(sets: dict[str, Quality]) -> str:
    """All sets side by side."""
    head = f"{'':27}" + "".join(f"{name:>12}" for name in sets)
    lines = [head, f"{'passages':27}" + "".join(f"{q.passages:12}" for q in sets.values())]
    for name, kind in ROWS:
        values = [q.value(name, kind) for q in sets.values()]
        cells = "".join(f"{'–' if v is None else f'{v:.3f}':>12}" for v in values)
        lines.append(f"{name + ', ' + kind:27}{cells}")
    return "\n".join(lines)


def _places(passage: Passage) -> list[Place]:
    """Where the expected findings stand, in reading order."""
    places: list[Place] = []
    for gold in passage["gold"]["findings"]:
        start = passage["text"].index(gold["text"], places[-1][0] if places else 0)
        places.append((start, start + len(gold["text"])))
    return places


def _overlap(one: Place, other: Place) -> float:
    """The length that both share, by the length that either has."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(common, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def _themed_recommendations(
    gold: dict[str, Any], seen: Assessment
) -> list[tuple[dict[str, Any], tuple[str, ...]]]:
    read = {r.text: r.themes for r in seen.recommendations}
    themes = zip(gold["recommendations"], gold.get("recommendation_themes", ()), strict=False)
    return [(expected, read[text]) for text, expected in themes if text in read]
