"""One spelling for English words that Britain and the United States write differently.

The result is a key for comparing, not a word to show: `labour` becomes `labor`, `organize` becomes
`organise`. Endings are changed by rule where the rule harms no other word; the rest is listed.
"""

from __future__ import annotations

import re

_OUR_ROOTS = (
    "arb|ard|arm|behavi|cand|clam|col|demean|enam|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|"
    "neighb|od|parl|ranc|rig|rum|sav|savi|splend|succ|tum|val|vap|vig"
)
_RE_ROOTS = (
    "(?:amphi)?theat|calib|(?:epi)?cent|fib|(?:centi|milli)?lit|lust|maneuv|meag|"
    "(?:centi|kilo|micro|milli)?met|och|sab|scept|somb|spect"
)

#: Pattern and replacement, applied in this order.
_CHANGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"^((?:dis|mis|un)?(?:{_OUR_ROOTS}))our", r"\1or"),
        ("manoeuv", "maneuv"),
        (rf"^({_RE_ROOTS})re$", r"\1er"),
        (rf"^({_RE_ROOTS})res$", r"\1ers"),
        (rf"^({_RE_ROOTS})r(ed|ing)$", r"\1er\2"),
        # To the British letter: `supervise` keeps the stem of `supervision`.
        (
            "(?<=[a-z][a-z][iy])z"
            "(?=(?:e|ed|es|er|ers|ing|ings|ingly|ation|ations|ational|able|ably|ability|ance|ement)$)",
            "s",
        ),
        ("^(self)?(def|off|pret)ence", r"\1\2ense"),
        ("^licenc", "licens"),
        ("^(mal)?practis", r"\1practic"),
        ("gramme(s?)$", r"gram\1"),
        ("(counse|counci|jewe)ll(or|er)", r"\1l\2"),
        ("^jewelery$", "jewelry"),
        ("dgement", "dgment"),
        ("^(anal|catal|dial|epil|monol|prol|travel)ogu(?:e(?=s?$)|(?=ed$|ing$))", r"\1og"),
        ("^(benefit)t|^(focus)s|^(kidnap)p|^(worship)p", r"\1\2\3\4"),
        ("^(ski|wi)lful", r"\1llful"),
        ("^ageing$", "aging"),
        ("^artefact", "artifact"),
        ("^enquir", "inquir"),
        ("^gaol", "jail"),
        ("^draught", "draft"),
        ("^grey", "gray"),
        ("mould", "mold"),
        ("^plough", "plow"),
        ("^pyjama", "pajama"),
        ("^sceptic", "skeptic"),
        ("^(ortho)?paed", r"\1ped"),
        ("^(encyclop|gyn|an|h|arch)ae(?=d|c|sth|m|o)", r"\1e"),
        ("(an|leuk|glyc|isch)aemi", r"\1emi"),
        ("^foet", "fet"),
        ("^sulph", "sulf"),
        ("^oestro", "estro"),
        ("rrhoea", "rrhea"),
    )
)


def unify_spelling(word: str) -> str:
    """The key under which British and American spellings of `word` (folded) are the same."""
    for pattern, replacement in _CHANGES:
        word = pattern.sub(replacement, word)
    return word


#: Ends of a word that is still being typed, and how its other spelling begins.
_UNFINISHED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("(?<=[a-z][a-z][iy])z(?=[a-z]{0,5}$)", "s"),
        (rf"^((?:dis|mis|un)?(?:{_OUR_ROOTS}))ou$", r"\1o"),
        (rf"^({_RE_ROOTS})r$", r"\1er"),
        ("^(self)?(def|off|pret)enc$", r"\1\2ens"),
        ("gramm$", "gram"),
    )
)


def list_start_spellings(start: str) -> tuple[str, ...]:
    """How unified spellings of words that begin with `start` (folded) may begin; itself first."""
    found = [start, unify_spelling(start)]
    found += [pattern.sub(replacement, start) for pattern, replacement in _UNFINISHED]
    return tuple(dict.fromkeys(found))
