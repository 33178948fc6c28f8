"""Which partitions the streams of one group read, without a broker and without a JVM."""

from __future__ import annotations

import pickle
from collections import Counter

from topics import Topics

from sparkish.streaming._kafka.members import Member

PARAMS = {"bootstrap.servers": "localhost:9092", "group.id": "counting"}


def members(*topics: list[str]) -> list[Member]:
    group: list[list[str]] = []
    return [Member(each, PARAMS, group) for each in topics]


def test_each_partition_is_read_by_one_member() -> None:
    group = members(["a"], ["a", "b"], ["b", "c"], ["a"])
    kafka = Topics(a=7, b=2, c=1, other=3)
    # Each checkpoint has a copy of each of them.
    for each in (group, [pickle.loads(pickle.dumps(member)) for member in group]):
        read = Counter(partition for member in each for partition in member.partitions(kafka, True))
        everything = [("a", n) for n in range(7)] + [("b", 0), ("b", 1), ("c", 0)]
        assert read == Counter(everything)
    assert [len(each.partitions(kafka, True)) for each in group] == [3, 3, 2, 2]


def test_one_member_reads_everything() -> None:
    (alone,) = members(["a"])
    assert alone.partitions(Topics(a=3), True) == [("a", 0), ("a", 1), ("a", 2)]


def test_more_members_than_partitions() -> None:
    """The ones without a partition do not say that the topic is missing."""
    group = members(["a"], ["a"], ["a"])
    found = [each.partitions(Topics(a=1), True) for each in group]
    assert found == [[("a", 0)], [], []]
    assert [each.missing([]) for each in group] == [[], [], []]
    assert group[1].partitions(Topics(b=1), True) == []
    assert group[1].missing([]) == ["a"]
