"""Sockets, with Java's names: ``java.net``."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from sparkish._executor.portable import portable
from sparkish.java.streams import bytesOf

portable(__name__)


class Socket:
    """A connection. Java: ``java.net.Socket``."""

    def __init__(self, host: Any, port: int = 0) -> None:
        isOpen = isinstance(host, socket.socket)
        self._socket = host if isOpen else socket.create_connection((str(host), port))
        self._reader = self._socket.makefile("rb")

    def getInputStream(self) -> Any:
        """Return what is received, as bytes."""
        return self._reader

    def getOutputStream(self) -> Any:
        """Return where is written what is sent, as bytes, at once."""
        return _Sent(self)

    def getInetAddress(self) -> InetAddress:
        """Return whom it is connected with."""
        return InetAddress("", self._socket.getpeername()[0])

    def getPort(self) -> int:
        """Return the port there."""
        return int(self._socket.getpeername()[1])

    def getLocalPort(self) -> int:
        """Return the port here."""
        return int(self._socket.getsockname()[1])

    def setSoTimeout(self, milliseconds: int) -> None:
        """Wait so long for what is read; 0 is for ever."""
        self._socket.settimeout(milliseconds / 1000 if milliseconds else None)

    def isConnected(self) -> bool:
        """Tell whether it has been connected."""
        return True

    def close(self) -> None:
        """End the connection."""
        self._reader.close()
        self._socket.close()

    def isClosed(self) -> bool:
        """Tell whether it has ended."""
        return self._socket.fileno() < 0


class _Sent:
    """Sends whole what is written."""

    def __init__(self, connection: Socket) -> None:
        self._connection = connection

    def write(self, values: Any) -> None:
        self._connection._socket.sendall(bytesOf(values))

    def flush(self) -> None:
        """Do nothing: all is sent at once."""

    def close(self) -> None:
        self._connection.close()


class ServerSocket:
    """What others connect with. Java: ``java.net.ServerSocket``."""

    def __init__(self, port: int, *_backlog: int) -> None:
        self._socket = socket.create_server(("", port))

    def accept(self) -> Socket:
        """Wait until another connects, and return the connection."""
        return Socket(self._socket.accept()[0])

    def getLocalPort(self) -> int:
        """Return the port here."""
        return int(self._socket.getsockname()[1])

    def setSoTimeout(self, milliseconds: int) -> None:
        """Wait so long for others; 0 is for ever."""
        self._socket.settimeout(milliseconds / 1000 if milliseconds else None)

    def isClosed(self) -> bool:
        """Tell whether it has ended."""
        return self._socket.fileno() < 0

    def close(self) -> None:
        """End it."""
        self._socket.close()


class InetAddress:
    """A machine. Java: ``java.net.InetAddress``."""

    def __init__(self, name: str, address: str) -> None:
        self._name, self._address = name, address

    @staticmethod
    def getLocalHost() -> InetAddress:
        """Return this machine."""
        name = socket.gethostname()
        try:
            return InetAddress(name, socket.gethostbyname(name))
        except OSError:
            return InetAddress(name, "127.0.0.1")

    @staticmethod
    def getByName(name: str) -> InetAddress:
        """Return the machine of a name.

        Raises
        ------
        OSError
            Where there is none.
        """
        return InetAddress(name, socket.gethostbyname(name))

    def getHostName(self) -> str:
        """Return its name."""
        return self._name or socket.getfqdn(self._address)

    def getHostAddress(self) -> str:
        """Return its address."""
        return self._address

    def __str__(self) -> str:
        return f"{self._name}/{self._address}"

    toString = __str__


def urlEncoded(text: str, charset: Any = "utf-8") -> str:
    """Return text as a form's field has it. Java: ``java.net.URLEncoder.encode``."""
    return quote_plus(text, safe="*", encoding=str(charset)).replace("~", "%7E")


def urlDecoded(text: str, charset: Any = "utf-8") -> str:
    """Return the text of a form's field. Java: ``java.net.URLDecoder.decode``."""
    return unquote_plus(text, encoding=str(charset))
