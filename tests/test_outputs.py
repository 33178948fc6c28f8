"""The output operations, on real batches."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from sparkish import SparkContext
from sparkish._jvm.failures import BatchFailedError
from sparkish.lineserver import LineServer
from sparkish.partitioner import HashPartitioner, Partitioner
from sparkish.storage import StorageLevel
from sparkish.streaming import Milliseconds, Seconds, StreamingContext, Time
from sparkish.streaming._engine.outputs import taker

pytestmark = pytest.mark.spark

LINE = "-" * 43


def batches(ssc: StreamingContext, stream: Any, number: int) -> list[list[Any]]:
    """Run for some batches, and return the stream's elements in each."""
    seen: list[list[Any]] = []
    stream.foreachRDD(lambda rdd: seen.append(rdd.collect()))
    ssc.runFor(number, timeout=Seconds(60))
    return seen


def test_print_is_scalas_to_the_letter(
    ssc: StreamingContext, capsys: pytest.CaptureFixture[str]
) -> None:
    times: list[Time] = []
    stream = ssc.queueStream([["a", "b", "c"], ["d", "e"], []])
    stream.foreachRDD(lambda rdd, time: times.append(time))
    stream.map(lambda x: (x, None, 1e10)).print(2)
    ssc.runFor(batches=3)
    shown = [
        ["(a,null,1.0E10)", "(b,null,1.0E10)", "..."],
        ["(d,null,1.0E10)", "(e,null,1.0E10)"],
        [],
    ]
    assert capsys.readouterr().out.splitlines() == [
        text
        for time, elements in zip(times, shown, strict=True)
        for text in (LINE, f"Time: {time.milliseconds} ms", LINE, *elements, "")
    ]
    assert times[1] - times[0] == Milliseconds(500)


def test_pprint_is_pysparks(ssc: StreamingContext, capsys: pytest.CaptureFixture[str]) -> None:
    ssc.queueStream([["a", "b"]]).map(lambda x: (x, None)).pprint(1)
    ssc.runFor(batches=1)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Time: 20")
    assert lines[3:] == ["('a', None)", "...", ""]


def counter(sc: SparkContext) -> tuple[Any, Callable[[Any], Any]]:
    """Return an accumulator, and a function that counts the computed partitions."""
    computed = sc.accumulator(0)

    def counting(part: Any) -> Any:
        computed.add(1)
        return part

    return computed, counting


def test_print_takes_what_take_takes(sc: SparkContext) -> None:
    """The earlier batches have no influence."""
    take = taker(4)
    sizes = [
        [1],
        [],
        [1, 1, 1, 1, 1],
        [0, 0, 0, 0, 9],
        [9],
        [],
        [0] * 7,
        [2, 2, 2],
        [0, 3, 3],
        [4, 4],
    ]
    for counts in sizes:
        parts = [[(n, m) for m in range(count)] for n, count in enumerate(counts)]
        rdd = sc.parallelize(parts, len(parts) or 1).flatMap(lambda part: part)
        assert take(rdd) == rdd.take(4), counts


def test_print_needs_one_job_for_batches_that_are_alike(
    ssc: StreamingContext, sc: SparkContext, capsys: pytest.CaptureFixture[str]
) -> None:
    computed, counting = counter(sc)
    rdds = [sc.parallelize(range(5), 5).mapPartitions(counting) for _ in range(4)]
    ssc.queueStream(rdds).print()
    jobs = sc.statusTracker().getJobIdsForGroup
    before = set(jobs())
    ssc.runFor(batches=4)
    # The first batch looks at one partition first, and then at the others.
    assert len(set(jobs()) - before) == 5
    assert computed.value == 4 * 5
    assert capsys.readouterr().out.count("\n4\n") == 4


def test_print_computes_no_partition_more_than_it_needs(
    ssc: StreamingContext, sc: SparkContext
) -> None:
    computed, counting = counter(sc)
    rdds = [sc.parallelize(range(50), 5).mapPartitions(counting) for _ in range(3)]
    ssc.queueStream(rdds).pprint(9)
    ssc.runFor(batches=3)
    assert computed.value == 3


def test_the_notes_program_on_a_real_socket(
    ssc: StreamingContext,
    capsys: pytest.CaptureFixture[str],
    eventually: Callable[..., None],
) -> None:
    printed = ""
    with LineServer(["to be", "or not", "ünïcode €"]) as server:
        lines = ssc.socketTextStream("localhost", server.port, StorageLevel.MEMORY_AND_DISK_SER_2)
        lines.map(lambda x: x + "VIN").print(10)
        ssc.start()

        def all_printed() -> bool:
            nonlocal printed
            printed += capsys.readouterr().out
            return "ünïcode €VIN" in printed

        eventually(all_printed, "the lines are printed")
        assert ssc._jssc.ssc().graph().getInputStreams()[0].name().startswith("Socket")
        ssc.stop(stopSparkContext=False)
    elements = [text for text in printed.splitlines() if text.endswith("VIN")]
    assert elements == ["to beVIN", "or notVIN", "ünïcode €VIN"]


