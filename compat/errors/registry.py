"""Programs with one mistake each, and the words that their output must contain."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["AT_THE_CALL", "AT_THE_START", "IN_NOTES", "MISTAKES", "NOTES", "Mistake"]

#: The program of the notes. PORT stands for the port of a server that sends lines.
NOTES = """\
from sparkish import SparkConf, SparkContext, StorageLevel
from sparkish.streaming import Seconds, StreamingContext

sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Streaming1"))
ssc = StreamingContext(sc, Seconds(1))
dstream1 = ssc.socketTextStream("localhost", PORT, StorageLevel.MEMORY_AND_DISK_SER_2)
dstream1.map(lambda x: x + "VIN").print(10)
ssc.start()
ssc.awaitTermination()
"""
_HEAD = """\
from sparkish import SparkContext
from sparkish.streaming import Seconds, StreamingContext

sc = SparkContext("local[2]", "steps")
ssc = StreamingContext(sc, Seconds(1))
"""
_TAIL = """\
ssc.start()
ssc.awaitTermination()
"""
#: Streams that a step may name.
_STREAMS = {
    "pairs": 'pairs = ssc.queueStream([[("a", 1)]])\n',
    "words": 'words = ssc.queueStream([["no json"]])\n',
}
_MODULES = ("datetime", "json", "os", "queue", "tempfile", "threading")
#: A context that comes back from a checkpoint: the second pass of the loop is the next driver's.
_RECOVERED = """\
import tempfile
from sparkish import SparkContext
from sparkish.streaming import Seconds, StreamingContext

sc = SparkContext("local[2]", "recovered")
folder, checkpoint = tempfile.mkdtemp(), tempfile.mkdtemp()

def create():
    ssc = StreamingContext(sc, Seconds(1))
    ssc.textFileStream(folder).foreachRDD(lambda rdd: None)
    {last}

first = StreamingContext.getOrCreate(checkpoint, create)
first.runFor(batches=1)
ssc = StreamingContext.getOrCreate(checkpoint, create)
ssc.textFileStream(folder).print()
ssc.start()
"""


class Mistake(NamedTuple):
    """A program, and the sentence that it must print."""

    name: str
    program: str
    says: str
    isEverywhere: bool = False
    """Whether it is run by spark-submit too."""

    step: str = ""
    """Of the program, what is wrong."""

    runs: int = 1
    """How many drivers run it, one after the other; the last one tells."""


def _inNotes(name: str, right: str, wrong: str, says: str, isEverywhere: bool = False) -> Mistake:
    assert right in NOTES, right
    program = NOTES.replace(right, wrong, 1)
    rightLines = NOTES.splitlines()
    changed = [line for line in program.splitlines() if line not in rightLines]
    return Mistake(f"notes: {name}", program, says, isEverywhere, "\n".join(changed))


def _step(name: str, step: str, says: str, isEverywhere: bool = False) -> Mistake:
    """Return a program of a few lines; HERE in its sentence is the place of the step's last."""
    imports = "".join(f"import {each}\n" for each in _MODULES if f"{each}." in step)
    streams = "".join(line for name, line in _STREAMS.items() if name in step)
    before = imports + _HEAD + streams + step
    says = says.replace("HERE", f"job.py:{before.count(chr(10)) + 1}")
    return Mistake(name, f"{before}\n{_TAIL}", says, isEverywhere, step)


def _checkpointed(name: str, step: str, says: str) -> Mistake:
    return _step(f"checkpoint: {name}", _CHECKPOINT + step.replace("pairs", "numbers"), says)


