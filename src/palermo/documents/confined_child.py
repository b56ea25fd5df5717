"""The process that reads one file under limits, and what it says; see `confined.py`.

Run as a program, this module takes a line `KIND MOST_ROWS LENGTH` and so many bytes from standard
input, and says in lines of JSON what it read, what is wrong, or which sheets there are to choose.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import Message

#: Which sheet of a workbook is meant, by the first lines of each; the second number says how many
#: of them are visible, and these come first. Raises UnreadableInput where no choice is possible.
Choose = Callable[[list[list[list[str]]], int], int]


class ConfinedKind(StrEnum):
    """The kinds of files that are read under limits."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MIME = "mime"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be read; `most_rows` is for workbooks."""

    kind: ConfinedKind
    most_rows: int = 0


def choose_at_once(_heads: list[list[list[str]]], _visible: int) -> int:
    """The first sheet."""
    return 0


def answer_of(job: Job, data: bytes, choose: Choose) -> list[Any]:
    """`read` and what was read, or `refused` and why. The file is not named."""
    try:
        if job.kind is ConfinedKind.WORKBOOK:
            from palermo.documents.workbook import read_workbook

            sheet = read_workbook(data, "", choose, job.most_rows)
            return ["read", sheet.lines, list(sheet.others)]
        text, warnings = _read_text(job.kind, data)
    except UnreadableInput as refused:
        return refusal_of(refused)
    return ["read", text, [[w.template, dict(w.params)] for w in warnings]]


def refusal_of(refused: UnreadableInput) -> list[Any]:
    """`refused` and why."""
    what, remedy = refused.what, refused.remedy
    return ["refused", what.template, dict(what.params), remedy.template]


def _read_text(kind: ConfinedKind, data: bytes) -> tuple[str, tuple[Message, ...]]:
    """The text of a file. Readers are imported for their kind alone: each costs time to load."""
    match kind:
        case ConfinedKind.PDF:
            from palermo.documents.pdf import read_pdf

            return read_pdf(data, "")
        case ConfinedKind.DOCX:
            from palermo.documents.docx import read_docx

            return read_docx(data, "")
        case ConfinedKind.MIME:
            from palermo.documents.mime import read_mime

            return read_mime(data, "")
        case _:
            from palermo.documents.html import read_html

            return read_html(data, "")


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such limits; the parent's patience remains.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _filled(memory: int) -> bool:
    """Whether most of the memory that this process may have was in use."""
    try:
        # What `getrusage` says includes the process that started this one.
        told = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return False
    peak = re.search(r"^VmHWM:\s*(\d+) kB$", told, re.MULTILINE)
    return peak is not None and int(peak[1]) * 1024 > memory // 2


def _say(said: list[Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _ask(heads: list[list[list[str]]], visible: int) -> int:
    _say(["choose", heads, visible])
    return int(sys.stdin.buffer.readline())


def main() -> None:
    """Read the file that stands on standard input, under the limits given as arguments."""
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    kind, most_rows, length = sys.stdin.buffer.readline().split()
    job = Job(ConfinedKind(kind.decode()), int(most_rows))
    said = answer_of(job, sys.stdin.buffer.read(int(length)), _ask)
    # Libraries call a file damaged when they get no more memory.
    _say(["ended"] if said[0] == "refused" and _filled(int(sys.argv[2])) else said)


if __name__ == "__main__":
    main()
