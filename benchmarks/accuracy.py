"""Scores of the reading against the labelled passages in `../shared/corpus/dev` and the seed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from palermo.reports.assessment import Assessment

SHARED = Path(__file__).resolve().parents[2] / "shared"
#: (country, edition) of the seed, and the correct header values.
SEED = ("AZE", 2023)
SEED_GOLD = {"tier": "2", "placement": "remained", "overall_efforts": "increasing"}
SEED_RECOMMENDATIONS = 11


@dataclass(slots=True)
class Score:
    """Right and wrong answers; for sets also precision, recall and F1."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, gold: set[Any], read: set[Any]) -> None:
        """Count one passage's answers."""
        self.right += len(gold & read)
        self.extra += len(read - gold)
        self.missed += len(gold - read)

    @property
    def precision(self) -> float:
        """Share of the answers given that are right (1.0 when none was given)."""
        given = self.right + self.extra
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of the expected answers that were given (1.0 if none was expected)."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = 2 * self.right + self.extra + self.missed
        return 2 * self.right / both if both else 1.0


@dataclass(slots=True)
class Accuracy:
    """All scores of one run, and the misses in words."""

    shares: dict[str, Score] = field(default_factory=dict)
    recommendations: Score = field(default_factory=Score)
    figures: Score = field(default_factory=Score)
    by_kind: dict[str, Score] = field(default_factory=dict)
    by_measure: dict[str, Score] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def share(self, field_name: str) -> float:
        """Share of passages in which a header field is read exactly."""
        return self.shares[field_name].recall


def measure(read: Callable[[str, str, int], Assessment]) -> Accuracy:
    """Score `read(text, country, year)` on every labelled passage and on the seed."""
    found = Accuracy()
    for path in sorted((SHARED / "corpus" / "dev").glob("*.json")):
        passage = json.loads(path.read_text(encoding="utf-8"))
        seen = read(passage["text"], passage["country"], passage["year"])
        _headers(found, path.stem, passage["gold"], seen)
        _recommendations(found, path.stem, passage["gold"], seen)
        _figures(found, path.stem, passage["gold"], seen)
    seed = read((SHARED / "seed.txt").read_text(encoding="utf-8"), *SEED)
    _headers(found, "seed", SEED_GOLD, seed)
    if len(seed.recommendations) != SEED_RECOMMENDATIONS:
        found.misses.append(
            f"seed: {len(seed.recommendations)} recommendations, not {SEED_RECOMMENDATIONS}"
        )
    found.figures.add(set(), {(f.measure, f.value, f.year) for f in seed.figures})
    return found


def _headers(found: Accuracy, name: str, gold: dict[str, Any], seen: Assessment) -> None:
    for key in ("tier", "placement", "overall_efforts"):
        wanted, read = gold[key], getattr(seen, key)
        score = found.shares.setdefault(key, Score())
        if (str(read) if read is not None else None) == wanted:
            score.right += 1
        else:
            score.missed += 1
            found.misses.append(f"{name}: {key} is {wanted}, read {read}")


def _recommendations(found: Accuracy, name: str, gold: dict[str, Any], seen: Assessment) -> None:
    wanted = Counter(gold["recommendations"])
    read = Counter(r.text for r in seen.recommendations)
    found.recommendations.right += (wanted & read).total()
    found.recommendations.missed += (wanted - read).total()
    found.recommendations.extra += (read - wanted).total()
    found.misses += [f"{name}: recommendation not found: {t}" for t in wanted - read]
    found.misses += [f"{name}: no such recommendation: {t}" for t in read - wanted]


def _figures(found: Accuracy, name: str, gold: dict[str, Any], seen: Assessment) -> None:
    wanted = {(f["measure"], float(f["value"]), f["year"]) for f in gold["figures"]}
    quotes = {(f.measure, float(f.value), f.year): f.quote for f in seen.figures}
    read = set(quotes)
    kind = "rewritten" if name.startswith("rewritten-") else "real"
    for score in (found.figures, found.by_kind.setdefault(kind, Score())):
        score.add(wanted, read)
    for which in {m for m, _, _ in wanted | read}:
        score = found.by_measure.setdefault(which, Score())
        score.add(_of(wanted, which), _of(read, which))
    found.misses += [f"{name}: figure not found: {f}" for f in sorted(wanted - read)]
    found.misses += [
        f"{name}: no such figure: {f} from {quotes[f]!r}" for f in sorted(read - wanted)
    ]


def _of(figures: Iterable[tuple[str, float, int]], which: str) -> set[tuple[str, float, int]]:
    return {f for f in figures if f[0] == which}
