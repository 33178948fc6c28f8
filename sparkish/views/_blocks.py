"""``blocks``: how blocks become batches, partitions and windows."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

from sparkish import _units
from sparkish._forms import Forms
from sparkish._jvm import javaTime, plainData
from sparkish.streaming._runs import isAfterRun
from sparkish.streaming.duration import toDuration
from sparkish.streaming.scheduler import StreamingListener, StreamingListenerBatchSubmitted
from sparkish.views import _drawblocks
from sparkish.views._picture import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sparkish.streaming.context import StreamingContext
    from sparkish.streaming.dstream._base import DurationLike

__all__ = ["BatchBlocks", "Block", "Blocks", "BlocksData", "WindowSpan", "blocks"]

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


class Blocks(Picture, StreamingListener):
    """A picture of :class:`BlocksData`; :func:`blocks` makes it."""

    def __init__(self, data: BlocksData, last: int, ssc: StreamingContext | None = None) -> None:
        self._data = data
        self._ssc = ssc
        self._lock = threading.Lock()
        self._batches: deque[BatchBlocks] = deque(maxlen=last)
        if ssc is not None:
            jsc: Any = ssc.sparkContext._jsc
            self._store = jsc.sc().statusStore()
            ssc.addStreamingListener(self)

    @property
    def data(self) -> BlocksData:
        """The run's blocks or, before there are any, those to be expected."""
        plan = self._data
        if self._ssc is None:
            return plan
        context: Any = self._ssc._jssc.ssc()
        graph = context.graph()
        receivers = tuple(stream.id() for stream in graph.getReceiverInputStreams())
        seen = {
            (node.call, node.window): node.site.operation
            for node in self._ssc._graph.nodes
            if node.window is not None
        }
        windows = tuple(
            WindowSpan(name, window[0].milliseconds, window[1].milliseconds)
            for (_, window), name in seen.items()
        )
        with self._lock:
            batches = tuple(self._batches)
        if not batches:
            last = self._batches.maxlen or 1
            return planned(plan.batchDuration, plan.blockInterval, receivers, windows, last)
        zero = graph.zeroTime().milliseconds()
        durations = plan.batchDuration, plan.blockInterval
        return BlocksData(*durations, receivers, batches, windows, zero, isActual=True)

    def onBatchSubmitted(self, batchSubmitted: StreamingListenerBatchSubmitted) -> None:
        """Take the blocks of a batch: Spark forgets them when it is done."""
        assert self._ssc is not None
        jvm: Any = self._ssc._jvm
        time = batchSubmitted.batchInfo.batchTime
        if isAfterRun(self._ssc, time.milliseconds):
            return
        tracker = self._ssc._jssc.ssc().scheduler().receiverTracker()
        blocks = plainData(jvm, tracker.getBlocksOfBatch(javaTime(jvm, time)))
        batch = batchBlocks(time.milliseconds, self._data.blockInterval, blocks)
        stored = storedBlocks(plainData(jvm, self._store.streamBlocksList()))
        batch = replace(
            batch,
            blocks=tuple(replace(block, **stored.get(block.name, {})) for block in batch.blocks),
        )
        with self._lock:
            self._batches.append(batch)

    def _figure(self) -> Figure:
        return _drawblocks.draw(self.data)

    def __str__(self) -> str:
        return _drawblocks.text(self.data)


def batchBlocks(time: int, blockInterval: int, blocks: dict[str, Any]) -> BatchBlocks:
    """Return the blocks of a batch, of what Spark's receiver tracker knows of them.

    Examples
    --------
    >>> info = {"numRecords": 3, "blockStoreResult": {"blockId": {"uniqueId": 500}}}
    >>> batchBlocks(1000, 200, {"0": [info]})
    BatchBlocks(time=1000, blocks=(Block(streamId=0, start=500, end=700, numRecords=3, ...),))
    """
    return BatchBlocks(
        time,
        tuple(
            Block(int(stream), start, start + blockInterval, info["numRecords"])
            for stream in sorted(blocks, key=int)
            for info in blocks[stream]
            # The id of a block is the time at which its interval began.
            for start in (info["blockStoreResult"]["blockId"]["uniqueId"],)
        ),
    )


