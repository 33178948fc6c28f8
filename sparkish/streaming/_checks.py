"""What ``start()`` looks at first, because a start that fails in the JVM ends the context."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sparkish import _units
from sparkish._callsite import callSite
from sparkish._errors import IllegalStateError
from sparkish._jvm import jvmStreams
from sparkish.streaming._graph import Node

if TYPE_CHECKING:
    from sparkish.streaming.context import StreamingContext

_LOCAL_MASTER = re.compile(r"local(?:\[(\*|\d+)(?:,\d+)?\])?")


def checkState(ssc: StreamingContext) -> bool:
    """Tell whether the context is to be started: a second start does nothing, as in Scala.

    Raises
    ------
    IllegalStateError
        Where this context was stopped, or another one is active.
    """
    state = ssc._jssc.getState().toString()
    if state == "ACTIVE":
        _warn("This StreamingContext is active already: start() has done nothing.")
        return False
    if state == "STOPPED":
        raise IllegalStateError(
            "This StreamingContext was stopped, and a stopped one cannot be started again: make a "
            "new StreamingContext(sc, batchDuration) and declare the streams on that. To keep the "
            "SparkContext for it, stop with ssc.stop(stopSparkContext=False)."
        )
    jvm: Any = ssc._jvm
    active = jvm.org.apache.spark.streaming.StreamingContext.getActive()
    if not active.isEmpty():
        raise IllegalStateError(
            "Another StreamingContext is active, and a driver runs one at a time: stop it first, "
            "StreamingContext.getActive().stop(stopSparkContext=False), or declare the streams of "
            "both on one context."
        )
    return True


def checkBeforeStart(ssc: StreamingContext) -> None:
    """Refuse what cannot run, and warn of what will not run as it reads.

    Raises
    ------
    IllegalStateError
        The context is as it was before the call, and usable.
    """
    graph = ssc._jssc.ssc().graph()
    dangling = list(_dangling(ssc, graph))
    if not len(graph.getOutputStreams()):
        raise IllegalStateError(_noOutput(dangling))
    needsCheckpoint = [node for node in ssc._graph.nodes if node.mustCheckpoint]
    if needsCheckpoint and not ssc._jssc.ssc().isCheckpointingEnabled():
        raise IllegalStateError(
            f"{needsCheckpoint[0].site} keeps state from batch to batch, which needs a checkpoint "
            'directory: call ssc.checkpoint("some/directory") before ssc.start().'
        )
    for node in dangling:
        _warn(f"{_toOutput(node)} It does not run.")
    if ssc._jssc.ssc().isCheckpointingEnabled():
        _warnOfLost(node for node in ssc._graph.nodes if not node.recoverable)
    _warnOfCores(ssc, len(graph.getReceiverInputStreams()))
    if len(graph.getReceiverInputStreams()):
        _warnOfBlockInterval(ssc, graph.batchDuration().milliseconds())


def _noOutput(dangling: Iterable[Node]) -> str:
    streams = [_toOutput(node) for node in dangling]
    return "\n".join(
        [
            "No output operation, so nothing to execute: the context was not started, and is as it "
            "was.",
            *(streams or ["Make a stream, for instance ssc.socketTextStream(host, port).print()."]),
        ]
    )


def _toOutput(node: Node) -> str:
    kind = "a transformation" if node.parents else "an input stream"
    return (
        f"{node.site} is {kind}, not an output operation; add .print() or another output operation."
    )


def _dangling(ssc: StreamingContext, graph: Any) -> Iterator[Node]:
    """Yield the streams that reach no output operation, be it one declared through PySpark."""
    candidates = ssc._graph.dangling()
    if not candidates:
        return
    reached = {stream.hashCode() for stream in jvmStreams(graph)}
    for node in candidates:
        if node.jdstream is None or node.jdstream.dstream().hashCode() not in reached:
            yield node


def _warnOfLost(nodes: Iterable[Node]) -> None:
    for node in nodes:
        _warn(
            f"{node.site} keeps its RDDs in the driver alone: state and windows work as long as "
            "this driver runs, but StreamingContext.getOrCreate will not recover the context from "
            "its checkpoint. Use ssc.textFileStream(directory) or a receiver where it has to."
        )


def _warnOfCores(ssc: StreamingContext, receivers: int) -> None:
    master = _LOCAL_MASTER.fullmatch(ssc.sparkContext.master or "")
    if master is None or not receivers:
        return
    threads = master[1] or "1"
    jvm: Any = ssc._jvm
    cores = jvm.java.lang.Runtime.getRuntime().availableProcessors()
    if (cores if threads == "*" else int(threads)) <= receivers:
        _warn(
            f"The master {master[0]} has no core left for processing: each of the {receivers} "
            f"receiver(s) takes one for good. Batches will wait for ever. Use "
            f'setMaster("local[{receivers + 1}]") or more.'
        )


def _warnOfBlockInterval(ssc: StreamingContext, batch: int) -> None:
    key = "spark.streaming.blockInterval"
    block = _units.parseTime(ssc.sparkContext.getConf().get(key, "200ms"), "ms")
    if batch % block:
        _warn(
            f"The batch duration, {batch} ms, is no multiple of the block interval, {block} ms "
            f"({key}): the number of blocks, and so of partitions, changes from batch to batch."
        )


def _warn(message: str) -> None:
    site = callSite()
    warnings.warn_explicit(message, UserWarning, site.file, site.line)
