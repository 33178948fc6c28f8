"""Runs a program with a mistake as a user does, and records its output."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
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
    r"|To adjust logging level|.* WARN (Checkpoint|Utils|NativeCodeLoader|StreamingContext"
    r"|BlockManager|BatchedWriteAheadLog|RandomBlockReplicationPolicy"
    r"|SparkStringUtils|GarbageCollectionMetrics|TaskSetManager: S"
    r"|ProcfsMetricsGetter|JobGenerator)\b|.*FutureWarning: DStream is deprecated"
    # With spark-submit, Spark's default level is INFO.
    r"|\[IPKernelApp\] |  warnings.warn\($|\d\d/\d\d/\d\d \d\d:\d\d:\d\d INFO |-{43}$|Time: \d+ ms$"
)
_PROGRESS = re.compile(r"\[Stage \d+:[^\]]*\]|\r| {40,}")
#: The time of a line of the log, and the address of the machine in it.
_MACHINES = re.compile(r"^\d\d/\d\d/\d\d \d\d:\d\d:\d\d |\d+\.\d+\.\d+\.\d+ (?=executor driver)")
# How long a program that goes on may say more once it has told, in s.
_MORE = 4
_TOGETHER = 5
_LIMIT = 120
#: The sentence is the last run's: those before end by themselves.
_NEVER = re.compile("(?!)")


#: What runs a program, by the way.
RUNNERS = {
    "now": [sys.executable],
    "before": [sys.executable],
    "submitted": [str(Path(sys.executable).with_name("spark-submit"))],
    "notebook": [sys.executable, str(Path(__file__).with_name("notebook.py"))],
}
_TRACEBACK = "Traceback (most recent call last):"


class Printed(NamedTuple):
    """The output of a program, without the lines that every program prints."""

    says: str
    lines: list[str]

    def before(self) -> int | None:
        """Return how many lines stand before the sentence, or None where it is not there.

        Python's own traceback of a refused call is not counted: the error is its last line.
        """
        at = self._at()
        return at if at is None or not self.isRefusal() else self._traceback(at)

    def isRefusal(self) -> bool:
        """Tell whether Python's own traceback of the refused call leads to the sentence."""
        at = self._at()
        return at is not None and self._traceback(at) < at

    def _at(self) -> int | None:
        text = "\n".join(self.lines)
        found = re.search(self.says, text, re.MULTILINE)
        return None if found is None else text.count("\n", 0, found.start())

    def _traceback(self, end: int) -> int:
        """Return where the traceback begins that ends at a line; the line where there is none."""
        start = end - 1
        # Python marks a part of a line with ~ and ^, and the progress bar's blanks are cut.
        while start >= 0 and self.lines[start].startswith(("  ", "~", "^")):
            start -= 1
        found = start >= 0 and self.lines[start] == _TRACEBACK and "job.py" in self.lines[start + 1]
        return start if found else end


def saysIn(mistake: Mistake, way: str) -> str:
    """Return what is told, with the user's line as this way names it."""
    return mistake.says.replace("job.py:", r"Cell In\[1\]:") if way == "notebook" else mistake.says


def printed(
    mistake: Mistake,
    port: int,
    package: Path | None = None,
    way: str = "now",
    limit: float = _LIMIT,
) -> Printed:
    """Run a program until it ends or, where it goes on, some time after it has told.

    Parameters
    ----------
    mistake : Mistake
        The program.
    port : int
        Of the server of lines.
    package : Path, optional
        A folder with another sparkish.
    way : str
        How it is run: a key of ``RUNNERS``.
    limit : float
        How long each run is waited for, in seconds.
    """
    with TemporaryDirectory() as folder:
        job = Path(folder) / "job.py"
        job.write_text(mistake.program.replace("PORT", str(port)), encoding="utf-8")
        for _ in range(mistake.runs - 1):
            _output(job, _NEVER, package, way, limit)
        says = saysIn(mistake, way)
        output = "".join(_output(job, re.compile(says), package, way, limit))
    text = _PROGRESS.sub("", output).replace(folder, "")
    for place in (str(package or Path(__file__).parents[2]), sys.prefix, sys.base_prefix):
        text = text.replace(place, "...")
    text = text.replace(f"{port}", "PORT").replace(str(Path.home()), "/home/me")
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for line in lines if line and not _START.match(line)]
    return Printed(says, [_MACHINES.sub("", line) for line in kept])


def _output(
    job: Path, says: re.Pattern[str], package: Path | None, way: str, limit: float
) -> list[str]:
    """Return the lines that it has printed."""
    path = {} if package is None else {"PYTHONPATH": str(package)}
    lines: list[str] = []
    hasTold = threading.Event()
    with subprocess.Popen(
        [*RUNNERS[way], str(job)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYSPARK_PYTHON": sys.executable} | path,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        stdout = process.stdout

        def read() -> None:
            for line in stdout:
                lines.append(line)
                # A sentence may have several lines.
                if not hasTold.is_set() and says.search("".join(lines[-_TOGETHER:])):
                    hasTold.set()

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        deadline, isCut = time.monotonic() + limit, False
        while process.poll() is None:
            if hasTold.wait(0.2) and not isCut:
                deadline, isCut = min(deadline, time.monotonic() + _MORE), True
            if time.monotonic() > deadline:
                lines.append(f"(It goes on, and is ended after {limit:.0f} s.)\n" * (not isCut))
                break
        # Its JVM and workers, too.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        reader.join(10)
    return lines


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
