"""A test's program in a separate process, which can be interrupted, killed and run again."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

LIMIT = 90.0

#: Without tracebacks of the workers' daemon, which may end with a cut line when the JVM ends.
_TRACEBACK = re.compile(r'^Traceback .*\n(?!  File ".*pyspark/daemon\.py")  File ', re.MULTILINE)


def tracebacks(stderr: str) -> int:
    """Count the tracebacks of the driver.

    When a SparkContext stops, the socket of an idle worker closes. The worker reports this to the
    JVM, and PySpark's daemon may begin to print that the report failed.
    """
    return len(_TRACEBACK.findall(stderr))


class Driver:
    """A program that runs with its JVM in a separate process group, as in a terminal."""

    def __init__(self, program: str, folder: Path, *arguments: object, name: str = "job.py"):
        file = folder / name
        file.write_text(program)
        self._errors = folder / f"{name}.stderr"
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, str(file), *map(str, arguments)],
                # For raw PySpark, whose default is the python3 on the PATH.
                env=os.environ | {"PYSPARK_PYTHON": sys.executable},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        self.lines: list[str] = []
        self._new: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._new.put(line.rstrip("\n"))
        self._new.put(None)

    def next(self, deadline: float) -> str | None:
        """Return the next line, or None at the end of the output."""
        try:
            line = self._new.get(timeout=max(0, deadline - time.monotonic()))
        except queue.Empty:
            raise AssertionError(f"no line in time, after {self.lines}\n{self.stderr}") from None
        if line is not None:
            self.lines.append(line)
        return line

    def waitFor(self, text: str, seconds: float = LIMIT) -> str:
        """Return the next line that has a text in it."""
        deadline = time.monotonic() + seconds
        while (line := self.next(deadline)) is not None:
            if text in line:
                return line
        raise AssertionError(f"it ended without {text!r}, after {self.lines}\n{self.stderr}")

    def end(self, seconds: float = LIMIT) -> int:
        """Wait until it has ended; return its exit code."""
        deadline = time.monotonic() + seconds
        while self.next(deadline) is not None:
            pass
        return self.process.wait(max(1, deadline - time.monotonic()))

    @property
    def stderr(self) -> str:
        """Its standard error so far."""
        return self._errors.read_text(errors="replace")

    def interrupt(self) -> None:
        """Press Ctrl-C: every process of the group gets the signal."""
        os.killpg(self.process.pid, signal.SIGINT)

    def members(self) -> list[int]:
        """Return the running processes of the group."""
        command = ["ps", "-o", "pid=,stat=", "-g", str(self.process.pid)]
        listed = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
        return [int(line.split()[0]) for line in listed if "Z" not in line.split()[1]]

    def kill(self) -> None:
        """Kill the whole group, as if the machine failed."""
        if self.members():
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(LIMIT)
