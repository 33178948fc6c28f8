"""Checks that sparkish accepts every call that PySpark accepts, and has every name."""

from __future__ import annotations

import copy
import inspect
import pickle
import pkgutil
import pydoc
import types
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

import pyspark
import pyspark.streaming

from compat.dropin.values import Call, calls
from compat.parity.calls import formsOf, whyRefused
from compat.parity.samples import instance
from sparkish._executor.parentheses import Method
from sparkish._rdd import base

#: In addition to all modules of ``pyspark.streaming``. Those of ``core`` came with PySpark 4.
_MODULES = (
    "",
    "accumulators",
    "broadcast",
    "conf",
    "context",
    "core.broadcast",
    "core.context",
    "core.rdd",
    "core.status",
    "files",
    "rdd",
    "statcounter",
    "storagelevel",
    "streaming",
)

_QUESTION = "callable as in PySpark, and without parentheses as in Scala"

#: The beginnings of the problems that sparkish has on purpose, with the reasons. An entry that
#: matches no problem any more is a problem too.
DIFFERENT = {
    "PipelinedRDD.isEmpty is property": _QUESTION,
    "RDD.isEmpty is property": _QUESTION,
    "SparkContext.emptyRDD is property": _QUESTION,
    "SparkContext.getConf is property": _QUESTION,
    "SparkConf.setExecutorEnv(": "PySpark too raises, but for a key with its value or pairs alone",
    "StreamingContext.stop stopSparkContext's default": (
        "None: spark.streaming.stopSparkContextByDefault, which is true where it is not set"
    ),
    "TransformedDStream(": "PySpark annotates a function of the RDD alone, and cannot call it",
}


class Report(NamedTuple):
    """The findings of the comparison."""

    names: int
    signatures: int
    own: int
    calls: int
    beyond: int
    missing: list[str]
    stale: list[str]

    def __str__(self) -> str:
        lines = [f"{each}: differs on purpose, and does not any more" for each in self.stale]
        return "\n".join(
            [
                *self.missing,
                *lines,
                f"PySpark {pyspark.__version__}: {self.names} names, {self.calls} calls; "
                f"{self.own} signatures are of PySpark's own functions; "
                f"{self.beyond} names are sparkish's alone",
                f"signatures compared: {self.signatures}, missing: {len(self.missing)}",
            ]
        )


