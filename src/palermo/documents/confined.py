"""Reads a file in a process of its own, with limits of time and memory.

A library in C cannot be stopped from within: a PDF of 3 kB may ask for gigabytes before it gives
its first letter, a page of 900 kB for a minute. The process that asked goes on when the limit ends
the other one. Every kind but plain text is read so. `_is_harmless` names the only exception: files
so small that their size alone bounds time and memory, which a process of its own would make slower
by a fifth of a second.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, Any

from palermo.documents.archives import is_small_archive
from palermo.documents.confined_child import (
    Choose,
    ConfinedKind,
    Job,
    answer_of,
    choose_at_once,
    refusal_of,
)
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

_MB = 1 << 20
#: A waiting process is ended after so many times its limit of processor time.
_PATIENCE = 6
#: Bytes of what a process may say; text of the longest file has about 10 MB.
_MOST_SAID = 128 * _MB
#: So many files are read at the same time by one server process: their memory adds up.
_AT_ONCE = threading.BoundedSemaphore(2)
#: Bytes of XML, inflated, that take less than two seconds, whatever they hold. Most texts of a few
#: pages stay below: the styles that Word adds are 350 kB.
_OFFICE_XML = MappingProxyType({ConfinedKind.DOCX: 1_200_000, ConfinedKind.WORKBOOK: 200_000})
#: A page whose tags times bytes stay below this takes less than a second, whatever it holds.
_PAGE_WORK, _PAGE_BYTES, _SAVED_PAGE_BYTES = 2_000_000, 30_000, 8_000
_PRINT_AGAIN = N_("The file may be harmful. Ask the sender, or print it to a new PDF.")
_SAVE_AGAIN = N_(
    "The file may be harmful. Ask the sender, or save the text again as DOCX or plain text."
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time and bytes of memory, and more of both with the size of the file."""

    seconds: int
    seconds_of_a_mb: int
    memory: int
    memory_of_a_byte: int
    remedy: str


#: An edition of 30 MB takes 90 seconds as PDF.
LIMITS: Mapping[ConfinedKind, Limits] = MappingProxyType(
    {
        ConfinedKind.PDF: Limits(20, 10, 1024 * _MB, 20, _PRINT_AGAIN),
        ConfinedKind.DOCX: Limits(15, 5, 768 * _MB, 20, _SAVE_AGAIN),
        ConfinedKind.HTML: Limits(10, 5, 512 * _MB, 40, _SAVE_AGAIN),
        ConfinedKind.MIME: Limits(10, 5, 512 * _MB, 40, _SAVE_AGAIN),
        ConfinedKind.WORKBOOK: Limits(15, 3, 768 * _MB, 20, N_("Export it again, or export CSV.")),
    }
)


def read_text_confined(
    kind: ConfinedKind, data: bytes, name: str
) -> tuple[str, tuple[Message, ...]]:
    """The text of a document and warnings. Raises UnreadableInput, also at a limit."""
    text, warnings = _read(Job(kind), data, name, choose_at_once)
    return text, tuple(Message(template, params) for template, params in warnings)


def read_lines_confined(
    data: bytes, name: str, choose: Choose, most_rows: int
) -> tuple[list[list[str]], tuple[str, ...]]:
    """The lines of the chosen sheet of a workbook and the names of the others that hold anything.

    Raises UnreadableInput, also at a limit.
    """
    lines, others = _read(Job(ConfinedKind.WORKBOOK, most_rows), data, name, choose)
    return lines, tuple(others)


def _is_harmless(kind: ConfinedKind, data: bytes) -> bool:
    match kind:
        case ConfinedKind.DOCX | ConfinedKind.WORKBOOK:
            return is_small_archive(data, _OFFICE_XML[kind])
        case ConfinedKind.HTML:
            return len(data) <= _PAGE_BYTES and data.count(b"<") * len(data) <= _PAGE_WORK
        case ConfinedKind.MIME:
            # What stands in a saved page is encoded: its tags cannot be counted.
            return len(data) <= _SAVED_PAGE_BYTES
        case ConfinedKind.PDF:
            return False


def _read(job: Job, data: bytes, name: str, choose: Choose) -> list[Any]:
    limits = LIMITS[job.kind]
    if _is_harmless(job.kind, data):
        kind, *said = answer_of(job, data, choose)
    else:
        with _AT_ONCE:
            kind, *said = _ask_process(job, limits, data, choose)
    if kind == "read":
        return said
    if kind == "refused":
        what, params, remedy = said
        raise UnreadableInput(what, where=name, remedy=remedy, **params)
    raise UnreadableInput(
        N_("The file needs far more time or memory than a file of its size should."),
        where=name,
        remedy=limits.remedy,
    )


def _ask_process(job: Job, limits: Limits, data: bytes, choose: Choose) -> list[Any]:
    seconds = limits.seconds + limits.seconds_of_a_mb * len(data) // _MB
    memory = limits.memory + limits.memory_of_a_byte * len(data)
    command = [sys.executable, "-P", "-m", answer_of.__module__, str(seconds), str(memory)]
    # Keys and addresses of the database are not for a process that reads a stranger's file.
    around = {k: v for k, v in os.environ.items() if not k.startswith("PALERMO_")}
    with subprocess.Popen(  # noqa: S603 - our own module, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=around,
    ) as process:
        patience = threading.Timer(seconds * _PATIENCE, process.kill)
        patience.start()
        try:
            return _converse(process.stdin, process.stdout, job, data, choose)
        except UnreadableInput as refused:
            return refusal_of(refused)
        except (OSError, ValueError):
            return ["ended"]
        finally:
            patience.cancel()
            process.kill()


def _converse(
    sent: IO[bytes] | None, heard: IO[bytes] | None, job: Job, data: bytes, choose: Choose
) -> list[Any]:
    """Send the file, answer which sheet is meant, hear what was read.

    Raises OSError, ValueError.
    """
    if sent is None or heard is None:
        raise ValueError
    sent.write(f"{job.kind} {job.most_rows} {len(data)}\n".encode())
    sent.write(data)
    sent.flush()
    said: list[Any] = json.loads(heard.readline(_MOST_SAID))
    if said[0] == "choose":
        sent.write(b"%d\n" % choose(*said[1:]))
        sent.flush()
        said = json.loads(heard.readline(_MOST_SAID))
    return said
