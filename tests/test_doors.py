"""Every way to get a context, a session or an RDD gives an object with Scala's names."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pyspark
import pyspark.sql
import pytest

from sparkish import SparkConf, SparkContext
from sparkish._core.naming import withScalaMethods
from sparkish._rdd.base import RDD
from sparkish.sql import DataFrame, SaveMode, SparkSession, SQLContext
from sparkish.streaming import StreamingContext

pytestmark = pytest.mark.spark

#: Programs that begin with PySpark: how they get the context, and what they call of sparkish.
DOORS = {
    "a new session": "from sparkish.sql import SparkSession\n"
    "sc = SparkSession.builder.master('local[1]').appName('a').getOrCreate().sparkContext",
    "a session made by hand": "import pyspark\nfrom sparkish.sql import SparkSession\n"
    "sc = SparkSession(pyspark.SparkContext('local[1]', 'a')).sparkContext",
    "a new session of a mapping": "from sparkish.sql import SparkSession\n"
    "sc = SparkSession.builder().config({'spark.master': 'local[1]'}).create().sparkContext",
    "PySpark's session": "import pyspark.sql\nfrom sparkish.sql import SparkSession\n"
    "theirs = pyspark.sql.SparkSession.builder.master('local[1]').getOrCreate()\n"
    "sc = SparkSession.builder.getOrCreate().sparkContext\n"
    "assert sc is theirs.sparkContext and theirs.implicits",
    "PySpark's active session": "import pyspark.sql\nfrom sparkish.sql import SparkSession\n"
    "pyspark.sql.SparkSession.builder.master('local[1]').getOrCreate()\n"
    "sc = SparkSession.getActiveSession().sparkContext",
    "PySpark's context": "import pyspark\nfrom sparkish import SparkContext\n"
    "theirs = pyspark.SparkContext('local[1]', 'a')\n"
    "sc = SparkContext.getOrCreate()\nassert sc is theirs",
    "a streaming context on PySpark's": "import pyspark\n"
    "from sparkish.streaming import StreamingContext\n"
    "sc = StreamingContext(pyspark.SparkContext('local[1]', 'a'), 1).sparkContext",
    "the word changed": "import sparkish as pyspark\n"
    "sc = pyspark.sql.SparkSession.builder.master('local[1]').getOrCreate().sparkContext",
}
CHECK = """
import pyspark, sparkish


def check(sc):
    sc.setLogLevel("OFF")
    assert isinstance(sc, sparkish.SparkContext), type(sc)
    rdd = sc.makeRDD([("a", 1)])
    assert rdd.context is rdd.sparkContext is sc and rdd.partitions.length == 1
    assert sc.longAccumulator("n").value == 0 and rdd.map(str).toDF("k").rdd.partitions
    assert sc.getConf.get("spark.master") == sc.getConf().get("spark.master") == "local[1]"
    assert not hasattr(pyspark.SparkContext, "makeRDD")
    assert not hasattr(pyspark.RDD, "partitions")
    sc.stop()


for name, door in DOORS.items():
    found = {}
    exec(door, found)
    check(found["sc"])
    print(name)
