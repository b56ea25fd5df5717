"""Search: folding, forms of words, phrases, rights, and the same hits on every database."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.tables.rebuild_search import rebuild_search
from palermo.kernel.errors import BadValue, NotAllowed
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.search.expression import LONGEST_SEARCH, parse_search
from palermo.ledger.search.full_text import find_entries
from palermo.ledger.search.models import SearchEntry
from palermo.ledger.search.queries import count_entries, search_ledger
from palermo.ledger.search.store import NewSearchEntry, index_entries, remove_entries
from palermo.ledger.search.terms import split_terms
from palermo.ledger.search.values import SearchHit, SearchKind
from palermo.packs.pack import Pack
from palermo.saying.search_results import search_everything
from tests.integration.conftest import People, demo_text
from tests.visits import this_day

Accepted = Callable[..., None]


def search(text: str, *, public_only: bool = False) -> tuple[SearchHit, ...]:
    return search_ledger(parse_search(text), public_only=public_only).best


@pytest.mark.parametrize(
    "typed", ["sığınacaq Şəki", "SIĞINACAQ", "siginacaq seki", "sekı sıgınacaq", "şəki"]
)
def test_azerbaijani_is_found_with_and_without_its_letters(
    accepted: Accepted, people: People, typed: str
) -> None:
    accepted(2023)
    add_note(people.analyst, ref="AZE-2023-01", text="Şəki şəhərində sığınacaq açıldı.")
    assert "note" in {hit.kind for hit in search(typed)}


def test_search_finds_narratives_recommendations_and_nothing_else(accepted: Accepted) -> None:
    assert search("victims") == ()
    accepted(2023)
    kinds = {hit.kind for hit in search("victims")}
    assert {"recommendation", "narrative"} <= kinds
    assert search("") == () == search("   ")
    assert search("zebra crossing") == ()
    assert search("%_\\' OR 1=1 --") == ()


def test_a_visitor_finds_no_notes_or_duties(accepted: Accepted, people: People) -> None:
    accepted(2023)
    add_note(people.analyst, ref="AZE-2023-01", text="An unpublished thought on victims.")
    kinds = {hit.kind for hit in search("victims", public_only=True)}
    assert kinds <= {"recommendation", "narrative"}


def test_a_proposed_narrative_is_not_found(proposed: Callable[[int], int]) -> None:
    proposed(2023)
    assert search("victims") == ()


#: What the tests search, by key. Every list of keys below holds for SQLite and for PostgreSQL.
CORPUS = {
    "labour": "Labour inspectors harboured doubts about the organisation of the programme.",
    "labor": "The Labor Code governs organizations; programs at the center of defense policy.",
    "organ": "Trafficking for the removal of organs is an offence.",
    "traffickers": "Traffickers exploited victims of forced labour in the theatre.",
    "order": "Victims for a shelter were identified; identification of a shelter for victims.",
    "hyphen": "Co-operation on re-integration, anti-trafficking work, case AZE-2023-04.",
    "az": "Sığınacağın işçiləri insan alverinin qurbanlarına kömək edir.",
    "capitals": "DAXİLİ İŞLƏR NAZİRLİYİNİN İSTİNTAQI BAŞ TUTUR",
    "ru": "Потерпевшим от торговли людьми оказана помощь; ещё один приют открыт.",
    "soft": "traf\u00adficking is broken by a soft hyphen, cafe\u0301 by an accent",
    "escaped": '<script>alert("x")</script> & shelter',
}


@pytest.fixture
def corpus(db: None) -> None:
    index_entries([entry(key, text) for key, text in CORPUS.items()])


def entry(key: str, text: str, title: str = "AZE 2023", kind: str = "note") -> NewSearchEntry:
    address = ("recommendation", "AZE-2023-01")
    return NewSearchEntry(key, kind, "AZE", title, text, address)


def keys(text: str) -> set[str]:
    return {each.key for each in find_entries(parse_search(text))}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # British and American spellings
        ("labour", "labour labor traffickers"),
        ("LABOR", "labour labor traffickers"),
        ("organization", "labour labor"),
        ("organisations", "labour labor"),
        ("organ", "organ"),
        ("programme", "labour labor"),
        ("centre", "labor"),
        ("defence", "labor"),
        ("theater", "traffickers"),
        ("harboring", "labour"),
        # stems
        ("trafficker", "organ traffickers hyphen soft"),
        ("identify", "order"),
        ("exploitation", "traffickers"),
        # words, phrases, starts
        ("victims shelter", "order"),
        ('"shelter for victims"', "order"),
        ('"victims shelter"', ""),
        ("“forced labor”", "traffickers"),
        ("cooperation", "hyphen"),
        ("reintegration", "hyphen"),
        ("AZE-2023-04", "hyphen"),
        ("anti-trafficking", "hyphen"),
        ("traffi*", "organ traffickers hyphen soft"),
        ("traffi", ""),
        ("organiz*", "labour labor"),
        ("organiza*", "labour labor"),
        ("cafe", "soft"),
        # title and text together
        ("2023 sığınacağın", "az"),
        # Azerbaijani, with endings, capitals, and both letters i
        ("sığınacaq", "az"),
        ("SIGINACAQ", "az"),
        ("siginacaq", "az"),
        ("sıgınacaq", "az"),
        ("qurban", "az"),
        ('"insan alveri"', "az"),
        ("daxili", "capitals"),
        ("daxılı", "capitals"),
        ("DAXILI", "capitals"),
        ("nazirlik", "capitals"),
        ("istintaq", "capitals"),
        ("ISTINTAQ", "capitals"),
        ("ıstıntaq", "capitals"),
        # Russian
        ("потерпевшие", "ru"),
        ("ПОМОЩЬЮ", "ru"),
        ("еще", "ru"),
        ("ещё", "ru"),
        ('"торговля людьми"', "ru"),
        ("script", "escaped"),
        ("", ""),
        ('"', ""),
        ("* - ( )", ""),
    ],
)
def test_hits_are_the_same_on_every_database(corpus: None, typed: str, expected: str) -> None:
    assert keys(typed) == set(expected.split())


def test_matches_are_marked_in_excerpt_and_title(corpus: None) -> None:
    (hit,) = search("identification aze")
    assert [hit.excerpt[a:b] for a, b in hit.matches] == ["identified", "identification"]
    assert [hit.title[a:b] for a, b in hit.title_matches] == ["AZE"]


def test_the_excerpt_of_a_long_text_holds_the_matches(db: None) -> None:
    text = f"{'The government met. ' * 60}A shelter for victims was opened. {'It ended. ' * 60}"
    index_entries([entry("long", text)])
    (hit,) = search("victims shelter")
    assert [hit.excerpt[a:b] for a, b in hit.matches] == ["shelter", "victims"]
    assert len(hit.excerpt) < 250
    assert hit.excerpt.startswith("… ")
    assert hit.excerpt.endswith(" …")


def test_the_weightier_kind_and_the_denser_text_come_first(db: None) -> None:
    index_entries(
        [
            entry("once", f"A shelter. {'Other words follow here. ' * 40}", "A"),
            entry("often", "The shelter is a shelter, and this shelter is open.", "B"),
            entry(
                "asked",
                f"Open a shelter. {'Other words follow here. ' * 40}",
                "C",
                "recommendation",
            ),
        ]
    )
    assert [hit.title for hit in search("shelter")] == ["C", "B", "A"]


def test_all_hits_are_counted_although_few_are_shown(db: None) -> None:
    index_entries([entry(f"n{n}", "A shelter was opened.") for n in range(420)])
    found = search_ledger(parse_search("shelters"), limit=7)
    assert (len(found.best), found.total) == (7, 420)


def test_the_index_follows_what_is_written(accepted: Accepted, people: People, pack: Pack) -> None:
    accepted(2023)

    def split(*texts: str) -> None:
        version = demand_page("AZE-2023-01", this_day()).row.version
        split_duties(people.coordinator, ref="AZE-2023-01", version=version, texts=texts)

    split("Open a lighthouse.", "Train beekeepers.")
    assert [hit.title for hit in search("beekeeper")] == ["AZE-2023-01b"]
    split("Open a windmill.")
    assert search("beekeeper") == () == search("lighthouse")
    assert [hit.title for hit in search("windmills")] == ["AZE-2023-01a"]


def test_a_removed_or_replaced_entry_is_not_found(corpus: None) -> None:
    index_entries([entry("organ", "Another text.")])
    remove_entries(["soft", "never there"])
    assert keys("trafficking") == {"traffickers", "hyphen"}
    assert keys("another") == {"organ"}


def test_rebuilding_finds_what_was_loaded_without_terms(corpus: None, people: People) -> None:
    SearchEntry.objects.create(
        key="loaded", kind="note", country="AZE", title="x", text="A lighthouse.", address=["home"]
    )
    assert keys("lighthouse") == set()
    assert count_entries() == (len(CORPUS) + 1, 1)
    with pytest.raises(NotAllowed):
        rebuild_search(people.coordinator)
    assert rebuild_search(people.administrator) == 1
    assert keys("lighthouse") == {"loaded"}
    assert rebuild_search(people.administrator, everything=True) == len(CORPUS) + 1
    assert keys("lighthouse") == {"loaded"}
    assert count_entries() == (len(CORPUS) + 1, 0)


def test_names_of_the_pack_are_found_in_every_language(db: None, pack: Pack) -> None:
    def named(text: str, language: str = "en") -> dict[tuple[str, str], SearchHit]:
        return {
            h.address: h
            for h in search_everything(text, pack=pack, today=this_day(), language=language).best
        }

    for typed in ("Daxili İşlər Nazirliyi", "daxili isler nazirlik", "MIA", "министерство"):
        assert ("agency", "MIA") in named(typed), typed
    foreign = named("daxılı ısler")["agency", "MIA"]
    assert foreign.title == "Ministry of Internal Affairs"
    assert foreign.excerpt.startswith("MIA · ")
    assert foreign.excerpt.endswith(" · Daxili İşlər Nazirliyi")
    assert [foreign.excerpt[a:b] for a, b in foreign.matches] == ["Daxili", "İşlər"]
    own = named("daxili", "az")["agency", "MIA"]
    assert own.title == "Daxili İşlər Nazirliyi"
    theme = pack.themes.themes[0]
    for language in pack.languages:
        name = theme.title.in_language(language)
        hit = named(f'"{name}"', language)["theme", theme.id]
        assert [hit.title[a:b] for a, b in hit.title_matches] == [name]
        foreign = named(f'"{name}"')["theme", theme.id]
        assert foreign.title == theme.title.in_language("en")
    assert ("country", "AZE") in named("Azərbaycan")
    public = search_everything("MIA", pack=pack, today=this_day(), language="en", public_only=True)
    assert (public.best, public.total) == ((), 0)


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_procedures_instruments_and_words_are_found_by_their_titles(
    db: None, pack: Pack, language: str
) -> None:
    applying = (pack.procedures.in_force(name, this_day()) for name in pack.procedures.ids)
    wanted = {
        **{("procedure", p.id): p.title.in_language(language) for p in applying if p},
        **{("instrument", i.id): i.name for i in pack.instruments.instruments},
        **{("term", t.id): t.term.in_language(language) for t in pack.guide.terms},
        **{("agency", a.code): a.name.in_language(language) for a in pack.agencies},
        **{("measure", m.id): m.title.in_language(language) for m in pack.measures},
    }
    for address, title in wanted.items():
        asked = title[:LONGEST_SEARCH]
        found = search_everything(asked, pack=pack, today=this_day(), language=language).best
        assert address in [hit.address for hit in found[:5]], title


def test_who_stands_there_finds_the_procedure(db: None, pack: Pack) -> None:
    for situation in pack.guide.situations:
        asked = situation.title.in_language("en")[:LONGEST_SEARCH]
        found = search_everything(asked, pack=pack, today=this_day(), language="en").best
        assert ("procedure", situation.procedures[0]) in {hit.address for hit in found}, asked


def test_a_demand_is_one_hit_with_the_years_in_which_it_was_asked(
    accepted: Callable[..., None],
) -> None:
    accepted(2022, 2023)
    hits = search_ledger(parse_search("moratorium inspections")).best
    wordings = [hit for hit in hits if hit.kind is SearchKind.RECOMMENDATION]
    assert len({hit.address for hit in wordings}) == len(wordings)
    assert {frozenset((hit.title, *hit.also)) for hit in wordings if hit.also} == {
        frozenset(("AZE-2022-07", "AZE-2023-07"))
    }
    # Of more hits than are ranked, the demands are counted by the database.
    index_entries([entry(f"n{n}", "A moratorium on inspections.") for n in range(420)])
    assert search_ledger(parse_search("moratorium inspections")).total == 420 + len(hits)


def test_a_search_that_is_too_long_is_refused() -> None:
    with pytest.raises(BadValue):
        parse_search("a" * 201)


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_indexes_what_is_there() -> None:
    index_entries([entry("kept", "A shelter.")])
    call_command("migrate", "ledger", "0001", verbosity=0)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT folded FROM ledger_searchentry")
    finally:
        call_command("migrate", "ledger", verbosity=0)
    assert keys("shelters") == {"kept"}
    assert count_entries() == (1, 0)


_LETTERS = st.sampled_from(
    list("abilnorsz əışqİIöжйё01 \"'*-()^:&|!_%\\\0\u0301\u00ad<>") + [" "] * 6
)
_WORDS = st.sampled_from(
    [
        "labour",
        "labor",
        "organise",
        "organizing",
        "qurban",
        "qurbanların",
        "людей",
        '"',
        "*",
        "-",
        " ",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(_LETTERS, max_size=60),
    st.lists(_WORDS, max_size=12).map(" ".join),
    st.lists(_WORDS, max_size=12).map("".join),
).map(lambda text: text.replace("\0", " ")[:180])


class AnyTextIsASearch(TestCase):
    """Random texts and searches mean to the database what `SearchExpression.match` says."""

    @settings(max_examples=150, deadline=None)
    @given(texts=st.lists(_TEXTS, max_size=4), typed=st.text(max_size=60) | _TEXTS)
    def test_databases_agree_with_the_reference(self, texts: list[str], typed: str) -> None:
        index_entries([entry(str(n), text, "sız") for n, text in enumerate(texts)])
        expression = parse_search(typed)
        expected = {
            str(n)
            for n, text in enumerate(texts)
            if expression.match(split_terms("sız"), split_terms(text)) is not None
        }
        assert {each.key for each in find_entries(expression)} == expected
        assert {hit.title for hit in search_ledger(expression).best} == (
            {"sız"} if expected else set()
        )


def _pieces() -> Iterator[str]:
    yield from ("shelter " * 2_500, "x" * 5_000, "ə" * 3_000, " ".join(map(str, range(4_000))))


@pytest.mark.parametrize("text", list(_pieces()), ids=["many", "long", "long-az", "different"])
def test_texts_of_any_size_are_indexed(db: None, text: str) -> None:
    index_entries([entry("large", text)])
    assert keys(text.split()[0][:100]) == {"large"}


def test_a_narrative_without_line_breaks_is_found_to_its_end(
    accepted: Accepted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.ledger.narratives.entries._LONGEST_PIECE", 7)
    accepted(2023)
    entries = SearchEntry.objects.filter(kind="narrative").order_by("id")
    pieces = entries.values_list("text", flat=True)
    assert max(len(text.split()) for text in pieces) == 7
    words = " ".join(demo_text(2023).decode().split())
    assert " ".join(" ".join(pieces).split()) == words
