"""Addresses, with Java's names: ``java.net.URL``."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from sparkish._executor.portable import portable
from sparkish.java.streams import resourceStream

portable(__name__)

_PORTS = {"http": 80, "https": 443, "ftp": 21}


class URL:
    """An address. Java: ``java.net.URL``."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts = urlsplit(text)
        if not self._parts.scheme:
            raise ValueError(f"no protocol: {text}")

    def getProtocol(self) -> str:
        """Return what is before the colon."""
        return self._parts.scheme

    def getHost(self) -> str:
        """Return the host's name, "" where there is none."""
        return self._parts.hostname or ""

    def getPort(self) -> int:
        """Return the port that it names, -1 where it names none."""
        return self._parts.port or -1

    def getDefaultPort(self) -> int:
        """Return the protocol's port, -1 where it has none."""
        return _PORTS.get(self._parts.scheme, -1)

    def getPath(self) -> str:
        """Return the path."""
        return self._parts.path

    def getQuery(self) -> str | None:
        """Return what is behind the question mark, or None."""
        return self._parts.query or None

    def getFile(self) -> str:
        """Return the path and the query."""
        return self._parts.path + (f"?{self._parts.query}" if self._parts.query else "")

    def toURI(self) -> URL:
        """Return the same address."""
        return self

    def toExternalForm(self) -> str:
        """Return its text."""
        return self._text

    def openStream(self) -> Any:
        """Return what is there, as a stream of bytes."""
        return urlopen(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, URL) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        return self._text


def resourceURL(name: str) -> URL | None:
    """Return a file of the program, or None where there is none. Java: ``getResource``."""
    stream = resourceStream(name)
    if stream is None:
        return None
    with stream:
        return URL(f"file:{os.path.abspath(stream.name)}")
