"""The data of ``blocks``: batches, their blocks and partitions, and windows."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BatchBlocks", "Block", "BlocksData", "WindowSpan"]

_INTERVAL = "spark.streaming.blockInterval"


@dataclass(frozen=True)
class Block:
    """The data of one receiver in one block interval.

    Parameters
    ----------
    streamId : int
        The receiver's stream.
    start, end : int
        The begin and the end of the block's interval, in milliseconds.
    numRecords : int, optional
        The number of records, if known.
    storageLevel : str, optional
        The storage level as on Spark's Storage page, when the block's batch was submitted; only for
        blocks of a run.
    memSize, diskSize : int
        The bytes in memory and on disk at that time, for all copies together.
    copies : int
        The number of block managers with a copy at that time.

    Examples
    --------
    >>> Block(streamId=0, start=500, end=700).name
    'input-0-500'
    """

    streamId: int
    start: int
    end: int
    numRecords: int | None = None
    storageLevel: str | None = None
    memSize: int = 0
    diskSize: int = 0
    copies: int = 0

    @property
    def name(self) -> str:
        """Spark's name for the block."""
        return f"input-{self.streamId}-{self.start}"


@dataclass(frozen=True)
class BatchBlocks:
    """The blocks of a batch.

    Parameters
    ----------
    time : int
        The batch's time, which is the end of its interval, in milliseconds.
    blocks : tuple of Block
        The blocks, receiver by receiver. Each block is a partition of the batch's RDD.

    Examples
    --------
    >>> batch = BatchBlocks(1000, (Block(0, 0, 500, 3), Block(0, 500, 1000, 4)))
    >>> batch.numPartitions, batch.numRecords
    (2, 7)
    """

    time: int
    blocks: tuple[Block, ...] = ()

    @property
    def numPartitions(self) -> int:
        """The number of partitions of the batch's RDD."""
        return len(self.blocks)

    @property
    def numRecords(self) -> int:
        """The number of records of the batch, as far as it is known."""
        return sum(block.numRecords or 0 for block in self.blocks)


@dataclass(frozen=True)
class WindowSpan:
    """A window of the program.

    Parameters
    ----------
    name : str
        The operation's name.
    windowDuration, slideDuration : int
        In milliseconds.

    Examples
    --------
    >>> WindowSpan("window", 3000, 2000).ends(zero=0, first=1000, last=6000)
    [2000, 4000, 6000]
    """

    name: str
    windowDuration: int
    slideDuration: int

    def ends(self, zero: int, first: int, last: int) -> list[int]:
        """Return the times of the windows from one batch to another.

        Parameters
        ----------
        zero : int
            When the stream began, in milliseconds; slides are counted from there.
        first, last : int
            The times of two batches, in milliseconds.
        """
        slide = self.slideDuration
        start = zero + -(-(first - zero) // slide) * slide
        return list(range(start, last + 1, slide))


@dataclass(frozen=True)
class BlocksData:
    """Blocks, batches, partitions and windows; all times are in milliseconds.

    Parameters
    ----------
    batchDuration, blockInterval : int
        The lengths of a batch and of a block.
    receivers : tuple of int
        The ids of the streams that have a receiver.
    batches : tuple of BatchBlocks
        The batches in order.
    windows : tuple of WindowSpan
        The program's windows.
    zeroTime : int
        When the stream began.
    isActual : bool
        Whether the batches come from a run.
    """

    batchDuration: int
    blockInterval: int
    receivers: tuple[int, ...]
    batches: tuple[BatchBlocks, ...]
    windows: tuple[WindowSpan, ...] = ()
    zeroTime: int = 0
    isActual: bool = False

    @property
    def headline(self) -> str:
        """A sentence about the results of the durations.

        Examples
        --------
        >>> planned(1000, 500, (0,), (), 2).headline
        'Blocks of 500 ms, batches of 1 s: 2 blocks in a batch, and so 2 partitions.'
        """
        batch, block = length(self.batchDuration), length(self.blockInterval)
        if not self.receivers:
            return f"Batches of {batch}, without blocks: no receiver fills any."
        least, rest = divmod(self.batchDuration, self.blockInterval)
        several = len(self.receivers)
        of = f" of each of {several} receivers" if several > 1 else ""
        return (
            f"Blocks of {block}, batches of {batch}: {_about(least, rest, 1, 'block')} in a "
            f"batch{of}, and so {_about(least, rest, several, 'partition')}."
        )


def _about(least: int, rest: int, times: int, noun: str) -> str:
    """Return a count in words, where some batches have one more."""
    numbers = f"{least * times} to {(least + 1) * times}" if rest else f"{least * times}"
    return f"{numbers} {noun}{'s' * (numbers != '1')}"


def length(milliseconds: int) -> str:
    """Return a length of time as the course notes write it.

    Examples
    --------
    >>> length(200), length(1500), length(60_000)
    ('200 ms', '1.5 s', '60 s')
    """
    return f"{milliseconds / 1000:g} s" if milliseconds >= 1000 else f"{milliseconds} ms"


def planned(
    batchDuration: int,
    blockInterval: int,
    receivers: tuple[int, ...],
    windows: tuple[WindowSpan, ...],
    last: int,
) -> BlocksData:
    """Return the expected blocks of every receiver in every batch, from the durations alone."""
    batches: list[BatchBlocks] = []
    for number in range(last):
        begin, end = number * batchDuration, (number + 1) * batchDuration
        # A block belongs to the batch in which it ends.
        starts = range(begin // blockInterval * blockInterval, end, blockInterval)
        filled = [(start, start + blockInterval) for start in starts]
        batches.append(
            BatchBlocks(
                end,
                tuple(
                    Block(receiver, start, stop)
                    for receiver in receivers
                    for start, stop in filled
                    if begin < stop <= end
                ),
            )
        )
    return BlocksData(batchDuration, blockInterval, receivers, tuple(batches), windows)
