"""Programs with one mistake each, and the words that their output must contain."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["MISTAKES", "Mistake"]

#: The program of the notes. PORT stands for the port of a server that sends lines.
NOTES = """\
from sparkish import SparkConf, SparkContext, StorageLevel
from sparkish.streaming import Seconds, StreamingContext

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Streaming1"))
ssc = StreamingContext(sc, Seconds(1))
dstream1 = ssc.socketTextStream("localhost", PORT, StorageLevel.MEMORY_AND_DISK_SER_2)
dstream1.map(lambda x: x + "VIN").print(10)
ssc.start()
ssc.awaitTerminationOrTimeout(6)
"""
#: A program of three steps, for mistakes that do not fit into the notes' program.
STEPS = """\
import json, queue, threading
from sparkish import SparkContext
from sparkish.streaming import Milliseconds, StreamingContext

sc = SparkContext("local[2]", "steps")
ssc = StreamingContext(sc, Milliseconds(500))
pairs = ssc.queueStream([[("a", 1)]])
words = ssc.queueStream([["no json"]])
{}
ssc.start()
ssc.awaitTerminationOrTimeout(10)
"""


class Mistake(NamedTuple):
    """A program, and the sentence that it must print."""

    name: str
    program: str
    says: str


def _inNotes(name: str, right: str, wrong: str, says: str) -> Mistake:
    assert right in NOTES, right
    return Mistake(f"notes: {name}", NOTES.replace(right, wrong, 1), says)


def _step(name: str, step: str, says: str) -> Mistake:
    return Mistake(name, STEPS.format(step), says)


_MAP = 'dstream1.map(lambda x: x + "VIN").print(10)'
_TRANSFORMED = 'dstream1.map(lambda x: x + "VIN")'
_ONE_MORE = 'SparkContext("local[2]", "again")\nssc = StreamingContext(sc, Seconds(1))'

MISTAKES = [
    _inNotes("two parameters", "lambda x: x", "lambda k, v: v", "calls its function with one arg"),
    _inNotes("a function that was called", 'lambda x: x + "VIN"', "print()",
          "map takes a function"),
    _inNotes("print without parentheses", ".print(10)", ".print", "print was not called"),
    _inNotes("no output operation", ".print(10)", "", r"No output operation"),
    _inNotes("taken for an RDD", _MAP, f"print({_TRANSFORMED}.collect())", "has no collect"),
    _inNotes("take", _MAP, f"print({_TRANSFORMED}.take(5))", "has no take"),
    _inNotes("a loop", _MAP, "for line in dstream1: print(line)", "has no elements to go through"),
    _inNotes("a length", _MAP, "print(len(dstream1))", "has no length"),
    _inNotes("sorted", _MAP, "dstream1.sortByKey().print()", "has no sortByKey"),
    _inNotes("saved as an RDD", _MAP, 'dstream1.saveAsTextFile("out")', "has no saveAsTextFile"),
    _inNotes("a misspelt name", ".print(10)", ".pprnt(10)", "no attribute 'pprnt'"),
    _inNotes("seconds as text", "Seconds(1)", 'Seconds("1")', "Seconds"),
    _inNotes("half a second", "Seconds(1)", "Seconds(0.5)", r"Milliseconds\(500\)"),
    _inNotes("no duration", "StreamingContext(sc, Seconds(1))", "StreamingContext(sc)", "batchDur"),
    _inNotes("one core", "local[2]", "local[1]", "no core left"),
    _inNotes("a port as text", "PORT", '"PORT"', "port must be a whole number"),
    _inNotes("a port too high", "PORT", "70000", "from 1 to 65535"),
    _inNotes("a storage level as text", "StorageLevel.MEMORY_AND_DISK_SER_2", '"MEMORY"',
          "must be a S"),
    _inNotes("a second context", "StreamingContext(sc, Seconds(1))", _ONE_MORE, "was made by"),
    _inNotes("declared after the start", "ssc.awaitTermination", _MAP + "\nssc.awaitTermination",
             "comes after the context was started"),
    _inNotes("a number added to text", 'x + "VIN"', "x + 1", "in <lambda> at .*:7"),
    _inNotes("a closed context", "ssc.start()", "sc.stop()\nssc.start()", "stopped"),
    _step("a library's function", "words.map(json.loads).print()",
          r"in print\(\) at \w+.py:9 \(of map"),
    _step("in a library", "words.map(lambda x: json.loads(x)).print()", r"in <lambda> at .*:9"),
    _step("no iterable", "words.flatMap(lambda v: None).print()", "must return an iterable"),
    _step("no pairs", "words.map(len).groupByKey().print()", "needs elements that are"),
    _step("text for a function", 'pairs.reduceByKey("+").print()', "reduceByKey takes a function"),
    _step("joined with an RDD", "pairs.join(sc.parallelize([])).print()",
          "join takes another DStr"),
    _step("a lock", "lock = threading.Lock()\npairs.map(lambda x: (x, lock)).print()", "uses lock"),
    _step("a context in a function", "pairs.map(lambda x: sc.parallelize([x])).print()", "uses sc"),
    _step(
        "a checkpoint with a lock",
        'import tempfile\nssc.checkpoint(tempfile.mkdtemp())\nlock = threading.Lock()\n'
        "pairs.foreachRDD(lambda rdd: print(lock))",
        "uses lock, a _thread.lock, which a checkpoint cannot hold",
    ),
    _step("checkpointed nowhere", "pairs.map(str).checkpoint(1).print()", "needs a checkpoint dir"),
    _step("a queue of threads", "ssc.queueStream(queue.Queue()).print()", "which is for threads"),
    _step("other slides", "ssc.transform([pairs, pairs.window(1, 1)], lambda r: r[0]).print()",
          "must have the same slide duration"),
    _step("a slice too early", "print(pairs.slice(0, 1))", "has not started"),
    _step("a union with a number", "ssc.union(pairs, 5).print()", "must be a DStream, not 5"),
    _step("no directory", 'ssc.textFileStream("/no/such").print()', "finds no directory"),
    _step("no file system", 'ssc.textFileStream("nosuch://a/b").print()', "cannot read 'nosuch"),
]  # fmt: skip
