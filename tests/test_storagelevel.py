from __future__ import annotations

import copy
import pickle
from typing import Any

import pyspark
import pytest

from sparkish.storage import StorageLevel

SCALA_NAMES = [
    "NONE", "DISK_ONLY", "DISK_ONLY_2", "DISK_ONLY_3", "MEMORY_ONLY", "MEMORY_ONLY_2",
    "MEMORY_ONLY_SER", "MEMORY_ONLY_SER_2", "MEMORY_AND_DISK", "MEMORY_AND_DISK_2",
    "MEMORY_AND_DISK_SER", "MEMORY_AND_DISK_SER_2", "OFF_HEAP",
]  # fmt: skip
PYSPARK_NAMES = [name for name in dir(pyspark.StorageLevel) if name.isupper()]


def test_names_shared_with_pyspark_keep_its_flags() -> None:
    assert len(PYSPARK_NAMES) >= 10
    for name in PYSPARK_NAMES:
        ours, theirs = getattr(StorageLevel, name), getattr(pyspark.StorageLevel, name)
        assert ours == theirs
        assert theirs == ours
        assert (str(ours), repr(ours)) == (str(theirs), repr(theirs))


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("MEMORY_ONLY_SER", (False, True, False, False, 1)),
        ("MEMORY_ONLY_SER_2", (False, True, False, False, 2)),
        ("MEMORY_AND_DISK_SER", (True, True, False, False, 1)),
        ("MEMORY_AND_DISK_SER_2", (True, True, False, False, 2)),
    ],
)
def test_serialized_names_have_scalas_flags(name: str, flags: tuple[Any, ...]) -> None:
    level = getattr(StorageLevel, name)
    assert level == StorageLevel(*flags)
    assert level == pyspark.StorageLevel(*flags)


@pytest.mark.parametrize("name", sorted({*SCALA_NAMES, *PYSPARK_NAMES}))
def test_every_name_is_ours_and_read_from_text(name: str) -> None:
    level = getattr(StorageLevel, name)
    assert type(level) is StorageLevel
    assert isinstance(level, pyspark.StorageLevel)
    assert StorageLevel.fromString(name) is level


@pytest.mark.parametrize("name", ["memory_only", "", "FOO", "fromString", None])
def test_unknown_names(name: Any) -> None:
    with pytest.raises(
        ValueError, match=r"is no StorageLevel; the names are NONE, DISK_ONLY.*HEAP"
    ):
        StorageLevel.fromString(name)


def test_both_constructors() -> None:
    pysparks = StorageLevel(True, True, False, False, 2)
    assert pysparks == StorageLevel(True, True, False, 2), "Scala's, without useOffHeap"
    assert pysparks == StorageLevel(
        useDisk=True, useMemory=True, useOffHeap=False, deserialized=False, replication=2
    )
    assert pysparks == StorageLevel(useDisk=True, useMemory=True, deserialized=False, replication=2)
    assert StorageLevel(True, False, True) == pyspark.StorageLevel(True, False, False, True)
    assert StorageLevel(True, False, True, False) == pyspark.StorageLevel(True, False, True, False)


@pytest.mark.parametrize("name", SCALA_NAMES)
def test_a_number_of_flags_and_back(name: str) -> None:
    level = getattr(StorageLevel, name)
    assert StorageLevel(level.toInt, level.replication) == level
    assert StorageLevel(flags=level.toInt, replication=3).replication == 3


def test_each_flag_has_its_bit() -> None:
    assert [StorageLevel(*(n == i for n in range(4))).toInt for i in range(4)] == [8, 4, 2, 1]
    assert StorageLevel(15, 1) == StorageLevel(True, True, True, True)
    assert StorageLevel.NONE.toInt == 0


@pytest.mark.parametrize(
    "args",
    [(True, True), (1, 0, 0, 0), (True, True, False, False, True), (12,), (12, True), (1.0, 1)],
)
def test_a_wrong_constructor_lists_the_forms(args: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"no matching call") as caught:
        StorageLevel(*args)
    assert str(caught.value).count("StorageLevel(useDisk") == 2
    assert "StorageLevel(flags: int, replication: int)" in str(caught.value)


def test_replication_has_sparks_limit() -> None:
    assert StorageLevel(True, False, False, 39).replication == 39
    with pytest.raises(ValueError, match="less than 40 times, not 40"):
        StorageLevel(True, False, False, 40)


def test_is_a_value() -> None:
    level = StorageLevel.MEMORY_AND_DISK_SER_2
    assert {level: 1}[StorageLevel(True, True, False, False, 2)] == 1
    assert len({StorageLevel.MEMORY_AND_DISK, StorageLevel.MEMORY_AND_DISK_SER}) == 1
    for copied in (pickle.loads(pickle.dumps(level)), copy.copy(level), copy.deepcopy(level)):
        assert copied == level
        assert type(copied) is StorageLevel
    assert level.clone() == level
    assert level.clone() is not level
    with pytest.raises(AttributeError, match="does not change"):
        level.replication = 1
    with pytest.raises(AttributeError, match="does not change"):
        del level.replication
    assert level.replication == 2


def test_words() -> None:
    assert StorageLevel.MEMORY_AND_DISK_SER_2.description == "Disk Memory Serialized 2x Replicated"
    assert StorageLevel.OFF_HEAP.description == "Disk Memory (off heap) Serialized 1x Replicated"
    assert StorageLevel.DISK_ONLY.isValid
    assert not StorageLevel.NONE.isValid
    assert not StorageLevel(True, False, False, 0).isValid