def test_a_partition_for_each_block(sc: SparkContext, eventually: Callable[..., None]) -> None:
    """The block interval (100 ms here) decides how many partitions a batch has."""
    ssc = StreamingContext(sc, Seconds(2))
    partitions: list[int] = []
    with LineServer((str(n) for n in range(100000)), rate=200) as server:
        lines = ssc.socketTextStream("localhost", server.port)
        lines.foreachRDD(lambda rdd: partitions.append(rdd.getNumPartitions()))
        ssc.start()
        eventually(lambda: len(partitions) >= 3, "three batches")
        ssc.stop(stopSparkContext=False)
    assert 10 <= max(partitions) <= 21


def test_count_is_a_transformation_that_counts_empty_batches_too(ssc: StreamingContext) -> None:
    with LineServer([]) as server:
        stream = ssc.socketTextStream("localhost", server.port)
        assert batches(ssc, stream.count(), 2) == [[0], [0]]


def test_count_of_batches(ssc: StreamingContext) -> None:
    assert batches(ssc, ssc.queueStream([[1, 2, 3], []]).count(), 3) == [[3], [0], [0]]


def test_saving_as_text_and_as_objects(
    ssc: StreamingContext, sc: SparkContext, tmp_path: Path
) -> None:
    times: list[Time] = []
    stream = ssc.queueStream([[("a", 1)]])
    stream.foreachRDD(lambda rdd, time: times.append(time))
    stream.saveAsTextFiles(f"{tmp_path}/text", "out")
    stream.saveAsFile(f"{tmp_path}/file")
    stream.saveAsObjectFiles(f"{tmp_path}/objects")
    ssc.runFor(batches=1)
    time = times[0].milliseconds
    assert sc.textFile(f"{tmp_path}/text-{time}.out").collect() == ["('a', 1)"]
    assert sc.textFile(f"{tmp_path}/file-{time}").collect() == ["('a', 1)"]
    assert sc.pickleFile(f"{tmp_path}/objects-{time}").collect() == [("a", 1)]


def test_saving_in_formats_of_hadoops(
    ssc: StreamingContext, sc: SparkContext, tmp_path: Path
) -> None:
    times: list[Time] = []
    stream = ssc.queueStream([[("a", 1), ("b", 2)], []]).repartition(1)
    stream.foreachRDD(lambda rdd, time: times.append(time))
    compress = "mapreduce.output.fileoutputformat.compress"
    gzip = {compress: True, f"{compress}.codec": "org.apache.hadoop.io.compress.GzipCodec"}
    named = ("Text", "org.apache.hadoop.io.IntWritable")
    for api, save in (("old", stream.saveAsHadoopFiles), ("new", stream.saveAsNewAPIHadoopFiles)):
        save(f"{tmp_path}/{api}", "seq", *named, "SequenceFileOutputFormat")
        save(f"{tmp_path}/{api}", "", *named, outputFormatClass="TextOutputFormat", conf=gzip)
        # Without types: an empty batch does not show them.
        save(f"{tmp_path}/{api}", "any", outputFormatClass="SequenceFileOutputFormat")
    ssc.runFor(batches=2, timeout=Seconds(60))
    first, second = (time.milliseconds for time in times)
    for api in ("old", "new"):
        for suffix in ("seq", "any"):
            path = f"{tmp_path}/{api}-{first}.{suffix}"
            assert sc.sequenceFile(path).collect() == [("a", 1), ("b", 2)]
            path = f"{tmp_path}/{api}-{second}.{suffix}"
            assert sc.sequenceFile(path).collect() == []
            assert (Path(path) / "_SUCCESS").exists()
        text = tmp_path / f"{api}-{first}"
        assert sc.textFile(str(text)).collect() == ["a\t1", "b\t2"]
        assert [part.suffix for part in text.glob("part-*")] == [".gz"]


