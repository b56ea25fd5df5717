"""Finds the acts that govern a quantity: before, after, coordinated, or inherited from the last."""

from __future__ import annotations

from palermo.reports.figures import clause_patterns
from palermo.reports.figures.clause_context import ACT_OF, CARE, PERSONS, REACH, Clause
from palermo.reports.figures.counting import TERMS
from palermo.reports.figures.quantities import Quantity


def governing_acts(clause: Clause, q: Quantity) -> list[str]:
    """Acts that govern the number, most specific first; coordinated acts together."""
    if q.token.zero and q.noun_act in CARE:
        return [q.noun_act]
    told = _told_of_it(clause, q) if q.reference else ""
    if told:
        return [told]
    if led_to_shelter(clause, q):
        return ["shelter"]
    supplied = _supplied(clause, q)
    if supplied:
        return [supplied]
    after = act_after(clause, q)
    if after and (q.compare or q.in_comparison) and after[2] == q.noun_end + 1:
        if q.unit == "victim":  # "compared with 60 victims identified and assisted"
            return coordinated_acts(clause, q, after[0], after[2])
        return [after[0]]  # "compared with 143 cases investigated, 84 persons prosecuted"
    before = acts_before(clause, q)
    if before and before[0] == "other" and _charged_by_prosecutors(clause, q):
        return ["prosecute"]
    if after and after[0] == "sentence" and before[:2] == ["sentence", "convict"]:
        return before  # "convicted and sentenced 14 traffickers to prison terms"
    if after and (after[1] or not before):
        q.last = max(q.last, after[2])
        return coordinated_acts(clause, q, after[0], after[2]) if after[1] else [after[0]]
    if before and after and after[0] == "prosecute" and clause.tokens[q.at - 1].low in _LEADS:
        return ["prosecute"]  # "opened an inquiry, brought three defendants to court"
    weak = before and before[0] in ("identify", "other", "assist")
    if weak and after and after[0] in ("prosecute", "convict", "repatriate", "shelter"):
        return [after[0]]
    if before:
        return [] if clause_patterns.is_circumstance(clause, q) and q.unit != "case" else before
    if q.noun_act and q.noun_act != "sentence":
        return [q.noun_act]
    return inherited_acts(clause, q) or shared_acts(clause, q)


_REFERS = ("refer", "transfer", "sent", "send", "brought", "moved", "took", "taken", "placed")
_SHELTERS = frozenset({"shelter", "shelters", "safe house", "safe houses", "safehouse"})


def led_to_shelter(clause: Clause, q: Quantity) -> bool:
    """`referred 38 victims to the state-run Karamah shelter`: they are sheltered."""
    if q.unit not in ("victim", "person") or q.sub:
        return False
    zone = [*range(q.before, q.at), *q.near]
    if not any(clause.tokens[i].low.startswith(_REFERS) for i in zone):
        return False
    goal = False
    for i in q.near:
        token = clause.tokens[i]
        if i <= q.noun_end:
            continue
        if goal and (token.low in _SHELTERS or token.low.split()[-1] in _SHELTERS):
            following = clause.tokens[i + 1 : i + 2]
            q.last = max(q.last, i)
            return not (following and following[0].kind == "word" and not following[0].known)
        goal |= token.low in ("to", "into")
    return False


#: Verbs that need a goal: "brought three to court".
_LEADS = frozenset({"brought", "bring", "bringing", "took", "put", "sent"})


def _told_of_it(clause: Clause, q: Quantity) -> str:
    """`Of the 90 victims that authorities identified`: the act of the relative clause."""
    if q.unit == "victim":
        for i in q.near:
            # "Of 52 victims the unit identified": the subject stands before the act.
            if i > q.noun_end + 1 and clause.tokens[i].sense.act == "identify":
                return "identify"
    at = q.near_end
    if at >= len(clause.tokens) or clause.tokens[at].low not in ("that", "whom", "who", "which"):
        return ""
    for token in clause.tokens[at + 1 : at + 5]:
        if token.sense.act:
            return str(token.sense.act)
    return ""


