"""Spark SQL: ``org.apache.spark.sql`` in Python; all of it but the names below is PySpark's own.

Examples
--------
>>> from sparkish.sql import SaveMode, SparkSession
>>> from sparkish.sql.functions import col
"""

from __future__ import annotations

from pyspark import sql

from sparkish import _fallthrough
from sparkish.sql import _frames as _frames
from sparkish.sql.context import HiveContext, SQLContext
from sparkish.sql.readwriter import SaveMode
from sparkish.sql.session import SparkSession

_fallthrough.complete()

__all__ = [*sql.__all__, "HiveContext", "SQLContext", "SaveMode", "SparkSession"]
