"""``StreamingContext``: the entry point."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from queue import Queue as ThreadsQueue
from types import TracebackType
from typing import Any, TypeVar, cast, overload

import pyspark
from py4j.java_gateway import JavaObject
from pyspark import RDD
from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext
from pyspark.streaming import StreamingListener as PySparkStreamingListener

from sparkish._core.callsite import warnUser
from sparkish._core.duration import DurationLike, toDuration
from sparkish._core.forms import Forms
from sparkish._core.sentences import sentence
from sparkish._core.switches import isOn
from sparkish._core.threads import outsideCallbacks, patiently
from sparkish._core.time import Time
from sparkish._core.typearguments import typeArguments
from sparkish._executor.parentheses import parentheses
from sparkish._jvm import quiet, shutdown
from sparkish._jvm.failures import javaErrors
from sparkish._jvm.hadoop import Settings
from sparkish._jvm.names import rememberNames
from sparkish._jvm.paths import checkedPath
from sparkish._notebook import cells
from sparkish._notebook.printing import settle, showWorkerOutput
from sparkish._rdd.base import RDD as ScalaRDD
from sparkish.context import SparkContext
from sparkish.streaming import scheduler
from sparkish.streaming._engine import construct, listenerbus, run
from sparkish.streaming._engine.callgraph import Graph, refuseAfterStart
from sparkish.streaming._engine.checks import checkBeforeStart, checkState
from sparkish.streaming._engine.contextstate import StreamingContextState
from sparkish.streaming._engine.together import checkTogether
from sparkish.streaming._sources import receiving
from sparkish.streaming._streams import Sources
from sparkish.streaming.dstream import DStream
from sparkish.streaming.queue import Queue, jqueueStream

__all__ = ["StreamingContext"]

T = TypeVar("T")
U = TypeVar("U")
C = TypeVar("C", bound=PySparkStreamingContext)


@typeArguments()
@parentheses
class StreamingContext(Sources):
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
        Alone, with a ``sparkContext`` or with ``hadoopConf``: a checkpoint directory, from which
        the context and all of its streams are made again.
    hadoopConf : mapping
        Hadoop settings to read the checkpoint with, beside Spark's own.
    jssc : JavaObject
        PySpark's: the JVM's context, where there is one.

    Raises
    ------
    TypeError
        If the arguments match no call form; the message lists the forms.
    ValueError
        If the batch duration is not greater than zero.

    Notes
    -----
    Scala: ``new StreamingContext(sparkContext, batchDuration)``, ``(conf, batchDuration)``,
    ``(master, appName, batchDuration, sparkHome, jars, environment)``, ``(path)``,
    ``(path, sparkContext)``, ``(path, hadoopConf)``.

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
    _listeners: list[tuple[Any, JavaObject]]
    _madeSparkContext: bool
    _cell: cells.Cell | None = None
    _whenStopped: list[Callable[[], None]]
    _countRecords = False
    """Whether to tell Spark how many records its queue streams have."""
    _run: run.Run | None = None
    """The batches that it was asked to run, where that was said."""
    _failedAt: str | None = None
    """Where the output operation that has failed first was declared."""
    _waiting = 0
    """How many wait for its end, and are told of a failure."""
    _isStopping = False
    _process: int
    """The process that has made it: one that is forked from that leaves it alone."""
    _stopping: threading.RLock
    _termination: shutdown.Termination | None = None

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
    @overload
    def __init__(self, path: str, hadoopConf: Settings) -> None: ...
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        made = construct.make(*args, **kwargs)
        self._graph = Graph()
        self._listeners = []
        self._beforeStart = []
        self._whenStopped = []
        self._process = os.getpid()
        self._stopping = threading.RLock()
        self._madeSparkContext = made.madeSparkContext
        super().__init__(made.sparkContext, None, made.jssc)
        rememberNames(self._sc._jvm, isOn(self._sc, "names"))
        # One of PySpark's own has not done so.
        showWorkerOutput(self._sc)
        self._fileSources = []
        self._queueFeeds = []
        self._feeds = receiving.recovered(made)
        if self._jssc.ssc().isCheckpointPresent():
            for recover in construct.recoverers:
                recover(self)

    def _jduration(self, seconds: Any) -> JavaObject:
        return construct.jduration(toDuration(seconds))

    # Where to get one.

    @overload
    @classmethod
    def getOrCreate(
        cls,
        checkpointPath: str,
        setupFunc: Callable[[], C],
        hadoopConf: Settings | None = ...,
        createOnError: bool = ...,
    ) -> C: ...
    @overload
    @classmethod
    def getOrCreate(
        cls,
        checkpointPath: str,
        *,
        creatingFunc: Callable[[], C],
        hadoopConf: Settings | None = ...,
        createOnError: bool = ...,
    ) -> C: ...
    @classmethod
    def getOrCreate(cls, *args: Any, **kwargs: Any) -> Any:
        """Return a context made again from a checkpoint or, where there is none, a new one.

        Parameters
        ----------
        checkpointPath : str
            The checkpoint directory of an earlier run.
        setupFunc, creatingFunc : callable
            Makes a new context and declares its streams (PySpark's name, and Scala's).
        hadoopConf : mapping, optional
            Hadoop settings to read the checkpoint with, beside Spark's own.
        createOnError : bool
            Whether to make a new context where there is a checkpoint that cannot be read.

        Raises
        ------
        JavaError
            If it cannot be read, and ``createOnError`` does not say so.

        Notes
        -----
        Scala: ``StreamingContext.getOrCreate(checkpointPath, creatingFunc, hadoopConf,
        createOnError)``. As in PySpark, the directory is set on a new context too.

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
        return cls._created(construct.getOrCreate(*args, **kwargs))

    @overload
    @classmethod
    def getActiveOrCreate(
        cls,
        checkpointPath: str | None,
        setupFunc: Callable[[], C],
        hadoopConf: Settings | None = ...,
        createOnError: bool = ...,
    ) -> C: ...
    @overload
    @classmethod
    def getActiveOrCreate(
        cls,
        checkpointPath: str | None,
        *,
        creatingFunc: Callable[[], C],
        hadoopConf: Settings | None = ...,
        createOnError: bool = ...,
    ) -> C: ...
    @overload
    @classmethod
    def getActiveOrCreate(cls, creatingFunc: Callable[[], C]) -> C: ...
    @classmethod
    def getActiveOrCreate(cls, *args: Any, **kwargs: Any) -> Any:
        """Return the context that runs or, where none does, one as :meth:`getOrCreate` does.

        Parameters
        ----------
        checkpointPath : str, optional
            The checkpoint directory of an earlier run. Where it is not given, or ``None``, the
            function makes the context.
        setupFunc, creatingFunc : callable
            Makes a new context and declares its streams (PySpark's name, and Scala's).
        hadoopConf : mapping, optional
            Hadoop settings to read the checkpoint with, beside Spark's own.
        createOnError : bool
            Whether to make a new context where there is a checkpoint that cannot be read.

        Raises
        ------
        JavaError
            If it cannot be read, and ``createOnError`` does not say so.

        Notes
        -----
        Scala: ``StreamingContext.getActiveOrCreate(creatingFunc)``,
        ``(checkpointPath, creatingFunc, hadoopConf, createOnError)``.

        Examples
        --------
        >>> StreamingContext.getActiveOrCreate(lambda: ssc) is ssc
        True
        """
        creation = construct.getActiveOrCreate(*args, **kwargs)
        return cls.getActive() or cls._created(creation)

    @classmethod
    def _created(cls, creation: construct.Creation) -> PySparkStreamingContext:
        made = creation.recovered()
        if made is None:
            return creation.new()
        ssc = cls(made.sparkContext, None, made.jssc)
        ssc._madeSparkContext = made.madeSparkContext
        ssc._feeds = receiving.recovered(made)
        return ssc

    @classmethod
    def getActive(cls) -> StreamingContext | None:
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
        return cast("StreamingContext | None", PySparkStreamingContext.getActive())

    @property
    def sparkContext(self) -> SparkContext:
        """The SparkContext of this context.

        Notes
        -----
        Scala: ``StreamingContext.sparkContext``.

        Examples
        --------
        >>> ssc.sparkContext is sc
        True
        """
        return cast(SparkContext, self._sc)

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
            If there is no output operation, state has no checkpoint directory, the context was
            stopped, or another one runs. The context is left as it was, and can be mended and
            started.

        Warns
        -----
        UserWarning
            If a stream reaches no output operation, a local master has no core left for
            processing, the batch duration is no multiple of the block interval, or the context
            runs already.

        Notes
        -----
        Scala: ``start()``. Where ``spark.streaming.stopGracefullyOnShutdown`` is true, SIGTERM has
        what was received processed, and ends the program then; a handler of its own stays in
        place. For that, Python wants ``start()`` to be called in the main thread.

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
            self._startSources()
            self._graph.close()
            if self._countRecords:
                for feed in self._queueFeeds:
                    feed.scheduler = self._jssc.ssc().scheduler()
            self._cell = cells.begin()
            # Where the first batch looks for it; PySpark sets it only when the start has returned.
            holder: Any = PySparkStreamingContext
            holder._activeContext = self
            try:
                shutdown.begin(self)
                with javaErrors("start()"), cells.naming(self._sc, self._cell):
                    super().start()
            except BaseException:
                holder._activeContext = None
                shutdown.end(self)
                cells.end(self._cell)
                raise

    def awaitTermination(self, timeout: DurationLike | None = None) -> None:
        """Wait until the context is stopped.

        Parameters
        ----------
        timeout : Duration or seconds, optional
            How long at most; for ever where not given.

        Raises
        ------
        BatchFailedError
            If a function of the user's has failed in a batch.

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
        self._await("awaitTermination()", self._jssc.awaitTermination)

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
            If a function of the user's has failed in a batch.

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
        return bool(
            self._await(
                "awaitTerminationOrTimeout()",
                lambda: self._jssc.awaitTerminationOrTimeout(milliseconds),
            )
        )

    def _await(self, doing: str, action: Callable[[], T]) -> T:
        self._waiting += 1
        try:
            with javaErrors(doing, lambda: self._failedAt):
                return patiently(action)
        finally:
            self._waiting -= 1
            quiet.loud(self._jvm, jobsOnly=True)

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
            If they took longer.
        BatchFailedError
            If a function of the user's has failed in a batch.

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
        run.runFor(self, batches, None if timeout is None else toDuration(timeout))

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

        It returns when no function of the streams or of a listener runs any more. In such a
        function, which it would wait for, it is carried out by another thread, and returns at once.
        In a process that was forked from the one of the context it does nothing.

        Warns
        -----
        UserWarning
            If such a function still runs after 10 s.

        Examples
        --------
        >>> ssc.stop(stopSparkContext=False)
        >>> print(ssc.getState())
        STOPPED
        """
        if self._process == os.getpid():
            stop = partial(self._stop, stopSparkContext, stopGraceFully or stopGracefully)
            # In a thread of its own no Ctrl-C leaves it half done.
            outsideCallbacks(lambda: patiently(stop))

    def _stop(self, stopSparkContext: bool | None, gracefully: bool) -> None:
        # One that comes while another is under way, after Ctrl-C for instance, waits for it.
        with self._stopping:
            self._isStopping = True
            try:
                with javaErrors("stop()"):
                    if stopSparkContext is None:
                        key = "spark.streaming.stopSparkContextByDefault"
                        stopSparkContext = self._sc.getConf().get(key, "true") == "true"
                    listenerbus.drain(self)
                    if gracefully:
                        receiving.drain(self)
                    run.endRun(self, gracefully)
                    super().stop(stopSparkContext, gracefully)
                    run.awaitCallbacks(self)
                    listenerbus.drain(self)
            finally:
                shutdown.end(self)
                for feed in self._feeds:
                    feed.close()
                settle()
                cells.end(self._cell)
                for ended in self._whenStopped:
                    ended()

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

        Warns
        -----
        UserWarning
            If it is not greater than zero, and keeps nothing.

        Notes
        -----
        Scala: ``remember(duration)``.

        Examples
        --------
        >>> ssc.remember(Minutes(2))
        """
        how = toDuration(duration, "duration")
        if how.milliseconds <= 0:
            warnUser(f"remember({how}) keeps no RDD longer than Spark does by itself.")
        with javaErrors("remember()"):
            self._jssc.remember(construct.jduration(how))

    def checkpoint(self, directory: str | os.PathLike[str]) -> None:
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
            # None takes the directory back, as in Spark.
            path: Any = directory and checkedPath("checkpoint", directory)
            super().checkpoint(path)

    # Listeners.

    def addStreamingListener(
        self, streamingListener: scheduler.StreamingListener | PySparkStreamingListener
    ) -> None:
        """Have a listener told of what happens: batches, output operations, receivers.

        What one of its methods raises is logged with its traceback, once; the stream goes on, and
        so does the listener.

        Parameters
        ----------
        streamingListener : StreamingListener
            Of ``sparkish.streaming.scheduler``, Scala's, which is told in Python's values; or of
            ``sparkish.streaming``, PySpark's, which is told in Java's own objects.

        Raises
        ------
        TypeError
            If it has none of a listener's methods.

        Notes
        -----
        Scala: ``addStreamingListener(streamingListener)``.

        Examples
        --------
        >>> from sparkish.streaming.scheduler import StreamingListener
        >>> class Failures(StreamingListener):
        ...     def onOutputOperationCompleted(self, outputOperationCompleted):
        ...         for reason in outputOperationCompleted.outputOperationInfo.failureReason:
        ...             print(reason)
        >>> failures = Failures()
        >>> ssc.addStreamingListener(failures)
        """
        listenerbus.add(self, streamingListener)

    def removeStreamingListener(
        self, streamingListener: scheduler.StreamingListener | PySparkStreamingListener
    ) -> None:
        """Have a listener told no more; nothing happens where it was not added.

        Parameters
        ----------
        streamingListener : StreamingListener
            The very object that was added.

        Notes
        -----
        Scala: ``removeStreamingListener(streamingListener)``.

        Examples
        --------
        >>> from sparkish.streaming.scheduler import StatsReportListener
        >>> listener = StatsReportListener()
        >>> ssc.addStreamingListener(listener)
        >>> ssc.removeStreamingListener(listener)
        """
        listenerbus.remove(self, streamingListener)

    # Input streams.

    @overload
    def queueStream(
        self,
        rdds: Sequence[RDD[T] | Iterable[T]],
        oneAtATime: bool = ...,
        default: RDD[T] | Iterable[T] | None = ...,
    ) -> DStream[T]: ...
    @overload
    def queueStream(
        self,
        queue: Queue[Any] | deque[Any],
        oneAtATime: bool = ...,
        defaultRDD: RDD[Any] | Iterable[Any] | None = ...,
    ) -> DStream[Any]: ...
    def queueStream(self, *args: Any, **kwargs: Any) -> DStream[Any]:
        """Return a stream of RDDs from a queue, which may be added to after ``start()``.

        It counts no input records, and a context that has one cannot be recovered from a
        checkpoint.

        Parameters
        ----------
        rdds, queue : Queue, deque or list
            Of RDDs, or of collections that become RDDs. From a :class:`Queue` or a deque they are
            taken; a list is read, from its beginning on, and not changed.
        oneAtATime : bool
            Whether a batch takes one of them, or all that wait.
        default, defaultRDD : RDD or collection, optional
            For a batch when none waits; an empty RDD where not given.

        Raises
        ------
        TypeError
            If the arguments are of no form, or an element is neither an RDD nor a collection.

        Notes
        -----
        Scala: ``queueStream(queue, oneAtATime)``, ``queueStream(queue, oneAtATime, defaultRDD)``.
        PySpark: ``queueStream(rdds, oneAtATime, default)``, of a list that is not looked at again.

        Examples
        --------
        >>> rddQueue = Queue()
        >>> ssc.queueStream(rddQueue).foreachRDD(lambda rdd: print(rdd.collect()))
        >>> rddQueue += sc.makeRDD([1, 2])
        >>> rddQueue += [3]
        >>> ssc.runFor(batches=3)
        [1, 2]
        [3]
        []
        """
        if args and isinstance(args[0], ThreadsQueue):
            raise TypeError(
                sentence(
                    "queueStream takes a Queue of sparkish.streaming, a deque or a list, not "
                    "Python's queue.Queue, which is for threads",
                    None,
                    "rddQueue = Queue() from sparkish.streaming, and rddQueue += [1, 2] for put",
                )
            )
        return _queueStream(self, *args, **kwargs)

    # Streams made of several.

    @overload
    def union(self, *dstreams: PySparkDStream[T]) -> DStream[T]: ...
    @overload
    def union(self, streams: Iterable[PySparkDStream[T]], /) -> DStream[T]: ...
    def union(self, *dstreams: Any) -> DStream[Any]:
        """Return a stream of the elements of several streams.

        Parameters
        ----------
        *dstreams : DStream
            Of one slide duration; or one sequence of them.

        Raises
        ------
        ValueError
            If there is none, or they are of different slide durations.

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
        if len(dstreams) == 1 and isinstance(dstreams[0], Iterable):
            dstreams = tuple(dstreams[0])
        checkTogether(*dstreams)
        refuseAfterStart(self)
        if len({stream._jrdd_deserializer for stream in dstreams}) > 1:
            # Text and pickles for instance: those that are not in the default kind are put into it.
            default = self._sc.serializer
            dstreams = tuple(
                stream if stream._jrdd_deserializer == default else stream.map(lambda x: x)
                for stream in dstreams
            )
        union = super().union(*dstreams)
        if len(dstreams) == 1:
            return union  # type: ignore[return-value]
        return DStream(union._jdstream, self, union._jrdd_deserializer, *dstreams)

    @overload
    def transform(
        self,
        dstreams: Iterable[PySparkDStream[T]],
        transformFunc: Callable[[Sequence[ScalaRDD[T]]], RDD[U]],
    ) -> DStream[U]: ...
    @overload
    def transform(
        self,
        dstreams: Iterable[PySparkDStream[T]],
        transformFunc: Callable[[Sequence[ScalaRDD[T]], Time], RDD[U]],
    ) -> DStream[U]: ...
    def transform(
        self, dstreams: Iterable[PySparkDStream[Any]], transformFunc: Callable[..., RDD[U]]
    ) -> DStream[U]:
        """Return a stream with a function of the user's applied to the RDDs of several streams.

        Parameters
        ----------
        dstreams : iterable of DStream
            Of one slide duration.
        transformFunc : callable
            ``(rdds)`` as in PySpark, or ``(rdds, time)`` as in Scala, with a :class:`Time`.
            Returns an RDD.

        Raises
        ------
        TypeError
            If the function takes another number of arguments.
        ValueError
            If there is no stream, or they are of different slide durations.

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
        # One stream alone is no list, and checked as it is.
        streams = list(dstreams) if isinstance(dstreams, Iterable) else [dstreams]
        checkTogether(*streams)
        return self._input(
            lambda: construct.jtransformed(self, streams, transformFunc),
            self._sc.serializer,
            *streams,
        )


_queueStream: Forms[DStream[Any]] = Forms("queueStream", {"queue": "rdds", "defaultRDD": "default"})


@_queueStream.form(rdds=(Queue, Sequence), oneAtATime=bool)
def _queueStreamAsScalas(
    self: StreamingContext,
    rdds: Queue[Any] | deque[Any] | Sequence[Any],
    oneAtATime: bool = True,
    default: RDD[Any] | Iterable[Any] | None = None,
) -> DStream[Any]:
    stream = self._input(lambda: jqueueStream(self, rdds, oneAtATime, default), self._sc.serializer)
    stream._node.recoverable = False
    return stream
