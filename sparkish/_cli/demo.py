"""``sparkish demo``: the notes' program, on lines that really come over TCP."""

from __future__ import annotations

__all__ = ["addTo"]

_DESCRIPTION = """\
Run a first Spark Streaming program on this machine: it starts a line server, which sends a few
lines over TCP, and prints what Spark makes of each batch."""

_DECLARATION = """\
from sparkish import SparkConf, SparkContext, StorageLevel
from sparkish.streaming import {unit}, StreamingContext

sc = SparkContext(SparkConf().setMaster({master}).setAppName("Streaming1"))
ssc = StreamingContext(sc, {unit}({duration}))
dstream1 = ssc.socketTextStream({host}, {port}, StorageLevel.MEMORY_AND_DISK_SER_2)
dstream1.map(lambda x: x + "VIN").print(10)
"""
_RUN = """\
ssc.start()
ssc.awaitTermination()
"""

_TEXT = [
    "the rain in Spain",
    "stays mainly in the plain",
    "in vino veritas",
    "a stream is a sequence of batches",
    "a batch is an RDD",
]
_RATE = 2
_BATCHES = 5
# A receiver that has given nothing in so many batches after the last line will give no more.
_EMPTY_BATCHES = 3