_MAP = 'dstream1.map(lambda x: x + "VIN").print(10)'
_TRANSFORMED = 'dstream1.map(lambda x: x + "VIN")'
_ONE_MORE = 'SparkContext("local[1]", "again")\nssc = StreamingContext(sc, Seconds(1))'
_CHECKPOINT = """\
folder = tempfile.mkdtemp()
ssc.checkpoint(tempfile.mkdtemp())
numbers = ssc.textFileStream(folder).map(len)
"""
_GROUP = """\
def fail(pair):
    raise ExceptionGroup("two things", [ValueError("one"), KeyError("two")])
pairs.map(fail).print()"""
_LINES = """\
def check(pair):
    raise ValueError(f"a bad pair:\\n  {pair}")
pairs.map(check).print()"""
_SELF = """\
class Job:
    def __init__(self):
        self.sc, self.factor = sc, 2
    def times(self, pair):
        return pair[1] * self.factor
pairs.map(Job().times).print()"""
_FILE = 'log = open(os.devnull, "a")\npairs.map(lambda x: log.write(str(x))).print()'
_RDD = "known = sc.parallelize([1])\npairs.map(lambda x: known.count()).print()"
_SESSION = """\
from sparkish.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
pairs.foreachRDD(lambda rdd: spark.createDataFrame(rdd).show())"""
_SESSION_SENT = """\
from sparkish.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
pairs.map(lambda x: spark.range(x[1]).count()).print()"""
_CANNOT = ", which a checkpoint cannot hold"
_NOT_SENT = ", which cannot be sent to the workers"

#: The notes' program, with a character, a word or a line of it wrong.
IN_NOTES = [
    _inNotes("two parameters", "lambda x: x", "lambda k, v: v", "calls its function with one arg"),
    _inNotes("a function that was called", 'lambda x: x + "VIN"', "print()",
          "map takes a function"),
    _inNotes("print without parentheses", ".print(10)", ".print", "print was not called"),
    _inNotes("start without parentheses", "ssc.start()", "ssc.start", "start was not called"),
    _inNotes("await without parentheses", "Termination()", "Termination",
          "awaitTermination was not called"),
    _inNotes("no start", "ssc.start()\n", "",
          r"waits for a context that has not started: write ssc\.start"),
    _inNotes("no output operation", ".print(10)", "", r"No output operation", isEverywhere=True),
    _inNotes("taken for an RDD", _MAP, f"print({_TRANSFORMED}.collect())", "has no collect"),
    _inNotes("a loop", _MAP, "for line in dstream1: print(line)", "has no elements to go through"),
    _inNotes("a misspelt name", ".print(10)", ".pprnt(10)", "no attribute 'pprnt'"),
    _inNotes("a misspelt source", "socketTextStream", "sockettextstream",
          "no attribute 'sockettextstream'"),
    _inNotes("ten as text", "print(10)", 'print("10")', "num is how many elements to print"),
    _inNotes("seconds as text", "Seconds(1)", 'Seconds("10")',
          r"takes a whole number .*; write Seconds\(10\)"),
    _inNotes("half a second", "Seconds(1)", "Seconds(0.5)", r"Milliseconds\(500\)"),
    _inNotes("no duration", "StreamingContext(sc, Seconds(1))", "StreamingContext(sc)",
          "takes the batch duration from the configuration"),
    _inNotes("arguments in the other order", "(sc, Seconds(1))", "(Seconds(1), sc)",
          "no matching call; these exist"),
    _inNotes("one core", "local[2]", "local[1]", "no core left", isEverywhere=True),
    _inNotes("a misspelt master", "local[2]", "locl[2]", r"Spark has no master 'locl"),
    _inNotes("a port as text", "PORT", '"PORT"', "port must be a whole number"),
    _inNotes("a port too high", "PORT", "70000", "from 1 to 65535"),
    _inNotes("a host and port in one", '"localhost", PORT', '"localhost:9999", PORT',
          "hostname must be a name or an IP address alone, not 'localhost:9999'"),
    _inNotes("a port and then the host", '"localhost", PORT', 'PORT, "localhost"',
          "hostname must be a name or an IP address, not PORT"),
    _inNotes("no port", ', PORT,', ",", "port must be"),
    _inNotes("a storage level as text", "StorageLevel.MEMORY_AND_DISK_SER_2", '"MEMORY"',
          "must be a StorageLevel"),
    _inNotes("declared after the start", "ssc.awaitTermination", _MAP + "\nssc.awaitTermination",
             "comes after the context was started"),
    _inNotes("a number added to text", 'x + "VIN"', "x + 1", "in <lambda> at .*job.py:7",
          isEverywhere=True),
    _inNotes("a closed context", "ssc.start()", "sc.stop()\nssc.start()",
          "was stopped: nothing can run on it"),
    _inNotes("a second context", "StreamingContext(sc, Seconds(1))", _ONE_MORE, "was made by"),
]  # fmt: skip

