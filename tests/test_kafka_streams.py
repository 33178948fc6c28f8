"""Streams of Kafka's messages, on a broker in memory."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Consumer

from compat.kafka.compacted import sendCompacted
from sparkish import SparkContext, StorageLevel
from sparkish.streaming import Milliseconds, StreamingContext, kafka
from sparkish.streaming._kafka import cluster
from sparkish.streaming._kafka.params import forDriver, understood
from sparkish.streaming._kafka.stores import withStores
from sparkish.streaming.kafka010 import (
    CanCommitOffsets,
    ConsumerRecord,
    ConsumerStrategies,
    HasOffsetRanges,
    KafkaUtils,
    LocationStrategies,
    OffsetRange,
    PerPartitionConfig,
    StringDeserializer,
    TopicPartition,
)
from sparkish.streaming.scheduler import StreamingListener
from sparkish.testing import KafkaBroker

pytestmark = [pytest.mark.spark, pytest.mark.kafka]

PreferConsistent = LocationStrategies.PreferConsistent


@pytest.fixture(scope="module")
def broker() -> Iterator[KafkaBroker]:
    with KafkaBroker() as broker:
        yield broker


@pytest.fixture
def topic(broker: KafkaBroker, request: pytest.FixtureRequest) -> str:
    """A new topic for the test, with three partitions."""
    name: str = request.node.name
    broker.createTopic(name, 3)
    return name


def params(broker: KafkaBroker, **more: Any) -> dict[str, Any]:
    """Return the settings of a Scala program."""
    return {
        "bootstrap.servers": broker.bootstrapServers,
        "key.deserializer": StringDeserializer,
        "value.deserializer": StringDeserializer,
        "auto.offset.reset": "earliest",
        **{key.replace("_", "."): value for key, value in more.items()},
    }


def old(broker: KafkaBroker) -> dict[str, Any]:
    """Return the settings of a PySpark 2.4 job."""
    return {"metadata.broker.list": broker.bootstrapServers, "auto.offset.reset": "smallest"}


class Batches(StreamingListener):
    """Records Spark's events about batches."""

    def __init__(self) -> None:
        self.infos: list[Any] = []

    def onBatchCompleted(self, batchCompleted: Any) -> None:
        self.infos.append(batchCompleted.batchInfo)


def test_jobs_of_pyspark_in_each_form(
    broker: KafkaBroker, topic: str, ssc: StreamingContext
) -> None:
    """Also several Kafka streams in one context."""
    broker.send(topic, ["to be", ("k", "or not"), "to be"])
    seen: dict[str, Any] = {}
    offsetRanges: list[Any] = []

    def storeOffsetRanges(rdd: Any) -> Any:
        nonlocal offsetRanges
        offsetRanges = rdd.offsetRanges()
        return rdd

    def show(_: Any) -> None:
        # Keep the first batch's ranges: the second batch has no message.
        seen.setdefault("stored", [(o.topic, o.partition, o.untilOffset) for o in offsetRanges])

    def collect(name: str) -> Callable[[Any], None]:
        return lambda rdd: seen.setdefault(name, rdd.collect())  # type: ignore[no-any-return]

    direct = kafka.KafkaUtils.createDirectStream(ssc, [topic], old(broker))
    assert isinstance(direct, kafka.KafkaDStream)
    direct.foreachRDD(collect("pairs"))
    direct.map(lambda pair: pair[1]).flatMap(str.split).countByValue().foreachRDD(collect("words"))
    direct.transform(storeOffsetRanges).foreachRDD(show)

    handled = kafka.KafkaUtils.createDirectStream(
        ssc,
        [topic],
        old(broker),
        fromOffsets={kafka.TopicAndPartition(topic, 1): 0},
        valueDecoder=lambda value: value,
        messageHandler=lambda m: (m.topic, m.partition, m.offset, m.key, m.message),
    )
    handled.foreachRDD(collect("handled"))

    with pytest.warns(UserWarning, match="zookeeper.session.timeout.ms"):
        group = kafka.KafkaUtils.createStream(
            ssc,
            "localhost:2181",
            f"group of {topic}",
            {topic: 1},
            {**old(broker), "zookeeper.session.timeout.ms": "400"},
        )
    group.foreachRDD(collect("group"))
    ssc.runFor(batches=2, timeout=90)

    # Messages without a key go to the partitions in turn, and the key decides for the other one.
    assert sorted(seen["pairs"], key=str) == sorted(
        [(None, "to be"), ("k", "or not"), (None, "to be")], key=str
    )
    assert sorted(seen["group"], key=str) == sorted(seen["pairs"], key=str)
    assert dict(seen["words"]) == {"to": 2, "be": 2, "or": 1, "not": 1}
    ends = broker.offsets(topic)
    assert seen["stored"] == [(topic, n, ends[n][1]) for n in range(3)]
    assert [each[:3] for each in seen["handled"]] == [(topic, 1, n) for n in range(ends[1][1])]
    assert all(isinstance(each[4], bytes) for each in seen["handled"])
    # The offsets of the read messages are committed for the group, and no later ones.
    assert broker.committed(f"group of {topic}", topic) == {n: ends[n][1] for n in range(3)}


