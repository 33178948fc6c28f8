"""What PySpark looks up in the JVM by name, again and again."""

from __future__ import annotations

from typing import Any

__all__ = ["rememberNames"]

#: What PySpark looks up for each RDD and each job.
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
    """Look up what PySpark looks up for each RDD and job once, or forget it again.

    To find a class by its name alone, the JVM searches one imported package after the other.
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
