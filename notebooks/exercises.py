"""The exercises' checks; ``from exercises import check``.

They try what a student has written, and hold no answer in the clear. What is not done yet is said
to be so: it is no error, and "Run all" goes on.
"""

from __future__ import annotations

import tempfile
from typing import Any

from checking import (
    Missing,
    Wrong,
    calls,
    check,
    digest,
    exercise,
    isFunction,
    receivedBlocks,
    sparkContext,
    stream,
    value,
    watched,
)

from sparkish import SparkContext, StorageLevel
from sparkish.streaming import (
    DStream,
    Duration,
    Milliseconds,
    Minutes,
    Seconds,
    StateSpec,
    StreamingContext,
    StreamingContextState,
)
from sparkish.streaming.kafka010 import ConsumerRecord
from sparkish.streaming.scheduler import StreamingListener

__all__ = ["check", "receivedBlocks"]


# 00 First stream


@exercise("00.1")
def _(shout: Any) -> None:
    stream(
        shout,
        [["hello"], ["two", "lines"], []],
        [["HELLO!"], ["TWO!", "LINES!"], []],
    )


value("00.2", "eb732953fa5c", "Every batch prints a header, an empty one too.", int)
value("00.3", "28ea217568da", "One line, as text. Declaring a stream connects to nothing.", str)


# 01 Micro-batches


@exercise("01.1")
def _(longestFirst: Any) -> None:
    stream(
        longestFirst,
        [["to", "question", "the"], ["a"], []],
        [["question", "the", "to"], ["a"], []],
    )


@exercise("01.2")
def _(recordSizes: Any) -> None:
    watched(recordSizes, [["to", "be"], [], ["or"]], [2, 0, 1])


value("01.3", "adbfa6697f5b", "A number: one RDD for each batch.", int)


# 02 Contexts and durations


value(
    "02.1",
    "6f978c35df82",
    "The parts of an hour are minutes; write it with one of Spark's units.",
    Duration,
)


@exercise("02.2")
def _(batchesIn: Any) -> None:
    calls(
        batchesIn,
        ((Seconds(1), Minutes(1)), 60),
        ((Milliseconds(400), Seconds(1)), 2),
        ((Seconds(10), Seconds(10)), 1),
    )


@exercise("02.3")
def _(fourTimesAsFast: Any) -> None:
    isFunction(fourTimesAsFast)
    sc = sparkContext()
    for batch, quarter in ((Seconds(2), Milliseconds(500)), (Seconds(1), Milliseconds(250))):
        found = fourTimesAsFast(sc, batch)
        if not isinstance(found, StreamingContext) or found.sparkContext is not sc:
            raise Wrong(f"It should return a StreamingContext on `sc`; it returns {found!r}.")
        with found:
            duration = found.queueStream([[1]]).slideDuration
        if duration != quarter:
            raise Wrong(f"For batches of {batch} it makes batches of {duration}.")


# 03 Blocks


value(
    "03.1",
    "ec1400c5f274",
    "Each block is a partition: how many blocks of that length fit into two seconds?",
    Duration,
)


@exercise("03.2")
def _(partitions: Any) -> None:
    calls(
        partitions,
        ((Seconds(2), Milliseconds(500), 1), 4),
        ((Seconds(1), Milliseconds(200), 3), 15),
    )


@exercise("03.3")
def _(spread: Any) -> None:
    batches = [list(range(20)), [1]]
    stream(spread, batches, batches, ordered=False)
    try:
        stream(lambda stream: spread(stream).glom().count(), batches, [[4], [4]])
    except AssertionError:
        raise Wrong("The elements are right, and the number of partitions is not four.") from None


# 04 Receivers


value(
    "04.1",
    "ffa533cf82e1",
    "Which of the sources have receivers, and what is left for the batches?",
    int,
    {5: "All of them are taken by receivers: nothing is left for the batches."},
)


@exercise("04.2")
def _(level: Any) -> None:
    if not isinstance(level, StorageLevel):
        raise Wrong(f"{level!r} is no StorageLevel: write StorageLevel. and choose a name.")
    kept = f"{level.useDisk} {level.useMemory} {level.replication > 1}"
    if digest("04.2", kept) != "4e6c54de7eb9":
        raise Wrong(f"It keeps the blocks like this: {level.description}")


