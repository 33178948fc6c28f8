"""Executors without sparkish and without confluent-kafka."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from drivers import Driver

from sparkish._executor.kafka.fetching import PLATFORM, platform
from sparkish.streaming._kafka.shipping import archive
from sparkish.testing import KafkaBroker

pytestmark = pytest.mark.kafka

JOB = """
import os, sys
servers, python = sys.argv[1:]
os.environ["PYSPARK_PYTHON"] = python
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.kafka010 import *

conf = SparkConf().setMaster("local-cluster[2,1,512]").setAppName("bare executors")
conf.set("spark.executor.memory", "512m").set("spark.ui.enabled", "false")
# No project of the driver's folder, either.
sc = SparkContext(conf)
sc.setLogLevel("OFF")
kafkaParams = {
    "bootstrap.servers": servers,
    "key.deserializer": StringDeserializer,
    "value.deserializer": StringDeserializer,
    "auto.offset.reset": "earliest",
}
def missing(_):
    from importlib.util import find_spec
    return [name for name in ("sparkish", "confluent_kafka") if find_spec(name) is None]

print("missing:", sorted(set(sc.parallelize(range(2), 2).flatMap(missing).collect())), flush=True)
ssc = StreamingContext(sc, Seconds(1))
stream = KafkaUtils.createDirectStream(
    ssc, LocationStrategies.PreferConsistent, ConsumerStrategies.Subscribe(["lines"], kafkaParams)
)

@stream.foreachRDD
def show(rdd):
    print("values:", sorted(record.value for record in rdd.collect()), flush=True)
    # Of the RDD that the messages are read for: the scheduler asks it.
    empty = rdd._jrdd.rdd().dependencies().apply(0).rdd()
    places = {empty.preferredLocations(each).apply(0) for each in empty.partitions()}
    print("places:", len(places), flush=True)

ssc.runFor(batches=1, timeout=120)
sc.stop()
"""


def test_what_is_sent(tmp_path: Path) -> None:
    file = archive(tmp_path)
    with ZipFile(file) as zipped:
        names = zipped.namelist()
        assert zipped.read(PLATFORM).decode() == platform()
    assert "confluent_kafka/__init__.py" in names
    assert any(re.search(r"librdkafka|cimpl", name) for name in names)
    assert not any("/schema_registry/" in name or "__pycache__" in name for name in names)
    # The package works from the unpacked folder.
    folder = tmp_path / "unpacked"
    with ZipFile(file) as zipped:
        zipped.extractall(folder)
    code = "import confluent_kafka; confluent_kafka.Producer({}); print(confluent_kafka.__file__)"
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({str(folder)!r}); {code}"]  # fmt: skip # noqa: E501
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert printed.startswith(str(folder))


@pytest.mark.spark
@pytest.mark.timeout(400)
def test_executors_that_have_nothing(tmp_path: Path, driver: Callable[..., Driver]) -> None:
    bare = tmp_path / "bare"
    venv.create(bare, symlinks=True)
    with KafkaBroker({"lines": 4}) as broker:
        broker.send("lines", ["a", "b", "c", "d", "e"])
        job = driver(JOB, broker.bootstrapServers, bare / "bin" / "python")
        assert job.waitFor("missing", 150) == "missing: ['confluent_kafka', 'sparkish']"
        assert job.waitFor("values") == "values: ['a', 'b', 'c', 'd', 'e']"
        assert job.waitFor("places") == "places: 2"
        assert job.end() == 0, job.stderr
