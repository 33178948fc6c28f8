"""``Timeline``: each batch's records, waiting time and processing time."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from sparkish._notebook.displays import Display, kernelShell
from sparkish.streaming._engine.run import isAfterRun
from sparkish.streaming.scheduler import (
    BatchInfo,
    StreamingListener,
    StreamingListenerBatchCompleted,
    StreamingListenerBatchSubmitted,
)
from sparkish.views._picture import Picture
from sparkish.views._timeline import draw

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sparkish.streaming.context import StreamingContext

from sparkish.views._timeline.data import TimelineBatch, TimelineData

__all__ = ["Timeline"]


class Timeline(Picture, StreamingListener):
    """A live picture of the batches: input records, scheduling delay and processing time.

    Make it before ``ssc.start()``. If you also show it before that, it changes with every batch: a
    notebook updates the picture; a terminal gets a line for each batch or, with rich, a table. It
    says when the stream falls behind.

    Spark does not count the records of queue streams, so the timeline does. Spark's own Streaming
    page, to which the timeline links, then shows them too. For a queued RDD that is not made from a
    collection, the count costs a job. Neither Spark nor the timeline counts the records of file
    streams.

    Parameters
    ----------
    ssc : StreamingContext
        The context whose batches are shown.
    keep : int, optional
        The number of last batches to show.

    Raises
    ------
    ValueError
        If ``keep`` is less than 1.

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
        self._live: _LiveCell | draw.Terminal | None = None
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
        """Show the picture in the running cell; in a terminal, a line for each new batch.

        Examples
        --------
        >>> timeline = Timeline(ssc)
        >>> timeline.show()
        batch     records   waited     took   against 1 batch interval of 0.5 s
        """
        shell = kernelShell()
        if self._live is None:
            self._live = draw.Terminal(self._duration) if shell is None else _LiveCell(self, shell)
            if not self._hasEnded:
                self._live.start()
        if isinstance(self._live, _LiveCell):
            self._live.show()
        elif self._batches:
            print(self)

    def _ipython_display_(self) -> None:
        self.show()

    def onBatchSubmitted(self, batchSubmitted: StreamingListenerBatchSubmitted) -> None:
        """Record that the jobs of a batch were submitted."""
        time = batchSubmitted.batchInfo.batchTime.milliseconds
        if not isAfterRun(self._ssc, time):
            with self._lock:
                self._submitted.add(time)

    def onBatchCompleted(self, batchCompleted: StreamingListenerBatchCompleted) -> None:
        """Record that the last job of a batch has ended."""
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
        return draw.draw(self.data)

    def __str__(self) -> str:
        return draw.text(self.data)

    def __rich__(self) -> Any:
        return draw.table(self.data)


def timelineBatch(info: BatchInfo) -> TimelineBatch:
    """Return the data of a completed batch from a listener's event."""
    return TimelineBatch(
        info.batchTime.milliseconds,
        info.numRecords,
        info.schedulingDelay.getOrElse(0),
        info.processingDelay.getOrElse(0),
        any(each.failureReason.isDefined for each in info.outputOperationInfos.values()),
    )


class _LiveCell:
    """The picture in a notebook. Its own thread draws, so that Spark's listeners do not wait."""

    def __init__(self, timeline: Timeline, shell: Any) -> None:
        self._timeline = timeline
        self._display = Display(shell)
        self._shell = shell
        self._news = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="sparkish timeline", daemon=True)

    def start(self) -> None:
        """Start to show the timeline."""
        self._thread.start()

    def show(self) -> None:
        """Show the picture and, below it, the link to Spark's page."""
        self._display.show(*self._timeline._bundle())
        url = self._timeline.data.uiUrl
        if url is not None:
            link = f'<a href="{url}" target="_blank">Spark\'s own Streaming page</a>'
            self._shell.display_pub.publish(
                {"text/html": link, "text/plain": f"Spark's own Streaming page: {url}"}
            )

    def changed(self, data: TimelineData) -> None:
        """Ask the thread to draw the picture again."""
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
