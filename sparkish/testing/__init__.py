"""Assertions on streams, for tests: feed these batches, expect those; and a Kafka broker.

They need no test framework: what is not as expected raises ``AssertionError``. PySpark's own
``pyspark.testing`` is here, too: ``from sparkish.testing import assertDataFrameEqual``.

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
    # PySpark's module needs more than PySpark does, and only those who use it have to have it.
    if not name.startswith("__"):
        theirs = importlib.import_module("pyspark.testing")
        if hasattr(theirs, name):
            return getattr(theirs, name)
    raise AttributeError(f"neither sparkish.testing nor pyspark.testing has {name!r}")
