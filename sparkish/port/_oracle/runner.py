"""Runs programs in one Scala and one Python process, batch by batch."""

from __future__ import annotations

import os
import re
import socket
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from time import monotonic
from time import time as clock
from typing import TextIO

from sparkish.port._oracle import spark
from sparkish.port._oracle.compare import Output, cut, linesOf
from sparkish.port._oracle.feed import BLOCK_INTERVAL, Feed, waitForBlock, waitUntil
from sparkish.port._oracle.program import Program
from sparkish.testing import KafkaBroker

#: What Control.scala says where a program that streams nothing has ended.
_ENDED = "no StreamingContext is active: the program has ended"

#: What it says where a program has ended that has streamed.
_THROUGH = "the program ended before the batch"

#: Seconds that any one step of a program, or the start of a JVM, may take.
LIMIT = 90.0

_HARNESSES = {
    "scala": "org.apache.spark.streaming.oracle.Harness",
    "python": "sparkish.port._oracle.twins",
}
CONF = {
    "spark.default.parallelism": "2",
    "spark.sql.shuffle.partitions": "2",
    "spark.streaming.blockInterval": f"{BLOCK_INTERVAL}ms",
}


class HarnessError(Exception):
    """The program, or the process that runs it, has failed."""


class Harness:
    """A process that runs programs one after another: Harness.scala or twins.py."""

    def __init__(self, side: str, jars: Sequence[Path], folder: Path) -> None:
        self.side = side
        self._log = folder / f"{side}.log"
        with socket.create_server(("127.0.0.1", 0)) as server, self._log.open("ab") as log:
            main = [_HARNESSES[side], str(server.getsockname()[1])]
            self._process = spark.start(main, jars, CONF, folder, stdout=log, log=log)
            server.settimeout(LIMIT)
            try:
                self._connection, _ = server.accept()
            except TimeoutError:
                spark.end(self._process)
                raise HarnessError(f"{side} did not start:\n{self.log()}") from None
        self._connection.settimeout(LIMIT)
        self._stream: TextIO = self._connection.makefile("rw", encoding="utf-8", newline="\n")

    def ask(self, *words: object) -> str:
        """Send a command and return the answer.

        Raises
        ------
        HarnessError
            With the program's own trace.
        """
        try:
            self._stream.write("\t".join(map(str, words)) + "\n")
            self._stream.flush()
            answer = self._stream.readline()
        except OSError as error:
            raise HarnessError(f"no answer to {words[0]!r}: {error}\n{self.log()}") from None
        verdict, _, value = answer.rstrip("\n").partition("\t")
        value = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)
        if verdict != "ok":
            raise HarnessError(value or f"the process has ended\n{self.log()}")
        return value

    def log(self, lines: int = 30) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])

    def close(self) -> None:
        self._stream.close()
        self._connection.close()
        spark.end(self._process)


