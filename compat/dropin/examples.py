"""Runs the streaming examples that PySpark ships: as they are, and with sparkish in their imports.

It compares all that they print and write, except the times of batches and the number of batches
without new data, which depend on the clock.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pyspark

import sparkish
from compat.dropin.cases.files import drop, newer
from sparkish.port._oracle.feed import BLOCK_INTERVAL, Feed, waitForBlock
from sparkish.port._oracle.spark import end, withoutSpark

FOLDER = Path(pyspark.__file__).parent / "examples" / "src" / "main" / "python" / "streaming"
HEADER = f"{'example':31}{'raw':17}{'sparkish':17}equal"
SIDES = ("pyspark", "sparkish")
#: The longest wait, in seconds.
LIMIT = 120.0

_CONF = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "OFF",
    "spark.sql.shuffle.partitions": "2",
    "spark.streaming.blockInterval": f"{BLOCK_INTERVAL}ms",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class Run:
    """One run of an example, in a separate folder."""

    def __init__(self, script: Path, folder: Path, feed: Feed) -> None:
        self.folder = folder
        self.feed = feed
        self._script = script
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *args: object) -> None:
        """Start it; its output is added to the output of earlier starts."""
        submit = ["--master", "local[3]"]
        for name, value in _CONF.items():
            submit += ["--conf", f"{name}={value}"]
        root = str(Path(sparkish.__file__).parent.parent)
        with (self.folder / "out").open("ab") as out, self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(self._script), *map(str, args)],
                cwd=self.folder,
                env={
                    **withoutSpark(),
                    "PYSPARK_PYTHON": sys.executable,
                    "PYSPARK_SUBMIT_ARGS": shlex.join([*submit, "pyspark-shell"]),
                    "PYTHONPATH": root,
                    "PYTHONUNBUFFERED": "1",
                },
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                start_new_session=True,
            )

    def output(self) -> str:
        """Return its output so far."""
        return (self.folder / "out").read_text(encoding="utf-8")

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for a condition.

        Raises
        ------
        TimeoutError
            If it does not become true in time, or the example ends before that.
        """
        deadline = time.monotonic() + LIMIT
        while not condition():
            ended = self._process is None or self._process.poll() is not None
            if ended or time.monotonic() > deadline:
                why = "it has ended" if ended else f"not within {LIMIT:.0f} s"
                log = self._log.read_text(errors="replace")[-2000:]
                raise TimeoutError(f"{what}: {why}\n{self.output()[-2000:]}\n{log}")
            time.sleep(0.05)

    def untilPrinted(self, text: str, times: int = 1) -> None:
        """Wait until it has printed a text."""
        self.until(lambda: self.output().count(text) >= times, f"{text!r} is printed")

    def send(self, *lines: str) -> None:
        """Send lines to its receiver, all in one batch."""
        self.feed.waitForReceiver(LIMIT)
        waitForBlock()
        self.feed.send(list(lines))

    def wait(self) -> None:
        """Wait until it ends by itself."""
        assert self._process is not None
        self._process.wait(LIMIT)

    def end(self, kill: bool = False) -> None:
        """End it, and its JVM with it."""
        if self._process is not None:
            if kill:
                os.killpg(self._process.pid, signal.SIGKILL)
            end(self._process)
            self._process = None
            self.feed.hangUp()


def _hdfs_wordcount(run: Run) -> None:
    folder = run.folder / "in"
    folder.mkdir()
    run.start(folder)
    run.untilPrinted("Time: ")
    drop(b"to be\nor not to be\n", folder, "one")
    run.untilPrinted("('to', 2)")
    drop("that is the übel\n".encode(), folder, "two")
    run.untilPrinted("('übel', 1)")


def _network_wordcount(run: Run) -> None:
    run.start("localhost", run.feed.port)
    run.send("hello world", "hello  you")
    run.untilPrinted("('hello', 2)")
    run.send("", "a a a", "übel")
    run.untilPrinted("('a', 3)")


def _network_wordjoinsentiments(run: Run) -> None:
    # PySpark's own list has tabs, but the example splits at spaces.
    words = run.folder / "data" / "streaming" / "AFINN-111.txt"
    words.parent.mkdir(parents=True)
    words.write_text("good 3\nbad -3\nbest 5\nnot a pair\n", encoding="utf-8")
    run.start("localhost", run.feed.port)
    run.send("good good bad", "the best")
    run.untilPrinted("(3 total)")
    run.send("bad bad bad")
    run.untilPrinted("(1 total)")


def _queue_stream(run: Run) -> None:
    run.start()
    run.wait()


def _recoverable_network_wordcount(run: Run) -> None:
    checkpoint, out = run.folder / "checkpoint", run.folder / "counts"
    args = ("localhost", run.feed.port, checkpoint, out)
    run.start(*args)
    run.send("a word a word b", "of c and d")
    run.untilPrinted("('word', 2)")
    # Wait for a later checkpoint, so that the batch does not count as unfinished.
    counted = run.folder / "counted"
    counted.touch()
    run.until(lambda: newer(checkpoint, counted), "a checkpoint is written")
    run.end(kill=True)
    run.start(*args)
    run.send("after b the kill")
    run.untilPrinted("('kill', 1)")
    run.until(lambda: "('kill', 1)" in out.read_text(encoding="utf-8"), "the counts are written")


