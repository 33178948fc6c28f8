"""A proxy between a broker and its clients, which can be unreachable or slow."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import suppress

__all__ = ["Proxy"]

_SIZE = 1 << 16


class Proxy:
    """Forwards a port on loopback to another port, in threads.

    Parameters
    ----------
    context : ssl.SSLContext, optional
        The TLS context for the clients. The connection to the broker has no TLS.

    Attributes
    ----------
    port : int
        The port that clients connect to.
    delay : float
        The delay of each piece of an answer, in s.
    """

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._context = context
        self.delay = 0.0
        self._target: tuple[str, int] | None = None
        self._connections: list[socket.socket] = []
        self._changing = threading.Lock()
        self._server = self._listening(0)
        self.port: int = self._server.getsockname()[1]

    def forward(self, host: str, port: int) -> None:
        """Forward to this address from now on."""
        self._target = host, port

    def stop(self) -> None:
        """Refuse new connections, and break the existing ones."""
        # Without the shutdown, the thread that waits for a connection accepts one more.
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        with self._changing:
            broken, self._connections = self._connections, []
        for connection in broken:
            _close(connection)

    def start(self) -> None:
        """Accept connections again."""
        self._server = self._listening(self.port)

    def close(self) -> None:
        """End the proxy."""
        self.stop()

    def _listening(self, port: int) -> socket.socket:
        server = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, args=(server,), daemon=True).start()
        return server

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            try:
                assert self._target is not None
                if self._context is not None:
                    client = self._context.wrap_socket(client, server_side=True)
                broker = socket.create_connection(self._target, 5)
            except OSError:
                _close(client)
                continue
            broker.settimeout(None)
            with self._changing:
                self._connections += [client, broker]
            for source, target, isAnswer in ((client, broker, False), (broker, client, True)):
                copying = (source, target, isAnswer)
                threading.Thread(target=self._copy, args=copying, daemon=True).start()

    def _copy(self, source: socket.socket, target: socket.socket, isAnswer: bool) -> None:
        with suppress(OSError):
            while data := source.recv(_SIZE):
                if isAnswer and self.delay:
                    time.sleep(self.delay)
                target.sendall(data)
        _close(source)
        _close(target)


def _close(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
