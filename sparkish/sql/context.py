"""The entry points of Spark 1.x, on top of sparkish's :class:`SparkSession`."""

from __future__ import annotations

from typing import Any, cast

import pyspark
from py4j.java_gateway import JavaObject
from pyspark import sql

from sparkish._core.naming import nameResults, ours, withScalaMethods
from sparkish.sql import _frames as _frames
from sparkish.sql.session import SparkSession as SparkSession

__all__ = ["HiveContext", "SQLContext"]


@ours(sql.SQLContext)
class SQLContext(sql.SQLContext):
    """PySpark's ``SQLContext``, deprecated since Spark 3.0; its RDDs have Scala's names.

    Scala: ``org.apache.spark.sql.SQLContext``.
    """

    # The session's method, whose results have Scala's names.
    createDataFrame = sql.SQLContext.createDataFrame

    def __init__(
        self,
        sparkContext: pyspark.SparkContext,
        sparkSession: sql.SparkSession | None = None,
        jsqlContext: JavaObject | None = None,
    ) -> None:
        super().__init__(withScalaMethods(sparkContext), sparkSession, jsqlContext)
        withScalaMethods(self.sparkSession)

    @classmethod
    def getOrCreate(cls, sc: pyspark.SparkContext | None = None) -> SQLContext:
        """Return the existing SQLContext, or a new one. Scala: ``SQLContext.getOrCreate(sc)``."""
        made: Any = withScalaMethods(super().getOrCreate(sc))
        withScalaMethods(made.sparkSession)
        return cast(SQLContext, made)


class HiveContext(SQLContext, sql.HiveContext):
    """PySpark's, deprecated since Spark 2.0; use ``SparkSession.builder.enableHiveSupport()``.

    Scala: ``org.apache.spark.sql.hive.HiveContext``.
    """

    def __init__(
        self,
        sparkContext: pyspark.SparkContext,
        sparkSession: sql.SparkSession | None = None,
        jhiveContext: JavaObject | None = None,
    ) -> None:
        super().__init__(sparkContext, sparkSession, jhiveContext)


nameResults(SQLContext, sql.SQLContext)
