"""Records of a test's callbacks: a late batch of an earlier test writes into its own record."""

from __future__ import annotations

from typing import Any
from uuid import uuid4
from weakref import WeakValueDictionary


class Record(list[Any]):
    """A list that belongs to one test, and that is pickled by its name.

    A callback that is recovered from a checkpoint in the same process writes to the same list.
    """

    def __init__(self) -> None:
        super().__init__()
        self._name = uuid4().hex
        _records[self._name] = self

    def __reduce__(self) -> Any:
        return _named, (self._name,)

    def take(self, rdd: Any) -> None:
        """Add the elements of an RDD: for ``foreachRDD``."""
        self.extend(rdd.collect())


_records: WeakValueDictionary[str, Record] = WeakValueDictionary()


def _named(name: str) -> Record:
    return _records[name]
