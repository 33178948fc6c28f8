"""Kafka's settings, values and arithmetic, without a broker and without a JVM."""

from __future__ import annotations

import copy
import pickle
import re
import struct
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from topics import Topics

from sparkish._executor.kafka.deserializers import deserializer
from sparkish._executor.kafka.makers import Handled, Pair, Record
from sparkish.streaming import kafka, kafka010
from sparkish.streaming._kafka.limits import untilOffsets
from sparkish.streaming._kafka.locations import Executor, chooseExecutor
from sparkish.streaming._kafka.params import forDriver, forExecutors, understood
from sparkish.streaming._kafka.values import Ranges
from sparkish.streaming.kafka010 import (
    Assign,
    ConsumerRecord,
    ConsumerStrategies,
    LocationStrategies,
    OffsetRange,
    StringDeserializer,
    Subscribe,
    SubscribePattern,
    TopicPartition,
)

SERVERS = {"bootstrap.servers": "localhost:9092"}


def conf(**settings: Any) -> dict[str, str]:
    """Return librdkafka's settings for Java's, whose dots are written as underscores."""
    given = {key.replace("_", "."): value for key, value in settings.items()}
    made = understood({**SERVERS, **given}).conf
    del made["bootstrap.servers"]
    return made


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"metadata.broker.list": "a:1,b:2"}, {"bootstrap.servers": "a:1,b:2"}),
        ({"bootstrap.servers": ["a:1", "b:2"]}, {"bootstrap.servers": "a:1,b:2"}),
        ({"fetch.max.wait.ms": 100}, {"fetch.wait.max.ms": "100"}),
        ({"max.partition.fetch.bytes": 5}, {"fetch.message.max.bytes": "5"}),
        ({"fetch.message.max.bytes": "9"}, {"fetch.message.max.bytes": "9"}),
        ({"receive.buffer.bytes": -1}, {"socket.receive.buffer.bytes": "0"}),
        ({"send.buffer.bytes": 65536}, {"socket.send.buffer.bytes": "65536"}),
        ({"request.timeout.ms": 305000}, {"socket.timeout.ms": "300000"}),
        ({"isolation.level": "read_committed"}, {"isolation.level": "read_committed"}),
        ({"check.crcs": True}, {"check.crcs": "true"}),
        (
            {"ssl.endpoint.identification.algorithm": ""},
            {"ssl.endpoint.identification.algorithm": "none"},
        ),
        (
            {"ssl.truststore.type": "PEM", "ssl.truststore.location": "/ca.pem"},
            {"ssl.ca.location": "/ca.pem"},
        ),
        (
            {
                "sasl.mechanism": "SCRAM-SHA-512",
                "sasl.jaas.config": "org.apache.kafka.common.security.scram.ScramLoginModule "
                'required username="me" password="a \\"b\\"; c";',
            },
            {
                "sasl.mechanism": "SCRAM-SHA-512",
                "sasl.username": "me",
                "sasl.password": 'a "b"; c',
            },
        ),
        (
            {
                "sasl.jaas.config": "org.apache.kafka.common.security.plain.PlainLoginModule "
                "required username=me password=secret;"
            },
            {"sasl.mechanism": "PLAIN", "sasl.username": "me", "sasl.password": "secret"},
        ),
        (
            {
                "sasl.jaas.config": "com.sun.security.auth.module.Krb5LoginModule required "
                'useKeyTab=true keyTab="/my.keytab" principal="me@HOME" serviceName="kafka";'
            },
            {
                "sasl.kerberos.keytab": "/my.keytab",
                "sasl.kerberos.principal": "me@HOME",
                "sasl.kerberos.service.name": "kafka",
            },
        ),
    ],
)
def test_settings_of_java_programs(given: dict[str, Any], expected: dict[str, str]) -> None:
    servers = {} if "broker" in str(given) or "bootstrap" in str(given) else SERVERS
    assert understood({**servers, **given}).conf == {**servers, **expected}


@pytest.mark.parametrize(
    "key",
    [
        "zookeeper.connect",
        "zookeeper.connection.timeout.ms",
        "default.api.timeout.ms",
        "interceptor.classes",
        "partition.assignment.strategy",
        "max.poll.records",
        "ssl.enabled.protocols",
        "sasl.login.callback.handler.class",
    ],
)
def test_keys_that_mean_nothing_are_named(key: str) -> None:
    params = understood({**SERVERS, key: "x"})
    assert params.ignored == (key,)
    assert key not in params.conf


