"""``assertStream``: feed batches to a stream, and compare the results with expected ones."""

from __future__ import annotations

import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, overload

import pyspark
from pyspark.streaming import DStream as PySparkDStream

from sparkish._core.duration import DurationLike, Seconds
from sparkish._core.errors import IllegalStateError
from sparkish.streaming._engine.construct import positive
from sparkish.streaming._engine.run import batchesWithJobs, raiseFailure
from sparkish.streaming.context import StreamingContext
from sparkish.streaming.dstream import DStream

__all__ = ["assertStream"]

S = TypeVar("S")
T = TypeVar("T")
U = TypeVar("U")

Batches = Sequence[Iterable[T]]

_CLOCK = "spark.streaming.clock"
_MANUAL = "org.apache.spark.util.ManualClock"
# Seconds between checks whether a batch is done.
_POLL = 0.01
_SECOND = Seconds(1)
_MINUTE = Seconds(60)


@overload
def assertStream(
    sc: pyspark.SparkContext,
    input: Batches[T],
    operation: Callable[[DStream[T]], PySparkDStream[U]],
    expectedOutput: Batches[U],
    ordered: bool = ...,
    *,
    batchDuration: DurationLike = ...,
    timeout: DurationLike = ...,
) -> None: ...
@overload
def assertStream(
    sc: pyspark.SparkContext,
    input1: Batches[S],
    input2: Batches[T],
    operation: Callable[[DStream[S], DStream[T]], PySparkDStream[U]],
    expectedOutput: Batches[U],
    ordered: bool = ...,
    *,
    batchDuration: DurationLike = ...,
    timeout: DurationLike = ...,
) -> None: ...
def assertStream(
    sc: pyspark.SparkContext,
    *args: Any,
    batchDuration: DurationLike = _SECOND,
    timeout: DurationLike = _MINUTE,
    **kwargs: Any,
) -> None:
    """Assert that an operation turns some batches into the expected ones.

    The batches run on Spark's manual clock, one after the other and without waiting: a window of
    minutes takes no minutes. Operations that keep state get a temporary checkpoint directory. The
    streaming context is always stopped; the SparkContext keeps running.

    Parameters
    ----------
    sc : SparkContext
        The context to run on.
    input, input1, input2 : sequence of collections
        The batches of one stream, or of two or more streams. If there are fewer than the output
        has, empty batches follow.
    operation : callable
        Takes the stream or streams, and returns a stream.
    expectedOutput : sequence of collections
        The expected elements of each batch of that stream; for a window, of each slide. Elements
        are compared by ``==``.
    ordered : bool, optional
        Whether the order of a batch's elements counts.
    batchDuration : Duration or seconds, optional
        The time between batches.
    timeout : Duration or seconds, optional
        How long the whole call may take.

    Raises
    ------
    AssertionError
        If a batch is not as expected; the message shows the batch and the difference.
    TimeoutError
        If the call takes longer than ``timeout``.
    BatchFailedError
        If a function of the operation fails.
    TypeError
        If the arguments match no call form, or the operation does not return a stream.
    IllegalStateError
        If another StreamingContext is active.

    Notes
    -----
    Scala: ``TestSuiteBase.testOperation(input, operation, expectedOutput, useSet)``,
    ``(input1, input2, operation, expectedOutput, useSet)``, of Spark's own tests.

    Examples
    --------
    >>> from sparkish.testing import assertStream
    >>> assertStream(sc, [[1, 2], [3]], lambda numbers: numbers.map(str), [["1", "2"], ["3"]])
    >>> assertStream(
    ...     sc,
    ...     [["a"], ["b"], ["c"]],
    ...     lambda letters: letters.window(Minutes(2)),
    ...     [["a"], ["a", "b"], ["b", "c"], ["c"]],
    ...     batchDuration=Minutes(1),
    ... )
    >>> pairs = [[("k", 1)]], [[("k", 2)]]
    >>> assertStream(sc, *pairs, lambda a, b: a.join(b), [[("k", (1, 2))]])
    """
    __tracebackhide__ = True
    inputs, operation, expected, ordered = _arguments(*args, **kwargs)
    duration = positive(batchDuration, "batchDuration")
    deadline = time.monotonic() + positive(timeout, "timeout").milliseconds / 1000
    with _manualClock(sc), StreamingContext(sc, duration) as ssc:
        streams = [ssc.queueStream(_padded(batches)) for batches in inputs]
        result = operation(*streams)
        if not isinstance(result, PySparkDStream):
            raise TypeError(f"The operation must return a DStream, not {result!r}.")
        outputs: list[list[Any]] = []
        result.foreachRDD(lambda rdd: outputs.append(rdd.collect()))
        slide = result._jdstream.dstream().slideDuration().milliseconds() // duration.milliseconds
        number = max([len(expected) * slide, *map(len, inputs)])
        with tempfile.TemporaryDirectory() as directory, _checkpointed(ssc, directory):
            ssc.start()
            _run(ssc, number, deadline)
            ssc.stop(stopSparkContext=False)
    difference = _difference(inputs, slide, expected, outputs, ordered)
    if difference:
        raise AssertionError(difference)


