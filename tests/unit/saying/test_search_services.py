"""A service is found by its number, its name and its hours, in every language of the pack."""

from __future__ import annotations

import pytest

from palermo.ledger.search.expression import parse_search
from palermo.ledger.search.values import SearchKind
from palermo.packs.load import load_pack
from palermo.saying.search_results import list_named_things
from tests.visits import this_day

PACK = load_pack("aze")


def found(text: str) -> set[str]:
    expression = parse_search(text)
    return {
        thing.code
        for thing in list_named_things(PACK, this_day())
        if thing.kind is SearchKind.SERVICE
        and any(
            expression.match(thing.titles[each].terms, thing.abouts[each].terms)
            for each in thing.titles
        )
    }


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_every_service_is_found(language: str) -> None:
    services = PACK.services
    assert services
    for service in services:
        words = [service.name, service.hours, service.place]
        typed = [text.in_language(language) for text in words if text]
        for text in (*typed, *([service.number] if service.number else [])):
            assert service.id in found(text[:100]), text
