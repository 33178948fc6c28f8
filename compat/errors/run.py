"""Runs a program with a mistake as a user does, and records its output."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from compat.errors.registry import Mistake

__all__ = ["Printed", "linesServed", "printed"]

#: Lines that Spark, PySpark and Java also print for every correct program.
_START = re.compile(
    r"WARNING: Using incubator|Using Spark's default log4j|Setting default log level"
    r"|To adjust logging level|.* WARN (Utils|NativeCodeLoader|StreamingContext|BlockManager"
    r"|RandomBlockReplicationPolicy|SparkStringUtils|GarbageCollectionMetrics|TaskSetManager: S"
    r"|ProcfsMetricsGetter|JobGenerator)\b|.*FutureWarning: DStream is deprecated"
    r"|  warnings.warn\($"
)
_PROGRESS = re.compile(r"\[Stage \d+:[^\]]*\]|\r| {40,}")
_LIMIT = 90


class Printed(NamedTuple):
    """The output of a program, without the lines that every program prints."""

    mistake: Mistake
    lines: list[str]

    def before(self) -> int | None:
        """Return how many lines stand before the sentence, or None if it is missing."""
        says = re.compile(self.mistake.says)
        return next((i for i, line in enumerate(self.lines) if says.search(line)), None)

    def isRefusal(self) -> bool:
        """Tell whether it is Python's own traceback of the call, with the error as last lines."""
        return self.lines[:1] == ["Traceback (most recent call last):"]


def printed(mistake: Mistake, port: int, package: Path | None = None) -> Printed:
    """Run a program, with the sparkish of another folder if one is given."""
    with TemporaryDirectory() as folder:
        job = Path(folder) / "job.py"
        job.write_text(mistake.program.replace("PORT", str(port)), encoding="utf-8")
        path = {} if package is None else {"PYTHONPATH": str(package)}
        with subprocess.Popen(
            [sys.executable, str(job)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | path,
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=_LIMIT)
            except subprocess.TimeoutExpired:
                # Kill its JVM and workers as well.
                os.killpg(process.pid, signal.SIGKILL)
                output = process.communicate()[0] + f"\n(It did not end within {_LIMIT} s.)"
    text = _PROGRESS.sub("", output).replace(folder, "")
    for place in (str(package or Path(__file__).parents[2]), sys.prefix, sys.base_prefix):
        text = text.replace(place, "...")
    text = text.replace(f"{port}", "PORT")
    lines = [line.rstrip() for line in text.splitlines()]
    return Printed(mistake, [line for line in lines if line and not _START.match(line)])


@contextmanager
def linesServed() -> Iterator[int]:
    """Serve a line from time to time on a free port."""
    server = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def send(client: socket.socket) -> None:
        with client, suppress(OSError):
            while not ended.wait(0.2):
                client.sendall(b"hello\n")

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=send, args=[server.accept()[0]], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server.getsockname()[1]
    finally:
        ended.set()
        server.close()
