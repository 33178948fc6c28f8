"""``Timeline``: what each batch has read, how long it has waited, and how long it took."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sparkish._displays import Display, kernelShell
from sparkish.streaming._runs import isAfterRun
from sparkish.streaming.scheduler import (
    BatchInfo,
    StreamingListener,
    StreamingListenerBatchCompleted,
    StreamingListenerBatchSubmitted,
)
from sparkish.views import _drawtimeline
from sparkish.views._picture import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sparkish.streaming.context import StreamingContext

__all__ = ["Timeline", "TimelineBatch", "TimelineData"]


@dataclass(frozen=True)
class TimelineBatch:
    """A batch that was completed; all times are milliseconds.

    Parameters
    ----------
    time : int
        The batch's, since 1970.
    numRecords : int
        How many records it has read.
    schedulingDelay : int
        How long it has waited for the batches before it.
    processingDelay : int
        How long its jobs took.
    failed : bool
        Whether one of its output operations has failed.

    Examples
    --------
    >>> batch = TimelineBatch(5000, 12, schedulingDelay=100, processingDelay=700)
    >>> batch.totalDelay, batch.isLate(batchDuration=1000), batch.lag(batchDuration=500)
    (800, False, 300)
    """

    time: int
    numRecords: int
    schedulingDelay: int
    processingDelay: int
    failed: bool = False

    @property
    def totalDelay(self) -> int:
        """From the batch's submission to its end."""
        return self.schedulingDelay + self.processingDelay

    def isLate(self, batchDuration: int) -> bool:
        """Tell whether the next batch has had to wait for this one."""
        return self.totalDelay > batchDuration

    def lag(self, batchDuration: int) -> int:
        """Return for how long the next batch has had to wait."""
        return max(0, self.totalDelay - batchDuration)


@dataclass(frozen=True)
class TimelineData:
    """The batches of a run.

    Parameters
    ----------
    batchDuration : int
        In milliseconds.
    batches : tuple of TimelineBatch
        Those that were completed last, in their order.
    waiting : int
        How many were submitted, and are not completed.
    uiUrl : str, optional
        Of the Streaming page of Spark's web UI.

    Examples
    --------
    >>> slow = [TimelineBatch(1000 * n, 5, 400 * n, 1400) for n in range(3)]
    >>> data = TimelineData(1000, tuple(slow), waiting=1)
    >>> data.isFallingBehind
    True
    >>> print(data.headline)
    Falling behind: the last batch waited 0.8 s and took 1.4 s, and the next one is due every 1 s.
    """

    batchDuration: int
    batches: tuple[TimelineBatch, ...] = ()
    waiting: int = 0
    uiUrl: str | None = None

    @property
    def isLate(self) -> bool:
        """Whether the last batch has kept the next one waiting."""
        return bool(self.batches) and self.batches[-1].isLate(self.batchDuration)

    @property
    def isFallingBehind(self) -> bool:
        """Whether the batches wait longer and longer: the last two were late, the last one more."""
        lags = [batch.lag(self.batchDuration) for batch in self.batches[-2:]]
        return len(lags) == 2 and 0 < lags[0] < lags[1]

    @property
    def headline(self) -> str:
        """How the stream does, in a sentence."""
        if not self.batches:
            return "No batch is completed yet."
        last = self.batches[-1]
        took = f"took {seconds(last.processingDelay)}"
        due = f"the next one is due every {seconds(self.batchDuration)}"
        if last.failed:
            return f"The last batch has failed; it {took}."
        if not self.isLate:
            return f"Keeping up: the last batch {took}, and {due}."
        waited = f"the last batch waited {seconds(last.schedulingDelay)} and {took}"
        if self.isFallingBehind:
            return f"Falling behind: {waited}, and {due}."
        return f"Late: {waited}, and {due}."


def seconds(milliseconds: float) -> str:
    """Return a length of time as it is read, in seconds.

    Examples
    --------
    >>> [seconds(millis) for millis in (1000, 1250, 40, 0)]
    ['1 s', '1.25 s', '0.04 s', '0 s']
    """
    return f"{round(milliseconds / 1000, 2):g} s"


