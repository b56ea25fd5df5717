"""Fill a folder with all that an office without network installs. Usage: collect_wheels.py FOLDER

The folder gets Palermo's wheel and, at the versions and hashes of `requirements/base.txt`, the
wheel of every package it needs; then it is checked that nothing is missing. The packages fit the
system, the processor and the Python version of the machine that runs this.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUMS = "SHA256SUMS"


def main(arguments: list[str]) -> int:
    """Fill the folder that the command line names; returns an exit code."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0]).absolute()
    try:
        collect_wheels(folder)
    except subprocess.CalledProcessError as error:
        print(f"The folder is not complete: {folder}", file=sys.stderr)
        return error.returncode
    print(f"{len(list(folder.glob('*.whl')))} wheels in {folder}")
    return 0


def collect_wheels(folder: Path) -> None:
    """Replace the wheels in `folder`. Raises CalledProcessError when a package is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    # Of two versions in the folder pip would take the newer one, whatever the lock file says.
    for old in (*folder.glob("*.whl"), *folder.glob(SUMS)):
        old.unlink()
    _run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", "requirements/base.txt"]
    _run("-m", "pip", "download", "--quiet", "--no-deps", *locked, "--dest", str(folder))
    offline = ["--no-index", "--find-links", str(folder), "--only-binary", ":all:"]
    resolve = ["install", "--dry-run", "--ignore-installed", "--quiet", *offline]
    _run("-m", "pip", *resolve, "palermo[postgres]")
    # Read by `sha256sum --check` after the folder has travelled.
    lines = [f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.glob("*.whl"))]
    (folder / SUMS).write_text("".join(lines), encoding="ascii")


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