def test_a_scala_program_with_commits(
    broker: KafkaBroker, topic: str, ssc: StreamingContext
) -> None:
    broker.send(topic, [str(n) for n in range(9)])
    committed: list[Any] = []
    batches: list[Any] = []
    settings = params(broker, group_id=topic, enable_auto_commit=False)
    offsets = {TopicPartition(topic, 0): 2}
    stream = KafkaUtils.createDirectStream(
        ssc, PreferConsistent, ConsumerStrategies.Subscribe[str, str]([topic], settings, offsets)
    )
    assert isinstance(stream, CanCommitOffsets)
    assert stream.name == f"Kafka 0.10 direct stream [{stream.id}]"

    @stream.foreachRDD
    def output(rdd: Any) -> None:
        assert isinstance(rdd, HasOffsetRanges)
        ranges = rdd.offsetRanges
        byPartition = rdd.mapPartitionsWithIndex(
            lambda index, records: [(ranges[index].partition, [r.value for r in records])]
        )
        batches.append((ranges, byPartition.collect()))
        stream.commitAsync(ranges, lambda offsets, error: committed.append((offsets, error)))

    timeline = Batches()
    ssc.addStreamingListener(timeline)
    ssc.runFor(batches=2, timeout=90)
    ranges, values = batches[0]
    assert ranges == [OffsetRange(topic, 0, 2, 3), OffsetRange(topic, 1, 0, 3),
                      OffsetRange(topic, 2, 0, 3)]  # fmt: skip
    assert sorted(value for _, found in values for value in found) == list("1245678")
    assert batches[1][0][0] == OffsetRange(topic, 0, 3, 3)
    assert broker.committed(topic, topic) == {0: 3, 1: 3, 2: 3}
    assert committed
    assert all(error is None for _, error in committed)
    # The web UI's facts.
    info = timeline.infos[0].streamIdToInputInfo[stream.id]
    assert info.numRecords == 7
    assert info.metadataDescription.get().splitlines() == [
        f"topic: {topic}\tpartition: 1\toffsets: 0 to 3\tcount: 3",
        f"topic: {topic}\tpartition: 2\toffsets: 0 to 3\tcount: 3",
        f"topic: {topic}\tpartition: 0\toffsets: 2 to 3\tcount: 1",
    ]
    names = ssc._jssc.ssc().progressListener().streamName(stream.id)
    assert names.get() == stream.name


def test_it_goes_on_where_the_group_has_got_to_and_finds_new_topics(
    broker: KafkaBroker, topic: str, ssc: StreamingContext
) -> None:
    broker.send(topic, ["0", "1", "2"], partition=1)
    seen: list[Any] = []
    new = f"{topic}_new"
    # Commits of another run.
    first = KafkaUtils.createRDD(
        ssc.sparkContext, params(broker), [OffsetRange(topic, 1, 1, 2)], PreferConsistent
    )
    assert [record.value for record in first.collect()] == ["1"]
    settings = params(broker, group_id=topic, enable_auto_commit="true")
    stream = KafkaUtils.createDirectStream(
        ssc,
        PreferConsistent,
        ConsumerStrategies.SubscribePattern(f"{topic}.*", settings),
    )
    stream.map(lambda record: (record.topic, record.value)).foreachRDD(
        lambda rdd: seen.extend(rdd.collect())
    )
    other = KafkaUtils.createDirectStream(
        ssc,
        PreferConsistent,
        ConsumerStrategies.Assign(
            [TopicPartition(topic, 1)], params(broker), {TopicPartition(topic, 1): 2}
        ),
    )
    assigned: list[Any] = []
    other.map(lambda record: record.value).foreachRDD(lambda rdd: assigned.extend(rdd.collect()))

    def make(rdd: Any) -> None:
        if seen and new not in broker._partitions:
            broker.createTopic(new, 1)
            broker.send(new, ["new"])

    stream.foreachRDD(make)
    ssc.runFor(batches=7, timeout=90)
    assert assigned == ["2"]
    assert sorted(seen) == [(topic, "0"), (topic, "1"), (topic, "2"), (new, "new")]
    # As Java's clients do by default, it committed the offsets of the read messages.
    assert broker.committed(topic, topic)[1] == 3
    # So the next run begins there.
    with StreamingContext(ssc.sparkContext, Milliseconds(500)) as next_:
        again: list[Any] = []
        stream = KafkaUtils.createDirectStream(
            next_, PreferConsistent, ConsumerStrategies.Subscribe([topic], settings)
        )
        stream.foreachRDD(lambda rdd: again.append(rdd.count()))
        next_.runFor(batches=1, timeout=90)
    assert again[0] == 0


