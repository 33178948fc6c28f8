"""Receivers that cannot receive: a sentence each, with the user's line, and the stream goes on."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable

import pytest
from drivers import Driver

from sparkish.lineserver import LineServer
from sparkish.streaming._sources import failing

JOB = """
import socket, sys, threading, time
from sparkish import SparkConf, SparkContext, StorageLevel
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.receiver import Receiver

class Source(Receiver):
    def onStart(self):
        raise ValueError("no source")
    def onStop(self):
        pass

closed = int(sys.argv[1])
conf = SparkConf().setMaster("local[8]").setAppName("x").set("spark.ui.enabled", "false")
conf.set("spark.streaming.receiverRestartDelay", "300")
conf.set("spark.ui.showConsoleProgress", "false")
ssc = StreamingContext(SparkContext(conf=conf), Seconds(1))
level = StorageLevel.MEMORY_ONLY
lines = ssc.socketTextStream("127.0.0.1", closed, level)
raw = ssc.rawSocketStream("127.0.0.1", 1, level)
python = ssc.socketStream("127.0.0.1", 1, lambda file: file, level)
unknown = ssc.socketTextStream("no.such.invalid", 1)
source = ssc.receiverStream(Source(level))
lines.foreachRDD(lambda rdd: [print(line, flush=True) for line in rdd.take(1)])
for stream in (raw, python, unknown, source):
    stream.foreachRDD(lambda rdd: None)
ssc.start()
print("started", flush=True)
ssc.awaitTerminationOrTimeout(60)
"""
TRIES = ". Spark tries it again and again, so the stream goes on as soon as it works."


@pytest.mark.spark
def test_each_is_told_once_and_goes_on_when_its_server_comes(
    driver: Callable[..., Driver], eventually: Callable[..., None]
) -> None:
    with socket.socket() as taken:
        # Not listening: what connects to it is refused.
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        job = driver(JOB, port)
        refused, unknown = "java.net.ConnectException: ", "java.net.UnknownHostException: "
        expected = [
            f"Nothing comes from 127.0.0.1:{port}: {refused}.*, in "
            "socketTextStream\\(\\) at job.py:19",
            f"Nothing comes from 127.0.0.1:1: {refused}.*, in rawSocketStream\\(\\) at job.py:20",
            "Error connecting to 127.0.0.1:1, stream 2: ConnectionRefusedError: .*, in "
            "socketStream\\(\\) at job.py:21",
            f"Nothing comes from no.such.invalid:1: {unknown}no.such.invalid, in "
            "socketTextStream\\(\\) at job.py:22",
            "Error starting receiver 4, stream 4: ValueError: no source, in onStart at .*job.py:9",
        ]
        job.waitFor("started")

        def told() -> bool:
            return all(re.search(words, job.stderr) for words in expected)

        eventually(told, "A sentence for each", seconds=60)
    with LineServer(iter(lambda: "hello", None), rate=5, port=port):
        job.waitFor("hello")
    text = job.stderr
    for words in expected:
        assert len(re.findall(f"^{words}{re.escape(TRIES)}$", text, re.MULTILINE)) == 1, text
    assert "\tat " not in text
    assert "Traceback" not in text
    assert len(text.splitlines()) < 40, text


def test_the_same_comes_again_less_and_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(failing.time, "monotonic", lambda: now)
    reminder = failing.Reminder()
    told = []
    for _ in range(400):
        now += 1
        if reminder.isDue("refused"):
            told.append(now)
    assert told == [1, 61, 181]
    assert reminder.isDue("unknown")
    assert reminder.isDue("refused")
    reminder.reset()
    assert reminder.isDue("refused")
