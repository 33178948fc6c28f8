"""Pickles the results of users' functions on executors, if possible at plain pickle's speed."""

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

# These modules travel with this one, so their classes can be pickled by name.
shared(__name__, "sparkish._core.interval", "sparkish.streaming.state")

_FEW = 64


class _CloudPickler(CloudPickler):
    """PySpark's pickler, which pickles sparkish's shared classes by name."""

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
    """Pickles values one by one, and the classes that they share only once.

    It uses plain pickle as long as that works. A class that the job defines must be pickled by
    value, which takes a hundred times as long as an instance. So from the first such class on, all
    classes are pickled separately, once.

    Parameters
    ----------
    classes : bytes
        The classes of the pickles to read, from :attr:`classes`.
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
        """Pickle a value without its classes."""
        if self._isPlain:
            try:
                return self._plain(value)
            except Exception:
                # If the value itself is wrong, PySpark's pickler raises its error.
                self._isPlain = False
        file = io.BytesIO()
        _NumberingPickler(file, self._numberOf).dump(value)  # type: ignore[no-untyped-call]
        return file.getvalue()

    def loads(self, data: bytes) -> Any:
        """Unpickle a value."""
        if not self._classes:
            return pickle.loads(data)
        return _NumberedUnpickler(io.BytesIO(data), self._classes).load()

    def whole(self, value: Any) -> bytes:
        """Pickle a value with its classes, so that ``pickle`` can read it."""
        try:
            return self._plain(value)
        except Exception:
            return cloudPickled(value)

    @property
    def classes(self) -> bytes:
        """The pickled classes; empty as long as plain pickle works."""
        if len(self._classes) > self._number:
            # A job can make classes while it runs, and most of these are soon unused.
            self._limit = self._limit or max(_FEW, 2 * len(self._classes))
            self._pickled = cloudPickled((self._limit, self._classes))
            self._number = len(self._classes)
        return self._pickled

    @property
    def isFull(self) -> bool:
        """Whether to pickle the values again, in order to drop unused classes."""
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
    """Pickle a value with PySpark's pickler, and sparkish's shared classes by name."""
    file = io.BytesIO()
    _CloudPickler(file, pickle.HIGHEST_PROTOCOL).dump(value)  # type: ignore[no-untyped-call]
    return file.getvalue()
