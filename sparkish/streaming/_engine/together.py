"""Which streams can be brought together: joined, united, transformed with one another."""

from __future__ import annotations

from typing import Any

from pyspark.streaming import DStream

from sparkish._core.callsite import callSite
from sparkish._core.notrdd import refuseRDD

__all__ = ["checkTogether"]


def checkTogether(*streams: DStream[Any]) -> None:
    """Refuse streams that Scala refuses to bring together.

    PySpark's own stream of two asks for nothing: where only one of them has an RDD, it takes an
    empty one for the other's, and a join finds no values for keys that are there.

    Raises
    ------
    TypeError
        If one is not a stream.
    ValueError
        If there is none, or they are of different slide durations or of different contexts.
    """
    operation = callSite().operation
    if not streams:
        raise ValueError(f"{operation} takes at least one DStream, and none is given.")
    for stream in streams:
        refuseRDD(operation, stream)
        if not isinstance(stream, DStream):
            raise TypeError(f"{operation} takes streams: each must be a DStream, not {stream!r}.")
    each: Any = streams
    slides = dict.fromkeys(stream._slideDuration for stream in each)
    if len(slides) > 1:
        *some, last = (f"{slide} s" for slide in slides)
        raise ValueError(
            f"The streams of a {operation} must have the same slide duration: these have "
            f"{', '.join(some)} and {last}."
        )
    first = streams[0]._ssc
    for stream in streams:
        if stream._ssc is not first and stream._ssc._jssc.ssc() != first._jssc.ssc():
            raise ValueError(
                f"The streams of a {operation} must be of the same StreamingContext, and these are "
                "of several."
            )
