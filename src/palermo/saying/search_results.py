"""One search for pages, API and terminal: the names of the pack, then the words of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from palermo.ledger.search.excerpts import join_spans
from palermo.ledger.search.expression import SearchExpression, parse_search
from palermo.ledger.search.queries import search_ledger
from palermo.ledger.search.terms import SearchTerm, split_terms
from palermo.ledger.search.values import SearchHit, SearchHits
from palermo.packs.pack import Pack

#: Above every score of the ledger: what bears the name comes first.
_NAME_SCORE = 10.0
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    terms: tuple[SearchTerm, ...]


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A country, agency, measure or theme: its code, and its names by language."""

    kind: str
    code: str
    code_terms: tuple[SearchTerm, ...]
    names: dict[str, _Name]


def search_everything(
    text: str, *, pack: Pack, language: str, public_only: bool = False, limit: int = 50
) -> SearchHits:
    """What meets the search, best first; visitors search the published texts only."""
    expression = parse_search(text)
    named = () if public_only else tuple(_named_hits(expression, pack, language))
    found = search_ledger(expression, public_only=public_only, limit=limit)
    return SearchHits((*named, *found.best)[:limit], len(named) + found.total)


def _named_hits(expression: SearchExpression, pack: Pack, language: str) -> Iterator[SearchHit]:
    for thing in list_named_things(pack):
        hit = _named_hit(expression, thing, language.split("-")[0])
        if hit is not None:
            yield hit


def _named_hit(expression: SearchExpression, thing: NamedThing, language: str) -> SearchHit | None:
    """The name in the reader's language, and beside it another one where only that matches."""
    own = thing.names.get(language) or thing.names["en"]
    for name in (own, *thing.names.values()):
        found = expression.match(thing.code_terms, name.terms)
        if found is None:
            continue
        before = "" if name.text == own.text else f"{own.text}{_BETWEEN}"
        return SearchHit(
            kind=thing.kind,
            title=thing.code,
            excerpt=f"{before}{name.text}",
            address=(thing.kind, thing.code),
            score=_NAME_SCORE,
            title_matches=join_spans((p.start, p.end) for p in found[0]),
            matches=join_spans((p.start + len(before), p.end + len(before)) for p in found[1]),
        )
    return None


@lru_cache(maxsize=4)
def list_named_things(pack: Pack) -> tuple[NamedThing, ...]:
    """Everything in a pack that has a name of its own, with the names split into terms."""
    languages = tuple(dict.fromkeys(("en", *pack.languages)))
    things: list[tuple[str, str, Callable[[str], str]]] = [
        *(("country", c, partial(pack.countries.name_of, c)) for c in pack.register.countries),
        *(("agency", agency.code, agency.name.in_language) for agency in pack.agencies),
        *(("theme", theme.id, theme.title.in_language) for theme in pack.themes.themes),
        *(("measure", measure.id, measure.title.in_language) for measure in pack.measures),
    ]
    return tuple(
        NamedThing(
            kind,
            code,
            # The id of a theme is shown nowhere, so it is not searched.
            () if kind == "theme" else tuple(split_terms(code, "en")),
            {each: _name(in_language(each), each) for each in languages},
        )
        for kind, code, in_language in things
    )


def _name(text: str, language: str) -> _Name:
    return _Name(text, tuple(split_terms(text, language)))
