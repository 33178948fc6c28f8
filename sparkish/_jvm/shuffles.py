"""What a shuffle of Python's pairs costs the JVM."""

from __future__ import annotations

from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import pyspark

from sparkish._core.switches import isOn

__all__ = ["useJavaSerializer"]

T = TypeVar("T")

_serializers: WeakKeyDictionary[pyspark.SparkContext, tuple[Any, int]] = WeakKeyDictionary()


def useJavaSerializer(shuffled: pyspark.RDD[T]) -> pyspark.RDD[T]:
    """Have what ``partitionBy`` has just made written by Java's serializer, and return it.

    Of Python's pairs Spark shuffles numbers and bytes. It takes Kryo for such and makes one, with
    its hundreds of classes, for each partition that a task writes to or reads from: more work than
    a small batch is. The bytes are Python's own either way.
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
        # More partitions are merged without being read again, which takes Kryo.
        if partitioner.numPartitions <= few:
            values: Any = shuffled._jrdd
            pairs = values.rdd().dependencies().head().rdd()
            # There is no shuffle where the JVM knows each pair to be in its place.
            if pairs.getClass().getSimpleName() == "ShuffledRDD":
                pairs.setSerializer(java)
    return shuffled
