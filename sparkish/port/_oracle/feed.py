"""A TCP feed whose lines fall into one block, and so into one batch."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

from sparkish.port._oracle.program import Batch

#: Milliseconds; the receivers cut blocks at the multiples of it.
BLOCK_INTERVAL = 100


class Feed:
    """A server on the loopback, on a free port unless told which, for one receiver at a time."""

    def __init__(self, port: int = 0) -> None:
        self._server = socket.create_server(("127.0.0.1", port))
        self.port: int = self._server.getsockname()[1]
        self._receiver: socket.socket | None = None
        self._changed = threading.Condition()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                receiver, _ = self._server.accept()
            except OSError:  # closed
                return
            with self._changed:
                self._receiver = receiver
                self._changed.notify_all()

    def waitForReceiver(self, seconds: float) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._receiver is not None, seconds):
                raise TimeoutError(f"no receiver connected to port {self.port} in {seconds} s")

    def isConnected(self) -> bool:
        return self._receiver is not None

    def send(self, batch: Batch) -> None:
        data = [item if isinstance(item, bytes) else f"{item}\n".encode() for item in batch]
        if self._receiver is None:
            raise RuntimeError("no receiver is connected")
        self._receiver.sendall(b"".join(data))

    def hangUp(self) -> None:
        """Close the connection of a receiver that has ended."""
        with self._changed:
            if self._receiver is not None:
                self._receiver.close()
            self._receiver = None

    def __enter__(self) -> Feed:
        return self

    def __exit__(self, *exc: object) -> None:
        self.hangUp()
        with contextlib.suppress(OSError):
            # The port stays taken as long as a thread waits in accept.
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()


def waitForBlock() -> None:
    """Wait for the beginning of a block, so that what is sent at once stays together."""
    waitUntil((time.time() * 1000 // BLOCK_INTERVAL + 1.1) * BLOCK_INTERVAL)


def waitUntil(milliseconds: float) -> None:
    time.sleep(max(0.0, milliseconds / 1000 - time.time()))


def javaBlock(*texts: str) -> bytes:
    """Return the bytes that a server sends to a raw socket: strings as Java serializes them."""
    encoded = [text.encode() for text in texts]
    block = b"\xac\xed\0\5" + b"".join(b"t" + len(t).to_bytes(2, "big") + t for t in encoded)
    return len(block).to_bytes(4, "big") + block