class Comparison:
    """Compares names and calls, and counts them."""

    def __init__(self) -> None:
        self.names = self.signatures = self.own = self.calls = self.beyond = 0
        self.problems: dict[str, str] = {}
        self._seen: set[tuple[Any, Any]] = set()

    def modules(self) -> None:
        """Compare all the modules that a streaming job imports from."""
        streaming = (f"streaming.{each.name}" for each in pkgutil.iter_modules(_streamingPath()))
        for name in (*_MODULES, *streaming):
            try:
                theirs = import_module(f"pyspark.{name}".rstrip("."))
            except ModuleNotFoundError:
                continue
            self._module(name, theirs)
        # The RDDs of sparkish's contexts have a different class than the public name RDD.
        self.compareClasses(pyspark.RDD, base.RDD)
        self.compareClasses(pyspark.rdd.PipelinedRDD, base.PipelinedRDD)

    def _module(self, name: str, theirs: types.ModuleType) -> None:
        try:
            ours = import_module(f"sparkish.{name}".rstrip("."))
        except ModuleNotFoundError:
            self._problem(name, "no such module")
            return
        for each in getattr(theirs, "__all__", ()):
            # The names that `import *` brings.
            if each not in getattr(ours, "__all__", ()):
                self._problem(f"{name}.{each}", "not in __all__")
        for each in _public(theirs):
            self.names += 1
            if not hasattr(ours, each):
                self._problem(f"{name}.{each}", "missing")
                continue
            one, other = getattr(theirs, each), getattr(ours, each)
            if isinstance(one, type) and one.__module__.startswith("pyspark"):
                self.compareClasses(one, other)
            elif isinstance(one, types.FunctionType) and one.__module__.startswith("pyspark"):
                self._called(each, ours, one, other, bound=False)
        self.beyond += len(set(_public(ours)) - set(_public(theirs)))

    def compareClasses(self, theirs: type, ours: Any) -> None:
        """Compare the public members of PySpark's class with those of ours."""
        if (theirs, ours) in self._seen:
            return
        self._seen.add((theirs, ours))
        name = theirs.__name__
        if not (isinstance(ours, type) and issubclass(ours, theirs)):
            self._problem(name, f"{ours!r} is no subclass of PySpark's")
            return
        constructor: Any = inspect.getattr_static(theirs, "__init__")
        if constructor is not object.__init__:
            self._called(name, ours, constructor, ours, bound=True)
        self._documented(name, theirs, ours)
        for each in _public(theirs):
            self.names += 1
            one = inspect.getattr_static(theirs, each)
            other = inspect.getattr_static(ours, each, None)
            if isinstance(other, Method):
                # The class itself gives the function.
                other = getattr(ours, each)
            self._member(f"{name}.{each}", ours, one, other)
        self.beyond += len(set(_public(ours)) - set(_public(theirs)))

    def _member(self, name: str, ours: type, one: Any, other: Any) -> None:
        if other is None and one is not None:
            self._problem(name, "missing")
        elif _kind(one) != _kind(other):
            self._problem(f"{name} is {_kind(other)}", f"a {_kind(one)} of PySpark's")
        elif isinstance(one, (types.FunctionType, classmethod, staticmethod)):
            bound = not isinstance(one, staticmethod)
            self._called(name, ours, getattr(one, "__func__", one), other, bound)
            self._documented(name, one, other)
        elif isinstance(one, property):
            self._documented(name, one, other)
        elif one != other:
            self._problem(name, f"{one!r} is {other!r}")

    def _called(self, name: str, ours: Any, one: Any, other: Any, bound: bool) -> None:
        self.signatures += 1
        made = inspect.getattr_static(other, "__init__") if isinstance(other, type) else other
        function = getattr(made, "__func__", made)
        if function is one:
            self.own += 1
            return
        for call in calls(one, bound):
            self.calls += 1
            refused = whyRefused(ours, other, call.args, call.kwargs, [])
            if refused:
                self._problem(f"{name}{_shown(call)}", refused)
        for parameter in list(inspect.signature(one).parameters.values())[bound:]:
            if parameter.default is not parameter.empty:
                self._default(name, _parameter(function, one, parameter.name, ours), parameter)

    def _default(
        self, name: str, found: inspect.Parameter | None, parameter: inspect.Parameter
    ) -> None:
        if found is None:
            # Our function passes all arguments to PySpark's, which has the parameter.
            return
        if not _same(parameter.default, found.default):
            self._problem(
                f"{name} {parameter.name}'s default", f"{parameter.default!r} is {found.default!r}"
            )

    def _documented(self, name: str, one: Any, other: Any) -> None:
        if inspect.getdoc(one) and not inspect.getdoc(other):
            self._problem(name, "no docstring")
        if isinstance(other, type) and name not in pydoc.plain(pydoc.render_doc(other)):
            self._problem(name, "help() does not name it")

    def _problem(self, what: str, why: str) -> None:
        self.problems[what] = why

    def pickles(self) -> None:
        """Check that values are equal after pickling and unpickling."""
        for name in _public(pyspark.StorageLevel):
            theirs = getattr(pyspark.StorageLevel, name)
            if isinstance(theirs, pyspark.StorageLevel):
                import sparkish

                self._pickled(f"StorageLevel.{name}", getattr(sparkish.StorageLevel, name), theirs)

    def _pickled(self, name: str, ours: Any, theirs: Any) -> None:
        again = pickle.loads(pickle.dumps(ours))
        if type(again) is not type(ours) or not again == ours == theirs:
            self._problem(name, "is another when it was pickled")


def compare() -> Report:
    """Compare everything."""
    comparison = Comparison()
    comparison.modules()
    comparison.pickles()
    found = comparison.problems
    return Report(
        comparison.names,
        comparison.signatures,
        comparison.own,
        comparison.calls,
        comparison.beyond,
        [f"{what}: {why}" for what, why in found.items() if not what.startswith(tuple(DIFFERENT))],
        [each for each in DIFFERENT if not any(what.startswith(each) for what in found)],
    )


def _streamingPath() -> list[str]:
    return list(pyspark.streaming.__path__)


def _public(owner: Any) -> list[str]:
    inherited = dir(object) if isinstance(owner, type) else []
    return [name for name in dir(owner) if not name.startswith("_") and name not in inherited]


def _kind(member: Any) -> str:
    for kind in (types.FunctionType, classmethod, staticmethod, property, type):
        if isinstance(member, kind):
            return kind.__name__
    return "value"


def _parameter(
    function: Callable[..., Any], theirs: Callable[..., Any], name: str, ours: Any
) -> inspect.Parameter | None:
    """Return the parameter of the function, or of the call form that is chosen."""
    forms = formsOf(function)
    if forms is None:
        return inspect.signature(function).parameters.get(name)
    probe = copy.copy(forms)
    probe._forms = [
        (lambda *args, _signature=signature, **kwargs: _signature, signature, kinds)
        for _, signature, kinds in forms._forms
    ]
    call = next(calls(theirs, bound=True))
    takesSelf = "self" in forms._forms[0][1].parameters
    try:
        signature: Any = probe(*([instance(ours)] * takesSelf), *call.args, **call.kwargs)
    except TypeError:  # the refused call is reported already
        return None
    found: inspect.Parameter | None = signature.parameters.get(forms._aliases.get(name, name))
    return found


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, types.FunctionType) and isinstance(other, types.FunctionType):
        codes = (one.__code__, other.__code__)
        return len({(code.co_code, code.co_consts, code.co_names) for code in codes}) == 1
    return bool(one == other)


def _shown(call: Call) -> str:
    shown = [type(each).__name__ for each in call.args]
    shown += [f"{name}={type(value).__name__}" for name, value in call.kwargs.items()]
    return f"({', '.join(shown)})"
