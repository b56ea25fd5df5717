"""The files for a server name settings and commands that exist, and limits that agree."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from django.conf import settings

from palermo.cli.main import main
from palermo.config import environment

FOLDER = Path(__file__).resolve().parents[2] / "deploy"
ENVIRONMENT = dict(
    line.split("=", 1)
    for line in (FOLDER / "palermo.env").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_every_setting_exists(path: Path) -> None:
    named = set(re.findall(r"\bPALERMO_[A-Z_]+", path.read_text(encoding="utf-8")))
    assert named <= {setting.name for setting in environment.SETTINGS}


def test_the_settings_of_the_example_are_valid(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in {**ENVIRONMENT, "PALERMO_DATA": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    assert environment.database_settings()["HOST"] == "/run/postgresql"
    assert environment.read_yes_no("PALERMO_HTTPS")
    assert environment.proxy_addresses() == ["127.0.0.1"]


def _started() -> list[tuple[str, list[str]]]:
    service = re.search(r"^ExecStart=\S+/palermo (.+)$", _text("palermo.service"), re.MULTILINE)
    container = re.search(r"^CMD \[(.+)\]$", _text("Containerfile"), re.MULTILINE)
    assert service
    assert container
    return [
        ("service", shlex.split(service[1])),
        ("container", re.findall(r'"([^"]+)"', container[1])),
    ]


@pytest.mark.parametrize(("name", "words"), _started(), ids=[name for name, _ in _started()])
def test_the_command_that_starts_the_server_is_understood(name: str, words: list[str]) -> None:
    context = click.Context(main, info_name="palermo")
    command = main.get_command(context, words[0])
    assert command is not None, name
    started = command.make_context(words[0], words[1:], parent=context)
    assert started.params["port"] == 8000
    assert f"http://127.0.0.1:{started.params['port']};" in _text("nginx.conf")


def test_the_proxy_takes_what_the_program_takes() -> None:
    limit = re.search(r"client_max_body_size (\d+)m;", _text("nginx.conf"))
    assert limit
    assert int(limit[1]) * 1024 * 1024 == settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_the_proxy_writes_both_headers_anew() -> None:
    config = _text("nginx.conf")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in config
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in config


def test_the_proxy_compresses_no_page() -> None:
    """Debian's nginx does, where it is not told otherwise."""
    (served,) = re.findall(r"listen 443.*", _text("nginx.conf"), re.DOTALL)
    assert re.search(r"^ *gzip off;$", served, re.MULTILINE)
    assert not re.search(r"gzip(_\w+)? (?!off)", served)


def test_the_program_compresses_no_page() -> None:
    assert not [name for name in settings.MIDDLEWARE if "gzip" in name.lower()]
