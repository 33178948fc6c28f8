"""The faults that hit a run while its messages are on their way."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compat.cluster.processes import kill, waitFor

if TYPE_CHECKING:
    from compat.kafka.run import Run

__all__ = ["FAULTS", "Fault"]


@dataclass(frozen=True)
class Fault:
    """A fault, by name."""

    name: str
    what: str
    happen: Callable[[Run], None]
    conf: dict[str, str] = field(default_factory=dict)
    brokers: tuple[str, ...] = ("mock", "tansu")
    ends: str = ""
    """The driver's last words, if the fault must end it."""


def _none(run: Run) -> None:
    run.sendRest()


def _drivers(run: Run) -> None:
    """Kill the driver five times, each time in the middle of batches."""
    for _ in range(5):
        run.sendPart(6)
        run.waitForProgress()
        run.waitForCheckpoint()
        time.sleep(random.uniform(0, 1.5))
        run.driver.kill()
        run.cluster.waitUntilIdle()
        run.submit()
    run.sendRest()


def _workers(run: Run) -> None:
    for _ in range(3):
        run.sendPart(4)
        run.waitForProgress()
        kill(*waitFor(run.cluster.pythonWorkers, "Python workers"))
    run.sendRest()


def _executors(run: Run) -> None:
    for _ in range(2):
        run.sendPart(3)
        run.waitForProgress()
        executors = waitFor(run.cluster.executors, "executors")
        kill(executors[min(executors, key=int)])
    run.sendRest()


def _brokers(run: Run) -> None:
    for _ in range(2):
        run.sendPart(3)
        run.waitForProgress()
        run.broker.stopBroker()
        time.sleep(3)
        run.broker.startBroker()
    run.sendRest()


def _slow(run: Run) -> None:
    run.sendPart(2)
    run.broker.setDelay(700)
    run.waitForProgress()
    run.waitForProgress()
    run.broker.setDelay(0)
    run.sendRest()


def _newTopics(run: Run) -> None:
    for number in range(3):
        run.sendPart(4)
        run.waitForProgress()
        run.addTopic(f"numbers{number}", 2)
    run.sendRest()


def _deleted(run: Run) -> None:
    """Delete processed messages, as retention does after some time."""
    for _ in range(3):
        run.sendPart(4)
        run.waitUntilProcessed()
        for partition, (_, latest) in run.broker.offsets("numbers").items():
            run.broker.deleteRecords("numbers", partition, latest)
    run.sendRest()


def _gone(run: Run) -> None:
    """Delete messages that the driver has not read yet, while it does not run."""
    run.sendPart(2)
    run.waitForProgress()
    run.waitForCheckpoint()
    run.driver.kill()
    run.cluster.waitUntilIdle()
    run.sendRest()
    for partition, (_, latest) in run.broker.offsets("numbers").items():
        run.broker.deleteRecords("numbers", partition, latest - 5)
    run.submit()


def _gaps(run: Run) -> None:
    for _ in range(2):
        run.sendPart(3, gaps=True)
        run.waitForProgress()
        kill(*waitFor(run.cluster.pythonWorkers, "Python workers"))
    run.sendRest(gaps=True)


_RATE = {
    "spark.streaming.kafka.maxRatePerPartition": "4000",
    # Spark may reuse a worker that died while it was idle. Then the task fails, so allow failures.
    "spark.task.maxFailures": "20",
}

FAULTS = [
    Fault("none", "nothing", _none),
    Fault("drivers", "the driver is killed, five times", _drivers, _RATE),
    Fault("workers", "all Python workers are killed, three times", _workers, _RATE),
    Fault("executors", "an executor is killed, twice", _executors, _RATE),
    Fault("brokers", "the broker is away for 3 s, twice", _brokers, _RATE),
    Fault("slow", "the broker takes 0.7 s for each answer", _slow, _RATE),
    Fault(
        "behind",
        "a batch may read far less than there is",
        _none,
        {"spark.streaming.kafka.maxRatePerPartition": "1500"},
    ),
    Fault("topics", "new topics with new partitions come", _newTopics, _RATE),
    Fault(
        "gaps",
        "offsets are missing, and all Python workers are killed, twice",
        _gaps,
        _RATE | {"spark.streaming.kafka.allowNonConsecutiveOffsets": "true"},
    ),
    Fault("deleted", "what was processed is deleted, three times", _deleted, _RATE, ("mock",)),
    Fault(
        "gone",
        "what was not processed is deleted, too: the driver says so, and ends",
        _gone,
        # No worker is killed, so each failure of a task is the fault's.
        _RATE | {"spark.task.maxFailures": "2"},
        ("mock",),
        r"Offsets \d+ to \d+ of numbers-\d are gone: Kafka has \d+ to \d+ left",
    ),
]
