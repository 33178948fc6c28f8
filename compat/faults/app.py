"""A driver under test, its sources, and the events that it reports."""

from __future__ import annotations

import json
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import compat.faults
from compat.cluster import Cluster, ClusterError, Submitted, waitFor
from compat.faults.driver import key
from sparkish.port._oracle.feed import Feed
from sparkish.port._oracle.spark import ROOT

#: Milliseconds.
INTERVAL = 1000
#: The longest time of one step, in seconds.
LIMIT = 240.0

_LOG = "spark.streaming.receiver.writeAheadLog.enable"
#: The time between two requests of an executor for the list of its peers, in ms.
PEERS = "spark.storage.cachedPeersTtl"
_CONF = {
    # So a batch has several blocks, and tasks on both executors.
    "spark.streaming.blockInterval": "200ms",
    "spark.locality.wait": "0",
    "spark.streaming.receiverRestartDelay": "500",
    # Spark's default is 60 s. After a loss, an executor may know no peer for so long, and then
    # blocks with a _2 level have only one copy.
    PEERS: "500",
}


@dataclass(frozen=True)
class Setting:
    """How a driver is protected."""

    name: str
    #: Its description in the report.
    protection: str
    level: str = "MEMORY_AND_DISK_SER_2"
    checkpoint: bool = False
    log: bool = False
    #: Whether a restarted driver recovers from the checkpoint.
    recover: bool = True
    conf: Mapping[str, str] = field(default_factory=dict)

    def described(self) -> str:
        """Return its parts, for the report."""
        parts = [f"`StorageLevel.{self.level}`"]
        if self.checkpoint:
            parts.append("a checkpoint directory")
            parts.append("`getOrCreate`" if self.recover else "a new context at each start")
        if self.log:
            parts.append(f"`{_LOG}=true`")
        parts += [f"`{name}={value}`" for name, value in self.conf.items()]
        return ", ".join(parts)


@dataclass
class Figures:
    """The numbers of records of one source: sent, stored, processed and doubled."""

    sent: int = 0
    stored: int = 0
    processed: int = 0
    doubled: int = 0

    @property
    def lost(self) -> int:
        """The number of stored records that no batch has processed."""
        return self.stored - (self.processed - self.doubled)


class Told:
    """The driver's events so far."""

    def __init__(self, path: Path) -> None:
        lines = path.read_text().splitlines(keepends=True) if path.exists() else []
        # The last line may not be complete yet.
        self._events = [json.loads(line) for line in lines if line.endswith("\n")]

    def of(self, event: str) -> list[dict[str, Any]]:
        return [each for each in self._events if each["event"] == event]

    @property
    def stored(self) -> dict[int, int]:
        """The records that Spark has stored, by batch; a recovered batch does not report them."""
        stored: dict[int, int] = {}
        for batch in self.of("submitted"):
            stored[batch["time"]] = max(batch["records"], stored.get(batch["time"], 0))
        return stored

    @property
    def completed(self) -> set[int]:
        return {batch["time"] for batch in self.of("completed")}

    def errors(self) -> list[str]:
        """Return the error that awaitTermination raised, and the reasons of failed batches."""
        raised = [each["error"].splitlines()[0] for each in self.of("raised")]
        reasons = "\n".join(each for batch in self.of("completed") for each in batch["failures"])
        found = raised + re.findall(r"\S+: (?:Job aborted|Could not compute split).*", reasons)
        return [error.replace(f"{ROOT}/", "") for error in found]

    def processed(self, stream: str) -> Counter[str]:
        """The records in the batches' outputs; a batch that runs again replaces its output."""
        batches = {
            round(batch["time"]): Counter(batch["found"])
            for batch in self.of("processed")
            if batch["stream"] == stream
        }
        return sum(batches.values(), Counter())


