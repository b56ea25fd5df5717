"""What each quantity of a clause counts: its measures, from acts, nouns, groups and focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from palermo.reports.figures.quantities import TERMS, Quantity, separates
from palermo.reports.figures.tokens import Token

SUBGROUPS = {
    "sex": "victims_sex_trafficking", "labor": "victims_labor_trafficking",
    "child": "victims_child", "adult": "victims_adult", "female": "victims_female",
    "male": "victims_male", "foreign": "victims_foreign", "domestic": "victims_domestic",
}  # fmt: skip
_ENFORCEMENT = {
    "investigate": {"case": "investigations", "crime": "investigations", "": "investigations",
                    "suspect": "suspects_investigated", "person": "suspects_investigated",
                    "official": "suspects_investigated", "investigation": "investigations"},
    "prosecute": {"case": "prosecution_cases", "crime": "prosecutions", "": "prosecutions",
                  "suspect": "prosecutions", "person": "prosecutions", "official": "prosecutions",
                  "prosecution": "prosecutions", "workplace": "prosecutions"},
    "convict": {"case": "conviction_cases", "crime": "convictions", "": "convictions",
                "suspect": "convictions", "person": "convictions", "official": "convictions",
                "conviction": "convictions", "workplace": "convictions"},
}  # fmt: skip
_CARE = {
    "assist": "victims_assisted", "shelter": "victims_sheltered",
    "repatriate": "victims_repatriated", "compensate": "compensation_awards",
}  # fmt: skip
_OF_NOUN = {
    "investigation": "investigations", "prosecution": "prosecutions", "conviction": "convictions",
}  # fmt: skip
_SEXES = frozenset({"woman", "man", "young"})
_PERSONS = frozenset({"person", "suspect", "official"})
_REACH = 60


@dataclass(slots=True)
class Focus:
    """What the text speaks of, carried from clause to clause."""

    #: Measures of the last quantity spoken of (None: of something that is not measured).
    main: tuple[str, ...] | None = None
    #: `identified`, `care`, `enforcement`, … : what parts listed without a noun are parts of.
    family: str = ""
    #: Measures of the quantities listed last, in order.
    group: list[tuple[str, ...] | None] = field(default_factory=list)
    count: float = 0
    total: float = 0
    compared: int | None = None


def family_of(measures: tuple[str, ...] | None) -> str:
    """The family of a quantity: parts are only measured in the family `identified`."""
    if not measures:
        return ""
    first = measures[0]
    if first in _CARE.values():
        return "care"
    return "identified" if first.startswith("victims_") else first


class Interpreter:
    """Resolves the quantities of one clause in order, with the focus so far."""

    def __init__(self, tokens: Sequence[Token], found: list[Quantity], focus: Focus) -> None:
        self.tokens = tokens
        self.found = found
        self.focus = focus
        self.done: list[Quantity] = []
        self.prescribed = any(t.has("prescribed") for t in tokens)
        self.hotline = any(t.has("hotline") for t in tokens)

    def read(self) -> None:
        """Fill `measures` of every quantity; move the focus."""
        previous, main = self.focus.group, self.focus.main
        for q in self.found:
            q.measures = self._measures(q, previous)
            q.first = q.first or q.at
            q.last = max(q.last, q.noun_end, q.at)
            self._spread(q)
            self._outcome(q)
            self.done.append(q)
            self._move(q)
        listed = [q.measures for q in self.done if not q.compare and not self._echo(q)]
        if listed:
            self.focus.group = listed
        first = [
            q for q in self.done if not q.compare and not q.sub and q.depth == 0 and q.measures
        ]
        if first:
            self.focus.main = first[0].measures
        elif self.focus.main is None and main and not self.done:
            self.focus.main = main

    def _echo(self, q: Quantity) -> bool:
        return q.depth > 0 and q.own_year and q.bare

    def _move(self, q: Quantity) -> None:
        if q.compare or q.reference or q.token.kind == "word" or self._echo(q):
            return
        telling = q.measures is not None or not q.bare
        if telling and q.depth == 0 and not q.sub:
            self.focus.main = q.measures
            family = family_of(q.measures)
            grouped = q.measures and set(q.measures) <= set(SUBGROUPS.values())
            if not grouped:
                self.focus.family = family
            if q.measures == ("victims_identified",):
                self.focus.total = q.token.value
        if q.measures:
            self.focus.count = q.token.value

    def _outcome(self, q: Quantity) -> None:
        """`one trafficker was convicted but received a suspended sentence`: the same persons."""
        if q.measures != ("convictions",) or q.compare or q.token.zero:
            return
        later = [f.at for f in self.found if f.at > q.at and f.unit not in TERMS]
        rest = range(q.noun_end + 1, min(later[0] if later else len(self.tokens), q.at + _REACH))
        ruled = False
        for i in rest:
            token = self.tokens[i]
            if token.low in ("some", "most", "many", "several", "none", "few"):
                return
            ruled |= token.sense.act == "sentence"
            if ruled and token.has("suspended"):
                q.measures = ("convictions", "suspended_sentences")
                return
            if ruled and (
                token.sense.unit in TERMS
                or token.low in ("prison", "imprisonment", "to prison", "jail")
            ):
                q.measures = ("convictions", "sentenced_to_prison")
                return

    # --- one quantity

    def _measures(
        self, q: Quantity, previous: list[tuple[str, ...] | None]
    ) -> tuple[str, ...] | None:
        if q.token.kind == "money":
            return self._money(q)
        if q.unit in TERMS or q.token.hyphened:
            return None
        if q.token.kind == "word":
            return self._everyone(q)
        acts = self._acts(q)
        if q.unknown:
            return self._of_unknown(q, acts)
        if q.bare:
            return self._of_bare(q, acts, previous)
        return self._of_noun(q, acts)

    def _money(self, q: Quantity) -> tuple[str, ...] | None:
        zone = range(max(0, q.at - _REACH // 3), min(q.post_end, q.at + _REACH))
        if self.prescribed or any(self.tokens[i].has("other_money") for i in zone):
            return None
        return ("funding",) if q.token.value else None

    def _everyone(self, q: Quantity) -> tuple[str, ...] | None:
        """`all were given services`: the number of the clause or sentence before."""
        acts = self._acts(q)
        q.token.value = self.focus.count
        if not acts or not self.focus.count:
            return None
        act = acts[0]
        if act in _CARE and self.focus.family == "identified":
            return (_CARE[act],)
        if act == "sentence" and self.focus.main == ("convictions",):
            return self._sentenced(q)
        return None

    def _of_unknown(self, q: Quantity, acts: list[str]) -> tuple[str, ...] | None:
        if acts and acts[0] in ("convict", "prosecute") and not q.token.zero:
            return (_ENFORCEMENT[acts[0]][""],)
        return None

    def _of_bare(
        self, q: Quantity, acts: list[str], previous: list[tuple[str, ...] | None]
    ) -> tuple[str, ...] | None:
        if q.token.low in ("no", "not one", "not a single") and not q.groups:
            return None
        place = q.run.index(q) if q.run else 0
        if len(q.run) > 1 and not self._groups(q):
            listed = self._listed(q, previous)
            if len(listed) >= len(q.run):
                return listed[len(listed) - len(q.run) + place]
        if q.depth and q.dated and not self._groups(q) and not acts:
            return self._parent(q)
        groups = q.groups | self._groups(q)
        if q.compare and (q.own_year or not groups) and not acts[:0]:
            return self._compared(q)
        if q.reference:
            return None
        if groups:
            return self._parts(q, groups, acts)
        if acts and not (q.at and self.tokens[q.at - 1].low in ("in", "at", "on", "within")):
            return self._by_act(q, acts)
        before = self._before(q)
        if before:
            return before
        if q.dated or self._past(q) or self._anaphor(q) or q.toward:
            return self._focus(q)
        return None

    def _listed(
        self, q: Quantity, previous: list[tuple[str, ...] | None]
    ) -> list[tuple[str, ...] | None]:
        """The measures that a run of numbers repeats: of this clause, or of the clause before."""
        here = [
            d.measures for d in self.done if not d.compare and d not in q.run and not self._echo(d)
        ]
        first = q.run[0]
        if here and (first.compare or first.depth):
            return here
        anaphor = self._anaphor(first) or first.own_year
        return previous if anaphor and not here else []

    def _parent(self, q: Quantity) -> tuple[str, ...] | None:
        return q.parent.measures if q.parent is not None else None

    def _compared(self, q: Quantity) -> tuple[str, ...] | None:
        if q.depth and q.parent is not None:
            inner = [d for d in self.done if d.parent is q.parent and d.depth == q.depth]
            return inner[-1].measures if inner else q.parent.measures
        here = [d for d in self.done if d.depth == q.depth and not d.reference]
        main = [d for d in here if not d.sub] or here
        if main:
            return main[-1].measures
        return self._before(q) or self.focus.main

    def _focus(self, q: Quantity) -> tuple[str, ...] | None:
        here = [d for d in self.done if d.depth == q.depth and not d.reference and not d.sub]
        strange = any(not self.tokens[i].known for i in range(q.before, q.at))
        if strange and not self._anaphor(q):
            return None
        if q.partitive:
            return None
        return here[-1].measures if here else self.focus.main

    def _anaphor(self, q: Quantity) -> bool:
        return any(self.tokens[i].has("anaphor") for i in range(q.wide, q.at))

    def _past(self, q: Quantity) -> bool:
        return any(self.tokens[i].has("past") for i in [*range(q.wide, q.at), *q.near])

    # --- words around

    def _groups(self, q: Quantity) -> set[str]:
        """Groups named after the number, in its own stretch."""
        groups: set[str] = set()
        for i in q.near:
            token = self.tokens[i]
            if i > q.noun_end and token.sense.groups:
                groups |= token.sense.groups
                q.last = max(q.last, i)
        return groups

    def _before(self, q: Quantity) -> tuple[str, ...] | None:
        """`Sex trafficking victims numbered eight`: what the words before the number name."""
        each = any(self.tokens[i].low in ("each", "apiece") for i in q.near)
        for start in (q.wide,) if each else (q.before, q.wide):
            zone = range(max(start, q.at - _REACH), q.at)
            groups: set[str] = set()
            first, victims = 0, False
            for i in zone:
                token = self.tokens[i]
                if token.sense.unit in _OF_NOUN and not groups:
                    q.first = i
                    return (_OF_NOUN[token.sense.unit],)
                victims |= token.sense.unit == "victim"
                if token.sense.groups and self._names(i):
                    groups |= token.sense.groups
                    first = first or i
            if groups and self._unmixed(zone):
                q.first = first
                if victims or self.focus.family == "identified":
                    return self._subgroups(groups)
                return None
            if victims and not any(self.tokens[i].has("potential") for i in zone):
                return ("victims_identified",)
        return None

    def _names(self, i: int) -> bool:
        token = self.tokens[i]
        if not token.has("demonym"):
            return True
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return token.low.endswith("s") or (
            after is not None and after.sense.unit in ("victim", "person")
        )

    def _unmixed(self, zone: range) -> bool:
        return not any(self.tokens[i].has("potential") for i in zone)

    def _acts(self, q: Quantity) -> list[str]:
        """Acts that govern the number, most telling first; coordinated acts together."""
        after = self._act_after(q)
        before = self._acts_before(q)
        if after and (after[1] or not before):
            q.last = max(q.last, after[2])
            return self._coordinated(q, after[0], after[2]) if after[1] else [after[0]]
        if before:
            return before
        if q.noun_act and q.noun_act != "sentence":
            return [q.noun_act]
        return self._inherited(q) or self._shared(q)

    def _shared(self, q: Quantity) -> list[str]:
        """`31 foreigners and 12 locals were recognized`: the act stands after the last number."""
        place = self.found.index(q)
        for following in self.found[place + 1 : place + 4]:
            between = self.tokens[q.noun_end + 1 : following.at]
            if q.bare or not all(t.low in (",", "and") or t.has("about") for t in between):
                return []
            after = self._act_after(following)
            if after:
                return [after[0]] if after[1] else []
            q = following
        return []

    def _coordinated(self, q: Quantity, act: str, at: int) -> list[str]:
        """`were investigated, prosecuted, or convicted`: all acts of the series."""
        acts = [act]
        joined = False
        for i in range(at + 1, min(len(self.tokens), at + 10)):
            token = self.tokens[i]
            if token.low in (",", "and", "or", "nor", "and/or"):
                joined = True
            elif token.sense.act and joined and not token.sense.unit:
                acts.append(token.sense.act)
                q.last, joined = max(q.last, i), False
            elif not token.low.endswith("ly"):
                break
        return acts[::-1]

    def _act_after(self, q: Quantity) -> tuple[str, bool, int] | None:
        passive = False
        weak: tuple[str, bool, int] | None = None
        for i in q.near:
            if i <= q.noun_end:
                continue
            token = self.tokens[i]
            act = token.sense.act
            if act == "sentence":
                weak = weak or (act, True, i)
                passive = True
            elif (
                act
                and not passive
                and i + 1 < len(self.tokens)
                and self.tokens[i + 1].sense.unit
                and act not in _CARE
            ):
                continue
            elif act and not (token.sense.unit and not passive and act not in _CARE):
                if weak and act == "other":
                    break
                return act, passive, i
            elif token.low in (
                "were",
                "was",
                "had",
                "been",
                "have been",
                "had been",
                "has been",
                "got",
                "being",
                "are",
                "is",
            ):
                passive = True
            elif not token.known and q.unit and not passive:
                break
        if weak and any(
            self.tokens[i].sense.marks & {"prison", "suspended"}
            or self.tokens[i].sense.unit in TERMS
            for i in q.near
            if i > weak[2]
        ):
            return weak
        return ("sentence", True, weak[2]) if weak and self.tokens[weak[2]].has("prison") else None

    def _acts_before(self, q: Quantity) -> list[str]:
        """The nearest act before the number, with the acts coordinated to it."""
        acts: list[str] = []
        at, floor, joined = q.at - 1, q.wide, True
        strange = 0
        while at >= floor and q.at - at < _REACH:
            token = self.tokens[at]
            act = token.sense.act
            if act and joined and not (act == "sentence" and not self._strong(at, q)):
                acts.append(act)
                q.first = at if not acts[1:] and q.at - at <= 8 else q.first
                joined = False
            elif not acts:
                if token.has("stop") or (token.kind == "sign" and token.low == ":"):
                    break
                strange += not token.known
            elif token.low in (",", "and", "or", "nor", "and/or"):
                joined = True
            elif (
                not token.known
                or token.sense.unit
                or not (token.has("link") or token.sense.act or token.has("modifier"))
            ):
                break
            elif joined and not act:
                break
            at -= 1
        return acts

    def _strong(self, at: int, q: Quantity) -> bool:
        """Whether a word like "received" stands for a sentence here."""
        zone = [*range(at, q.at), *q.near, *self._term(q)]
        return any(self.tokens[i].sense.marks & {"prison", "suspended"} for i in zone) or any(
            self.tokens[i].sense.unit in TERMS for i in zone
        )

    def _term(self, q: Quantity) -> list[int]:
        """The words of a prison term that follows the number ("one trafficker to 12 years")."""
        later = [f for f in self.found if f.at > q.at][:1]
        return later[0].near if later and later[0].unit in TERMS and not q.unit in TERMS else []

    def _inherited(self, q: Quantity) -> list[str]:
        """The act of the number before, in a list ("120 police officers, 40 prosecutors")."""
        if q.bare or not self.done or q.unknown:
            return []
        before = self.done[-1]
        chain = [i for i in range(before.noun_end, q.at) if self.tokens[i].has("stop")]
        if chain or before.measures is None:
            return []
        return [_ACT_OF[m] for m in before.measures if m in _ACT_OF][:1]

    # --- from words to measures

    def _of_noun(self, q: Quantity, acts: list[str]) -> tuple[str, ...] | None:
        unit = q.unit
        if q.token.zero and self._only_officials(q):
            return None
        other = bool(acts) and acts[0] == "other"
        if unit in _OF_NOUN:
            refused = other and not q.token.zero
            return None if refused else tuple(_OF_NOUN[u] for u in q.units if u in _OF_NOUN)
        if unit == "call":
            return (
                ("hotline_calls",)
                if self.hotline or not other and "hotline_calls" in (self.focus.main or ())
                else None
            )
        if unit == "inspection":
            return ("inspections",)
        if unit == "workplace" and acts[:1] == ["inspect"]:
            return ("inspections",)
        if unit in ("case", "crime") and q.token.zero:
            led = self._led_to(q)
            if led:
                return led
        if unit == "official" and ("train" in acts or self._trained_after(q)):
            return ("officials_trained",)
        if q.compare and unit in (*_PERSONS, "case") and not acts:
            return self._compared(q)
        if unit in _PERSONS or unit in ("case", "crime", "workplace", "official"):
            if unit == "person" and (q.groups or self._groups(q)) and not acts:
                return self._parts(q, q.groups | self._groups(q), acts)
            if not acts:
                return self._unsaid(q)
            return self._by_act(q, acts)
        if unit == "victim" or q.groups:
            return self._victims(q, acts)
        return None

    def _trained_after(self, q: Quantity) -> bool:
        """`420 border guards and prosecutors attended training`."""
        zone = [*q.near, *range(q.near_end, min(q.post_end, q.near_end + 12))]
        return any(self.tokens[i].sense.act == "train" for i in zone)

    def _only_officials(self, q: Quantity) -> bool:
        """None of the officials: a part of the accused, so nothing about their total."""
        if q.unit == "official":
            return True
        zone = range(q.noun_end + 1, min(len(self.tokens), q.noun_end + 5))
        words = [self.tokens[i] for i in zone]
        return (
            bool(words)
            and words[0].low in ("of", "against", "for")
            and any(t.has("complicit") for t in words)
        )

    def _led_to(self, q: Quantity) -> tuple[str, ...] | None:
        units = [
            self.tokens[i].sense.unit
            for i in range(q.noun_end + 1, min(len(self.tokens), q.noun_end + 12))
        ]
        found = tuple(_OF_NOUN[u] for u in units if u in ("prosecution", "conviction"))
        return found or None

    def _unsaid(self, q: Quantity) -> tuple[str, ...] | None:
        """Persons or cases without an act: only as an echo of what was spoken of."""
        if q.unit not in ("suspect", "person", "case"):
            return None
        if not (q.own_year or self._past(q) or self._anaphor(q)):
            return None
        fits = self.focus.family in (
            "prosecutions",
            "convictions",
            "suspects_investigated",
            "prosecution_cases",
            "investigations",
            "conviction_cases",
        )
        return self.focus.main if fits else None

    def _by_act(self, q: Quantity, acts: list[str]) -> tuple[str, ...] | None:
        found: list[str] = []
        for act in reversed(acts):
            unit = q.unit
            if act in _ENFORCEMENT and unit != "victim":
                measure = _ENFORCEMENT[act].get(unit)
                found += [measure] if measure else []
            elif act in _CARE and unit in ("", "victim", "person"):
                found.append(_CARE[act])
            elif (
                act == "identify"
                and unit in ("", "victim", "person")
                and not (q.potential and "other" in acts and not q.token.zero)
            ):
                found += self._subgroups(q.groups | self._groups(q)) or ()
            elif act == "sentence":
                found += self._sentenced(q) or ()
            elif act == "train" and unit == "official":
                found.append("officials_trained")
            elif act == "inspect" and unit in ("", "workplace"):
                found.append("inspections")
            elif act == "call" and not unit and self.hotline:
                found.append("hotline_calls")
        return tuple(dict.fromkeys(found)) or None

    def _sentenced(self, q: Quantity) -> tuple[str, ...] | None:
        words = [self.tokens[i] for i in [*range(q.before, q.at), *q.near, *self._term(q)]]
        if any(t.has("suspended") for t in words):
            return ("suspended_sentences",)
        if q.token.zero:
            return None
        if any(
            t.has("prison") and t.low not in ("sentenced", "sentence") or t.sense.unit in TERMS
            for t in words
        ):
            return ("sentenced_to_prison",)
        return None

    def _victims(self, q: Quantity, acts: list[str]) -> tuple[str, ...] | None:
        groups = q.groups | self._groups(q)
        if not groups and not acts:
            before = self._before_groups(q)
            groups |= before
        if acts and acts != ["identify"]:
            cared = self._by_act(q, acts)
            if cared is None and acts == ["sentence"]:
                return None
            if cared and q.everyone and groups:
                return (*(self._subgroups(groups) or ()), *cared)
            return cared
        if q.potential and not acts and not q.token.zero:
            return None
        if q.compare and not acts and not groups:
            return self._compared(q) or ("victims_identified",)
        return self._subgroups(groups)

    def _before_groups(self, q: Quantity) -> set[str]:
        groups: set[str] = set()
        for i in range(q.before, q.at):
            if self._names(i):
                groups |= self.tokens[i].sense.groups
        return groups

    def _parts(self, q: Quantity, groups: set[str], acts: list[str]) -> tuple[str, ...] | None:
        """Parts of the victims identified; parts of other quantities are not measured."""
        if acts and acts != ["identify"]:
            return self._by_act(q, acts)
        if not acts:
            if self.focus.family != "identified" or q.potential:
                return None
            if self._outsider(q):
                return None
        return self._subgroups(groups)

    def _outsider(self, q: Quantity) -> bool:
        """Whether words unknown to the vocabulary govern the number ("met 450 children")."""
        zone = range(q.before, q.at)
        strange = [
            i for i in zone if not self.tokens[i].known and not self.tokens[i].low.endswith("ly")
        ]
        return bool(strange) and not self._anaphor(q)

    def _subgroups(self, groups: set[str]) -> tuple[str, ...] | None:
        if not groups:
            return ("victims_identified",)
        foreign = "foreign" in groups
        kept = [g for g in sorted(groups) if g in SUBGROUPS and not (foreign and g == "domestic")]
        return tuple(SUBGROUPS[g] for g in kept) or None

    def _spread(self, q: Quantity) -> None:
        """`66, every one of them female`; `five females and four males had been in forced labor`."""
        if self.focus.family != "identified" or not q.measures or q.compare:
            return
        if not (set(q.measures) <= {*SUBGROUPS.values(), "victims_identified"}):
            return
        add: set[str] = set()
        told = False
        for i in range(q.near_end, q.post_end):
            token = self.tokens[i]
            told |= token.has("all") or token.low == "every one"
            if told and token.sense.groups:
                add |= token.sense.groups
                q.last = max(q.last, i)
            elif told and not (token.kind == "word" and token.known):
                break
        before = self.done[-1] if self.done else None
        if before is not None and before.measures and before.groups and q.groups:
            late = self._groups(q)
            plain = all(t.low == "and" for t in self.tokens[before.noun_end + 1 : q.at])
            if late and plain and not (before.groups & late):
                extra = self._subgroups(late) or ()
                before.measures = tuple(dict.fromkeys((*before.measures, *extra)))
        if add:
            extra = self._subgroups(add) or ()
            q.measures = tuple(dict.fromkeys((*q.measures, *extra)))


_ACT_OF = {
    "officials_trained": "train", "victims_assisted": "assist", "victims_sheltered": "shelter",
    "convictions": "convict", "prosecutions": "prosecute", "investigations": "investigate",
    "suspects_investigated": "investigate", "victims_repatriated": "repatriate",
    "victims_identified": "identify", "prosecution_cases": "prosecute",
}  # fmt: skip
__all__ = ["SUBGROUPS", "Focus", "Interpreter", "family_of", "separates"]
