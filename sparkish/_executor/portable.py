"""Marks modules and functions to be pickled by value, so that executors do not need sparkish.

A user's function takes along a copy of each such function or class that it names. Classes that
users name and compare must not be copied: see the module ``shared``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

from pyspark.cloudpickle import register_pickle_by_value

__all__ = ["byValue", "isPortable", "portable"]

_F = TypeVar("_F", bound=Callable[..., Any])

_portable: set[str] = set()


def portable(module: str) -> None:
    """Pickle everything that a module defines by value."""
    _portable.add(module)
    register_pickle_by_value(sys.modules[module])


def isPortable(value: object) -> bool:
    """Tell whether a function or class is a top-level name of such a module."""
    if not isinstance(value, (type, FunctionType)) or value.__module__ not in _portable:
        return False
    return getattr(sys.modules[value.__module__], value.__qualname__, None) is value


def byValue(function: _F) -> _F:
    """Pickle one function by value, but not the rest of its module."""
    # cloudpickle decides by this module, and pickle looks for the function here.
    function.__module__ = __name__
    globals()[function.__name__] = function
    return function


portable(__name__)
