"""A queue of writers in the order in which they came, across threads and processes.

SQLite lets one writer in at a time and has the others try again after a pause, so that the one
that has waited longest may wait on. Here each writer draws a number and locks the byte of a file
that has this number; its turn has come when all lower bytes are free. The locks belong to an open
file: the kernel takes them away when a process ends, however it ends, so that the queue goes on.
"""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Callable
from pathlib import Path

try:
    import fcntl

    _SET, _GET = fcntl.F_OFD_SETLK, fcntl.F_OFD_GETLK
except (ImportError, AttributeError):  # pragma: no cover - other systems than Linux
    _SET = _GET = 0

#: type, whence, start, length, process; as the C library of 64-bit Linux lays them out.
_FLOCK = struct.Struct("@hhqqi0q")
#: The first byte guards the counter of numbers that stands in the file; numbers come after it.
_COUNTER, _FIRST = 0, 64
#: Seconds between two looks of the next in line; who stands further back looks less often.
_PAUSE, _LONGEST_PAUSE = 0.0005, 0.02


class QueueTimeout(Exception):
    """The turn did not come in time."""


class WriterTurn:
    """A number in the queue and, once `wait` has returned, the right to write."""

    def __init__(self, path: Path) -> None:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._file = os.fdopen(handle, "r+b", buffering=0)

    def wait(self, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Return when all who came before have written. Raises QueueTimeout."""
        until = clock() + seconds
        number = self._draw_number(until, clock)
        while (first := self._first_before(_FIRST + number)) is not None:
            if clock() > until:
                raise QueueTimeout
            places = _FIRST + number - first
            time.sleep(min(_PAUSE * places, _LONGEST_PAUSE))

    def end(self) -> None:
        """Let the next writer in."""
        # Closing the file gives all its locks back.
        self._file.close()

    def _draw_number(self, until: float, clock: Callable[[], float]) -> int:
        while not self._lock(_COUNTER):
            if clock() > until:
                raise QueueTimeout
            time.sleep(_PAUSE / 5)
        number = int.from_bytes(os.pread(self._file.fileno(), 8, 0), "little")
        os.pwrite(self._file.fileno(), (number + 1).to_bytes(8, "little"), 0)
        # Only one draws at a time, so the byte is free.
        self._lock(_FIRST + number)
        self._call(_SET, fcntl.F_UNLCK, _COUNTER, 1)
        return number

    def _lock(self, byte: int) -> bool:
        try:
            self._call(_SET, fcntl.F_WRLCK, byte, 1)
        except BlockingIOError:
            return False
        return True

    def _first_before(self, own: int) -> int | None:
        """The lowest number before one's own that is held, as its place in the file."""
        if own == _FIRST:
            return None
        kind, start = self._call(_GET, fcntl.F_WRLCK, _FIRST, own - _FIRST)
        return None if kind == fcntl.F_UNLCK else max(start, _FIRST)

    def _call(self, command: int, kind: int, start: int, length: int) -> tuple[int, int]:
        asked = _FLOCK.pack(kind, os.SEEK_SET, start, length, 0)
        found = _FLOCK.unpack(fcntl.fcntl(self._file, command, asked))
        return found[0], found[2]


def queue_is_supported() -> bool:
    """Whether this system has locks that belong to an open file."""
    return bool(_SET)