#: What fails when a batch runs: the place is the user's own line, or the declaration.
_FAILING = [
    _step("a library's function", "words.map(json.loads).print()",
          r"JSONDecodeError.*in print\(\) at HERE \(of map", isEverywhere=True),
    _step("in a library", "words.map(lambda x: json.loads(x)).print()",
          r"JSONDecodeError.*in <lambda> at .*HERE"),
    _step("a date", 'words.map(lambda x: datetime.datetime.strptime(x, "%Y")).print()',
          r"ValueError.*in <lambda> at .*HERE"),
    _step("no iterable", "words.flatMap(lambda v: None).print()",
          r"flatMap's function must return an iterable.*\bHERE"),
    _step("no pairs", "words.map(len).groupByKey().print()",
          r"in print\(\) at HERE.*\n?.*needs elements that are"),
    _step("two parameters of an RDD's map",
          "pairs.foreachRDD(lambda rdd: print(rdd.map(lambda k, v: v).collect()))",
          r"missing 1 required positional argument: 'v'.*in <lambda> at .*HERE"),
    _step("a result that cannot be sent back", "pairs.map(lambda x: threading.Lock()).print()",
          r"cannot pickle '_thread.lock' object.*in print\(\) at HERE"),
    _step("a message of two lines", _LINES,
          r"ValueError: a bad pair:\n  \('a', 1\), in check at .*job.py:8"),
    _step("a group of exceptions", _GROUP,
          r"ExceptionGroup: two things.*\n.*\n  KeyError: 'two', in fail at .*job.py:8"),
    _step("a key that is missing", 'words.map(lambda x: json.loads("{}")["name"]).print()',
          r"KeyError: 'name', in <lambda> at .*HERE"),
    _step("a generator", "pairs.map(lambda x: (y for y in x)).print()",
          r"cannot pickle 'generator' object, in print\(\) at HERE.*\nWrite list\(\.\.\.\)"),
    _step("a coroutine", "async def double(x): return x * 2\npairs.map(double).print()",
          r"cannot pickle 'coroutine' object, in print\(\) at HERE.*\nWrite asyncio\.run"),
    _step("the end of an iterator", "pairs.map(lambda x: next(iter([]))).print()",
          r"StopIteration.*in <lambda> at .*HERE"),
    _step("an exit in a function", "pairs.map(lambda x: exit(1)).print()",
          r"SystemExit: 1, in <lambda> at .*HERE"),
    _step("a worker that ends", "pairs.map(lambda x: os._exit(1)).print()",
          r"worker exited unexpectedly.*in print\(\) at HERE"),
    _step("in the driver", "pairs.foreachRDD(lambda rdd: rdd.collect()[5])",
          r"IndexError.*in <lambda> at .*HERE"),
    _step("files: a target below a file", 'pairs.saveAsTextFiles(os.__file__ + "/inside/out")',
          r"ParentNotDirectory.*in saveAsTextFiles\(\) at HERE.*\nWrite a path below a directory"),
]  # fmt: skip

#: What a checkpoint cannot hold, and what needs a directory for one.
AT_THE_START = [
    _checkpointed("a lock", "lock = threading.Lock()\nnumbers.map(lambda x: (x, lock)).print()",
                  f"uses lock, a _thread.lock{_CANNOT}"),
    _checkpointed("sc", "numbers.foreachRDD(lambda rdd: print(sc.version))",
                  rf"uses sc, a \S+SparkContext{_CANNOT}"),
    _checkpointed("ssc", "numbers.foreachRDD(lambda rdd: ssc.stop())",
                  rf"uses ssc, a \S+StreamingContext{_CANNOT}"),
    _checkpointed("an RDD", "known = sc.parallelize([1])\nnumbers.transform(lambda rdd: "
                  "rdd.union(known)).print()", rf"uses known, a \S+RDD{_CANNOT}"),
    _checkpointed("a file", _FILE, rf"uses log, a _io.TextIOWrapper{_CANNOT}"),
    _checkpointed("a SparkSession", _SESSION,
                  rf"uses spark, a \S+SparkSession{_CANNOT}"),
    _checkpointed("self", _SELF,
                  rf"times at .*uses self.sc, a \S+SparkContext{_CANNOT}"),
    _step("a checkpoint nowhere", "pairs.map(str).checkpoint(1).print()", "needs a checkpoint dir"),
    _step("a state checkpointed nowhere",
          "pairs.updateStateByKey(lambda values, state: sum(values)).print()",
          r"updateStateByKey\(\) at HERE keeps state .* needs a checkpoint dir"),
]  # fmt: skip

