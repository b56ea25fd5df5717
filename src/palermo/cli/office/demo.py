"""`palermo demo`: the whole program on an embedded database of its own, ready to be tried."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from palermo.cli.installation import set_up
from palermo.kernel.errors import NotReady
from palermo.kernel.messages import N_

#: Ports tried after the one asked for.
MORE_PORTS = 20
HOST = "127.0.0.1"


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--reset", is_flag=True, help="Delete all changes and begin again.")
@click.option("--no-serve", is_flag=True, help="Prepare everything, print the passwords and stop.")
def demo(port: int, reset: bool, no_serve: bool) -> None:
    """Start the demonstration: Azerbaijan, a few years of recommendations, a plan.

    The texts follow the layout of such reports, but are written by us and are not reports. All data
    is in PALERMO_DATA/demo and stays there between starts.
    """
    data = Path(os.environ.get("PALERMO_DATA", "var")).absolute()
    folder = data / "demo"
    if reset and folder.exists():
        shutil.rmtree(folder)
    # One by one: `parents=True` would leave the outer folder open to other users.
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    os.environ.update(
        {
            "PALERMO_DATA": str(folder),
            "PALERMO_DATABASE": "",
            "PALERMO_COUNTRY": "aze",
            "PALERMO_COUNTRIES": "",
            "PALERMO_HOSTS": "localhost,127.0.0.1",
            "PALERMO_HTTPS": "no",
        }
    )
    passwords = _prepared(folder)
    if no_serve:
        _greet(passwords, None)
        return
    from palermo.cli.office.serving import collect_static, run_server

    collect_static()
    free = _free_port(port)
    if free != port:
        click.echo(f"Another program uses port {port}. Palermo uses port {free}.")
    _greet(passwords, f"http://{HOST}:{free}/")
    run_server(HOST, free, 1)


def _prepared(folder: Path) -> dict[str, str]:
    """Bring database and story up to date; returns passwords by user name.

    A first start that was interrupted is begun again: half a story would only confuse.
    """
    done = folder / "ready"
    database = folder / "palermo.sqlite3"
    if not done.exists():
        for path in folder.glob(f"{database.name}*"):
            path.unlink()
    set_up()
    from palermo.cli.office.demo_story import fill_database, load_story
    from palermo.cli.office.serving import bring_up_to_date

    bring_up_to_date()
    story = load_story()
    passwords = _passwords(folder, [person.username for person in story.people])
    if not done.exists():
        click.echo("First start: reading four narratives and making a plan …")
        fill_database(story, passwords)
        done.touch()
    return passwords


def _passwords(folder: Path, usernames: list[str]) -> dict[str, str]:
    """The passwords of the demonstration, made once and readable by this user only."""
    path = folder / "sign-in.json"
    if not path.exists():
        made = {name: "-".join(secrets.token_hex(3) for _ in range(3)) for name in usernames}
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(made, file, indent=1)
    kept: dict[str, str] = json.loads(path.read_text(encoding="ascii"))
    return kept


def _free_port(asked: int) -> int:
    from palermo.cli.office.serving import port_is_free

    for port in range(asked, min(asked + MORE_PORTS, 65535) + 1):
        if port_is_free(HOST, port):
            return port
    raise NotReady(
        N_("No port from {first} to {last} is free."),
        where="--port",
        remedy=N_("Choose another one with --port."),
        first=asked,
        last=asked + MORE_PORTS,
    )


def _greet(passwords: dict[str, str], address: str | None) -> None:
    console = Console(highlight=False, soft_wrap=True)
    table = Table(title="Sign in as", title_justify="left", box=None, padding=(0, 2))
    table.add_column("user name")
    table.add_column("password")
    for name, password in passwords.items():
        table.add_row(name, password)
    console.print(table)
    if address:
        console.print(f"\nOpen [bold]{address}[/] in a browser. Ctrl-C ends the demonstration.")
