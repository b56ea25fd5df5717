"""Procedures that were adopted: from then on their files stay as they are.

`adopted.yaml` of a pack holds the fingerprint of each adopted file, procedures and the lists of
indicators that they name. Whoever wants a change writes the next version.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from palermo.kernel.errors import PackProblem
from palermo.packs.check import ProblemList
from palermo.packs.yaml_files import load_yaml

FILE = "adopted.yaml"
_FOLDERS = ("indicators", "procedures")
_HEAD = (
    "# Written by `palermo adopt`: fingerprints (SHA-256) of the files that may no longer change.\n"
)


class AdoptedFile(BaseModel):
    """`adopted.yaml`: path within the pack to fingerprint."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    adopted: dict[str, str]


def check_adopted(folder: Path, problems: ProblemList) -> None:
    """Note each adopted file of the pack in `folder` that was changed or is gone."""
    now = _files(folder)
    for name, content in _adopted(folder, problems).items():
        if name not in now:
            problems.add(folder / FILE, f"{name} was adopted and is gone: restore it", name)
        elif now[name] != content:
            problems.add(
                folder / name,
                "it was adopted and has been changed since: restore it, and write the change as "
                "a file of its own with the next version and the day from which it holds",
            )


def list_unadopted(folder: Path) -> tuple[str, ...]:
    """Files of the pack in `folder` that may still be changed."""
    adopted = _adopted(folder, ProblemList())
    return tuple(name for name in _files(folder) if name not in adopted)


def adopt_files(folder: Path) -> tuple[str, ...]:
    """Take all files of the pack in `folder` as they are from now on; returns those not so before.

    Raises PackProblem where an adopted one was changed, and then adopts nothing.
    """
    problems = ProblemList()
    check_adopted(folder, problems)
    if problems:
        raise problems.as_error()
    new = list_unadopted(folder)
    lines = [f"  {name}: {content}\n" for name, content in _files(folder).items()]
    (folder / FILE).write_text("".join([_HEAD, "adopted:\n", *lines]), encoding="utf-8")
    return new


def _adopted(folder: Path, problems: ProblemList) -> dict[str, str]:
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        return load_yaml(path, AdoptedFile).adopted
    except PackProblem as problem:
        problems.take(problem)
        return {}


def _files(folder: Path) -> dict[str, str]:
    """Fingerprint of each file, by its path within the pack, in alphabetical order."""
    return {
        path.relative_to(folder).as_posix(): _fingerprint(path)
        for name in _FOLDERS
        for path in sorted((folder / name).glob("*.yaml"))
    }


def _fingerprint(path: Path) -> str:
    # How a checkout ends its lines changes no word.
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
