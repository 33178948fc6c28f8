"""Storage levels: PySpark's class with all of Scala's names."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, overload

import pyspark

from sparkish._core.forms import Forms
from sparkish._executor.answers import Answer, answer
from sparkish._executor.parentheses import parentheses
from sparkish._executor.text import ScalaText

__all__ = ["StorageLevel"]

_constructors = Forms[tuple[bool, bool, bool, bool, int]]("StorageLevel")
_BITS = (8, 4, 2, 1)
_NAMES = (
    "NONE",
    "DISK_ONLY",
    "DISK_ONLY_2",
    "DISK_ONLY_3",
    "MEMORY_ONLY",
    "MEMORY_ONLY_2",
    "MEMORY_ONLY_SER",
    "MEMORY_ONLY_SER_2",
    "MEMORY_AND_DISK",
    "MEMORY_AND_DISK_2",
    "MEMORY_AND_DISK_SER",
    "MEMORY_AND_DISK_SER_2",
    "MEMORY_AND_DISK_DESER",
    "OFF_HEAP",
)


@parentheses
class StorageLevel(ScalaText, pyspark.StorageLevel):
    """Where Spark keeps the blocks of a stream or an RDD, and how many copies.

    A `pyspark.StorageLevel` that cannot change and can be hashed. PySpark's names keep PySpark's
    flags, which mean serialized data. The ``_SER`` names, which PySpark lacks, have Scala's flags.
    `str` gives PySpark's text; `toString()`, ``"kept as " + level`` and a stream's `print` give
    Scala's.

    Scala: ``StorageLevel(useDisk, useMemory, useOffHeap, deserialized, replication)``,
    ``StorageLevel(useDisk, useMemory, deserialized[, replication])``,
    ``StorageLevel(flags, replication)``

    Parameters
    ----------
    useDisk, useMemory, useOffHeap, deserialized : bool
        Whether to keep blocks on disk, in memory, outside the Java heap, as Java objects. In the
        form without `useOffHeap`, the third value is `deserialized`.
    replication : int
        The number of nodes that keep each block.
    flags : int
        The sum of the first four flags: `useDisk` is 8, `useMemory` 4, `useOffHeap` 2 and
        `deserialized` 1. It replaces them, and `toInt` returns it.

    Raises
    ------
    TypeError
        If a flag is not a bool, or `replication` is not an int; the message lists the forms.
    ValueError
        If `replication` is 40 or more; Spark's limit is 39.

    Examples
    --------
    >>> StorageLevel.MEMORY_AND_DISK_SER_2
    StorageLevel(True, True, False, False, 2)
    >>> StorageLevel(True, True, False, 2) == StorageLevel.MEMORY_AND_DISK_SER_2
    True
    >>> StorageLevel(12, 2) == StorageLevel.MEMORY_AND_DISK_SER_2
    True
    >>> "kept as " + StorageLevel.MEMORY_AND_DISK_SER_2
    'kept as StorageLevel(disk, memory, 2 replicas)'
    """

    NONE: ClassVar[StorageLevel]
    DISK_ONLY: ClassVar[StorageLevel]
    DISK_ONLY_2: ClassVar[StorageLevel]
    DISK_ONLY_3: ClassVar[StorageLevel]
    MEMORY_ONLY: ClassVar[StorageLevel]
    MEMORY_ONLY_2: ClassVar[StorageLevel]
    MEMORY_ONLY_SER: ClassVar[StorageLevel]
    MEMORY_ONLY_SER_2: ClassVar[StorageLevel]
    MEMORY_AND_DISK: ClassVar[StorageLevel]
    MEMORY_AND_DISK_2: ClassVar[StorageLevel]
    MEMORY_AND_DISK_SER: ClassVar[StorageLevel]
    MEMORY_AND_DISK_SER_2: ClassVar[StorageLevel]
    MEMORY_AND_DISK_DESER: ClassVar[StorageLevel]
    OFF_HEAP: ClassVar[StorageLevel]

    @overload
    def __init__(
        self,
        useDisk: bool,
        useMemory: bool,
        useOffHeap: bool,
        deserialized: bool,
        replication: int = 1,
    ) -> None: ...
    @overload
    def __init__(self, useDisk: bool, useMemory: bool, deserialized: bool) -> None: ...
    @overload
    def __init__(
        self, useDisk: bool, useMemory: bool, deserialized: bool, replication: int
    ) -> None: ...
    @overload
    def __init__(self, flags: int, replication: int) -> None: ...
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*_constructors(*args, **kwargs))

    @staticmethod
    def fromString(name: str) -> StorageLevel:
        """Return the level with a name, including PySpark's ``MEMORY_AND_DISK_DESER``.

        Scala: ``StorageLevel.fromString(s)``

        Raises
        ------
        ValueError
            If there is no such name; the message lists the names.

        Examples
        --------
        >>> StorageLevel.fromString("MEMORY_ONLY_SER") is StorageLevel.MEMORY_ONLY_SER
        True
        """
        if name not in _NAMES:
            raise ValueError(f"{name!r} is no StorageLevel; the names are {', '.join(_NAMES)}")
        level: StorageLevel = getattr(StorageLevel, name)
        return level

    @property
    def description(self) -> str:
        """The level in words, as in Spark's web UI.

        Scala: ``description``

        Examples
        --------
        >>> StorageLevel.MEMORY_AND_DISK_SER_2.description
        'Disk Memory Serialized 2x Replicated'
        """
        memory = "Memory (off heap) " if self.useOffHeap else "Memory "
        return (
            ("Disk " if self.useDisk else "")
            + (memory if self.useMemory else "")
            + ("Deserialized " if self.deserialized else "Serialized ")
            + f"{self.replication}x Replicated"
        )

    @property
    def isValid(self) -> Answer:
        """Whether the level keeps anything: in memory or on disk, on at least one node.

        Scala: ``isValid``

        Examples
        --------
        >>> StorageLevel.DISK_ONLY.isValid, StorageLevel.NONE.isValid
        (True, False)
        """
        return answer((self.useMemory or self.useDisk) and self.replication > 0)

    @property
    def toInt(self) -> int:
        """The flags as a number: 8 for disk, 4 for memory, 2 for off heap, 1 for deserialized.

        Scala: ``toInt``

        Examples
        --------
        >>> StorageLevel.MEMORY_AND_DISK_SER_2.toInt
        12
        """
        flags = (self.useDisk, self.useMemory, self.useOffHeap, self.deserialized)
        return sum(bit for bit, flag in zip(_BITS, flags, strict=True) if flag)

    def clone(self) -> StorageLevel:
        """Return an equal level.

        Scala: ``clone()``

        Examples
        --------
        >>> StorageLevel.DISK_ONLY.clone() == StorageLevel.DISK_ONLY
        True
        """
        return _own(self)

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.__dict__:
            raise AttributeError("a StorageLevel does not change; make a new one")
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a StorageLevel does not change; make a new one")

    def __hash__(self) -> int:
        flags = (self.useDisk, self.useMemory, self.useOffHeap, self.deserialized)
        return hash((flags, self.replication))


def _isWhole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@_constructors.form(
    useDisk=bool, useMemory=bool, useOffHeap=bool, deserialized=bool, replication=_isWhole
)
def _fiveFields(
    useDisk: bool, useMemory: bool, useOffHeap: bool, deserialized: bool, replication: int = 1
) -> tuple[bool, bool, bool, bool, int]:
    if replication >= 40:
        raise ValueError(f"a StorageLevel is replicated less than 40 times, not {replication}")
    return useDisk, useMemory, useOffHeap, deserialized, replication


@_constructors.form(useDisk=bool, useMemory=bool, deserialized=bool, replication=_isWhole)
def _withoutOffHeap(
    useDisk: bool, useMemory: bool, deserialized: bool, replication: int = 1
) -> tuple[bool, bool, bool, bool, int]:
    return _fiveFields(useDisk, useMemory, False, deserialized, replication)


@_constructors.form(flags=_isWhole, replication=_isWhole)
def _ofFlags(flags: int, replication: int) -> tuple[bool, bool, bool, bool, int]:
    disk, memory, offHeap, deserialized = (flags & bit != 0 for bit in _BITS)
    return _fiveFields(disk, memory, offHeap, deserialized, replication)


def _own(level: pyspark.StorageLevel) -> StorageLevel:
    return StorageLevel(
        level.useDisk, level.useMemory, level.useOffHeap, level.deserialized, level.replication
    )


for _name in _NAMES:
    if not _name.endswith(("_SER", "_SER_2")):
        setattr(StorageLevel, _name, _own(getattr(pyspark.StorageLevel, _name)))
StorageLevel.MEMORY_ONLY_SER = StorageLevel(False, True, False, False)
StorageLevel.MEMORY_ONLY_SER_2 = StorageLevel(False, True, False, False, 2)
StorageLevel.MEMORY_AND_DISK_SER = StorageLevel(True, True, False, False)
StorageLevel.MEMORY_AND_DISK_SER_2 = StorageLevel(True, True, False, False, 2)