def test_keys_that_sparkish_understands_itself_are_not_named() -> None:
    params = understood(
        {
            **SERVERS,
            "key.deserializer": str,
            "value.deserializer": str,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
            "ssl.truststore.location": "trust.jks",
            "ssl.truststore.password": "secret",
        }
    )
    assert params.ignored == ()
    assert params.conf == SERVERS
    assert params.stores is not None
    assert params.stores.truststore == ("trust.jks", "secret", "JKS")


@pytest.mark.parametrize(
    ("given", "reset"),
    [
        ("smallest", "earliest"),
        ("largest", "latest"),
        ("EARLIEST", "earliest"),
        ("latest", "latest"),
        ("none", "none"),
    ],
)
def test_where_to_begin(given: str, reset: str) -> None:
    assert understood({**SERVERS, "auto.offset.reset": given}).reset == reset
    assert understood(SERVERS).reset == "latest"


def test_who_commits() -> None:
    assert understood(SERVERS, autoCommit=True).autoCommit
    assert not understood({**SERVERS, "enable.auto.commit": "false"}, autoCommit=True).autoCommit
    assert not understood({**SERVERS, "auto.commit.enable": False}, autoCommit=True).autoCommit
    assert understood({**SERVERS, "auto.commit.interval.ms": "500"}).commitInterval == 0.5


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, 'name no broker: give them "bootstrap.servers"'),
        ({**SERVERS, "auto.offset.reset": "oldest"}, "must be earliest, latest or none"),
        ({**SERVERS, "enable.auto.commit": "maybe"}, "must be True or False"),
        ({**SERVERS, "auto.commit.interval.ms": "soon"}, "must be a whole number"),
        ({**SERVERS, "sasl.jaas.config": "my.Module required;"}, "unknown login module, my.Module"),
    ],
)
def test_settings_that_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        understood(given)


def test_what_the_consumers_get() -> None:
    driver = forDriver({"group.id": "mine", "enable.auto.commit": "true"}, "made up")
    assert driver["group.id"] == "mine"
    assert driver["enable.auto.commit"] == "false"
    executor = forExecutors({"group.id": "mine", "auto.offset.reset": "earliest"}, "mine")
    assert executor["group.id"] == "spark-executor-mine"
    assert executor["auto.offset.reset"] == "error"
    # Java's default; librdkafka's is different.
    assert executor["isolation.level"] == "read_uncommitted"
    assert forExecutors({"isolation.level": "read_committed"}, "")["isolation.level"] == (
        "read_committed"
    )


A, B = ("lines", 0), ("lines", 1)


def limit(
    latest: dict[Any, int], rate: float = 0, most: int = 0, least: int = 1, seconds: float = 2.0
) -> dict[Any, int]:
    return untilOffsets({A: 100, B: 100}, latest, seconds, lambda _: most, lambda _: least, rate)


def test_a_batch_reads_all_that_there_is_where_nothing_limits_it() -> None:
    assert limit({A: 1000, B: 100}) == {A: 1000, B: 100}


def test_a_rate_per_partition() -> None:
    assert limit({A: 1000, B: 105}, most=10) == {A: 120, B: 105}


def test_backpressure_shares_the_rate_by_what_waits() -> None:
    assert limit({A: 400, B: 200}, rate=100) == {A: 250, B: 150}
    # A partition's own rate is an upper limit.
    assert limit({A: 400, B: 200}, rate=100, most=30) == {A: 160, B: 150}
    assert limit({A: 100, B: 100}, rate=100) == {A: 100, B: 100}


def test_a_batch_reads_something_where_the_rate_is_too_low() -> None:
    assert limit({A: 400, B: 101}, rate=0.1) == {A: 101, B: 101}
    assert limit({A: 400, B: 400}, most=1, least=50) == {A: 150, B: 150}


def test_part_of_a_message_is_none() -> None:
    assert limit({A: 1000, B: 1000}, most=1, seconds=2.9) == {A: 102, B: 102}


def test_a_topic_that_was_made_anew_is_told_by_a_range_that_ends_before_it_begins() -> None:
    assert limit({A: 3, B: 100}, most=10) == {A: 3, B: 100}


def test_partitions_stay_on_their_executors() -> None:
    executors = [Executor("a", "1"), Executor("a", "2"), Executor("b", "3")]
    partitions = [("lines", number) for number in range(60)]
    chosen = [chooseExecutor(each, executors, None) for each in partitions]
    assert chosen == [chooseExecutor(each, executors, None) for each in partitions]
    assert set(chosen) == set(executors)
    assert chooseExecutor(A, executors, "b") == Executor("b", "3")
    # As in Scala, any executor if none runs on the host.
    assert chooseExecutor(A, executors, "elsewhere") in executors
    assert chooseExecutor(A, [], "b") is None
    assert str(Executor("b", "3")) == "executor_b_3"


