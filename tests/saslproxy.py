"""A proxy before a Kafka broker that wants its clients to log in, with SASL's PLAIN or SCRAM.

The mock cluster has no security of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import socket
import struct
import threading
from base64 import b64decode, b64encode
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer

_HANDSHAKE, _API_VERSIONS, _AUTHENTICATE = 17, 18, 36
_UNSUPPORTED_MECHANISM, _UNSUPPORTED_VERSION, _AUTHENTICATION_FAILED = 33, 35, 58
_MECHANISMS = "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"

#: Takes what the client says, and yields the server's answers. Returns whether the client is let
#: in, and the last answer.
Talk = Generator[bytes, bytes, tuple[bool, bytes]]


class SaslProxy(ThreadingTCPServer):
    """Lets one user of one password through.

    Attributes
    ----------
    logins : list of tuples
        The mechanism, the user and the password of each attempt; SCRAM sends no password.
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
        talk: Talk | None = None
        isLoggedIn = None
        while isLoggedIn is None and (frame := _frame(self.request)):
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
                isKnown = mechanism in _MECHANISMS
                said = struct.pack("!hi", 0 if isKnown else _UNSUPPORTED_MECHANISM, 3)
                said += b"".join(_text(each.encode()) for each in _MECHANISMS)
                talk = self._plain() if mechanism == "PLAIN" else self._scram(mechanism)
                next(talk)
            else:
                assert api == _AUTHENTICATE, api
                assert talk is not None
                answer = b""
                try:
                    answer = talk.send(body[4:])
                except StopIteration as end:
                    isLoggedIn, answer = end.value
                text = b"Authentication failed" if isLoggedIn is False else b""
                said = struct.pack("!h", _AUTHENTICATION_FAILED if text else 0) + _text(text)
                said += struct.pack("!i", len(answer)) + answer
                said += struct.pack("!q", 0) if version else b""
            self.request.sendall(_framed(struct.pack("!i", correlation) + said))
        return bool(isLoggedIn)

    def _plain(self) -> Talk:
        _, user, password = (yield b"").decode().split("\0")
        self.server.logins.append(("PLAIN", user, password))
        return (user, password) == self.server.expected, b""

    def _scram(self, mechanism: str) -> Talk:
        """Talk as RFC 5802 says."""
        algorithm = mechanism.removeprefix("SCRAM-").replace("-", "").lower()

        def signed(key: bytes, data: bytes) -> bytes:
            return hmac.digest(key, data, algorithm)

        # The client's first message: "n,,n=user,r=nonce".
        first = (yield b"").partition(b",,")[2]
        user, nonce = (each[2:] for each in first.split(b","))
        name = user.decode().replace("=2C", ",").replace("=3D", "=")
        self.server.logins.append((mechanism, name, ""))
        salt, rounds = secrets.token_bytes(16), 4096
        nonce += secrets.token_hex(8).encode()
        challenge = b"r=%b,s=%b,i=%d" % (nonce, b64encode(salt), rounds)
        # Its last message: "c=biws,r=nonce,p=proof".
        bare, _, proof = (yield challenge).rpartition(b",p=")
        password = self.server.expected[1].encode()
        salted = hashlib.pbkdf2_hmac(algorithm, password, salt, rounds)
        talk = b",".join((first, challenge, bare))
        stored = hashlib.new(algorithm, signed(salted, b"Client Key")).digest()
        pairs = zip(signed(stored, talk), b64decode(proof), strict=True)
        isProven = hashlib.new(algorithm, bytes(a ^ b for a, b in pairs)).digest() == stored
        if not isProven or name != self.server.expected[0] or not bare.endswith(b",r=" + nonce):
            return False, b""
        return True, b"v=" + b64encode(signed(signed(salted, b"Server Key"), talk))

    def _answer(self, broker: socket.socket) -> None:
        """Pass answers on, in which the broker says its own address."""
        host, port = self.server.target
        own = host.encode() + struct.pack("!i", port)
        ours = host.encode() + struct.pack("!i", self.server.server_address[1])
        with suppress(OSError):
            while frame := _frame(broker):
                self.request.sendall(_framed(frame.replace(own, ours)))


def _text(text: bytes) -> bytes:
    return struct.pack("!h", len(text)) + text


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
