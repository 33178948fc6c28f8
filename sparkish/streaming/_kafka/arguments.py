"""The checks of the arguments of streams and RDDs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sparkish.streaming._kafka.values import TopicPartition, wholeNumber

__all__ = ["kafkaSettings", "offsetsOf", "partitionOf", "partitionsOf", "topicNames"]


def topicNames(topics: Any) -> list[str]:
    """Return the names of topics.

    Raises
    ------
    TypeError, ValueError
        If they are not a collection of names, or it is empty.

    Examples
    --------
    >>> topicNames(("lines", "words"))
    ['lines', 'words']
    """
    if isinstance(topics, str) or not isinstance(topics, Iterable):
        raise TypeError(f"topics must be a collection of names, such as ['lines'], not {topics!r}.")
    names = list(topics)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"The name of a topic must be text, not {name!r}.")
    if not names:
        raise ValueError("topics names no topic: give it one, for instance ['lines'].")
    return names


def partitionOf(value: Any) -> TopicPartition:
    """Return a partition from a ``TopicPartition`` or from a pair.

    Raises
    ------
    TypeError
        If it is neither.
    """
    if isinstance(value, TopicPartition):
        return value
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
        return TopicPartition(*value)
    raise TypeError(
        f'A partition must be a TopicPartition("lines", 0), for instance, not {value!r}.'
    )


def partitionsOf(values: Any) -> list[TopicPartition]:
    """Return partitions.

    Raises
    ------
    TypeError, ValueError
        If they are not a collection of partitions, or it is empty.
    """
    if isinstance(values, (str, TopicPartition)) or not isinstance(values, Iterable):
        raise TypeError(
            'topicPartitions must be a collection, such as [TopicPartition("lines", 0)], not '
            f"{values!r}."
        )
    found = [partitionOf(each) for each in values]
    if not found:
        raise ValueError("topicPartitions names no partition.")
    return found


def offsetsOf(offsets: Any, name: str = "offsets") -> dict[TopicPartition, int]:
    """Return the first offsets of partitions.

    Raises
    ------
    TypeError, ValueError
        If it is not a mapping of partitions to whole numbers, or one is negative.

    Examples
    --------
    >>> offsetsOf({TopicPartition("lines", 0): 5})
    {TopicPartition('lines', 0): 5}
    """
    if offsets is None:
        return {}
    if not isinstance(offsets, Mapping):
        raise TypeError(
            f"{name} must be a dict of partitions and offsets, such as "
            f'{{TopicPartition("lines", 0): 5}}, not {offsets!r}.'
        )
    found = {}
    for key, value in offsets.items():
        partition = partitionOf(key)
        offset = wholeNumber(value, f"The offset of {TopicPartition.__str__(partition)}")
        if offset < 0:
            raise ValueError(
                f"The offset of {TopicPartition.__str__(partition)} must not be negative: {offset}."
            )
        found[partition] = offset
    return found


def kafkaSettings(kafkaParams: Any) -> dict[str, Any]:
    """Return the settings as a dict.

    Raises
    ------
    TypeError
        If they are not a mapping of text to values.
    """
    if not isinstance(kafkaParams, Mapping):
        raise TypeError(f"kafkaParams must be a dict, not {kafkaParams!r}.")
    for key in kafkaParams:
        if not isinstance(key, str):
            raise TypeError(f"A key of kafkaParams must be text, not {key!r}.")
    return dict(kafkaParams)
