"""Kafka's values as programs write them, also on workers without sparkish."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from sparkish.streaming.kafka010 import (
    ConsumerRecord,
    Header,
    Headers,
    OffsetRange,
    TopicPartition,
)


def test_parentheses_do_no_harm() -> None:
    record: Any = ConsumerRecord("lines", 1, 2, "k", "v", headers=Headers([Header("h", b"1")]))
    partition: Any = TopicPartition("lines", 1)
    # Not inside an assertion, because pytest rewrites assertions.
    called = [record.value(), record.key(), record.topic(), record.offset(), partition.topic()]
    header = record.headers().lastHeader("h").value()
    assert called == ["v", "k", "lines", 2, "lines"]
    assert header == b"1"
    assert [record.value, record.key, record.topic, record.offset] == called[:4]


def test_a_forgotten_pair_is_seen() -> None:
    part = OffsetRange("lines", 0, 5, 8)
    assert "was not called: write count()" in repr(part.count)


@pytest.mark.parametrize(
    ("value", "expression", "expected"),
    [
        (OffsetRange("lines", 0, 5, 8), "(value.untilOffset, value.count())", "(8, 3)"),
        (TopicPartition("lines", 1), "str(value)", "lines-1"),
        (ConsumerRecord("lines", 0, 5, None, "v"), "(value.value, value.offset)", "('v', 5)"),
        (
            ConsumerRecord("lines", 0, 5, None, "v", headers=Headers([Header("h", b"1")])),
            "value.headers[0].value()",
            "b'1'",
        ),
    ],
)
def test_workers_need_no_sparkish(value: object, expression: str, expected: str) -> None:
    from pyspark import cloudpickle

    data = cloudpickle.dumps(value)
    code = (
        "import sys, pickle; sys.modules['sparkish'] = None\n"
        f"value = pickle.loads({data!r})\n"
        "again = pickle.loads(pickle.dumps(value))\n"
        "assert again == value and type(again) is type(value)\n"
        f"print({expression})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == expected, done.stderr


def test_what_reads_needs_no_sparkish() -> None:
    from pyspark import cloudpickle

    from sparkish._executor.kafka.deserializers import deserializer
    from sparkish._executor.kafka.fetching import Fetch
    from sparkish._executor.kafka.makers import Record

    string = deserializer({"value.deserializer": "StringDeserializer"}, isKey=False)
    fetch = Fetch({}, [("lines", 0, 5, 5)], Record(string, string), 1.0, False, "here")
    code = (
        "import sys, pickle; sys.modules['sparkish'] = None\n"
        f"print(list(pickle.loads({cloudpickle.dumps(fetch)!r})(0, [])))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr
