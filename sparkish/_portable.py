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

__all__ = ["CheckpointSerializer", "checkpointSerializer", "portable", "restoring"]

_portable: set[str] = set()


def portable(module: str) -> None:
    """Let what a module defines be pickled by value."""
    _portable.add(module)
    register_pickle_by_value(sys.modules[module])


class CheckpointSerializer(CloudPickleSerializer):
    """Pickles the callbacks of a checkpoint: by value what is the user's, by name what is ours.

    A copy of a class of ours would be another class than the one of the driver that reads it.

    Beside the callbacks they hold what the context needs that is none: with one of them, so that it
    is where only the checkpoint is.
    """

    found: Any = None
    """What the checkpoint held that was read last."""

    _held: bytes | None = None
    _carrier: Any = None

    def hold(self, value: Any) -> None:
        """Let the checkpoints hold a value from now on, as it is now; or None."""
        self._held = None if value is None else self._pickled(value)
        self._carrier = None

    def dumps(self, obj: Any) -> bytes:
        """Return the pickled function, wrapper and serializers of a callback."""
        if self._held is not None and self._carrier in (None, id(obj[0])):
            # The first that a context's checkpoint asks for, and then always the same one.
            self._carrier = id(obj[0])
            obj = (obj, self._held)
        return self._pickled(obj)

    def loads(self, obj: bytes, encoding: str = "bytes") -> Any:
        """Return the function, wrapper and serializers of a callback."""
        loaded = pickle.loads(obj, encoding=encoding)
        if len(loaded) == 2:
            loaded, held = loaded
            self.found = pickle.loads(held)
        return loaded

    def _pickled(self, value: Any) -> bytes:
        file = io.BytesIO()
        pickler: Any = _CheckpointPickler
        pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
        return file.getvalue()


checkpointSerializer: Any = CheckpointSerializer()  # type: ignore[no-untyped-call]
"""The one for all contexts: another may be made while one runs and is checkpointed."""


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