def runAll(
    programs: Iterable[Program],
    sides: Iterable[str],
    sources: Iterable[Path],
    libraries: Sequence[Path] = (),
    *,
    together: bool = True,
    cache: Path | None = None,
) -> dict[str, dict[str, Output]]:
    """Run the programs on each side and return side -> name -> output.

    Parameters
    ----------
    programs : iterable of Program
        The programs.
    sides : iterable of str
        Of "scala" and "python".
    sources : iterable of Path
        The Scala files of the programs.
    libraries : sequence of Path
        The jars that the programs in Scala need beside PySpark's own.
    together : bool
        Whether both sides run at a time; not so where the programs open the same ports.
    cache : Path, optional
        Where the jar of the sources is kept; in the user's cache where not given.
    """
    programs, sides = list(programs), tuple(sides)
    jars = [spark.compiled(spark.HERE.glob("*.scala")), *libraries]
    if "scala" in sides:
        jars.append(spark.compiled(sources, cache, libraries))
    with (
        tempfile.TemporaryDirectory(prefix="oracle-", ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(None if together else 1) as threads,
    ):
        runs = {
            side: threads.submit(_runSide, side, programs, jars, Path(folder, side))
            for side in sides
        }
        return {side: run.result() for side, run in runs.items()}


def _runSide(
    side: str, programs: list[Program], jars: Sequence[Path], folder: Path
) -> dict[str, Output]:
    outputs = {}
    folder.mkdir()
    harness: Harness | None = None
    try:
        for program in programs:
            harness = harness or Harness(side, jars, folder)
            run = Run(harness, program, folder)
            start = monotonic()
            try:
                run.run()
            except (HarnessError, OSError) as error:
                run.output.error = str(error)
                # Whatever state the process is in: the next program gets another.
                harness.close()
                harness = None
            run.output.seconds = monotonic() - start
            outputs[program.name] = run.output
    finally:
        if harness is not None:
            harness.close()
    return outputs


class Run:
    """One run of one program, in a folder that is the process's own."""

    def __init__(self, harness: Harness, program: Program, folder: Path) -> None:
        self._harness = harness
        self._program = program
        self._folder = folder
        self._directory = program.directory(folder)
        self._printed = folder / program.name / "stdout"
        self._read = 0
        self._feeds: dict[str, Feed] = {}
        self._broker: KafkaBroker | None = None
        self.output = Output()

    def run(self) -> None:
        program, ask = self._program, self._harness.ask
        for name in ("", *program.files):
            (self._directory / name).mkdir(parents=True, exist_ok=True)
        self._printed.parent.mkdir(exist_ok=True)
        self._printed.touch()
        with ExitStack() as stack:
            self._feeds = {
                name: stack.enter_context(Feed(program.port(name))) for name in program.feeds
            }
            ports = [feed.port for feed in self._feeds.values()]
            path = f"{program.root or ''}{os.pathsep}{program.python}"
            main = program.main if self._harness.side == "scala" else path
            if program.topics:
                topics = dict.fromkeys(program.topics, 1)
                self._broker = stack.enter_context(KafkaBroker(topics))
            servers = self._broker.bootstrapServers if self._broker else "127.0.0.1"
            args = program.arguments(servers, ports, self._directory)
            ask("run", program.clock, main, self._printed, *args)
            drive = self._onManualClock if program.clock == "manual" else self._onSystemClock
            lives = [0, *program.restarts, program.count]
            for first, end in pairwise(lives):
                try:
                    duration, now = map(int, ask("started").split())
                except HarnessError as error:
                    if program.streams or _ENDED not in str(error):
                        raise
                    break
                for feed in self._feeds.values():
                    feed.waitForReceiver(LIMIT)
                drive(range(first, end), duration, now)
                ask("stop")
                for feed in self._feeds.values():
                    feed.hangUp()
            ask("join")
        if program.clock == "manual":
            self.output.after = self._news()
        else:
            self.output = cut(self._told(self._printed.read_text("utf-8")))

    def _onManualClock(self, batches: range, duration: int, now: int) -> None:
        """A batch ends when its records have arrived; what it prints is its output."""
        if batches.start == 0:
            self.output.before = self._news()
        for n in batches:
            self._addFiles(n, modified=now + duration)
            self._sendToKafka(n)
            if self._feeds:
                waitForBlock()
                self._harness.ask("received", self._send(n))
            now = int(self._harness.ask("nextBatch"))
            self._harness.ask("finished", now)
            self.output.batches.append(self._news())

    def _onSystemClock(self, batches: range, duration: int, now: int) -> None:
        """Send early in each batch: there is time left for what is late on a busy machine.

        The first batch has no records. It is the slow one, and its receiver may still be starting.
        """
        try:
            self._harness.ask("finished", now // duration * duration + duration)
            time = int(clock() * 1000) // duration * duration
            for n in batches:
                time += duration
                waitUntil(time + 0.2 * duration)
                waitForBlock()
                self._addFiles(n)
                self._send(n)
            self._harness.ask("finished", time + duration)
        except HarnessError as error:
            # A program that feeds itself may be through with it.
            if _THROUGH not in str(error):
                raise

    def _send(self, n: int) -> int:
        """Send the n-th batch of every feed and return the number of its records."""
        records = 0
        for name, batches in self._program.feeds.items():
            if n < len(batches):
                self._feeds[name].send(batches[n])
                records += sum(map(self._program.records, batches[n]))
        return records

    def _sendToKafka(self, n: int) -> None:
        for topic, batches in self._program.topics.items():
            if self._broker is not None and n < len(batches):
                self._broker.send(topic, batches[n])

    def _addFiles(self, n: int, modified: int | None = None) -> None:
        """Move the n-th batch's files into their directories, whole and with their time."""
        for directory, batches in self._program.files.items():
            for name, lines in (batches[n] if n < len(batches) else {}).items():
                file = self._printed.with_name(name)
                file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
                if modified is not None:
                    os.utime(file, (modified / 1000, modified / 1000))
                file.rename(self._directory / directory / name)

    def _news(self) -> list[str]:
        """Return the lines that were printed since the last call."""
        with self._printed.open("rb") as file:
            file.seek(self._read)
            news = file.read()
        self._read += len(news)
        return linesOf(self._told(news.decode()))

    def _told(self, text: str) -> str:
        """Return a text without the folder, which each side has for itself."""
        return text.replace(str(self._folder), "")
