"""Runs a Scala program by Spark and its port by sparkish, on one feed, and compares them."""

from __future__ import annotations

import random
import socket
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sparkish.port._inputs import Inputs, Place
from sparkish.port._oracle import program as fed
from sparkish.port._oracle.compare import Output, differences, sideBySide
from sparkish.port._oracle.feed import javaBlock
from sparkish.port._oracle.program import Batch
from sparkish.port._oracle.runner import runAll
from sparkish.port._porting import Ported, writeModules

__all__ = ["Fed", "Sandbox", "fedProgram", "runOnFeeds", "sampleFeeds", "sandbox", "show"]

#: Ten of them differ: which of more elements ``print()`` shows, their partitions decide.
_WORDS = ("the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog", "and", "a")


@dataclass(frozen=True)
class Fed(fed.Program):
    """A program and its port, with the arguments and ports that both are given."""

    scalaMain: str = ""
    pythonFile: Path = Path()
    args: Sequence[str] = ()
    #: Whether it makes a StreamingContext, as far as can be seen.
    starts: bool = True
    ports: Mapping[str, int] = field(default_factory=dict)
    modules: Path | None = None

    @property
    def python(self) -> Path:
        return self.pythonFile

    @property
    def root(self) -> Path | None:
        return self.modules

    @property
    def main(self) -> str:
        return self.scalaMain

    def arguments(self, servers: str, ports: list[int], directory: Path) -> list[str]:
        return list(self.args)

    def directory(self, folder: Path) -> Path:
        return folder

    @property
    def streams(self) -> bool:
        return self.starts

    def port(self, feed: str) -> int:
        return self.ports[feed]


@dataclass
class Sandbox:
    """A program's text and arguments, changed so that it reads the feed and writes into a folder.

    Both sides are given the same: they run one after the other, each in a folder of its own.
    """

    text: str
    args: list[str]
    feeds: dict[str, int]
    folders: list[str]
    #: Those of the feeds that send blocks of serialized strings.
    raw: set[str] = field(default_factory=set)
    #: Why it cannot be fed, "" where it can.
    problem: str = ""


def sandbox(
    text: str, inputs: Inputs, args: Sequence[str] | None = None, name: str = "sandbox"
) -> Sandbox:
    """Give a program ports, folders and arguments of its own.

    Parameters
    ----------
    text : str
        The Scala text.
    inputs : Inputs
        What it reads.
    args : sequence of str, optional
        Its arguments; where they are not given, such as fit what it does with them.
    name : str
        What its folders begin with.
    """
    edits: dict[tuple[int, int], str] = {}
    count = inputs.arguments
    # A value may be a checkpoint's folder: another program must not go on from it.
    values = [str(1 + n % 2) if n in inputs.numbers else f"{name}-x{n}" for n in range(count)]
    for n, choice in inputs.choices.items():
        values[n:] = [choice, *values[n + 1 :]]
    feeds: dict[str, int] = {}
    byPlace: dict[object, int] = {}
    folders: list[str] = []

    def write(place: Place | None, value: str, literal: str) -> bool:
        if place is None:
            return False
        if place.argument is not None:
            while len(values) <= place.argument:
                values.append(f"{name}-x{len(values)}")
            values[place.argument] = value
        else:
            edits[place.start, place.end] = literal
        return True

    for host, port in inputs.sockets:
        key: object = (port.argument, port.value) if port is not None else None
        number = byPlace.setdefault(key, 0) or _freePort()
        byPlace[key] = number
        feed = f"feed{len(feeds)}"
        while number in feeds.values() and key is not None:
            # Two receivers of one port: the feeder takes one at a time.
            return Sandbox(text, [], {}, [], problem="it opens one port twice")
        feeds[feed] = number
        if not write(port, str(number), str(number)) or not write(host, "localhost", '"localhost"'):
            return Sandbox(text, [], {}, [], problem="its host or port is computed")
    for folder in inputs.folders:
        path = f"{name}-input{len(folders)}"
        folders.append(path)
        if not write(folder, path, f'"{path}"'):
            return Sandbox(text, [], {}, [], problem="its folder is computed")
    for n, place in enumerate(inputs.outputs):
        if isinstance(place.value, str) or place.argument is not None:
            write(place, f"{name}-output{n}", f'"{name}-output{n}"')
    for place in inputs.masters:
        write(place, "local[4]", '"local[4]"')
    for (start, end), literal in sorted(edits.items(), reverse=True):
        text = text[:start] + literal + text[end:]
    if inputs.others:
        return Sandbox(text, values, feeds, folders, problem=f"it reads {', '.join(inputs.others)}")
    raw = {f"feed{n}" for n in inputs.raw}
    return Sandbox(text, list(args) if args is not None else values, feeds, folders, raw)


