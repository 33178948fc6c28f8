"""A proxy before a Kafka broker that wants its clients to log in, with SASL's PLAIN.

The mock cluster has no security of its own.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer

_HANDSHAKE, _API_VERSIONS, _AUTHENTICATE = 17, 18, 36
_UNSUPPORTED_VERSION, _AUTHENTICATION_FAILED = 35, 58


class SaslProxy(ThreadingTCPServer):
    """Lets one user of one password through.

    Attributes
    ----------
    logins : list of tuples
        The mechanism, the user and the password of each attempt.
    """

    daemon_threads = True

    def __init__(self, target: str, user: str, password: str) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        host, port = target.split(":")
        self.target = host, int(port)
        self.expected = user, password
        self.logins: list[tuple[str, str, str]] = []
        self.bootstrapServers = f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def saslProxy(target: str, user: str, password: str) -> Iterator[SaslProxy]:
    """Run a proxy."""
    with SaslProxy(target, user, password) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield proxy
        proxy.shutdown()


class _Connection(BaseRequestHandler):
    server: SaslProxy

    def handle(self) -> None:
        with suppress(OSError), socket.create_connection(self.server.target, 30) as broker:
            if self._loggedIn(broker):
                broker.settimeout(None)
                threading.Thread(target=self._answer, args=(broker,), daemon=True).start()
                while frame := _frame(self.request):
                    broker.sendall(_framed(frame))

    def _loggedIn(self, broker: socket.socket) -> bool:
        mechanism = ""
        while frame := _frame(self.request):
            api, version, correlation, name = struct.unpack_from("!hhih", frame)
            body = frame[10 + max(name, 0) :]
            if api == _API_VERSIONS and version > 0:
                said = struct.pack("!hi", _UNSUPPORTED_VERSION, 0)
            elif api == _API_VERSIONS:
                broker.sendall(_framed(frame))
                answer = _frame(broker)[4:]
                code, number = struct.unpack_from("!hi", answer)
                said = struct.pack("!hi", code, number + 2) + answer[6:]
                said += struct.pack("!hhhhhh", _HANDSHAKE, 0, 1, _AUTHENTICATE, 0, 1)
            elif api == _HANDSHAKE:
                mechanism = body[2:].decode()
                said = struct.pack("!hih", 0, 1, len(mechanism)) + mechanism.encode()
            else:
                assert api == _AUTHENTICATE, api
                _, user, password = body[4:].decode().split("\0")
                self.server.logins.append((mechanism, user, password))
                isRight = (user, password) == self.server.expected
                text = b"" if isRight else b"Authentication failed"
                said = struct.pack("!hh", 0 if isRight else _AUTHENTICATION_FAILED, len(text))
                said += text + struct.pack("!i", 0) + (struct.pack("!q", 0) if version else b"")
                self.request.sendall(_framed(struct.pack("!i", correlation) + said))
                return isRight
            self.request.sendall(_framed(struct.pack("!i", correlation) + said))
        return False

    def _answer(self, broker: socket.socket) -> None:
        """Pass answers on, in which the broker says its own address."""
        host, port = self.server.target
        own = host.encode() + struct.pack("!i", port)
        ours = host.encode() + struct.pack("!i", self.server.server_address[1])
        with suppress(OSError):
            while frame := _frame(broker):
                self.request.sendall(_framed(frame.replace(own, ours)))


def _framed(frame: bytes) -> bytes:
    return struct.pack("!i", len(frame)) + frame


def _frame(connection: socket.socket) -> bytes:
    """Return the next frame; none at the end."""
    head = _read(connection, 4)
    return _read(connection, struct.unpack("!i", head)[0]) if head else b""


def _read(connection: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        if not (part := connection.recv(size - len(found))):
            return b""
        found += part
    return found
