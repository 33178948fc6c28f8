"""``KafkaBroker``: a Kafka for learning and tests, which needs only the extra ``kafka``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import as_file, files
from itertools import count
from typing import Any

from sparkish._core.closing import Closing
from sparkish._core.errors import SparkishError
from sparkish.streaming._kafka.extra import confluentKafka, quietLogger

__all__ = ["KafkaBroker"]

# How many seconds the brokers may take to answer.
_PATIENCE = 30.0

Message = str | bytes | None


class KafkaBroker(Closing):
    """An in-memory Kafka cluster on loopback: librdkafka's mock cluster in its own process.

    It speaks Kafka's protocol to any client. It keeps about 5 MB of each partition and drops older
    messages. Closing it drops everything. It has no transactions and no security.

    Parameters
    ----------
    topics : mapping of str to int, optional
        The topics, with the number of partitions of each.
    brokers : int, optional
        The number of brokers; their ids begin at 1.

    Raises
    ------
    ImportError
        If the extra is not installed: ``pip install 'sparkish[kafka]'``.

    Examples
    --------
    >>> from sparkish.testing import KafkaBroker
    >>> with KafkaBroker({"lines": 3}) as broker:
    ...     broker.send("lines", ["to be", "or not", ("a key", "a value")])
    ...     sum(latest for _, latest in broker.offsets("lines").values())
    3
    """

    def __init__(self, topics: Mapping[str, int] | None = None, brokers: int = 1) -> None:
        self._kafka = confluentKafka()
        with as_file(files(__package__) / "_mockcluster.py") as program:
            self._process = subprocess.Popen(
                [sys.executable, str(program), str(brokers)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                # Ctrl-C must reach only the main program, which then closes this process.
                start_new_session=True,
            )
            self.bootstrapServers: str = self._answer()
        """The value for ``bootstrap.servers``: ``host:port`` of each broker."""
        if not self.bootstrapServers:
            raise SparkishError("The mock cluster has not started: see the standard error.")
        self._brokers = range(1, brokers + 1)
        self._turns: defaultdict[str, count[int]] = defaultdict(count)
        self._partitions: dict[str, int] = {}
        self._producer: Any = None
        for topic, partitions in (topics or {}).items():
            self.createTopic(topic, partitions)

    def createTopic(self, topic: str, partitions: int = 1) -> None:
        """Create a topic."""
        self._run("createTopic", topic, partitions, 1)

    def send(
        self,
        topic: str,
        messages: Iterable[Message | tuple[Message, Message]],
        partition: int | None = None,
    ) -> None:
        """Send messages to a topic, and wait until the brokers have them.

        Parameters
        ----------
        topic : str
            The topic.
        messages : iterable
            Values, or pairs of a key and a value. Text is sent in UTF-8.
        partition : int, optional
            The partition of all the messages. By default, messages without a key go to the
            partitions in turn, and a key's hash chooses the partition, as in Java's clients.
        """
        if self._producer is None:
            self._producer = self._kafka.Producer(
                {
                    "bootstrap.servers": self.bootstrapServers,
                    "partitioner": "murmur2_random",
                    "message.max.bytes": 100_000_000,
                    "queue.buffering.max.messages": 10_000_000,
                    # Large batches, as the mock cluster answers a fetch with one of them.
                    "linger.ms": 20,
                },
                logger=quietLogger(),
            )
        failures: list[str] = []

        def delivered(error: Any, message: Any) -> None:
            if error is not None:
                failures.append(str(error))

        for message in messages:
            key, value = message if isinstance(message, tuple) else (None, message)
            place = {} if partition is None else {"partition": partition}
            if partition is None and key is None:
                place["partition"] = next(self._turns[topic]) % self._numberOfPartitions(topic)
            self._producer.produce(topic, value, key, on_delivery=delivered, **place)
            self._producer.poll(0)
        if self._producer.flush(_PATIENCE) or failures:
            raise SparkishError(f"{topic}: the brokers did not accept all messages: {failures[:3]}")

    def offsets(self, topic: str) -> dict[int, tuple[int, int]]:
        """Return the earliest offset of each partition, and the offset after the latest."""
        with self._consumer("sparkish") as consumer:
            return {
                partition: consumer.get_watermark_offsets(
                    self._kafka.TopicPartition(topic, partition), timeout=_PATIENCE
                )
                for partition in range(self._numberOfPartitions(topic))
            }

    def committed(self, groupId: str, topic: str) -> dict[int, int]:
        """Return the offsets that a group has committed, by partition."""
        partitions = range(self._numberOfPartitions(topic))
        with self._consumer(groupId) as consumer:
            found = consumer.committed(
                [self._kafka.TopicPartition(topic, partition) for partition in partitions],
                timeout=_PATIENCE,
            )
        return {each.partition: each.offset for each in found if each.offset >= 0}

    def deleteRecords(self, topic: str, partition: int, beforeOffset: int) -> None:
        """Delete a partition's messages before an offset, as retention does."""
        self._run("deleteRecords", topic, partition, beforeOffset)

    def setLeader(self, topic: str, partition: int, broker: int) -> None:
        """Make another broker the leader of a partition."""
        self._run("setLeader", topic, partition, broker)

    def stopBroker(self, broker: int | None = None) -> None:
        """Make one broker, or all, refuse connections; their messages stay."""
        for each in self._brokers if broker is None else [broker]:
            self._run("stopBroker", each)

    def startBroker(self, broker: int | None = None) -> None:
        """Make one broker, or all, accept connections again."""
        for each in self._brokers if broker is None else [broker]:
            self._run("startBroker", each)

    def setDelay(self, milliseconds: int) -> None:
        """Delay each answer of each broker."""
        for each in self._brokers:
            self._run("setDelay", each, milliseconds)

    def close(self) -> None:
        """End the cluster and drop its messages."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(_PATIENCE)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _consumer(self, groupId: str) -> Any:
        return self._kafka.Consumer(
            {
                "bootstrap.servers": self.bootstrapServers,
                "group.id": groupId,
                "enable.auto.commit": False,
            },
            logger=quietLogger(),
        )

    def _numberOfPartitions(self, topic: str) -> int:
        # A message of another client may have created the topic, with the brokers' default size.
        if topic not in self._partitions:
            with self._consumer("sparkish") as consumer:
                found = consumer.list_topics(topic, timeout=_PATIENCE).topics[topic]
            if found.error is not None or not found.partitions:
                raise SparkishError(f"There is no topic {topic!r}: createTopic({topic!r}) first.")
            self._partitions[topic] = len(found.partitions)
        return self._partitions[topic]

    def _run(self, *command: Any) -> None:
        if self._process.stdin is None or self._process.stdin.closed:
            raise SparkishError("This KafkaBroker was closed.")
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        if failure := self._answer():
            raise SparkishError(f"{command[0]}{command[1:]}: {failure}")

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().removesuffix("\n")
