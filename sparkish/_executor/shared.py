"""Classes that exist once in each process: ``Option``, ``Time``, ``State``.

A user's function may hold such a class, and a module that was sent to the executors may import it.
Both must be the same class. So the class is pickled as an attribute of its module, together with
the module's source. Unpickling takes the module that the process has already: in a driver its own,
in a worker the imported one. If there is none, the source becomes the module, under its own name,
and later imports find it. So executors do not need sparkish.

What stands in every task's command is pickled so too: the worker reads its code only once.
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
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any, TypeVar, cast

from pyspark import cloudpickle

from sparkish._executor.portable import byValue

__all__ = ["Home", "Shared", "SharedABC", "byName", "madeThere", "restoring", "shared"]

Luggage = tuple[bytes, str, tuple[str, ...]]
"""A module's compressed source, its file, and the shared modules that it imports."""

_F = TypeVar("_F", bound=Callable[..., Any])

_homes: dict[str, Home] = {}
_brought: dict[str, tuple[str, ...]] = {}


def shared(module: str, *brings: str) -> None:
    """Register a module: its classes with the metaclass ``Shared`` exist once in each process.

    Parameters
    ----------
    module : str
        The module's name.
    *brings : str
        More shared modules that travel with it, in addition to those that it imports.
    """
    _homes[module] = Home(module)
    _brought[module] = brings


class _Kind(type):
    """The metaclass of ``Shared``: a user's class needs the metaclasses too, so they are shared."""


class Shared(type, metaclass=_Kind):
    """The metaclass of classes that exist once in each process."""


class SharedABC(Shared, ABCMeta):
    """The same metaclass for abstract classes."""


class Home:
    """Stands for a shared module when it is pickled.

    Parameters
    ----------
    name : str
        The module's name.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, name: str) -> Any:
        # copy calls the function of __reduce__ on this object, without pickling it.
        return getattr(importlib.import_module(self.name), name)

    def __reduce__(self) -> tuple[Any, ...]:
        source, file, needed = _luggage(self.name)
        if not source:
            return byName(self)
        return _arrival, (self.name, source, file, *(_homes[name] for name in needed))


def byName(home: Home) -> tuple[Any, ...]:
    """Return a module's ``__reduce__`` value for a receiver that has the module already."""
    return importlib.import_module, (home.name,)


def restoring(
    owner: Callable[..., Any], function: str, *args: Any, **named: Any
) -> tuple[Any, ...]:
    """Return a ``__reduce__`` value that calls a function of the owner's module.

    Parameters
    ----------
    owner : type or function
        The value's class, or another class or function of the shared module.
    function : str
        The function's name.
    *args, **named
        The function's arguments.
    """
    return operator.methodcaller(function, *args, **named), (_homes[owner.__module__],)


def madeThere(make: _F) -> _F:
    """Decorate a function of a shared module that returns a function for the workers.

    The returned function is pickled as a call of ``make``: so the arguments travel, and the code
    does not.
    """

    @wraps(make)
    def making(*args: Any, **named: Any) -> Any:
        return _Made(make, args, named)

    return cast("_F", making)


class _Made:
    """A function that is pickled as the call that makes it."""

    def __init__(
        self, make: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        self._make = make
        self._args = args
        self._named = tuple(named.items())
        self._function = make(*args, **named)

    def __call__(self, *args: Any) -> Any:
        return self._function(*args)

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(self._make, self._make.__name__, *self._args, **dict(self._named))


def _luggage(name: str) -> Luggage:
    module: Any = sys.modules[name]
    if not hasattr(module, "__luggage__"):
        # Without its source, the executors need the package themselves.
        source = module.__spec__.loader.get_source(name) or ""
        imported = re.findall(r"^from ([\w.]+) import", source, re.MULTILINE)
        needed = tuple(each for each in (*imported, *_brought[name]) if each in _homes)
        packed = zlib.compress(source.encode(), 9) if source else b""
        module.__luggage__ = packed, module.__file__, needed
    luggage: Luggage = module.__luggage__
    return luggage


@byValue
def _arrived(name: str, source: bytes, file: str, *needed: ModuleType) -> ModuleType:
    """Return a module, made from its source if it is missing; ``needed`` come before it."""
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
    """Wraps ``_arrived``, so that any pickler pickles it by value."""

    _pickled = b""

    def __call__(self, *args: Any) -> ModuleType:
        return _arrived(*args)

    def __reduce__(self) -> tuple[Any, ...]:
        self._pickled = self._pickled or cloudpickle.dumps(_arrived)
        return pickle.loads, (self._pickled,)


_arrival = _Arrival()


def _reduced(kind: type) -> str | tuple[Any, ...]:
    home = _homes.get(kind.__module__)
    # A user's subclass is in another module, and is pickled by its name.
    return kind.__qualname__ if home is None else (getattr, (home, kind.__qualname__))


for _metaclass in (_Kind, Shared, SharedABC):
    copyreg.pickle(_metaclass, _reduced)
shared("sparkish._executor.portable")
shared(__name__)
