"""How well recommendations are recognised across editions: `python -m benchmarks.matching`.

Labels hold places only, never sentences: (edition, index) of both sides and what became of it.
Editions: "2017" … "2025" are the rewritten passages on Azerbaijan beside the project, "2023s" the
founding narrative, "2021d" … the demonstration's own narratives. Each method chooses its threshold
on all pairs of editions but one and is measured on that one, in turn.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from palermo.packs.load import load_pack
from palermo.packs.yaml_files import load_yaml
from palermo.reports.continuing import KnownWording, propose_links
from palermo.reports.linking import Score, is_repeated, pair_texts
from palermo.reports.narrative import read_narrative
from palermo.reports.sentences import WordIndex
from palermo.reports.similarity import (
    LinkSettings,
    Thresholds,
    Weights,
    contained_share,
    cosine_similarity,
    list_words,
    stem_word,
    weigh_rarity,
)

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LABELS = ROOT / "benchmarks" / "matching_labels.csv"
SETTINGS = ROOT / "countries" / "base" / "phrases" / "linking.yaml"
LINKS = [n / 100 for n in range(14, 82, 2)]
JOINS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1.0]

Pairs = set[tuple[int, int]]
Method = Callable[[Sequence[str], Sequence[str]], tuple[Score, Score]]


@dataclass(frozen=True)
class Labelled:
    """Two editions, and the correct continuations."""

    earlier: tuple[str, ...]
    later: tuple[str, ...]
    links: frozenset[tuple[int, int]]
    repeated: frozenset[tuple[int, int]]


def editions() -> dict[str, tuple[str, ...]]:
    """The recommendations of each edition, as labelled or (demonstration, seed) as read."""
    found = {}
    for path in sorted((SHARED / "corpus" / "dev").glob("rewritten-AZE-*-intro.json")):
        passage = json.loads(path.read_text(encoding="utf-8"))
        found[str(passage["year"])] = tuple(passage["gold"]["recommendations"])
    vocabulary = load_pack("AZE").vocabulary
    texts = {"2023s": SHARED / "seed.txt"}
    for path in sorted((ROOT / "countries" / "aze" / "demo").glob("aze-*.txt")):
        texts[f"{path.stem[-4:]}d"] = path
    for name, path in texts.items():
        read = read_narrative(path.read_text(encoding="utf-8"), vocabulary)
        found[name] = tuple(r.text for r in read.recommendations)
    return found


def labelled() -> list[Labelled]:
    """All labelled pairs of editions."""
    texts = editions()
    links: dict[tuple[str, str], Pairs] = defaultdict(set)
    repeated: dict[tuple[str, str], Pairs] = defaultdict(set)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["from_edition"], row["to_edition"]
            links[key] |= set()
            if row["label"] in {"repeated", "reworded"}:
                place = int(row["from_index"]), int(row["to_index"])
                links[key].add(place)
                if row["label"] == "repeated":
                    repeated[key].add(place)
    return [
        Labelled(texts[a], texts[b], frozenset(found), frozenset(repeated[a, b]))
        for (a, b), found in links.items()
    ]


def token_set(a: Sequence[str], b: Sequence[str]) -> tuple[Score, Score]:
    """rapidfuzz: the ratio of the words as sets."""

    def score(i: int, j: int) -> float:
        return float(fuzz.token_set_ratio(a[i].lower(), b[j].lower())) / 100

    return score, score


def _weighted(terms: Callable[[str], Weights]) -> Method:
    def method(a: Sequence[str], b: Sequence[str]) -> tuple[Score, Score]:
        one, other = [terms(t) for t in a], [terms(t) for t in b]
        rare = weigh_rarity([*one, *other])

        def score(i: int, j: int) -> float:
            return cosine_similarity(one[i], other[j], rare)

        def share(i: int, j: int) -> float:
            return max(
                contained_share(one[i], other[j], rare), contained_share(other[j], one[i], rare)
            )

        return score, share

    return method


def _themed(settings: LinkSettings, weight: float) -> Method:
    """Concepts, and the overlap of the themes that the reader gives to the two texts."""
    plain = _weighted(settings.terms)
    vocabulary = load_pack("AZE").vocabulary

    def themes(text: str) -> set[str]:
        words = WordIndex.of(text)
        return set(vocabulary.themes.of(words, *words.between(0, len(text)))[0])

    def method(a: Sequence[str], b: Sequence[str]) -> tuple[Score, Score]:
        base, share = plain(a, b)
        one, other = [themes(t) for t in a], [themes(t) for t in b]

        def score(i: int, j: int) -> float:
            both = one[i] | other[j]
            overlap = len(one[i] & other[j]) / len(both) if both else 0.0
            return (1 - weight) * base(i, j) + weight * overlap

        return score, share

    return method


def methods(settings: LinkSettings) -> dict[str, Method]:
    """The methods that are compared, by name."""
    bare = settings.model_copy(update={"concepts": {}, "light": ("-",)})

    def words(text: str) -> Weights:
        return {stem_word(w): 1.0 for w in list_words(text) if w not in settings.stop}

    return {
        "token-set ratio (rapidfuzz)": token_set,
        "stems, idf cosine": _weighted(words),
        "stems without common words": _weighted(
            bare.model_copy(update={"light": settings.light}).terms
        ),
        "concepts, idf cosine": _weighted(settings.terms),
        "concepts and themes (0.2)": _themed(settings, 0.2),
        "concepts and themes (0.4)": _themed(settings, 0.4),
    }


@dataclass
class Tally:
    """Right, found and expected links; likewise items whose kind is right, found and expected."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    kinds_right: int = 0
    kinds: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of one pair of editions."""
        self.right += other.right
        self.found += other.found
        self.labelled += other.labelled
        self.kinds_right += other.kinds_right
        self.kinds += other.kinds

    @property
    def precision(self) -> float:
        """Right links of those found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right links of those expected."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.found + self.labelled
        return 2 * self.right / total if total else 0.0


