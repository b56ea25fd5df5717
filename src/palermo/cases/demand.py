"""A demand: what editions ask in the same or other words, for as long as it is asked and after."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from palermo.cases.duty import Status
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_

#: Duties of one demand are named by letters: a … z.
MOST_DUTIES = len(ascii_lowercase)


@dataclass(frozen=True, slots=True)
class AskedYears:
    """In which editions a demand was asked, oldest first, and which of them did not ask it."""

    editions: tuple[int, ...]
    #: Accepted editions between the first and the last that did not ask it.
    gaps: tuple[int, ...] = ()
    #: The first accepted edition that no longer asks it; None while the newest one does.
    not_since: int | None = None

    @property
    def first(self) -> int:
        """Edition in which it was asked for the first time, as far as the ledger knows."""
        return self.editions[0]

    @property
    def last(self) -> int:
        """The last edition that asked it."""
        return self.editions[-1]

    @property
    def times(self) -> int:
        """In how many accepted editions it was asked."""
        return len(self.editions)


def describe_asking(asked: Collection[int], accepted: Collection[int]) -> AskedYears:
    """When a demand was asked, from the editions that ask it and all accepted ones of its country.

    No edition is assumed to ask what it was not read to ask; years without an accepted edition are
    unknown and count as neither.
    """
    years = tuple(sorted(set(asked)))
    later = [year for year in accepted if year > years[-1]]
    gaps = sorted(y for y in set(accepted) if years[0] < y < years[-1] and y not in years)
    return AskedYears(years, tuple(gaps), min(later, default=None))


def is_asked_again_after_met(edition: int, asked: Collection[int], status: Status) -> bool:
    """Whether the duties of a met demand are reopened when `edition` asks it.

    `asked` are the editions that asked it before. One that is older than these says nothing about
    what was done since.
    """
    return status is Status.MET and bool(asked) and edition > max(asked)


@dataclass(frozen=True, slots=True)
class DemandContent:
    """What hangs on a demand: recommendations by edition, and duties by letter, each as ids."""

    id: int
    ref: str
    country: str
    #: (edition, number, id, reference) of each recommendation.
    recommendations: tuple[tuple[int, int, int, str], ...]
    #: (letter, id, reference, whether somebody worked on it) of each duty.
    duties: tuple[tuple[str, int, str, bool], ...]


@dataclass(frozen=True, slots=True)
class DemandMove:
    """What goes from one demand to another. `target` None: to a demand of its own, `target_ref`.

    A demand that is left without recommendations gives all its duties and notes along. Duties that
    nobody worked on are removed where the other demand has its own.
    """

    source: int
    target: int | None
    target_ref: str
    recommendations: tuple[int, ...]
    #: The id of each duty that moves, and its letter in the other demand.
    duties: tuple[tuple[int, str], ...]
    removed_duties: tuple[int, ...]
    with_notes: bool
    #: The reference of the source afterwards: it is always that of one of its recommendations.
    source_ref: str


def plan_move(
    source: DemandContent,
    refs: Collection[str],
    target: DemandContent | None,
    duty_refs: Collection[str] = (),
) -> DemandMove:
    """Move the recommendations `refs` to `target`, or to a demand of their own, with `duty_refs`.

    Raises Refused when they are there already, BadValue for a duty of another demand, a demand of
    another country or more duties than there are letters.
    """
    moved = [r for r in source.recommendations if r[3] in refs]
    rest = [r for r in source.recommendations if r not in moved]
    first = min(moved)[3]
    _check_target(source, first, target, alone=not rest)
    known = {d[2] for d in source.duties}
    if unknown := sorted(set(duty_refs) - known):
        raise BadValue(
            N_("The demand has no duty {duty}."),
            where=first,
            remedy=N_("See the duties on the page of the demand."),
            duty=unknown[0],
        )
    wanted = [d for d in source.duties if not rest or d[2] in duty_refs]
    others = target.duties if target else ()
    removed = [d for d in wanted if not d[3] and others and d[2] not in duty_refs]
    going = [d for d in wanted if d not in removed]
    letters = give_letters([d[0] for d in others], [d[0] for d in going], where=first)
    named = source.ref if not rest or source.ref not in refs else min(rest)[3]
    return DemandMove(
        source=source.id,
        target=target.id if target else None,
        target_ref=target.ref if target else first,
        recommendations=tuple(r[2] for r in moved),
        duties=tuple((d[1], letter) for d, letter in zip(going, letters, strict=True)),
        removed_duties=tuple(d[1] for d in removed),
        with_notes=not rest,
        source_ref=named,
    )


def _check_target(
    source: DemandContent, ref: str, target: DemandContent | None, *, alone: bool
) -> None:
    if target is not None and target.id == source.id:
        raise Refused(
            N_("{ref} already belongs to this demand."),
            where=ref,
            remedy=N_("Choose another demand."),
            ref=ref,
        )
    if target is None and alone:
        raise Refused(
            N_("{ref} is the only recommendation of its demand."),
            where=ref,
            remedy=N_("Link it to another demand instead."),
            ref=ref,
        )
    if target is not None and target.country != source.country:
        raise BadValue(
            N_("{ref} is a demand on another country."),
            where=ref,
            remedy=N_("Choose one from the list."),
            ref=target.ref,
        )


def join_content(source: DemandContent, target: DemandContent, move: DemandMove) -> DemandContent:
    """What hangs on `target` after a move that leaves `source` empty."""
    letters = dict(move.duties)
    came = [(letters[d[1]], *d[1:]) for d in source.duties if d[1] in letters]
    return replace(
        target,
        recommendations=tuple(sorted((*target.recommendations, *source.recommendations))),
        duties=(*target.duties, *came),
    )


def give_letters(taken: Sequence[str], wanted: Sequence[str], *, where: str) -> list[str]:
    """A letter for each duty that comes to a demand: its own where that is free, else the next.

    Raises BadValue when there are more duties than letters.
    """
    if len(taken) + len(wanted) > MOST_DUTIES:
        raise BadValue(
            N_("A demand has between 1 and {most} duties."),
            where=where,
            remedy=N_("Remove duties that nobody works on, or leave duties where they are."),
            most=MOST_DUTIES,
        )
    used, found = set(taken), []
    for letter in wanted:
        own = letter if letter not in used else next(c for c in ascii_lowercase if c not in used)
        used.add(own)
        found.append(own)
    return found


def check_undo(
    moved: Mapping[str, Mapping[int, int]], now: Mapping[str, Mapping[int, int]], *, where: str
) -> None:
    """Raise Refused when something that a change moved is not where the change put it.

    Both say, by kind, in which demand each recommendation and duty is: after the change, and now.
    """
    for kind, places in moved.items():
        if any(now.get(kind, {}).get(row) != demand for row, demand in places.items()):
            raise Refused(
                N_("A later change moved the same recommendation or duty again."),
                where=where,
                remedy=N_("Undo the later change first."),
            )
