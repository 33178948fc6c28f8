"""The streams that a stream makes, which are subclasses of its own class.

This is the one place of the package where modules import each other, and only when they are asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sparkish.streaming.dstream.dstream import DStream
    from sparkish.streaming.dstream.mapped import MapWithStateDStream, UpdatedStateDStream
    from sparkish.streaming.dstream.transformed import TransformedDStream

__all__ = [
    "asOurs",
    "mapWithStateDStream",
    "plainDStream",
    "transformedDStream",
    "updatedStateDStream",
]


def plainDStream() -> type[DStream[Any]]:
    """Return the class of streams that the JVM makes."""
    from sparkish.streaming.dstream.dstream import DStream

    return DStream


def transformedDStream() -> type[TransformedDStream[Any]]:
    """Return the class of streams that a Python function makes, RDD by RDD."""
    from sparkish.streaming.dstream.transformed import TransformedDStream

    return TransformedDStream


def asOurs(dstream: Any) -> DStream[Any]:
    """Return a stream of PySpark's own classes as one of ours."""
    from sparkish.streaming.dstream.transformed import fromPySpark

    return fromPySpark(dstream)


def mapWithStateDStream() -> type[MapWithStateDStream[Any]]:
    """Return the class of what ``mapWithState`` makes."""
    from sparkish.streaming.dstream.mapped import MapWithStateDStream

    return MapWithStateDStream


def updatedStateDStream() -> type[UpdatedStateDStream[Any]]:
    """Return the class of what ``updateStateByKey`` makes."""
    from sparkish.streaming.dstream.mapped import UpdatedStateDStream

    return UpdatedStateDStream
