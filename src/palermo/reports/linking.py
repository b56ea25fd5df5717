"""Matches recommendations across editions: new, repeated, reworded, dropped; and their series.

One recommendation continues one of the other edition. There are two exceptions: a later one may
join several earlier ones, and an earlier one may be split into several later ones, if nearly all of
the shorter text is found in the longer one. The method was chosen by measurement
(`docs/decisions/0006-following-recommendations.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rapidfuzz import fuzz

from palermo.reports.similarity import (
    LinkSettings,
    Thresholds,
    Weights,
    contained_share,
    cosine_similarity,
    list_words,
    weigh_rarity,
)

#: The index of an edition, and an index in its list of recommendations.
Place = tuple[int, int]
#: Similarity of an earlier and a later recommendation, by their indexes in the lists.
Score = Callable[[int, int], float]


class HasText(Protocol):
    """Anything with the text of a recommendation."""

    @property
    def text(self) -> str:
        """The recommendation, verbatim."""


class ContinuationKind(StrEnum):
    """What became of a recommendation from one edition to the next."""

    NEW = "new"
    REPEATED = "repeated"
    REWORDED = "reworded"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class RecommendationLink:
    """`earlier` and `later` are indexes in the two lists; None if there is no counterpart.

    `score` is the similarity, 0 to 1 (0 for new and dropped).
    """

    kind: ContinuationKind
    earlier: int | None
    later: int | None
    score: float = 0.0


def link_recommendations(
    earlier: Sequence[HasText],
    later: Sequence[HasText],
    settings: LinkSettings,
    rare: Weights | None = None,
) -> tuple[RecommendationLink, ...]:
    """Every recommendation of both editions in at least one link, in the order of the later one.

    Dropped ones come last. The same input gives the same links. `rare` gives the rarity of each
    term (see `weigh_rarity`), by default among the recommendations of these two editions.
    """
    a = [settings.terms(item.text) for item in earlier]
    b = [settings.terms(item.text) for item in later]
    rare = weigh_rarity([*a, *b]) if rare is None else rare

    def score(i: int, j: int) -> float:
        # A text of stop words only has no terms, but it is equal to itself.
        return (
            cosine_similarity(a[i], b[j], rare) if a[i] else float(earlier[i].text == later[j].text)
        )

    def share(i: int, j: int) -> float:
        return max(contained_share(a[i], b[j], rare), contained_share(b[j], a[i], rare))

    pairs = pair_texts(len(a), len(b), score, share, settings.thresholds)
    links = []
    for i, j in pairs:
        same = is_repeated(earlier[i].text, later[j].text, settings.thresholds)
        links.append(
            RecommendationLink(
                ContinuationKind.REPEATED if same else ContinuationKind.REWORDED,
                i,
                j,
                min(1.0, score(i, j)),
            )
        )
    return tuple(_with_lone(links, len(a), len(b)))


def is_repeated(earlier: str, later: str, limits: Thresholds) -> bool:
    """Whether two linked texts differ only in signs, capitals and a letter or two."""
    words = " ".join(list_words(earlier)), " ".join(list_words(later))
    return float(fuzz.ratio(*words)) / 100 >= limits.repeated


def pair_texts(
    earlier: int, later: int, score: Score, share: Score, limits: Thresholds
) -> list[tuple[int, int]]:
    """Pairs of indexes: the most similar first, each index once; then joins and splits."""
    ranked = sorted(
        ((score(i, j), i, j) for i in range(earlier) for j in range(later)),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    free_i, free_j = set(range(earlier)), set(range(later))
    pairs: list[tuple[int, int]] = []
    for likeness, i, j in ranked:
        if likeness >= limits.link and i in free_i and j in free_j:
            pairs.append((i, j))
            free_i.discard(i)
            free_j.discard(j)
    joined = [(i, max(range(later), key=lambda j: share(i, j))) for i in free_i if later]
    split = [(max(range(earlier), key=lambda i: share(i, j)), j) for j in free_j if earlier]
    # Only onto an index that is taken: two free ones below the link threshold stay apart.
    pairs += [(i, j) for i, j in joined if j not in free_j and share(i, j) >= limits.join]
    pairs += [(i, j) for i, j in split if i not in free_i and share(i, j) >= limits.join]
    return sorted(set(pairs), key=lambda pair: (pair[1], pair[0]))


def _with_lone(
    links: list[RecommendationLink], earlier: int, later: int
) -> list[RecommendationLink]:
    """The links, with unlinked ones: new ones in their places, dropped ones at the end."""
    linked_i, linked_j = {link.earlier for link in links}, {link.later for link in links}
    new = [
        RecommendationLink(ContinuationKind.NEW, None, j) for j in range(later) if j not in linked_j
    ]
    dropped = [
        RecommendationLink(ContinuationKind.DROPPED, i, None)
        for i in range(earlier)
        if i not in linked_i
    ]
    ordered = sorted([*links, *new], key=lambda link: (link.later or 0, link.earlier or 0))
    return [*ordered, *dropped]


@dataclass(frozen=True, slots=True)
class RecommendationSeries:
    """One recommendation through the years: edition and index in its list, oldest first."""

    places: tuple[Place, ...]

    @property
    def first(self) -> int:
        """The first of the given editions with this recommendation."""
        return self.places[0][0]

    @property
    def last(self) -> int:
        """The last of the given editions with this recommendation."""
        return self.places[-1][0]

    @property
    def times(self) -> int:
        """The number of given editions with this recommendation."""
        return len(self.places)

    def gaps(self, editions: Sequence[int]) -> tuple[int, ...]:
        """Given editions between the first and the last without this recommendation."""
        asked = {edition for edition, _ in self.places}
        return tuple(e for e in editions if self.first < e < self.last and e not in asked)


def follow_recommendations(
    editions: Sequence[tuple[int, Sequence[HasText]]], settings: LinkSettings
) -> tuple[RecommendationSeries, ...]:
    """Follow every recommendation through `editions` (year, list; oldest first).

    A recommendation that does not continue one of the previous edition is searched in earlier ones:
    if it returns after a gap, it is repeated, not new. One that joins two continues both; each part
    of a split one has the whole past.
    """
    lists = dict(editions)
    chains: list[tuple[Place, ...]] = []
    for year, items in editions:
        new = set(range(len(items)))
        for back in sorted({chain[-1][0] for chain in chains}, reverse=True):
            # Two chains that were joined have the same end; it is searched once.
            ends = sorted({chain[-1] for chain in chains if chain[-1][0] == back})
            known, wanted = [lists[y][place] for y, place in ends], sorted(new)
            sought = [items[j] for j in wanted]
            # The rest of two editions is too small to distinguish rare words from common ones.
            rare = weigh_rarity([settings.terms(item.text) for item in (*lists[back], *items)])
            followed = [
                (ends[link.earlier], wanted[link.later])
                for link in link_recommendations(known, sought, settings, rare)
                if link.earlier is not None and link.later is not None
            ]
            chains = [grown for chain in chains for grown in _grow(chain, year, followed)]
            new -= {place for _, place in followed}
        chains += [((year, place),) for place in sorted(new)]
    return tuple(RecommendationSeries(chain) for chain in sorted(chains))


def _grow(
    chain: tuple[Place, ...], year: int, followed: Sequence[tuple[Place, int]]
) -> list[tuple[Place, ...]]:
    """`chain` with its continuation in `year`: one more chain for each part of a split."""
    return [(*chain, (year, place)) for end, place in followed if end == chain[-1]] or [chain]
