"""Access to the subclasses of ``DStream`` from its base classes.

A stream's methods return objects of its subclasses. So these modules need each other: this is the
only place of the package with circular imports, and each import happens at the call.
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
    """Return the class of the streams that the JVM computes."""
    from sparkish.streaming.dstream.dstream import DStream

    return DStream


def transformedDStream() -> type[TransformedDStream[Any]]:
    """Return the class of the streams whose RDDs a Python function makes."""
    from sparkish.streaming.dstream.transformed import TransformedDStream

    return TransformedDStream


def asOurs(dstream: Any) -> DStream[Any]:
    """Return a stream of PySpark's own class as a stream of our class."""
    from sparkish.streaming.dstream.transformed import fromPySpark

    return fromPySpark(dstream)


def mapWithStateDStream() -> type[MapWithStateDStream[Any]]:
    """Return the class of the streams of ``mapWithState``."""
    from sparkish.streaming.dstream.mapped import MapWithStateDStream

    return MapWithStateDStream


def updatedStateDStream() -> type[UpdatedStateDStream[Any]]:
    """Return the class of the streams of ``updateStateByKey``."""
    from sparkish.streaming.dstream.mapped import UpdatedStateDStream

    return UpdatedStateDStream
