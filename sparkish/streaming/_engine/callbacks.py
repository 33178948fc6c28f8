"""How to call a user's function on RDDs: with PySpark's order of arguments or with Scala's."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, get_origin

from pyspark import RDD
from pyspark.serializers import AutoBatchedSerializer, BatchedSerializer

from sparkish._core.callsite import callSite, warnUser
from sparkish._core.sentences import sentence
from sparkish._core.time import Time
from sparkish._executor.results import noResult, placed, returnsNothing
from sparkish._executor.stages import WorkerSerializer
from sparkish._notebook.cells import streamOutput
from sparkish._rdd.base import withScalaMethods
from sparkish.streaming._engine.run import recordingFailure

__all__ = ["batchTime", "pickled", "rddFunction", "rddMaker", "warnOfNoResult"]

# A name such as rdd_time does not match.
_RDD_NAME = re.compile(r"rdds?|rdd\d+")
_TIMES = ("Time", "datetime")
# Callbacks in checkpoints of earlier versions use this name.
_name = placed
_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def batchTime(time: datetime) -> Time:
    """Return the time of a batch, which PySpark passes as a ``datetime``."""
    return Time(round(time.timestamp() * 1000))


def rddFunction(
    operation: str, func: Callable[..., Any], rdds: int = 1, ofContext: bool = False
) -> Callable[..., Any]:
    """Return ``func`` in the form of PySpark's callbacks: ``(datetime, rdd, ...)``.

    Parameters
    ----------
    operation : str
        The operation that takes the function, for the error.
    func : callable
        Takes the RDDs alone; ``(time, rdd, ...)`` as in PySpark, with a ``datetime``; or
        ``(rdd, ..., time)`` as in Scala, with a :class:`Time`. It is Scala's form if the first
        parameter is annotated ``RDD`` or has a name like ``rdd``, ``rdds`` or ``rdd1``, and the
        parameter in the time's place does not.
    rdds : int
        How many RDDs it takes.
    ofContext : bool
        Whether the operation is a method of the context: PySpark passes no time to its function.

    Raises
    ------
    TypeError
        If it is not a function, or takes a different number of arguments.

    Warns
    -----
    UserWarning
        If a call of the function does not run it.
    """
    call = _inOrder(operation, func, rdds, ofContext)
    _warnOfNoRun(operation, func)

    def called(time: datetime, *args: Any) -> Any:
        with streamOutput():
            return call(time, *map(withScalaMethods, args))

    return called


def rddMaker(
    operation: str,
    func: Callable[..., Any],
    rdds: int = 1,
    ofContext: bool = False,
    keepSerializer: bool = False,
) -> Callable[..., Any]:
    """Return ``func`` as :func:`rddFunction` does, for an operation whose function makes an RDD.

    Parameters
    ----------
    operation, func, rdds
        As in :func:`rddFunction`.
    keepSerializer : bool
        Whether the returned RDD keeps its own serializer.

    Raises
    ------
    TypeError
        As in :func:`rddFunction`; and in the batch, if the function does not return an RDD.
    """
    call, site = rddFunction(operation, func, rdds, ofContext), str(callSite())

    def make(time: datetime, *args: Any) -> RDD[Any]:
        with recordingFailure(site, batch=time):
            made = call(time, *args)
            if made is None:
                raise noResult(operation, func, "an RDD")
            if not isinstance(made, RDD):
                raise TypeError(
                    sentence(
                        f"{operation}'s function must return an RDD; this one, {placed(func)}, has "
                        f"returned {made!r}",
                        None,
                        "a transformation as what it returns, such as rdd.map(...), or "
                        "rdd.context.parallelize(elements)",
                    )
                )
            return made if keepSerializer else pickled(made)

    return make


def warnOfNoResult(operation: str, func: Callable[..., Any], consequence: str) -> None:
    """Warn of a function that returns nothing, for an operation to which None has a meaning."""
    if returnsNothing(func):
        warnUser(f"{operation}'s function, {placed(func)}, returns nothing: {consequence}")


def _warnOfNoRun(operation: str, func: Callable[..., Any]) -> None:
    """Warn of a function whose call makes a coroutine or a generator, which nobody runs."""
    if inspect.iscoroutinefunction(func):
        made, write = "a coroutine (async def)", "def, and asyncio.run(...) inside"
    elif inspect.isgeneratorfunction(func) or inspect.isasyncgenfunction(func):
        made, write = "a generator (yield)", "the function without yield"
    else:
        return
    what = f"{operation}'s function, {placed(func)}, makes {made}: Spark does not run it"
    warnUser(sentence(what, None, write))


def pickled(rdd: RDD[Any]) -> RDD[Any]:
    """Return an RDD whose elements are pickled, as all Python streams need it.

    Lines of text are not pickled. Neither are Spark's unions of RDDs of text or of pairs.
    """
    context: Any = rdd.ctx
    serializer: Any = rdd._jrdd_deserializer
    # The reader does not depend on the size of the batches.
    isBatched = type(serializer) in (AutoBatchedSerializer, BatchedSerializer, WorkerSerializer)
    if isBatched and serializer.serializer == context._unbatched_serializer:
        return rdd
    return rdd._reserialize()


def _inOrder(
    operation: str, func: Callable[..., Any], rdds: int, ofContext: bool
) -> Callable[..., Any]:
    names = ", ".join(["rdd"] if rdds == 1 else [f"rdd{i + 1}" for i in range(rdds)])
    if not callable(func):
        raise TypeError(
            sentence(
                f"{operation} takes a function, not {func!r}",
                None,
                f"lambda {names}: ... for it",
            )
        )
    parameters = _positional(func)
    if parameters is None:
        # As PySpark: a function with *args gets the time, unless it has exactly one named parameter
        # for each RDD. A builtin has no __code__, and gets the RDDs alone.
        code = getattr(func, "__code__", None)
        if code is not None and code.co_argcount != rdds and not ofContext:
            return func
        return lambda time, *args: func(*args)
    required = sum(parameter.default is inspect.Parameter.empty for parameter in parameters)
    rddFirst = bool(parameters) and _isRDDFirst(parameters, rdds, ofContext)
    if len(parameters) == rdds or (rddFirst and required <= rdds < len(parameters)):
        return lambda time, *args: func(*args)
    if not required <= rdds + 1 <= len(parameters):
        raise TypeError(
            sentence(
                f"{operation}'s function takes ({names}), (time, {names}) as in PySpark or "
                f"({names}, time) as in Scala; this one, {placed(func)}, takes {required} "
                "argument(s)",
                None,
                f"lambda {names}: ... for it",
            )
        )
    if rddFirst:
        return lambda time, *args: func(*args, batchTime(time))
    if _named(parameters[0].annotation) == "Time":
        return lambda time, *args: func(batchTime(time), *args)
    return func


def _positional(func: Callable[..., Any]) -> list[inspect.Parameter] | None:
    """Return the positional parameters, or None if the function takes any number of arguments."""
    try:
        parameters = list(inspect.signature(func).parameters.values())
    except (TypeError, ValueError):  # some builtins have no signature
        return None
    if any(parameter.kind is inspect.Parameter.VAR_POSITIONAL for parameter in parameters):
        return None
    return [parameter for parameter in parameters if parameter.kind in _POSITIONAL]


def _isRDDFirst(parameters: list[inspect.Parameter], rdds: int, ofContext: bool) -> bool:
    """Tell whether the order is Scala's, in which the time comes last."""
    first, timed = parameters[0], parameters[rdds:]
    if timed and _isRDD(timed[0]):
        return False
    if ofContext:
        return first.name != "time" and _named(first.annotation) not in _TIMES
    return _isRDD(first)


def _isRDD(parameter: inspect.Parameter) -> bool:
    """Tell whether a parameter is an RDD: by its annotation, or else by its name."""
    annotated = _named(parameter.annotation)
    if annotated == "RDD":
        return True
    return annotated not in _TIMES and _RDD_NAME.fullmatch(parameter.name) is not None


def _named(annotation: Any) -> str:
    """Return the bare name of an annotation: of a class, of ``RDD[int]``, or of such a string."""
    if isinstance(annotation, str):
        return annotation.strip("'\"").partition("[")[0].rpartition(".")[2].strip()
    origin = get_origin(annotation) or annotation
    if isinstance(origin, type) and issubclass(origin, RDD):
        return "RDD"
    return getattr(origin, "__name__", "")
