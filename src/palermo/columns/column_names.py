"""Which columns of a file are which questions: spelling apart, and never by likeness alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.similar_names import find_nearest, strip_copy_number


def match_columns(names: Sequence[str], known: Collection[str], where: str) -> Mapping[str, str]:
    """The known name of each column that has one, however its letters and blanks are written.

    Raises BadValue for two columns of one name, and for a column whose name only comes near one:
    it would be left out, and every row would be undecided.
    """
    folded = {_fold(name): name for name in known}
    found = {name: folded[_fold(name)] for name in names if _fold(name) in folded}
    twice = sorted(n for n, count in Counter(found.values()).items() if count > 1)
    if twice:
        raise BadValue(
            N_("These columns appear more than once: {names}."),
            where=where,
            remedy=N_("Keep one column for each question."),
            names=", ".join(twice),
        )
    near = list(_near(names, found, folded))
    if near:
        raise BadValue(
            N_("Columns whose names only come near a question: {names}."),
            where=where,
            remedy=N_("Give each the id of its question, or another name if it is none."),
            names="; ".join(f"{name} ({question}?)" for name, question in near),
        )
    return found


def _near(
    names: Iterable[str], found: Mapping[str, str], folded: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    for name in names:
        if name in found:
            continue
        bare = strip_copy_number(_fold(name))
        if bare in folded:
            yield name, folded[bare]
        # Short names are near by chance.
        elif len(bare) > 3 and (best := find_nearest(bare, list(folded))):
            yield name, folded[best[0]]


def _fold(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")
