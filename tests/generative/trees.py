"""Random conditions and random answers over the values of `tests.readers`."""

from __future__ import annotations

from hypothesis import strategies as st

from palermo.conditions.nodes import (
    ALWAYS,
    All,
    Answered,
    AnyOf,
    AtLeast,
    Equals,
    LessThan,
    Node,
    Not,
    OneOf,
)
from palermo.kernel.answers import Answers, Missing
from tests.readers import VARIABLES

_YES_NO = [v.name for v in VARIABLES if v.kind == "yes_no"]
_PLACES = next(v.choices for v in VARIABLES if v.kind == "choice")
yes_no = st.sampled_from(_YES_NO)
places = st.sampled_from(_PLACES)
ages = st.integers(0, 90)

leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Equals, yes_no, st.sampled_from(["yes", "no"])),
    st.builds(Equals, st.just("place"), places),
    st.builds(Equals, st.just("age"), ages),
    st.builds(OneOf, yes_no, st.sampled_from([("yes",), ("no",), ("yes", "no")])),
    st.builds(OneOf, st.just("place"), st.lists(places, min_size=1, unique=True).map(tuple)),
    st.builds(OneOf, st.just("age"), st.lists(ages, min_size=1, max_size=3).map(tuple)),
    st.builds(LessThan, st.just("age"), ages),
    st.builds(Answered, st.sampled_from([v.name for v in VARIABLES])),
    st.just(ALWAYS),
)


def _joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(parts, min_size=1, max_size=4).map(tuple)
    # Also more parts than one byte can count.
    many = st.lists(leaves, min_size=16, max_size=18).map(tuple)
    counted = st.one_of(some, many).flatmap(
        lambda p: st.integers(1, len(p)).map(lambda n: AtLeast(n, p))
    )
    return st.one_of(st.builds(Not, parts), st.builds(All, some), st.builds(AnyOf, some), counted)


conditions: st.SearchStrategy[Node] = st.recursive(leaves, _joined, max_leaves=30)
_missing = st.sampled_from(Missing)
answers: st.SearchStrategy[Answers] = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(["yes", "no"]) | _missing for name in _YES_NO},
        "place": places | _missing,
        "age": ages | _missing,
    },
)
cases = st.lists(st.tuples(conditions, answers), min_size=1, max_size=12)