def _sql_network_wordcount(run: Run) -> None:
    run.start("localhost", run.feed.port)
    run.send("hello world", "hello you")
    run.untilPrinted("|hello|")
    run.send("you")
    run.untilPrinted("| you|")


def _stateful_network_wordcount(run: Run) -> None:
    run.start("localhost", run.feed.port)
    run.send("hello world", "hello you")
    run.untilPrinted("('hello', 3)")
    run.send("hello again")
    run.untilPrinted("('hello', 4)")


#: The input of each example, by the name of PySpark's file.
SCENARIOS: dict[str, Callable[[Run], None]] = {
    "hdfs_wordcount": _hdfs_wordcount,
    "network_wordcount": _network_wordcount,
    "network_wordjoinsentiments": _network_wordjoinsentiments,
    "queue_stream": _queue_stream,
    "recoverable_network_wordcount": _recoverable_network_wordcount,
    "sql_network_wordcount": _sql_network_wordcount,
    "stateful_network_wordcount": _stateful_network_wordcount,
}
#: The examples that print all their earlier results in every batch.
_REPEATING = ("stateful_network_wordcount",)


class Row(NamedTuple):
    """The results of an example on both sides."""

    name: str
    #: The lines of output and the seconds of each side, or the failure.
    raw: str
    sparkish: str
    difference: str

    def __str__(self) -> str:
        equal = f"NO\n{self.difference}" if self.difference else "yes"
        return f"{self.name:31}{self.raw:17}{self.sparkish:17}{equal}"


def shipped() -> list[str]:
    """Return the names of the examples that the installed PySpark has."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


def compare(names: Iterable[str] = ()) -> Iterator[Row]:
    """Run the examples with these names, or all examples, on both sides."""
    return map(_compared, names or shipped())


def _compared(name: str) -> Row:
    if name not in SCENARIOS:
        return Row(name, "-", "-", "no input is known for it")
    outputs: list[list[str]] = []
    shown: list[str] = []
    for side in SIDES:
        begin = time.monotonic()
        try:
            output = _output(name, side)
        except TimeoutError as error:
            raw, ours, *_ = *shown, "failed", "-"
            return Row(name, raw, ours, f"on {side}'s side: {error}")
        outputs.append(output)
        shown.append(f"{len(output)} lines, {time.monotonic() - begin:.0f} s")
    difference = "\n".join(unified_diff(outputs[0], outputs[1], *SIDES, lineterm=""))
    return Row(name, shown[0], shown[1], difference or ("" if outputs[0] else "no output"))


def _output(name: str, side: str) -> list[str]:
    with (
        tempfile.TemporaryDirectory(prefix="example-", ignore_cleanup_errors=True) as folder,
        Feed() as feed,
    ):
        script = Path(folder, f"{name}.py")
        text = (FOLDER / script.name).read_text(encoding="utf-8")
        script.write_text(renamed(text) if side == "sparkish" else text, encoding="utf-8")
        run = Run(script, Path(folder).resolve(), feed)
        try:
            SCENARIOS[name](run)
        finally:
            run.end()
        written = [path.read_text("utf-8") for path in run.folder.glob("counts")]
        text = "\n".join([run.output(), *written]).replace(str(run.folder), "FOLDER")
    return normalised(text, name in _REPEATING)


def renamed(source: str) -> str:
    """Return a program with the word replaced in its imports."""
    return re.sub(
        r"(?m)^\s*(?:from|import) .*$",
        lambda line: re.sub(r"\bpyspark\b", "sparkish", line[0]),
        source,
    )


def normalised(text: str, repeating: bool = False) -> list[str]:
    """Return the lines of an output without times, and without batches that have nothing new.

    Parameters
    ----------
    text : str
        The output.
    repeating : bool
        Whether a batch counts as nothing new if it equals the batch before.
    """
    blocks = [each for each in _blocks(text) if not _isEmpty(each)]
    if repeating:
        blocks = [block for block, _ in groupby(blocks)]
    return [line for block in blocks for line in block.splitlines()]


_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
#: How the output of a batch begins, in each of the examples.
_BEGINNING = re.compile(
    r"(?m)^(?=-{43}\nTime: |Counts at time |={9} TIME|Happiest topics |Creating new context)"
)
_NOTHING = re.compile(
    r"-{43}\nTime: TIME\n-{43}\s*"
    r"|Counts at time TIME \[\]\s*(Dropped \d+ .*\s*Appending to .*\s*)?"
    r"|={9} TIME ={9}\s*"
    r"|Happiest topics .*\(0 total\):\s*"
    r"|\s*"
)


def _blocks(text: str) -> Iterator[str]:
    yield from _BEGINNING.split(_TIME.sub("TIME", text))


def _isEmpty(block: str) -> bool:
    return _NOTHING.fullmatch(block) is not None
