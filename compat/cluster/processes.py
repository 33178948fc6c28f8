"""Processes by session: all children of a process stay in its session, orphans too."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")

#: Seconds that the processes of a session have to end after SIGTERM.
_PATIENCE = 15.0


class Process(NamedTuple):
    """One line of the system's table."""

    pid: int
    parent: int
    command: list[str]


def waitFor(condition: Callable[[], T | None], what: str, seconds: float = 60) -> T:
    """Wait until a condition is true, and return its value.

    Raises
    ------
    TimeoutError
        If it does not become true in time.
    """
    limit = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > limit:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(0.05)
    return value


def session(leader: int) -> list[Process]:
    """Return the processes of a session that have not ended.

    It includes Python's workers, although they leave the process group of the executor.
    """
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            state, parent, _, of = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            command = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        if int(of) == leader and state not in "ZX":
            found.append(Process(int(entry.name), int(parent), command))
    return found


def kill(*processes: Process, by: int = signal.SIGKILL) -> None:
    """Send a signal to those of the processes that still exist."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process.pid, by)


def endSession(leader: int) -> None:
    """End all processes of a session: with SIGTERM first, then with SIGKILL."""
    kill(*session(leader), by=signal.SIGTERM)
    try:
        waitFor(lambda: not session(leader), f"the end of session {leader}", _PATIENCE)
    except TimeoutError:
        while left := session(leader):
            kill(*left)
            time.sleep(0.05)
