"""The signatures that the table leaves out, with the reasons."""

# ruff: noqa: E501 (a signature is one line)

from __future__ import annotations

import re
from collections.abc import Callable

from compat.parity.scala import Signature

Rule = Callable[[Signature], object]

#: Signatures that the compiler made, not a programmer: these get no row.
DROPPED: dict[str, Rule] = {
    "methods that the compiler makes (copy, apply, unapply, product..., defaults)": (
        lambda s: "synthetic" in s.flags
    ),
    "methods that every object, function, product and logger has": (
        lambda s: s.declaredIn.startswith(("java.lang.", "scala.", "org.apache.spark.internal."))
    ),
}

#: Reasons for all signatures that a rule matches.
RULES: dict[str, Rule] = {
    "Scala-only: an implicit; the Python class has the methods itself.": (
        lambda s: "implicit" in s.flags
    ),
    "Spark's: the constructor of a sealed class; a program only gets objects of it.": (
        lambda s: s.name == "new" and "sealed" in s.flags
    ),
    "For Java: the overload of a Scala method for Java's own types.": (
        lambda s: any(re.search(r"\bjava\.", parameter.type) for parameter in s.parameters)
    ),
}

#: Reasons for the named signatures, one per line.
_NAMED = {
    "Scala-only: the constructor that an implicit calls; the Python class has the methods itself.": """
        AsyncRDDActions.new(self: RDD[T])
        DoubleRDDFunctions.new(self: RDD[Double])
        OrderedRDDFunctions.new(self: RDD[P])
        PairDStreamFunctions.new(self: DStream[(K, V)])
        PairRDDFunctions.new(self: RDD[(K, V)])
        SequenceFileRDDFunctions.new(self: RDD[(K, V)], _keyWritableClass: Class[_ <: Writable], _valueWritableClass: Class[_ <: Writable])
    """,
    "Scala-only: combineByKey with a ClassTag; Python has no ClassTags.": """
        PairRDDFunctions.combineByKeyWithClassTag[C](createCombiner: V => C, mergeValue: (C, V) => C, mergeCombiners: (C, C) => C)
        PairRDDFunctions.combineByKeyWithClassTag[C](createCombiner: V => C, mergeValue: (C, V) => C, mergeCombiners: (C, C) => C, numPartitions: Int)
        PairRDDFunctions.combineByKeyWithClassTag[C](createCombiner: V => C, mergeValue: (C, V) => C, mergeCombiners: (C, C) => C, partitioner: Partitioner, mapSideCombine: Boolean = …, serializer: Serializer = …)
    """,
    "Scala-only: takes a PartialFunction; Python has none, and writes filter and map.": """
        RDD.collect[U](f: PartialFunction[T, U])
    """,
    "Scala-only: only the static type of the elements distinguishes it from makeRDD(seq, numSlices).": """
        SparkContext.makeRDD[T](seq: Seq[(T, Seq[String])])
    """,
    "For Java: the Scala method beside it gives the same result.": """
        RDD.toJavaRDD()
        SparkConf.getAllAsJavaMap
    """,
    "Spark's: its scheduler and its tasks call it, in the JVM.": """
        ConstantInputDStream.compute(validTime: Time)
        ConstantInputDStream.start()
        ConstantInputDStream.stop()
        DStream.compute(validTime: Time)
        InputDStream.start()
        InputDStream.stop()
        RDD.compute(split: Partition, context: TaskContext)
        RDD.iterator(split: Partition, context: TaskContext)
        ReceiverInputDStream.compute(validTime: Time)
        ReceiverInputDStream.getReceiver()
        ReceiverInputDStream.start()
        ReceiverInputDStream.stop()
    """,
    "Spark's: for subclasses that its scheduler calls; Python has receivers, queues and transform.": """
        DStream.new(ssc: StreamingContext)
        InputDStream.new(_ssc: StreamingContext)
        RDD.new(_sc: SparkContext, deps: Seq[Dependency[_]])
        RDD.new(oneParent: RDD[_])
        ReceiverInputDStream.new(_ssc: StreamingContext)
    """,
    "Spark's: one of its types is private to Spark.": """
        RateController.isBackPressureEnabled(conf: SparkConf)
        SparkConf.contains(entry: ConfigEntry[_])
        SparkContext.runApproximateJob[T, U, R](rdd: RDD[T], func: (TaskContext, Iterator[T]) => U, evaluator: ApproximateEvaluator[U, R], timeout: Long)
        StatsReportListener.extractDistribution(getMetric: BatchInfo => Option[Long])
    """,
    "Java's serialization calls it.": """
        StorageLevel.apply(in: ObjectInput)
        StorageLevel.new()
        StorageLevel.readExternal(in: ObjectInput)
        StorageLevel.writeExternal(out: ObjectOutput)
    """,
    "For the JVM's Kryo and Avro serializers; Python's objects are pickled.": """
        SparkConf.getAvroSchema
        SparkConf.registerAvroSchemas(schemas: Schema*)
        SparkConf.registerKryoClasses(classes: Array[Class[_]])
    """,
    "Finds the jar of a JVM class; Python's code is in no jar.": """
        SparkContext.jarOfClass(cls: Class[_])
        SparkContext.jarOfObject(obj: AnyRef)
        StreamingContext.jarOfClass(cls: Class[_])
    """,
    "For Spark SQL's operators (DeveloperApi): mapPartitions and zipPartitions take a function.": """
        RDD.mapPartitionsWithEvaluator[U](evaluatorFactory: PartitionEvaluatorFactory[T, U])
        RDD.zipPartitionsWithEvaluator[U](rdd2: RDD[T], evaluatorFactory: PartitionEvaluatorFactory[T, U])
    """,
    "For cluster managers (DeveloperApi): no part of a streaming program.": """
        SparkContext.killExecutor(executorId: String)
        SparkContext.killExecutors(executorIds: Seq[String])
        SparkContext.requestExecutors(numAdditionalExecutors: Int)
        SparkContext.requestTotalExecutors(numExecutors: Int, localityAwareTasks: Int, hostToLocalTaskCount: Map[String, Int])
    """,
    "For monitors (DeveloperApi): it gives objects of the scheduler; streaming has its own listeners.": """
        SparkContext.addSparkListener(listener: SparkListenerInterface)
        SparkContext.getAllPools
        SparkContext.getPoolForName(pool: String)
        SparkContext.getRDDStorageInfo
        SparkContext.removeSparkListener(listener: SparkListenerInterface)
    """,
}  # fmt: skip

EXCLUDED = {
    line.strip(): reason for reason, lines in _NAMED.items() for line in lines.strip().splitlines()
}


def exclusion(signature: Signature) -> str:
    """Return why a signature is excluded, or "" if it is not."""
    ruled = (reason for reason, rule in RULES.items() if rule(signature))
    return EXCLUDED.get(str(signature)) or next(ruled, "")
