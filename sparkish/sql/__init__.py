"""Spark SQL: ``org.apache.spark.sql`` in Python. The names below are here, all others PySpark's.

Examples
--------
>>> from sparkish.sql import SaveMode, SparkSession
>>> from sparkish.sql.functions import col
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark import sql
from pyspark.errors import AnalysisException

from sparkish._core import fallthrough as _fallthrough
from sparkish._rdd.frames import useSQL
from sparkish.sql import _frames as _frames
from sparkish.sql.context import HiveContext, SQLContext
from sparkish.sql.readwriter import SaveMode
from sparkish.sql.session import SparkSession

_fallthrough.complete()
useSQL(lambda: SparkSession.builder.getOrCreate(), _frames.withoutColumns)

__all__ = ["AnalysisException", "HiveContext", "SQLContext", "SaveMode", "SparkSession"]
__all__ += sql.__all__

if TYPE_CHECKING:
    # PySpark's names, for a type checker.
    from pyspark.sql import *  # type: ignore[assignment]  # noqa: F403
