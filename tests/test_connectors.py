"""Connectors that make PySpark streams: Kinesis, and those of third parties."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyspark.streaming
import pytest

from sparkish.port._oracle.spark import compiled
from sparkish.streaming import DStream, Milliseconds, StreamingContext
from sparkish.streaming.dstream import TransformedDStream

pytestmark = pytest.mark.spark

#: A substitute for the class in the Kinesis jar that PySpark calls; it has a few records already.
HELPER = """
package org.apache.spark.streaming.kinesis

import java.util.{ArrayDeque, Queue}

import org.apache.spark.api.java.JavaRDD
import org.apache.spark.storage.StorageLevel
import org.apache.spark.streaming.Duration
import org.apache.spark.streaming.api.java.{JavaDStream, JavaStreamingContext}

class KinesisUtilsPythonHelper {
  def createStream(
      jssc: JavaStreamingContext, app: String, stream: String, endpoint: String, region: String,
      initial: Int, interval: Duration, metrics: Int, level: StorageLevel, key: String,
      secret: String, role: String, session: String, external: String): JavaDStream[Array[Byte]] = {
    require(interval == Duration(2000) && level.replication == 2 && stream == "stream")
    val queue: Queue[JavaRDD[Array[Byte]]] = new ArrayDeque()
    val records = java.util.List.of("to be".getBytes("UTF-8"), "or not".getBytes("UTF-8"))
    queue.add(jssc.sparkContext.parallelize(records, 1))
    jssc.queueStream(queue)
  }
}
"""
PROGRAM = """
import sys
from sparkish import SparkConf, SparkContext
from sparkish.streaming import DStream, Seconds, StreamingContext
from sparkish.streaming.kinesis import InitialPositionInStream, KinesisUtils

conf = SparkConf().setMaster("local[2]").setAppName("kinesis").set("spark.ui.enabled", False)
conf = conf.set("spark.ui.showConsoleProgress", False).set("spark.jars", sys.argv[1])
ssc = StreamingContext(SparkContext(conf), Seconds(1))
ssc.sparkContext.setLogLevel("OFF")
where = "app", "stream", "https://localhost", "us-east-1", InitialPositionInStream.LATEST
lines = KinesisUtils.createStream(ssc, *where, Seconds(2))
assert isinstance(lines, DStream), lines
lines.flatMap(str.split).print()
lines.count().print()
KinesisUtils.createStream(ssc, *where, 2, decoder=len).print()
ssc.runFor(batches=2)
"""


@pytest.mark.whole
@pytest.mark.timeout(400)
def test_kinesis_gives_our_streams(tmp_path: Path) -> None:
    (tmp_path / "Helper.scala").write_text(HELPER)
    jar = compiled([tmp_path / "Helper.scala"])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(jar)], capture_output=True, text=True, timeout=380
    )
    batches = [line for line in done.stdout.splitlines() if line and line[0] not in "-T"]
    # For the second batch, PySpark's count has no element, and Scala's has a zero.
    assert batches == ["to", "be", "or", "not", "2", "5", "6", "0"], done.stderr


def theirs(ssc: StreamingContext) -> pyspark.streaming.DStream[Any]:
    """Return a stream of exactly PySpark's own class."""
    return pyspark.streaming.StreamingContext.queueStream(ssc, [[1, 2], [3]])


def test_a_third_partys_stream_becomes_ours(ssc: StreamingContext) -> None:
    connectors = {
        "a source": theirs(ssc),
        "mapped": theirs(ssc).map(lambda n: n * 10),
        "in the graph already": theirs(ssc).map(lambda n: n * 100),
        "kept": theirs(ssc).map(lambda n: n * 1000).cache(),
    }
    assert connectors["in the graph already"]._jdstream
    found: dict[str, list[Any]] = {name: [] for name in connectors}
    for name, stream in connectors.items():
        made = DStream.fromPySpark(stream)
        assert type(stream).__module__.startswith("pyspark")
        assert isinstance(made, DStream)
        assert DStream.fromPySpark(made) is made
        assert made.slideDuration == Milliseconds(500)
        counts = made.map(lambda n: (n, 1)).mapValues(lambda one: one + 1).reduce(max)
        counts.foreachRDD(lambda rdd, name=name: found[name].append(rdd.collect()))
    ssc.runFor(batches=2)
    assert found == {
        "a source": [[(2, 2)], [(3, 2)]],
        "mapped": [[(20, 2)], [(30, 2)]],
        "in the graph already": [[(200, 2)], [(300, 2)]],
        "kept": [[(2000, 2)], [(3000, 2)]],
    }


def test_it_folds_with_what_is_made_of_it(ssc: StreamingContext) -> None:
    mapped = theirs(ssc).map(str)
    made = DStream.fromPySpark(mapped)
    assert isinstance(made, TransformedDStream)
    kept = DStream.fromPySpark(theirs(ssc).map(str).cache())
    assert kept.is_cached
    assert not isinstance(kept, TransformedDStream)
    assert kept._jdstream.dstream().storageLevel().useMemory()


def test_what_is_no_stream_is_refused(ssc: StreamingContext) -> None:
    with pytest.raises(TypeError, match="fromPySpark takes a DStream of PySpark's, not 5"):
        DStream.fromPySpark(5)  # type: ignore[arg-type]
    stream = theirs(ssc)
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    with pytest.raises(RuntimeError, match="comes after the context was started"):
        DStream.fromPySpark(stream)
