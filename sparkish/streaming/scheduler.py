"""Listeners and their events: ``org.apache.spark.streaming.scheduler``.

The events are plain Python values with Scala's names. ``str`` gives Scala's text. Times and delays
are in milliseconds.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sparkish._core.time import Time
from sparkish._executor.parentheses import parentheses
from sparkish._executor.text import CaseClass
from sparkish.option import Option

__all__ = [
    "BatchInfo",
    "OutputOperationInfo",
    "ReceiverInfo",
    "StatsReportListener",
    "StreamInputInfo",
    "StreamingListener",
    "StreamingListenerBatchCompleted",
    "StreamingListenerBatchStarted",
    "StreamingListenerBatchSubmitted",
    "StreamingListenerEvent",
    "StreamingListenerOutputOperationCompleted",
    "StreamingListenerOutputOperationStarted",
    "StreamingListenerReceiverError",
    "StreamingListenerReceiverStarted",
    "StreamingListenerReceiverStopped",
    "StreamingListenerStreamingStarted",
]


@parentheses
@dataclass(frozen=True)
class StreamInputInfo(CaseClass):
    """The input of one stream in a batch.

    Scala: ``StreamInputInfo(inputStreamId, numRecords, metadata)``.

    Parameters
    ----------
    inputStreamId : int
        The id of the stream.
    numRecords : int
        The number of records.
    metadata : mapping of str
        More facts about the input: a file stream gives its ``files``.

    Examples
    --------
    >>> StreamInputInfo(0, 2, {"Description": "two lines"}).metadataDescription
    Some('two lines')
    """

    METADATA_KEY_DESCRIPTION: ClassVar[str] = "Description"

    inputStreamId: int
    numRecords: int
    metadata: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def metadataDescription(self) -> Option[str]:
        """The description among the metadata. Scala: ``metadataDescription``."""
        return Option(self.metadata.get(self.METADATA_KEY_DESCRIPTION)).map(str)


@parentheses
@dataclass(frozen=True)
class OutputOperationInfo(CaseClass):
    """An output operation of a batch.

    Scala: ``OutputOperationInfo(batchTime, id, name, description, startTime, endTime,
    failureReason)``.

    Parameters
    ----------
    batchTime : Time
        The batch.
    id : int
        The operation's number in the batch.
    name, description : str
        The short and the long text. For a Python operation, both come from the JVM's stack.
    startTime, endTime : Option of int
        In milliseconds since 1970; empty before the start, or before the end.
    failureReason : Option of str
        Why it failed; empty if it did not fail.

    Examples
    --------
    >>> from sparkish import Some
    >>> info = OutputOperationInfo(
    ...     Time(1000), 0, "print", "", Some(1003), Some(1005), failureReason=Option(None)
    ... )
    >>> info.duration
    Some(2)
    """

    batchTime: Time
    id: int
    name: str
    description: str
    startTime: Option[int]
    endTime: Option[int]
    failureReason: Option[str]

    @property
    def duration(self) -> Option[int]:
        """How long it took, in milliseconds; empty before it has ended. Scala: ``duration``."""
        return _difference(self.endTime, self.startTime)


@parentheses
@dataclass(frozen=True)
class BatchInfo(CaseClass):
    """A batch: its input, and the times of its processing.

    Scala: ``BatchInfo(batchTime, streamIdToInputInfo, submissionTime, processingStartTime,
    processingEndTime, outputOperationInfos)``.

    Parameters
    ----------
    batchTime : Time
        The batch.
    streamIdToInputInfo : mapping of int to StreamInputInfo
        The input of each stream. Queue streams count no records.
    submissionTime : int
        When its jobs were submitted, in milliseconds since 1970.
    processingStartTime, processingEndTime : Option of int
        The start of its first job and the end of its last job, in milliseconds since 1970; empty
        before that.
    outputOperationInfos : mapping of int to OutputOperationInfo
        Its output operations.

    Examples
    --------
    >>> from sparkish import Some
    >>> batch = BatchInfo(Time(1000), {}, 1001, Some(1003), Option(None), {})
    >>> batch.schedulingDelay, batch.processingDelay, batch.numRecords
    (Some(2), Option.empty(), 0)
    """

    batchTime: Time
    streamIdToInputInfo: Mapping[int, StreamInputInfo] = field(hash=False)
    submissionTime: int
    processingStartTime: Option[int]
    processingEndTime: Option[int]
    outputOperationInfos: Mapping[int, OutputOperationInfo] = field(hash=False)

    @property
    def schedulingDelay(self) -> Option[int]:
        """The milliseconds from submission to the first job. Scala: ``schedulingDelay``."""
        return _difference(self.processingStartTime, Option(self.submissionTime))

    @property
    def processingDelay(self) -> Option[int]:
        """The milliseconds that all of its jobs took. Scala: ``processingDelay``."""
        return _difference(self.processingEndTime, self.processingStartTime)

    @property
    def totalDelay(self) -> Option[int]:
        """The milliseconds from submission to the end. Scala: ``totalDelay``."""
        return _difference(self.processingEndTime, Option(self.submissionTime))

    @property
    def numRecords(self) -> int:
        """The number of records of all streams together. Scala: ``numRecords``."""
        return sum(info.numRecords for info in self.streamIdToInputInfo.values())


def _difference(later: Option[int], earlier: Option[int]) -> Option[int]:
    return later.flatMap(lambda end: earlier.map(lambda start: end - start))


@parentheses
@dataclass(frozen=True)
class ReceiverInfo(CaseClass):
    """A receiver.

    Scala: ``ReceiverInfo(streamId, name, active, location, executorId, lastErrorMessage,
    lastError, lastErrorTime)``.

    Parameters
    ----------
    streamId : int
        The id of its input stream.
    name : str
        The receiver's name.
    active : bool
        Whether it runs.
    location, executorId : str
        The host and the executor that it runs on.
    lastErrorMessage, lastError : str
        The last error that it reported, and the exception's text; empty if there is no error.
    lastErrorTime : int
        The time of the last error, in milliseconds since 1970; ``-1`` if there is no error.
    """

    streamId: int
    name: str
    active: bool
    location: str
    executorId: str
    lastErrorMessage: str = ""
    lastError: str = ""
    lastErrorTime: int = -1


class StreamingListenerEvent(CaseClass):
    """An event that a listener gets. Scala: ``StreamingListenerEvent``."""


@parentheses
@dataclass(frozen=True)
class StreamingListenerStreamingStarted(StreamingListenerEvent):
    """The context has started, at a time in milliseconds since 1970."""

    time: int


@parentheses
@dataclass(frozen=True)
class StreamingListenerReceiverStarted(StreamingListenerEvent):
    """A receiver has started."""

    receiverInfo: ReceiverInfo


@parentheses
@dataclass(frozen=True)
class StreamingListenerReceiverError(StreamingListenerEvent):
    """A receiver has reported an error."""

    receiverInfo: ReceiverInfo


@parentheses
@dataclass(frozen=True)
class StreamingListenerReceiverStopped(StreamingListenerEvent):
    """A receiver has stopped."""

    receiverInfo: ReceiverInfo


@parentheses
@dataclass(frozen=True)
class StreamingListenerBatchSubmitted(StreamingListenerEvent):
    """The jobs of a batch were submitted."""

    batchInfo: BatchInfo


@parentheses
@dataclass(frozen=True)
class StreamingListenerBatchStarted(StreamingListenerEvent):
    """The first job of a batch has started."""

    batchInfo: BatchInfo


@parentheses
@dataclass(frozen=True)
class StreamingListenerBatchCompleted(StreamingListenerEvent):
    """The last job of a batch has ended; its output operations show whether they failed."""

    batchInfo: BatchInfo


@parentheses
@dataclass(frozen=True)
class StreamingListenerOutputOperationStarted(StreamingListenerEvent):
    """An output operation of a batch has started."""

    outputOperationInfo: OutputOperationInfo


@parentheses
@dataclass(frozen=True)
class StreamingListenerOutputOperationCompleted(StreamingListenerEvent):
    """An output operation of a batch has ended; ``failureReason`` shows whether it failed."""

    outputOperationInfo: OutputOperationInfo


class StreamingListener:
    """A listener for ``ssc.addStreamingListener``: override the methods that you need.

    Spark calls them in the driver, one after the other, in a separate thread. If a method raises,
    its traceback is logged once, and it is still called for later events.

    PySpark's listener, which gets Java's own events, is ``sparkish.streaming.StreamingListener``.

    Scala: ``org.apache.spark.streaming.scheduler.StreamingListener``.

    Examples
    --------
    >>> class Slow(StreamingListener):
    ...     def onBatchCompleted(self, batchCompleted):
    ...         info = batchCompleted.batchInfo
    ...         if info.processingDelay.exists(lambda delay: delay > 60_000):
    ...             print(f"{info.batchTime}: {info.numRecords} records")
    >>> ssc.addStreamingListener(Slow())
    """

    def onStreamingStarted(self, streamingStarted: StreamingListenerStreamingStarted) -> None:
        """Called when the context has started."""

    def onReceiverStarted(self, receiverStarted: StreamingListenerReceiverStarted) -> None:
        """Called when a receiver has started."""

    def onReceiverError(self, receiverError: StreamingListenerReceiverError) -> None:
        """Called when a receiver has reported an error."""

    def onReceiverStopped(self, receiverStopped: StreamingListenerReceiverStopped) -> None:
        """Called when a receiver has stopped."""

    def onBatchSubmitted(self, batchSubmitted: StreamingListenerBatchSubmitted) -> None:
        """Called when the jobs of a batch were submitted."""

    def onBatchStarted(self, batchStarted: StreamingListenerBatchStarted) -> None:
        """Called when the first job of a batch has started."""

    def onBatchCompleted(self, batchCompleted: StreamingListenerBatchCompleted) -> None:
        """Called when the last job of a batch has ended."""

    def onOutputOperationStarted(
        self, outputOperationStarted: StreamingListenerOutputOperationStarted
    ) -> None:
        """Called when an output operation has started."""

    def onOutputOperationCompleted(
        self, outputOperationCompleted: StreamingListenerOutputOperationCompleted
    ) -> None:
        """Called when an output operation has ended."""


_PERCENTILES = (0, 5, 10, 25, 50, 75, 90, 95, 100)
_UNITS = ((3_600_000, "hours"), (60_000, "min"), (1000, "s"))


class StatsReportListener(StreamingListener):
    """Writes the distribution of the last batches' delays after each batch.

    It writes to the error stream, where Scala's log goes.

    Scala: ``StatsReportListener(numBatchInfos)``.

    Parameters
    ----------
    numBatchInfos : int
        How many of the last batches it keeps.

    Examples
    --------
    >>> ssc.addStreamingListener(StatsReportListener(numBatchInfos=20))
    """

    def __init__(self, numBatchInfos: int = 10) -> None:
        self.batchInfos: deque[BatchInfo] = deque(maxlen=numBatchInfos)

    def onBatchCompleted(self, batchCompleted: StreamingListenerBatchCompleted) -> None:
        """Add a batch, and write the distributions."""
        self.batchInfos.append(batchCompleted.batchInfo)
        self.printStats()

    def printStats(self) -> None:
        """Write the distributions of the total delay and the processing time."""
        self.showMillisDistribution("Total delay: ", lambda batch: batch.totalDelay)
        self.showMillisDistribution("Processing time: ", lambda batch: batch.processingDelay)

    def showMillisDistribution(
        self, heading: str, getMetric: Callable[[BatchInfo], Option[int]]
    ) -> None:
        """Write the distribution of one metric of the batches, in milliseconds.

        Parameters
        ----------
        heading : str
            The text before it.
        getMetric : callable
            Takes a batch; returns an ``Option``.
        """
        values = sorted(value for batch in self.batchInfos for value in getMetric(batch))
        if values:
            sys.stderr.write(heading + _distribution(values))


def _distribution(values: Sequence[int]) -> str:
    # Only here: it takes as long to import as a tenth of sparkish.
    from statistics import fmean, pstdev

    numbers = {
        "count": f"{len(values)}",
        "mean": f"{fmean(values):f}",
        "stdev": f"{pstdev(values):f}",
        "max": f"{values[-1]:f}",
        "min": f"{values[0]:f}",
    }
    last = len(values) - 1
    quantiles = [values[min(len(values) * percent // 100, last)] for percent in _PERCENTILES]
    return "".join(
        [
            f"({', '.join(f'{name}: {number}' for name, number in numbers.items())})\n",
            *(f"\t{percent}%" for percent in _PERCENTILES),
            "\n",
            *(f"\t{_milliseconds(value)}" for value in quantiles),
            "\n",
        ]
    )


def _milliseconds(value: int) -> str:
    for size, unit in _UNITS:
        if value > size:
            return f"{value / size:.1f} {unit}"
    return f"{value:.1f} ms"
