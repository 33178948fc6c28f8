"""``StreamingContext``: the entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, TypeVar, overload

import pyspark
from py4j.java_gateway import JavaObject
from pyspark import RDD
from pyspark.serializers import NoOpSerializer, UTF8Deserializer
from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish._jvm import javaErrors
from sparkish.storagelevel import StorageLevel
from sparkish.streaming import _contexts
from sparkish.streaming._checks import checkBeforeStart, checkState
from sparkish.streaming._contextstate import StreamingContextState
from sparkish.streaming._graph import Graph, refuseAfterStart
from sparkish.streaming.dstream import DStream
from sparkish.streaming.dstream._base import DurationLike
from sparkish.streaming.duration import toDuration

__all__ = ["StreamingContext"]

T = TypeVar("T")


class StreamingContext(PySparkStreamingContext):
    """The entry point to Spark Streaming: makes input streams, starts and stops them.

    Parameters
    ----------
    sparkContext : SparkContext
        With a ``batchDuration`` or, where ``spark.sparkish.batchDuration`` is set (for instance by
        ``--conf spark.sparkish.batchDuration=10s``), without.
    batchDuration : Duration or seconds
        The time from batch to batch.
    conf : SparkConf
        In the place of the first: a SparkContext is made from it.
    master, appName : str
        In the place of the first: a SparkContext is made from them, and from ``sparkHome``,
        ``jars`` and ``environment`` where they are given.
    path : str
        Alone, or with a ``sparkContext``: a checkpoint directory, from which the context and all
        of its streams are made again.
    jssc : JavaObject
        PySpark's: the JVM's context, where there is one.

    Raises
    ------
    TypeError
        Where the arguments are of no form of the call; the message lists the forms.
    ValueError
        Where the batch duration is not greater than zero.

    Notes
    -----
    Scala: ``new StreamingContext(sparkContext, batchDuration)``, ``(conf, batchDuration)``,
    ``(master, appName, batchDuration, sparkHome, jars, environment)``, ``(path)``,
    ``(path, sparkContext)``.

    Examples
    --------
    >>> ssc = StreamingContext(sc, Milliseconds(500))
    >>> ssc.queueStream([["a"]]).map(lambda x: x + "VIN").print()
    >>> ssc.runFor(batches=1)
    -------------------------------------------
    Time: ... ms
    -------------------------------------------
    aVIN
    <BLANKLINE>
    """

    _graph: Graph
    _madeSparkContext: bool

    @overload
    def __init__(
        self,
        sparkContext: pyspark.SparkContext,
        batchDuration: DurationLike | None = ...,
        jssc: JavaObject | None = ...,
    ) -> None: ...
    @overload
    def __init__(self, conf: pyspark.SparkConf, batchDuration: DurationLike) -> None: ...
    @overload
    def __init__(
        self,
        master: str,
        appName: str,
        batchDuration: DurationLike,
        sparkHome: str | None = ...,
        jars: Sequence[str] | None = ...,
        environment: Mapping[str, str] | None = ...,
    ) -> None: ...
    @overload
    def __init__(self, path: str, sparkContext: pyspark.SparkContext | None = ...) -> None: ...
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        made = _contexts.make(*args, **kwargs)
        self._graph = Graph()
        self._madeSparkContext = made.madeSparkContext
        super().__init__(made.sparkContext, None, made.jssc)

    def _jduration(self, seconds: Any) -> JavaObject:
        return _contexts.jduration(toDuration(seconds))

    # Where to get one.

    @classmethod
    def getOrCreate(
        cls, checkpointPath: str, setupFunc: Callable[[], PySparkStreamingContext]
    ) -> PySparkStreamingContext:
        """Return a context made again from a checkpoint or, where there is none, a new one.

        Parameters
        ----------
        checkpointPath : str
            The checkpoint directory of an earlier run.
        setupFunc : callable
            Makes a new context and declares its streams.

        Notes
        -----
        Scala: ``StreamingContext.getOrCreate(checkpointPath, creatingFunc)``.

        Examples
        --------
        >>> def create():
        ...     ssc = StreamingContext(sc, Seconds(1))
        ...     ssc.textFileStream(directory).print()
        ...     return ssc
        >>> ssc = StreamingContext.getOrCreate(directory + "/checkpoint", create)
        >>> print(ssc.getState())
        INITIALIZED
        """
        recovered = _contexts.recovered(checkpointPath)
        if recovered is not None:
            return cls(recovered.sparkContext, None, recovered.jssc)
        ssc = setupFunc()
        ssc.checkpoint(checkpointPath)
        return ssc

    @classmethod
    def getActive(cls) -> PySparkStreamingContext | None:
        """Return the context that was started and not stopped, or None.

        Notes
        -----
        Scala: ``StreamingContext.getActive()``.

        Examples
        --------
        >>> ssc.queueStream([["a"]]).foreachRDD(lambda rdd: None)
        >>> ssc.start()
        >>> StreamingContext.getActive() is ssc
        True
        >>> ssc.stop(stopSparkContext=False)
        >>> StreamingContext.getActive() is None
        True
        """
        # PySpark keeps it on its own class; read through this one, a copy would hide it.
        return PySparkStreamingContext.getActive()

    @property
    def sparkContext(self) -> pyspark.SparkContext:
        """The SparkContext of this context.

        Notes
        -----
        Scala: ``StreamingContext.sparkContext``.

        Examples
        --------
        >>> ssc.sparkContext is sc
        True
        """
        return self._sc

    # Life cycle.

    def getState(self) -> StreamingContextState:
        """Return where this context is in its life.

        Returns
        -------
        StreamingContextState
            ``INITIALIZED`` (streams can be declared), ``ACTIVE`` (started) or ``STOPPED``.

        Notes
        -----
        Scala: ``getState()``.

        Examples
        --------
        >>> ssc.getState() == StreamingContextState.INITIALIZED
        True
        """
        with javaErrors("getState()"):
            return StreamingContextState[self._jssc.getState().toString()]

    def start(self) -> None:
        """Start the receivers and the batches.

        Raises
        ------
        IllegalStateError
            Where there is no output operation, state has no checkpoint directory, the context was
            stopped, or another one runs. The context is left as it was, and can be mended and
            started.

        Warns
        -----
        UserWarning
            Where a stream reaches no output operation, a local master has no core left for
            processing, the batch duration is no multiple of the block interval, or the context
            runs already.

        Notes
        -----
        Scala: ``start()``.

        Examples
        --------
        >>> ssc.queueStream([["a"]]).print()
        >>> ssc.start()
        >>> print(ssc.getState())
        ACTIVE
        >>> ssc.stop(stopSparkContext=False)
        """
        if checkState(self):
            checkBeforeStart(self)
            with javaErrors("start()"):
                super().start()

    def awaitTermination(self, timeout: DurationLike | None = None) -> None:
        """Wait until the context is stopped.

        Parameters
        ----------
        timeout : Duration or seconds, optional
            How long at most; for ever where not given.

        Raises
        ------
        BatchFailedError
            Where a function of the user's has failed in a batch.

        Notes
        -----
        Scala: ``awaitTermination()``.

        Examples
        --------
        >>> ssc.queueStream([["a"]]).foreachRDD(lambda rdd: None)
        >>> ssc.start()
        >>> ssc.awaitTermination(Milliseconds(100))
        >>> ssc.stop(stopSparkContext=False)
        """
        if timeout is not None:
            self.awaitTerminationOrTimeout(timeout)
            return
        with javaErrors("awaitTermination()"):
            super().awaitTermination()

    def awaitTerminationOrTimeout(self, timeout: DurationLike) -> bool:  # type: ignore[override]
        """Wait until the context is stopped, or for a while.

        Parameters
        ----------
        timeout : Duration or seconds
            How long at most. (Scala's number is milliseconds: write ``Milliseconds(n)``.)

        Returns
        -------
        bool
            Whether the context was stopped.

        Raises
        ------
        BatchFailedError
            Where a function of the user's has failed in a batch.

        Notes
        -----
        Scala: ``awaitTerminationOrTimeout(timeout)``.

        Examples
        --------
        >>> ssc.queueStream([["a"]]).foreachRDD(lambda rdd: None)
        >>> ssc.start()
        >>> ssc.awaitTerminationOrTimeout(0.1)
        False
        >>> ssc.stop(stopSparkContext=False)
        """
        milliseconds = toDuration(timeout, "timeout").milliseconds
        with javaErrors("awaitTerminationOrTimeout()"):
            return bool(self._jssc.awaitTerminationOrTimeout(milliseconds))

    def runFor(self, batches: int, timeout: DurationLike | None = None) -> None:
        """Start, wait for some batches to complete, and stop; the SparkContext goes on.

        Parameters
        ----------
        batches : int
            How many, empty ones included.
        timeout : Duration or seconds, optional
            How long to wait for them at most; for ever where not given.

        Raises
        ------
        TimeoutError
            Where they took longer.
        BatchFailedError
            Where a function of the user's has failed in a batch.

        Notes
        -----
        Sparkish's own, for notebooks, examples and tests.

        Examples
        --------
        >>> ssc.queueStream([[1], [2]]).foreachRDD(lambda rdd: print(rdd.collect()))
        >>> ssc.runFor(batches=2)
        [1]
        [2]
        """
        _contexts.runFor(self, batches, None if timeout is None else toDuration(timeout))

    def stop(
        self,
        stopSparkContext: bool | None = None,
        stopGraceFully: bool = False,
        *,
        stopGracefully: bool = False,
    ) -> None:
        """Stop the streams and, unless told otherwise, the SparkContext.

        Parameters
        ----------
        stopSparkContext : bool, optional
            Whether to stop that too: ``spark.streaming.stopSparkContextByDefault``, which is
            ``true``, where not given.
        stopGraceFully, stopGracefully : bool
            Whether to process first what has been received (PySpark's spelling, and Scala's).

        Notes
        -----
        Scala: ``stop(stopSparkContext)``, ``stop(stopSparkContext, stopGracefully)``.

        Examples
        --------
        >>> ssc.stop(stopSparkContext=False)
        >>> print(ssc.getState())
        STOPPED
        """
        if stopSparkContext is None:
            key = "spark.streaming.stopSparkContextByDefault"
            stopSparkContext = self._sc.getConf().get(key, "true") == "true"
        with javaErrors("stop()"):
            super().stop(stopSparkContext, stopGraceFully or stopGracefully)

    def __enter__(self) -> StreamingContext:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the context, and the SparkContext where this context has made it."""
        self.stop(stopSparkContext=self._madeSparkContext)

    # Settings.

    def remember(self, duration: DurationLike) -> None:
        """Keep the RDDs of every stream for a while, for ``slice`` and the like.

        Parameters
        ----------
        duration : Duration or seconds
            How far back at least.

        Raises
        ------
        ValueError
            Where it is not greater than zero.

        Notes
        -----
        Scala: ``remember(duration)``.

        Examples
        --------
        >>> ssc.remember(Minutes(2))
        """
        with javaErrors("remember()"):
            self._jssc.remember(_contexts.jduration(_contexts.positive(duration, "duration")))

    def checkpoint(self, directory: str) -> None:
        """Set where the context, its streams' state and its RDDs are saved from time to time.

        Parameters
        ----------
        directory : str
            On a file system that outlives the driver.

        Notes
        -----
        Scala: ``checkpoint(directory)``.

        Examples
        --------
        >>> ssc.checkpoint(directory)
        """
        with javaErrors("checkpoint()"):
            super().checkpoint(directory)

    # Input streams.

    def _input(
        self,
        jdstream: Callable[[], JavaObject],
        serializer: Any,
        *parents: PySparkDStream[Any],
    ) -> DStream[Any]:
        refuseAfterStart(self)
        return DStream(jdstream(), self, serializer, *parents)

    def socketTextStream(
        self,
        hostname: str,
        port: int,
        storageLevel: pyspark.StorageLevel = StorageLevel.MEMORY_AND_DISK_SER_2,
    ) -> DStream[str]:
        """Return a stream of the lines of text that come from a TCP server.

        One receiver, which takes a core for good, connects to it, and stores a block of lines
        every block interval.

        Parameters
        ----------
        hostname, port : str, int
            Where the server listens.
        storageLevel : StorageLevel, optional
            How the blocks are stored.

        Raises
        ------
        TypeError, ValueError
            Where the port is no whole number from 1 to 65535, or the level is none.

        Notes
        -----
        Scala: ``socketTextStream(hostname, port, storageLevel)``.

        Examples
        --------
        >>> from sparkish.lineserver import LineServer
        >>> with LineServer(["a", "b"]) as server:
        ...     lines = ssc.socketTextStream("localhost", server.port, StorageLevel.MEMORY_ONLY)
        ...     lines.count().reduce(max).foreachRDD(lambda rdd: None)
        ...     ssc.runFor(batches=1)
        """
        _contexts.checkPort(port)
        jlevel = _contexts.jlevel(self._sc, storageLevel)
        return self._input(
            lambda: self._jssc.socketTextStream(hostname, port, jlevel), UTF8Deserializer()
        )

    def textFileStream(self, directory: str) -> DStream[str]:
        """Return a stream of the lines of the files that are moved into a directory.

        Parameters
        ----------
        directory : str
            On any file system that Hadoop knows.

        Notes
        -----
        Scala: ``textFileStream(directory)``.

        Examples
        --------
        >>> ssc.textFileStream(directory).print()
        """
        return self._input(lambda: self._jssc.textFileStream(directory), UTF8Deserializer())

    def binaryRecordsStream(self, directory: str, recordLength: int) -> DStream[bytes]:
        """Return a stream of the fixed-length records of the files moved into a directory.

        Parameters
        ----------
        directory : str
            On any file system that Hadoop knows.
        recordLength : int
            Of a record, in bytes.

        Notes
        -----
        Scala: ``binaryRecordsStream(directory, recordLength)``.

        Examples
        --------
        >>> ssc.binaryRecordsStream(directory, 16).map(len).print()
        """
        return self._input(
            lambda: self._jssc.binaryRecordsStream(directory, recordLength), NoOpSerializer()
        )

    def queueStream(
        self,
        rdds: Sequence[Any],
        oneAtATime: bool = True,
        default: Any = None,
    ) -> DStream[Any]:
        """Return a stream of RDDs from a list, one for each batch.

        Parameters
        ----------
        rdds : list
            Of RDDs, or of collections that become RDDs.
        oneAtATime : bool
            Whether a batch takes one of them, or all.
        default : RDD, optional
            For a batch when the list has been used up.

        Notes
        -----
        Scala: ``queueStream(queue, oneAtATime, defaultRDD)``.

        Examples
        --------
        >>> ssc.queueStream([[1, 2], [3]]).print()
        """
        refuseAfterStart(self)
        stream = super().queueStream(rdds, oneAtATime, default)  # type: ignore[arg-type]
        return DStream(stream._jdstream, self, stream._jrdd_deserializer)

    # Streams made of several.

    def union(self, *dstreams: Any) -> DStream[Any]:
        """Return a stream of the elements of several streams.

        Parameters
        ----------
        *dstreams : DStream
            Of one slide duration; or one sequence of them.

        Raises
        ------
        ValueError
            Where there is none, or they are of different slide durations.

        Notes
        -----
        Scala: ``union(streams)``, of a ``Seq``. PySpark: ``union(*dstreams)``.

        Examples
        --------
        >>> numbers = [ssc.queueStream([[n]]) for n in range(3)]
        >>> ssc.union(numbers).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        0
        1
        2
        <BLANKLINE>
        """
        if len(dstreams) == 1 and not isinstance(dstreams[0], PySparkDStream):
            dstreams = tuple(dstreams[0])
        refuseAfterStart(self)
        union = super().union(*dstreams)
        if len(dstreams) == 1:
            return union  # type: ignore[return-value]
        return DStream(union._jdstream, self, union._jrdd_deserializer, *dstreams)

    def transform(
        self,
        dstreams: Iterable[PySparkDStream[Any]],
        transformFunc: Callable[..., RDD[T]],
    ) -> DStream[T]:
        """Return a stream with a function of the user's applied to the RDDs of several streams.

        Parameters
        ----------
        dstreams : iterable of DStream
            Of one slide duration.
        transformFunc : callable
            ``(rdds)`` as in PySpark, or ``(rdds, time)`` as in Scala, with a :class:`Time`.
            Returns an RDD.

        Notes
        -----
        Scala: ``transform(dstreams, transformFunc)``.

        Examples
        --------
        >>> numbers = [ssc.queueStream([[1]]), ssc.queueStream([[2]])]
        >>> ssc.transform(numbers, lambda rdds: rdds[0].union(rdds[1])).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        1
        2
        <BLANKLINE>
        """
        streams = list(dstreams)
        return self._input(
            lambda: _contexts.jtransformed(self, streams, transformFunc),
            self._sc.serializer,
            *streams,
        )
