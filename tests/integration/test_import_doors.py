"""The import by the terminal and by the API: the same file, mapping, answers and refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.accounts.rights import Role
from palermo.cli.main import main
from palermo.journal.queries import list_activity
from palermo.kernel.errors import BadValue, NotAllowed, NotFound, Refused, UnreadableInput
from palermo.records.interviews.models import Interview
from palermo.records.interviews.queries import fetch_interviews
from tests.integration.conftest import People
from tests.submissions import NAME, PACK, kobo_csv, odk_csv
from tests.visits import add_user, create_token

pytestmark = pytest.mark.django_db(transaction=True)
#: The version that is proposed today; both files say that they are of it.
REFER = PACK.procedures.versions_of("refer-victim")[-1]
VERSIONS = [str(REFER.version)] * 2
QUESTIONS = [q.id for q in REFER.questions]
#: An adult who is in no danger and agrees; a child would not be asked to agree.
NOT_SO = ("danger_now", "may_be_child")
ROWS = [["no" if q in NOT_SO else "yes" for q in QUESTIONS], [NAME, *["no"] * (len(QUESTIONS) - 1)]]
GATES = [gate.id for gate in REFER.before]

PREVIEWED = {
    "procedure": "refer-victim", "version": REFER.version, "rows": 2, "new": 1, "here_already": 0,
    "left_out": 1,
}  # fmt: skip


@pytest.fixture
def officer(transactional_db: None) -> int:
    return add_user(username="officer", password="a long password", role=Role.OFFICER)


def run(*words: str, as_user: str = "officer") -> Result:
    command = ["interviews", "import", "--procedure", "refer-victim", "--as", as_user, *words]
    return CliRunner().invoke(main, command)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes(kobo_csv(ROWS, QUESTIONS, REFER))
    return path


def _checked_files(via: str) -> list[dict[str, object]]:
    """What the lines of checks without an import hold; a check says which keys are kept here."""
    return [row.detail for row in list_activity(act="preview_import")[0] if row.via == via]


def test_a_mapping_is_written_edited_and_taken(officer: int, export: Path, tmp_path: Path) -> None:
    out = tmp_path / "mapping.yaml"
    assert run(str(export), "--write-mapping", str(out)).exit_code == 0
    text = out.read_text(encoding="utf-8")
    mapping = yaml.safe_load(text)
    assert mapping["columns"]["_uuid"] == "@key"
    assert (mapping["confirmed"], mapping["version"]) == ([], REFER.version)
    assert all(f"#   {gate}: " in text for gate in GATES)
    assert not Interview.objects.exists()
    # As proposed, nothing is confirmed.
    place = {**mapping, "place_kind": "police"}
    out.write_text(json.dumps(place), encoding="utf-8")
    assert run(str(export), "--mapping", str(out)).exit_code == Refused.exit_code
    out.write_text(json.dumps({**place, "confirmed": GATES}), encoding="utf-8")
    tried = run(str(export), "--mapping", str(out), "--dry-run", "--format", "json")
    assert "Rows: 2. Would be imported: 1 (" in tried.stderr
    assert _checked_files("cli") == [PREVIEWED]
    assert not Interview.objects.exists()
    done = run(str(export), "--mapping", str(out), "--format", "json")
    assert done.exit_code == BadValue.exit_code
    (problem,) = json.loads(done.stdout)["rows"]
    assert (problem["row"], problem["column"]) == (3, f"screening/{QUESTIONS[0]}")
    assert NAME not in done.output
    assert len(fetch_interviews("officer")) == 1
    again = run(str(export), "--mapping", str(out), "--format", "csv")
    assert "Imported: 0 (" in again.stderr
    assert "Already in Palermo: 1." in again.stderr
    assert again.stdout.lstrip("\ufeff").startswith("row,column,what,remedy")
    shown = run(str(export), "--mapping", str(out))
    assert "This is not an answer" in " ".join(shown.stdout.split())


def test_the_terminal_refuses(officer: int, export: Path, people: People, tmp_path: Path) -> None:
    wrong = tmp_path / "mapping.yaml"
    wrong.write_text("columns: [", encoding="utf-8")
    assert run(str(export), "--mapping", str(wrong)).exit_code == UnreadableInput.exit_code
    assert run(str(tmp_path / "nothing.csv")).exit_code == UnreadableInput.exit_code
    assert run(str(export), as_user="coordinator").exit_code == NotAllowed.exit_code
    wrong.write_text("version: 7", encoding="utf-8")
    assert run(str(export), "--mapping", str(wrong)).exit_code == NotFound.exit_code
    command = ["interviews", "drop-import", "--as", "coordinator"]
    assert CliRunner().invoke(main, command).exit_code == NotAllowed.exit_code
    command[-1] = "officer"
    assert CliRunner().invoke(main, command).exit_code == 0


def _send(client: Client, user: int, content: bytes, **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {create_token(user)}"}
    file = SimpleUploadedFile("export.csv", content)
    sent = {"file": file, "procedure": "refer-victim", **more}
    return client.post("/api/v1/interviews/import", sent, headers=headers)


def test_by_the_api(client: Client, officer: int, people: People) -> None:
    content = odk_csv(ROWS, QUESTIONS, VERSIONS)
    mapping = json.dumps({"confirmed": GATES, "place_kind": "police"})
    tried = _send(client, officer, content, mapping=mapping, dry_run="true")
    assert tried.status_code == 200, tried.content
    assert tried.json()["imported"] == 1
    assert not Interview.objects.exists()
    assert _checked_files("api") == [PREVIEWED]
    done = _send(client, officer, content, mapping=mapping).json()
    assert (done["rows"], done["imported"], done["not_imported"]) == (2, 1, 1)
    assert done["columns"]["KEY"] == "@key"
    assert "remarks" in done["columns_left_out"]
    assert [p["row"] for p in done["problems"]] == [3]
    assert NAME not in json.dumps(done, ensure_ascii=False)
    again = _send(client, officer, content, mapping=mapping).json()
    assert (again["imported"], again["here_already"]) == (0, 1)
    assert len(fetch_interviews("officer")) == 1


def test_the_api_refuses(client: Client, officer: int, people: People) -> None:
    content = odk_csv(ROWS, QUESTIONS, VERSIONS)
    assert _send(client, officer, content, mapping='{"place_kind": "police"}').status_code == 409
    assert _send(client, officer, b"").status_code == 422
    assert _send(client, officer, content, mapping="{").status_code == 422
    assert people.coordinator.actor.id is not None
    assert _send(client, people.coordinator.actor.id, content).status_code == 403
    assert client.post("/api/v1/interviews/import").status_code in (401, 422)
    assert not Interview.objects.exists()