def measure(case: Labelled, scores: tuple[Score, Score], limits: Thresholds) -> Tally:
    """Compare the links found in one pair of editions with its labels.

    A kind is counted once for each later recommendation (new, repeated, reworded) and once for each
    earlier one (dropped or not).
    """
    score, share = scores
    pairs = set(pair_texts(len(case.earlier), len(case.later), score, share, limits))
    same = {(i, j) for i, j in pairs if is_repeated(case.earlier[i], case.later[j], limits)}
    tally = Tally(len(pairs & case.links), len(pairs), len(case.links))
    for j in range(len(case.later)):
        tally.kinds += 1
        tally.kinds_right += _kind(j, pairs, same) == _kind(j, case.links, case.repeated)
    for i in range(len(case.earlier)):
        tally.kinds += 1
        tally.kinds_right += (i in {a for a, _ in pairs}) == (i in {a for a, _ in case.links})
    return tally


def _kind(place: int, links: Pairs | frozenset[tuple[int, int]], same: object) -> str:
    mine = {pair for pair in links if pair[1] == place}
    assert isinstance(same, set | frozenset)
    return "new" if not mine else "repeated" if mine & same else "reworded"


def total(tallies: Sequence[Tally]) -> Tally:
    """The sum of all."""
    found = Tally()
    for tally in tallies:
        found.add(tally)
    return found


@dataclass
class DoubtTally:
    """Links taken without a question, those of them that are wrong, and the questions asked."""

    sure: int = 0
    sure_wrong: int = 0
    questions: int = 0
    questions_yes: int = 0
    #: Labelled links that are neither taken nor asked about.
    unseen: int = 0


@dataclass(frozen=True)
class _Asked:
    text: str


def count_doubts(cases: Sequence[Labelled], settings: LinkSettings) -> DoubtTally:
    """What a reviewer is asked, and what is linked without asking, over all pairs of editions."""
    tally = DoubtTally()
    for case in cases:
        known = [KnownWording(i, i, 1, text) for i, text in enumerate(case.earlier)]
        found = propose_links(known, 2, [_Asked(text) for text in case.later], settings)
        pairs = {(p.wording.id, p.place): p.doubtful for p in found}
        asked = {pair for pair, doubtful in pairs.items() if doubtful}
        sure = pairs.keys() - asked
        tally.sure += len(sure)
        tally.sure_wrong += len(sure - case.links)
        tally.questions += len(asked)
        tally.questions_yes += len(asked & case.links)
        tally.unseen += len(case.links - pairs.keys())
    return tally


def main() -> int:
    """Print a table of the methods; 1 when the labels cannot be read because texts are absent."""
    if not SHARED.is_dir():
        print("The folder ../shared with the passages is absent: nothing was measured.")
        return 1
    settings = load_yaml(SETTINGS, LinkSettings)
    cases = labelled()
    limits = settings.thresholds
    grid = [limits.model_copy(update={"link": a, "join": b}) for a in LINKS for b in JOINS]
    print(f"{len(cases)} pairs of editions, {sum(len(c.links) for c in cases)} labelled links")
    print(f"{'method':32} {'P':>6} {'R':>6} {'F1':>6} {'kinds':>6}   best on all: link join   F1")
    for name, method in methods(settings).items():
        scores = [method(case.earlier, case.later) for case in cases]
        table = [
            [measure(c, s, limits) for limits in grid] for c, s in zip(cases, scores, strict=True)
        ]
        sums = [total([row[g] for row in table]) for g in range(len(grid))]
        out = total([row[_best_without(row, sums)] for row in table])
        best = max(range(len(grid)), key=lambda g: sums[g].f1)
        print(
            f"{name:32} {out.precision:6.3f} {out.recall:6.3f} {out.f1:6.3f} "
            f"{out.kinds_right / out.kinds:6.3f}   {grid[best].link:17.2f} {grid[best].join:.2f}"
            f" {sums[best].f1:.3f}"
        )
    used = [method_of(settings)(c.earlier, c.later) for c in cases]
    now = total([measure(c, s, settings.thresholds) for c, s in zip(cases, used, strict=True)])
    print(f"as shipped: P {now.precision:.3f} R {now.recall:.3f} F1 {now.f1:.3f}", end="")
    print(f" kinds {now.kinds_right / now.kinds:.3f}")
    doubts = count_doubts(cases, settings)
    print(
        f"linked without a question {doubts.sure}, of them wrong {doubts.sure_wrong}; "
        f"questions {doubts.questions}, of them the same {doubts.questions_yes}; "
        f"labelled links not seen {doubts.unseen}"
    )
    return 0


def method_of(settings: LinkSettings) -> Method:
    """The method that `palermo.reports.linking` uses."""
    return _weighted(settings.terms)


def _best_without(row: Sequence[Tally], sums: Sequence[Tally]) -> int:
    """The best grid position on all pairs of editions except that of `row`."""

    def f1(place: int) -> float:
        mine, all_of_them = row[place], sums[place]
        top = 2 * (all_of_them.right - mine.right)
        rest = all_of_them.found - mine.found + all_of_them.labelled - mine.labelled
        return top / rest if rest else 0.0

    return max(range(len(row)), key=f1)


if __name__ == "__main__":
    sys.exit(main())
