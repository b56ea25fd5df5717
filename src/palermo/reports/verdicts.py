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
    #: Beginnings of verbs of punishment; of victims they tell a wrong.
    punishing: tuple[str, ...]
    #: Nouns of people who are to be protected, not punished.
    protected: frozenset[str]
    #: Beginnings of words behind such a noun that name its people as suspects.
    guilty: tuple[str, ...]
    #: Beginnings of verbs that end a flaw; other measures only have it.
    remedying: tuple[str, ...]
    #: Beginnings of verbs of wrongs: it is good if they are not done. Other verbs that no list
    #: has name a task.
    wrongs: tuple[str, ...]

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
    """Weighs one claim: the words of `low` from `first` up to `last`."""

    def __init__(self, v: Verdicts, low: Sequence[str], first: int, last: int) -> None:
        self._v = v
        self._low = low
        self._first = first
        self._last = last
        self._waiting: list[PhraseMatch] = []
        self._standing: list[PhraseMatch] = []
        self._results: list[Thing] = []
        #: The last denial of a wrong: good, even if no list has its object.
        self._denied_wrong: PhraseMatch | None = None
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
        behind = self._first
        begun = {hit.first for hit in hits}
        for hit in map(self._by_object, hits):
            if hit.label == Operator.NONE:
                if self._only_sets_a_condition(hit):
                    continue
                self._note_denied_verb(hit, begun)
            if hit.label in _OPERATORS:
                self._break_before(hit, _FAR_OPERATOR, joined=hit.label != Operator.AGAINST)
                self._waiting.append(hit)
            elif hit.label in _THINGS:
                self._break_before(hit, _FAR_THING)
                thing = Thing(hit.label)
                if thing is not Thing.GOOD:
                    self._let_go_of_measures(hit, thing)
                if not (self._waiting or self._standing or self._results):
                    subject, behind = thing, hit.last
                self._results.append(self._under_operators(thing))
            elif hit.label == PRACTICE and self._stops(hit):
                self._results.append(self._under_operators(Thing.CRIME))
        if self._waiting:
            apart = not _BREAKS.isdisjoint(self._low[behind : self._waiting[-1].first])
            self._end(None if apart else subject)
        if not self._results:
            return None
        return Polarity.EFFORT if set(self._results) == {Thing.GOOD} else Polarity.SHORTFALL

    def _note_denied_verb(self, hit: PhraseMatch, begun: set[int]) -> None:
        """Weigh a denial whose verb is in no list by that verb."""
        verb = self._denied_verb(hit, begun)
        if verb and self._is_wrong(verb):
            self._denied_wrong = hit
        elif verb:
            self._results.append(self._v.of(Operator.NONE, Thing.GOOD))

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

    def _let_go_of_measures(self, hit: PhraseMatch, thing: Thing) -> None:
        """Drop measures that are not taken against `hit`: "inspections were delayed".

        A flaw is that of the measure, unless the verb is one of those that end flaws.
        """
        measures = [op for op in self._waiting if op.label == Operator.AGAINST]
        if not measures:
            return
        between = self._low[measures[-1].last : hit.first]
        said_of = not _LINKING.isdisjoint(between) and _OPENS_CLAUSE.isdisjoint(between)
        verb = self._low[measures[-1].first]
        own = thing is Thing.FLAW and (
            self._low[hit.first] in _AMOUNT or not verb.startswith(self._v.remedying)
        )
        if said_of or own:
            self._waiting = [op for op in self._waiting if op.label != Operator.AGAINST]

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
        if self._waiting[-1] is self._denied_wrong:
            return Thing.GOOD
        if self._waiting[-1].label != Operator.STOPPED:
            return self._apply(Thing.GOOD, self._waiting)
        if any(op.label == Operator.NONE for op in self._waiting):
            return Thing.BAD  # what should have been stopped: "did nothing to stop the raids"
        self.doubtful = True
        return self._apply(Thing.GOOD, self._waiting)

    def _only_sets_a_condition(self, hit: PhraseMatch) -> bool:
        """Whether a "without" behind a denial says when it ends: "could not leave without"."""
        behind = bool(self._waiting) and self._waiting[-1].label == Operator.NONE
        return behind and self._low[hit.first] == "without"

    def _is_wrong(self, at: int) -> bool:
        """Whether the verb at `at` tells a wrong, or punishes people who are to be protected."""
        verb = PhraseMatch(Operator.AGAINST, at, at + 1)
        return self._low[at].startswith(self._v.wrongs) or self._punishes_protected(verb)

    def _denied_verb(self, hit: PhraseMatch, begun: set[int]) -> int:
        """Where the verb of a denial is if no list has it, a task or a wrong; 0 otherwise.

        What follows is the object of that verb: "without asking who had been forced to work".
        """
        low, at = self._low, hit.last
        last = low[at - 1]
        if last not in _BEFORE_VERB and (at >= self._last or low[at] != "to"):
            return 0
        while at < self._last and (low[at] in _IN_VERB_GROUP or low[at].endswith("ly")):
            at += 1
        if at >= self._last or at in begun or low[at] in _LIGHT_VERBS:
            return 0
        passive = low[hit.first] in _BE or not _BE.isdisjoint(low[hit.last : at])
        if (passive and not low[at].endswith("ed")) or (
            last == "without" and not low[at].endswith("ing")
        ):
            return 0
        return at

    def _by_object(self, hit: PhraseMatch) -> PhraseMatch:
        """`hit`, judged by whom it concerns: officials who are suspended, victims punished."""
        if hit.label in (Operator.AGAINST, Thing.GOOD) and self._punishes_protected(hit):
            return PhraseMatch(Thing.BAD, hit.first, hit.last)
        if hit.label == Operator.STOPPED and self._removes_staff(hit):
            return PhraseMatch(Operator.AGAINST, hit.first, hit.last)
        return hit

    def _punishes_protected(self, hit: PhraseMatch) -> bool:
        """Whether victims or other people to protect are punished, not traffickers."""
        low, v = self._low, self._v
        describes = low[hit.first].endswith("ed") and low[hit.first - 1] in _BEFORE_ATTRIBUTE
        if describes or not low[hit.first].startswith(v.punishing):
            return False
        if not _PASSIVE.isdisjoint(low[max(0, hit.first - 2) : hit.first]):
            whom = self._subject(hit.first)
            after = hit.last
        else:
            thing = self._object(hit.last)
            whom = low[thing[-1]] if thing else ""
            after = thing.stop
        suspects = any(
            word.startswith(v.guilty) for word in low[after : min(after + _FAR_THING, self._last)]
        )
        return whom in v.protected and not suspects

    def _subject(self, at: int) -> str:
        """The last word of the noun phrase that opens the claim of the passive verb at `at`."""
        words = self._low[self._first : at]
        if "of" in words[:_SHARE]:  # "dozens of", "two of the"
            words = words[words.index("of") + 1 :]
        ends = (n for n, word in enumerate(words) if word in _AFTER_NOUN)
        stop = next(ends, 0)
        return words[stop - 1] if stop else ""

    def _removes_staff(self, hit: PhraseMatch) -> bool:
        """Whether people in office are suspended or dismissed."""
        low, staff = self._low, self._v.staff
        if not low[hit.first].startswith(_REMOVING):
            return False
        thing = self._object(hit.last)
        if thing and low[thing[0]].endswith("ing"):
            return False  # "suspended training officers"
        passive = not _PASSIVE.isdisjoint(low[max(0, hit.first - 1) : hit.first])
        before = low[max(0, hit.first - _FAR_OPERATOR) : hit.first] if passive else ()
        others = staff.isdisjoint(before) or not _AFTER_NOUN.isdisjoint(before[:-1])
        return bool(thing and low[thing[-1]] in staff) or not others

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
_BE = frozenset(("was", "were", "is", "are", "be", "been", "being"))
#: Words before a participle that describes a noun: "from seized assets".
_BEFORE_ATTRIBUTE = frozenset(("from", "of", "for", "with", "to", "by", "the", "a", "an", "in"))
#: Last words of denials that a verb follows.
_BEFORE_VERB = frozenset(
    ("not", "cannot", "to", "without", "never", "rarely", "seldom", "hardly", "scarcely")
)
#: What may stand between a denial and its verb.
_IN_VERB_GROUP = frozenset(
    ("to", "have", "been", "be", "being", "yet", "always", "often", "also", "even", "ever")
)
#: Verbs that say little without their object.
_LIGHT_VERBS = frozenset(
    ("have", "has", "take", "make", "use", "face", "impose", "do", "any", "a", "the", "all")
)
#: Verbs that say something of the measure before them.
_LINKING = frozenset(
    ("was", "were", "is", "are", "remained", "remains", "stayed", "faced", "suffered", "became",
     "encountered", "proved", "seemed", "had", "took", "met")
)  # fmt: skip
_OPENS_CLAUSE = frozenset(("whether", "that", "who", "which", "if", "how", "where", "whose"))
#: Within how many words of a claim an "of" opens what is counted.
_SHARE = 4
_AMOUNT = frozenset(("only", "at", "just", "mere", "merely", "barely", "a", "less", "fewer"))
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
_BREAKS = frozenset(
    ("because", "since", "when", "while", "after", "before", "although", "due", "leaving")
)
_JOINTS = frozenset(("and", "but", "nor"))
#: What follows a verb without an object: "arrests declined in 2019".
_NO_OBJECT = frozenset(
    ("in", "by", "from", "to", "for", "during", "since", "compared", "than", "over", "and", "as",
     "on", "after", "sharply", "significantly", "slightly", "again", "further", "at", "among")
)  # fmt: skip
