"""The optimizations over raw PySpark: each has a name and can be switched off.

No optimization changes a result, or the moment when a function's variables are read.
``spark.sparkish.optimize.NAME=false`` switches one off, for a comparison or to find an error.
Unix-domain sockets are a feature of Spark, with Spark's own switch:
``spark.python.unix.domain.socket.enabled``.
"""

from __future__ import annotations

import pyspark

__all__ = ["OPTIMIZATIONS", "isOn"]

#: Each optimization's name and effect.
OPTIMIZATIONS = {
    "outputs": "output operations run in the Python stage of the stream that they belong to",
    "print": "print and pprint run one job if one is enough",
    "workers": "garbage collection after each task skips long-lived objects in Python workers",
    "reuse": "a Python worker reads its input to the end if a task stops early, and is reused",
    "archives": "a Python worker reads the directory of an archive again only if it has changed",
    "functions": "user functions are called without a wrapper around each call",
    "combining": "a key's values are combined in a shorter loop, and grouped before a shuffle",
    "names": "the JVM classes that each RDD and job needs are looked up only once",
    "shuffle": "the JVM writes a shuffle of few partitions without a new Kryo for each partition",
    "text": "lines are read from the JVM in a shorter loop",
}
_PREFIX = "spark.sparkish.optimize."


def isOn(context: pyspark.SparkContext, name: str) -> bool:
    """Tell whether an optimization is on. It is, unless the configuration switches it off.

    Raises
    ------
    ValueError
        If the configuration says neither ``true`` nor ``false``.
    """
    assert name in OPTIMIZATIONS, name
    text = context._conf.get(_PREFIX + name, "true")
    if text not in ("true", "false"):
        raise ValueError(f"{_PREFIX}{name} is true or false, not {text!r}.")
    return text == "true"
