"""Keeps a batch of a file stream where one of its files is hidden from Hadoop, or has gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from py4j.java_gateway import JavaObject

from sparkish._jvm.conversions import javaField

__all__ = ["IGNORE_MISSING", "hideFiles", "ignoringMissingFiles", "visibleFiles"]

#: Spark's setting for files that have gone before they are read.
IGNORE_MISSING = "spark.files.ignoreMissingFiles"


def visibleFiles(jvm: Any) -> JavaObject:
    """Return the filter of a file stream: files that Hadoop's formats read.

    Their names begin with neither a dot nor an underscore. Spark's own filter accepts an
    underscore, for instance ``_SUCCESS``; the format hides the file, and the whole batch fails.

    The JVM calls it for each file, and a checkpoint holds it, so it is made of serializable classes
    of the JVM. A Scala set is also a function: it tells whether a path is in the set. For this
    set's order, all visible names are equal, so one of them stands for all.
    """
    base = jvm.com.google.common.base
    isHidden = base.Predicates.compose(
        base.Predicates.containsPattern("(^|/)[._][^/]*$"), base.Functions.toStringFunction()
    )
    order = jvm.com.google.common.collect.Ordering.natural().onResultOf(
        base.Functions.forPredicate(isHidden)
    )
    visible = jvm.java.util.TreeSet(order)
    visible.add("visible")
    return jvm.scala.collection.JavaConverters.asScalaSet(visible)


def hideFiles(jvm: Any, jdstream: Any) -> Any:
    """Give ``visibleFiles`` to a stream that Spark makes of a file stream; return the stream."""
    files = jdstream.dstream().dependencies().apply(0)
    javaField(files, "filter")[0].set(files, visibleFiles(jvm))
    return jdstream


@contextmanager
def ignoringMissingFiles(sc: Any) -> Iterator[None]:
    """Read past missing files in the RDDs that a JVM's SparkContext makes in the block.

    Spark makes the RDDs of the last minute's files again when a context comes back from a
    checkpoint. Without this, one file that was deleted since then keeps the context from it.
    """
    conf = sc.conf()
    if conf.contains(IGNORE_MISSING):
        yield
        return
    conf.set(IGNORE_MISSING, "true")
    try:
        yield
    finally:
        conf.remove(IGNORE_MISSING)
