"""Two doors, one right: who sees a field on one of page, API, file and terminal sees it on all.

Every field carries a mark of its own. Each role opens everything that can be read at each door; a
field that a door shows to some role must be shown there to the same roles as at the other doors.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.actions.countries.import_register import import_register
from palermo.actions.people.issue_token import issue_token
from palermo.actions.tables.rebuild_search import rebuild_search
from palermo.api.routes import api
from palermo.cli.installation import open_visit
from palermo.cli.main import main
from palermo.cli.office.demo_story import fill_database, load_story
from palermo.ledger.models import Closure, Evidence, Milestone, Narrative, Note
from palermo.records.interviews.models import Interview
from palermo.tables.catalogue import TABLES
from tests.marked_fields import mark_fields

ROLES = ("", "reader", "officer", "supervisor", "analyst", "coordinator", "administrator")
#: A field that a role sees at one door and not at another that shows it to others, and why.
REASONS: Mapping[tuple[str, str], str] = {
    ("Interview.reason", "officer"): "the terminal shows decisions to supervisors; officers open "
    "their interviews on pages, on devices and by the API",
}
#: Answers of the API about the pack alone, without a field of the ledger or of records.
OF_THE_PACK = (
    "/procedures", "/services", "/groups-at-risk", "/instruments", "/vignettes", "/offences",
    "/countries/{code}/figures", "/narratives/passages", "/tables", "/public-page",
)  # fmt: skip
Seen = dict[str, dict[str, frozenset[str]]]


def test_each_field_has_one_right_at_every_door(db: None) -> None:
    story = load_story()
    fill_database(story, {person.username: "a long password" for person in story.people})
    issue_token(open_visit("analyst"), name="a token")
    lines = b"country,year,tier,source\nAZE,2010,2,a table\n"
    import_register(open_visit("coordinator"), content=lines, file_name="tiers.csv")
    overruled = Interview.objects.filter(state="decided").order_by("pk").first()
    assert overruled is not None
    Interview.objects.filter(pk=overruled.pk).update(
        decision="negative", reason="said", reason_code="insufficient_evidence"
    )
    marks = mark_fields()
    rebuild_search(open_visit("administrator"), everything=True)
    keys = _values_of_addresses(overruled)
    seen = {role: _open_everything(role, keys, marks) for role in ROLES}
    assert _differences(seen) == set(REASONS)
    shown = {field for doors in seen.values() for fields in doors.values() for field in fields}
    # A door that shows nothing would agree with every other one.
    for door, least in (("page", 30), ("api", 30), ("file", 15), ("terminal", 15)):
        assert len({f for doors in seen.values() for f in doors[door]}) >= least, door
    assert shown >= {"Note.text", "Action.owner", "Evidence.title", "Interview.reason"}


def _differences(seen: Seen) -> set[tuple[str, str]]:
    """Field and role that sees it at one door, and not at another that has the field."""
    carried = {
        door: {f for doors in seen.values() for f in doors[door]}
        for door in next(iter(seen.values()))
    }
    return {
        (field, role)
        for role, doors in seen.items()
        for field in set().union(*doors.values())
        for door in doors
        # Visitors have no account at the terminal and download no tables.
        if field in carried[door] and field not in doors[door]
        if role or door in {"page", "api"}
    }


def _values_of_addresses(overruled: Interview) -> dict[str, str]:
    opened = Interview.objects.order_by("pk")
    return {
        "code": "AZE",
        "edition": "2023",
        "narrative_id": str(Narrative.objects.get(state="proposed").pk),
        "interview_id": str(overruled.pk),
        "key": str(overruled.key),
        "evidence_id": str(Evidence.objects.exclude(file_name="").first().pk),
        "interviews": ",".join(str(i.pk) for i in opened),
        "users": ",".join(str(u.pk) for u in get_user_model().objects.all()),
        "refs": ",".join(sorted(_demands_with_most())),
    }


def _demands_with_most() -> set[str]:
    """Demands that together have a row of each kind of the plan."""
    first = (model.objects.first() for model in (Milestone, Closure, Note))
    rows = [getattr(row, "duty", None) or row for row in first]
    return {row.demand.ref for row in rows}


def _open_everything(
    role: str, keys: Mapping[str, str], marks: Mapping[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    client = Client()
    if role:
        client.force_login(get_user_model().objects.get(username=role))
    doors = {
        "page": _get(client, _pages(keys)),
        "api": _get(client, _api(keys)),
        "file": _get(client, _files()),
        "terminal": "".join(_say(role, words) for words in _commands(keys)) if role else "",
    }
    return {
        door: frozenset(f for f, written in marks.items() if any(w in text for w in written))
        for door, text in doors.items()
    }


def _get(client: Client, addresses: Iterable[str]) -> str:
    found = []
    for address in addresses:
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        content = b"".join(answer) if answer.streaming else answer.content
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as sheet:
                content = b"".join(sheet.read(n) for n in sheet.namelist() if n.endswith(".xml"))
        found.append(content.decode("utf-8", "replace"))
    return "\n".join(found)


def _pages(keys: Mapping[str, str]) -> Iterator[str]:
    yield from (
        "/",
        "/start/",
        "/activity/?act=add_note",
        "/administration/",
        "/account/",
        "/interviews/",
    )
    yield from ("/countries/AZE/", "/countries/AZE/2023/", "/countries/AZE/2023/checklist/")
    yield from ("/countries/AZE/compare/", "/recommendations/", "/narratives/", "/decisions/")
    yield from ("/measures/I-18/", "/agencies/MLSPP/", "/search/?q=shelter", "/decisions/counts/")
    yield f"/narratives/{keys['narrative_id']}/"
    yield "/narratives/1/"
    yield f"/decisions/{keys['interview_id']}/"
    for ref in keys["refs"].split(","):
        yield f"/recommendations/{ref}/"
    for number in keys["interviews"].split(","):
        yield f"/interviews/{number}/"
    for number in keys["users"].split(","):
        yield f"/administration/users/{number}/"


def _api(keys: Mapping[str, str]) -> Iterator[str]:
    """Every answer of the description; those of one demand for each of them."""
    paths = [path for path, does in api.get_openapi_schema()["paths"].items() if "get" in does]
    assert len(paths) > 30
    for path in paths:
        if path.removeprefix("/api/v1").startswith(OF_THE_PACK[:6]):
            continue
        if path.removeprefix("/api/v1") in OF_THE_PACK or "/tables/" in path:
            continue
        for ref in keys["refs"].split(",") if "{ref}" in path else [""]:
            address = path.format(**keys, ref=ref)
            query = {"/api/v1/search": "?text=shelter", "/api/v1/activity": "?act=add_note"}
            yield address + query.get(address, "")
    yield "/api/v1/narratives/1"


def _files() -> Iterator[str]:
    for name in TABLES:
        yield f"/tables/{name}.csv?country=AZE&edition=2023"
    # The other formats are written from the same rows.
    yield "/tables/recommendations.xlsx?country=AZE&edition=2023"
    yield "/countries/AZE/compare/2022-2023.csv"


def _commands(keys: Mapping[str, str]) -> Iterator[list[str]]:
    listed = "activity --act add_note, board, checklist AZE 2023, compare AZE 2022 2023"
    listed += ", decisions list, decisions counts, interviews list, interviews due, narrative list"
    listed += ", narrative show 1, narrative show {narrative_id}, narrative links {narrative_id}"
    listed += ", register show AZE, search shelter, token list, users list, value list"
    listed += ", users sign-ins officer"
    for words in listed.format(**keys).split(", "):
        yield [*words.split(), "--format", "json"]
    yield ["decisions", "show", keys["interview_id"]]
    for ref in keys["refs"].split(","):
        yield ["recommendation", "show", ref, "--format", "json"]


def _say(role: str, words: list[str]) -> str:
    result = CliRunner().invoke(main, [*words, "--as", role])
    assert result.exit_code != 2, (words, result.output)
    return result.output if result.exit_code == 0 else ""
