"""The programs: each a mistake of a user's, with ``sc`` and ``ssc`` (batches of 1 s) at hand."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CASES", "Case"]


class Case(NamedTuple):
    """A mistake: its name, its lines, and words of the sentence that tells of it."""

    name: str
    program: str
    sentence: str


_RUN = "ssc.start()\nssc.awaitTerminationOrTimeout(8)"
_NUMBERS = "s = ssc.queueStream([[1]])\n"

CASES = (
    Case("map-two-parameters", _NUMBERS + "s.map(lambda k, v: v).print()\n" + _RUN, "map"),
    Case("map-number", _NUMBERS + "s.map(5).print()\n" + _RUN, "map"),
    Case("reduce-by-key-text", _NUMBERS + 's.reduceByKey("+").print()\n' + _RUN, "reduceByKey"),
    Case("collect", _NUMBERS + "s.collect()", "foreachRDD"),
    Case("union-number", _NUMBERS + "ssc.union(s, 5)", "union"),
    Case("queue-queue", "import queue\nssc.queueStream(queue.Queue())", "queueStream"),
    Case("no-output", _NUMBERS + "s.map(str)\nssc.start()", "No output operation"),
    Case("seconds-text", 'from sparkish.streaming import Seconds\nSeconds("10")', "Seconds"),
    Case("port-text", 'ssc.socketTextStream("localhost", "9999x")', "port"),
    Case("second-context", "from sparkish import SparkContext\nSparkContext()", "SparkContext"),
    Case(
        "checkpoint-no-directory", _NUMBERS + "s.checkpoint(1).print()\nssc.start()", "checkpoint"
    ),
    Case("missing-directory", 'ssc.textFileStream("/no/such/directory")', "/no/such/directory"),
    Case(
        "checkpoint-lock",
        "import tempfile, threading\nlock = threading.Lock()\n"
        "ssc.checkpoint(tempfile.mkdtemp())\n"
        + _NUMBERS
        + "s.map(lambda x: (lock, x)).print()\n"
        + _RUN,
        "lock, a _thread.lock",
    ),
    Case(
        "json",
        'import json\nssc.queueStream([["no"]]).map(lambda x: json.loads(x)).print()\n' + _RUN,
        "JSONDecodeError",
    ),
    Case("flat-map-none", _NUMBERS + "s.flatMap(lambda v: None).print()\n" + _RUN, "flatMap"),
    Case("no-pairs", _NUMBERS + "s.groupByKey().print()\n" + _RUN, "groupByKey"),
)