def _charged_by_prosecutors(clause: Clause, q: Quantity) -> bool:
    """Charges that prosecutors bring are prosecutions; those of the police alone are not."""
    zone = [clause.tokens[i] for i in range(q.wide, q.at)]
    last = max((i for i, t in enumerate(zone) if t.has("charging")), default=-1)
    subjects = [t for t in zone[: max(last, 0)] if t.has("own") or t.has("prosecutor")]
    return bool(subjects) and subjects[-1].has("prosecutor")


def shared_acts(clause: Clause, q: Quantity) -> list[str]:
    """`31 foreigners and 12 locals were recognized`: the act follows the last number."""
    place = clause.found.index(q)
    for following in clause.found[place + 1 : place + 4]:
        between = clause.tokens[q.noun_end + 1 : following.at]
        if q.bare or not all(t.low in (",", "and") or t.has("about") for t in between):
            return []
        after = act_after(clause, following)
        if after:
            return [after[0]] if after[1] else []
        q = following
    return []


def coordinated_acts(clause: Clause, q: Quantity, act: str, at: int) -> list[str]:
    """`were investigated, prosecuted, or convicted`: all acts of the series."""
    acts = [act]
    joined = skipping = False
    for i in range(at + 1, min(len(clause.tokens), at + 14)):
        token = clause.tokens[i]
        if token.low in (",", "and", "or", "nor", "and/or"):
            joined, skipping = True, False
        elif token.sense.act and joined and not token.sense.unit:
            acts.append(token.sense.act)
            q.last, joined = max(q.last, i), False
        elif token.low in ("by", "as", "to"):
            skipping = True  # "met by consuls and repatriated", "classified as victims and given"
        elif (
            token.kind != "word"
            or token.has("stop")
            or not (skipping or token.low.endswith("ly") or (joined and token.has("link")))
        ):
            break
    return acts[::-1]


def act_after(clause: Clause, q: Quantity) -> tuple[str, bool, int] | None:
    """The act after the noun, whether it is passive, and its place."""
    passive = False
    weak: tuple[str, bool, int] | None = None
    for i in q.near:
        if i <= q.noun_end:
            continue
        token = clause.tokens[i]
        act = token.sense.act
        if act == "sentence":
            weak, passive = weak or (act, True, i), True
        elif act and not passive and act not in CARE and _describes(clause, i):
            continue
        elif act and not passive and _of_whom(clause, q, i):
            continue  # "five of those convicted were fined"
        elif act and not (token.sense.unit and not passive and act not in CARE):
            if weak and act == "other":
                break
            return act, passive, i
        elif token.low in _PASSIVE:
            passive = True
        elif not token.known and q.unit and not passive:
            break
    if weak and _tells_term(clause, q, weak[2]):
        return weak
    return _care_listed(clause, q) if weak else None


_SUPPLY = ("provided", "provide", "providing", "offered", "supplied", "gave")
_PASSIVE = frozenset(
    ["were", "was", "had", "been", "have been", "had been", "has been", "got", "being", "are", "is"]
)


def _of_whom(clause: Clause, q: Quantity, at: int) -> bool:
    """Whether a participle says to whom a part belongs: `of those convicted`, `of the 9 tried`."""
    before = clause.tokens[at - 1]
    return before.low in ("those", "of those", "of these") or (
        before.kind == "num" and at - 1 != q.at
    )


def _describes(clause: Clause, at: int) -> bool:
    """Whether a participle only describes a noun ("convicted traffickers went to prison")."""
    after = clause.tokens[at + 1].sense if at + 1 < len(clause.tokens) else None
    return after is not None and (bool(after.unit) or after.act == "sentence")


def _tells_term(clause: Clause, q: Quantity, at: int) -> bool:
    """Whether a sentence follows "received", "given" and the like."""
    rest = [
        clause.tokens[i] for i in (*q.near, *clause_patterns.prison_term_after(clause, q)) if i > at
    ]
    has_term = any(t.sense.marks & {"prison", "suspended"} or t.sense.unit in TERMS for t in rest)
    return has_term or clause.tokens[at].has("prison")


