"""Spark Streaming in Python with Scala's signatures, over PySpark's own DStreams.

``sparkish`` has every name that ``pyspark`` has. A name that it does not define comes from PySpark.
So it is enough to replace the word ``pyspark`` by ``sparkish`` in a job's imports.

Examples
--------
>>> from sparkish import SparkConf, SparkContext, StorageLevel
>>> from sparkish.streaming import Seconds, StreamingContext
>>> from sparkish.sql import SparkSession
>>> SparkSession.builder().appName("example")
<sparkish.sql.session._Builder object at ...>
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pyspark

from sparkish._core import fallthrough as _fallthrough

_fallthrough.install()

from sparkish._core.errors import IllegalStateError, JavaNotFoundError, SparkishError  # noqa: E402
from sparkish._executor.text import scalaString  # noqa: E402
from sparkish._jvm import shutdown as _shutdown  # noqa: E402, F401
from sparkish._jvm import telling as _telling  # noqa: E402
from sparkish._jvm.failures import BatchFailedError, JavaError  # noqa: E402
from sparkish._notebook import errors as _errors  # noqa: E402
from sparkish._rdd.actions import FutureAction  # noqa: E402
from sparkish._rdd.lineage import Dependency, Partition  # noqa: E402
from sparkish.conf import SparkConf as SparkConf  # noqa: E402
from sparkish.context import SparkContext as SparkContext  # noqa: E402
from sparkish.option import Option, Some  # noqa: E402
from sparkish.partitioner import HashPartitioner, Partitioner  # noqa: E402
from sparkish.sql import HiveContext as HiveContext  # noqa: E402
from sparkish.sql import SQLContext as SQLContext  # noqa: E402
from sparkish.storagelevel import StorageLevel as StorageLevel  # noqa: E402

_fallthrough.complete()
_telling.install()
_errors.install()

__all__ = [
    "BatchFailedError",
    "Dependency",
    "FutureAction",
    "HashPartitioner",
    "IllegalStateError",
    "JavaError",
    "JavaNotFoundError",
    "Option",
    "Partition",
    "Partitioner",
    "Some",
    "SparkishError",
    "scalaString",
]
__all__ += pyspark.__all__


def load_ipython_extension(ipython: Any) -> None:
    """Add ``%%scala`` to a notebook: IPython calls it for ``%load_ext sparkish``."""
    from sparkish.port import _magic

    _magic.load(ipython)


if TYPE_CHECKING:
    # PySpark's names, for a type checker. RDD is ours, since sparkish returns only such RDDs.
    from pyspark import Accumulator as Accumulator
    from pyspark import AccumulatorParam as AccumulatorParam
    from pyspark import BarrierTaskContext as BarrierTaskContext
    from pyspark import BarrierTaskInfo as BarrierTaskInfo
    from pyspark import BasicProfiler as BasicProfiler
    from pyspark import Broadcast as Broadcast
    from pyspark import CPickleSerializer as CPickleSerializer
    from pyspark import InheritableThread as InheritableThread
    from pyspark import MarshalSerializer as MarshalSerializer
    from pyspark import Profiler as Profiler
    from pyspark import RDDBarrier as RDDBarrier
    from pyspark import SparkExecutorInfo as SparkExecutorInfo
    from pyspark import SparkFiles as SparkFiles
    from pyspark import SparkJobInfo as SparkJobInfo
    from pyspark import SparkStageInfo as SparkStageInfo
    from pyspark import StatusTracker as StatusTracker
    from pyspark import TaskContext as TaskContext
    from pyspark import __version__ as __version__
    from pyspark import inheritable_thread_target as inheritable_thread_target
    from pyspark.sql import Row as Row

    from sparkish._rdd.base import RDD as RDD
else:

    def __getattr__(name: str) -> Any:
        return _fallthrough.attribute(sys.modules[__name__], pyspark, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *dir(pyspark)})
