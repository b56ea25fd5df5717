"""`palermo migrate` and `palermo serve`."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import click
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from palermo.cli.installation import require_database
from palermo.kernel.errors import NotReady
from palermo.kernel.messages import N_

APPLICATION = "palermo.config.wsgi:application"


@click.command()
def migrate() -> None:
    """Apply all database migrations. The data is kept."""
    bring_up_to_date()
    click.echo("The database is up to date.")


def bring_up_to_date() -> None:
    """Apply the changes of structure that the database lacks."""
    call_command("migrate", interactive=False, verbosity=0)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages and the API until Ctrl-C.

    Behind a proxy that speaks HTTPS set PALERMO_HTTPS=yes and PALERMO_HOSTS.
    """
    require_database()
    if not port_is_free(host, port):
        raise NotReady(
            N_("Another program already uses {host}:{port}."),
            where="--port",
            remedy=N_("Choose another port."),
            host=host,
            port=port,
        )
    collect_static()
    click.echo(
        f"Palermo is running at http://{host_for_address(host)}:{port}/  (press Ctrl-C to stop)"
    )
    run_server(host, port, workers)


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until the process is told to end."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        log_enabled=False,
    ).serve()


def host_for_address(host: str) -> str:
    """The host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do it: a port that only waits for late packets counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def collect_static() -> None:
    """Gather style, script and pictures for the server, unless these were gathered before.

    What was gathered is known by its content: the times of files say nothing where a program is
    unpacked from a wheel or a container image.
    """
    root = Path(settings.STATIC_ROOT)
    # Beside the gathered files: a backup restored without them must not bring it back.
    mark = root / "gathered.sha256"
    content = _static_content()
    gathered = mark.read_text(encoding="ascii") if mark.exists() else ""
    if gathered != content or not (root / "staticfiles.json").exists():
        # A file of an earlier version may be newer than ours, and would be left as it is.
        for name, _ in _static_files():
            (root / name).unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(content, encoding="ascii")


def _static_content() -> str:
    """SHA-256 over names and contents of all static files."""
    digest = hashlib.sha256()
    for name, path in sorted(_static_files()):
        content = path.read_bytes()
        digest.update(f"{len(name)} {name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


def _static_files() -> list[tuple[str, Path]]:
    """Each static file by its name below `static/`, and where the program keeps it."""
    found = []
    for finder in finders.get_finders():
        found += [(name, Path(storage.path(name))) for name, storage in finder.list([])]
    return found
