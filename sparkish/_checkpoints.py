"""How the callbacks of a checkpoint are pickled."""

from __future__ import annotations

import io
import pickle
import sys
from collections import ChainMap
from types import FunctionType
from typing import Any

from pyspark.cloudpickle import CloudPickler
from pyspark.serializers import CloudPickleSerializer

from sparkish._portable import isPortable
from sparkish._shared import Home, byName

__all__ = ["CheckpointSerializer"]


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
    dispatch_table: Any = ChainMap({Home: byName}, CloudPickler.dispatch_table)  # noqa: RUF012

    def reducer_override(self, obj: Any) -> Any:
        if isPortable(obj):
            home = obj.__globals__["__name__"] if isinstance(obj, FunctionType) else obj.__module__
            if home == obj.__module__:
                return NotImplemented
            return getattr, (sys.modules[home], obj.__qualname__)
        return super().reducer_override(obj)  # type: ignore[no-untyped-call]
