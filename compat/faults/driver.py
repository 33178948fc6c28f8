"""The driver that the faults hit: ``driver.py SETTINGS.json``, for spark-submit.

It writes its events into a file, each as one line of JSON. The executors have neither sparkish nor
any other module of this project: the functions that run there are pickled from here.
"""

from __future__ import annotations

import json
import sys
import time
import uuid
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

from sparkish import SparkContext
from sparkish.storage import StorageLevel
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.streaming.scheduler import StreamingListener

#: Seconds that a task waits for the gate, or the driver for its end.
LIMIT = 240


def key(line: str) -> str:
    """Return the key of a record: its beginning, its length and its checksum."""
    return f"{line[:12]}|{len(line)}|{zlib.crc32(line.encode()):08x}"


def tell(folder: str, event: str, **values: Any) -> None:
    with Path(folder, "events").open("a") as file:
        file.write(json.dumps({"event": event, **values}) + "\n")


class Told(StreamingListener):
    """Writes what Spark has stored, and where the receiver runs."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def onReceiverStarted(self, receiverStarted: Any) -> None:
        tell(self._folder, "receiver", executor=receiverStarted.receiverInfo.executorId)

    def onBatchSubmitted(self, batchSubmitted: Any) -> None:
        batch = batchSubmitted.batchInfo
        tell(self._folder, "submitted", time=batch.batchTime.milliseconds, records=batch.numRecords)

    def onBatchCompleted(self, batchCompleted: Any) -> None:
        batch = batchCompleted.batchInfo
        failures = [
            reason
            for output in batch.outputOperationInfos.values()
            for reason in output.failureReason
        ]
        tell(
            self._folder,
            "completed",
            time=batch.batchTime.milliseconds,
            delay=batch.totalDelay.getOrElse(0),
            failures=failures,
        )


def counted(folder: str, closed: bool) -> Any:
    """Return the function of a task: it waits at the closed gate, and counts its records.

    Parameters
    ----------
    closed : bool
        Whether it waits until the gate is open. Either all tasks of a batch wait, or none.
    """

    def run(lines: Any) -> Any:
        if closed:
            Path(folder, "waiting", uuid.uuid4().hex).touch()
            limit = time.monotonic() + LIMIT
            while Path(folder, "closed").exists():
                if time.monotonic() > limit:
                    raise TimeoutError("the gate was not opened")
                time.sleep(0.05)
        slow = Path(folder, "slow")
        if slow.exists():
            time.sleep(float(slow.read_text()))
        yield Counter(map(key, lines))

    return run


def create(settings: dict[str, Any]) -> StreamingContext:
    folder = settings["folder"]
    ssc = StreamingContext(SparkContext(), Milliseconds(settings["interval"]))
    if settings["checkpoint"]:
        ssc.checkpoint(settings["checkpoint"])
    level = getattr(StorageLevel, settings["level"])
    lines = ssc.socketTextStream("127.0.0.1", settings["port"], level)

    def track(name: str, stream: Any) -> None:
        def count(time: Any, rdd: Any) -> None:
            if partitions := rdd.getNumPartitions():
                # Two tasks, so one on each executor. A batch of one block has only one task.
                closed = partitions > 1 and Path(folder, "closed").exists()
                counters = rdd.coalesce(2).mapPartitions(counted(folder, closed)).collect()
                found = dict(sum(counters, Counter()))
                tell(folder, "processed", stream=name, time=time.timestamp() * 1000, found=found)

        stream.foreachRDD(count)

    track("socket", lines)
    track("files", ssc.textFileStream("file:" + settings["files"]))
    return ssc


def main(path: str) -> None:
    settings = json.loads(Path(path).read_text())
    folder = settings["folder"]
    ssc: Any
    if settings["recover"]:
        ssc = StreamingContext.getOrCreate(settings["checkpoint"], lambda: create(settings))
    else:
        ssc = create(settings)
    ssc.addStreamingListener(Told(folder))
    ssc.start()
    tell(folder, "started")
    error, executors = "", 0
    status = ssc.sparkContext._jsc.sc().statusTracker()
    limit = time.monotonic() + 4 * LIMIT
    while not Path(folder, "stop").exists() and time.monotonic() < limit:
        if executors != (executors := len(status.getExecutorInfos()) - 1):
            tell(folder, "executors", count=executors)
        try:
            ssc.awaitTerminationOrTimeout(0.2)
        except Exception as raised:
            # A usual job ends here. This one continues, to show what happens later.
            if not error:
                error = str(raised).strip()
                tell(folder, "raised", error=error)
            time.sleep(0.2)
    ssc.stop(stopSparkContext=True)


if __name__ == "__main__":
    main(sys.argv[1])
