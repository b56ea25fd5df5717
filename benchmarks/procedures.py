"""`python -m benchmarks.procedures`: one decision over many rows, beside named peers in one run.

The decision is `screen-adult-labour`: 67 answers, six dimensions, the outcome. Peers know no third
answer, so all rows are answered yes or no; Palermo runs its three-valued program all the same.
Every peer's answers are compared with Palermo's before its time counts. Exits with 1 when a goal
is missed.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import procedure_peers as peers
from palermo.conditions.columnar import NO, YES
from palermo.packs.load import load_pack
from palermo.procedures.decide import Runner
from palermo.procedures.definitions import OUTCOME, list_definitions
from palermo.procedures.variables import compile_program

ROWS = 1_000_000
GOALS = {"of the fastest by hand": 0.8, "times OpenFisca": 5.0, "times ZEN's batch call": 1000.0}
_TRIES = 5
_SHARE_YES = 0.2
_MANY_ROWS, _MOST_MB = 10_000_000, 2000


def _best(work: Callable[[], Any], tries: int = _TRIES) -> tuple[float, Any]:
    """Seconds of the fastest try, and its result."""
    seconds, result = [], None
    for _ in range(tries):
        gc.collect()
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


def main() -> int:
    """Print rows per second of each engine and the ratios; answer with the exit code."""
    procedure = load_pack("base").procedures.in_force("screen-adult-labour", date(2026, 11, 1))
    if procedure is None:
        raise SystemExit("the procedure is missing")
    decision = peers.Decision.of(procedure)
    chance = np.random.default_rng(0)
    rows = {q.id: chance.random(ROWS) < _SHARE_YES for q in procedure.questions}
    compiled = compile_program(procedure, list_definitions(procedure))
    truths = {n: np.where(v, np.uint8(YES), np.uint8(NO)) for n, v in rows.items()}
    seconds, told = _best(lambda: compiled.run(truths, [*decision.dimensions, OUTCOME]))
    expected = {name: column == YES for name, column in told.items()}
    speed = {"Palermo": ROWS / seconds}
    print(f"{'engine':34} {'rows':>10} {'rows/s':>14}")
    print(f"{'Palermo, three-valued':34} {ROWS:>10,} {speed['Palermo']:>14,.0f}")
    for name, engine, some in peers.ENGINES:
        taken = {n: v[:some] for n, v in rows.items()}
        try:
            run = engine(decision, taken)
        except ImportError as error:
            print(f"{name:34} NOT MEASURED: {error.name} is missing (requirements/bench.txt)")
            continue
        seconds, found = _best(run, _TRIES if some == ROWS else 2)
        same = all(np.array_equal(found[k], expected[k][:some]) for k in found)
        speed[name] = some / seconds
        mark = "" if same else "   DIFFERENT ANSWERS"
        print(f"{name:34} {some:>10,} {speed[name]:>14,.0f}{mark}")
        if not same:
            return 1
    _one_person(Runner(procedure), rows)
    _linear(compiled, truths)
    return _verdict(speed) | _memory(list(rows))


def _verdict(speed: dict[str, float]) -> int:
    by_hand = max(v for k, v in speed.items() if k in peers.BY_HAND)
    reached = {"of the fastest by hand": speed["Palermo"] / by_hand}
    if peers.OPENFISCA in speed:
        reached["times OpenFisca"] = speed["Palermo"] / speed[peers.OPENFISCA]
    if peers.ZEN in speed:
        reached["times ZEN's batch call"] = speed["Palermo"] / speed[peers.ZEN]
    for name, ratio in reached.items():
        mark = "ok    " if ratio >= GOALS[name] else "MISSED"
        print(f"{mark}  {ratio:,.2f} {name}, goal {GOALS[name]:g}")
    print("Most of the gap to engines of single records is columns against records.")
    return int(any(ratio < GOALS[name] for name, ratio in reached.items()))


def _one_person(runner: Runner, rows: dict[str, Any]) -> None:
    people = [{n: "yes" if v[i] else "no" for n, v in rows.items()} for i in range(301)]
    seconds = []
    for answers in people:
        start = time.process_time()
        runner.indicate(answers)
        seconds.append(time.process_time() - start)
    print(f"one person with all reasons: {sorted(seconds)[150] * 1000:.2f} ms of CPU at the median")


def _linear(compiled: Any, truths: dict[str, Any]) -> None:
    for part in (4, 2, 1):
        some = {n: v[: ROWS // part] for n, v in truths.items()}
        seconds, _ = _best(partial(compiled.run, some, [OUTCOME]))
        print(f"  {ROWS // part:>9,} rows: {seconds * 1e9 / (ROWS // part):.1f} ns a row")


def _memory(names: list[str]) -> int:
    """Peak memory of `palermo evaluate` over ten million rows of 60 answers, in its own process."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.parquet", Path(folder) / "out.parquet"
        peers.write_parquet(source, names[:60], _MANY_ROWS)
        script = (
            "import resource, sys; from palermo.cli.main import main\n"
            "try: main(sys.argv[1:])\n"
            "except SystemExit: pass\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        command = [sys.executable, "-c", script, "evaluate", "screen-adult-labour"]
        command += ["--in", str(source), "--out", str(out)]
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds = time.perf_counter() - start
    peak = int(done.stdout.splitlines()[-1]) / 1000
    mark = "ok    " if peak < _MOST_MB else "MISSED"
    print(
        f"{mark}  {_MANY_ROWS:,} rows of 60 answers, file to file: {seconds:.0f} s, {peak:,.0f} MB"
    )
    return int(peak >= _MOST_MB)


if __name__ == "__main__":
    raise SystemExit(main())
