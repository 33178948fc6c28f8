"""Remembers the JVM classes that PySpark looks up by name again and again."""

from __future__ import annotations

from typing import Any

__all__ = ["rememberNames"]

#: The names that PySpark looks up for each RDD and each job.
_NAMES = (
    "PairwiseRDD",
    "PythonPartitioner",
    "PythonRDD.collectAndServe",
    "PythonRDD.runJob",
    "PythonRDD.valueOfPair",
    "PythonUtils.getBroadcastThreshold",
    "SimplePythonFunction",
    "py4j.reflection.TypeUtil.isInstanceOf",
)


def rememberNames(jvm: Any, isOn: bool) -> None:
    """Look up these names once and remember them, or forget them again.

    To find a class by its simple name, the JVM searches every imported package.
    """
    for path in _NAMES:
        holder, names = jvm, path.split(".")
        if not isOn:
            vars(jvm).pop(names[0], None)
            continue
        for name in names:
            found = getattr(holder, name)
            vars(holder)[name] = found
            holder = found
