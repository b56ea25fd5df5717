"""Keep the wording of a published instrument that the office may use."""

from __future__ import annotations

from pathlib import Path

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_
from palermo.packs.instruments import read_wording


def load_wording(visit: Visit, *, path: Path, folder: Path) -> str:
    """Check the file and copy it to `folder`; returns its new name.

    Raises PackProblem with all that is wrong with it, Refused for a version that is there already
    with other words: interviews were held by it.
    """
    with step(visit, "load_wording") as act:
        wording = read_wording(path, visit.pack.instruments, visit.pack.languages)
        name = f"{wording.instrument}-{wording.version}.yaml"
        content, kept = path.read_bytes(), folder / name
        if kept.exists() and kept.read_bytes() != content:
            raise Refused(
                N_("Version {version} of the wording of {instrument} is already loaded."),
                where=name,
                remedy=N_(
                    "A version that was used is never changed. Give the file the next "
                    "version number."
                ),
                version=wording.version,
                instrument=wording.instrument,
            )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Whole or not at all: a server that starts at this moment reads every file of the folder.
        half = folder / f"{name}.half"
        half.write_bytes(content)
        act.target = f"wording {name}"
        act.detail = {"instrument": wording.instrument, "version": wording.version}
        with act.writing():
            half.replace(kept)
        return name
