"""Values that go to executors and come back, whether or not sparkish is installed there.

Their modules are pickled by value: a user's function that names the class takes a copy of it along.
An instance is pickled as a call of the module's own function, so that in the driver it is always of
the driver's own class. A checkpoint is read by a driver, and has names instead of copies.
"""

from __future__ import annotations

import importlib
import io
import operator
import pickle
import sys
from types import FunctionType
from typing import Any

from pyspark.cloudpickle import CloudPickler, register_pickle_by_value
from pyspark.serializers import CloudPickleSerializer

__all__ = ["CheckpointSerializer", "portable", "restoring"]

_portable: set[str] = set()


def portable(module: str) -> None:
    """Let what a module defines be pickled by value."""
    _portable.add(module)
    register_pickle_by_value(sys.modules[module])


class CheckpointSerializer(CloudPickleSerializer):
    """Pickles the callbacks of a checkpoint: by value what is the user's, by name what is ours.

    A copy of a class of ours would be another class than the one of the driver that reads it.
    """

    def dumps(self, obj: Any) -> bytes:
        """Return the pickled object."""
        file = io.BytesIO()
        pickler: Any = _CheckpointPickler
        pickler(file, pickle.HIGHEST_PROTOCOL).dump(obj)
        return file.getvalue()


class _CheckpointPickler(CloudPickler):
    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, (type, FunctionType)) and obj.__module__ in _portable:
            named = getattr(sys.modules[obj.__module__], obj.__qualname__, None)
            if named is obj:
                return NotImplemented
        return super().reducer_override(obj)  # type: ignore[no-untyped-call]


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
