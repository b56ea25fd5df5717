"""Processor time to start: `palermo read` and `palermo explain` beside `import django`.

    python -m benchmarks.start

Each command runs several times in processes of its own; the least of its times counts, since other
work on the machine only adds. The packs are compiled by a first run that is shown apart.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from palermo.packs.load import load_pack
from palermo.packs.places import find_countries

RUNS = 7
PROCEDURE = "inspect-workplace"


def main() -> None:
    """Print a line for each command: seconds of processor time and the ratio to `import django`."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PALERMO_CACHE": str(Path(folder) / "cache")}
        answers = Path(folder) / "answers.json"
        first = load_pack().procedures.versions_of(PROCEDURE)[-1].questions[0]
        answers.write_text(json.dumps({first.id: "unknown"}), encoding="utf-8")
        page = str(find_countries() / "aze" / "demo" / "aze-2023.txt")
        palermo = [sys.executable, "-m", "palermo"]
        read = [*palermo, "read", page]
        explain = [*palermo, "explain", PROCEDURE, "--answers", str(answers)]
        django = _least([sys.executable, "-c", "import django"], environment)
        print(f"{'command':32} {'CPU s':>7} {'ratio':>7}")
        _print("import django", django, django)
        _print("palermo read, packs not compiled", _processor_time(read, environment), django)
        _print("palermo read", _least(read, environment), django)
        _print("palermo explain", _least(explain, environment), django)


def _print(name: str, seconds: float, django: float) -> None:
    print(f"{name:32} {seconds:7.3f} {seconds / django:7.1f}")


def _least(command: list[str], environment: dict[str, str]) -> float:
    return min(_processor_time(command, environment) for _ in range(RUNS))


def _processor_time(command: list[str], environment: dict[str, str]) -> float:
    """Seconds of user and system time of one run."""
    before = os.times()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    used = after.children_user + after.children_system
    return used - before.children_user - before.children_system


if __name__ == "__main__":
    main()
