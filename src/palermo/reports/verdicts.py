"""Whether a claim speaks for or against a government: what is done, and to what kind of thing.

"did not detain victims": none of a bad thing is an effort. "did not stop detaining victims": none
of (a stop of a bad thing), and a stop of a bad thing is good, so none of it is a shortfall. The
table of what more, less, none … of a good or a bad thing says is pack data.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pydantic import model_validator

from palermo.kernel.strict_model import StrictModel
from palermo.reports.assessment import Polarity
from palermo.reports.phrases import PhraseMatch


class Operator(StrEnum):
    """What a verb does to its object, or an adjective to its noun."""

    MORE = "more"
    LESS = "less"
    NONE = "none"
    BEGAN = "began"
    STOPPED = "stopped"
    #: A measure against something: investigate, prohibit, combat.
    AGAINST = "against"


class Thing(StrEnum):
    """What it is done to."""

    GOOD = "good"
    BAD = "bad"
    #: Bad, but the doing of others, or a state of things: one may act against it.
    CRIME = "crime"
    #: The way in which something is done: "inadequate", "only".
    FLAW = "flaw"


#: A wrong that weighs only where it is what someone stops: "ended the quota system".
PRACTICE = "practice"


class Verdicts(StrictModel):
    """The table, and the words that stand for its rows and columns."""

    table: dict[Operator, dict[Thing, Polarity]]
    operators: dict[Operator, tuple[str, ...]]
    things: dict[Thing, tuple[str, ...]]
    practices: tuple[str, ...]
    #: Nouns of people in office: who suspends them acts against them.
    staff: frozenset[str]

    @model_validator(mode="after")
    def _table_is_whole(self) -> Verdicts:
        missing = [(o, t) for o in Operator for t in Thing if t not in self.table.get(o, {})]
        if missing or set(self.operators) != set(Operator) or set(self.things) != set(Thing):
            raise ValueError(
                "the table needs a verdict for each operator and thing, and words for all"
            )
        return self

    def of(self, operator: Operator, thing: Thing) -> Thing:
        """What the result is in turn: an effort is good, a shortfall is bad."""
        return Thing.GOOD if self.table[operator][thing] is Polarity.EFFORT else Thing.BAD


class Weighing:
    """Weighs one claim: the words `low` up to `last`."""

    def __init__(self, v: Verdicts, low: Sequence[str], last: int) -> None:
        self._v = v
        self._low = low
        self._last = last
        self._waiting: list[PhraseMatch] = []
        self._standing: list[PhraseMatch] = []
        self._results: list[Thing] = []
        #: Whether something bad was turned to good, which no "however" turns back.
        self.overcame = False
        #: Whether something is stopped of which no list says if it is good or bad.
        self.doubtful = False

    def of(self, hits: Sequence[PhraseMatch]) -> Polarity | None:
        """The verdict by `hits` in reading order; None if no word weighs anything.

        Labels are those of `Operator` and `Thing`; others are left out. Anything bad that no
        operator turns makes a shortfall.
        """
        subject: Thing | None = None
        for hit in map(self._by_object, hits):
            if hit.label in _OPERATORS:
                self._break_before(hit, _FAR_OPERATOR, joined=hit.label != Operator.AGAINST)
                self._waiting.append(hit)
            elif hit.label in _THINGS:
                self._break_before(hit, _FAR_THING)
                thing = Thing(hit.label)
                if not (self._waiting or self._standing or self._results):
                    subject = thing
                self._results.append(self._under_operators(thing))
            elif hit.label == PRACTICE and self._stops(hit):
                self._results.append(self._under_operators(Thing.CRIME))
        if self._waiting:
            self._end(subject)
        if not self._results:
            return None
        return Polarity.EFFORT if set(self._results) == {Thing.GOOD} else Polarity.SHORTFALL

    def _break_before(self, hit: PhraseMatch, far: int, *, joined: bool = False) -> None:
        """Let the operators before `hit` stand for themselves if `hit` is not what they govern.

        `joined`: an "and" between them is a break, too ("fewer were found and got no help").
        """
        if not self._waiting:
            return
        between = self._low[self._waiting[-1].last : hit.first]
        joint = joined and not _JOINTS.isdisjoint((*between, self._low[hit.first]))
        if len(between) > far or joint or not _BREAKS.isdisjoint(between):
            self._results.append(self._apply_alone())
            self._standing, self._waiting = self._waiting, []

    def _under_operators(self, thing: Thing) -> Thing:
        """A thing under the operators before it. A bad one still stands under those of the last."""
        if self._waiting:
            self._standing, self._waiting = self._waiting, []
            return self._apply(thing, self._standing)
        return thing if thing is Thing.GOOD else self._apply(thing, self._standing)

    def _end(self, subject: Thing | None) -> None:
        """Operators with nothing behind them are said of the subject: "detention … declined"."""
        last = self._waiting[-1].last
        alone = len(self._waiting) == 1 and (last >= self._last or self._low[last] in _NO_OBJECT)
        if subject in (Thing.BAD, Thing.CRIME) and alone:
            self._results.remove(subject)
            self._results.append(self._apply(subject, self._waiting))
        else:
            self._results.append(self._apply_alone())

    def _apply_alone(self) -> Thing:
        """Operators whose object is in no list: good if done, unknown if stopped."""
        if self._waiting[-1].label == Operator.STOPPED:
            self.doubtful = True
        return self._apply(Thing.GOOD, self._waiting)

    def _by_object(self, hit: PhraseMatch) -> PhraseMatch:
        """`hit`; a measure against people in office if it is they who are suspended."""
        if hit.label != Operator.STOPPED:
            return hit
        low, staff = self._low, self._v.staff
        if not low[hit.first].startswith(_REMOVING):
            return hit
        thing = self._object(hit.last)
        if thing and low[thing[0]].endswith("ing"):
            return hit  # "suspended training officers"
        passive = not _PASSIVE.isdisjoint(low[max(0, hit.first - 1) : hit.first])
        before = low[max(0, hit.first - _FAR_OPERATOR) : hit.first] if passive else ()
        others = staff.isdisjoint(before) or not _AFTER_NOUN.isdisjoint(before[:-1])
        if (thing and low[thing[-1]] in staff) or not others:
            return PhraseMatch(Operator.AGAINST, hit.first, hit.last)
        return hit

    def _object(self, at: int) -> range:
        """The words from `at` to the end of the noun phrase."""
        reach = min(self._last, at + _FAR_THING)
        return range(at, next((n for n in range(at, reach) if self._low[n] in _AFTER_NOUN), reach))

    def _stops(self, hit: PhraseMatch) -> bool:
        """Whether the practice itself is stopped, not "forced labor inspections"."""
        if not self._waiting or self._waiting[-1].label != Operator.STOPPED:
            return False
        close = hit.first - self._waiting[-1].last <= _FAR_THING
        return close and (hit.last >= self._last or self._low[hit.last] in _AFTER_NOUN)

    def _apply(self, thing: Thing, operators: Sequence[PhraseMatch]) -> Thing:
        """The thing under its operators: measures against it first, then from the nearest out."""
        found = [Operator(hit.label) for hit in reversed(operators)]
        was = thing
        if Operator.AGAINST in found:
            thing = self._v.of(Operator.AGAINST, thing)
        for operator in found:
            if operator is not Operator.AGAINST:
                thing = self._v.of(operator, thing)
        self.overcame |= was is not Thing.GOOD and thing is Thing.GOOD
        return thing


_OPERATORS = frozenset(o.value for o in Operator)
_THINGS = frozenset(t.value for t in Thing)
_PASSIVE = frozenset(("was", "were", "been", "being"))
#: What is done to people in office, among the words for a stop.
_REMOVING = ("suspend", "dismiss", "terminat")
#: Words that end a noun phrase.
_AFTER_NOUN = frozenset(
    ("in", "of", "for", "on", "against", "by", "from", "to", "with", "at", "among", "under",
     "during", "across", "within", "and", "or", "but", "who", "which", "that", "when", "while",
     "after", "because", "since", "nationwide", "as", "without", "through", "accused",
     "suspected", "involved", "is", "was", "were", "had", "has", "did")
)  # fmt: skip
#: How many words may stand between an operator and the next, or the thing it governs.
_FAR_OPERATOR, _FAR_THING = 5, 8
#: Words that begin a clause of their own.
_BREAKS = frozenset(("because", "since", "when", "while", "after", "although", "due", "leaving"))
_JOINTS = frozenset(("and", "but", "nor"))
#: What follows a verb without an object: "arrests declined in 2019".
_NO_OBJECT = frozenset(
    ("in", "by", "from", "to", "for", "during", "since", "compared", "than", "over", "and", "as",
     "on", "after", "sharply", "significantly", "slightly", "again", "further", "at", "among")
)  # fmt: skip
