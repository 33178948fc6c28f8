"""Makes shuffles of Python's pairs cheaper for the JVM."""

from __future__ import annotations

from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import pyspark

from sparkish._core.switches import isOn

__all__ = ["useJavaSerializer"]

T = TypeVar("T")

_serializers: WeakKeyDictionary[pyspark.SparkContext, tuple[Any, int]] = WeakKeyDictionary()


def useJavaSerializer(shuffled: pyspark.RDD[T]) -> pyspark.RDD[T]:
    """Set Java's serializer for the RDD that ``partitionBy`` has just made, and return the RDD.

    For Python's pairs Spark shuffles numbers and bytes. It uses Kryo for these types, and makes a
    Kryo with hundreds of classes for each partition that a task writes or reads. This takes longer
    than a small batch. The bytes are pickled by Python in both cases.
    """
    context: Any = shuffled.ctx
    if isOn(context, "shuffle"):
        if context not in _serializers:
            conf = context._jsc.sc().conf()
            java = context._jvm.org.apache.spark.serializer.JavaSerializer(conf)
            few = int(context._conf.get("spark.shuffle.sort.bypassMergeThreshold", "200"))
            _serializers[context] = java, few
        java, few = _serializers[context]
        partitioner: Any = shuffled.partitioner
        # With more partitions Spark merges serialized data, and only Kryo allows this.
        if partitioner.numPartitions <= few:
            values: Any = shuffled._jrdd
            pairs = values.rdd().dependencies().head().rdd()
            # There is no shuffle if the JVM knows that each pair is already in its partition.
            if pairs.getClass().getSimpleName() == "ShuffledRDD":
                pairs.setSerializer(java)
    return shuffled