def test_rates(broker: KafkaBroker, topic: str, ssc: StreamingContext) -> None:
    broker.send(topic, [str(n) for n in range(10)], partition=0)
    broker.send(topic, [str(n) for n in range(4)], partition=1)

    class Slow(PerPartitionConfig):
        def maxRatePerPartition(self, topicPartition: TopicPartition) -> int:
            return 4 if topicPartition.partition == 0 else 0

        def minRatePerPartition(self, topicPartition: TopicPartition) -> int:
            return 1

    counts: list[list[int]] = []
    stream = KafkaUtils.createDirectStream(
        ssc, PreferConsistent, ConsumerStrategies.Subscribe([topic], params(broker)), Slow()
    )
    stream.foreachRDD(lambda rdd: counts.append([o.count() for o in rdd.offsetRanges]))
    ssc.runFor(batches=4, timeout=90)
    # As in Scala, a rate of 0 means no messages if another partition has a rate: only the minimum.
    assert counts[:4] == [[2, 1, 0]] * 4


def test_backpressure_is_sparks_own(
    broker: KafkaBroker, topic: str, ssc: StreamingContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"enabled": "true", "initialRate": "20"}
    for name, value in settings.items():
        ssc.sparkContext._conf.set(f"spark.streaming.backpressure.{name}", value)
    try:
        broker.send(topic, [str(n) for n in range(2000)], partition=0)
        counts: list[int] = []
        stream = KafkaUtils.createDirectStream(
            ssc, PreferConsistent, ConsumerStrategies.Subscribe([topic], params(broker))
        )
        stream.foreachRDD(lambda rdd: counts.append(rdd.count()))
        ssc.runFor(batches=6, timeout=90)
    finally:
        ssc.sparkContext._conf.set("spark.streaming.backpressure.enabled", "false")
    assert counts[0] == 10
    # The stream keeps up easily, so the estimate is higher than the initial rate.
    assert max(counts) > 10
    assert all(count < 2000 for count in counts)


def test_cached_and_windowed_streams(
    broker: KafkaBroker, topic: str, ssc: StreamingContext
) -> None:
    broker.send(topic, ["a", "b"])
    cached: list[Any] = []
    windows: list[Any] = []
    stream = KafkaUtils.createDirectStream(
        ssc, PreferConsistent, ConsumerStrategies.Subscribe([topic], params(broker))
    )
    stream.persist(StorageLevel.MEMORY_ONLY)
    stream.foreachRDD(lambda rdd: cached.append((rdd.offsetRanges, rdd.count())))
    stream.transform(lambda rdd: rdd.context.parallelize([len(rdd.offsetRanges)])).foreachRDD(
        lambda rdd: cached.append(rdd.collect())
    )
    # The records themselves can go through Spark's windows. In Scala they cannot.
    stream.window(Milliseconds(1000), Milliseconds(500)).foreachRDD(
        lambda rdd: windows.append(sorted(record.value for record in rdd.collect()))
    )
    ssc.runFor(batches=3, timeout=90)
    assert cached[0][0][0] == OffsetRange(topic, 0, 0, 1)
    assert cached[0][1] == 2
    assert cached[1] == [3]
    assert windows[:3] == [["a", "b"], ["a", "b"], []]


