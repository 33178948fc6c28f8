"""The bridge from the JVM's listener bus to the listeners of a program."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from sparkish._core.time import Time
from sparkish._jvm.conversions import plainData
from sparkish._jvm.failures import JavaError, javaErrors
from sparkish._notebook.cells import streamOutput
from sparkish.option import Option
from sparkish.streaming import scheduler
from sparkish.streaming.scheduler import (
    BatchInfo,
    OutputOperationInfo,
    ReceiverInfo,
    StreamingListener,
    StreamInputInfo,
)

if TYPE_CHECKING:
    from sparkish._core.protocols import Context

_log = logging.getLogger(__name__)

T = TypeVar("T")

# How long a stop waits for the listeners, in ms.
_PATIENCE = 2000

Data = dict[str, Any]


def add(ssc: Context, listener: Any) -> None:
    """Add a listener to the JVM's listener bus.

    Raises
    ------
    TypeError
        If it has no method of a listener.
    """
    if isinstance(listener, type) or not any(hasattr(listener, method) for method in _EVENTS):
        raise TypeError(
            "addStreamingListener takes an object with methods such as onBatchCompleted, of a "
            f"class that extends StreamingListener, not {listener!r}."
        )
    jvm: Any = ssc._jvm
    relay = Relay(jvm, listener)
    with javaErrors("addStreamingListener()"):
        jlistener = jvm.JavaStreamingListenerWrapper(jvm.PythonStreamingListenerWrapper(relay))
        ssc._jssc.addStreamingListener(jlistener)
    ssc._listeners.append((listener, jlistener))


def remove(ssc: Context, listener: Any) -> None:
    """Remove a listener; nothing happens if it was never added."""
    for place, (added, jlistener) in enumerate(ssc._listeners):
        if added is listener:
            del ssc._listeners[place]
            with javaErrors("removeStreamingListener()"):
                ssc._jssc.ssc().removeStreamingListener(jlistener)
            return


def drain(ssc: Context) -> None:
    """Wait until the listeners have all events so far: Spark drops them when the context stops."""
    jsc: Any = ssc._sc._jsc
    if ssc._listeners and jsc is not None:
        # A listener that never returns must not block the stop.
        with suppress(JavaError), javaErrors("stop()"):
            jsc.sc().listenerBus().waitUntilEmpty(_PATIENCE)


class Relay:
    """The object that the JVM calls: it passes the events to a listener, and logs its errors.

    PySpark's listeners get Java's own events. Scala's listeners get Python events: an event is
    converted only if the listener overrides the method for it.
    """

    def __init__(self, jvm: Any, listener: Any) -> None:
        self._jvm = jvm
        self._listener = listener
        self._converts = isinstance(listener, StreamingListener)
        self._reported: set[str] = set()

    def _relay(self, name: str, event: Any) -> None:
        method = getattr(self._listener, name, None)
        inherited = getattr(StreamingListener, name)
        if method is None or getattr(method, "__func__", None) is inherited:
            return
        try:
            if self._converts:
                event = _EVENTS[name](plainData(self._jvm, event))
            with streamOutput():
                method(event)
        except Exception:
            if name not in self._reported:
                self._reported.add(name)
                _log.exception(
                    "The listener's %s raised an error (logged once; it is still called): %r",
                    name,
                    self._listener,
                )

    class Java:
        """The Java interface, for py4j."""

        implements = ("org.apache.spark.streaming.api.java.PythonStreamingListener",)


def _known(milliseconds: int) -> Option[int]:
    # Java's events have -1 for Scala's None.
    return Option(None if milliseconds == -1 else milliseconds)


def _byId(data: Data, make: Callable[[Data], T]) -> dict[int, T]:
    return {number: make(data[str(number)]) for number in sorted(map(int, data))}


def _time(data: Data) -> Time:
    return Time(data["millis"])


def _receiver(data: Data) -> ReceiverInfo:
    return ReceiverInfo(**data)


def _input(data: Data) -> StreamInputInfo:
    return StreamInputInfo(data["inputStreamId"], data["numRecords"], data["metadata"])


def _operation(data: Data) -> OutputOperationInfo:
    return OutputOperationInfo(
        _time(data["batchTime"]),
        data["id"],
        data["name"],
        data["description"],
        _known(data["startTime"]),
        _known(data["endTime"]),
        Option(data["failureReason"]),
    )


def _batch(data: Data) -> BatchInfo:
    return BatchInfo(
        _time(data["batchTime"]),
        _byId(data["streamIdToInputInfo"], _input),
        data["submissionTime"],
        _known(data["processingStartTime"]),
        _known(data["processingEndTime"]),
        _byId(data["outputOperationInfos"], _operation),
    )


def _event(name: str) -> Callable[[Data], Any]:
    """Return the function that turns the data of a Java event into a method's argument."""
    kind = getattr(scheduler, "StreamingListener" + name.removeprefix("on"))
    if name.startswith("onBatch"):
        return lambda data: kind(_batch(data["batchInfo"]))
    if name.startswith("onOutputOperation"):
        return lambda data: kind(_operation(data["outputOperationInfo"]))
    if name.startswith("onReceiver"):
        return lambda data: kind(_receiver(data["receiverInfo"]))
    return lambda data: kind(data["time"])


def _method(name: str) -> Callable[[Relay, Any], None]:
    return lambda relay, event: relay._relay(name, event)


_EVENTS = {name: _event(name) for name in vars(StreamingListener) if name.startswith("on")}
for _name in _EVENTS:
    setattr(Relay, _name, _method(_name))
