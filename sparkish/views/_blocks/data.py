"""The data of ``blocks``: batches, their blocks and partitions, and windows."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BatchBlocks", "Block", "BlocksData", "WindowSpan"]

_INTERVAL = "spark.streaming.blockInterval"


@dataclass(frozen=True)
class Block:
    """What a receiver has received in one block interval.

    Parameters
    ----------
    streamId : int
        The receiver's.
    start, end : int
        When the block was filled, in milliseconds.
    numRecords : int, optional
        How many records it holds, where that is known.
    storageLevel : str, optional
        How it is stored, as Spark's Storage page has it: of a run's blocks, when their batch was
        submitted.
    memSize, diskSize : int
        How much memory and how much disk it took then, in bytes, all of its copies together.
    copies : int
        How many block managers held it then.

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
        """What Spark calls it."""
        return f"input-{self.streamId}-{self.start}"


@dataclass(frozen=True)
class BatchBlocks:
    """The blocks of a batch.

    Parameters
    ----------
    time : int
        The batch's, which is the end of its interval, in milliseconds.
    blocks : tuple of Block
        Receiver by receiver. Each is a partition of the batch's RDD.

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
        """How many partitions the batch's RDD has."""
        return len(self.blocks)

    @property
    def numRecords(self) -> int:
        """How many records the batch has, as far as that is known."""
        return sum(block.numRecords or 0 for block in self.blocks)


@dataclass(frozen=True)
class WindowSpan:
    """A window of the program.

    Parameters
    ----------
    name : str
        The operation.
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
            When the stream began: slides are counted from there, in milliseconds.
        first, last : int
            The times of two batches, in milliseconds.
        """
        slide = self.slideDuration
        start = zero + -(-(first - zero) // slide) * slide
        return list(range(start, last + 1, slide))


@dataclass(frozen=True)
class BlocksData:
    """Blocks, batches, partitions and windows; all times are milliseconds.

    Parameters
    ----------
    batchDuration, blockInterval : int
        How long a batch and a block are.
    receivers : tuple of int
        The ids of the streams that have a receiver.
    batches : tuple of BatchBlocks
        In their order.
    windows : tuple of WindowSpan
        Of the program.
    zeroTime : int
        When the stream began.
    isActual : bool
        Whether the batches are those of a run.
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
        """What follows from the durations, in a sentence.

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
    """Return how many there are of something, of which one more is there at times."""
    numbers = f"{least * times} to {(least + 1) * times}" if rest else f"{least * times}"
    return f"{numbers} {noun}{'s' * (numbers != '1')}"


def length(milliseconds: int) -> str:
    """Return a length of time as the notes write it.

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
    """Return what is to be expected of durations: blocks of every receiver in every batch."""
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