@exercise("04.3")
def _(gather: Any) -> None:
    isFunction(gather)
    with StreamingContext(sparkContext(), Seconds(1)) as ssc:
        stream = gather(ssc, "127.0.0.1", [5801, 5802, 5803])
        if not isinstance(stream, DStream):
            raise Wrong(f"It should return one stream; it returns {stream!r}.")
        receivers = len(ssc._jssc.ssc().graph().getReceiverInputStreams())
        sources = sum(not each.dependencies for each in _ancestors(stream))
    if receivers != 3:
        raise Wrong(f"For three ports it makes {receivers} receivers.")
    if sources != 3:
        raise Wrong(f"The stream has the lines of {sources} of the three receivers.")


def _ancestors(stream: Any) -> list[Any]:
    return [stream, *(each for parent in stream.dependencies for each in _ancestors(parent))]


# 05 Output operations


value(
    "05.1",
    "cf24994b73dd",
    "An output operation returns nothing that one could go on with.",
    (set, frozenset, list, tuple),
)


@exercise("05.2")
def _(longWords: Any) -> None:
    stream(
        longWords,
        [["to be or", "that is the question"], [], ["whether"]],
        [["that", "question"], [], ["whether"]],
    )


@exercise("05.3")
def _(keepCounts: Any) -> None:
    watched(keepCounts, [["to", "be"], [], ["or"]], [2, 0, 1])


# 06 Windows


@exercise("06.1")
def _(isAllowed: Any) -> None:
    half, one, two, three = Milliseconds(500), Seconds(1), Seconds(2), Seconds(3)
    calls(
        isAllowed,
        ((one, three, two), True),
        ((half, one, half), True),
        ((two, three, two), False),
        ((one, two, half), False),
        ((two, one, two), False),
    )


@exercise("06.2")
def _(movingSum: Any) -> None:
    stream(
        lambda numbers: movingSum(numbers, Seconds(1)),
        [[1], [2, 3], [4], [], [5]],
        [[1], [6], [10], [9], [9]],
    )


value(
    "06.3",
    "648a633c75c3",
    "A batch is in a window until it is a minute old. How often does a window come in a minute?",
    int,
    {12: "That is how many batches a window has."},
)


# 07 Several streams


@exercise("07.1")
def _(merge: Any) -> None:
    stream(
        merge,
        [["to"], ["be", "or"], []],
        [["not"], [], []],
        [["TO", "NOT"], ["BE", "OR"], []],
        ordered=False,
    )


@exercise("07.2")
def _(unpaid: Any) -> None:
    stream(
        unpaid,
        [[(1, "tea"), (2, "milk")], [(3, "salt")], [(4, "tea")]],
        [[(1, "paid")], [(2, "paid"), (3, "paid")], []],
        [[2], [], [4]],
        ordered=False,
    )


@exercise("07.3")
def _(allowed: Any) -> None:
    unwanted = sparkContext().parallelize(["or", "not"])
    stream(
        lambda words: allowed(words, unwanted),
        [["to", "be", "or"], ["not", "to", "to"], ["or"]],
        [["to", "be"], ["to", "to"], []],
        ordered=False,
    )


# 08 State


@exercise("08.1")
def _(greatest: Any) -> None:
    stream(
        lambda pairs: pairs.updateStateByKey(greatest),
        [[("a", 3), ("b", -1)], [("a", 2)], [("b", 5), ("a", 9)]],
        [[("a", 3), ("b", -1)], [("a", 3), ("b", -1)], [("a", 9), ("b", 5)]],
        ordered=False,
    )


@exercise("08.2")
def _(last: Any) -> None:
    stream(
        lambda pairs: pairs.updateStateByKey(last),
        [[("a", 3), ("b", 1)], [("a", 2)], []],
        [[("a", 3), ("b", 1)], [("a", 2)], []],
        ordered=False,
    )


@exercise("08.3")
def _(change: Any) -> None:
    isFunction(change)
    stream(
        lambda pairs: pairs.mapWithState(StateSpec.function(change)),
        [[("a", 3)], [("a", 5), ("b", 1)], [("a", 4)]],
        [[("a", 0)], [("a", 2), ("b", 0)], [("a", -1)]],
        ordered=False,
    )


# 09 Falling behind


@exercise("09.1")
def _(keepsUp: Any) -> None:
    half = Milliseconds(500)
    calls(
        keepsUp,
        ((half, [200, 900, 300]), True),
        ((half, [600, 500, 450]), False),
        ((Seconds(1), [800, 800]), True),
    )


@exercise("09.2")
def _(waits: Any) -> None:
    calls(
        waits,
        ((500, [800, 800, 800, 800]), [0, 300, 600, 900]),
        ((500, [100, 1500, 100, 100, 100]), [0, 0, 1000, 600, 200]),
        ((500, [100, 100]), [0, 0]),
    )


