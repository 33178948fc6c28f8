"""The receiver of ``socketStream``, and the conversion of Spark's raw sockets to Python."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, BinaryIO, TypeVar

import pyspark
from pyspark import RDD

from sparkish._executor.elements import JavaElements
from sparkish._executor.results import noResult
from sparkish.streaming.receiver import Receiver

__all__ = ["SocketReceiver", "objectsToPython"]

T = TypeVar("T")


class SocketReceiver(Receiver[T]):
    """Connects to a server, and stores the elements that a converter reads from the connection."""

    def __init__(
        self,
        host: str,
        port: int,
        converter: Callable[[BinaryIO], Iterable[T]],
        storageLevel: pyspark.StorageLevel,
    ) -> None:
        super().__init__(storageLevel)
        if not callable(converter):
            raise TypeError(
                "socketStream takes a converter, a function of a binary file that returns an "
                f"iterable of elements, not {converter!r}."
            )
        self._host = host
        self._port = port
        self._converter = converter
        self._socket: socket.socket | None = None

    def onStart(self) -> None:
        """Connect, and start a thread that receives."""
        try:
            connection = socket.create_connection((self._host, self._port))
        except OSError as error:
            self.restart(f"Error connecting to {self._host}:{self._port}", error)
            return
        self._socket = connection
        threading.Thread(
            target=self._receive, args=(connection,), name="Socket Receiver", daemon=True
        ).start()

    def onStop(self) -> None:
        """End the connection, and the thread with it."""
        connection, self._socket = self._socket, None
        if connection is not None:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # the server has ended it

    def _receive(self, connection: socket.socket) -> None:
        error: Exception | None = None
        message = "Socket data stream had no more data"
        with connection:
            try:
                with connection.makefile("rb") as stream:
                    elements = self._converter(stream)
                    if elements is None:
                        raise noResult("socketStream", self._converter, "an iterable")
                    for element in elements:
                        if self._socket is not connection:
                            return
                        self._attached().push([element])
            except Exception as raised:
                error = raised
                message = "Error receiving data"
            if self._socket is connection:
                self.restart(message, error)

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_socket": None}


def objectsToPython(time: datetime, rdd: RDD[Any]) -> RDD[Any]:
    """Convert a batch of Java objects to Python: texts, numbers, byte arrays, collections."""
    jvm: Any = rdd.ctx._jvm
    pickled = jvm.org.apache.spark.api.python.SerDeUtil.javaToPython(rdd._jrdd)
    return RDD(pickled, rdd.ctx, JavaElements())