def test_rdds_of_ranges(broker: KafkaBroker, topic: str, sc: SparkContext) -> None:
    broker.send(topic, ["a", "b", "c"], partition=0)
    broker.send(topic, ["d"], partition=2)
    ranges = [
        OffsetRange(topic, 0, 0, 2),
        OffsetRange(topic, 1, 0, 0),
        OffsetRange(topic, 2, 0, 1),
        OffsetRange(topic, 0, 2, 3),
    ]
    rdd = KafkaUtils.createRDD(sc, params(broker), ranges, PreferConsistent)
    assert [[r.value for r in each] for each in rdd.glom().collect()] == [["a", "b"], [], ["d"], ["c"]]  # fmt: skip # noqa: E501
    assert rdd.offsetRanges == ranges
    assert isinstance(rdd.first(), ConsumerRecord)
    assert [record.value for record in rdd.take(3)] == ["a", "b", "d"]
    assert rdd.take(0) == []
    pairs = kafka.KafkaUtils.createRDD(
        sc,
        old(broker),
        [kafka.OffsetRange(topic, 0, 1, 3)],
        {kafka.TopicAndPartition(topic, 0): kafka.Broker("127.0.0.1", 9092)},
    )
    assert pairs.collect() == [(None, "b"), (None, "c")]
    assert [str(each) for each in pairs.offsetRanges()] == [
        f"OffsetRange(topic: {topic}, partition: 0, range: [1 -> 3])"
    ]


def test_what_offsets_tell_is_not_read(broker: KafkaBroker, topic: str, sc: SparkContext) -> None:
    """These messages do not exist, so reading them would fail."""
    many = KafkaUtils.createRDD(
        sc, params(broker), [OffsetRange(topic, 0, 0, 10**12)], PreferConsistent
    )
    assert many.count() == 10**12
    assert not many.isEmpty()
    assert not many.isEmpty
    none = KafkaUtils.createRDD(
        sc, params(broker), [OffsetRange(topic, 0, 10**12, 10**12)], PreferConsistent
    )
    assert none.isEmpty()
    assert none.take(5) == []


def test_records_travel(broker: KafkaBroker, topic: str, sc: SparkContext) -> None:
    broker.send(topic, [("b", "1"), ("a", "2"), ("b", "3")])
    broker.send(topic, ["x" * 4_000_000], partition=0)
    ends = broker.offsets(topic)
    ranges = [OffsetRange(topic, n, *ends[n]) for n in range(3)]
    rdd = KafkaUtils.createRDD(sc, params(broker), ranges, PreferConsistent)
    grouped = rdd.keyBy(lambda record: record.key).groupByKey().mapValues(list).collect()
    assert all(isinstance(each, ConsumerRecord) for _, records in grouped for each in records)
    lengths = {key: sorted(len(each.value) for each in records) for key, records in grouped}
    assert lengths == {"a": [1], "b": [1, 1], None: [4_000_000]}
    whole = rdd.filter(lambda record: record.key == "a").first()
    assert (whole.topic, whole.value, whole.timestampType) == (topic, "2", "CreateTime")


def test_bytes_that_are_no_text(broker: KafkaBroker, topic: str, ssc: StreamingContext) -> None:
    broker.send(topic, ["fine", b"\xff\xfe"], partition=0)
    stream = kafka.KafkaUtils.createDirectStream(ssc, [topic], old(broker))
    stream.map(lambda pair: pair[1]).foreachRDD(lambda rdd: rdd.collect())
    with pytest.raises(Exception, match="UnicodeDecodeError") as failure:
        ssc.runFor(batches=2, timeout=90)
    first = str(failure.value).splitlines()[0]
    assert f"{topic}-0, offset 1: UnicodeDecodeError" in first
    assert re.search(r"createDirectStream\(\) at test_kafka_streams.py:\d+", first)


def test_offsets_that_are_gone(broker: KafkaBroker, topic: str, sc: SparkContext) -> None:
    broker.send(topic, list("abcdef"), partition=0)
    broker.deleteRecords(topic, 0, 4)
    rdd = KafkaUtils.createRDD(sc, params(broker), [OffsetRange(topic, 0, 1, 6)], PreferConsistent)
    with pytest.raises(Exception, match=f"Offsets 1 to 6 of {topic}-0 are gone: Kafka has 4 to 6"):
        rdd.collect()
    with pytest.raises(Exception, match="Beginning offset 6 is after the ending offset 5"):
        KafkaUtils.createRDD(
            sc, params(broker), [OffsetRange(topic, 0, 6, 5)], PreferConsistent
        ).collect()