def test_scalas_values() -> None:
    part = OffsetRange("lines", 0, 5, 8)
    assert (part.count(), part.topicPartition()) == (3, TopicPartition("lines", 0))
    assert part == OffsetRange.create("lines", 0, 5, 8) == OffsetRange(TopicPartition(*A), 5, 8)
    assert part != OffsetRange("lines", 0, 5, 9)
    assert {part: 1}[OffsetRange("lines", 0, 5, 8)] == 1
    assert str(part) == "OffsetRange(topic: 'lines', partition: 0, range: [5 -> 8])"
    assert str(TopicPartition("a-b", 3)) == "a-b-3"


def test_pysparks_values() -> None:
    part = kafka.OffsetRange("lines", 0, 5, 8)
    assert str(part) == "OffsetRange(topic: lines, partition: 0, range: [5 -> 8])"
    assert part == kafka.OffsetRange("lines", 0, 5, 8)
    place = kafka.TopicAndPartition("lines", 0)
    assert {place: 1}[kafka.TopicAndPartition("lines", 0)] == 1
    assert (place._topic, place._partition) == A
    assert str(place) == "TopicAndPartition(topic: lines, partition: 0)"
    message = kafka.KafkaMessageAndMetadata("lines", 0, 5, b"k", b"v")
    assert str(message) == (
        "KafkaMessageAndMetadata(topic: lines, partition: 0, offset: 5, key and message...)"
    )
    message._set_value_decoder(len)
    assert (message.key, message.message) == ("k", 1)
    broker = kafka.Broker("localhost", 9092)
    assert (broker._host, broker._port) == ("localhost", 9092)


def test_everything_that_pyspark_has_is_there() -> None:
    names = "Broker KafkaMessageAndMetadata KafkaUtils OffsetRange TopicAndPartition utf8_decoder"
    assert {*names.split(), "KafkaDStream", "KafkaRDD"} == set(kafka.__all__)


def test_ranges_are_a_value_and_a_method() -> None:
    ranges = Ranges([OffsetRange("lines", 0, 5, 8)])
    assert ranges() == ranges == [OffsetRange("lines", 0, 5, 8)]
    assert ranges[0].fromOffset == 5
    assert type(pickle.loads(pickle.dumps(ranges))) is list


@pytest.mark.parametrize(
    "value",
    [
        TopicPartition("lines", 0),
        kafka.TopicAndPartition("lines", 0),
        OffsetRange("lines", 0, 5, 8),
        kafka.OffsetRange("lines", 0, 5, 8),
        ConsumerRecord("lines", 0, 5, "k", "v", 1, "CreateTime", None, 1, 1),
    ],
)
def test_values_come_back_as_they_were(value: Any) -> None:
    for same in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
        assert same == value
        assert type(same) is type(value)


def message(
    key: bytes | None = None,
    value: bytes | None = b"v",
    headers: Any = None,
    timestamp: tuple[int, int] = (1, 77),
) -> Any:
    """Return a message like confluent-kafka's."""
    answers = {
        "topic": "lines",
        "partition": 3,
        "offset": 5,
        "key": key,
        "value": value,
        "headers": headers,
        "timestamp": timestamp,
    }

    def answering(answer: Any) -> Callable[[], Any]:
        return lambda: answer

    return SimpleNamespace(**{name: answering(answer) for name, answer in answers.items()})


def test_what_is_made_of_messages() -> None:
    decode = kafka.utf8_decoder
    assert Pair(decode, decode)(message()) == (None, "v")
    assert Pair(len, lambda v: v)(message(b"key")) == (3, b"v")
    handled = Handled(decode, decode, lambda m: (m.topic, m.partition, m.offset, m.key, m.message))
    assert handled(message(b"key")) == ("lines", 3, 5, "key", "v")
    assert Handled(len, decode, lambda m: m.key)(message(b"key")) == 3


def test_what_scala_knows_of_a_message() -> None:
    string = StringDeserializer().deserialize
    record = Record(string, string)(message(b"k", b"val", [("h", b"1"), ("h", b"\xff")]))
    assert (record.topic, record.partition, record.offset) == ("lines", 3, 5)
    assert (record.key, record.value) == ("k", "val")
    assert (record.timestamp, record.timestampType) == (77, "CreateTime")
    assert (record.serializedKeySize, record.serializedValueSize) == (1, 3)
    last = record.headers.lastHeader("h")
    assert last is not None
    assert last.value == b"\xff"
    assert record.headers.lastHeader("x") is None
    assert [header.value for header in record.headers.headers("h")] == [b"1", b"\xff"]
    assert str(record) == (
        "ConsumerRecord(topic = lines, partition = 3, offset = 5, CreateTime = 77, serialized key "
        "size = 1, serialized value size = 3, headers = RecordHeaders(headers = [RecordHeader(key "
        "= h, value = [49]), RecordHeader(key = h, value = [-1])], isReadOnly = false), key = k, "
        "value = val)"
    )
    nothing = Record(string, string)(message(None, None, timestamp=(0, 0)))
    assert (nothing.key, nothing.value, nothing.timestamp) == (None, None, -1)
    assert nothing.timestampType == "NoTimestampType"