"""


@pytest.mark.whole
@pytest.mark.timeout(510)
def test_a_context_has_scalas_names() -> None:
    """The programs run one after the other in one JVM."""
    done = subprocess.run(
        [sys.executable, "-c", f"DOORS = {DOORS!r}\n{CHECK}"],
        capture_output=True,
        text=True,
        timeout=500,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable},
    )
    assert done.stdout.splitlines() == list(DOORS), done.stderr


@pytest.fixture
def spark(sc: SparkContext) -> SparkSession:
    return SparkSession.builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()


FRAMES: dict[str, Callable[[SparkSession, Any], Any]] = {
    "toDF": lambda spark, df: df,
    "select": lambda spark, df: df.select("k"),
    "index": lambda spark, df: df[["k"]],
    "groupBy": lambda spark, df: df.groupBy("k").count(),
    "agg": lambda spark, df: df.groupBy("k").agg({"v": "sum"}),
    "na": lambda spark, df: df.na.fill(0),
    "stat": lambda spark, df: df.stat.sampleBy("k", {"a": 1.0}),
    "randomSplit": lambda spark, df: df.randomSplit([0.5, 0.5])[0],
    "join": lambda spark, df: df.filter("v = 1").union(df).crossJoin(df),
    "cache": lambda spark, df: df.cache().unpersist(),
    "sql": lambda spark, df: spark.sql("select 1 as one"),
    "createDataFrame": lambda spark, df: spark.createDataFrame([(1,)], ["n"]),
    "range": lambda spark, df: spark.range(2),
    "read": lambda spark, df: spark.read.option("x", "y").text(__file__),
    "table": lambda spark, df: df.createOrReplaceTempView("pairs") or spark.table("pairs"),
    "newSession": lambda spark, df: spark.newSession().range(1),
    "its session": lambda spark, df: df.sparkSession.range(1),
}


def test_the_rdd_of_every_frame_has_scalas_names(spark: SparkSession) -> None:
    pairs = spark.sparkContext.makeRDD([("a", 1)]).toDF("k", "v")
    for name, made in FRAMES.items():
        frame = made(spark, pairs)
        # Only look at the class: to make each RDD, Spark would plan each query.
        assert isinstance(vars(type(frame))["rdd"], property), name
        assert isinstance(frame, DataFrame), name
    assert DataFrame is pyspark.sql.DataFrame
    assert type(pairs.rdd) is RDD
    assert pairs.rdd is pairs.rdd
    assert type(pairs.rdd.map(str).filter(bool)).__module__ == "sparkish._rdd.base"


def test_an_old_context_of_sql(sc: SparkContext, spark: SparkSession) -> None:
    with pytest.warns(FutureWarning):
        contexts = SQLContext(sc), SQLContext.getOrCreate(sc)
    for context in contexts:
        assert type(context.sql("select 1")) is type(spark.range(1))
        assert type(context.newSession().sparkSession) is SparkSession


def test_the_session_in_scalas_forms(sc: SparkContext, tmp_path: Any) -> None:
    rdd = sc.parallelize([("a", 1)])
    spark = SparkSession.builder.config(rdd.sparkContext.getConf).getOrCreate()
    # Another thread may have made the session, such as that of an earlier test's batch.
    spark._jsparkSession.setActiveSession(spark._jsparkSession)
    for other in (
        SparkSession.builder().config(rdd.sparkContext.getConf()).getOrCreate(),
        SparkSession.builder().config(SparkConf(False).set("spark.x", 1)).getOrCreate(),
        SparkSession.builder.config(conf=SparkConf(False)).config("spark.y", True).getOrCreate(),
        SparkSession.builder.config({"spark.z": 2}).config(map={"spark.a": 1}).getOrCreate(),
        SparkSession.active(),
        SparkSession.getActiveSession(),
    ):
        assert other is spark
    assert [spark.conf.get(f"spark.{name}") for name in "xyza"] == ["1", "true", "2", "1"]
    assert spark.implicits._ is None
    frame = rdd.toDF("word", "count")
    for mode, rows in ((SaveMode.Append, 1), (SaveMode.Append, 2), (SaveMode.Overwrite, 1)):
        frame.write.mode(mode).json(str(tmp_path / "saved"))
        assert spark.read.json(str(tmp_path / "saved")).count() == rows
    frame.write.mode(SaveMode.Ignore).json(str(tmp_path / "saved"))
    with pytest.raises(Exception, match="already exists"):
        frame.write.mode(SaveMode.ErrorIfExists).json(str(tmp_path / "saved"))
    assert str(SaveMode.Append) == f"{SaveMode.Append}" == "Append"


def test_the_configuration_is_a_copy(sc: SparkContext) -> None:
    conf = sc.getConf.set("spark.of.a.copy", "1")
    assert isinstance(conf, SparkConf)
    assert (conf.get("spark.of.a.copy"), sc.getConf().get("spark.of.a.copy")) == ("1", None)


def test_a_streams_rdds_and_contexts(ssc: StreamingContext) -> None:
    seen: list[Any] = []
    ssc.queueStream([[("a", 1)]]).foreachRDD(
        lambda rdd: seen.append((rdd.context, rdd.sparkContext, rdd.toDF("k", "v").rdd))
    )
    ssc.runFor(batches=1)
    [(context, other, rdd)] = seen
    assert context is other is ssc.sparkContext
    assert type(rdd) is RDD


def test_a_class_of_somebody_elses_stays() -> None:
    class Theirs(pyspark.SparkContext):
        pass

    context = object.__new__(Theirs)
    context._jsc = None  # type: ignore[assignment]
    assert type(withScalaMethods(context)) is Theirs
