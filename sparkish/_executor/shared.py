"""Classes of which each process has one, however they come there: ``Option``, ``Time``, ``State``.

A user's function may hold such a class, a module that was shipped to the executors may import it,
and they must mean the same. So the class is pickled as an attribute of its module, and the source
of the module goes along. Where it is unpickled, the module that is there is taken: in a driver its
own, in a worker the one that was imported. Where there is none the source becomes the module, under
its own name, and whoever imports it later gets that one. Executors need no sparkish for it.
"""

from __future__ import annotations

import copyreg
import importlib
import operator
import pickle
import re
import sys
import zlib
from abc import ABCMeta
from types import ModuleType
from typing import Any

from pyspark import cloudpickle

from sparkish._executor.portable import byValue

__all__ = ["Home", "Shared", "SharedABC", "byName", "restoring", "shared"]

Luggage = tuple[bytes, str, tuple[str, ...]]
"""A module's source, compressed, its file and the shared modules that it imports."""

_homes: dict[str, Home] = {}
_brought: dict[str, tuple[str, ...]] = {}


def shared(module: str, *brings: str) -> None:
    """Let a module's classes whose metaclass is ``Shared`` be one in each process.

    Parameters
    ----------
    module : str
        The name.
    *brings : str
        Shared modules that go along wherever it goes, beside those that it imports.
    """
    _homes[module] = Home(module)
    _brought[module] = brings


class _Kind(type):
    """The class of metaclasses, which are shared too: they make the classes of users."""


class Shared(type, metaclass=_Kind):
    """The class of classes of which each process has one."""


class SharedABC(Shared, ABCMeta):
    """The class of those that are abstract."""


class Home:
    """A shared module, as it is pickled.

    Parameters
    ----------
    name : str
        Of the module.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, name: str) -> Any:
        # For copy, which calls what is to be restored without pickling it.
        return getattr(importlib.import_module(self.name), name)

    def __reduce__(self) -> tuple[Any, ...]:
        source, file, needed = _luggage(self.name)
        if not source:
            return byName(self)
        return _arrival, (self.name, source, file, *(_homes[name] for name in needed))


def byName(home: Home) -> tuple[Any, ...]:
    """Return how a module is pickled that is there wherever it is unpickled."""
    return importlib.import_module, (home.name,)


def restoring(kind: type, function: str, *args: Any) -> tuple[Any, ...]:
    """Return what ``__reduce__`` returns for a value that a function of the class's module makes.

    Parameters
    ----------
    kind : type
        The value's class.
    function : str
        The function's name.
    *args
        What it is called with.
    """
    return operator.methodcaller(function, *args), (_homes[kind.__module__],)


def _luggage(name: str) -> Luggage:
    module: Any = sys.modules[name]
    if not hasattr(module, "__luggage__"):
        # A package without sources has to be on the executors.
        source = module.__spec__.loader.get_source(name) or ""
        imported = re.findall(r"^from ([\w.]+) import", source, re.MULTILINE)
        needed = tuple(each for each in (*imported, *_brought[name]) if each in _homes)
        packed = zlib.compress(source.encode(), 9) if source else b""
        module.__luggage__ = packed, module.__file__, needed
    luggage: Luggage = module.__luggage__
    return luggage


@byValue
def _arrived(name: str, source: bytes, file: str, *needed: ModuleType) -> ModuleType:
    """Return the module of a name; ``needed`` have arrived before it."""
    if name in sys.modules or sys.modules.get("sparkish") is not None:
        return importlib.import_module(name)
    module = sys.modules[name] = ModuleType(name)
    vars(module)["__luggage__"] = source, file, tuple(each.__name__ for each in needed)
    try:
        exec(compile(zlib.decompress(source), file, "exec", dont_inherit=True), vars(module))
    except BaseException:
        del sys.modules[name]
        raise
    return module


class _Arrival:
    """The function, which any pickler pickles by value."""

    _pickled = b""

    def __call__(self, *args: Any) -> ModuleType:
        return _arrived(*args)

    def __reduce__(self) -> tuple[Any, ...]:
        self._pickled = self._pickled or cloudpickle.dumps(_arrived)
        return pickle.loads, (self._pickled,)


_arrival = _Arrival()


def _reduced(kind: type) -> str | tuple[Any, ...]:
    home = _homes.get(kind.__module__)
    # A user's subclass has another module, and goes by its name.
    return kind.__qualname__ if home is None else (getattr, (home, kind.__qualname__))


for _metaclass in (_Kind, Shared, SharedABC):
    copyreg.pickle(_metaclass, _reduced)
shared("sparkish._executor.portable")
shared(__name__)
