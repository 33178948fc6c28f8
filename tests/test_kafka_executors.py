"""Executors without sparkish and without confluent-kafka."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from drivers import Driver

from sparkish.streaming._kafka.fetching import ARCHIVE, PLATFORM, platform
from sparkish.streaming._kafka.shipping import archive, ship
from sparkish.testing import KafkaBroker

pytestmark = pytest.mark.kafka

#: In s: a busy machine takes minutes to start four executors.
LIMIT = 300.0

JOB = """
import os, sys
from pathlib import Path
servers, python, folder = sys.argv[1:]
os.environ["PYSPARK_PYTHON"] = python
# As of spark-submit: the master of a recovered context is this one, not the checkpoint's.
os.environ["PYSPARK_SUBMIT_ARGS"] = "--master local-cluster[2,1,512] pyspark-shell"
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.kafka010 import *

def missing(_):
    from importlib.util import find_spec
    return [name for name in ("sparkish", "confluent_kafka") if find_spec(name) is None]

def show(rdd):
    print("values:", sorted(record.value for record in rdd.collect()), flush=True)
    # Of the RDD that the messages are read for: the scheduler asks it.
    empty = rdd._jrdd.rdd().dependencies().apply(0).rdd()
    places = [empty.preferredLocations(each) for each in empty.partitions()]
    print("places:", len({each.apply(0) for each in places if each.size()}), flush=True)

def create():
    conf = SparkConf().setAppName("bare executors").set("spark.executor.memory", "512m")
    sc = SparkContext(conf.set("spark.ui.enabled", "false"))
    sc.setLogLevel("OFF")
    found = set(sc.parallelize(range(2), 2).flatMap(missing).collect())
    print("missing:", sorted(found), flush=True)
    kafkaParams = {
        "bootstrap.servers": servers,
        "key.deserializer": StringDeserializer,
        "value.deserializer": StringDeserializer,
        "auto.offset.reset": "earliest",
    }
    ssc = StreamingContext(sc, Seconds(1))
    KafkaUtils.createDirectStream(
        ssc,
        LocationStrategies.PreferConsistent,
        ConsumerStrategies.Subscribe(["lines"], kafkaParams),
    ).foreachRDD(show)
    return ssc

for life in ("first", "second", "third"):
    ssc = StreamingContext.getOrCreate(f"{folder}/checkpoint", create)
    print("master:", ssc.sparkContext.master, flush=True)
    ssc.start()
    while not Path(folder, life).exists():
        ssc.awaitTerminationOrTimeout(0.1)
    ssc.stop(stopSparkContext=True, stopGracefully=False)
    if life == "second":
        # What a program without --master is recovered with.
        ssc.sparkContext._jvm.System.setProperty("spark.master", "local[2]")
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


@pytest.mark.parametrize(
    ("python", "isLocal", "isSent"),
    [
        (sys.executable, True, False),
        # Another name of the same, in the same folder.
        (str(Path(sys.executable).with_name("python3")), True, False),
        ("bare/bin/python", True, True),
        ("no such python", True, True),
        (sys.executable, False, True),
    ],
)
def test_where_it_is_sent(
    python: str, isLocal: bool, isSent: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not where the workers' Python is the driver's: that of a cluster is another, or may be."""
    monkeypatch.chdir(tmp_path)
    venv.create(tmp_path / "bare", symlinks=True)
    sent: list[str] = []
    jsc = SimpleNamespace(sc=lambda: SimpleNamespace(isLocal=lambda: isLocal))
    sc = SimpleNamespace(
        getConf=dict,
        applicationId=tmp_path.name,
        pythonExec=python,
        _jsc=jsc,
        _temp_dir=tmp_path,
        addArchive=sent.append,
    )
    for _ in range(2):
        ship(sc)
    assert sent == [f"{tmp_path / ARCHIVE}.zip#{ARCHIVE}"] * isSent


@pytest.mark.spark
@pytest.mark.whole
@pytest.mark.timeout(900)
def test_executors_that_have_nothing(tmp_path: Path, driver: Callable[..., Driver]) -> None:
    bare = tmp_path / "bare"
    venv.create(bare, symlinks=True)
    with KafkaBroker({"lines": 4}) as broker:
        broker.send("lines", ["a", "b", "c", "d", "e"])
        job = driver(JOB, broker.bootstrapServers, bare / "bin" / "python", tmp_path)
        assert job.waitFor("missing", LIMIT) == "missing: ['confluent_kafka', 'sparkish']"
        assert job.waitFor("master", LIMIT) == "master: local-cluster[2,1,512]"
        assert job.waitFor("values", LIMIT) == "values: ['a', 'b', 'c', 'd', 'e']"
        assert job.waitFor("places") == "places: 2"
        # Recovered: with new executors, and then in one process, whose Python is as bare.
        for life, master, line in (
            ("first", "local-cluster[2,1,512]", "f"),
            ("second", "local[2]", "g"),
        ):
            job.waitFor("values", LIMIT)
            (tmp_path / life).touch()
            assert job.waitFor("master", LIMIT) == f"master: {master}"
            broker.send("lines", [line])
            assert job.waitFor(f"'{line}'", LIMIT) == f"values: ['{line}']"
        assert sum("missing" in each for each in job.lines) == 1
        (tmp_path / "third").touch()
        assert job.end(LIMIT) == 0, job.stderr