def _supplied(clause: Clause, q: Quantity) -> str:
    """`provided 64 victims with medical and legal assistance`: the care follows "with"."""
    at = q.near_end
    if q.unit != "victim" or at >= len(clause.tokens) or clause.tokens[at].low != "with":
        return ""
    if not any(clause.tokens[i].low in _SUPPLY for i in range(q.wide, q.at)):
        return ""
    listed = _care_listed(clause, q, at + 1)
    given = clause.tokens[at + 1 : at + 8]
    if listed or not given:
        return listed[0] if listed else ""
    other = any(t.kind in ("num", "money") or t.sense.act == "other" for t in given)
    return "" if other else "assist"


def _care_listed(clause: Clause, q: Quantity, start: int = 0) -> tuple[str, bool, int] | None:
    """`received medical, legal, and psychological assistance`: the noun after the series."""
    start = start or q.near_end
    for i in range(start, min(len(clause.tokens), start + 12)):
        token = clause.tokens[i]
        if token.sense.act in CARE:
            return token.sense.act, True, i
        if token.low not in (",", "and", "or") and not token.known:
            return None
        if token.kind in ("num", "money") or token.has("stop"):
            return None
    return None


def acts_before(clause: Clause, q: Quantity) -> list[str]:
    """The nearest act before the number, with the acts coordinated to it."""
    acts: list[str] = []
    at, floor, joined = q.at - 1, q.wide, True
    strange = 0
    while at >= floor and q.at - at < REACH:
        token = clause.tokens[at]
        act = token.sense.act
        if act and joined and not (act == "sentence" and not means_sentence(clause, at, q)):
            acts.append(act)
            q.first = at if not acts[1:] and q.at - at <= 8 else q.first
            joined = False
        elif act == "other" and acts and at == q.first - 1:
            return ["other"]
        elif not acts:
            if token.has("stop") or (clause.done and token.kind == "sign" and token.low == ":"):
                break
            strange += not token.known
        elif token.low in (",", "and", "or", "nor", "and/or"):
            joined = True
        elif (
            not token.known
            or token.sense.unit
            or not (
                token.sense.marks & {"link", "agent"} or token.sense.act or token.has("modifier")
            )
        ) or (joined and not act):
            break
        at -= 1
    return acts


def means_sentence(clause: Clause, at: int, q: Quantity) -> bool:
    """Whether a word like "received" means a sentence here."""
    zone = [*range(at, q.at), *q.near, *clause_patterns.prison_term_after(clause, q)]
    return any(clause.tokens[i].sense.marks & {"prison", "suspended"} for i in zone) or any(
        clause.tokens[i].sense.unit in TERMS for i in zone
    )


def _is_listed(clause: Clause, q: Quantity) -> bool:
    """Whether a comma or "and" joins the number to what precedes, not a verb of its own."""
    if q.attached:
        return True
    at = q.at - 1
    while at > 0 and (clause.tokens[at].has("about") or clause.tokens[at].has("modifier")):
        at -= 1
    token = clause.tokens[at]
    return token.kind == "sign" or token.has("join") or token.has("compare") or token.has("agent")


def inherited_acts(clause: Clause, q: Quantity) -> list[str]:
    """The act of the number before, in a list ("120 police officers, 40 prosecutors")."""
    if q.bare or not clause.done or q.unknown:
        return []
    before = clause.done[-1]
    chain = [i for i in range(before.noun_end, q.at) if clause.tokens[i].has("stop")]
    if chain or before.measures is None or q.sub or not _is_listed(clause, q):
        return []
    if before.unit in ("conviction", "prosecution") and q.unit in PERSONS:
        return []
    if q.compare and before.unit != q.unit:
        return []
    return [ACT_OF[m] for m in before.measures if m in ACT_OF][:1]
