"""The option that names the folder of wordings, for commands that work without an installation."""

from __future__ import annotations

from pathlib import Path

import click

wordings_option = click.option(
    "--wordings",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="PALERMO_WORDINGS",
    show_envvar=True,
    help="Folder of the instruments' wordings that the office loaded.",
)
