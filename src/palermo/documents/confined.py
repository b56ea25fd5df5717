"""Reads a file in a process of its own, with limits of time and memory.

A library in C cannot be stopped from within: a PDF of 3 kB may ask for gigabytes before it gives
its first letter. The process that asked goes on when the limit ends the other one.

Run as a program, this module reads the bytes of a PDF from standard input and writes a JSON list:
text and warnings, or what is wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

#: Seconds of processor time, and more for each MB of the file. An edition of 30 MB takes 90.
SECONDS, SECONDS_OF_A_MB = 20, 10
#: Bytes of memory, and more for each byte of the file.
MEMORY, MEMORY_OF_A_BYTE = 1 << 30, 20
#: A waiting process is ended after so many times its limit of processor time.
_PATIENCE = 6
_MB = 1 << 20

Reader = Callable[[bytes, str], tuple[str, tuple[Message, ...]]]


def read_pdf_confined(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """As `documents.pdf.read_pdf`. Raises UnreadableInput also where a limit was reached."""
    seconds = SECONDS + SECONDS_OF_A_MB * len(data) // _MB
    memory = MEMORY + MEMORY_OF_A_BYTE * len(data)
    command = [sys.executable, "-P", "-m", __name__, str(seconds), str(memory)]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=data, capture_output=True, timeout=seconds * _PATIENCE, check=False
        )
        kind, *said = json.loads(ended.stdout) if ended.returncode == 0 else ("ended",)
    except (subprocess.TimeoutExpired, ValueError):
        kind, said = "ended", []
    if kind == "text":
        text, warnings = said
        return text, tuple(Message(template, params) for template, params in warnings)
    if kind == "refused":
        what, params, remedy = said
        raise UnreadableInput(what, where=name, remedy=remedy, **params)
    raise UnreadableInput(
        N_("The file needs far more time or memory than a file of its size should."),
        where=name,
        remedy=N_("The file may be harmful. Ask the sender, or print it to a new PDF."),
    )


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such limits; the parent's patience remains.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes, read: Reader) -> list[object]:
    try:
        text, warnings = read(data, "")
    except UnreadableInput as refused:
        return [
            "refused",
            refused.what.template,
            dict(refused.what.params),
            refused.remedy.template,
        ]
    return ["text", text, [[w.template, dict(w.params)] for w in warnings]]


def main() -> None:
    """Read the file that stands on standard input, under the limits given as arguments."""
    seconds, memory = map(int, sys.argv[1:3])
    _limit(seconds, memory)
    from palermo.documents.pdf import read_pdf

    json.dump(_answer(sys.stdin.buffer.read(), read_pdf), sys.stdout)


if __name__ == "__main__":
    main()
