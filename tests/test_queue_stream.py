"""Queue streams: RDDs that are in the queue before the start, and RDDs that come later."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish import SparkContext
from sparkish.streaming import Milliseconds, Queue, Seconds, StreamingContext

Eventually = Callable[..., None]
spark = pytest.mark.spark


def batches(stream: Any) -> list[Any]:
    """A list to which every batch of the stream adds its elements."""
    seen: list[Any] = []
    stream.foreachRDD(lambda rdd: seen.append(rdd.collect()))
    return seen


# Queue itself.


def test_the_ways_to_add_and_to_take() -> None:
    queue: Queue[Any] = Queue("a")
    same = queue
    queue += ["b", "c"]
    assert queue is same
    assert queue.enqueue("d", "e") is queue
    assert queue.enqueueAll(["f"]) is queue
    queue.append("g")
    queue.put("h")
    queue.extend(["i", "j"])
    assert list(queue) == ["a", ["b", "c"], "d", "e", "f", "g", "h", "i", "j"]
    assert (queue.size, queue.length, len(queue), bool(queue)) == (9, 9, 9, True)
    assert (queue.isEmpty, queue.nonEmpty) == (False, True)
    assert [queue.dequeue(), queue.dequeue()] == ["a", ["b", "c"]]
    queue.clear()
    assert (queue.isEmpty, queue.nonEmpty, bool(queue), repr(queue)) == (
        True,
        False,
        False,
        "Queue()",
    )
    with pytest.raises(IndexError, match="ask isEmpty first"):
        queue.dequeue()


def test_synchronized_keeps_others_out() -> None:
    queue: Queue[int] = Queue()
    taken: list[int] = []
    taker = threading.Thread(target=lambda: taken.extend(queue._take(one=False)))
    with queue.synchronized:
        queue += 1
        taker.start()
        queue += 2
    taker.join(10)
    assert taken == [1, 2]


def test_threads_lose_nothing() -> None:
    queue: Queue[int] = Queue()
    threads = [
        threading.Thread(target=lambda i=i: [queue.enqueue(i * 1000 + j) for j in range(1000)])
        for i in range(4)
    ]
    for thread in threads:
        thread.start()
    taken: list[int] = []
    while any(thread.is_alive() for thread in threads) or queue:
        taken += queue._take(one=False)
    assert sorted(taken) == list(range(4000))


# The stream.


@spark
@pytest.mark.parametrize("kind", [Queue, lambda *elements: deque(elements)])
@pytest.mark.parametrize("first", [[], [[1]]])
def test_what_is_put_there_after_the_start_is_seen(
    ssc: StreamingContext, sc: SparkContext, eventually: Eventually, kind: Any, first: list[Any]
) -> None:
    queue = kind(*first)
    seen = batches(ssc.queueStream(queue))
    ssc.start()
    eventually(lambda: len(seen) >= 2, "two batches")
    queue.append(sc.parallelize([2, 3]).map(lambda n: 10 * n))
    queue.append([4])
    eventually(lambda: [4] in seen, "the last that was put there")
    assert [batch for batch in seen if batch] == [*first, [20, 30], [4]]
    assert len(queue) == 0


@spark
@pytest.mark.parametrize("first", [[], [[1]]])
def test_a_list_that_grows_is_read_and_not_changed(
    ssc: StreamingContext, eventually: Eventually, first: list[Any]
) -> None:
    elements = list(first)
    seen = batches(ssc.queueStream(elements))
    elements.append([2])
    ssc.start()
    eventually(lambda: [2] in seen, "what was there at the start")
    elements += [[3], [4]]
    eventually(lambda: [4] in seen, "what was put there after it")
    assert [batch for batch in seen if batch] == [*first, [2], [3], [4]] == elements


@spark
def test_a_list_that_is_used_again_is_as_it_was_declared(ssc: StreamingContext) -> None:
    elements = [[1], [2]]
    seen = batches(ssc.queueStream(elements))
    elements.clear()
    ssc.runFor(batches=2)
    assert seen == [[1], [2]]


@spark
def test_all_that_wait(
    ssc: StreamingContext, sc: SparkContext, eventually: Eventually, tmp_path: Path
) -> None:
    (tmp_path / "lines").write_text("a\nb\n")
    rdds = [
        sc.textFile(str(tmp_path / "lines")),
        sc.parallelize(range(3), 1),
        sc.parallelize([(1, 2)]).zip(sc.parallelize([3])),
        sc.emptyRDD(),
        ["c"],
    ]
    queue: Queue[Any] = Queue(*rdds)
    seen = batches(ssc.queueStream(queue, oneAtATime=False))
    ssc.start()
    eventually(lambda: len(seen) >= 2, "two batches")
    with queue.synchronized:
        queue += [5]
        queue += [6]
    eventually(lambda: 6 in seen[-1] + seen[-2], "the last that was put there")
    assert [batch for batch in seen if batch] == [["a", "b", 0, 1, 2, ((1, 2), 3), "c"], [5, 6]]


@spark
@pytest.mark.parametrize("asRDD", [False, True])
def test_the_default_is_for_batches_when_none_waits(
    ssc: StreamingContext, sc: SparkContext, asRDD: bool
) -> None:
    default: Any = sc.parallelize([0]) if asRDD else [0]
    scala = batches(ssc.queueStream(Queue([1]), True, default))
    named = batches(ssc.queueStream(queue=Queue([1]), oneAtATime=False, defaultRDD=default))
    pyspark = batches(ssc.queueStream([[1]], default=default))
    empty = batches(ssc.queueStream([], default=default))
    ssc.runFor(batches=3)
    assert scala == named == pyspark == [[1], [0], [0]]
    assert empty == [[0], [0], [0]]


def partitions(ssc: Any) -> list[int]:
    """The numbers of partitions of the first three batches, with one module's facade."""
    counts: list[int] = []
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: counts.append(rdd.getNumPartitions()))
    ssc.start()
    try:
        while len(counts) < 3:
            assert not ssc.awaitTerminationOrTimeout(0.05)
    finally:
        ssc.stop(stopSparkContext=False)
    return counts[:3]


