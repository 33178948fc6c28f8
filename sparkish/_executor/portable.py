"""What is pickled by value: what travels to executors, which need no sparkish for it.

A user's function that names such a function or class takes a copy of it along. What users name
themselves, and compare, is not copied: ``_shared`` has it.
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
    """Let what a module defines be pickled by value."""
    _portable.add(module)
    register_pickle_by_value(sys.modules[module])


def isPortable(value: object) -> bool:
    """Tell whether a function or class is of such a module, and is found there by its name."""
    if not isinstance(value, (type, FunctionType)) or value.__module__ not in _portable:
        return False
    return getattr(sys.modules[value.__module__], value.__qualname__, None) is value


def byValue(function: _F) -> _F:
    """Let one function be pickled by value, whose module is not."""
    # This is the module that cloudpickle looks at, and where pickle looks for the function.
    function.__module__ = __name__
    globals()[function.__name__] = function
    return function


portable(__name__)
