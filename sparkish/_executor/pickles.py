"""How what users' functions make is pickled on executors: as PySpark does it, and where that
suffices at plain pickle's speed.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from collections import ChainMap
from collections.abc import Callable
from typing import Any

from pyspark.cloudpickle import CloudPickler

from sparkish._executor.shared import Home, Shared, byName, shared

__all__ = ["Pickles", "cloudPickled"]

# Whoever has this module has these, whose classes are pickled by name.
shared(__name__, "sparkish._core.interval", "sparkish.streaming.state")

_FEW = 64


class _CloudPickler(CloudPickler):
    """Pickles by value what other processes lack, but by name what is ours."""

    dispatch_table: Any = ChainMap({Home: byName}, CloudPickler.dispatch_table)  # noqa: RUF012


class _NumberingPickler(_CloudPickler):
    """Pickles a number in place of each class."""

    def __init__(self, file: io.BytesIO, number: Callable[[type], int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)  # type: ignore[no-untyped-call]
        self._number = number

    def persistent_id(self, value: Any) -> int | None:
        isNumbered = isinstance(value, type) and value.__module__ != "builtins"
        return self._number(value) if isNumbered else None


class _NumberedUnpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, classes: list[type]) -> None:
        super().__init__(file)
        self._classes = classes

    def persistent_load(self, number: int) -> type:
        return self._classes[number]


class Pickles(metaclass=Shared):
    """Pickles of values, each on its own, and the classes that they have in common.

    Plain pickle does it as long as it can. A class of the job's own must be pickled by value, which
    takes a hundred times as long as an instance of it: from the first one on, the classes are
    pickled once for all.

    Parameters
    ----------
    classes : bytes
        Those of the pickles to read, as :attr:`classes` gave them.
    """

    def __init__(self, classes: bytes = b"") -> None:
        self._isPlain = not classes
        self._limit = 0
        self._classes: list[type] = []
        if classes:
            self._limit, self._classes = pickle.loads(classes)
        self._pickled, self._number = classes, len(self._classes)
        self._numbers = {id(each): number for number, each in enumerate(self._classes)}
        self._file = io.BytesIO()
        self._pickler = pickle.Pickler(self._file, pickle.HIGHEST_PROTOCOL)
        self._pickler.dispatch_table = {**copyreg.dispatch_table, Home: byName}

    def dumps(self, value: Any) -> bytes:
        """Return a value pickled, without the classes."""
        if self._isPlain:
            try:
                return self._plain(value)
            except Exception:
                # If anything is wrong with the value, PySpark's pickler says so.
                self._isPlain = False
        file = io.BytesIO()
        _NumberingPickler(file, self._numberOf).dump(value)  # type: ignore[no-untyped-call]
        return file.getvalue()

    def loads(self, data: bytes) -> Any:
        """Return the value that was pickled."""
        if not self._classes:
            return pickle.loads(data)
        return _NumberedUnpickler(io.BytesIO(data), self._classes).load()

    def whole(self, value: Any) -> bytes:
        """Return a value pickled with its classes, which ``pickle`` reads."""
        try:
            return self._plain(value)
        except Exception:
            return cloudPickled(value)

    @property
    def classes(self) -> bytes:
        """The classes, pickled; nothing as long as plain pickle does."""
        if len(self._classes) > self._number:
            # Of those that the job makes while it runs, most are of no use soon.
            self._limit = self._limit or max(_FEW, 2 * len(self._classes))
            self._pickled = cloudPickled((self._limit, self._classes))
            self._number = len(self._classes)
        return self._pickled

    @property
    def isFull(self) -> bool:
        """Whether it is time to pickle the values anew, for the classes that are still in use."""
        return 0 < self._limit < len(self._classes)

    def _plain(self, value: Any) -> bytes:
        self._file.seek(0)
        self._file.truncate()
        self._pickler.clear_memo()
        self._pickler.dump(value)
        return self._file.getvalue()

    def _numberOf(self, kind: type) -> int:
        number = self._numbers.setdefault(id(kind), len(self._classes))
        if number == len(self._classes):
            self._classes.append(kind)
        return number


def cloudPickled(value: Any) -> bytes:
    """Return a value pickled as PySpark does it, but what is ours by name."""
    file = io.BytesIO()
    _CloudPickler(file, pickle.HIGHEST_PROTOCOL).dump(value)  # type: ignore[no-untyped-call]
    return file.getvalue()
