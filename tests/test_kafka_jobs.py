"""Programs in the forms of public Kafka jobs. Those of PySpark 2.4 run after changing one word."""

from __future__ import annotations

import io
import re
import struct
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from sparkish import SparkContext
from sparkish.streaming import StreamingContext
from sparkish.testing import KafkaBroker

pytestmark = [pytest.mark.spark, pytest.mark.kafka]

JOBS = Path(__file__).with_name("kafkajobs")
LIMIT = 75.0


@pytest.fixture(scope="module")
def broker(sc: SparkContext) -> Iterator[KafkaBroker]:
    with KafkaBroker() as broker:
        # As of spark-submit --conf.
        sc._conf.set("spark.sparkish.kafka.brokers", broker.bootstrapServers)
        yield broker
        sc._conf.set("spark.sparkish.kafka.brokers", "")


def run(
    monkeypatch: pytest.MonkeyPatch, job: str, *arguments: object, until: list[str], more: int = 0
) -> str:
    """Run a job until it has printed some texts; return its output.

    Parameters
    ----------
    monkeypatch : pytest.MonkeyPatch
        Sets the job's arguments.
    job, arguments : str, object
        The job's name and its arguments.
    until : list of str
        The texts.
    more : int
        How many batches it runs on after that.
    """
    source = (JOBS / f"{job}.py").read_text()
    code = compile(re.sub(r"\bpyspark\b", "sparkish", source), f"{job}.py", "exec")
    monkeypatch.setattr("sys.argv", [f"{job}.py", *map(str, arguments)])
    printed = io.StringIO()
    ended = threading.Event()

    def stop() -> None:
        deadline = time.monotonic() + LIMIT
        while not ended.is_set():
            isDone = all(text in printed.getvalue() for text in until)
            if (isDone or time.monotonic() > deadline) and (ssc := StreamingContext.getActive()):
                if isDone:
                    time.sleep(more)
                # The batches that have begun end: an interrupted one would fail the job.
                ssc.stop(stopSparkContext=False, stopGraceFully=isDone)
                return
            time.sleep(0.05)

    thread = threading.Thread(target=stop)
    thread.start()
    try:
        with redirect_stdout(printed), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(code, {"__name__": "__main__"})
    finally:
        ended.set()
        thread.join()
        if ssc := StreamingContext.getActive():
            ssc.stop(stopSparkContext=False)
    missing = [text for text in until if text not in printed.getvalue()]
    assert not missing, f"{missing} not in\n{printed.getvalue()}"
    return printed.getvalue()


