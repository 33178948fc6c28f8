"""``mutable.Queue``, at Scala's import path and with Scala's calls."""

from __future__ import annotations

import importlib
import threading
import time
from typing import Any

import pytest

from sparkish import RDD, mutable
from sparkish.streaming import Queue, StreamingContext


@pytest.mark.parametrize("module", ["mutable", "collection.mutable", "streaming.queue"])
def test_it_is_found(module: str) -> None:
    assert importlib.import_module(f"sparkish.{module}").Queue is Queue


def test_it_is_used_as_in_scala() -> None:
    from sparkish.collection import mutable as collections

    queue = mutable.Queue[int]()
    queue += 1
    queue.enqueue(2, 3)
    queue.enqueueAll([4]).addAll([5]).addOne(6)
    assert list(queue) == [1, 2, 3, 4, 5, 6]
    assert collections.Queue is mutable.Queue


def test_synchronized_holds_off_every_other_thread() -> None:
    queue = mutable.Queue[str]()
    order: list[str] = []

    def other() -> None:
        queue.enqueue("other")
        order.append("other")

    def body() -> str:
        thread.start()
        time.sleep(0.1)
        order.append("body")
        queue.enqueue("body")  # the same thread holds the lock already
        return "result"

    for run in (lambda: queue.synchronized(body), lambda: held(queue, body)):
        thread = threading.Thread(target=other)
        assert run() == "result"
        thread.join(30)
    assert order == ["body", "other"] * 2
    assert list(queue) == ["body", "other"] * 2


def held(queue: Queue[str], body: Any) -> Any:
    with queue.synchronized:
        return body()


def test_synchronized_lets_go_where_its_body_fails() -> None:
    queue = mutable.Queue[int]()
    with pytest.raises(ZeroDivisionError):
        queue.synchronized(lambda: 1 // 0)
    thread = threading.Thread(target=queue.enqueue, args=[1])
    thread.start()
    thread.join(30)
    assert not thread.is_alive()


def test_synchronized_takes_no_result_for_a_function() -> None:
    queue = mutable.Queue[int]()
    with pytest.raises(TypeError, match=r"write `with queue\.synchronized:`"):
        queue.synchronized(queue.enqueue(1))  # type: ignore[arg-type]


@pytest.mark.spark
def test_a_stream_of_a_mutable_queue(
    ssc: StreamingContext, capsys: pytest.CaptureFixture[str]
) -> None:
    sc = ssc.sparkContext
    rddQueue = mutable.Queue[RDD[int]]()
    ssc.queueStream(rddQueue).map(lambda x: (x % 10, 1)).print()

    @rddQueue.synchronized
    def _() -> None:
        rddQueue.enqueue(sc.parallelize([7, 8], 1))

    ssc.runFor(batches=1)
    assert "(7,1)\n(8,1)\n" in capsys.readouterr().out
