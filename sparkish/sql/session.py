"""``SparkSession``: PySpark's class with Scala's forms, on sparkish's SparkContext."""

from __future__ import annotations

import os
from typing import Any, cast, overload

import pyspark
from py4j.java_gateway import JavaObject
from pyspark import util
from pyspark.sql import SparkSession as PySparkSession

from sparkish._core.naming import ours, withScalaMethods
from sparkish.conf import SparkConf
from sparkish.context import SparkContext

__all__ = ["SparkSession"]

_REMOTE = ("SPARK_REMOTE", "SPARK_CONNECT_MODE_ENABLED")


class _Implicits:
    """Stands for Scala's ``spark.implicits``: here there is nothing to import."""

    @property
    def _(self) -> None:
        """Nothing."""

    def __repr__(self) -> str:
        return (
            '<Nothing to import: RDDs have toDF, and $"name" is col("name"), of '
            "sparkish.sql.functions>"
        )


class _Builder(PySparkSession.Builder):
    """Makes a :class:`SparkSession`, or finds the existing one."""

    def __call__(self) -> _Builder:
        """Return the builder itself: Scala also writes ``SparkSession.builder()``."""
        return self

    @overload
    def config(self, *, conf: pyspark.SparkConf) -> _Builder: ...
    @overload
    def config(self, key: str, value: object) -> _Builder: ...
    @overload
    def config(self, *, map: dict[str, Any]) -> _Builder: ...
    @overload
    def config(self, given: pyspark.SparkConf | dict[str, Any], /) -> _Builder: ...
    def config(self, *args: Any, **kwargs: Any) -> _Builder:
        """Set one value, or all values of a SparkConf or a dict.

        Parameters
        ----------
        key, value
            A setting.
        conf : SparkConf
            The only argument, or a keyword argument as in PySpark.
        map : dict
            The same.

        Notes
        -----
        Scala: ``config(key, value)``, ``config(conf)``, ``config(map)``.

        Examples
        --------
        >>> spark = SparkSession.builder.config(sc.getConf).getOrCreate()
        >>> spark.sparkContext is sc
        True
        """
        if len(args) == 1 and not kwargs:
            [given] = args
            if isinstance(given, pyspark.SparkConf):
                args, kwargs = (), {"conf": given}
            elif isinstance(given, dict):
                args, kwargs = (), {"map": given}
        return cast(_Builder, super().config(*args, **kwargs))

    def master(self, master: str) -> _Builder:
        """Set the cluster's URL. Scala: ``master(master)``."""
        return self.config("spark.master", master)

    def appName(self, name: str) -> _Builder:
        """Set the application's name. Scala: ``appName(name)``."""
        return self.config("spark.app.name", name)

    def enableHiveSupport(self) -> _Builder:
        """Use the tables of Hive's metastore. Scala: ``enableHiveSupport()``."""
        return cast(_Builder, super().enableHiveSupport())

    def getOrCreate(self) -> SparkSession:
        """Return the existing session, with these settings, or a new one.

        Returns
        -------
        SparkSession
            A session on the active SparkContext or, if there is none, on a new one.

        Notes
        -----
        Scala: ``getOrCreate()``.

        Examples
        --------
        >>> spark = SparkSession.builder().appName("name").getOrCreate()
        >>> spark.sparkContext.makeRDD([("a", 1)]).toDF("word", "count").columns
        ['word', 'count']
        """
        with self._lock:
            self._ensureContext()
            return cast(SparkSession, withScalaMethods(super().getOrCreate()))

    def create(self) -> SparkSession:
        """Return a new session, on the active SparkContext if there is one.

        Scala: ``create()``.
        """
        with self._lock:
            self._ensureContext()
            return cast(SparkSession, withScalaMethods(super().create()))

    def _ensureContext(self) -> None:
        """Make sparkish's SparkContext if there is none, before PySpark makes its own."""
        options: dict[str, Any] = getattr(self, "_options", {})
        session: Any = PySparkSession._instantiatedSession
        if not _isRemote(options) and (session is None or session._sc._jsc is None):
            SparkContext.getOrCreate(SparkConf().setAll(options.items()))


def _isRemote(options: dict[str, Any]) -> bool:
    """Tell whether the session uses Spark Connect, which has no SparkContext."""
    mode = (
        options.get("spark.api.mode")
        or os.environ.get("SPARK_API_MODE")
        or _ask("default_api_mode")
    )
    return (
        any(name in os.environ for name in _REMOTE)
        or "spark.remote" in options
        or str(mode).lower() == "connect"
        or bool(_ask("is_remote_only"))
    )


def _ask(name: str) -> Any:
    """Call a function of PySpark 4; None on 3.5, which lacks it."""
    return getattr(util, name, lambda: None)()


@ours(PySparkSession)
class SparkSession(PySparkSession):
    """The entry point to DataFrames and SQL.

    It is PySpark's class, on sparkish's SparkContext. The context and the RDDs that come from the
    session have Scala's names.

    Scala: ``org.apache.spark.sql.SparkSession``.

    Examples
    --------
    >>> from sparkish.sql import SparkSession
    >>> spark = SparkSession.builder().getOrCreate()
    >>> spark.sparkContext.longAccumulator("lines").value
    0
    >>> spark.range(3).rdd.partitions.length
    2
    """

    Builder = _Builder

    #: PySpark's class property, which makes the Builder above.
    builder: _Builder

    def __init__(
        self,
        sparkContext: pyspark.SparkContext,
        jsparkSession: JavaObject | None = None,
        options: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(withScalaMethods(sparkContext), jsparkSession, options or {})

    @property
    def sparkContext(self) -> SparkContext:
        """The SparkContext of this session. Scala: ``sparkContext``."""
        return cast(SparkContext, withScalaMethods(self._sc))

    @property
    def implicits(self) -> _Implicits:
        """Nothing to import: all that Scala imports is already there. Scala: ``implicits``.

        Examples
        --------
        >>> spark = SparkSession.builder.getOrCreate()
        >>> import_of_implicits = spark.implicits._
        """
        return _Implicits()

    @classmethod
    def getActiveSession(cls) -> SparkSession | None:
        """Return this thread's session, or None. Scala: ``getActiveSession``."""
        return cast("SparkSession | None", withScalaMethods(super().getActiveSession()))

    @classmethod
    def active(cls) -> SparkSession:
        """Return this thread's session, or the default one. Scala: ``active``."""
        return cast(SparkSession, withScalaMethods(super().active()))
