"""Writers of the embedded database take turns in the order in which they came."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from palermo.config.sqlite.queue import QueueTimeout, WriterTurn, queue_is_supported

pytestmark = pytest.mark.skipif(
    not queue_is_supported(), reason="this system has no locks that belong to an open file"
)
#: Takes a turn in the file it is given, says so, and keeps it until it is killed.
_PROCESS = """
import sys, time
from pathlib import Path
from palermo.config.sqlite.queue import WriterTurn
turn = WriterTurn(Path(sys.argv[1]))
print("waits", flush=True)
turn.wait(60)
print("writes", flush=True)
time.sleep(60)
"""


class Process:
    """Another process in the queue."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-c", _PROCESS, str(path)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queue"


@pytest.fixture
def holder(path: Path) -> Iterator[Process]:
    process = Process(path)
    assert (process.read(), process.read()) == ("waits", "writes")
    yield process
    process.kill()


def _wait_in_thread(path: Path, done: list[object], name: object) -> threading.Thread:
    turn = WriterTurn(path)

    def run() -> None:
        turn.wait(30)
        done.append(name)
        turn.end()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_turns_come_in_the_order_of_asking(path: Path) -> None:
    first = WriterTurn(path)
    first.wait(1)
    done: list[object] = []
    threads = []
    for number in range(8):
        threads.append(_wait_in_thread(path, done, number))
        time.sleep(0.02)
    assert done == []
    first.end()
    for thread in threads:
        thread.join(10)
    assert done == list(range(8))


def test_a_turn_that_does_not_come_in_time_is_given_up_and_blocks_nobody(
    path: Path, holder: Process
) -> None:
    late = WriterTurn(path)
    with pytest.raises(QueueTimeout):
        late.wait(0.05)
    late.end()
    holder.kill()
    after = WriterTurn(path)
    after.wait(5)
    after.end()


def test_a_killed_writer_lets_the_next_one_in(path: Path, holder: Process) -> None:
    done: list[object] = []
    thread = _wait_in_thread(path, done, "next")
    time.sleep(0.1)
    assert done == []
    holder.kill()
    thread.join(10)
    assert done == ["next"]


def test_a_killed_waiter_does_not_let_those_behind_it_pass_the_writer(
    path: Path, holder: Process
) -> None:
    waiter = Process(path)
    assert waiter.read() == "waits"
    time.sleep(0.2)
    done: list[object] = []
    thread = _wait_in_thread(path, done, "behind")
    waiter.kill()
    time.sleep(0.2)
    assert done == []
    holder.kill()
    thread.join(10)
    assert done == ["behind"]


def test_the_file_is_the_owners_alone(path: Path) -> None:
    turn = WriterTurn(path)
    turn.end()
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.access(path, os.R_OK)
