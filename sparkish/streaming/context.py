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
from sparkish._jvm import shutdown
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
from sparkish.streaming._engine.checks import checkBeforeStart, checkState, warnBeforeStart
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
        It goes with a ``batchDuration``, unless ``spark.sparkish.batchDuration`` is set (for
        instance by ``--conf spark.sparkish.batchDuration=10s``).
    batchDuration : Duration or seconds
        The time from batch to batch.
    conf : SparkConf
        Instead of a SparkContext, which is then made from it.
    master, appName : str
        Instead of a SparkContext, which is then made from them, and from ``sparkHome``, ``jars``
        and ``environment`` if they are given.
    path : str
        A checkpoint directory: the context and all of its streams are made again from it. It
        stands alone, or goes with a ``sparkContext`` or with ``hadoopConf``.
    hadoopConf : mapping
        Hadoop settings to read the checkpoint with, in addition to Spark's own.
    jssc : JavaObject
        PySpark's: the JVM's context, if there is one already.

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
    """The run of :meth:`runFor`, if the program called it."""
    _failedAt: str | None = None
    """Where the output operation that has failed first was declared."""
    _isWaitTold = False
    _waiting = 0
    """How many threads wait for its end: they get the error if a batch fails."""
    _isStopping = False
    _process: int
    """The process that made this context: a process that is forked from it never stops it."""
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
        # A SparkContext of PySpark's own class does not do so itself.
        showWorkerOutput(self._sc)
        self._fileSources = []
        self._queueFeeds = []
        self._feeds = receiving.recovered(made)
        if self._jssc.ssc().isCheckpointPresent():
            for recover in construct.recoverers:
                recover(self)

    def _jduration(self, seconds: Any) -> JavaObject:
        return construct.jduration(toDuration(seconds))

    # How to get a context.

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
        """Return a context made again from a checkpoint, or a new one if there is no checkpoint.

        Parameters
        ----------
        checkpointPath : str
            The checkpoint directory of an earlier run.
        setupFunc, creatingFunc : callable
            Makes a new context and declares its streams (PySpark's name, and Scala's).
        hadoopConf : mapping, optional
            Hadoop settings to read the checkpoint with, in addition to Spark's own.
        createOnError : bool
            Whether to make a new context if there is a checkpoint that cannot be read.

        Raises
        ------
        JavaError
            If the checkpoint cannot be read, and ``createOnError`` is not set.

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
        """Return the context that runs or, if none does, one as :meth:`getOrCreate` does.

        Parameters
        ----------
        checkpointPath : str, optional
            The checkpoint directory of an earlier run. Without it, the function makes the context.
        setupFunc, creatingFunc : callable
            Makes a new context and declares its streams (PySpark's name, and Scala's).
        hadoopConf : mapping, optional
            Hadoop settings to read the checkpoint with, in addition to Spark's own.
        createOnError : bool
            Whether to make a new context if there is a checkpoint that cannot be read.

        Raises
        ------
        JavaError
            If the checkpoint cannot be read, and ``createOnError`` is not set.

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
        # PySpark keeps the active context on its own class. Reading it there is safe: an attribute
        # of the same name on this class would hide it.
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
        """Return the state of this context.

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
            If there is no output operation, if state has no checkpoint directory, if the context
            was stopped, or if another one runs. The context stays usable: correct the program and
            start it.

        Warns
        -----
        UserWarning
            If a stream reaches no output operation, if a local master has no core left for
            processing, if the batch duration is not a multiple of the block interval, or if the
            context runs already.

        Notes
        -----
        Scala: ``start()``. If ``spark.streaming.stopGracefullyOnShutdown`` is true, SIGTERM stops
        the context gracefully: what was received is processed, and then the program ends. If the
        program has its own handler, that one stays. Python allows this only if ``start()`` is
        called in the main thread.

        Examples
        --------
        >>> ssc.queueStream([["a"]]).foreachRDD(lambda rdd: rdd.count())
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
            # The first batch looks for the context here. PySpark sets it only after start() has
            # returned, which may be too late.
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
            The longest time to wait; for ever if not given.

        Raises
        ------
        BatchFailedError
            If a user function failed in a batch.

        Warns
        -----
        UserWarning
            Where nothing is started yet: another thread may do it.

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
            The longest time to wait. (Scala's number is milliseconds: write ``Milliseconds(n)``.)

        Returns
        -------
        bool
            Whether the context was stopped.

        Raises
        ------
        BatchFailedError
            If a user function failed in a batch.

        Warns
        -----
        UserWarning
            As of :meth:`awaitTermination`.

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
                warnBeforeStart(self, doing)
                return patiently(action)
        finally:
            self._waiting -= 1

    def runFor(self, batches: int, timeout: DurationLike | None = None) -> None:
        """Start, wait for some batches to complete, and stop; the SparkContext keeps running.

        Parameters
        ----------
        batches : int
            How many batches, empty ones included.
        timeout : Duration or seconds, optional
            The longest time to wait for them; for ever if not given.

        Raises
        ------
        TimeoutError
            If the batches took longer.
        BatchFailedError
            If a user function failed in a batch.

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
            Whether to stop the SparkContext too. If not given,
            ``spark.streaming.stopSparkContextByDefault`` decides, which is ``true`` by default.
        stopGraceFully, stopGracefully : bool
            Whether to process first what was received (PySpark's spelling, and Scala's).

        Notes
        -----
        Scala: ``stop(stopSparkContext)``, ``stop(stopSparkContext, stopGracefully)``.

        It returns when no function of a stream or of a listener runs any more. If such a function
        calls it, it cannot wait for that function: it returns at once, and another thread stops
        the context. In a process that was forked from the context's process it does nothing.

        Warns
        -----
        UserWarning
            If a function of a stream or of a listener still runs after 10 s.

        Examples
        --------
        >>> ssc.stop(stopSparkContext=False)
        >>> print(ssc.getState())
        STOPPED
        """
        if self._process == os.getpid():
            stop = partial(self._stop, stopSparkContext, stopGraceFully or stopGracefully)
            # Ctrl-C reaches only the main thread: in a thread of its own the stop is complete.
            outsideCallbacks(lambda: patiently(stop))

    def _stop(self, stopSparkContext: bool | None, gracefully: bool) -> None:
        # A second call, after Ctrl-C for instance, waits until the first one is done.
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
        """Stop the context, and the SparkContext too if this context made it."""
        self.stop(stopSparkContext=self._madeSparkContext)

    # Settings.

    def remember(self, duration: DurationLike) -> None:
        """Keep the RDDs of every stream for a while, for ``slice`` and the like.

        Parameters
        ----------
        duration : Duration or seconds
            The RDDs of at least this time are kept.

        Warns
        -----
        UserWarning
            If it is not greater than zero: it has no effect then.

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
        """Set the directory where the context, its streams' state and its RDDs are saved.

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
            # None removes the directory again, as in Spark.
            path: Any = directory and checkedPath("checkpoint", directory)
            super().checkpoint(path)

    # Listeners.

    def addStreamingListener(
        self, streamingListener: scheduler.StreamingListener | PySparkStreamingListener
    ) -> None:
        """Add a listener: Spark tells it about batches, output operations and receivers.

        If one of its methods raises, the traceback is logged once. The stream goes on, and the
        listener is still called.

        Parameters
        ----------
        streamingListener : StreamingListener
            Scala's, of ``sparkish.streaming.scheduler``, which gets Python values; or PySpark's, of
            ``sparkish.streaming``, which gets Java objects.

        Raises
        ------
        TypeError
            If it has no method of a listener.

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
        """Remove a listener; nothing happens if it was not added.

        Parameters
        ----------
        streamingListener : StreamingListener
            The object that was added.

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
        """Return a stream of the RDDs in a queue, also of those that are added after ``start()``.

        It counts no input records, and a context that has one cannot be recovered from a
        checkpoint.

        Parameters
        ----------
        rdds, queue : Queue, deque or list
            The RDDs, or collections that become RDDs. A :class:`Queue` or a deque loses what a
            batch takes; a list is read from its beginning, and does not change.
        oneAtATime : bool
            Whether a batch takes one RDD, or all that wait.
        default, defaultRDD : RDD or collection, optional
            What a batch gets if no RDD waits; an empty RDD if not given.

        Raises
        ------
        TypeError
            If the arguments match no call form, or an element is neither an RDD nor a collection.

        Notes
        -----
        Scala: ``queueStream(queue, oneAtATime)``, ``queueStream(queue, oneAtATime, defaultRDD)``.
        PySpark: ``queueStream(rdds, oneAtATime, default)``, which reads the list only once.

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

    # Streams made from several streams.

    @overload
    def union(self, *dstreams: PySparkDStream[T]) -> DStream[T]: ...
    @overload
    def union(self, streams: Iterable[PySparkDStream[T]], /) -> DStream[T]: ...
    def union(self, *dstreams: Any) -> DStream[Any]:
        """Return a stream of the elements of several streams.

        Parameters
        ----------
        *dstreams : DStream
            Streams of the same slide duration; or one sequence of such streams.

        Raises
        ------
        ValueError
            If there is no stream, or the slide durations differ.

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
            # The streams are serialized in different ways, text and pickles for instance. map()
            # makes them all pickles.
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
        """Return a stream with a user function applied to the RDDs of several streams.

        Parameters
        ----------
        dstreams : iterable of DStream
            Streams of the same slide duration.
        transformFunc : callable
            ``(rdds)`` as in PySpark, or ``(rdds, time)`` as in Scala, with a :class:`Time`.
            Returns an RDD.

        Raises
        ------
        TypeError
            If the function takes a different number of arguments.
        ValueError
            If there is not a stream, or they are of different slide durations.

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
        # The check refuses a stream outside a list with a sentence of its own.
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
