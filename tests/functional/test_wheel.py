"""The wheel works by itself: installed elsewhere, with no source tree within reach."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from babel.messages.pofile import read_po

# A wheel is built, installed and served.
pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[2]
NARRATIVE = ROOT / "countries" / "aze" / "demo" / "aze-2023.txt"
LANGUAGES = ("en", "az", "ru")
_ADDRESS = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_FONT = re.compile(r"url\(\"?([^\")]+\.woff2)")


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and the empty folder in which commands run."""

    python: Path
    folder: Path

    def palermo(self, *words: str, **settings: str) -> str:
        """What the command prints; it must end without an error."""
        command = [str(self.python.with_name("palermo")), *words]
        done = subprocess.run(
            command, cwd=self.folder, env=_clean(settings), capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()


def _clean(settings: dict[str, str]) -> dict[str, str]:
    """The environment without anything that leads to this source tree or its data."""
    strange = ("PALERMO_", "DJANGO_", "PYTHON", "VIRTUAL_ENV", "PYTEST_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(strange)}
    return {**kept, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1", **settings}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, built from this tree and installed into an empty environment.

    The packages that Palermo needs are those of this environment; Palermo itself is not, because
    the editable install of a checkout works through a `.pth` file that is read only there.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run([sys.executable, *build], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "environment")
    python = folder / "environment" / "bin" / "python"
    install = ["install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, *install], check=True, capture_output=True, env=_clean({}))
    (site,) = (folder / "environment" / "lib").glob("python*/site-packages")
    (site / "needed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    return Installed(python, elsewhere)


@pytest.fixture(scope="module")
def demonstration(installed: Installed) -> Iterator[httpx.Client]:
    """A visitor of the demonstration that the wheel serves, begun in an empty folder."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [str(installed.python.with_name("palermo")), "demo", "--port", str(port)]
    with (installed.folder / "output").open("wb") as output:
        server = subprocess.Popen(
            command, cwd=installed.folder, env=_clean({}), stdout=output, stderr=output
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            _wait_for(client, server, installed.folder / "output")
            yield client
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(client: httpx.Client, server: subprocess.Popen[bytes], output: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, output.read_text()
        try:
            client.get("/manifest.webmanifest")
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(output.read_text())


def test_the_program_is_not_the_one_of_the_source_tree(installed: Installed) -> None:
    where = "import palermo; print(palermo.__file__)"
    done = subprocess.run(
        [str(installed.python), "-c", where], cwd=installed.folder, env=_clean({}),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()).is_relative_to(installed.python.parents[1])


def test_the_terminal_reads_a_report(installed: Installed) -> None:
    shutil.copy(NARRATIVE, installed.folder / "report.txt")
    read = json.loads(installed.palermo("read", "--format", "json", "report.txt"))
    assert read["recommendations"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_vignette_is_in_the_wheel(installed: Installed, language: str) -> None:
    words = ("practice", "vignettes", "--lang", language, "--format", "json")
    listed = [one["id"] for one in json.loads(installed.palermo(*words))]
    files = (ROOT / "countries" / "base" / "vignettes").glob("*.yaml")
    assert listed == sorted(file.stem for file in files) != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_procedure_is_printed(installed: Installed, language: str) -> None:
    out = f"form-{language}.pdf"
    installed.palermo("form", "refer-victim", "--country", "aze", "--lang", language, "--out", out)
    assert (installed.folder / out).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_shown_in_each_language(demonstration: httpx.Client, language: str) -> None:
    for address in ("/", "/countries/AZE/", "/sign-in/"):
        page = demonstration.get(address, headers={"Accept-Language": language})
        assert page.status_code == 200, address
        assert f'lang="{language}"' in page.text
    assert _translation("Sign in", language) in page.text


def _translation(sentence: str, language: str) -> str:
    if language == "en":
        return sentence
    path = ROOT / "src" / "palermo" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        message = read_po(file).get(sentence)
    assert message
    assert message.string != sentence
    return str(message.string)


def test_an_officer_loads_the_device_in_each_language(
    demonstration: httpx.Client, installed: Installed
) -> None:
    passwords = json.loads((installed.folder / "var/demo/sign-in.json").read_text())
    demonstration.get("/sign-in/")
    signed_in = demonstration.post(
        "/sign-in/",
        data={
            "username": "officer",
            "password": passwords["officer"],
            "csrfmiddlewaretoken": demonstration.cookies["csrftoken"],
        },
    )
    assert signed_in.status_code == 302, signed_in.text
    titles = set()
    for language in LANGUAGES:
        headers = {"Accept-Language": language}
        page = demonstration.get("/offline/", headers=headers)
        assert f'lang="{language}"' in page.text
        _load_files(demonstration, page.text)
        for address in ("/procedures/", "/interviews/", "/elements/"):
            assert f'lang="{language}"' in demonstration.get(address, headers=headers).text
        bundle = demonstration.get("/offline/procedures.json", headers=headers).json()
        titles.add(tuple(procedure["title"] for procedure in bundle["procedures"]))
    assert len(titles) == len(LANGUAGES)


def test_style_script_fonts_icons_and_service_worker_are_served(
    demonstration: httpx.Client,
) -> None:
    _load_files(demonstration, demonstration.get("/").text)
    worker = demonstration.get("/service-worker.js")
    assert worker.status_code == 200
    assert "/offline/procedures.json" in worker.text
    for icon in demonstration.get("/manifest.webmanifest").json()["icons"]:
        assert demonstration.get(icon["src"]).status_code == 200


def _load_files(client: httpx.Client, page: str) -> None:
    """Load what the page loads, and the fonts of its style; each name carries a hash."""
    addresses = set(_ADDRESS.findall(page))
    assert addresses
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert re.search(r"\.[0-9a-f]{12}\.", address)
        for font in _FONT.findall(answer.text) if address.endswith(".css") else ():
            assert client.get(str(httpx.URL(address).join(font))).status_code == 200, font


def test_the_doctor_finds_nothing_wrong(demonstration: httpx.Client, installed: Installed) -> None:
    found = json.loads(installed.palermo("doctor", "--format", "json", PALERMO_DATA="var/demo"))
    assert found["ok"]


def test_the_data_is_readable_by_its_owner_only(
    demonstration: httpx.Client, installed: Installed
) -> None:
    data = installed.folder / "var"
    assert data.stat().st_mode & 0o077 == 0
    assert (data / "demo").stat().st_mode & 0o077 == 0