def _arguments(
    *args: Any, **kwargs: Any
) -> tuple[list[Batches[Any]], Callable[..., Any], Batches[Any], bool]:
    """Return the inputs, the operation, the expected output, and whether the order counts."""
    names = ["operation", "expectedOutput", "ordered"]
    place = next((i for i, value in enumerate(args) if callable(value)), len(args))
    inputs = [*args[:place], *(kwargs.pop(name) for name in sorted(kwargs) if "input" in name)]
    rest = dict(zip(names, args[place:], strict=False))
    rest.update(kwargs)
    isBatches = all(_isBatches(each) for each in (*inputs, rest.get("expectedOutput", ())))
    known = len(args) - place <= len(names) and set(rest) <= set(names)
    if not (inputs and isBatches and known and {"operation", "expectedOutput"} <= set(rest)):
        raise TypeError(
            "assertStream takes a SparkContext, the batches of one stream or more, the operation, "
            "and the batches that are expected of it: assertStream(sc, [[1, 2], [3]], "
            "lambda numbers: numbers.map(str), [['1', '2'], ['3']])."
        )
    return inputs, rest["operation"], rest["expectedOutput"], rest.get("ordered", True)


def _isBatches(value: Any) -> bool:
    return isinstance(value, Sequence) and all(
        isinstance(batch, Iterable) and not isinstance(batch, str) for batch in value
    )


def _padded(batches: Batches[Any]) -> list[list[Any]]:
    return [list(batch) for batch in batches]


@contextmanager
def _manualClock(sc: pyspark.SparkContext) -> Iterator[None]:
    """Give the streaming contexts that are made inside Spark's manual clock."""
    jsc: Any = sc._jsc
    if jsc is None:
        raise IllegalStateError("This SparkContext was stopped: make a new one.")
    conf = jsc.sc().conf()
    before = conf.get(_CLOCK, None)
    conf.set(_CLOCK, _MANUAL)
    try:
        yield
    finally:
        if before is None:
            conf.remove(_CLOCK)
        else:
            conf.set(_CLOCK, before)


@contextmanager
def _checkpointed(ssc: StreamingContext, directory: str) -> Iterator[None]:
    if any(node.mustCheckpoint for node in ssc._graph.nodes):
        ssc.checkpoint(directory)
    with warnings.catch_warnings():
        # A test does not recover from the checkpoint.
        warnings.filterwarnings("ignore", ".* keeps its RDDs in the driver alone", UserWarning)
        yield


def _run(ssc: StreamingContext, batches: int, deadline: float) -> None:
    scheduler: Any = ssc._jssc.ssc().scheduler()
    progress: Any = ssc._jssc.ssc().progressListener()
    duration = ssc._jssc.ssc().graph().batchDuration().milliseconds()
    for number in range(1, batches + 1):
        scheduler.clock().advance(duration)
        withJobs = batchesWithJobs(ssc, 0, number)
        while progress.numTotalCompletedBatches() < withJobs:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{number - 1} of {batches} batches completed in time.")
            # Raises the error of a failed job, or of a batch that failed before its jobs.
            ssc.awaitTerminationOrTimeout(_POLL)
        raiseFailure(ssc)


def _difference(
    inputs: list[Batches[Any]],
    slide: int,
    expected: Batches[Any],
    outputs: list[list[Any]],
    ordered: bool,
) -> str:
    """Return how the outputs differ from the expected ones, or an empty string."""
    for number, (wanted, got) in enumerate(zip(map(list, expected), outputs, strict=False), 1):
        missing, surplus = _without(wanted, got), _without(got, wanted)
        if missing or surplus or (ordered and wanted != got):
            end = number * slide
            fed = [[list(batch) for batch in batches[end - slide : end]] for batches in inputs]
            lines = [f"Batch {number} of {len(expected)} is not as expected."]
            lines += [f"  input:        {', '.join(map(repr, each))}" for each in fed if each]
            lines += [f"  expected:     {wanted!r}", f"  actual:       {got!r}"]
            if missing:
                lines.append(f"  missing:      {missing!r}")
            if surplus:
                lines.append(f"  not expected: {surplus!r}")
            if not missing and not surplus:
                lines.append(
                    "  The elements are the same in another order; ordered=False allows that."
                )
            return "\n".join(lines)
    if len(outputs) != len(expected):
        return (
            f"{len(expected)} batches were expected, but there were {len(outputs)}: after the last "
            f"expected one came {outputs[len(expected) :]!r}."
        )
    return ""


def _without(these: list[Any], those: list[Any]) -> list[Any]:
    """Return the elements of ``these`` without one occurrence of each element of ``those``."""
    rest = list(those)
    left = []
    for element in these:
        if element in rest:
            rest.remove(element)
        else:
            left.append(element)
    return left
