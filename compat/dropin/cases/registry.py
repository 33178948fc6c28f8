"""The case, and the helpers for cases. Neither this module nor a case may import sparkish."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

#: Seconds from batch to batch.
BATCH = 0.5
#: The longest wait of a case, in seconds.
LIMIT = 150.0

F = TypeVar("F", bound=Callable[..., Any])


class Names:
    """The names of one side, ``pyspark`` or ``sparkish``, and its context."""

    def __init__(self, word: str, folder: Path) -> None:
        self._word = word
        self._folder = folder
        self._folders = 0
        self.sc: Any = None

    def module(self, name: str = "") -> ModuleType:
        """Import ``pyspark.NAME`` or ``sparkish.NAME``."""
        return import_module(f"{self._word}.{name}".rstrip("."))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.module(), name, None) or getattr(self.module("streaming"), name)

    def folder(self) -> Path:
        """Make a new, empty folder."""
        self._folders += 1
        path = self._folder / str(self._folders)
        path.mkdir()
        return path


@dataclass(frozen=True)
class Difference:
    """The result of each side, if sparkish differs on purpose, as the README says."""

    why: str
    pyspark: Any
    sparkish: Any


@dataclass(frozen=True)
class Case:
    """A program that is run on each side."""

    function: Callable[..., Any]
    #: How many batches of the declared stream are compared; 0 for a case that runs by itself.
    batches: int = 0
    checkpointed: bool = False
    differs: Difference | None = None

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.__name__


@dataclass
class Collector:
    """Collects the elements of each batch of a stream."""

    wanted: int
    batches: list[Any] = field(default_factory=list)

    def take(self, time: Any, rdd: Any) -> None:
        """Take a batch. PySpark counts ``self`` as a parameter, so there must be ``time`` too."""
        if len(self.batches) < self.wanted:
            elements = rdd.collect()
            self.batches.append([rdd.getNumPartitions(), sorted(map(plain, elements))])

    @property
    def done(self) -> bool:
        """Whether it has all wanted batches."""
        return len(self.batches) >= self.wanted


def declares(
    batches: int = 2, checkpointed: bool = False, differs: Difference | None = None
) -> Callable[[F], F]:
    """Mark ``case(m, ssc)``, which returns a stream: its first batches are the result.

    The case may also return a :class:`Collector` that it fills itself.
    """

    def add(function: F) -> F:
        function.case = Case(function, batches, checkpointed, differs)  # type: ignore[attr-defined]
        return function

    return add


def runs(differs: Difference | None = None) -> Callable[[F], F]:
    """Mark ``case(m)``, which makes its own contexts and returns the result."""

    def add(function: F) -> F:
        function.case = Case(function, differs=differs)  # type: ignore[attr-defined]
        return function

    return add


def casesOf(*modules: ModuleType) -> list[Case]:
    """Return the cases of the modules, in their order."""
    return [
        function.case
        for module in modules
        for function in vars(module).values()
        if hasattr(function, "case")
    ]


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for a condition.

    Raises
    ------
    TimeoutError
        If it does not become true in time.
    """
    deadline = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {LIMIT:.0f} s")
        time.sleep(0.02)


def plain(value: Any) -> str:
    """Return an element as a text that is the same in both processes."""
    if type(value).__name__ == "ResultIterable":
        return f"<{', '.join(sorted(map(plain, value)))}>"
    if type(value) is tuple:
        return f"({', '.join(map(plain, value))})"
    return repr(value)
