"""Custom receivers: ``org.apache.spark.streaming.receiver``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, Generic, TypeVar, overload

import pyspark
from pyspark.serializers import AutoBatchedSerializer, CPickleSerializer

from sparkish._core.duration import Duration
from sparkish._core.errors import IllegalStateError
from sparkish._executor.parentheses import parentheses
from sparkish.option import Option
from sparkish.streaming._sources.receiving import Supervisor

__all__ = ["Receiver"]

T = TypeVar("T")


@parentheses
class Receiver(ABC, Generic[T]):
    """A custom source of data, for :meth:`StreamingContext.receiverStream`.

    A subclass defines :meth:`onStart`, which starts the threads that receive, and :meth:`onStop`,
    which ends them. The threads pass the data that they receive to :meth:`store`.

    Parameters
    ----------
    storageLevel : StorageLevel
        How Spark stores the blocks of received data.

    Notes
    -----
    Scala: ``abstract class Receiver[T](storageLevel)``.

    A Python receiver runs in the driver, in the program that made it, and it is the same object
    at every restart. So it can use everything that the program has. Each element that it stores is
    pickled and goes over one TCP connection to a receiver of Spark, which runs on an executor and
    occupies a core all the time, as every receiver does. Blocks, storage levels, rate limits, back
    pressure, the write-ahead log and the web UI are Spark's.

    With a local master the connection is on 127.0.0.1. Otherwise the driver listens on
    ``spark.driver.bindAddress``, on one port for each receiver, until the context ends. If another
    program connects, the driver notices, and sends it nothing that it can read. The workers
    unpickle only elements that are sealed with the stream's key. That key travels as Spark's stages
    do: ``spark.authenticate`` and ``spark.network.crypto.enabled`` protect it, and with the latter
    the elements are encrypted all the way.

    As with Spark's socket receiver, the loss of an executor loses the elements on their way to it.

    In a checkpointed context, ``start()`` pickles the receiver into the checkpoint. A context that
    is recovered from the checkpoint runs it again.

    Examples
    --------
    >>> import threading
    >>> from sparkish.streaming.receiver import Receiver
    >>> class Numbers(Receiver):
    ...     def __init__(self, count):
    ...         super().__init__(StorageLevel.MEMORY_ONLY)
    ...         self.count = count
    ...
    ...     def onStart(self):
    ...         threading.Thread(target=self.receive, daemon=True).start()
    ...
    ...     def onStop(self):
    ...         pass  # the thread ends by itself
    ...
    ...     def receive(self):
    ...         for n in range(self.count):
    ...             if not self.isStopped():
    ...                 self.store(n)
    >>> ssc.receiverStream(Numbers(3)).map(lambda n: n * n).foreachRDD(lambda rdd: None)
    >>> ssc.runFor(batches=1)
    """

    _supervisor: Supervisor | None = None

    def __init__(self, storageLevel: pyspark.StorageLevel) -> None:
        if not isinstance(storageLevel, pyspark.StorageLevel):
            raise TypeError(
                "A Receiver takes a StorageLevel, super().__init__(StorageLevel.MEMORY_ONLY) for "
                f"instance, not {storageLevel!r}."
            )
        self._storageLevel = storageLevel

    # The methods that a subclass defines.

    @abstractmethod
    def onStart(self) -> None:
        """Start to receive: begin threads that call :meth:`store`, and return.

        Called when Spark's receiver connects, and again at each restart. If it raises an error, the
        receiver stops, the error is reported with its traceback, and the receiver is started again,
        as in Scala. As long as it does not return, :meth:`onStop` is not called, for 10 s at most;
        :meth:`isStopped` is true earlier.

        Notes
        -----
        Scala: ``onStart()``.
        """

    @abstractmethod
    def onStop(self) -> None:
        """Stop receiving: end the threads, close the connections.

        Called when the receiver is stopped or restarted, when Spark's receiver goes away, and when
        the context is stopped.

        Notes
        -----
        Scala: ``onStop()``.
        """

    @property
    def preferredLocation(self) -> Option[str]:
        """The preferred host: empty, because a Python receiver runs in the driver.

        Notes
        -----
        Scala: ``preferredLocation``.

        Examples
        --------
        >>> ssc.socketTextStream("localhost", 5800).getReceiver().preferredLocation
        Option.empty()
        """
        return Option.empty()

    # The methods that a subclass calls.

    @overload
    def store(self, data: T, /) -> None: ...
    @overload
    def store(self, data: list[T] | Iterator[T], metadata: Any = ..., /) -> None: ...
    @overload
    def store(self, data: memoryview, metadata: Any = ..., /) -> None: ...
    def store(self, data: Any, metadata: Any = None, /) -> None:
        """Pass received data to Spark; waits if Spark lags behind or limits the rate.

        Parameters
        ----------
        data : object, list, iterator or memoryview
            One element, of any type that can be pickled. A list (Scala's ``ArrayBuffer``) and an
            iterator are many elements, in their order; so ``store([[1, 2]])`` stores one list. A
            ``memoryview`` (Scala's ``ByteBuffer``) is many elements too, as PySpark's serializer
            writes them: ``sc.serializer.dump_stream(elements, file)``. ``bytes`` are one element.
        metadata : object, optional
            Allowed only with many elements, and not used. In Scala it is for the program's own
            class of input streams, which Python does not have. Spark's own streams do not read it.

        Raises
        ------
        IllegalStateError
            If the receiver is not running: before :meth:`onStart`, or after it was stopped. The
            first call of a thread after the stop raises nothing and drops its data:
            :meth:`isStopped` is true then.

        Notes
        -----
        Scala: ``store(dataItem)``, ``store(dataBuffer)``, ``store(dataBuffer, metadata)``,
        ``store(dataIterator)``, ``store(dataIterator, metadata)``, ``store(bytes)``,
        ``store(bytes, metadata)``.

        Any thread may call it. It returns when the elements are on their way to Spark's receiver,
        which puts them into one block per block interval, within the rate limit. In Scala each
        buffer is a separate block, without a rate limit, and is stored when the call returns.

        Examples
        --------
        >>> class Letters(Receiver):
        ...     def onStart(self):
        ...         self.store("a")
        ...         self.store(["b", "c"])
        ...         self.store(letter.lower() for letter in "DE")
        ...
        ...     def onStop(self):
        ...         pass
        >>> ssc.receiverStream(Letters(StorageLevel.MEMORY_ONLY)).foreachRDD(lambda rdd: None)
        >>> ssc.runFor(batches=1)
        """
        supervisor = self._attached()
        if isinstance(data, list):
            supervisor.push(data)
        elif isinstance(data, (Iterator, memoryview)):
            elements: Iterable[Any] = data
            if isinstance(data, memoryview):
                pickled: Any = AutoBatchedSerializer(CPickleSerializer())
                elements = pickled.load_stream(BytesIO(data))
            for element in elements:
                supervisor.push([element])
        elif metadata is not None:
            raise TypeError(
                "store() takes metadata with a list, an iterator or a memoryview, not with a "
                f"single element, {data!r}."
            )
        else:
            supervisor.push([data])

    def reportError(self, message: str, throwable: BaseException | None) -> None:
        """Report an error to the log, to the listeners' ``onReceiverError`` and to the web UI.

        Parameters
        ----------
        message : str
            What happened.
        throwable : exception or None
            Shown with its traceback.

        Notes
        -----
        Scala: ``reportError(message, throwable)``.

        Examples
        --------
        >>> class Measures(Receiver):
        ...     def onStart(self):
        ...         for text in ("1.5", "one"):
        ...             try:
        ...                 self.store(float(text))
        ...             except ValueError as error:
        ...                 self.reportError(f"no measure: {text}", error)
        ...
        ...     def onStop(self):
        ...         pass
        >>> ssc.receiverStream(Measures(StorageLevel.MEMORY_ONLY)).foreachRDD(lambda rdd: None)
        >>> ssc.runFor(batches=1)
        """
        self._attached().reportError(_text(message), _error(throwable))

    @overload
    def restart(self, message: str, error: BaseException | None = ...) -> None: ...
    @overload
    def restart(
        self, message: str, error: BaseException | None, millisecond: int | Duration
    ) -> None: ...
    def restart(
        self,
        message: str,
        error: BaseException | None = None,
        millisecond: int | Duration | None = None,
    ) -> None:
        """Call :meth:`onStop` and, after a delay, :meth:`onStart`; returns at once.

        Parameters
        ----------
        message : str
            Why; it goes to the log, and to the listeners' ``onReceiverStopped``.
        error : exception, optional
            Shown with its traceback.
        millisecond : int or Duration, optional
            The delay, a number of milliseconds as in Scala. If not given,
            ``spark.streaming.receiverRestartDelay``, which is 2000 by default.

        Notes
        -----
        Scala: ``restart(message)``, ``restart(message, error)``,
        ``restart(message, error, millisecond)``.

        Examples
        --------
        >>> class Impatient(Receiver):
        ...     def onStart(self):
        ...         self.restart("nothing here", None, 100)
        ...
        ...     def onStop(self):
        ...         pass
        >>> ssc.receiverStream(Impatient(StorageLevel.MEMORY_ONLY)).foreachRDD(lambda rdd: None)
        >>> ssc.runFor(batches=1)
        """
        delay = millisecond.milliseconds if isinstance(millisecond, Duration) else millisecond
        if delay is not None and (isinstance(delay, bool) or not isinstance(delay, int)):
            raise TypeError(
                f"millisecond must be a whole number of milliseconds or a Duration, not {delay!r}."
            )
        if delay is not None and delay < 0:
            raise ValueError(f"millisecond must not be negative: {delay}.")
        self._attached().restart(_text(message), _error(error), delay)

    def stop(self, message: str, error: BaseException | None = None) -> None:
        """Call :meth:`onStop`, and tell Spark that the receiver stopped.

        Spark starts the receiver again as long as the context runs, here after half a second. So do
        not call this at the end of a source: simply store nothing more.

        Parameters
        ----------
        message : str
            Why; it goes to the log, and to the listeners' ``onReceiverStopped``.
        error : exception, optional
            Shown with its traceback.

        Notes
        -----
        Scala: ``stop(message)``, ``stop(message, error)``. There too the receiver tracker starts
        the receiver again, but as a new copy.

        Examples
        --------
        >>> class Finished(Receiver):
        ...     def onStart(self):
        ...         self.stop("all is said")
        ...
        ...     def onStop(self):
        ...         pass
        >>> ssc.receiverStream(Finished(StorageLevel.MEMORY_ONLY)).foreachRDD(lambda rdd: None)
        >>> ssc.runFor(batches=1)
        """
        self._attached().stop(_text(message), _error(error))

    def isStarted(self) -> bool:
        """Tell whether the receiver is started, and not stopped since.

        Notes
        -----
        Scala: ``isStarted()``.

        Examples
        --------
        >>> class Idle(Receiver):
        ...     def onStart(self):
        ...         pass
        ...
        ...     def onStop(self):
        ...         pass
        >>> receiver = Idle(StorageLevel.MEMORY_ONLY)
        >>> stream = ssc.receiverStream(receiver)
        >>> receiver.isStarted()
        False
        """
        return self._attached().isStarted

    def isStopped(self) -> bool:
        """Tell whether the receiver is stopped, and not started again: its threads must end then.

        Notes
        -----
        Scala: ``isStopped()``.

        Examples
        --------
        >>> class Idle(Receiver):
        ...     def onStart(self):
        ...         pass
        ...
        ...     def onStop(self):
        ...         pass
        >>> receiver = Idle(StorageLevel.MEMORY_ONLY)
        >>> stream = ssc.receiverStream(receiver)
        >>> receiver.isStopped()
        False
        """
        return self._attached().isStopped

    # The properties of a receiver.

    @property
    def storageLevel(self) -> pyspark.StorageLevel:
        """How the blocks are stored.

        Notes
        -----
        Scala: ``storageLevel``.

        Examples
        --------
        >>> lines = ssc.socketTextStream("localhost", 5800, StorageLevel.DISK_ONLY)
        >>> lines.getReceiver().storageLevel == StorageLevel.DISK_ONLY
        True
        """
        return self._storageLevel

    @property
    def streamId(self) -> int:
        """The id of the receiver's stream; -1 before it has a stream.

        Notes
        -----
        Scala: ``streamId``.

        Examples
        --------
        >>> ssc.socketTextStream("localhost", 5800).getReceiver().streamId
        -1
        """
        return -1 if self._supervisor is None else self._supervisor.streamId

    def __str__(self) -> str:
        return f"{type(self).__name__}-{self.streamId}"

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_supervisor"}

    def _attached(self) -> Supervisor:
        if self._supervisor is None:
            raise IllegalStateError(
                f"This {type(self).__name__} is not the receiver of a stream yet: "
                "ssc.receiverStream(receiver) makes it one, and onStart() is called after "
                "ssc.start()."
            )
        return self._supervisor


def _text(message: str) -> str:
    if not isinstance(message, str):
        raise TypeError(f"message must be a str, not {message!r}.")
    return message


def _error(error: BaseException | None) -> BaseException | None:
    if error is not None and not isinstance(error, BaseException):
        raise TypeError(f"error must be an exception or None, not {error!r}.")
    return error
