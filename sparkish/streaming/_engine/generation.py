"""A batch reads the variables of the user's functions when Spark generates it, as in PySpark.

PySpark pickles the function of a ``map`` when it generates a batch, before any output operation of
the batch runs. Here the chain of transformations is folded into the output operation, which runs
later. Earlier output operations may change a variable of the chain before that.
"""

from __future__ import annotations

import builtins
import dis
import pickle
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from operator import attrgetter
from types import (
    BuiltinFunctionType,
    CodeType,
    FunctionType,
    MethodDescriptorType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any, ClassVar
from uuid import uuid4
from weakref import WeakValueDictionary

from pyspark import RDD
from pyspark import rdd as pysparkRDD
from pyspark.cloudpickle import cloudpickle, dumps
from pyspark.serializers import pickle_protocol

from sparkish.streaming._engine.run import recordingFailure

__all__ = ["GeneratedChain", "isSettled"]

Chain = Callable[[datetime, RDD[Any]], RDD[Any] | None]

_CONSTANTS = (type(None), bool, int, float, complex, str, bytes)
_BUILTINS = (BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType)


def isSettled(value: Any) -> bool:
    """Tell whether a value is the same whenever it is pickled. If unsure, return False.

    A user's function is settled if it refers only to modules and builtins. The program can change
    any other variable while it runs.
    """
    if isinstance(value, _BUILTINS):
        return isSettled(getattr(value, "__self__", None))
    if isinstance(value, (type, FunctionType)) and _isByName(value):
        return True
    if isinstance(value, FunctionType):
        return _isSettledFunction(value)
    if isinstance(value, tuple):
        return (type(value) is tuple or _isOurs(type(value))) and all(map(isSettled, value))
    if _isOurs(type(value)) and hasattr(value, "__dict__"):
        # The function of a source: the driver calls it, and it holds values that the user gave.
        return all(map(isSettled, vars(value).values()))
    return type(value) in _CONSTANTS or isinstance(value, ModuleType)


def _isSettledFunction(function: FunctionType) -> bool:
    try:
        cells = [cell.cell_contents for cell in function.__closure__ or ()]
    except ValueError:  # a variable has no value yet
        return False
    if _isOurs(function):
        # Its variables keep their values. Only values that the user gave can change.
        return all(map(isSettled, cells))
    if vars(function) or not all(isinstance(value, ModuleType) for value in cells):
        return False
    defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    return all(map(isSettled, defaults)) and all(
        isinstance(function.__globals__[name], ModuleType)
        if name in function.__globals__
        else hasattr(builtins, name)
        for name in _globalNames(function.__code__)
    )


def _globalNames(code: CodeType) -> Iterator[str]:
    """Yield the global variables that a function reads, and those of functions inside it."""
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield instruction.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _globalNames(constant)


def _isByName(value: type | FunctionType) -> bool:
    """Tell whether a worker imports it by name: then no state of the driver goes with it."""
    name = str(value.__module__)
    byValue = (
        f"{name}.".startswith(f"{each}.") for each in cloudpickle.list_registry_pickle_by_value()
    )
    if name == "__main__" or (any(byValue) and not _isOurs(value)):
        return False
    try:
        return attrgetter(value.__qualname__)(sys.modules[name]) is value
    except (AttributeError, KeyError):
        return False


def _isOurs(value: type | FunctionType) -> bool:
    return str(value.__module__).startswith("sparkish.")


class GeneratedChain:
    """A chain of transformations for an output operation, applied when a batch is generated.

    Parameters
    ----------
    chain : callable
        The transformations: takes the batch's time, and the RDD of the chain's first stream.
    site : str
        The user's call of the output operation, for the error if a function cannot be pickled.
    name : str, optional
        The chain's name. A checkpoint holds the chain in two callbacks, which are read one by one;
        with the same name they get the same object.
    """

    _known: ClassVar[WeakValueDictionary[str, GeneratedChain]] = WeakValueDictionary()

    def __init__(self, chain: Chain, site: str, name: str | None = None) -> None:
        self._chain = chain
        self._site = site
        self._name = name or uuid4().hex
        self._made: dict[datetime, RDD[Any] | None] = {}
        self._known[self._name] = self

    def generate(self, time: datetime, rdd: RDD[Any]) -> RDD[Any]:
        """Make the batch's RDD with the functions as they are now; return its input RDD unchanged.

        Spark calls this when it generates the batch.
        """
        with recordingFailure(self._site, self._chain, time):
            made = self._chain(time, rdd)
            if isinstance(made, pysparkRDD.PipelinedRDD) and made._jrdd_val is None:
                # The driver never calls it: each job that it is a part of pickles it.
                pickled: Any = _Pickled(made.func, made.ctx)
                made.func = pickled
        self._made[time] = made
        return rdd

    def __call__(self, time: datetime, rdd: RDD[Any]) -> RDD[Any] | None:
        """Return the RDD that was made for a batch, when Spark runs the output operation."""
        return self._made.pop(time) if time in self._made else self._chain(time, rdd)

    def __reduce__(self) -> tuple[Any, ...]:
        return _chain, (self._chain, self._site, self._name)


def _chain(chain: Chain, site: str, name: str) -> GeneratedChain:
    return GeneratedChain._known.get(name) or GeneratedChain(chain, site, name)


class _Pickled:
    """A function pickled as it is now. A worker unpickles the function itself.

    Its broadcast variables are registered again for each job that it becomes a part of.
    """

    def __init__(self, function: Callable[..., Any], context: Any) -> None:
        broadcasts = context._pickled_broadcast_vars
        self._context = context
        # PySpark's own pickling function prints a traceback first.
        self._bytes = dumps(function, pickle_protocol)
        self._broadcasts = list(broadcasts)
        broadcasts.clear()

    def __reduce__(self) -> tuple[Any, ...]:
        for broadcast in self._broadcasts:
            self._context._pickled_broadcast_vars.add(broadcast)
        return pickle.loads, (self._bytes,)
