"""Wrong arguments of Kafka's streams are refused at the call."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sparkish.streaming.kafka import OffsetRange, TopicAndPartition
from sparkish.streaming.kafka010 import (
    ConsumerStrategies,
    LocationStrategies,
    StringDeserializer,
    TopicPartition,
)
from sparkish.streaming.kafka010 import OffsetRange as OffsetRange010

PARAMS: dict[str, Any] = {"bootstrap.servers": "localhost:9092", "group.id": "arguments"}

Subscribe: Any = ConsumerStrategies.Subscribe
Assign: Any = ConsumerStrategies.Assign
lines = TopicPartition("lines", 0)


@pytest.mark.parametrize(
    ("refused", "error", "says"),
    [
        (lambda: TopicAndPartition("lines", "0"), TypeError, "number of a partition must be a"),  # type: ignore[arg-type]
        (lambda: TopicPartition(5, 0), TypeError, "name of a topic must be text, not 5"),  # type: ignore[arg-type]
        (lambda: OffsetRange("lines", 0, "0", "2"), TypeError, "fromOffset must be a whole"),  # type: ignore[arg-type]
        (lambda: OffsetRange("lines", 0, 0, 2.0), TypeError, "untilOffset must be a whole"),  # type: ignore[arg-type]
        (lambda: OffsetRange010("lines", 0, 5), TypeError, "or a TopicPartition and the two"),  # type: ignore[call-overload]
        (lambda: Subscribe("lines", PARAMS), TypeError, "such as ['lines'], not 'lines'"),
        (lambda: Subscribe(None, PARAMS), TypeError, "such as ['lines'], not None"),
        (lambda: Subscribe([5], PARAMS), TypeError, "name of a topic must be text, not 5"),
        (lambda: Subscribe([], PARAMS), ValueError, "topics names no topic"),
        (lambda: Subscribe(["lines"], None), TypeError, "kafkaParams must be a dict, not None"),
        (lambda: Subscribe(["lines"], {5: 6}), TypeError, "key of kafkaParams must be text, not 5"),
        (lambda: Subscribe(["lines"], PARAMS, [(lines, 5)]), TypeError, "offsets must be a dict"),
        (lambda: Subscribe(["lines"], PARAMS, {lines: "5"}), TypeError, "offset of lines-0 must"),
        (lambda: Subscribe(["lines"], PARAMS, {lines: -2}), ValueError, "must not be negative: -2"),
        (lambda: Subscribe(["words"], PARAMS, {lines: 5}), RuntimeError, "No current assignment"),
        (lambda: Assign(lines, PARAMS), TypeError, "topicPartitions must be a collection"),
        (lambda: Assign([], PARAMS), ValueError, "names no partition"),
        (lambda: Assign(["lines"], PARAMS), TypeError, "A partition must be a TopicPartition"),
        (lambda: Assign([TopicPartition("lines", 1)], PARAMS, {lines: 5}),
         RuntimeError, "No current assignment for partition lines-0"),
        (lambda: ConsumerStrategies.SubscribePattern("*(", PARAMS),
         ValueError, "is no regular expression"),
        (lambda: LocationStrategies.PreferFixed(["host"]), TypeError, "PreferFixed takes a dict"),  # type: ignore[arg-type]
        (lambda: LocationStrategies.PreferFixed({"lines-0": "host"}),  # type: ignore[dict-item]
         TypeError, "A partition must be"),
        (lambda: StringDeserializer().configure({"deserializer.encoding": "klingon"}, False),
         ValueError, "not a known encoding"),
    ],
)  # fmt: skip
def test_what_is_refused(refused: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=re.escape(says)):
        refused()


def test_what_is_taken() -> None:
    """NumPy's whole numbers work too, and pairs instead of partitions."""

    class Whole:
        def __index__(self) -> int:
            return 7

    taken: Any = Whole()
    assert OffsetRange("lines", 0, taken, 9) == OffsetRange("lines", 0, 7, 9)
    assert Subscribe({"lines"}, PARAMS, {("lines", 0): taken}).offsets == {lines: 7}
    assert Assign((lines,), PARAMS, {TopicAndPartition("lines", 0): 1}).offsets == {lines: 1}
