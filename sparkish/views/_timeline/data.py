"""The data of ``Timeline``: each batch's records and times."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TimelineBatch", "TimelineData"]


@dataclass(frozen=True)
class TimelineBatch:
    """A completed batch; all times are in milliseconds.

    Parameters
    ----------
    time : int
        The batch's time, in milliseconds since 1970.
    numRecords : int
        The number of records that it read.
    schedulingDelay : int
        How long it waited for the batches before it.
    processingDelay : int
        How long its jobs took.
    failed : bool
        Whether one of its output operations failed.

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
        """The time from the batch's submission to its end."""
        return self.schedulingDelay + self.processingDelay

    def isLate(self, batchDuration: int) -> bool:
        """Tell whether the next batch had to wait for this one."""
        return self.totalDelay > batchDuration

    def lag(self, batchDuration: int) -> int:
        """Return how long the next batch had to wait."""
        return max(0, self.totalDelay - batchDuration)


@dataclass(frozen=True)
class TimelineData:
    """The batches of a run.

    Parameters
    ----------
    batchDuration : int
        In milliseconds.
    batches : tuple of TimelineBatch
        The last completed batches, in order.
    waiting : int
        The number of batches that are submitted but not completed.
    uiUrl : str, optional
        The URL of the Streaming page in Spark's web UI.

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
        """Whether the next batch had to wait for the last one."""
        return bool(self.batches) and self.batches[-1].isLate(self.batchDuration)

    @property
    def isFallingBehind(self) -> bool:
        """Whether the delay grows: the last two batches were late, and the last one was later."""
        lags = [batch.lag(self.batchDuration) for batch in self.batches[-2:]]
        return len(lags) == 2 and 0 < lags[0] < lags[1]

    @property
    def headline(self) -> str:
        """A sentence about the state of the stream."""
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
    """Return a length of time as text, in seconds.

    Examples
    --------
    >>> [seconds(millis) for millis in (1000, 1250, 40, 0)]
    ['1 s', '1.25 s', '0.04 s', '0 s']
    """
    return f"{round(milliseconds / 1000, 2):g} s"
