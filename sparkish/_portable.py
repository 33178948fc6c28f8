"""Values that go to executors and come back, whether or not sparkish is installed there.

Their modules are pickled by value: a user's function that names the class takes a copy of it along.
An instance is pickled as a call of the module's own function, so that in the driver it is always of
the driver's own class.
"""

from __future__ import annotations

import importlib
import operator
import sys
from typing import Any

from pyspark.cloudpickle import register_pickle_by_value

__all__ = ["portable", "restoring"]


def portable(module: str) -> None:
    """Let what a module defines be pickled by value."""
    register_pickle_by_value(sys.modules[module])


def restoring(module: str, function: str, *args: Any) -> tuple[Any, ...]:
    """Return what ``__reduce__`` returns for a value that ``module.function(*args)`` makes."""
    return operator.methodcaller(function, *args), (_Module(module),)


class _Module:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        # For copy, which calls what is to be restored without pickling it.
        return getattr(importlib.import_module(self._name), name)

    def __reduce__(self) -> tuple[Any, ...]:
        return importlib.import_module, (self._name,)


portable(__name__)