@spark
def test_an_empty_batch_has_the_partition_that_it_has_in_spark(sc: SparkContext) -> None:
    assert partitions(StreamingContext(sc, 0.5)) == [2, 1, 1]
    assert partitions(PySparkStreamingContext(sc, 0.5)) == [2, 1, 1]


@spark
def test_branches_of_a_stream_see_the_same_rdd(ssc: StreamingContext) -> None:
    stream = ssc.queueStream(Queue([1], [2], [3]))
    plain = batches(stream)
    mapped = batches(stream.map(lambda n: n * 10))
    windowed = batches(stream.filter(bool).window(Seconds(1)))
    ssc.runFor(batches=3)
    assert plain == [[1], [2], [3]]
    assert mapped == [[10], [20], [30]]
    assert windowed == [[1], [1, 2], [2, 3]]


@spark
def test_slices(ssc: StreamingContext) -> None:
    ssc.remember(Seconds(60))
    stream = ssc.queueStream(Queue([1], [2]))
    sliced: list[Any] = []

    def look(rdd: Any, time: Any) -> None:
        rdds = stream.slice(time - Milliseconds(500), time)
        sliced.append([element for each in rdds for element in each.collect()])

    stream.foreachRDD(look)
    ssc.runFor(batches=2)
    assert sliced == [[1], [1, 2]]


@spark
def test_it_runs_with_a_checkpoint_directory_and_says_that_it_is_lost(
    ssc: StreamingContext, tmp_path: Path, eventually: Eventually
) -> None:
    ssc.checkpoint(str(tmp_path))
    stream = ssc.queueStream(Queue(["a"], ["b"]))
    assert [node.recoverable for node in ssc._graph.nodes] == [False]
    seen = batches(stream.map(str.upper))
    assert [node.recoverable for node in ssc._graph.nodes] == [False, True, True]
    place = rf"queueStream\(\) at {Path(__file__).name}:\d+ keeps its RDDs in the driver alone"
    with pytest.warns(UserWarning, match=place):
        ssc.start()
    eventually(lambda: len(seen) >= 2, "two batches")
    eventually(lambda: list(tmp_path.glob("checkpoint-*")), "a checkpoint")
    assert seen[:2] == [["A"], ["B"]]


@spark
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((5,), r"queueStream\(int\): no matching call; these exist"),
        (({"a": 1},), r"queueStream\(dict\): no matching call; these exist"),
        (([[1]], 1), r"queueStream\(list, int\): no matching call; these exist"),
        (([[1], 5],), "got 5"),
        (([[1]], True, 5), "got 5"),
    ],
)
def test_wrong_arguments(ssc: StreamingContext, arguments: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        ssc.queueStream(*arguments)
    assert ssc._graph.nodes == []


@spark
def test_a_wrong_element_fails_its_batch_and_says_so(ssc: StreamingContext) -> None:
    batches(ssc.queueStream(Queue(7)))
    ssc.start()
    with pytest.raises(Exception, match="collections that become RDDs; got 7"):
        ssc.awaitTermination(timeout=30)
