"""Spark Streaming: ``org.apache.spark.streaming`` in Python.

Examples
--------
>>> from sparkish.streaming import Seconds, StreamingContext
>>> ssc = StreamingContext(sc, Seconds(1))
"""

from __future__ import annotations

from sparkish._core import fallthrough as _fallthrough
from sparkish.option import Option, Some
from sparkish.streaming._engine.contextstate import StreamingContextState
from sparkish.streaming.context import StreamingContext
from sparkish.streaming.dstream import DStream
from sparkish.streaming.duration import Duration, Durations, Milliseconds, Minutes, Seconds
from sparkish.streaming.interval import Interval
from sparkish.streaming.listener import StreamingListener
from sparkish.streaming.queue import Queue
from sparkish.streaming.state import State, StateSpec
from sparkish.streaming.time import Time

_fallthrough.complete()

__all__ = [
    "StreamingContext",
    "DStream",
    "StreamingListener",
    "Duration",
    "Durations",
    "Interval",
    "Milliseconds",
    "Minutes",
    "Option",
    "Queue",
    "Seconds",
    "Some",
    "State",
    "StateSpec",
    "StreamingContextState",
    "Time",
]
