"""One search for pages, API and terminal: the names of the pack, then the words of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from palermo.kernel.texts import Text
from palermo.ledger.search.excerpts import join_spans
from palermo.ledger.search.expression import MatchPlace, SearchExpression, parse_search
from palermo.ledger.search.queries import search_ledger
from palermo.ledger.search.terms import SearchTerm, split_terms
from palermo.ledger.search.values import SearchHit, SearchHits, SearchKind, Span
from palermo.packs.pack import Pack
from palermo.packs.services import Service, ServiceKind
from palermo.procedures.instruments import Instrument
from palermo.procedures.shapes import Procedure

#: Above every score of the ledger: what bears the name comes first.
_NAME_SCORE = 10.0
_BETWEEN = " · "
#: What of a pack stands on pages that everybody may open.
PUBLIC_NAMES = frozenset({SearchKind.TERM})
#: Words by the code of a language.
_Say = Callable[[str], str]
#: Kind, code, title, and the text about it.
_Named = tuple[SearchKind, str, _Say, _Say]


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    terms: tuple[SearchTerm, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedThing:
    """What a pack names: its code, and its title and a text about it by language.

    The code of a country, an agency or a measure stands in the text about it.
    """

    kind: SearchKind
    code: str
    titles: dict[str, _Name]
    abouts: dict[str, _Name]


def search_everything(
    text: str, *, pack: Pack, today: date, language: str, public_only: bool = False, limit: int = 50
) -> SearchHits:
    """What meets the search, best first.

    Visitors search the published texts, the glossary and the hotlines. Of procedures
    those of `today` are found.
    """
    expression = parse_search(text)
    things = list_named_things(pack, today)
    if public_only:
        hotlines = {each.id for each in pack.services if each.kind is ServiceKind.HOTLINE}
        things = tuple(
            thing
            for thing in things
            if thing.kind in PUBLIC_NAMES
            or (thing.kind is SearchKind.SERVICE and thing.code in hotlines)
        )
    spoken = language.split("-")[0]
    named = [hit for thing in things if (hit := _named_hit(expression, thing, spoken))]
    named.sort(key=lambda hit: -hit.score)
    found = search_ledger(expression, public_only=public_only, limit=limit)
    return SearchHits((*named, *found.best)[:limit], len(named) + found.total)


def _named_hit(expression: SearchExpression, thing: NamedThing, language: str) -> SearchHit | None:
    """The words in the reader's language, and beside them others where only those match."""
    language = language if language in thing.titles else "en"
    title, about = thing.titles[language], thing.abouts[language]
    for each in dict.fromkeys((language, *thing.titles)):
        found = expression.match(thing.titles[each].terms, thing.abouts[each].terms)
        if found is None:
            continue
        spans = [join_spans((p.start, p.end) for p in places) for places in found]
        if thing.titles[each].text == title.text:
            parts = [] if each == language else [_Shown(about.text)]
        else:
            parts = [_Shown(about.text), _Shown(thing.titles[each].text, spans[0])]
            spans[0] = ()
        if spans[1] or not parts:
            parts.append(_Shown(thing.abouts[each].text, spans[1]))
        excerpt = _join_shown(parts)
        return SearchHit(
            kind=thing.kind,
            title=title.text,
            excerpt=excerpt.text,
            address=(thing.kind, thing.code),
            score=_NAME_SCORE + _title_share(found[0], thing.titles[each]),
            title_matches=spans[0],
            matches=excerpt.spans,
        )
    return None


def _title_share(found: Sequence[MatchPlace], title: _Name) -> float:
    """A word of the title says more than one of the text about it; a whole title says most."""
    covered = sum(end - start for start, end in join_spans((p.start, p.end) for p in found))
    return len({place.clause for place in found}) + covered / max(len(title.text), 1)


def _join_shown(parts: Iterable[_Shown]) -> _Shown:
    """Texts with a sign between them; the places of their matches move with them."""
    text, spans = "", list[Span]()
    for part in parts:
        if part.text:
            at = len(text) + (len(_BETWEEN) if text else 0)
            text = f"{text}{_BETWEEN}{part.text}" if text else part.text
            spans += [(start + at, end + at) for start, end in part.spans]
    return _Shown(text, tuple(spans))


@lru_cache(maxsize=4)
def list_named_things(pack: Pack, today: date) -> tuple[NamedThing, ...]:
    """Everything in a pack that has a name of its own, with its words split into terms."""
    languages = tuple(dict.fromkeys(("en", *pack.languages)))
    return tuple(
        NamedThing(
            kind,
            code,
            {each: _name(title(each), each) for each in languages},
            {each: _name(about(each), each) for each in languages},
        )
        for kind, code, title, about in (*_coded(pack), *_worded(pack, today))
    )


def _coded(pack: Pack) -> Iterator[_Named]:
    """What has a code beside its name: people read the name, and may type the code."""

    def about(code: str, text: Text | None = None) -> _Say:
        return lambda language: f"{code}{_BETWEEN}{text.in_language(language)}" if text else code

    for iso3 in pack.register.countries:
        yield SearchKind.COUNTRY, iso3, partial(pack.countries.name_of, iso3), about(iso3)
    for agency in pack.agencies:
        said = about(agency.code, agency.role)
        yield SearchKind.AGENCY, agency.code, agency.name.in_language, said
    for measure in pack.measures:
        said = about(measure.id, measure.formula)
        yield SearchKind.MEASURE, measure.id, measure.title.in_language, said


def _worded(pack: Pack, today: date) -> Iterator[_Named]:
    for theme in pack.themes.themes:
        yield SearchKind.THEME, theme.id, theme.title.in_language, lambda language: ""
    for procedure_id in pack.procedures.ids:
        procedure = pack.procedures.in_force(procedure_id, today)
        if procedure:
            about = partial(_about_procedure, pack, procedure)
            yield SearchKind.PROCEDURE, procedure.id, procedure.title.in_language, about
    for instrument in pack.instruments.instruments:
        title = partial(_instrument_title, instrument)
        yield SearchKind.INSTRUMENT, instrument.id, title, instrument.ages.in_language
    for service in pack.services:
        about = partial(_about_service, pack, service)
        yield SearchKind.SERVICE, service.id, service.name.in_language, about
    for term in pack.guide.terms:
        yield SearchKind.TERM, term.id, term.term.in_language, term.meaning.in_language


def _about_procedure(pack: Pack, procedure: Procedure, language: str) -> str:
    """Its purpose, and who stands before an officer that needs it."""
    situations = (s.title for s in pack.guide.situations if procedure.id in s.procedures)
    texts = (procedure.purpose, *situations)
    return _BETWEEN.join(text.in_language(language) for text in texts)


def _about_service(pack: Pack, service: Service, language: str) -> str:
    """By what people look for it: number, kind, hours, place, and the body that runs it."""
    texts = (
        pack.speech.service_kinds[service.kind],
        service.hours,
        service.place,
        pack.agency(service.body).name,
    )
    words = (text.in_language(language) for text in texts if text)
    return _BETWEEN.join((*((service.number,) if service.number else ()), *words))


def _instrument_title(instrument: Instrument, language: str) -> str:
    return f"{instrument.name}{_BETWEEN}{instrument.title.in_language(language)}"


def _name(text: str, language: str) -> _Name:
    return _Name(text, tuple(split_terms(text, language)))
