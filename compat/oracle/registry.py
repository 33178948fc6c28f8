"""The programs and what they are fed: one place for the Scala and the Python side."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

PROGRAMS = Path(__file__).parent / "programs"

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

    #: ``word_count`` stands for programs/WordCount.scala and programs/word_count.py.
    name: str
    #: The batches of each socket, in the order of the ports.
    feeds: dict[str, list[Batch]] = field(default_factory=dict)
    #: Text files that appear in a subdirectory: for each batch, the file's name and its lines.
    files: dict[str, list[dict[str, list[str]]]] = field(default_factory=dict)
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
        return PROGRAMS / f"{self.name}.py"

    @property
    def scala(self) -> Path:
        return PROGRAMS / f"{self.main}.scala"

    @property
    def main(self) -> str:
        return "".join(word.capitalize() for word in self.name.split("_"))

    @property
    def count(self) -> int:
        if self.batches is not None:
            return self.batches
        lengths = [len(batches) for batches in self.feeds.values()]
        lengths += [len(batches) for batches in self.files.values()]
        return max(lengths, default=0)


REGISTRY = [
    Program(
        "notes",
        feeds={"lines": [["hello", "world"], [], [f"line {n}" for n in range(12)], ["", "ü €"]]},
    ),
    Program(
        "word_count",
        feeds={"lines": [["to be or not to be"], ["that is", "the question", ""], [], ["be"]]},
        ordered=False,
        clock="system",
    ),
    Program("count", feeds={"lines": [[], ["a"], ["b", "c", "d"], []]}),
    Program(
        "print_formats",
        feeds={"numbers": [["1", "2"], ["1", "2", "3"], ["1", "2", "3", "4"], []]},
    ),
]
