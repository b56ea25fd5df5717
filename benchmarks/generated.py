"""Generates an edition: narratives in the report's layout, from invented sentences."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

_FIGURES = (
    "Police opened {a} investigations in {y}, compared with {b} in {p}.",
    "Authorities identified {a} victims, including {c} children, up from {b} in {p}.",
    "Courts convicted {c} traffickers ({d} in {p}) and sentenced them to terms of two to 12 years.",
    "The ministry spent {a}.5 million euros on shelters, which housed {b} victims.",
    "Officials did not prosecute any employers for forced labor during the reporting period.",
)
_PLAIN = (
    "Observers said that front-line workers lacked time and rooms to speak with people in private.",
    "The coordinating council met, published its minutes, and asked survivors to comment on them.",
    "Employers in farming and building keep the passports of seasonal workers from abroad.",
    "Shelter staff noted that legal help arrived late and that interpreters were hard to find.",
    "The new law requires every district to name a contact person, but many districts have none.",
    "Teachers, nurses, and border guards used one short list of indicators for the first time.",
    "Families in debt send children to relatives in the cities, where some are made to sell goods.",
    "Prosecutors and inspectors shared information more often, though mostly by telephone.",
)
_ASKED = (
    "Investigate and prosecute trafficking crimes with vigor.",
    "Identify victims proactively among migrants, children, and people in commercial sex.",
    "Fund shelters adequately and for several years at a time.",
)


def narrative(words: int, year: int, seed: int) -> str:
    """About `words` words for the edition of `year`; the same text for the same seed."""
    chance = random.Random(seed)
    lines = [
        "The Government of Georgia does not fully meet the minimum standards for the elimination "
        "of trafficking but is making significant efforts to do so.",
        "Therefore Georgia remained on Tier 2.",
        "PRIORITIZED RECOMMENDATIONS:",
        *(f"- {line}" for line in _ASKED),
        "PROSECUTION",
    ]
    count = sum(len(line.split()) for line in lines)
    while count < words:
        sentences = [_sentence(chance, year) for _ in range(8)]
        lines.append(" ".join(sentences))
        count += len(lines[-1].split())
    return "\n\n".join(lines)


def _sentence(chance: random.Random, year: int) -> str:
    if chance.random() < 0.75:
        return chance.choice(_PLAIN)
    numbers = {k: chance.randint(2, 400) for k in "abcd"}
    return chance.choice(_FIGURES).format(**numbers, y=year - 1, p=year - 2)


def edition(count: int, words: int, year: int) -> Iterator[str]:
    """`count` narratives, generated one at a time."""
    for number in range(count):
        yield narrative(words, year, seed=number)


def edition_text(names: Iterable[str], words: int, year: int) -> str:
    """One document with a narrative of about `words` words under the name of each country."""
    return "".join(
        f"{name.upper()} (Tier 2)\n\n{narrative(words, year, seed).replace('Georgia', name)}\n\n"
        for seed, name in enumerate(names)
    )
