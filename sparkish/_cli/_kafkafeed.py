"""Feeds ``sparkish demo --kafka``: sends lines to a topic of an in-memory Kafka broker."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import cycle
from types import TracebackType

from sparkish.testing import KafkaBroker

__all__ = ["KafkaFeed"]

TOPIC = "lines"
_PARTITIONS = 3


class KafkaFeed:
    """Sends lines to the topic ``lines`` one by one.

    Parameters
    ----------
    lines : iterable of str
        The lines.
    rate : float, optional
        Lines per second; by default as fast as they come.
    repeat : bool
        Whether to start again after the last line.

    Raises
    ------
    ImportError
        If the extra ``kafka`` is not installed.
    """

    def __init__(self, lines: Iterable[str], rate: float | None, repeat: bool) -> None:
        self.finished = False
        self.sent = 0
        self._lines: Iterator[str] = iter(cycle(lines) if repeat else lines)
        self._pause = 1 / rate if rate else 0
        self._closed = threading.Event()
        self._broker = KafkaBroker({TOPIC: _PARTITIONS})
        self.servers = self._broker.bootstrapServers
        self._thread = threading.Thread(target=self._send, daemon=True)

    def _send(self) -> None:
        for line in self._lines:
            if self._closed.wait(self._pause):
                return
            self._broker.send(TOPIC, [line.rstrip("\n")])
            self.sent += 1
        self.finished = True

    def __enter__(self) -> KafkaFeed:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        if self._pause:
            # The thread may be waiting for a line from the terminal, so do not wait for the thread.
            self._thread.join()
        self._broker.close()
