"""How the callbacks of a checkpoint are pickled."""

from __future__ import annotations

import io
import pickle
import sys
from base64 import b64decode
from collections import ChainMap
from inspect import unwrap
from types import FunctionType
from typing import Any

from pyspark.cloudpickle import CloudPickler
from pyspark.serializers import CloudPickleSerializer

from sparkish._core.errors import IllegalStateError
from sparkish._core.sentences import sentence
from sparkish._core.unpicklable import Held, heldBy
from sparkish._executor.portable import isPortable
from sparkish._executor.seal import Seal
from sparkish._executor.shared import Home, byName
from sparkish._jvm.conversions import javaField
from sparkish._jvm.failures import JAVA_FAILURES, JavaError, whatToWriteAfterRecovery
from sparkish._jvm.quiet import quietlyTried
from sparkish.streaming._engine.remade import withoutRemade

__all__ = [
    "CheckpointSerializer",
    "Receivers",
    "checkCheckpoint",
    "checkRead",
    "checkpointSerializer",
    "inOldCheckpoint",
]

Receivers = dict[int, tuple[Any, Seal]]
"""The receivers of a context by the id of their stream, and the seals of their data."""

# Sparkish 0.1 put the receivers into this setting, which the web UI shows.
_CHECKPOINTED = "spark.sparkish.receivers"


class CheckpointSerializer(CloudPickleSerializer):
    """Pickles the callbacks of a checkpoint: user code by value, this package's code by name.

    A class of this package must be the class that the reading driver has, not a copy.

    The checkpoint also holds other values of the context, such as receivers. They are pickled
    together with one callback, so they are only in the checkpoint's file.
    """

    found: Any = None
    """The values that the last read checkpoint held."""

    failure: IllegalStateError | None = None
    """Why the last checkpoint could not be written."""

    unread: Exception | None = None
    """Why a callback of the checkpoint that was read last cannot be unpickled."""

    _held: bytes | None = None
    _carrier: Any = None

    def hold(self, value: Any) -> None:
        """Add a value, as it is now, to the checkpoints from now on; None adds nothing."""
        self._held = None if value is None else self._pickled(value)
        self._carrier = None

    def dumps(self, obj: Any) -> bytes:
        """Return the pickled function, wrapper and serializers of a callback."""
        if self._held is not None and self._carrier in (None, id(obj[0])):
            # The value goes with the first callback of a context's checkpoint, and then always
            # with the same one.
            self._carrier = id(obj[0])
            obj = (obj, self._held)
        return self._pickled(obj)

    def loads(self, obj: bytes, encoding: str = "bytes") -> Any:
        """Return the function, wrapper and serializers of a callback."""
        try:
            loaded = pickle.loads(obj, encoding=encoding)
        except Exception as error:
            # checkRead() raises it: Java would log its own trace for each file of a checkpoint.
            self.unread = error
            return None, None, ()
        if len(loaded) == 2:
            loaded, held = loaded
            self.found = pickle.loads(held)
        return loaded

    def _pickled(self, value: Any) -> bytes:
        try:
            return self._dumped(value)
        except Exception as error:
            # checkCheckpoint() reads it: from Spark it would get only the error's text.
            self.failure = IllegalStateError(_said(heldBy(value, self._dumped), error))
            self.failure.__cause__ = error
            raise

    def _dumped(self, value: Any) -> bytes:
        file = io.BytesIO()
        pickler: Any = _CheckpointPickler
        pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
        return file.getvalue()


#: What to write for any other reason.
_SAME_MODULES = (
    "the functions where the program that has written the checkpoint had them, or use another "
    "checkpoint directory: it holds these functions, and needs the modules that they name"
)

checkpointSerializer: Any = CheckpointSerializer()  # type: ignore[no-untyped-call]
"""The only one, for all contexts: a new context can be made while another is checkpointed."""


def checkCheckpoint(ssc: Any) -> None:
    """Try to serialize a checkpoint: Spark's start does so too, and stops the context on failure.

    Raises
    ------
    IllegalStateError
        If a function of the context holds a value that cannot be pickled.
    """
    context, jvm = ssc._jssc.ssc(), ssc._jvm
    streaming = jvm.org.apache.spark.streaming
    checkpointSerializer.failure = None
    try:
        with quietlyTried(jvm):
            streaming.Checkpoint.serialize(
                streaming.Checkpoint(context, streaming.Time(0)), context.sparkContext().conf()
            )
    except JAVA_FAILURES:
        # Spark itself reports any other failure.
        failure, checkpointSerializer.failure = checkpointSerializer.failure, None
        if failure is not None:
            raise failure from failure.__cause__


def checkRead(path: str, jvm: Any) -> None:
    """Refuse a checkpoint of which a callback could not be unpickled.

    Raises
    ------
    JavaError
        With the reason, and what to write.
    """
    failure, checkpointSerializer.unread = checkpointSerializer.unread, None
    if failure is not None:
        write = whatToWriteAfterRecovery(str(failure)) or _SAME_MODULES
        text = sentence(f"The checkpoint in {path!r} cannot be read: {failure}", None, write)
        raise JavaError(text, jvm.java.lang.IllegalStateException(text)) from failure


def _said(held: Held | None, error: Exception) -> str:
    what = (
        f"{held}, which a checkpoint cannot hold"
        if held
        else f"A checkpoint cannot hold this ({error})"
    )
    usable = f"{what}: the context was not started, and is as it was"
    return sentence(usable, None, held.instead if held else None)


def inOldCheckpoint(checkpoint: Any) -> Receivers:
    """Take the receivers out of the configuration in a checkpoint of sparkish 0.1."""
    conf = checkpoint.createSparkConf()
    pickled = conf.get(_CHECKPOINTED, "")
    if not pickled:
        return {}
    conf.remove(_CHECKPOINTED)
    javaField(checkpoint, "sparkConfPairs")[0].set(checkpoint, conf.getAll())
    seal = Seal()
    receivers = pickle.loads(b64decode(pickled))
    return {streamId: (receiver, seal) for streamId, receiver in receivers.items()}


class _CheckpointPickler(CloudPickler):
    dispatch_table: Any = ChainMap({Home: byName}, CloudPickler.dispatch_table)  # noqa: RUF012

    def reducer_override(self, obj: Any) -> Any:
        if isPortable(obj):
            inner: Any = unwrap(obj) if isinstance(obj, FunctionType) else None
            home = inner.__globals__["__name__"] if inner else obj.__module__
            if home == obj.__module__:
                return NotImplemented
            return getattr, (sys.modules[home], obj.__qualname__)
        reduced = super().reducer_override(obj)  # type: ignore[no-untyped-call]
        return withoutRemade(obj, reduced) if isinstance(obj, (FunctionType, type)) else reduced
