"""The Python names for Scala's names, and the names that only Python has."""

from __future__ import annotations

from compat.parity.scala import SPARK

#: A class has Scala's package, except classes whose methods an implicit conversion adds.
CLASSES = {
    "rdd.AsyncRDDActions": "_rdd.base.RDD",
    "rdd.DoubleRDDFunctions": "_rdd.base.RDD",
    "rdd.OrderedRDDFunctions": "_rdd.base.RDD",
    "rdd.PairRDDFunctions": "_rdd.base.RDD",
    "rdd.RDD": "_rdd.base.RDD",
    "rdd.SequenceFileRDDFunctions": "_rdd.base.RDD",
    "streaming.dstream.PairDStreamFunctions": "streaming.dstream.DStream",
}

#: Members whose Python name differs from Scala's.
MEMBERS = {
    "+": "__add__",
    "++": "__add__",
    "-": "__sub__",
    "*": "__mul__",
    "/": "__truediv__",
    "<": "__lt__",
    "<=": "__le__",
    ">": "__gt__",
    ">=": "__ge__",
    "equals": "__eq__",
    "hashCode": "__hash__",
    "toString": "__str__",
    "name_=": "setName",  # PySpark's name() is a method, and cannot be assigned to
}

#: Types of optional parameters that are useful only on the JVM: calls leave them out.
JVM_ONLY = ("Option[PartitionCoalescer]", "Serializer")

#: PySpark has a different argument of the same type in this position, so the name must be given.
BY_NAME = (
    "PairRDDFunctions.saveAsHadoopFile",
    "PairRDDFunctions.saveAsNewAPIHadoopFile",
    "SparkContext.new(master: String, appName: String, sparkHome: String = …, jars: Seq[String] = …, environment: Map[String, String] = …)",  # noqa: E501
)

#: The keyword arguments that replace Scala's type arguments in square brackets, by type bound.
TYPE_ARGUMENTS = {
    "K": "keyClass",
    "V": "valueClass",
    "InputFormat": "inputFormatClass",
    "OutputFormat": "outputFormatClass",
}

#: The packages whose public names are compared.
PACKAGES = (
    "sparkish",
    "sparkish.storage",
    "sparkish.streaming",
    "sparkish.streaming.dstream",
    "sparkish.streaming.receiver",
    "sparkish.streaming.scheduler",
)

PYSPARK = "PySpark's."

#: Names that neither Scala nor PySpark has, with the reasons why sparkish has them.
OWN = {
    f"{owner}.{name}": reason
    for owner, names, reason in (
        ("DStream", "foreach saveAsFile", "Other names of output operations, from a Scala course."),
        ("DStream", "fromPySpark", "For third parties' connectors, which make PySpark's streams."),
        ("InputDStream", "name", "private[streaming] in Scala; the name that the web UI shows."),
        ("StreamingContext", "runFor", "For notebooks, examples and tests."),
        ("Time", "fromDatetime toDatetime", "Converts PySpark's datetimes."),
        ("sparkish", "IllegalStateError JavaNotFoundError SparkishError", "Errors without a JVM."),
        ("sparkish", "BatchFailedError JavaError", "Errors of the JVM, with a short message."),
        ("sparkish", "Dependency FutureAction Partition", "Scala's; not in this table."),
        ("sparkish", "Option Some", "Scala's own; Python has no such class."),
        ("sparkish", "scalaString", "Scala's text of a value, as print shows it."),
        ("sparkish.streaming", "Option Some", "Scala's own; Scala needs no import for them."),
        ("sparkish.streaming", "Interval", "private[streaming] in Scala, where slice takes one."),
        ("sparkish.streaming", "Queue", "Scala's mutable.Queue, for queueStream."),
        ("sparkish.streaming.scheduler", "StreamingListenerEvent", "Scala's; it has no members."),
    )
    for name in names.split()
}


def pythonName(owner: str) -> str:
    """Return the dotted Python name of a Scala class."""
    name = owner.removeprefix(SPARK)
    return "sparkish." + CLASSES.get(name, name)
