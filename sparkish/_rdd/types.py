"""The stub beside this file has RDD's types for a type checker; at run time there is nothing."""

from __future__ import annotations

from typing import TypeVar

import pyspark

__all__ = ["TypedRDD"]

T_co = TypeVar("T_co", covariant=True)


class TypedRDD(pyspark.RDD[T_co]):
    """PySpark's RDD. For a type checker, its methods return RDDs with Scala's names."""
