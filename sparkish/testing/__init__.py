"""For tests: assertions that compare a stream's batches with expected ones, and a Kafka broker.

They need no test framework: a difference raises ``AssertionError``. The names of PySpark's own
``pyspark.testing`` are here too: ``from sparkish.testing import assertDataFrameEqual``.

Examples
--------
>>> from sparkish.testing import assertStream
>>> assertStream(
...     sc,
...     [["to be", "or"], ["not to be"]],
...     lambda lines: lines.flatMap(str.split).countByValue(),
...     [[("to", 1), ("be", 1), ("or", 1)], [("not", 1), ("to", 1), ("be", 1)]],
...     ordered=False,
... )
"""

from __future__ import annotations

import importlib
from typing import Any

from sparkish.testing._broker import KafkaBroker
from sparkish.testing._streams import assertStream

__all__ = ["KafkaBroker", "assertStream"]


def __getattr__(name: str) -> Any:
    # pyspark.testing needs more packages than PySpark itself, so it is imported only when used.
    if not name.startswith("__"):
        theirs = importlib.import_module("pyspark.testing")
        if hasattr(theirs, name):
            return getattr(theirs, name)
    raise AttributeError(f"neither sparkish.testing nor pyspark.testing has {name!r}")