@exercise("09.3")
def _(TotalDelays: Any) -> None:
    delays: list[int] = []

    class Expected(StreamingListener):
        def onBatchCompleted(self, batchCompleted: Any) -> None:
            delays.append(batchCompleted.batchInfo.totalDelay.get())

    if not isinstance(TotalDelays, type) or not issubclass(TotalDelays, StreamingListener):
        raise Wrong("A class is asked for that extends StreamingListener.")
    if not any(name.startswith("on") for name in vars(TotalDelays)):
        raise Missing
    listeners = [TotalDelays(), Expected()]
    with StreamingContext(sparkContext(), Milliseconds(300)) as ssc:
        ssc.queueStream([[1], [2], [3]]).foreachRDD(lambda rdd: rdd.count())
        for listener in listeners:
            ssc.addStreamingListener(listener)
        ssc.runFor(batches=3)
    if listeners[0].delays != delays:
        raise Wrong(f"After three batches of some delay its list is {listeners[0].delays}.")


# 10 Life cycle


value("10.1", "3051da92279e", "One of the three that were printed, as text.")


class _Watched(StreamingContext):
    """A context that notes how it is stopped; whether lines are lost would be a matter of luck."""

    gracefully = False

    def stop(
        self,
        stopSparkContext: bool | None = None,
        stopGraceFully: bool = False,
        *,
        stopGracefully: bool = False,
    ) -> None:
        gracefully = stopGraceFully or stopGracefully
        self.gracefully = self.gracefully or gracefully
        super().stop(stopSparkContext, gracefully)


@exercise("10.2")
def _(finish: Any) -> None:
    isFunction(finish)
    with _Watched(sparkContext(), Milliseconds(300)) as ssc:
        ssc.queueStream([[1], [2]]).foreachRDD(lambda rdd: None)
        ssc.start()
        finish(ssc)
        state = ssc.getState()
    if SparkContext._active_spark_context is None:
        raise Wrong("It has stopped the SparkContext too: make a new `sc`, and try again.")
    if state != StreamingContextState.STOPPED:
        raise Wrong(f"The context is {state} still.")
    if not ssc.gracefully:
        raise Wrong("What has been received and not processed is lost.")


@exercise("10.3")
def _(open_: Any) -> None:
    isFunction(open_)
    sc = sparkContext()
    with tempfile.TemporaryDirectory() as checkpoint, tempfile.TemporaryDirectory() as arriving:
        for life, recovered in (("first", False), ("second", True)):
            ssc = open_(sc, checkpoint, arriving)
            if not isinstance(ssc, StreamingContext):
                raise Wrong(f"It should return a StreamingContext; it returns {ssc!r}.")
            with ssc:
                jssc = ssc._jssc.ssc()
                if jssc.graph().batchDuration().milliseconds() != 1000:
                    raise Wrong("The batches should be of one second.")
                if jssc.isCheckpointPresent() != recovered:
                    raise Wrong(f"The {life} time it comes from the wrong place.")
                if not recovered:
                    ssc.runFor(batches=1)


# 11 From Scala


@exercise("11.1")
def _(lengths: Any) -> None:
    stream(
        lengths,
        [[" to ", "", "question"], ["   "], ["be"]],
        [[2, 8], [], [2]],
    )


@exercise("11.2")
def _(average: Any) -> None:
    stream(
        average,
        [[("a", 5), ("b", 7), ("a", 4)], [], [("b", 1)]],
        [[("a", 4), ("b", 7)], [], [("b", 1)]],
        ordered=False,
    )


@exercise("11.3")
def _(top: Any) -> None:
    stream(
        top,
        [["to", "be", "or", "not", "to", "be"], ["x"], ["y", "y"]],
        [["be", "to"], [], ["y"]],
    )


# 12 Kafka


value("12.1", "432c4cd95131", "Empty ones count, too.", int)


@exercise("12.2")
def _(begins: Any) -> None:
    calls(
        begins,
        ((5, 0, 9, "earliest"), 5),
        ((5, 0, 9, "latest"), 5),
        ((0, 0, 9, "latest"), 0),
        ((None, 2, 9, "earliest"), 2),
        ((None, 2, 9, "latest"), 9),
    )


@exercise("12.3")
def _(countByKey: Any) -> None:
    def records(*keys: str | None) -> list[ConsumerRecord]:
        return [ConsumerRecord("lines", 0, offset, key, "") for offset, key in enumerate(keys)]

    stream(
        countByKey,
        [records("a", None, "b", "a"), [], records(None), records("b")],
        [[("a", 2), ("b", 1)], [], [], [("b", 1)]],
        ordered=False,
    )