def sampleFeeds(inputs: Inputs, batches: int = 3) -> list[list[list[str]]]:
    """Return several feeds, the one that fits the program's literals best first."""
    made = random.Random(7)
    words = [[" ".join(made.choices(_WORDS, k=3)) for _ in range(3)] for _ in range(batches)]
    numbers = [[str(made.randrange(1, 11)) for _ in range(4)] for _ in range(batches)]
    few = _WORDS[:4]
    pairs = [[f"{made.choice(few)} {made.randrange(1, 7)}" for _ in range(4)] for _ in words]
    feeds = [words, numbers, pairs]
    for separator in (",", "\t", "|", ";", "::", ":"):
        if any(separator in s and len(s) <= 4 for s in inputs.strings):
            fields = [
                [separator.join(str(made.randrange(1, 11)) for _ in range(12)) for _ in range(4)]
                for _ in words
            ]
            mixed = [
                [
                    separator.join(
                        [made.choice(few), *(str(made.randrange(1, 7)) for _ in range(9))]
                    )
                    for _ in range(4)
                ]
                for _ in words
            ]
            feeds = [fields, mixed, *feeds] if inputs.parses else [mixed, fields, *feeds]
    if inputs.parses and feeds[0] is words:
        feeds = [numbers, pairs, words, *feeds[3:]]
    return feeds


def fedProgram(
    name: str,
    main: str,
    python: Path,
    box: Sandbox,
    batches: Sequence[Batch],
    starts: bool,
    root: Path | None = None,
) -> Fed:
    """Return a program with the same batches in each of its feeds and folders.

    Its other modules are in the folder `root`.
    """
    files = {
        folder: [{f"batch{n}.txt": [str(line) for line in b]} for n, b in enumerate(batches)]
        for folder in box.folders
    }
    return Fed(
        name,
        feeds={
            feed: [[javaBlock(*map(str, b))] for b in batches] if feed in box.raw else list(batches)
            for feed in box.feeds
        },
        files=files,
        batches=len(batches),
        ordered=False,
        # What feeds itself does so by the clock.
        clock="manual" if box.feeds or box.folders or not starts else "system",
        scalaMain=main,
        pythonFile=python,
        args=box.args,
        starts=starts,
        ports=box.feeds,
        modules=root,
    )


def batchesOf(lines: list[str], size: int) -> list[Batch]:
    """Cut the lines of a feed into batches."""
    return [lines[n : n + size] for n in range(0, len(lines), size)]


def runOnFeeds(
    make: Callable[[list[Batch]], Fed],
    sources: Sequence[Path],
    feeds: Sequence[list[Batch]],
    cache: Path,
    libraries: Sequence[Path] = (),
) -> tuple[Fed, Output, Output]:
    """Run Scala on one feed after another until one does not fail it, and Python on that one.

    Parameters
    ----------
    make : callable
        Makes the program with a feed.
    sources : sequence of Path
        Its Scala files.
    feeds : sequence of lists of batches
        The feeds, at least one.
    cache : Path
        A folder for what is compiled.
    libraries : sequence of Path
        Jars that it needs beside PySpark's own.
    """
    for feed in feeds:
        program = make(feed)
        sides = [program]
        scala = runAll(sides, ["scala"], sources, libraries, together=False, cache=cache)["scala"]
        if scala[program.name].error is None:
            break
    python = runAll(sides, ["python"], sources, libraries, together=False, cache=cache)["python"]
    return program, scala[program.name], python[program.name]


def show(
    ported: Sequence[Ported],
    box: Sandbox,
    inputs: Inputs,
    texts: Mapping[Path, str],
    feeds: Sequence[list[Batch]],
) -> int:
    """Compare the first of the ported files with its Scala, and print what differs.

    Returns
    -------
    int
        0 where there is no difference, else 1.
    """
    with tempfile.TemporaryDirectory(prefix="sparkish-diff-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        python = writeModules(ported, folder / "python")[0]
        sources = []
        for n, text in enumerate(texts.values()):
            sources.append(folder / f"{n}.scala")
            sources[-1].write_text(text, encoding="utf-8")
        name = ported[0].module.rpartition(".")[2]

        def make(feed: list[Batch]) -> Fed:
            root = folder / "python" if len(ported) > 1 else None
            return fedProgram(name, inputs.main, python, box, feed, inputs.streams, root)

        program, scala, port = runOnFeeds(make, sources, feeds, folder / "jars")
    found = differences(scala, port, program.ordered)
    print(sideBySide(scala, port, ordered=program.ordered))
    count = max(len(scala.batches), len(port.batches))
    if found:
        places = ", ".join(difference.where for difference in found)
        print(f"\n{len(found)} of {count} batches differ: {places}")
        return 1
    print(f"\n{count} batches, no difference")
    return 0


def _freePort() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
