"""What a type checker is told of RDDs, in the stub beside this file; nothing for Python itself."""

from __future__ import annotations

from typing import TypeVar

import pyspark

__all__ = ["TypedRDD"]

T_co = TypeVar("T_co", covariant=True)


class TypedRDD(pyspark.RDD[T_co]):
    """PySpark's RDD, of which every RDD that is made has Scala's names too."""
