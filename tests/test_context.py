"""SparkContext in Scala's forms and in PySpark's, and the accumulators."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pyspark
import pytest

from sparkish import JavaNotFoundError, SparkConf, SparkContext

PROGRAM = """
from sparkish import SparkConf, SparkContext
base = SparkConf().set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
base = base.setMaster("local[1]").setAppName("conf")


def check(sc, master, name, **settings):
    sc.setLogLevel("OFF")
    assert isinstance(sc, SparkContext) and (sc.master, sc.appName) == (master, name), sc
    for key, value in settings.items():
        found = sc.getConf().get("spark." + key)
        assert found == value, (key, found)
    sc.stop()


check(SparkContext(base), "local[1]", "conf")
check(SparkContext(conf=base), "local[1]", "conf")
check(SparkContext("local[2]", "name"), "local[2]", "name")
check(SparkContext("local[2]", "name", base), "local[2]", "name")
check(SparkContext("local[1]", "n", "/home", ["a.jar"], {"A": "1"}), "local[1]", "n",
      home="/home", jars="a.jar", **{"executorEnv.A": "1"})
check(SparkContext("local[1]", "n", jars=["b.jar"], conf=base), "local[1]", "n", jars="b.jar")
check(SparkContext(master="local[1]", appName="n", environment={"A": "2"}, batchSize=3),
      "local[1]", "n", **{"executorEnv.A": "2"})
check(SparkContext.getOrCreate(base), "local[1]", "conf")
print("done")
"""


@pytest.mark.spark
def test_every_form() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=170
    )
    assert run.stdout.strip() == "done", run.stderr


@pytest.mark.spark
def test_it_is_pysparks(sc: SparkContext) -> None:
    assert isinstance(sc, pyspark.SparkContext)
    assert SparkContext.getOrCreate() is sc
    assert pyspark.SparkContext.getOrCreate() is sc
    assert pyspark.sql.SparkSession.builder.getOrCreate().sparkContext is sc
    assert isinstance(sc.getConf(), SparkConf)
    assert sc.getConf().getInt("spark.default.parallelism", 0) == 2


@pytest.mark.spark
def test_make_rdd(sc: SparkContext) -> None:
    assert sc.makeRDD([1, 2, 3]).collect() == [1, 2, 3]
    assert sc.makeRDD(range(6), numSlices=3).glom().collect() == [[0, 1], [2, 3], [4, 5]]


@pytest.mark.spark
def test_accumulators(sc: SparkContext) -> None:
    words, scores, seen = (
        sc.longAccumulator("words"), sc.doubleAccumulator(), sc.collectionAccumulator("seen")
    )  # fmt: skip
    assert words.isZero
    assert seen.isZero

    def look(n: int) -> None:
        words.add(n)
        scores.add(n / 2)
        seen.add([n])

    sc.parallelize([1, 2, 3], 3).foreach(look)
    sc.parallelize([4], 1).foreach(look)
    words.add(10)
    assert (words.value, words.sum, words.count, words.avg) == (20, 20, 5, 4.0)
    assert (scores.value, scores.count) == (5.0, 4)
    assert sorted(seen.value) == [[1], [2], [3], [4]]
    assert repr(words) == f"LongAccumulator(id: {words.aid}, name: words, value: 20)"
    assert str(scores) == "5.0"
    for accumulator in (words, scores, seen):
        accumulator.reset()
        assert accumulator.isZero
    assert words.avg != words.avg  # NaN


def test_no_java_is_told_before_anything_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("PYSPARK_GATEWAY_PORT", raising=False)
    monkeypatch.setattr(pyspark.SparkContext, "_gateway", None)
    with pytest.raises(JavaNotFoundError, match="JAVA_HOME"):
        SparkContext(SparkConf(False).setMaster("local").setAppName("none"))


@pytest.mark.spark
def test_a_second_spark_context_is_refused_in_pysparks_words(sc: Any) -> None:
    with pytest.raises(ValueError, match="Cannot run multiple SparkContexts at once"):
        SparkContext("local", "second")
