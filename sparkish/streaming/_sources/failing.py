"""Receivers that cannot receive: a sentence, and again now and then while it is tried on.

Spark tries for ever, and logs every attempt with two or three of Java's traces.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JError

from sparkish._core.errors import IllegalStateError
from sparkish._core.sentences import sentence
from sparkish._jvm import quiet
from sparkish._jvm.conversions import javaField
from sparkish._jvm.failures import javaErrors
from sparkish._notebook.cells import streamOutput

__all__ = ["Reminder", "tell", "watchSockets"]

# How long after a sentence the same may come again, at first, and how often it is looked, in s.
_AGAIN = 60.0
_PERIOD = 0.5
_TRIES = "Spark tries it again and again, so the stream goes on as soon as it works"
_SERVER = "the host and the port of a server that listens, or start the one that is to listen there"


class Reminder:
    """Whether a sentence is told: the first time, and then less and less often."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Let the next one be told: it has worked in the meantime."""
        self._next, self._wait, self._last = 0.0, _AGAIN, ""

    def isDue(self, text: str) -> bool:
        """Tell whether a sentence is told now; another one always is."""
        now = time.monotonic()
        if text != self._last:
            self.reset()
        elif now < self._next:
            return False
        else:
            self._wait *= 2
        self._next, self._last = now + self._wait, text
        return True


def tell(what: str, write: str | None = None) -> None:
    """Print what has failed to the cell that has started the stream, or to the terminal."""
    text = sentence(f"{what.removesuffix('.')}. {_TRIES}", None, write)
    with streamOutput():
        print(text, file=sys.stderr)


def watchSockets(ssc: Any) -> None:
    """Tell, from now until the context is stopped, where Spark's own receivers cannot connect.

    What Spark logs of it is left out, where the log is Spark's default.
    """
    if not quiet.isQuiet():
        return
    fed = {feed.streamId for feed in ssc._feeds}
    streams = ssc._jssc.ssc().graph().getReceiverInputStreams()
    receivers = [_Receiver(ssc, stream) for stream in streams if int(stream.id()) not in fed]
    quiet.receiversAreTold(ssc._jvm)
    if not receivers:
        return
    stopped = threading.Event()
    ssc._whenStopped.append(stopped.set)
    threading.Thread(
        target=_watch, args=(receivers, stopped), name="Receivers that fail", daemon=True
    ).start()


def _watch(receivers: Sequence[_Receiver], stopped: threading.Event) -> None:
    # The JVM may have gone: whoever waits for the context says so, and py4j logs nothing here.
    with suppress(Py4JError, OSError, IllegalStateError):
        while not stopped.wait(_PERIOD):
            with javaErrors("receiverInfo"):
                for receiver in receivers:
                    receiver.look(stopped)


class _Receiver:
    """A receiver of Spark's own, and where the user has made it."""

    def __init__(self, ssc: Any, stream: JavaObject) -> None:
        self._id = int(stream.id())
        # An event of Spark's keeps it, which comes without a call to Python.
        self._progress = ssc._jssc.ssc().progressListener()
        sites = [
            node.site
            for node in ssc._graph.nodes
            if not node.parents
            and node.jdstream is not None
            and node.jdstream.dstream().id() == self._id
        ]
        self._place = f", in {sites[0]}" if sites else ""
        self._address = _address(stream)
        self._reminder = Reminder()
        self._working = 0

    def look(self, stopped: threading.Event) -> None:
        """Tell what it has failed with since, if it has."""
        found = self._progress.receiverInfo(self._id)
        info = found.get() if found.isDefined() else None
        message = "" if info is None else str(info.lastErrorMessage() or "")
        if not any(words in message for words in quiet.CONNECTING):
            # While it tries it is active, too; a try takes less than two looks.
            self._working += info is not None and bool(info.active())
            if self._working > 2:
                self._reminder.reset()
            return
        self._working = 0
        error = str(info.lastError()).partition("\n")[0]  # type: ignore[union-attr]
        if not stopped.is_set() and self._reminder.isDue(error):
            address = self._address or f"the receiver of stream {self._id}"
            tell(f"Nothing comes from {address}: {error}{self._place}", self._address and _SERVER)


def _address(stream: JavaObject) -> str | None:
    """Return the host and the port that a receiver connects to, where it is one of sockets."""
    name = stream.getClass().getSimpleName()
    if name not in ("SocketInputDStream", "RawInputDStream"):
        return None
    host, port = (javaField(stream, field)[1] for field in ("host", "port"))
    return f"{host}:{port}"