#: What a worker cannot be given.
_SENT = [
    _step("sent: a lock", "lock = threading.Lock()\npairs.map(lambda x: (x, lock)).print()",
          f"uses lock, a _thread.lock{_NOT_SENT}", isEverywhere=True),
    _step("sent: sc", "pairs.map(lambda x: sc.parallelize([x])).print()",
          rf"uses sc, a \S+SparkContext{_NOT_SENT}"),
    _step("sent: ssc", "pairs.map(lambda x: ssc.sparkContext).print()",
          rf"uses ssc, a \S+StreamingContext{_NOT_SENT}"),
    _step("sent: an RDD", _RDD, rf"uses known, a \S+RDD{_NOT_SENT}"),
    _step("sent: a file", _FILE, f"uses log, a _io.TextIOWrapper{_NOT_SENT}"),
    _step("sent: a SparkSession", _SESSION_SENT, rf"uses spark, a \S+SparkSession{_NOT_SENT}"),
    _step("sent: self", _SELF, rf"times at .*uses self.sc, a \S+SparkContext{_NOT_SENT}"),
]  # fmt: skip

_OF_RDDS = [
    _step(f"of an RDD: {name}", step, says)
    for name, step, says in [
        ("collect", "print(pairs.collect())", "has no collect"),
        ("take", "print(pairs.take(5))", "has no take"),
        ("first", "print(pairs.first())", "has no first"),
        ("sortByKey", "pairs.sortByKey().print()", "has no sortByKey"),
        ("distinct", "words.distinct().print()", "has no distinct"),
        ("toDF", "pairs.toDF().show()", "has no toDF"),
        ("saveAsTextFile", 'words.saveAsTextFile("out")', "has no saveAsTextFile"),
        ("isEmpty", "print(pairs.isEmpty())", "has no isEmpty"),
        ("len", "print(len(words))", "has no length"),
        ("for", "for word in words: print(word)", "has no elements to go through"),
        ("an index", "print(words[0])", "has no elements"),
        ("join", "pairs.join(sc.parallelize([])).print()", "join takes another DStream"),
        ("union", "words.union(sc.parallelize([])).print()", "union takes another DStream"),
    ]
]

_REFUSED = [
    _step("a number for a function", "words.map(5).print()", "map takes a function, not 5"),
    _step("text for a function", 'pairs.reduceByKey("+").print()', "reduceByKey takes a function"),
    _step("a tuple's parameters", "pairs.map(lambda k, v: (v, k)).print()",
          r"takes \(k, v\)"),
    _step("one parameter of two", "pairs.reduceByKey(lambda pair: pair[0]).print()",
          "reduceByKey calls its function with 2 arguments"),
    _step("a file of the SparkContext's", 'ssc.textFile("in").print()',
          r"StreamingContext has no textFile.*\nWrite ssc.textFileStream\(directory\)"),
    _step("elements of the SparkContext's", "ssc.parallelize([1]).print()",
          r"StreamingContext has no parallelize.*\nWrite ssc.queueStream"),
    _step("a sum of streams", "(pairs + pairs).print()", r"DStream has no \+.*\nWrite .union"),
    _step("a function for a state", "pairs.mapWithState(lambda key, value, state: key).print()",
          "mapWithState takes a StateSpec"),
    _step("a storage level as text", 'pairs.persist("MEMORY_ONLY").print()',
          "storageLevel must be a StorageLevel"),
    _step("a session for a context",
          "from sparkish.sql import SparkSession\nStreamingContext(SparkSession(sc), 1)",
          r"write spark\.sparkContext, not spark"),
    _step("a length as text", 'pairs.window("10 seconds").print()', r"write Seconds\(10\)"),
    _step("an async output", "async def show(rdd): print(rdd.collect())\npairs.foreachRDD(show)",
          r"makes a coroutine \(async def\): Spark does not run it"),
    _step("a queue of threads", "ssc.queueStream(queue.Queue()).print()", "which is for threads"),
    _step("other slides", "ssc.transform([pairs, pairs.window(2, 2)], lambda r: r[0]).print()",
          "must have the same slide duration"),
    _step("a slice too early", "print(pairs.slice(0, 1))", "has not started"),
    _step("a union with a number", "ssc.union(pairs, 5).print()", "must be a DStream, not 5"),
    _step("a window that does not fit", "pairs.window(3, 1.5).print()",
          r"multiple of the slide.*\nWrite Milliseconds\(2000\)"),
]  # fmt: skip