def test_gaps_between_offsets(broker: KafkaBroker, topic: str, sc: SparkContext) -> None:
    """Gaps as after compaction and transactions, also at the ends of ranges."""
    broker.send(topic, ["a", "b"], partition=0)
    sendCompacted(broker.bootstrapServers, topic, 0, {1: b"c", 4: b"d"}, 6)
    sendCompacted(broker.bootstrapServers, topic, 0, {0: b"e"}, 3)
    assert broker.offsets(topic)[0] == (0, 11)
    strict = KafkaUtils.createRDD(
        sc, params(broker), [OffsetRange(topic, 0, 0, 11)], PreferConsistent
    )
    with pytest.raises(Exception, match=f"Got offset 3 of {topic}-0 where 2 was expected"):
        strict.collect()
    allow = "spark.streaming.kafka.allowNonConsecutiveOffsets"
    sc._conf.set(allow, "true")
    try:
        # One RDD with many ranges, which begin and end everywhere.
        bounds = [(0, 11), (2, 8), (3, 6), (4, 6), (9, 11)]
        ranges = [OffsetRange(topic, 0, *each) for each in bounds]
        rdd = KafkaUtils.createRDD(sc, params(broker), ranges, PreferConsistent)
        found = rdd.map(lambda record: record.value).glom().collect()
        assert ["".join(each) for each in found] == ["abcde", "cd", "c", "", ""]
        assert (rdd.count(), rdd.isEmpty()) == (8, False)
        assert [record.value for record in rdd.take(2)] == ["a", "b"]
    finally:
        sc._conf.set(allow, "false")


@pytest.mark.parametrize("kind", ["JKS", "PKCS12"])
def test_java_key_stores(kind: str, tmp_path: Path, sc: SparkContext) -> None:
    """The driver's JVM reads the key stores, with their passwords. JKS is Java's default."""
    store, secret = tmp_path / "keys.jks", "secret"
    # A key in a JKS file can have a password of its own.
    own = {"JKS": "the key's"}.get(kind, secret)
    command = ["keytool", "-genkeypair", "-alias", "client", "-keyalg", "RSA", "-dname", "CN=x",
               "-storetype", kind, "-keystore", str(store), "-storepass", secret,
               "-keypass", own]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    # Each kind of file begins with bytes of its own.
    assert (store.read_bytes()[:4] == b"\xfe\xed\xfe\xed") == (kind == "JKS")
    settings = {
        "bootstrap.servers": "localhost:9092",
        "ssl.keystore.location": str(store),
        "ssl.keystore.password": secret,
        "ssl.truststore.location": str(store),
        "ssl.truststore.password": secret,
    }
    if kind == "JKS":
        settings["ssl.key.password"] = own
    else:
        settings |= {"ssl.keystore.type": kind, "ssl.truststore.type": kind}
    conf = withStores(understood(settings)).conf
    assert conf["ssl.key.pem"].startswith("-----BEGIN PRIVATE KEY-----\n")
    assert conf["ssl.certificate.pem"].startswith("-----BEGIN CERTIFICATE-----\n")
    assert conf["ssl.ca.pem"] == conf["ssl.certificate.pem"]
    # librdkafka can use them.
    Consumer({**forDriver(conf, "g"), "security.protocol": "SSL"}).close()
    mistaken = understood({**settings, "ssl.keystore.password": "mistaken"})
    with pytest.raises(Exception, match=r"The key store '.*keys\.jks' cannot be read: .*password"):
        withStores(mistaken)


def test_a_broker_that_is_away_for_a_while(
    broker: KafkaBroker, topic: str, ssc: StreamingContext
) -> None:
    broker.send(topic, list("abc"))
    seen: list[Any] = []
    stream = KafkaUtils.createDirectStream(
        ssc, PreferConsistent, ConsumerStrategies.Subscribe([topic], params(broker))
    )
    values = stream.map(lambda record: record.value)
    values.foreachRDD(lambda rdd: seen.append(sorted(rdd.collect())))

    # While the broker is away, the next batches' ranges must be decided.
    back = threading.Timer(3, broker.startBroker)

    @values.foreachRDD
    def once(rdd: Any) -> None:
        if len(seen) == 1 and not back.is_alive() and not back.finished.is_set():
            broker.stopBroker()
            back.start()

    try:
        ssc.runFor(batches=4, timeout=90)
    finally:
        back.cancel()
        broker.startBroker()
    assert seen[0] == ["a", "b", "c"]
    assert back.finished.is_set()
    assert all(batch == [] for batch in seen[1:])


