"""Brokers that want a login get what a Java program's settings say; and a large message."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from confluent_kafka import Producer
from saslproxy import SaslProxy, saslProxy

from sparkish import SparkContext
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.streaming.kafka010 import (
    ConsumerStrategies,
    KafkaUtils,
    LocationStrategies,
    OffsetRange,
    StringDeserializer,
)
from sparkish.testing import KafkaBroker

pytestmark = [pytest.mark.spark, pytest.mark.kafka]

PreferConsistent = LocationStrategies.PreferConsistent


@pytest.fixture(scope="module")
def broker() -> Iterator[KafkaBroker]:
    with KafkaBroker({"lines": 1, "large": 1}) as broker:
        broker.send("lines", ["to be", "or not"])
        yield broker


@pytest.fixture
def proxy(broker: KafkaBroker) -> Iterator[SaslProxy]:
    with saslProxy(broker.bootstrapServers, "me", 'a "b"; c') as proxy:
        yield proxy


def params(broker: KafkaBroker | SaslProxy, **more: Any) -> dict[str, Any]:
    return {
        "bootstrap.servers": broker.bootstrapServers,
        "key.deserializer": StringDeserializer,
        "value.deserializer": StringDeserializer,
        "auto.offset.reset": "earliest",
        **more,
    }


def login(password: str, mechanism: str = "PLAIN") -> dict[str, str]:
    """Return a Java program's settings."""
    module = "plain.PlainLoginModule" if mechanism == "PLAIN" else "scram.ScramLoginModule"
    return {
        "security.protocol": "SASL_PLAINTEXT",
        "sasl.mechanism": mechanism,
        "sasl.jaas.config": f"org.apache.kafka.common.security.{module} required "
        f'username="me" password="{password}";',
    }


def test_credentials_that_are_right(proxy: SaslProxy, sc: SparkContext) -> None:
    """The driver logs in, and so do the workers, which have connections of their own."""
    settings = params(proxy, **login(r"a \"b\"; c"))
    found: list[str] = []
    with StreamingContext(sc, Milliseconds(500)) as ssc:
        stream = KafkaUtils.createDirectStream(
            ssc, PreferConsistent, ConsumerStrategies.Subscribe(["lines"], settings)
        )
        values = stream.map(lambda record: record.value)
        values.foreachRDD(lambda rdd: found.extend(rdd.collect()))
        ssc.runFor(batches=1, timeout=90)
        drivers = len(proxy.logins)
    assert sorted(found) == ["or not", "to be"]
    assert set(proxy.logins) == {("PLAIN", "me", 'a "b"; c')}
    rdd = KafkaUtils.createRDD(sc, settings, [OffsetRange("lines", 0, 0, 2)], PreferConsistent)
    assert rdd.map(lambda record: record.offset).collect() == [0, 1]
    assert len(proxy.logins) >= drivers > 1


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-256", "SCRAM-SHA-512"])
def test_scram(mechanism: str, proxy: SaslProxy, sc: SparkContext) -> None:
    settings = params(proxy, **login(r"a \"b\"; c", mechanism))
    rdd = KafkaUtils.createRDD(sc, settings, [OffsetRange("lines", 0, 0, 2)], PreferConsistent)
    assert rdd.map(lambda record: record.value).collect() == ["to be", "or not"]
    assert set(proxy.logins) == {(mechanism, "me", "")}


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256"])
def test_credentials_that_are_wrong(mechanism: str, proxy: SaslProxy, sc: SparkContext) -> None:
    began = time.monotonic()
    mistaken = params(proxy, **login("mistaken", mechanism))
    with StreamingContext(sc, Milliseconds(500)) as ssc:
        stream = KafkaUtils.createDirectStream(
            ssc, PreferConsistent, ConsumerStrategies.Subscribe(["lines"], mistaken)
        )
        stream.foreachRDD(lambda rdd: None)
        with pytest.raises(RuntimeError, match="refuse these credentials: ") as refused:
            ssc.start()
    assert str(refused.value).count("\n") == 0
    assert "Authentication failed" in str(refused.value)
    # It does not wait for a broker that may come.
    assert time.monotonic() - began < 30
    assert proxy.logins[0] == (mechanism, "me", "mistaken" if mechanism == "PLAIN" else "")
    # The context is usable.
    assert sc.parallelize([1]).count() == 1


def test_a_message_of_10_mb(broker: KafkaBroker, sc: SparkContext) -> None:
    """Compressed on its way: the mock cluster keeps 5 MB of a partition."""
    text = "0123456789" * 1_000_000
    settings = {"compression.type": "gzip", "message.max.bytes": 100_000_000}
    producer = Producer({"bootstrap.servers": broker.bootstrapServers, **settings})
    for value in ("before", text, "after"):
        producer.produce("large", value, partition=0)
        assert producer.flush(60) == 0
    ranges = [OffsetRange("large", 0, 0, 3)]
    records = KafkaUtils.createRDD(sc, params(broker), ranges, PreferConsistent)
    assert records.map(lambda record: len(record.value)).collect() == [6, len(text), 5]
    assert records.collect()[1].value == text
