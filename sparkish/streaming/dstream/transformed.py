"""``TransformedDStream``: consecutive transformations, folded into one Python stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from pyspark import RDD
from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming.dstream import TransformedDStream as PySparkTransformedDStream
from pyspark.streaming.util import TransformFunction

from sparkish._core.duration import Duration
from sparkish._core.switches import isOn
from sparkish._core.time import Time
from sparkish.streaming._engine.callgraph import declare
from sparkish.streaming._engine.generation import GeneratedChain, isSettled
from sparkish.streaming.dstream.dstream import DStream

__all__ = ["TransformedDStream", "fromPySpark"]

U = TypeVar("U")


class TransformedDStream(DStream[U], PySparkTransformedDStream[U]):
    """A stream whose RDDs a Python function makes from its parent's RDDs.

    A chain of such streams is one function, and one ``PythonTransformedDStream`` in the JVM's
    graph. If only output operations need it, it is not in that graph at all.

    Parameters
    ----------
    prev : DStream
        The parent.
    func : callable
        Takes ``(datetime, rdd)``; returns an RDD.
    pure : bool
        Whether the function has no side effect. Spark calls a user's ``transform`` function once
        for each batch, when it generates the batch's jobs. An output operation may call a pure
        function later, and more than once.
    """

    def __init__(
        self,
        prev: PySparkDStream[Any],
        func: Callable[[datetime, RDD[Any]], RDD[U]],
        *,
        pure: bool = False,
    ) -> None:
        # PySpark's __init__ folds only objects of exactly its own class, so it is not called here.
        self._ssc = prev._ssc
        self._sc = prev._ssc._sc
        self._jrdd_deserializer = self._sc.serializer
        self.is_cached = False
        self.is_checkpointed = False
        self._jdstream_val = None
        self._parents = (prev,)
        self._node = declare(prev._ssc, prev)
        if (
            isinstance(prev, PySparkTransformedDStream)
            and not prev.is_cached
            and not prev.is_checkpointed
        ):
            before: Callable[..., Any] = prev.func
            self.prev = prev.prev
            self.func = lambda time, rdd: func(time, before(time, rdd))
            self._pure = pure and getattr(prev, "_pure", False)
        else:
            self.prev = prev
            self.func = func
            self._pure = pure

    @property
    def _jdstream(self) -> Any:
        self._node.jdstream = super()._jdstream
        return self._node.jdstream

    def _sliced(self, begin: Time, end: Time) -> list[RDD[Any]]:
        if not self._isFoldable or self._ssc._jssc.getState().toString() == "INITIALIZED":
            return super()._sliced(begin, end)
        # A stream that is folded into the output operations keeps no RDDs: make them again.
        parent = self.prev._jdstream.dstream()
        slide = Duration(parent.slideDuration().milliseconds())
        zero = Time(parent.zeroTime().milliseconds())
        chain: Callable[..., RDD[Any] | None] = self.func
        times = begin.floor(slide, zero).to(end.floor(slide, zero), slide)
        return [
            made
            for time in times
            for rdd in DStream._sliced(self.prev, time, time)  # type: ignore[arg-type]
            if (made := chain(time.toDatetime(), rdd)) is not None
        ]

    @property
    def _isFoldable(self) -> bool:
        """Whether output operations can fold it: no stream has put it into the JVM's graph yet."""
        kept = self.is_cached or self.is_checkpointed or self._jdstream_val is not None
        return self._pure and not kept and isOn(self._sc, "outputs")

    def _outputSource(
        self, site: str
    ) -> tuple[PySparkDStream[Any], Callable[..., RDD[Any] | None] | None]:
        if not self._isFoldable:
            return self, None
        func: Callable[..., RDD[Any] | None] = self.func
        if isSettled(func):
            return self.prev, func
        chain = GeneratedChain(func, site)
        serializer = self.prev._jrdd_deserializer
        generate = TransformFunction(self._sc, chain.generate, serializer)
        jvm: Any = self._sc._jvm
        source = jvm.PythonTransformedDStream(self.prev._jdstream.dstream(), generate)
        return PySparkDStream(source.asJavaDStream(), self._ssc, serializer), chain


def fromPySpark(dstream: PySparkDStream[U], *, pure: bool = False) -> DStream[U]:
    """Return a stream of PySpark's own class as a stream of our class.

    Parameters
    ----------
    dstream : pyspark.streaming.DStream
        The stream. If its class is ours already, it is returned unchanged.
    pure : bool
        Whether its functions have no side effects.

    Raises
    ------
    TypeError
        If it is not a stream.
    """
    if isinstance(dstream, DStream):
        return dstream
    if not isinstance(dstream, PySparkDStream):
        raise TypeError(f"fromPySpark takes a DStream of PySpark's, not {dstream!r}.")
    kept = dstream.is_cached or dstream.is_checkpointed
    # A stream that PySpark has not put into the JVM's graph can fold with the streams after it.
    if (
        isinstance(dstream, PySparkTransformedDStream)
        and not kept
        and dstream._jdstream_val is None
    ):
        func: Callable[..., Any] = dstream.func
        return TransformedDStream(fromPySpark(dstream.prev), func, pure=pure)
    ours: DStream[U] = DStream(dstream._jdstream, dstream._ssc, dstream._jrdd_deserializer)
    ours.is_cached, ours.is_checkpointed = dstream.is_cached, dstream.is_checkpointed
    return ours
