"""``fileStream``: files in Hadoop's input formats, with keys and values in Python."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

import pyspark
from py4j.java_gateway import JavaObject
from pyspark import RDD

from sparkish._executor.elements import JavaElements
from sparkish._jvm.conversions import scalaSeq
from sparkish._jvm.filestreams import visibleFiles
from sparkish._jvm.hadoop import (
    Settings,
    configured,
    fullName,
    hadoopClass,
    ofWritables,
    pickledPairs,
)
from sparkish._jvm.paths import watchedDirectory

__all__ = ["FileSource", "Path"]


class Path(str):
    """The path of a file, a ``str`` such as ``"file:/data/in/a.txt"``; a filter gets it.

    Scala: ``org.apache.hadoop.fs.Path``.

    Examples
    --------
    >>> path = Path("hdfs://host:9000/in/a.txt")
    >>> path.getName(), path.getParent()
    ('a.txt', 'hdfs://host:9000/in')
    """

    __slots__ = ()

    def getName(self) -> str:
        """Return the file's own name. Scala: ``getName()``."""
        return self.rpartition("/")[2]

    def getParent(self) -> Path:
        """Return the path of its directory. Scala: ``getParent()``."""
        return Path(self.rpartition("/")[0])

    def toString(self) -> str:
        """Return the whole path. Scala: ``toString()``."""
        return str(self)


class _InputStreams(Protocol):
    _sc: Any
    _jssc: Any


class FileSource:
    """One file stream of the JVM.

    Raises
    ------
    TypeError, ValueError
        If an argument cannot be used.
    """

    def __init__(
        self,
        ssc: _InputStreams,
        directory: str,
        filter: Callable[[Path], bool] | None,
        newFilesOnly: bool,
        conf: Settings | None,
        classes: tuple[str, str, str],
    ) -> None:
        if filter is not None and not callable(filter):
            raise TypeError(f"filter must be a function of a Path, not {filter!r}.")
        if not isinstance(newFilesOnly, bool):
            raise TypeError(f"newFilesOnly must be True or False, not {newFilesOnly!r}.")
        self._jvm: Any = ssc._sc._jvm
        self._filter = filter
        self.toPython = PairsToPython()
        io, lib = "org.apache.hadoop.io", "org.apache.hadoop.mapreduce.lib.input"
        self._hides = fullName(classes[2], lib).startswith(f"{lib}.")
        tags = [
            self._tag(name, package) for name, package in zip(classes, (io, io, lib), strict=True)
        ]
        jconf = _jconf(ssc._sc, conf) or ssc._sc._jsc.hadoopConfiguration()
        self._jstream = self._jvm.org.apache.spark.streaming.dstream.FileInputDStream(
            ssc._jssc.ssc(),
            watchedDirectory("fileStream", directory, self._jvm, jconf),
            self._visible() if filter is None else _JavaFilter(filter, self._hides),
            newFilesOnly,
            self._jvm.scala.Option.apply(_jconf(ssc._sc, conf)),
            *tags,
        )
        api = self._jvm.org.apache.spark.streaming.api.java
        self.jdstream = api.JavaDStream.fromDStream(self._jstream, _classTag(self._jvm).AnyRef())

    def makeCheckpointable(self) -> None:
        """Call the filter for each batch's files in Python, not in the JVM's stream.

        A checkpoint holds that stream as a Java object, and it cannot contain a Python function.
        """
        if self._filter is not None:
            field = self._jstream.getClass().getDeclaredField("filter")
            field.setAccessible(True)
            field.set(self._jstream, self._visible())
            self.toPython.filter = self._filter

    def _visible(self) -> JavaObject:
        """Return the default filter: Spark's own, or files that Hadoop's own formats read."""
        if self._hides:
            return visibleFiles(self._jvm)
        stream = self._jvm.org.apache.spark.streaming.dstream.FileInputDStream
        return getattr(stream, "$lessinit$greater$default$3")()

    def _tag(self, name: str, package: str) -> JavaObject:
        return _classTag(self._jvm).apply(hadoopClass(self._jvm, name, package))


class PairsToPython:
    """Converts a batch's keys and values to Python, as ``sc.newAPIHadoopFile`` does."""

    def __init__(self, filter: Callable[[Path], bool] | None = None) -> None:
        self.filter = filter
        self._converter: JavaObject | None = None

    def __call__(self, time: datetime, rdd: RDD[Any]) -> RDD[Any]:
        jvm: Any = rdd.ctx._jvm
        jrdd: Any = rdd._jrdd
        files = jrdd.rdd() if self.filter is None else self._accepted(rdd.ctx, jrdd.rdd())
        # All batches share the converter, because it holds a broadcast.
        self._converter = self._converter or ofWritables(rdd.ctx)
        return RDD(pickledPairs(jvm, files, self._converter), rdd.ctx, JavaElements())

    def _accepted(self, sc: Any, files: Any) -> JavaObject:
        accepts: Any = self.filter
        accepted = [file for file in scalaSeq(files.rdds()) if accepts(Path(file.name()))]
        return sc._jsc.sc().union(sc._jvm.PythonUtils.toSeq(accepted), _classTag(sc._jvm).AnyRef())

    def __reduce__(self) -> tuple[Any, ...]:
        return PairsToPython, (self.filter,)


class _JavaFilter:
    """A Python filter as a Scala function of a ``Path``, which the JVM calls back."""

    def __init__(self, filter: Callable[[Path], bool], hides: bool) -> None:
        self._filter = filter
        self._hides = hides

    def apply(self, path: Any) -> bool:
        isAccepted = bool(self._filter(Path(path.toString())))
        return isAccepted and not (self._hides and path.getName().startswith((".", "_")))

    class Java:
        implements = ("scala.Function1",)


def _classTag(jvm: Any) -> Any:
    """Return Scala's companion object ``ClassTag``."""
    return getattr(getattr(jvm.scala.reflect, "ClassTag$"), "MODULE$")


def _jconf(sc: pyspark.SparkContext, conf: Settings | None) -> JavaObject | None:
    """Return Spark's Hadoop configuration with the settings added, or None without settings."""
    if conf is None:
        return None
    context: Any = sc
    return configured(context._jvm, context._jsc.hadoopConfiguration(), conf)
