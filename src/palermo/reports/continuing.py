"""Proposes which demand each recommendation of an edition continues, and which links are doubtful.

A demand is what several editions ask in the same or other words. The machine links what is clearly
the same; a doubtful link waits for the answer of a person. The limits were chosen by measurement
(`docs/decisions/0025-demands.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_
from palermo.reports.linking import (
    ContinuationKind,
    HasText,
    is_repeated,
    link_recommendations,
)
from palermo.reports.similarity import LinkSettings, Thresholds, cosine_similarity, weigh_rarity

#: Whether the recommendation at an index of the new edition continues the demand with an id.
LinkAnswers = Mapping[tuple[int, int], bool]


class LinkBasis(LabelledCode):
    """Why a link is proposed; `held`, `sure` and `confirmed` are not doubtful."""

    HELD = "held", N_("the accepted text of the year has it")
    SURE = "sure", N_("clearly the same")
    CONFIRMED = "confirmed", N_("confirmed by a person")
    UNLIKE = "unlike", N_("the words differ much")
    NEXT = "next", N_("the most similar after the one that was rejected")
    PART = "part", N_("may be one part of a demand that was split")
    JOINED = "joined", N_("may join two demands in one")


@dataclass(frozen=True, slots=True)
class KnownWording:
    """A recommendation of an accepted edition, and the id of its demand."""

    id: int
    demand: int
    edition: int
    text: str


@dataclass(frozen=True, slots=True)
class LinkProposal:
    """The recommendation at index `place` of the new edition may continue the demand of `wording`.

    `score` is the similarity of the two texts, 0 to 1; `kind` says how the words continue.
    """

    place: int
    wording: KnownWording
    kind: ContinuationKind
    score: float
    basis: LinkBasis

    @property
    def doubtful(self) -> bool:
        """Whether a person must confirm or reject the link before it counts."""
        return self.basis not in {LinkBasis.HELD, LinkBasis.SURE, LinkBasis.CONFIRMED}


def propose_links(
    known: Iterable[KnownWording],
    edition: int,
    new: Sequence[HasText],
    settings: LinkSettings,
    answers: LinkAnswers | None = None,
    fixed: Mapping[int, KnownWording] | None = None,
) -> tuple[LinkProposal, ...]:
    """Links of the recommendations `new` of `edition`, in their order, the likeliest first.

    Earlier editions are searched first, the nearest one before older ones, so that a demand that
    returns after a gap is asked again, not new; then later ones, as a narrative may be accepted
    after those of later years. A confirmed link counts beside those that are sure, so that a demand
    can be split or joined; a rejected one is not proposed again. `fixed` are recommendations that
    the year has already, by the places of their new words: they stay with their demands.
    """
    search = _LinkSearch(tuple(known), edition, new, settings, dict(answers or {}))
    for place, wording in (fixed or {}).items():
        search.fix_place(place, wording)
    years = search.list_editions()
    for year in years:
        search.link_edition(year)
    search.take_confirmed()
    if years:
        search.ask_about_neighbours(years[0])
    return tuple(sorted(search.found, key=lambda p: (p.place, p.doubtful, -p.score)))


class _LinkSearch:
    """The state of one search: which places and demands are linked so far."""

    def __init__(
        self,
        known: tuple[KnownWording, ...],
        edition: int,
        new: Sequence[HasText],
        settings: LinkSettings,
        answers: dict[tuple[int, int], bool],
    ) -> None:
        self.known, self.edition, self.new = known, edition, new
        self.settings, self.answers = settings, answers
        self.found: list[LinkProposal] = []
        #: Pairs that were tried because a person rejected a likelier one.
        self.tried_next: set[tuple[int, int]] = set()

    def fix_place(self, place: int, wording: KnownWording) -> None:
        """Keep a recommendation of the year with its demand."""
        self._add(place, wording, LinkBasis.HELD, 1.0)

    def list_editions(self) -> list[int]:
        """Editions in the order in which they are searched."""
        years = {w.edition for w in self.known} - {self.edition}
        earlier = sorted((y for y in years if y < self.edition), reverse=True)
        return [*earlier, *sorted(y for y in years if y > self.edition)]

    def take_confirmed(self) -> None:
        """Links that a person confirmed and that were not found, to the nearest wording."""
        found = {(p.place, p.wording.demand) for p in self.found}
        for (place, demand), same in self.answers.items():
            wordings = [w for w in self.known if w.demand == demand]
            if same and wordings and place < len(self.new) and (place, demand) not in found:
                nearest = min(wordings, key=lambda w: (abs(self.edition - w.edition), w.id))
                self._add(place, nearest, LinkBasis.CONFIRMED)

    def link_edition(self, year: int) -> None:
        """Link what is left with the wordings of one edition."""
        taken, places = self._taken_demands(), self._linked_places()
        ends = [w for w in self.known if w.edition == year and w.demand not in taken]
        sought = [place for place in range(len(self.new)) if place not in places]
        for place, wording, score in self._match(year, ends, sought):
            confirmed = (place, wording.demand) in self.answers
            basis = LinkBasis.CONFIRMED if confirmed else self._basis(place, wording, score)
            sure = self._find_sure_wording(place, year) if basis is LinkBasis.UNLIKE else None
            if sure:
                self._add(place, sure, LinkBasis.SURE)
            else:
                self._add(place, wording, basis, score)

    def _find_sure_wording(self, place: int, year: int) -> KnownWording | None:
        """A wording of another edition that is clearly the same, the nearest edition first.

        A demand that was reworded for one year may return in its older words.
        """
        taken = self._taken_demands()
        limits = self.settings.thresholds
        others = sorted(
            (
                w
                for w in self.known
                if w.edition not in {year, self.edition}
                and w.demand not in taken
                and self.answers.get((place, w.demand), True)
            ),
            key=lambda w: (abs(self.edition - w.edition), w.id),
        )
        rare = {edition: self._weigh(edition) for edition in {w.edition for w in others}}
        scores = [(self._score(place, w, rare[w.edition]), w) for w in others]
        best = max(scores, key=lambda found: found[0], default=(0.0, None))
        return best[1] if best[0] >= limits.sure else None

    def _match(
        self, year: int, ends: list[KnownWording], sought: list[int]
    ) -> list[tuple[int, KnownWording, float]]:
        """Likeliest pairs first; where one was rejected, the next likely one is tried."""
        rare = self._weigh(year)
        rejected = {pair for pair, same in self.answers.items() if not same}
        pairs = [
            (sought[link.later], ends[link.earlier], link.score)
            for link in link_recommendations(
                ends, [self.new[place] for place in sought], self.settings, rare
            )
            if link.earlier is not None and link.later is not None
        ]
        kept = [p for p in pairs if (p[0], p[1].demand) not in rejected]
        for place, wording, _ in [p for p in pairs if p not in kept]:
            # Each try may take a place and a demand: the next one sees what is left.
            places, demands = {p[0] for p in kept}, {p[1].demand for p in kept}
            free = [w for w in ends if w.demand not in demands and w != wording]
            if place not in places:
                kept += self._match(year, free, [place])
        refused = {p[0]: p[2] for p in reversed(pairs) if (p[0], p[1].demand) in rejected}
        self.tried_next |= {(p[0], p[1].demand) for p in kept if p[2] <= refused.get(p[0], -1.0)}
        return sorted(kept, key=lambda p: -p[2])

    def _basis(self, place: int, wording: KnownWording, score: float) -> LinkBasis:
        if place in self._linked_places():
            return LinkBasis.JOINED
        if wording.demand in self._taken_demands():
            return LinkBasis.PART
        if (place, wording.demand) in self.tried_next:
            return LinkBasis.NEXT
        return LinkBasis.SURE if score >= self.settings.thresholds.sure else LinkBasis.UNLIKE

    def ask_about_neighbours(self, year: int) -> None:
        """Doubts about what would be new or dropped beside something like it in `year`."""
        beside = [w for w in self.known if w.edition == year]
        rare, taken, places = self._weigh(year), self._taken_demands(), self._linked_places()
        left = [w for w in beside if w.demand not in taken]
        asked = [
            (place, max(beside, key=lambda w: self._score(place, w, rare)), LinkBasis.PART)
            for place in range(len(self.new))
            if beside and place not in places
        ] + [
            (max(range(len(self.new)), key=lambda p: self._score(p, w, rare)), w, LinkBasis.JOINED)
            for w in left
            if self.new
        ]
        for place, wording, basis in asked:
            score = self._score(place, wording, rare)
            known = {(p.place, p.wording.demand) for p in self.found} | self.answers.keys()
            if score < self.settings.thresholds.possible or (place, wording.demand) in known:
                continue
            both_free = place not in places and wording.demand not in taken
            self._add(place, wording, LinkBasis.UNLIKE if both_free else basis, score)

    def _score(self, place: int, wording: KnownWording, rare: Mapping[str, float]) -> float:
        terms = self.settings.terms
        return min(1.0, cosine_similarity(terms(self.new[place].text), terms(wording.text), rare))

    def _weigh(self, year: int) -> Mapping[str, float]:
        # What is left of two editions is too small to distinguish rare words from common ones.
        beside = [w.text for w in self.known if w.edition == year]
        return weigh_rarity(
            [self.settings.terms(t) for t in (*beside, *(n.text for n in self.new))]
        )

    def _add(
        self, place: int, wording: KnownWording, basis: LinkBasis, score: float | None = None
    ) -> None:
        if score is None:
            score = self._score(place, wording, self._weigh(wording.edition))
        first, second = wording.text, self.new[place].text
        if wording.edition > self.edition:
            first, second = second, first
        same = is_repeated(first, second, self.settings.thresholds)
        kind = ContinuationKind.REPEATED if same else ContinuationKind.REWORDED
        self.found.append(LinkProposal(place, wording, kind, score, basis))

    def _taken_demands(self) -> set[int]:
        return {p.wording.demand for p in self.found}

    def _linked_places(self) -> set[int]:
        return {p.place for p in self.found}


@dataclass(frozen=True, slots=True)
class SettledLink:
    """What a recommendation continues: the first link, and demands that it joins with that one."""

    place: int
    link: LinkProposal
    joined: tuple[LinkProposal, ...] = ()


def settle_links(proposals: Iterable[LinkProposal]) -> dict[int, SettledLink]:
    """The links that count, by place: those that are sure or confirmed. Doubtful ones do not."""
    settled: dict[int, SettledLink] = {}
    for proposal in proposals:
        if proposal.doubtful:
            continue
        before = settled.get(proposal.place)
        settled[proposal.place] = (
            replace(before, joined=(*before.joined, proposal))
            if before
            else SettledLink(proposal.place, proposal)
        )
    return settled


def name_continuations(
    wordings: Sequence[tuple[int, str]], limits: Thresholds
) -> tuple[ContinuationKind, ...]:
    """How each wording (edition, text) of one demand continues that of the edition before it.

    A wording of the first edition is new. `wordings` are in the order of their editions.
    """
    kinds = []
    for edition, text in wordings:
        earlier = [year for year, _ in wordings if year < edition]
        before = [t for year, t in wordings if earlier and year == max(earlier)]
        if not before:
            kinds.append(ContinuationKind.NEW)
        elif any(is_repeated(t, text, limits) for t in before):
            kinds.append(ContinuationKind.REPEATED)
        else:
            kinds.append(ContinuationKind.REWORDED)
    return tuple(kinds)