@pytest.mark.parametrize(
    ("name", "data", "value"),
    [
        ("String", "né".encode(), "né"),
        ("String", b"\xff", "\ufffd"),
        ("ByteArray", b"\xff", b"\xff"),
        ("Bytes", b"\xff", b"\xff"),
        ("ByteBuffer", b"\xff", b"\xff"),
        ("Integer", struct.pack("!i", -5), -5),
        ("Long", struct.pack("!q", 2**40), 2**40),
        ("Short", struct.pack("!h", -5), -5),
        ("Float", struct.pack("!f", 0.5), 0.5),
        ("Double", struct.pack("!d", 0.1), 0.1),
        ("Boolean", b"\x01", True),
        ("UUID", str(UUID(int=7)).encode(), UUID(int=7)),
        ("Void", None, None),
    ],
)  # fmt: skip
def test_javas_deserializers(name: str, data: bytes | None, value: Any) -> None:
    java = f"org.apache.kafka.common.serialization.{name}Deserializer"
    kind = getattr(kafka010, f"{name}Deserializer")
    for given in (java, f"class {java}", kind, kind()):
        made = deserializer({"value.deserializer": given}, isKey=False)
        assert made("lines", data) == value
        assert made("lines", None) is None


def test_other_deserializers() -> None:
    assert deserializer({"key.deserializer": len}, isKey=True)("lines", b"abc") == 3

    class Topical(kafka010.Deserializer):
        def deserialize(self, topic: str, data: bytes | None) -> Any:
            return topic, data

    assert deserializer({"key.deserializer": Topical}, isKey=True)("lines", b"a") == ("lines", b"a")
    latin = {"value.deserializer": StringDeserializer, "value.deserializer.encoding": "latin-1"}
    assert deserializer(latin, isKey=False)("lines", b"\xe9") == "é"


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        (None, ValueError, 'kafkaParams lacks "value.deserializer"'),
        ("io.confluent.KafkaAvroDeserializer", ValueError, "give it a Python function of bytes"),
        (5, TypeError, "must be a deserializer, such as StringDeserializer"),
    ],
)
def test_deserializers_that_are_refused(given: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=re.escape(says)):
        deserializer({"value.deserializer": given}, isKey=False)


def test_a_number_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(ValueError, match="takes 4 byte"):
        kafka010.IntegerDeserializer().deserialize("lines", b"abc")


def test_which_partitions_a_stream_reads() -> None:
    topics = Topics(a=2, ab=1, __consumer_offsets=1)
    subscribed: Subscribe[str, str] = Subscribe[str, str](["a", "b"], SERVERS)
    assert subscribed.partitions(topics, True) == [("a", 0), ("a", 1)]
    assert subscribed.missing([("a", 0)]) == ["b"]
    pattern: SubscribePattern[str, str] = SubscribePattern("a|_.*", SERVERS)
    assert pattern.partitions(topics, True) == [("a", 0), ("a", 1)]
    assert ("__consumer_offsets", 0) in pattern.partitions(topics, False)
    assigned: Assign[str, str] = Assign([TopicPartition("x", 4)], SERVERS, {("x", 4): 7})  # type: ignore[dict-item]
    assert assigned.partitions(topics, True) == [("x", 4)]
    assert assigned.offsets == {TopicPartition("x", 4): 7}
    assert assigned.isFixed
    assert not subscribed.isFixed


def test_arguments_of_strategies_that_are_refused() -> None:
    with pytest.raises(TypeError, match="a collection of names"):
        ConsumerStrategies.Subscribe("lines", SERVERS)
    with pytest.raises(TypeError, match="kafkaParams must be a dict"):
        ConsumerStrategies.Subscribe(["lines"], "localhost:9092")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="must be a TopicPartition"):
        ConsumerStrategies.Assign(["lines"], SERVERS)  # type: ignore[list-item]


def test_location_strategies() -> None:
    assert LocationStrategies.PreferConsistent is LocationStrategies.PreferConsistent()
    fixed = LocationStrategies.PreferFixed({TopicPartition("lines", 0): "host"})
    assert fixed.hosts == {A: "host"}
