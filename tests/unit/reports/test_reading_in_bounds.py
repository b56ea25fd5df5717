"""Reading takes time linear in the text, whatever it repeats.

A text of many fragments, each repeated over thousands of characters, is read by a process of its
own under the limit of time that the system enforces. Work that grows with the square of a run of
one fragment takes minutes here instead of seconds.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

#: Runs that say nothing: an expression that goes back over them again and again takes minutes.
BLANKS = [
    " ",
    "\t",
    "\n",
    "\r\n",
    "\xa0",
    "Â\xa0",
    "\xad ",
    " \u200b",
    "(",
    "()",
    "–",
    "_",
    ".",
    "a",
]
#: Runs that a rule could read again and again.
FRAGMENTS = [
    "  \n", "1 ", "1, ", "1. ", "1.\ta\n", "(1) ", "1 000 ", "1'", "٣", "¹", "[1]", "ﬁ", ". ",
    ", ", "; ", ": ", "(", "( ", "()", "a; (", "“", "\" ", "• ", "• Train\n", "- ", "-\n",
    "a-\nb", "x.\n", "? A\n", "\ue000\n", "no ", "No. ", "and ", "or ", "of ", "the ", "A ",
    "A\n", "A,\nB\n", "U.S. ", "not ", "did not ", "despite a, ", "$1 ", "USD 5 ", "five ",
    "one hundred and ", "in 2020 ", "2019-", "victims ", "3 victims ", "train, ", "Tier 2 ",
    "Tier 2\n", "TIER 3\n", "PROSECUTION\n", "RECOMMENDATIONS: ", "PERU\n", "PERU (Tier 3)\n",
    "2020 TIP Report\nPERU\n", "Peru,", "Peru\t1\n", "a\tb\n", "Convictions\t1\nVictims\t2\n\n",
    "the Government of X ", "Ministry of A and ", "waiver ", "from Tier 3 to ", "increased, ",
    "should ",
]  # fmt: skip
#: Characters of each run, and seconds of processor time for all: about eight times what it takes.
BLANK_RUN, RUN, SECONDS = 80_000, 3_000, 60
PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
from palermo.packs.load import load_pack
from palermo.reports.edition_reading import read_edition
_, readings = read_edition(
    sys.stdin.buffer.read(), load_pack().vocabulary, name="x", country="PER", year=2022
)
print(sum(1 for _ in readings))
"""
OPENING = (
    "PERU (Tier 2)\n\nThe Government of Peru does not fully meet the minimum standards for the "
    "elimination of trafficking but is making significant efforts to do so. "
)


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no limit of processor time")
def test_no_run_of_a_fragment_takes_more_than_its_share() -> None:
    runs = [blank * (BLANK_RUN // len(blank)) for blank in BLANKS]
    runs += [fragment * (RUN // len(fragment)) for fragment in FRAGMENTS]
    text = OPENING + "\nCourts convicted 11 traffickers. ".join(runs)
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(SECONDS)],
        input=text.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr.decode()[-500:] or "ended by the limit"
    assert int(ended.stdout) >= 1