def storedBlocks(copies: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return by their names how blocks are stored, of what Spark's status store has of each copy.

    Examples
    --------
    >>> copy = {"name": "input-0-500", "storageLevel": "Memory", "memSize": 8, "diskSize": 0}
    >>> storedBlocks([copy, copy])
    {'input-0-500': {'storageLevel': 'Memory', 'memSize': 16, 'diskSize': 0, 'copies': 2}}
    """
    stored: dict[str, dict[str, Any]] = {}
    for copy in copies:
        block = stored.setdefault(
            copy["name"],
            {"storageLevel": copy["storageLevel"], "memSize": 0, "diskSize": 0, "copies": 0},
        )
        block["memSize"] += copy["memSize"]
        block["diskSize"] += copy["diskSize"]
        block["copies"] += 1
    return stored


@overload
def blocks(ssc: StreamingContext, *, last: int = ...) -> Blocks: ...
@overload
def blocks(
    *,
    batchDuration: DurationLike,
    blockInterval: DurationLike = ...,
    windowDuration: DurationLike | None = ...,
    slideDuration: DurationLike | None = ...,
    receivers: int = ...,
    last: int = ...,
) -> Blocks: ...
def blocks(*args: Any, **kwargs: Any) -> Blocks:
    """Return a picture of how blocks become batches, partitions and windows.

    Parameters
    ----------
    ssc : StreamingContext
        Not started yet: the picture has its durations and windows, and from its first batch on the
        blocks that its receivers have really stored.
    batchDuration : Duration or seconds
        In the place of a context, for a picture of durations alone, without Spark.
    blockInterval : Duration or seconds, optional
        How often a receiver makes a block; 200 ms unless told, as in Spark.
    windowDuration, slideDuration : Duration or seconds, optional
        Of a window over the batches; the slide is the batch duration unless told.
    receivers : int, optional
        How many there are.
    last : int, optional
        How many batches to show, the last ones of a run.

    Raises
    ------
    TypeError
        Where the arguments are of neither form.
    ValueError
        Where a duration is not greater than zero, or a window no multiple of the batch duration.

    Examples
    --------
    >>> from sparkish.views import blocks
    >>> print(blocks(batchDuration=Seconds(1), blockInterval=Milliseconds(500), last=2))
    Blocks of 500 ms, batches of 1 s: 2 blocks in a batch, and so 2 partitions.
    batch at 1 s  receiver 0: 2 blocks  2 partitions
    batch at 2 s  receiver 0: 2 blocks  2 partitions
    >>> picture = blocks(ssc)
    """
    return _blocks(*args, **kwargs)


_blocks: Forms[Blocks] = Forms("blocks")


@_blocks.form(ssc=lambda value: hasattr(value, "addStreamingListener"), last=int)
def _(ssc: StreamingContext, *, last: int = 4) -> Blocks:
    _checkLast(last)
    text = ssc.sparkContext.getConf().get(_INTERVAL, "200ms")
    batch = ssc._jssc.ssc().graph().batchDuration().milliseconds()
    return Blocks(BlocksData(batch, _units.parseTime(text, "ms"), (), ()), last, ssc)


@_blocks.form(receivers=int, last=int)
def _(
    *,
    batchDuration: DurationLike,
    blockInterval: DurationLike = 0.2,
    windowDuration: DurationLike | None = None,
    slideDuration: DurationLike | None = None,
    receivers: int = 1,
    last: int = 4,
) -> Blocks:
    _checkLast(last)
    if receivers < 0:
        raise ValueError(f"receivers must not be less than 0, but is {receivers}.")
    batch = _positive(batchDuration, "batchDuration")
    block = _positive(blockInterval, "blockInterval")
    windows: tuple[WindowSpan, ...] = ()
    if windowDuration is not None:
        window = _multiple(windowDuration, "windowDuration", batch)
        slide = batch if slideDuration is None else _multiple(slideDuration, "slideDuration", batch)
        windows = (WindowSpan("window", window, slide),)
    elif slideDuration is not None:
        raise TypeError("slideDuration is of a window: give its windowDuration, too.")
    return Blocks(planned(batch, block, tuple(range(receivers)), windows, last), last)


def _checkLast(last: int) -> None:
    if last < 1:
        raise ValueError(f"last must be at least 1, not {last}.")


def _positive(value: DurationLike, what: str) -> int:
    duration = toDuration(value, what)
    if duration.milliseconds <= 0:
        raise ValueError(f"{what} must be greater than zero, not {duration}.")
    return duration.milliseconds


def _multiple(value: DurationLike, what: str, batch: int) -> int:
    milliseconds = _positive(value, what)
    if milliseconds % batch:
        raise ValueError(
            f"{what} must be a multiple of the batch duration, {length(batch)}: a window is made "
            f"of whole batches. {length(milliseconds)} is none."
        )
    return milliseconds