_FILES = [
    _step("files: no directory", 'ssc.textFileStream("/no/such").print()',
          "finds no directory .*/no/such"),
    _step("files: a file", "ssc.textFileStream(os.__file__).print()", "is a file"),
    _step("files: ~", 'ssc.textFileStream("~/no/such").print()', "~ is the shell's"),
    _step("files: two in one", 'ssc.textFileStream("/tmp/a,/tmp/b").print()', r"ssc\.union\(a, b"),
    _step("files: a pattern", 'ssc.textFileStream("/tmp/no-such-*").print()', "finds no directory"),
    _step("files: no file system", 'ssc.textFileStream("nosuch://a/b").print()',
          "cannot read 'nosuch"),
    _step("files: None", "ssc.textFileStream(None).print()", "takes a directory's path, not None"),
    _step("files: a number", "ssc.textFileStream(5).print()", "takes a directory's path, not 5"),
    _step("files: no length", 'ssc.binaryRecordsStream("/tmp", 0).print()',
          "recordLength must be at least 1"),
    _step("files: a number for a prefix", "words.saveAsTextFiles(5)", "takes a directory's path"),
    _step("files: a number for a checkpoint", "ssc.checkpoint(5)", "takes a directory's path"),
]  # fmt: skip

#: What is refused, or warned of, before the start.
AT_THE_CALL = [*_OF_RDDS, *_REFUSED, *_FILES]

#: Each driver runs a batch; the second one's context comes back from the first one's checkpoint.
_TWO_DRIVERS = """\
import os
from sparkish import SparkContext
from sparkish.streaming import Seconds, StreamingContext

here = os.path.dirname(__file__)
folder, checkpoint = os.path.join(here, "in"), os.path.join(here, "checkpoint")
os.makedirs(folder, exist_ok=True)

def create():
    sc = SparkContext("local[2]", "recovered")
    ssc = StreamingContext(sc, Seconds(1))
    lines = ssc.textFileStream(folder)
    CREATED
    return ssc

ssc = StreamingContext.getOrCreate(checkpoint, create)
AFTER
ssc.runFor(batches=1)
"""
_PRINTED = "lines.print()"


def _again(name: str, says: str, *created: str, after: str = "") -> Mistake:
    program = _TWO_DRIVERS.replace("CREATED", "\n    ".join(created)).replace("AFTER\n", after)
    return Mistake(f"recovery: {name}", program, says, step=created[0], runs=2)


_AGAIN = [
    _again("declared after getOrCreate", r"comes from its checkpoint.* in print\(\) at job\.py:17",
           _PRINTED, after="ssc.textFileStream(folder).print()\n"),
    _again("a broadcast variable",
           r"Broadcast variable .* not loaded\.\nWrite a function that makes",
           'stop = sc.broadcast({"a"})',
           "lines.filter(lambda line: line not in stop.value).print()"),
    _again("an accumulator",
           r"cannot be accessed inside tasks, in <lambda> at .*job\.py:14\.\nWrite a function",
           "seen = sc.accumulator(0)",
           "lines.foreachRDD(lambda rdd: print(seen.value))"),
    _again("an initialRDD", r"lacks a SparkContext\.\nWrite .* in a dict",
           'first = sc.parallelize([("a", 10)])',
           "pairs = lines.map(lambda line: (line, 1))",
           "states = pairs.updateStateByKey(lambda new, old: sum(new, old or 0), "
           "initialRDD=first)",
           "states.print()"),
    Mistake("recovery: create without return", _RECOVERED.format(last="ssc.remember(Seconds(2))"),
          r"create at .*job.py:8, has returned None \(is a return missing\?\)"),
]  # fmt: skip

MISTAKES = [*IN_NOTES, *_FAILING, *AT_THE_START, *_SENT, *AT_THE_CALL, *_AGAIN]
