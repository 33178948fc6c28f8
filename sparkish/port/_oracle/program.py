"""A program that is run by both sides, and what it is fed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

#: What one batch receives: lines of text, or raw bytes that count as one record each.
Batch = list[str] | list[bytes]


@dataclass(frozen=True)
class Program:
    """A Scala program and its Python twin.

    Both are called with the arguments ``127.0.0.1``, a port for each feed, and a directory of
    their own that is empty at first (for checkpoints and files). They start a context and wait for
    its termination: the runner feeds it batch by batch, sees when a batch is over, and stops it.
    What they print, with ``print`` or otherwise, is what is compared.
    """

    name: str
    #: The batches of each socket, in the order of the ports.
    feeds: dict[str, list[Batch]] = field(default_factory=dict)
    #: Text files that appear in a subdirectory: for each batch, the file's name and its lines.
    files: dict[str, list[dict[str, list[str]]]] = field(default_factory=dict)
    #: The batches of each topic of Kafka, which has one partition.
    topics: dict[str, list[list[str]]] = field(default_factory=dict)
    #: How many records a line, or a bytes object, of a feed becomes.
    records: Callable[[str | bytes], int] = lambda item: 1
    #: How many batches are run and compared; by default as many as the longest feed has.
    batches: int | None = None
    #: False where a shuffle decides on the order: the elements are compared as a multiset.
    ordered: bool = True
    #: After these many batches the context is stopped, and the program starts another.
    restarts: tuple[int, ...] = ()
    #: "manual": a batch begins when its input has arrived, at whatever duration the program has.
    #: "system": Spark's real clock; the time stamps are compared by their differences, and the
    #: first and the last batch must print an element.
    clock: Literal["manual", "system"] = "manual"

    @property
    def python(self) -> Path:
        """The Python file."""
        raise NotImplementedError

    @property
    def root(self) -> Path | None:
        """The folder of the modules that the Python file imports, None where it has none."""
        return None

    @property
    def main(self) -> str:
        """The Scala object, with its package."""
        raise NotImplementedError

    def arguments(self, servers: str, ports: list[int], directory: Path) -> list[str]:
        """Return the arguments of the main function."""
        return [servers, *map(str, ports), str(directory)]

    def directory(self, folder: Path) -> Path:
        """Return the program's directory; `folder` is the working directory of its process."""
        return folder / self.name / "directory"

    @property
    def streams(self) -> bool:
        """Whether the program must start a StreamingContext."""
        return True

    def port(self, feed: str) -> int:
        """Return the port that the program connects to for a feed; 0 where it is told."""
        return 0

    @property
    def count(self) -> int:
        """How many batches are run."""
        if self.batches is not None:
            return self.batches
        lengths = [len(batches) for batches in self.feeds.values()]
        lengths += [len(batches) for batches in self.files.values()]
        lengths += [len(batches) for batches in self.topics.values()]
        return max(lengths, default=0)