def test_receivers_of_one_group_share_its_messages(
    broker: KafkaBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker.createTopic("shared", 4)
    broker.send("shared", ["to be", "or not", "to be", "that is"] * 3)
    printed = run(monkeypatch, "receivers", "zk:2181", "shared", until=["('that', "], more=2)
    assert "('to', 6)" in printed
    assert printed.count("('to', ") == 1
    committed = broker.committed("spark-streaming-consumer", "shared")
    assert committed == dict.fromkeys(range(4), 3)


def test_json(broker: KafkaBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    broker.createTopic("tweets", 2)
    tweet = '{"user": {"screen_name": "%s"}, "text": "%s"}'
    tweets = [("rmoff", "hello hello"), ("a", "hello"), ("rmoff", "é")]
    broker.send("tweets", [tweet % each for each in tweets])
    printed = run(
        monkeypatch, "tweets", "zk:2181", until=["Tweets in this batch: 3", "('hello', 3)"]
    )
    assert "top: rmoff (2)" in printed
    assert "('rmoff', 2)\n('a', 1)" in printed


def test_offsets_in_a_file(
    broker: KafkaBroker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broker.createTopic("kept", 2)
    broker.send("kept", ["a", "b"], partition=0)
    job = "offsets_file", broker.bootstrapServers, "kept", tmp_path / "offsets"
    run(monkeypatch, *job, until=["saved kept 0 2", "records: ['a', 'b']"])
    broker.send("kept", ["c"], partition=0)
    broker.send("kept", ["d"], partition=1)
    run(monkeypatch, *job, until=["saved kept 0 3", "saved kept 1 1", "records: ['c', 'd']"])


def test_binary_values(broker: KafkaBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    broker.createTopic("readings", 1)
    values = [struct.pack(">biid", 0, 7, sensor, at) for sensor, at in ((1, 9), (1, 20), (2, 5.5))]
    key = struct.pack(">q", 2**40)
    broker.send("readings", [values[0], (key, values[1]), values[2]])
    printed = run(
        monkeypatch, "readings", broker.bootstrapServers, "readings", until=["sensor 1: 20.00"]
    )
    assert "sensor 2: 5.50" in printed
    reading = {"schema": 7, "sensor": 1, "celsius": 20.0}
    assert f"('readings-0:1', {2**40}, {reading})" in printed
    assert "readings-0:0" not in printed


@pytest.mark.whole
def test_windows_and_state_from_a_checkpoint(
    broker: KafkaBroker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broker.createTopic("tags", 2)
    broker.send("tags", ["#a", "#b", "#a", "none"])
    job = "windows", broker.bootstrapServers, "tags", tmp_path / "checkpoint"
    printed = run(monkeypatch, *job, until=["total #b 1", "in window: #a 2", "window of 0"])
    assert "total #a 2" in printed
    assert printed.count("window of 4") == 2
    broker.send("tags", ["#a"])
    printed = run(monkeypatch, *job, until=["total #a 3"])
    assert "total #a 4" not in printed


def test_two_topics(broker: KafkaBroker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broker.createTopic("clicks", 2)
    broker.createTopic("names", 3)
    broker.send("names", [("1", "ann"), ("2", "bob")])
    broker.send("clicks", [("1", "/"), ("1", "/x"), ("2", "/"), ("3", "/")])
    printed = run(
        monkeypatch,
        "joined",
        broker.bootstrapServers,
        tmp_path,
        until=["sql: ann 2", "sql: bob 1", "('3', ('/', None))"],
    )
    assert re.search(r"^6$", printed, re.MULTILINE)
    saved = [file.read_text() for file in tmp_path.glob("clicks-*/part-*")]
    assert sorted("".join(saved).splitlines()) == [
        "('1', '/')", "('1', '/x')", "('2', '/')", "('3', '/')"
    ]  # fmt: skip


def test_data_frames(broker: KafkaBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    broker.createTopic("logs", 2)
    broker.send("logs", ['{"level": "ERROR", "host": "h1"}'] * 2, partition=0)
    broker.send("logs", ['{"level": "INFO", "host": "h2"}'], partition=1)
    printed = run(
        monkeypatch, "frames", broker.bootstrapServers, "logs", until=["host h1", "host h2"]
    )
    assert (
        "batch: 3 of ['OffsetRange(topic: logs, partition: 0, range: [0 -> 2])', "
        "'OffsetRange(topic: logs, partition: 1, range: [0 -> 1])']" in printed
    )
    assert "handled: [(0, 0, 32), (0, 1, 32), (1, 0, 31)]" in printed
    assert "columns: ['host', 'level']" in printed


def test_scalas_commits(broker: KafkaBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    broker.createTopic("sums", 2)
    pairs: list[Any] = [("k", struct.pack(">q", n)) for n in (1, 2, 2**40)]
    broker.send("sums", pairs, partition=1)
    total = sum(struct.unpack(">q", value)[0] for _, value in pairs)
    printed = run(
        monkeypatch, "commits", broker.bootstrapServers, "sums", until=["committed sums 1 3"]
    )
    assert f"sums 1 0 3 {total}" in printed
    assert "sums 0 0 0 0" in printed
    assert f"(k,{total})" in printed
