"""``BaseDStream``: the stream's node in the graph, and the methods that make other streams."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from numbers import Real
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from pyspark import RDD
from pyspark.serializers import Serializer
from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext
from pyspark.streaming.util import TransformFunction

from sparkish._core.duration import Duration, DurationLike
from sparkish._core.notrdd import AbsentOfSequences, noAttribute
from sparkish._core.switches import isOn
from sparkish._core.typearguments import typeArguments
from sparkish._executor.parentheses import parentheses
from sparkish._executor.stages import filtered, flatMapped, mapped
from sparkish._rdd.base import withScalaMethods
from sparkish.partitioner import Partitioner, partitioning
from sparkish.streaming._engine.callgraph import Graph, Node, declare, refuseAfterStart
from sparkish.streaming._engine.construct import multiple
from sparkish.streaming._engine.outputs import outputFunction
from sparkish.streaming._engine.together import checkTogether
from sparkish.streaming.dstream._subclasses import plainDStream, transformedDStream

if TYPE_CHECKING:
    from sparkish.streaming.dstream.dstream import DStream
    from sparkish.streaming.dstream.transformed import TransformedDStream

T_co = TypeVar("T_co", covariant=True)

_STAGES = {"map": mapped, "flatMap": flatMapped, "filter": filtered}

"""A :class:`Duration`, or a number of seconds as in PySpark."""


def isDuration(value: object) -> bool:
    """Tell whether an argument can be a duration, to choose between overloads."""
    return isinstance(value, (Duration, timedelta, Real)) and not isinstance(value, bool)


def isScalas(*durations: DurationLike | None) -> bool:
    """Tell whether a window's call has Scala's form: not all durations are plain numbers."""
    return any(isinstance(duration, (Duration, timedelta)) for duration in durations)


@typeArguments()
@parentheses
class BaseDStream(PySparkDStream[T_co]):
    """PySpark's stream with a :class:`Node` of the graph."""

    _node: Node
    _parents: tuple[PySparkDStream[Any], ...]
    _optionalSides = (False, False)
    """Which sides of an outer join's pair may be missing: Scala has an Option there."""

    def __init__(
        self,
        jdstream: Any,
        ssc: PySparkStreamingContext,
        jrdd_deserializer: Serializer,
        *parents: PySparkDStream[Any],
        mustCheckpoint: bool = False,
    ) -> None:
        super().__init__(jdstream, ssc, jrdd_deserializer)
        self._parents = parents
        self._node = declare(ssc, *parents, mustCheckpoint=mustCheckpoint, jdstream=jdstream)

    def __repr__(self) -> str:
        return f"{type(self).__name__}[{self._node.site}]"

    if not TYPE_CHECKING:
        # It has no attributes to give; it only improves the message of the error.
        def __getattr__(self, name: str) -> NoReturn:
            if hasattr(type(self), name):
                # Python also calls this after a property has raised. Raise its error again.
                object.__getattribute__(self, name)
            raise noAttribute(self, name)

        __len__ = AbsentOfSequences(
            "length", ".count().print(), or .foreachRDD(lambda rdd: print(rdd.count()))"
        )
        __add__ = AbsentOfSequences("+", ".union(other)")
        # A for loop calls this too, because there is no __iter__.
        __getitem__ = AbsentOfSequences(
            "elements to go through or to pick",
            ".foreachRDD(lambda rdd: print(rdd.collect())), or .map(function) for each element",
        )

        def __bool__(self) -> bool:
            return True

    def _derived(
        self,
        jdstream: Callable[[Any], Any],
        *others: PySparkDStream[Any],
        serializer: Serializer | None = None,
        mustCheckpoint: bool = False,
    ) -> DStream[Any]:
        """Return a JVM stream that is made from this stream and others, wrapped in our class.

        Parameters
        ----------
        jdstream : callable
            Takes the view of the JVM; returns the JVM stream.
        """
        refuseAfterStart(self._ssc)
        return plainDStream()(
            jdstream(self._sc._jvm),
            self._ssc,
            serializer or self._sc.serializer,
            self,
            *others,
            mustCheckpoint=mustCheckpoint,
        )

    def _transformed(
        self, func: Callable[[datetime, RDD[Any]], RDD[Any]], *, pure: bool = False
    ) -> TransformedDStream[Any]:
        return transformedDStream()(self, func, pure=pure)

    def _mapRDD(self, func: Callable[[RDD[Any]], RDD[Any]]) -> TransformedDStream[Any]:
        """Transform each RDD by a function of this package, which has no side effect."""
        return self._transformed(lambda time, rdd: func(withScalaMethods(rdd)), pure=True)

    def _elementwise(
        self, method: str, f: Callable[[Any], Any], preservesPartitioning: bool = False
    ) -> TransformedDStream[Any]:
        """Transform each element as the RDD's method of this name does."""
        if not isOn(self._sc, "functions"):
            kept = {"preservesPartitioning": True} if preservesPartitioning else {}
            return self._mapRDD(lambda rdd: getattr(rdd, method)(f, **kept))
        keeps, stage = preservesPartitioning or method == "filter", _STAGES[method](f)

        def made(rdd: Any) -> Any:
            maker = rdd._maker if method == "filter" else (f, method == "flatMap")
            return rdd.mapPartitionsWithIndex(stage, keeps)._made(*maker)

        return self._mapRDD(made)

    def _combined(
        self,
        func: Callable[[datetime, RDD[Any], RDD[Any]], RDD[Any]],
        other: PySparkDStream[Any],
        keepSerializer: bool = False,
    ) -> DStream[Any]:
        """Combine each RDD with the other stream's RDD of the same batch."""
        checkTogether(self, other)
        callback = TransformFunction(
            self._sc, func, self._jrdd_deserializer, other._jrdd_deserializer
        )

        def jdstream(jvm: Any) -> Any:
            return jvm.PythonTransformed2DStream(
                self._jdstream.dstream(), other._jdstream.dstream(), callback
            ).asJavaDStream()

        serializer = self._jrdd_deserializer if keepSerializer else None
        return self._derived(jdstream, other, serializer=serializer)

    def _outputSource(
        self, site: str
    ) -> tuple[PySparkDStream[Any], Callable[..., RDD[Any] | None] | None]:
        """Return the stream whose RDDs an output operation takes, and the function to apply.

        Parameters
        ----------
        site : str
            Where the user calls the output operation, and the operations before it.
        """
        return self, None

    def _output(self, func: Callable[[datetime, RDD[Any]], Any]) -> None:
        """Declare an output operation."""
        node = declare(self._ssc, self, isOutput=True)
        declaration = node.declaration()
        source, chain = self._outputSource(declaration)
        function = outputFunction(str(node.site), chain, func, declaration)
        callback = TransformFunction(self._sc, function, source._jrdd_deserializer)
        jvm: Any = self._ssc._jvm
        jvm.PythonDStream.callForeachRDD(source._jdstream, callback)

    def _partitioning(self, partitioner: Partitioner | int | None) -> tuple[int, Any]:
        return partitioning(partitioner, self._sc.defaultParallelism)

    @property
    def slideDuration(self) -> Duration:
        """The time from one RDD of this stream to the next: the batch duration, or the slide.

        Notes
        -----
        Scala: ``DStream.slideDuration``.

        Examples
        --------
        >>> ssc = StreamingContext(sc, Seconds(2))
        >>> ssc.queueStream([[1]]).window(Seconds(6), Seconds(4)).slideDuration
        Seconds(4)
        """
        return Duration(self._jdstream.dstream().slideDuration().milliseconds())

    @property
    def dependencies(self) -> list[PySparkDStream[Any]]:
        """The streams that this stream is made from, in the order of the call; empty for an input.

        An operation of several steps, such as ``count``, adds streams in between.

        Notes
        -----
        Scala: ``DStream.dependencies``.

        Examples
        --------
        >>> words, numbers = ssc.queueStream([["a"]]), ssc.queueStream([[1]])
        >>> words.union(numbers).dependencies == [words, numbers], words.dependencies
        (True, [])
        """
        return list(self._parents)

    def _validate_window_param(self, window: Any, slide: Any) -> None:
        parent = self.slideDuration
        given = ("windowDuration", window), ("slideDuration", parent if slide is None else slide)
        durations = [multiple(value, name, parent) for name, value in given]
        if isinstance(graph := getattr(self._ssc, "_graph", None), Graph):
            graph.windowed(*durations)
