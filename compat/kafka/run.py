"""One run: a broker, a job on the cluster, messages, and a fault."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from compat.cluster import Cluster, ClusterError, Submitted
from compat.cluster.processes import waitFor
from compat.kafka.brokers import started
from compat.kafka.faults import Fault
from compat.kafka.verdict import Verdict, judged

__all__ = ["Run"]

APP = Path(__file__).with_name("app.py")
ROOT = Path(__file__).parents[2]
PARTITIONS = 8
# The longest time without progress, in s.
_PATIENCE = 240.0
_CHUNK = 10_000


class Run:
    """One fault on one broker."""

    def __init__(
        self, cluster: Cluster, fault: Fault, brokerName: str, messages: int, seconds: int
    ) -> None:
        self.cluster = cluster
        self._fault = fault
        self._brokerName = brokerName
        self._messages = messages
        self._seconds = seconds
        self._sent = 0
        self._topics: list[str] = []
        self.folder = cluster.folder / f"{fault.name}-{brokerName}-{time.time_ns()}"
        self.folder.mkdir()
        self.broker: Any = None
        self.driver: Submitted

    def run(self) -> tuple[Verdict, float]:
        """Run, and return the verdict and the seconds that it took."""
        began = time.monotonic()
        with started(self._brokerName) as self.broker:
            self.addTopic("numbers", PARTITIONS)
            self.submit()
            try:
                self._fault.happen(self)
                if self._fault.ends:
                    self._waitForTheEnd()
                else:
                    self._waitForAll()
                    (self.folder / "stop").touch()
                    self.driver.wait(_PATIENCE)
                offsets = sum(
                    latest
                    for topic in self._topics
                    for _, latest in self.broker.offsets(topic).values()
                )
            finally:
                self.driver.end()
                self.cluster.waitUntilIdle()
        total = self._messages * (self._messages - 1) // 2
        verdict = judged(self._batches(), self._state(), self._sent, offsets, total)
        return verdict, time.monotonic() - began

    def submit(self) -> None:
        """Start the driver, for the first time or again."""
        self.driver = self.cluster.submit(
            APP,
            self.broker.bootstrapServers,
            str(self.folder),
            str(self._seconds),
            conf=self._fault.conf,
            driverPython=sys.executable,
            pythonPath=str(ROOT),
        )

    def addTopic(self, topic: str, partitions: int) -> None:
        """Make a topic. From then on, messages go to it."""
        self.broker.createTopic(topic, partitions)
        self._topics.append(topic)

    def sendPart(self, parts: int, gaps: bool = False) -> None:
        """Send one of ``parts`` parts of the messages, with or without gaps in their offsets."""
        self._send(min(self._sent + self._messages // parts, self._messages), gaps)

    def sendRest(self, gaps: bool = False) -> None:
        """Send the remaining messages."""
        self._send(self._messages, gaps)

    def waitForProgress(self) -> None:
        """Wait until at least one more message is processed."""
        before = self.processed()

        def progress() -> bool:
            return self.processed() > before or before >= self._sent

        self._wait(progress, "progress")

    def waitForCheckpoint(self) -> None:
        """Wait for the first checkpoint: without it, Spark starts from the beginning again."""
        self._wait(lambda: [*(self.folder / "checkpoint").glob("checkpoint-*")], "a checkpoint")

    def waitUntilProcessed(self) -> None:
        """Wait until all sent messages are processed."""
        self._wait(self._isDone, "all messages")

    def processed(self) -> int:
        """Return how many messages the batches so far contain."""
        return sum(count for batch in self._batches() for _, count, _ in batch["parts"])

    def _isDone(self) -> bool:
        """Tell whether both outputs, the batches and the state, have all sent messages."""
        counted = sum(self._state().values())
        return self.processed() >= self._sent and counted >= self._sent

    def _waitForAll(self) -> None:
        last, at = -1, time.monotonic()
        while not self._isDone():
            if (now := self.processed()) != last:
                last, at = now, time.monotonic()
            if time.monotonic() - at > _PATIENCE or self.driver.process.poll() is not None:
                raise TimeoutError(f"{last} of {self._sent} processed\n{self.driver.tail()}")
            time.sleep(0.2)

    def _waitForTheEnd(self) -> None:
        code = self.driver.wait(_PATIENCE)
        if code == 0 or not re.search(self._fault.ends, self.driver.log.read_text()):
            raise ClusterError(
                f"The driver has not said {self._fault.ends!r}:\n{self.driver.tail()}"
            )

    def _wait(self, condition: Any, what: str) -> None:
        def happens() -> Any:
            if self.driver.process.poll() is not None:
                raise ClusterError(f"The driver has ended:\n{self.driver.tail()}")
            return condition()

        try:
            waitFor(happens, what, _PATIENCE)
        except TimeoutError as error:
            kept = {topic: self.broker.offsets(topic) for topic in self._topics}
            raise TimeoutError(
                f"{error}; {self.processed()} of {self._sent} processed, the broker has {kept}\n"
                f"{self.driver.tail()}"
            ) from None

    def _send(self, until: int, gaps: bool) -> None:
        while self._sent < until:
            end = min(self._sent + _CHUNK, until)
            numbers = range(self._sent, end)
            for place, topic in enumerate(self._topics):
                messages = [str(each) for each in numbers[place :: len(self._topics)]]
                (self.broker.sendWithGaps if gaps else self.broker.send)(topic, messages)
            self._sent = end

    def _state(self) -> dict[str, int]:
        """Return the counts of the words. There are none before the first batch has ended."""
        counts = self.folder / "state.json"
        return json.loads(counts.read_text()) if counts.exists() else {}

    def _batches(self) -> list[dict[str, Any]]:
        files = sorted((self.folder / "batches").glob("*.json"))
        return [json.loads(file.read_text()) for file in files]