def test_a_batch_that_cannot_be_saved_says_so(ssc: StreamingContext, tmp_path: Path) -> None:
    pairs = ssc.queueStream([[("a", 1)]])
    pairs.saveAsHadoopFiles(f"{tmp_path}/out", "", "Text", "Text", "SequenceFileOutputFormat")
    ssc.start()
    with pytest.raises(BatchFailedError, match="wrong value class"):
        ssc.awaitTerminationOrTimeout(30)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((), TypeError, r"saveAs\w*HadoopFiles needs outputFormatClass, such as 'org\.apache"),
        (("Text", "Text"), TypeError, "needs outputFormatClass"),
        (("Text", str, "TextOutputFormat"), TypeError, "given by its name"),
        (("Txt", "Text", "TextOutputFormat"), ValueError, r"no class org\.apache\.hadoop\.io\.Txt"),
        (("Text", "Text", "Format"), ValueError, r"no class org\.apache\.hadoop\.mapred.*\.Format"),
        (("Text", "Text", "TextOutputFormat", "gzip"), TypeError, "must be a dict of Hadoop"),
    ],
)
def test_formats_that_are_none_are_refused_at_once(
    ssc: StreamingContext, arguments: Any, error: type[Exception], words: str
) -> None:
    pairs: Any = ssc.queueStream([[("a", 1)]])
    for save in (pairs.saveAsHadoopFiles, pairs.saveAsNewAPIHadoopFiles):
        with pytest.raises(error, match=words):
            save("out", "", *arguments)
    assert not any(node.isOutput for node in ssc._graph.nodes)


@pytest.mark.parametrize("value", [0, 3, "text", [1]])
def test_what_a_callback_returns_is_dropped(ssc: StreamingContext, value: Any) -> None:
    seen: list[Any] = []

    def callback(rdd: Any) -> Any:
        seen.append(rdd.collect())
        return value

    ssc.queueStream([[1], [2]]).foreachRDD(callback)
    ssc.runFor(batches=2)
    assert seen == [[1], [2]]


def test_jobs_carry_the_users_file_and_line(ssc: StreamingContext, sc: SparkContext) -> None:
    ssc.queueStream([[1]]).print()
    ssc.queueStream([[1]]).map(str).foreachRDD(lambda rdd: rdd.count())
    ssc.runFor(batches=1)
    url = f"{sc.uiWebUrl}/api/v1/applications/{sc.applicationId}/jobs"
    port = url.split(":")[2].split("/")[0]
    local = f"http://127.0.0.1:{port}/api/v1/applications/{sc.applicationId}/jobs"
    with urllib.request.urlopen(local, timeout=30) as answer:
        described = [job.get("description", "") for job in json.load(answer)]
    line = test_jobs_carry_the_users_file_and_line.__code__.co_firstlineno
    for name, at in (("print", line + 1), ("foreachRDD", line + 2)):
        (job, *_) = [text for text in described if f"{name}() at test_outputs.py:{at}" in text]
        assert "Streaming job from" in job


@pytest.mark.parametrize(
    "operation",
    [
        lambda s, o, p: s.groupByKey(p).mapValues(sorted),
        lambda s, o, p: s.reduceByKey(max, p),
        lambda s, o, p: s.combineByKey(lambda v: [v], lambda c, v: [*c, v], lambda c, d: c + d, p),
        lambda s, o, p: s.combineByKey(str, lambda c, v: c + str(v), lambda c, d: c + d, p, False),
        lambda s, o, p: s.partitionBy(p),
        lambda s, o, p: s.join(o, p),
        lambda s, o, p: s.cogroup(o, p).mapValues(lambda sides: [sorted(side) for side in sides]),
        lambda s, o, p: s.leftOuterJoin(o, p),
        lambda s, o, p: s.rightOuterJoin(o, p),
        lambda s, o, p: s.fullOuterJoin(o, p),
        lambda s, o, p: s.groupByKeyAndWindow(Milliseconds(500), 0.5, p).mapValues(sorted),
        lambda s, o, p: s.reduceByKeyAndWindow(max, 0.5, 0.5, p),
    ],
)
def test_partitioners(ssc: StreamingContext, operation: Any) -> None:
    data = [[("a", 1), ("bb", 2), ("bb", 3), ("ccc", 4)]]
    other = [[("bb", 5), ("dddd", 6)]]
    results: list[Any] = []

    class ByLength(Partitioner):
        numPartitions = 3

        def getPartition(self, key: Any) -> int:
            return len(key) % 3

    first, second = ssc.queueStream(data), ssc.queueStream(other)
    second.foreachRDD(lambda rdd: None)
    for partitioner in (ByLength(), HashPartitioner(4), 2, None):
        stream = operation(first, second, partitioner)
        stream.foreachRDD(lambda rdd: results.append(rdd.glom().collect()))
    ssc.runFor(batches=1)
    assert [len(result) for result in results] == [3, 4, 2, 2]
    for number, part in enumerate(results[0]):
        assert {len(pair[0]) % 3 for pair in part} <= {number}
    everything = [sorted(chain.from_iterable(result), key=repr) for result in results]
    assert everything[0]
    assert everything == everything[:1] * 4
