"""The checks of ``start()``. They come first: a start that fails in the JVM stops the context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sparkish._core.callsite import warnUser
from sparkish._core.errors import IllegalStateError
from sparkish._core.sentences import sentence
from sparkish._executor import units
from sparkish._jvm.conversions import jvmStreams
from sparkish.streaming._engine.callgraph import Node
from sparkish.streaming._engine.checkpoints import checkCheckpoint

if TYPE_CHECKING:
    from sparkish._core.protocols import Context

_GROUPING = " With Durations, as in Scala, groupByKeyAndWindow needs none."
_LOCAL_MASTER = re.compile(r"local(?:\[(\*|\d+)(?:,\d+)?\])?")


def checkState(ssc: Context) -> bool:
    """Tell whether to start the context: a second start does nothing, as in Scala.

    Raises
    ------
    IllegalStateError
        If this context was stopped, or another one is active.
    """
    state = ssc._jssc.getState().toString()
    if state == "ACTIVE":
        warnUser("This StreamingContext is active already: start() has done nothing.")
        return False
    if state == "STOPPED":
        raise IllegalStateError(
            "This StreamingContext was stopped, and a stopped one cannot be started again: make a "
            "new StreamingContext(sc, batchDuration) and declare the streams on that. To keep the "
            "SparkContext for it, stop with ssc.stop(stopSparkContext=False)."
        )
    if ssc._jssc.sparkContext().sc().isStopped():
        raise IllegalStateError(
            sentence(
                "The SparkContext of this StreamingContext was stopped: nothing can run on it",
                None,
                "sc.stop() after the streams have ended, and before that a new SparkContext and a "
                "new StreamingContext, which the streams are declared on",
            )
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


def warnBeforeStart(ssc: Context, waiting: str) -> None:
    """Warn, once, of a wait for a context that nobody has started: it may be for ever."""
    if not ssc._isWaitTold and ssc._jssc.getState().toString() == "INITIALIZED":
        ssc._isWaitTold = True
        warnUser(
            f"{waiting} waits for a context that has not started: write ssc.start() in the line "
            "before."
        )


def checkBeforeStart(ssc: Context) -> None:
    """Refuse a program that cannot run, and warn of parts that do not run as they read.

    Raises
    ------
    IllegalStateError
        If the program cannot run. The context does not change, and stays usable.
    """
    graph = ssc._jssc.ssc().graph()
    # The streams that lead to an output operation, by their identity in the JVM.
    reached = {stream.hashCode(): stream for stream in jvmStreams(graph)}
    dangling = [node for node in ssc._graph.dangling() if _identity(node) not in reached]
    if not len(graph.getOutputStreams()):
        raise IllegalStateError(_noOutput(dangling))
    if ssc._jssc.sparkContext().sc().getCheckpointDir().isEmpty():
        _refuseCheckpoints(ssc._graph.nodes, reached)
    for node in dangling:
        warnUser(f"{_toOutput(node)} It does not run.")
    if ssc._jssc.ssc().isCheckpointingEnabled():
        checkCheckpoint(ssc)
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


def _identity(node: Node) -> int | None:
    return None if node.jdstream is None else node.jdstream.dstream().hashCode()


def _refuseCheckpoints(nodes: Iterable[Node], reached: Mapping[int, Any]) -> None:
    """Refuse streams that need a checkpoint directory, if there is no directory.

    Raises
    ------
    IllegalStateError
        If a stream that leads to an output operation keeps state, or saves its RDDs.
    """
    saved = {
        number: "keeps state from batch to batch" if stream.mustCheckpoint() else "saves its RDDs"
        for number, stream in reached.items()
        if stream.mustCheckpoint() or stream.checkpointDuration() is not None
    }
    if not saved:
        return
    sites = {_identity(node): node.site for node in nodes}
    # The message names the stream that is declared first. PySpark's own streams have no site.
    number = min(saved, key=[*sites, *reached].index)
    site = sites.get(number)
    raise IllegalStateError(
        f"{site or reached[number].getClass().getSimpleName()} {saved[number]}, which needs a "
        'checkpoint directory: call ssc.checkpoint("some/directory") before ssc.start().'
        + (_GROUPING if site and site.operation == "groupByKeyAndWindow" else "")
    )


def _warnOfLost(nodes: Iterable[Node]) -> None:
    for node in nodes:
        warnUser(
            f"{node.site} keeps its RDDs in the driver alone: state and windows work as long as "
            "this driver runs, but StreamingContext.getOrCreate will not recover the context from "
            "its checkpoint. Use ssc.textFileStream(directory) or a receiver where it has to."
        )


def _warnOfCores(ssc: Context, receivers: int) -> None:
    master = _LOCAL_MASTER.fullmatch(ssc.sparkContext.master or "")
    if master is None or not receivers:
        return
    threads = master[1] or "1"
    jvm: Any = ssc._jvm
    cores = jvm.java.lang.Runtime.getRuntime().availableProcessors()
    if (cores if threads == "*" else int(threads)) <= receivers:
        warnUser(
            f"The master {master[0]} has no core left for processing: each of the {receivers} "
            f"receiver(s) takes one for good. Batches will wait for ever. Use "
            f'setMaster("local[{receivers + 1}]") or more.'
        )


def _warnOfBlockInterval(ssc: Context, batch: int) -> None:
    key = "spark.streaming.blockInterval"
    try:
        block = units.parseTime(ssc.sparkContext.getConf().get(key, "200ms"), "ms")
    except ValueError:
        return  # Spark's receivers refuse the value when they start, and zero as well.
    if block and batch % block:
        warnUser(
            f"The batch duration, {batch} ms, is no multiple of the block interval, {block} ms "
            f"({key}): the number of blocks, and so of partitions, changes from batch to batch."
        )