def test_no_broker(
    ssc: StreamingContext, broker: KafkaBroker, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It is said within ten seconds; two do here.
    assert cluster._FIRST < 10
    monkeypatch.setattr(cluster, "_FIRST", 2.0)
    nowhere = {"bootstrap.servers": "127.0.0.1:9", "metadata.broker.list": "127.0.0.1:9"}
    stream = KafkaUtils.createDirectStream(
        ssc,
        PreferConsistent,
        ConsumerStrategies.Subscribe([topic], {**params(broker), **nowhere}),
    )
    stream.foreachRDD(lambda rdd: None)
    with pytest.raises(RuntimeError, match=r"No Kafka broker answers at 127\.0\.0\.1:9, within"):
        ssc.start()
    assert str(ssc.getState()) == "INITIALIZED"


def test_what_is_refused(broker: KafkaBroker, topic: str, ssc: StreamingContext) -> None:
    direct, subscribe = KafkaUtils.createDirectStream, ConsumerStrategies.Subscribe
    good = params(broker)
    for refused, error, says in [
        (lambda: kafka.KafkaUtils.createDirectStream(ssc, "t", old(broker)),  # type: ignore[arg-type]
         TypeError, "topics should be list"),
        (lambda: kafka.KafkaUtils.createDirectStream(ssc, [topic], None),  # type: ignore[arg-type]
         TypeError, "kafkaParams should be dict"),
        (lambda: kafka.KafkaUtils.createDirectStream(ssc, ["none such"], old(broker)),
         RuntimeError, "There is no topic 'none such' in Kafka at 127"),
        (lambda: kafka.KafkaUtils.createDirectStream(
            ssc, [topic], old(broker), {kafka.TopicAndPartition("other", 0): 1}),
         RuntimeError, "do not equal to the topic from offsets: other"),
        (lambda: kafka.KafkaUtils.createStream(ssc, "zk:2181", "g", [topic]),  # type: ignore[arg-type]
         TypeError, "topics should be dict"),
        (lambda: kafka.KafkaUtils.createStream(ssc, "zk:2181", "g", {topic: 1}),
         ValueError, "spark-submit --conf spark.sparkish.kafka.brokers=host:9092"),
        (lambda: kafka.KafkaUtils.createRDD(ssc.sparkContext, old(broker), None),  # type: ignore[arg-type]
         TypeError, "offsetRanges should be list"),
        (lambda: kafka.KafkaUtils.createDirectStream(
            ssc, [topic], old(broker), valueDecoder="utf-8"),  # type: ignore[arg-type]
         TypeError, "valueDecoder must be a function"),
        (lambda: direct(ssc, subscribe([topic], good), PreferConsistent),  # type: ignore[arg-type]
         TypeError, "takes a LocationStrategy"),
        (lambda: direct(None, PreferConsistent, subscribe([topic], good)),  # type: ignore[arg-type]
         TypeError, "takes a StreamingContext of sparkish.streaming"),
        (lambda: direct(ssc, PreferConsistent,
                        subscribe([topic], {**good, "fetch.max.wait.ms": -5})),
         ValueError, 'kafkaParams "fetch.max.wait.ms": librdkafka says: '),
        (lambda: direct(ssc, PreferConsistent, subscribe([topic], {**good, "security.protocol": "x"})),  # noqa: E501
         ValueError, 'kafkaParams "security.protocol": librdkafka says: Invalid value "x"'),
        (lambda: KafkaUtils.createRDD(
            ssc.sparkContext, good, [], LocationStrategies.PreferBrokers),
         ValueError, "you must provide a mapping using PreferFixed"),
    ]:  # fmt: skip
        with pytest.raises(error, match=re.escape(says)):
            refused()
    with pytest.warns(UserWarning, match=r"mean nothing here, and are not used: my\.own\.key"):
        stream = direct(ssc, PreferConsistent, subscribe([topic], {**good, "my.own.key": "x"}))
    with pytest.raises(RuntimeError, match="give kafkaParams a"):
        stream.commitAsync([])
    stream.foreachRDD(lambda rdd: None)
    strict = params(broker, auto_offset_reset="none", group_id="new")
    direct(ssc, PreferConsistent, subscribe([topic], strict)).foreachRDD(lambda rdd: None)
    with pytest.raises(RuntimeError, match="There is no first offset for test_what_is"):
        ssc.start()