class App:
    """A context manager with a driver on the cluster, its port and its directory."""

    def __init__(self, cluster: Cluster, setting: Setting, folder: Path) -> None:
        self.cluster = cluster
        self.setting = setting
        self._folder = folder
        self._files = folder / "files"
        self.feed = Feed()
        self.sent: dict[str, Counter[str]] = {"socket": Counter(), "files": Counter()}
        self.driver: Submitted
        self._number = 0
        for name in ("files", "waiting", "checkpoint"):
            (folder / name).mkdir(parents=True)

    def __enter__(self) -> App:
        try:
            self.start()
        except BaseException:
            self.driver.end()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        try:
            self.openGate()
            (self._folder / "stop").touch()
            if exc[0] is None:
                self.driver.wait(LIMIT)
        finally:
            self.driver.end()
            self.feed.__exit__()
            self.cluster.waitUntilIdle()

    def start(self) -> None:
        """Start the driver, or start it again, and wait for its receiver."""
        setting = self.setting
        settings = {
            "folder": str(self._folder),
            "files": str(self._files),
            "checkpoint": str(self._folder / "checkpoint") if setting.checkpoint else None,
            "recover": setting.checkpoint and setting.recover,
            "level": setting.level,
            "port": self.feed.port,
            "interval": INTERVAL,
        }
        path = self._folder / "settings.json"
        path.write_text(json.dumps(settings))
        conf = _CONF | {_LOG: str(setting.log).lower()} | dict(setting.conf)
        program = Path(compat.faults.__file__).with_name("driver.py")
        self.feed.hangUp()
        self.driver = self.cluster.submit(
            program, str(path), conf=conf, driverPython=sys.executable, pythonPath=str(ROOT)
        )
        self.waitForConnection()

    def told(self) -> Told:
        return Told(self._folder / "events")

    def stored(self) -> int:
        return sum(self.told().stored.values())

    def receiver(self) -> str:
        """Return the id of the receiver's executor."""
        return str(self.told().of("receiver")[-1]["executor"])

    def waitForExecutors(self) -> None:
        """Wait until Spark has an executor on each worker."""
        wanted = len(self.cluster.workers)

        def count() -> int:
            return int(self.told().of("executors")[-1]["count"])

        self._until(lambda: self.told().of("executors") and count() == wanted, "executors")

    # The sources.

    def send(self, *lines: str | bytes) -> None:
        """Send lines as one piece: text, or bytes that include the line ends."""
        encoded = [line if isinstance(line, bytes) else f"{line}\n".encode() for line in lines]
        self.feed.send(encoded)
        for line in lines:
            texts = [line] if isinstance(line, str) else _texts(line)
            self.sent["socket"].update(map(key, texts))

    def sendRecords(self, count: int) -> None:
        self.send(*self._records(count))

    def putFile(self, count: int) -> None:
        """Move a file of ``count`` lines into the directory, in one step."""
        records = self._records(count)
        file = self._folder / f"file{self._number}"
        file.write_text("".join(f"{record}\n" for record in records))
        file.rename(self._files / file.name)
        self.sent["files"].update(map(key, records))

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Send a record every 10 ms to the receiver that is connected."""
        over = threading.Event()

        def run() -> None:
            while not over.wait(0.01):
                if not self.feed.isConnected():
                    continue
                try:
                    self.sendRecords(1)
                except (OSError, RuntimeError):  # the receiver has just gone
                    self.feed.hangUp()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _records(self, count: int) -> list[str]:
        first, self._number = self._number, self._number + count
        return [f"{n:08d} some words to fill the line" for n in range(first, first + count)]

    # The gate: while it is closed, tasks wait, and stored records are not processed.

    def closeGate(self) -> None:
        for file in (self._folder / "waiting").iterdir():
            file.unlink()
        (self._folder / "closed").touch()

    def openGate(self) -> None:
        (self._folder / "closed").unlink(missing_ok=True)

    def slow(self, seconds: float) -> None:
        """Make each task take this much longer; 0 ends it."""
        file = self._folder / "slow"
        if seconds:
            file.write_text(str(seconds))
        else:
            file.unlink()

    # Conditions to wait for.

    def waiting(self) -> int:
        """Return how many tasks have reached the closed gate, including those killed there."""
        return len(list((self._folder / "waiting").iterdir()))

    def waitForTasks(self, count: int) -> None:
        self._until(lambda: self.waiting() >= count, f"{count} waiting tasks")

    def waitForReceiver(self, starts: int) -> None:
        self._until(lambda: len(self.told().of("receiver")) >= starts, "a new receiver")
        self.waitForConnection()

    def waitForConnection(self) -> None:
        self._until(self.feed.isConnected, "the receiver's connection")

    def waitForStored(self, records: int) -> None:
        self._until(lambda: self.stored() >= records, f"{records} stored records")

    def waitForBatches(self, count: int) -> None:
        """Wait until this many more batches are submitted."""
        wanted = len(self.told().stored) + count
        self._until(lambda: len(self.told().stored) >= wanted, f"{count} batches")

    def waitForBatchesFromNow(self, count: int) -> None:
        """Wait until batches of future times are submitted, not only recovered batches."""
        wanted = time.time() * 1000 + count * INTERVAL
        self._until(lambda: max(self.told().stored, default=0) >= wanted, "new batches")

    def waitUntilProcessed(self) -> None:
        """Wait until all batches so far, and the recovered ones, have completed."""
        # Within two batches, records on their way are stored, and files are found.
        self.waitForBatches(2)
        last = max(self.told().stored)
        self._until(lambda: last <= max(self.told().completed, default=0), "the batches")

    def _until(self, condition: Callable[[], object], what: str) -> None:
        def look() -> object:
            if self.driver.process.poll() is not None:
                raise ClusterError(f"the driver has ended:\n{self.driver.tail()}")
            return condition()

        try:
            waitFor(look, what, LIMIT)
        except TimeoutError as error:
            raise ClusterError(f"{error}\n{self.driver.tail()}") from None

    # The figures.

    def mark(self) -> dict[str, Any]:
        """Return the current figures, for a later call of :meth:`figures`."""
        told = self.told()
        return {
            "stored": self.stored(),
            **{name: (Counter(self.sent[name]), told.processed(name)) for name in self.sent},
        }

    def figures(self, since: Mapping[str, Any]) -> dict[str, Figures]:
        """Return the figures of each source since a mark."""
        told = self.told()
        result = {}
        for name, total in self.sent.items():
            sentBefore, processedBefore = since[name]
            sent, processed = total - sentBefore, told.processed(name) - processedBefore
            figures = Figures(
                sent=sent.total(),
                processed=processed.total(),
                doubled=(processed - sent).total(),
            )
            # Records in files count as stored.
            figures.stored = (
                sent.total() if name == "files" else sum(told.stored.values()) - since["stored"]
            )
            result[name] = figures
        return result


def _texts(data: bytes) -> list[str]:
    """Return the lines as Java's decoder reads them."""
    return data.decode("utf-8", "replace").removesuffix("\n").split("\n")
