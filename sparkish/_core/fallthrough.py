"""Makes ``import sparkish.X`` return PySpark's ``pyspark.X`` if sparkish has no X of its own.

The module is PySpark's own object, not a copy. So classes keep their identity and pickle under
PySpark's name, and executors do not need sparkish.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from functools import partial
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from sparkish._core.moved import moved, serveOldNames

_OURS = "sparkish."

# PySpark 4 moved its context; both names lead to ours.
_RENAMED = {"sparkish.core.context": "sparkish.context"}

#: Objects from which Scala programs import implicits. In Python these are methods of the classes,
#: so each object is a module without names.
_COMPANIONS = {
    f"sparkish.{name}"
    for name in (
        "SparkContext",
        "rdd.RDD",
        "streaming.StreamingContext",
        "streaming.dstream.DStream",
        "streaming.dstream.PairDStreamFunctions",
    )
}
_RECEIVER = "a Receiver (sparkish.streaming.receiver) that uses a Python client library"
#: Modules that neither sparkish nor PySpark has, and what to write instead.
_MISSING = {
    "sparkish.internal": (
        "Scala's internal.Logging has no counterpart, and needs none: the line can go. Python's "
        "own logging module writes a program's log."
    ),
    "sparkish.streaming.flume": (
        "Spark 3.0 removed streaming.flume. Let Flume write files, and read these with "
        f"ssc.textFileStream(directory), or write {_RECEIVER}."
    ),
    **{
        f"sparkish.streaming.{name}": (
            f"Spark 2.0 removed streaming.{name}, and Spark 3.0 and later have none: write "
            f"{_RECEIVER}."
        )
        for name in ("akka", "mqtt", "twitter", "zeromq")
    },
}


def install() -> None:
    """Put the finder before Python's own finders, once."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    for name in _COMPANIONS:
        # The import system does not set such a module on its package, where the class is.
        module = sys.modules[name] = ModuleType(name)
        module.__all__ = []  # type: ignore[attr-defined]


def complete() -> None:
    """Give our modules every name of PySpark's modules of the same name.

    Jobs import also names that PySpark imports there for itself: ``RDD`` from ``pyspark.context``.
    """
    for name, module in list(sys.modules.items()):
        package, _, bare = name.rpartition(".")
        if name.startswith(_OURS) and package in sys.modules:
            # In a worker the module may have been imported before its package.
            vars(sys.modules[package]).setdefault(bare, module)
        theirs = sys.modules.get("pyspark." + name.removeprefix(_OURS))
        if name.startswith(_OURS) and module.__name__ == name and theirs is not None:
            vars(module).setdefault("__getattr__", partial(attribute, module, theirs))
    serveOldNames()


def attribute(module: ModuleType, theirs: ModuleType, name: str) -> Any:
    """Return the value of a name that one of our modules takes from PySpark's module.

    Raises
    ------
    AttributeError
        If PySpark's module does not have the name.
    """
    # Each module has its own special attributes, such as __path__.
    if (not name.startswith("__") or name == "__version__") and hasattr(theirs, name):
        value = getattr(theirs, name)
        if isinstance(value, ModuleType) and value.__name__.startswith("pyspark."):
            # For instance pyspark.streaming, which a program may use without importing it.
            return importlib.import_module(_OURS + value.__name__.removeprefix("pyspark."))
        ours = vars(sys.modules["sparkish"]).get(name)
        same = isinstance(ours, type) and isinstance(value, type) and issubclass(ours, value)
        return ours if same else value
    raise AttributeError(f"neither {module.__name__} nor {theirs.__name__} has {name!r}")


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(_OURS):
            return None
        parent = sys.modules.get(fullname.rpartition(".")[0])
        # Python's own finder must not search in an alias: it would load a second copy.
        ours = parent is not None and parent.__name__.startswith("sparkish")
        found = PathFinder.find_spec(fullname, path) if ours else None
        # A directory with only stubs would be a namespace package, which has no origin.
        if found is not None and found.origin is not None:
            return None
        theirs = "pyspark." + fullname.removeprefix(_OURS)
        original = _RENAMED.get(fullname) or moved(fullname) or theirs
        try:
            module = importlib.import_module(original)
        except ModuleNotFoundError as error:
            if error.name != original:
                raise
            if fullname in _MISSING:
                # "from ... import name" hides an error with that name: use the other name.
                raise ModuleNotFoundError(_MISSING[fullname], name=original) from None
            return None
        return ModuleSpec(fullname, _Alias(module), is_package=hasattr(module, "__path__"))


class _Alias(Loader):
    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._spec = module.__spec__

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        # The import system has just replaced the module's own spec by the alias's.
        module.__spec__ = self._spec
