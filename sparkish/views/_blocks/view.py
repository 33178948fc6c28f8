"""``blocks``: shows how blocks become batches, partitions and windows."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any, overload

from sparkish._core.duration import toDuration
from sparkish._core.forms import Forms
from sparkish._executor import units
from sparkish._jvm.conversions import javaTime, plainData
from sparkish.streaming._engine.run import isAfterRun
from sparkish.streaming.scheduler import StreamingListener, StreamingListenerBatchSubmitted
from sparkish.views._blocks import draw
from sparkish.views._picture import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sparkish._core.duration import DurationLike
    from sparkish.streaming.context import StreamingContext

from sparkish.views._blocks.data import BatchBlocks, Block, BlocksData, WindowSpan, length, planned

__all__ = ["Blocks", "blocks"]

_INTERVAL = "spark.streaming.blockInterval"


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
        """The run's blocks or, before there are any, the expected ones."""
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
        """Record the blocks of a batch now, because Spark forgets them when the batch is done."""
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
        return draw.draw(self.data)

    def __str__(self) -> str:
        return draw.text(self.data)


def batchBlocks(time: int, blockInterval: int, blocks: dict[str, Any]) -> BatchBlocks:
    """Return the blocks of a batch from Spark's receiver tracker.

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
            # A block's id is the start time of its interval.
            for start in (info["blockStoreResult"]["blockId"]["uniqueId"],)
        ),
    )


def storedBlocks(copies: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return how blocks are stored, by their names, from Spark's status store.

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
        A context that is not started yet. The picture has its durations and windows, and from the
        first batch on the blocks that its receivers really stored.
    batchDuration : Duration or seconds
        Instead of a context, for a picture of only the durations, without Spark.
    blockInterval : Duration or seconds, optional
        How often a receiver makes a block; by default 200 ms, as in Spark.
    windowDuration, slideDuration : Duration or seconds, optional
        A window over the batches; by default the slide is the batch duration.
    receivers : int, optional
        The number of receivers.
    last : int, optional
        The number of batches to show; for a run, of its last batches.

    Raises
    ------
    TypeError
        If the arguments match neither form.
    ValueError
        If a duration is not greater than zero, or a window is not a multiple of the batch duration.

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
def _blocksOfContext(ssc: StreamingContext, *, last: int = 4) -> Blocks:
    _checkLast(last)
    text = ssc.sparkContext.getConf().get(_INTERVAL, "200ms")
    batch = ssc._jssc.ssc().graph().batchDuration().milliseconds()
    return Blocks(BlocksData(batch, units.parseTime(text, "ms"), (), ()), last, ssc)


@_blocks.form(receivers=int, last=int)
def _blocksOfNumbers(
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
        raise TypeError("slideDuration belongs to a window: give windowDuration too.")
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
            f"of whole batches. Got {length(milliseconds)}."
        )
    return milliseconds