class Timeline(Picture, StreamingListener):
    """A live picture of the batches: input records, scheduling delay and processing time.

    Made before ``ssc.start()``. Shown before that, too, it changes with every batch: in a notebook
    the picture, in place; in a terminal a line for each batch or, with rich, a table. Where the
    stream falls behind it says so.

    It has the records of queue streams counted, which Spark counts none of; Spark's own Streaming
    page, to which it leads, shows them then. An RDD in a queue that is no collection of the
    program's costs a job for that. Spark counts none of file streams either, and so does this.

    Parameters
    ----------
    ssc : StreamingContext
        Whose batches.
    keep : int, optional
        How many of the last batches to show.

    Raises
    ------
    ValueError
        Where ``keep`` is less than 1.

    Examples
    --------
    >>> from sparkish.views import Timeline
    >>> timeline = Timeline(ssc)
    >>> ssc.queueStream([["a", "b"], ["c"]]).foreachRDD(lambda rdd: None)
    >>> ssc.runFor(batches=2)
    >>> [batch.numRecords for batch in timeline.data.batches]
    [2, 1]
    """

    def __init__(self, ssc: StreamingContext, keep: int = 60) -> None:
        if keep < 1:
            raise ValueError(f"keep must be at least 1, not {keep}.")
        url = ssc.sparkContext.uiWebUrl
        self._duration: int = ssc._jssc.ssc().graph().batchDuration().milliseconds()
        self._uiUrl = None if url is None else f"{url}/streaming/"
        self._ssc = ssc
        self._lock = threading.Lock()
        self._batches: deque[TimelineBatch] = deque(maxlen=keep)
        self._submitted: set[int] = set()
        self._hasEnded = False
        self._live: _LiveCell | _drawtimeline.Terminal | None = None
        ssc.addStreamingListener(self)
        ssc._whenStopped.append(self._end)
        ssc._countRecords = True

    @property
    def data(self) -> TimelineData:
        """The batches so far."""
        with self._lock:
            batches = tuple(self._batches)
            return TimelineData(self._duration, batches, len(self._submitted), self._uiUrl)

    def show(self) -> None:
        """Show the picture in the cell that runs; in a terminal, a line for each batch from now on.

        Examples
        --------
        >>> timeline = Timeline(ssc)
        >>> timeline.show()
        batch     records   waited     took   against 1 batch interval of 0.5 s
        """
        shell = kernelShell()
        if self._live is None:
            self._live = (
                _drawtimeline.Terminal(self._duration) if shell is None else _LiveCell(self, shell)
            )
            if not self._hasEnded:
                self._live.start()
        if isinstance(self._live, _LiveCell):
            self._live.show()
        elif self._batches:
            print(self)

    def _ipython_display_(self) -> None:
        self.show()

    def onBatchSubmitted(self, batchSubmitted: StreamingListenerBatchSubmitted) -> None:
        """Take that the jobs of a batch were submitted."""
        time = batchSubmitted.batchInfo.batchTime.milliseconds
        if not isAfterRun(self._ssc, time):
            with self._lock:
                self._submitted.add(time)

    def onBatchCompleted(self, batchCompleted: StreamingListenerBatchCompleted) -> None:
        """Take that the last job of a batch has ended."""
        batch = timelineBatch(batchCompleted.batchInfo)
        if isAfterRun(self._ssc, batch.time):
            return
        with self._lock:
            self._submitted.discard(batch.time)
            self._batches.append(batch)
        if self._live is not None:
            self._live.changed(self.data)

    def _end(self) -> None:
        with self._lock:
            self._submitted.clear()
            isFirst, self._hasEnded = not self._hasEnded, True
        if isFirst and self._live is not None:
            self._live.end(self.data)

    def _figure(self) -> Figure:
        return _drawtimeline.draw(self.data)

    def __str__(self) -> str:
        return _drawtimeline.text(self.data)

    def __rich__(self) -> Any:
        return _drawtimeline.table(self.data)


def timelineBatch(info: BatchInfo) -> TimelineBatch:
    """Return what a listener was told of a batch that is completed."""
    return TimelineBatch(
        info.batchTime.milliseconds,
        info.numRecords,
        info.schedulingDelay.getOrElse(0),
        info.processingDelay.getOrElse(0),
        any(each.failureReason.isDefined for each in info.outputOperationInfos.values()),
    )


class _LiveCell:
    """The picture in a notebook, drawn again by a thread of its own: Spark's listeners go on."""

    def __init__(self, timeline: Timeline, shell: Any) -> None:
        self._timeline = timeline
        self._display = Display(shell)
        self._shell = shell
        self._news = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="sparkish timeline", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def show(self) -> None:
        """Show the picture and, below it, the way to Spark's page."""
        self._display.show(*self._timeline._bundle())
        url = self._timeline.data.uiUrl
        if url is not None:
            link = f'<a href="{url}" target="_blank">Spark\'s own Streaming page</a>'
            self._shell.display_pub.publish(
                {"text/html": link, "text/plain": f"Spark's own Streaming page: {url}"}
            )

    def changed(self, data: TimelineData) -> None:
        """Have the picture drawn again."""
        self._news.set()

    def end(self, data: TimelineData) -> None:
        """Draw the last picture."""
        self._ended = True
        self._news.set()
        self._thread.join()
        self._display.update(*self._timeline._bundle())

    def _run(self) -> None:
        while True:
            self._news.wait()
            self._news.clear()
            if self._ended:
                return
            self._display.update(*self._timeline._bundle())
