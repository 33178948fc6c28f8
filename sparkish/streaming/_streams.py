"""The sources of a StreamingContext: sockets, receivers and files."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TypeVar, overload

import pyspark
from py4j.java_gateway import JavaObject
from pyspark.serializers import NoOpSerializer, UTF8Deserializer
from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish._core.errors import IllegalStateError
from sparkish._core.notrdd import noContextAttribute
from sparkish._core.switches import isOn
from sparkish._core.typearguments import typeArguments
from sparkish._executor.elements import PickledLines
from sparkish._executor.parentheses import parentheses
from sparkish._executor.stages import LineDeserializer
from sparkish._jvm.failures import javaErrors
from sparkish._jvm.filestreams import hideFiles
from sparkish._jvm.paths import watchedDirectory
from sparkish.storagelevel import StorageLevel
from sparkish.streaming._engine import construct
from sparkish.streaming._engine.callgraph import refuseAfterStart
from sparkish.streaming._sources import receiving
from sparkish.streaming._sources.failing import watchSockets
from sparkish.streaming._sources.files import FileSource, Path
from sparkish.streaming._sources.sockets import SocketReceiver, objectsToPython
from sparkish.streaming.dstream import DStream
from sparkish.streaming.dstream.inputs import (
    FromJava,
    InputDStream,
    ReceiverFromJava,
    ReceiverInputDStream,
)
from sparkish.streaming.queue import QueueFeed
from sparkish.streaming.receiver import Receiver

__all__ = ["Sources"]

T = TypeVar("T")
D = TypeVar("D", bound=DStream[Any])


@typeArguments()
@parentheses
class Sources(PySparkStreamingContext):
    """The methods of a StreamingContext that make input streams."""

    _feeds: list[receiving.Feed]
    _fileSources: list[FileSource]
    _queueFeeds: list[QueueFeed]
    _beforeStart: list[Callable[[], None]]

    if not TYPE_CHECKING:
        # It has no attributes to give; it only improves the message of the error.
        def __getattr__(self, name: str) -> NoReturn:
            if hasattr(type(self), name):
                # Python also calls this after a property has raised. Raise its error again.
                object.__getattribute__(self, name)
            raise noContextAttribute(self, name)

    @overload
    def _input(
        self,
        jdstream: Callable[[], JavaObject],
        serializer: Any,
        *parents: PySparkDStream[Any],
    ) -> DStream[Any]: ...
    @overload
    def _input(
        self, jdstream: Callable[[], JavaObject], serializer: Any, *, kind: type[D]
    ) -> D: ...
    def _input(
        self,
        jdstream: Callable[[], JavaObject],
        serializer: Any,
        *parents: PySparkDStream[Any],
        kind: type[DStream[Any]] = DStream,
    ) -> DStream[Any]:
        refuseAfterStart(self)
        return kind(jdstream(), self, serializer, *parents)

    def _watched(self, operation: str, directory: str | os.PathLike[str]) -> str:
        refuseAfterStart(self)
        jsc: Any = self._sc._jsc
        return watchedDirectory(operation, directory, self._sc._jvm, jsc.hadoopConfiguration())

    def _lines(self) -> UTF8Deserializer:
        if isOn(self._sc, "text"):
            return LineDeserializer(readsOn=isOn(self._sc, "reuse"))
        return UTF8Deserializer()

    def socketTextStream(
        self,
        hostname: str,
        port: int,
        storageLevel: pyspark.StorageLevel = StorageLevel.MEMORY_AND_DISK_SER_2,
    ) -> ReceiverInputDStream[str]:
        """Return a stream of the lines of text that come from a TCP server.

        One receiver connects to the server, and stores a block of lines every block interval. It
        occupies a core all the time.

        Parameters
        ----------
        hostname, port : str, int
            Where the server listens.
        storageLevel : StorageLevel, optional
            How the blocks are stored.

        Raises
        ------
        TypeError, ValueError
            If the port is not a whole number from 1 to 65535, or the level no storage level.

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
        construct.checkAddress(hostname, port)
        jlevel = construct.jlevel(self._sc, storageLevel)
        return self._input(
            lambda: self._jssc.socketTextStream(hostname, port, jlevel),
            self._lines(),
            kind=ReceiverInputDStream,
        )

    def socketStream(
        self,
        hostname: str,
        port: int,
        converter: Callable[[BinaryIO], Iterable[T]],
        storageLevel: pyspark.StorageLevel,
    ) -> ReceiverInputDStream[T]:
        """Return a stream of the elements that a function reads from a TCP server's bytes.

        If the connection fails or ends, or the function raises, the receiver writes this to the
        log, with the traceback, and connects again after ``spark.streaming.receiverRestartDelay``.

        Parameters
        ----------
        hostname, port : str, int
            Where the server listens, as seen from the driver: see :class:`Receiver`.
        converter : callable
            Takes the connection as a binary file; returns an iterable of elements, a generator for
            instance. It is called once for each connection.
        storageLevel : StorageLevel
            How the blocks are stored.

        Raises
        ------
        TypeError, ValueError
            If the port is not a whole number from 1 to 65535, the converter is not a function, or
            the level is not a storage level.

        Notes
        -----
        Scala: ``socketStream(hostname, port, converter, storageLevel)``.

        Examples
        --------
        >>> from sparkish.lineserver import LineServer
        >>> def numbers(file):
        ...     for line in file:
        ...         yield int(line)
        >>> with LineServer(["1", "2"]) as server:
        ...     stream = ssc.socketStream(
        ...         "localhost", server.port, numbers, StorageLevel.MEMORY_ONLY
        ...     )
        ...     stream.foreachRDD(lambda rdd: None)
        ...     ssc.runFor(batches=1)
        """
        construct.checkAddress(hostname, port)
        return self.receiverStream(SocketReceiver(hostname, port, converter, storageLevel))

    def rawSocketStream(
        self,
        hostname: str,
        port: int,
        storageLevel: pyspark.StorageLevel = StorageLevel.MEMORY_AND_DISK_SER_2,
    ) -> ReceiverInputDStream[Any]:
        """Return a stream of the blocks that a TCP server sends as Spark itself stores them.

        The blocks are stored as they come. This is the fastest way into Spark, if the sender is a
        program on the JVM.

        Parameters
        ----------
        hostname, port : str, int
            Where the server listens. It sends each block in two parts: the length in bytes, as four
            bytes with the most significant first, and then the elements, as Spark's serializer
            writes them (``spark.serializer``; Java's if not set).
        storageLevel : StorageLevel, optional
            How the blocks are stored.

        Returns
        -------
        ReceiverInputDStream
            A stream of the objects in Python: texts, numbers, byte arrays as ``bytes``,
            collections.

        Raises
        ------
        TypeError, ValueError
            If the port is not a whole number from 1 to 65535, or the level no storage level.

        Notes
        -----
        Scala: ``rawSocketStream(hostname, port, storageLevel)``.

        Examples
        --------
        >>> ssc.rawSocketStream("localhost", 5800, StorageLevel.MEMORY_ONLY_SER).print()
        """
        construct.checkAddress(hostname, port)
        jlevel = construct.jlevel(self._sc, storageLevel)
        return self._input(
            lambda: self._jssc.rawSocketStream(hostname, port, jlevel),
            objectsToPython,
            kind=ReceiverFromJava,
        )

    def receiverStream(self, receiver: Receiver[T]) -> ReceiverInputDStream[T]:
        """Return a stream of the elements that a custom receiver stores.

        Parameters
        ----------
        receiver : Receiver
            A new object for each stream.

        Raises
        ------
        TypeError
            If it is not a receiver.
        IllegalStateError
            If the receiver has a stream already.

        Warns
        -----
        UserWarning
            If the receiver prefers a host: it runs in the driver.

        Notes
        -----
        Scala: ``receiverStream(receiver)``.

        Examples
        --------
        >>> from sparkish.streaming.receiver import Receiver
        >>> class Greeting(Receiver):
        ...     def onStart(self):
        ...         self.store("hello")
        ...
        ...     def onStop(self):
        ...         pass
        >>> stream = ssc.receiverStream(Greeting(StorageLevel.MEMORY_ONLY))
        >>> stream.getReceiver().streamId
        0
        """
        if not isinstance(receiver, Receiver):
            raise TypeError(
                "receiverStream takes an object of a subclass of "
                f"sparkish.streaming.receiver.Receiver, not {receiver!r}."
            )
        if not hasattr(receiver, "_storageLevel"):
            raise TypeError(
                f"{type(receiver).__name__}.__init__ must call super().__init__(storageLevel), "
                "with StorageLevel.MEMORY_AND_DISK_SER_2 for instance."
            )
        if receiver._supervisor is not None:
            raise IllegalStateError(
                f"This receiver, {receiver}, has a stream already: make a new object for each."
            )
        refuseAfterStart(self)
        jlevel = construct.jlevel(self._sc, receiver.storageLevel)
        feed = receiving.Feed(self._sc)
        self._feeds.append(feed)
        stream = self._input(
            lambda: self._jssc.socketTextStream(feed.host, feed.port, jlevel),
            PickledLines(feed.seal),
            kind=ReceiverInputDStream,
        )
        stream._receiver = receiver
        feed.attach(receiver, self._jssc, stream.id)
        for host in receiver.preferredLocation:
            warnings.warn(
                f"{receiver} prefers a host, {host}, in vain: Python receivers run in the driver.",
                UserWarning,
                stacklevel=2,
            )
        return stream

    def textFileStream(self, directory: str | os.PathLike[str]) -> DStream[str]:
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
        path = self._watched("textFileStream", directory)
        return self._input(
            lambda: hideFiles(self._sc._jvm, self._jssc.textFileStream(path)), self._lines()
        )

    def binaryRecordsStream(
        self, directory: str | os.PathLike[str], recordLength: int
    ) -> DStream[bytes]:
        """Return a stream of the fixed-length records of the files moved into a directory.

        Parameters
        ----------
        directory : str
            On any file system that Hadoop knows.
        recordLength : int
            The length of a record, in bytes.

        Notes
        -----
        Scala: ``binaryRecordsStream(directory, recordLength)``.

        Examples
        --------
        >>> ssc.binaryRecordsStream(directory, 16).map(len).print()
        """
        if isinstance(recordLength, bool) or not isinstance(recordLength, int):
            raise TypeError(f"recordLength must be a whole number of bytes, not {recordLength!r}.")
        if recordLength < 1:
            raise ValueError(f"recordLength must be at least 1 byte, not {recordLength}.")
        path = self._watched("binaryRecordsStream", directory)
        return self._input(
            lambda: hideFiles(self._sc._jvm, self._jssc.binaryRecordsStream(path, recordLength)),
            NoOpSerializer(),
        )

    @overload
    def fileStream(
        self, directory: str, *, keyClass: str, valueClass: str, inputFormatClass: str
    ) -> InputDStream[tuple[Any, Any]]: ...
    @overload
    def fileStream(
        self,
        directory: str,
        filter: Callable[[Path], bool] | None,
        newFilesOnly: bool = ...,
        conf: Mapping[str, Any] | None = ...,
        *,
        keyClass: str,
        valueClass: str,
        inputFormatClass: str,
    ) -> InputDStream[tuple[Any, Any]]: ...
    def fileStream(
        self,
        directory: str,
        filter: Callable[[Path], bool] | None = None,
        newFilesOnly: bool = True,
        conf: Mapping[str, Any] | None = None,
        *,
        keyClass: str,
        valueClass: str,
        inputFormatClass: str,
    ) -> InputDStream[tuple[Any, Any]]:
        """Return a stream of the keys and values of the files that are moved into a directory.

        Parameters
        ----------
        directory : str
            On any file system that Hadoop knows.
        filter : callable, optional
            Takes a :class:`Path`, which is a ``str``; returns whether to read the file. If not
            given, files whose names begin with neither a dot nor an underscore are read. If it
            raises, the log has the traceback and the batch has no files, as in Scala.
        newFilesOnly : bool, optional
            Whether to read only files that come after ``start()``, and no older ones.
        conf : dict, optional
            Hadoop settings for the input format, in addition to the SparkContext's.
        keyClass, valueClass : str
            Classes of ``org.apache.hadoop.io``, such as ``"LongWritable"``, or full names.
        inputFormatClass : str
            A class of ``org.apache.hadoop.mapreduce.lib.input``, such as ``"TextInputFormat"``, or
            a full name.

        Returns
        -------
        InputDStream
            A stream of pairs, converted to Python as ``sc.newAPIHadoopFile`` converts them; byte
            arrays are ``bytes``.

        Raises
        ------
        TypeError, ValueError
            If an argument has the wrong type, or there is no such class.

        Notes
        -----
        Scala: ``fileStream[K, V, F](directory)``, ``(directory, filter, newFilesOnly)``,
        ``(directory, filter, newFilesOnly, conf)``.

        Hadoop's own input formats read no file whose name begins with a dot or an underscore, and
        in Spark the batch fails if the filter accepts one. Here the file is left out.

        In a checkpointed context, Spark first lists the files of each batch without these. Then it
        calls this filter for them. The filter is recovered with the checkpoint.

        Examples
        --------
        >>> ssc.fileStream(
        ...     directory,
        ...     lambda path: path.getName().endswith(".txt"),
        ...     newFilesOnly=False,
        ...     keyClass="LongWritable",
        ...     valueClass="Text",
        ...     inputFormatClass="TextInputFormat",
        ... ).print()
        """
        refuseAfterStart(self)
        with javaErrors("fileStream()"):
            source = FileSource(
                self,
                directory,
                filter,
                newFilesOnly,
                conf,
                (keyClass, valueClass, inputFormatClass),
            )
        self._fileSources.append(source)
        return self._input(lambda: source.jdstream, source.toPython, kind=FromJava)

    def _startSources(self) -> None:
        """Start the sources that run in the driver, and add them to the checkpoints, if any.

        Raises
        ------
        IllegalStateError
            If a receiver cannot be pickled.
        """
        receiving.saveReceivers(self)
        if self._jssc.ssc().isCheckpointingEnabled():
            for source in self._fileSources:
                source.makeCheckpointable()
        for begin in self._beforeStart:
            begin()
        for feed in self._feeds:
            feed.start()
        watchSockets(self)
