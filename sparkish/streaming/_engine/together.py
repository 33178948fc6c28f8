"""The check of operations on several streams: ``join``, ``union``, ``transformWith``."""

from __future__ import annotations

from typing import Any

from pyspark.streaming import DStream

from sparkish._core.callsite import callSite
from sparkish._core.notrdd import refuseRDD
from sparkish._core.sentences import sentence

__all__ = ["checkTogether"]


def checkTogether(*streams: DStream[Any]) -> None:
    """Refuse streams that Scala refuses to combine.

    PySpark checks nothing here. If only one of the streams has an RDD in a batch, it takes an empty
    RDD for the other one, and a join misses values.

    Raises
    ------
    TypeError
        If an argument is not a stream.
    ValueError
        If there is no stream, or the slide durations or the contexts differ.
    """
    operation = callSite().operation
    if not streams:
        raise ValueError(f"{operation} takes at least one DStream, but got none.")
    for stream in streams:
        refuseRDD(operation, stream)
        if not isinstance(stream, DStream):
            raise TypeError(f"{operation} takes streams: each must be a DStream, not {stream!r}.")
    each: Any = streams
    slides = dict.fromkeys(stream._slideDuration for stream in each)
    if len(slides) > 1:
        *some, last = (f"{slide} s" for slide in slides)
        raise ValueError(
            sentence(
                f"The streams of a {operation} must have the same slide duration: these have "
                f"{', '.join(some)} and {last}",
                None,
                f".window(windowDuration, {max(slides)}) behind the others, for all to slide by it",
            )
        )
    first = streams[0]._ssc
    for stream in streams:
        if stream._ssc is not first and stream._ssc._jssc.ssc() != first._jssc.ssc():
            raise ValueError(
                sentence(
                    f"The streams of a {operation} must be of the same StreamingContext, and these "
                    "are of several",
                    None,
                    "one StreamingContext(sc, batchDuration), and make all of the streams from it",
                )
            )
