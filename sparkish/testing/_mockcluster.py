"""The program of :class:`KafkaBroker`'s process: librdkafka's mock cluster under commands.

It runs as a file and does not import sparkish. Its first line of output has the brokers' addresses.
Each line of input is a JSON list: a command and its arguments. It answers each with one line, which
is empty or says what went wrong. It ends when its input ends.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable
from ctypes.util import find_library
from pathlib import Path
from typing import Any

import confluent_kafka

_POINTER, _INT, _TEXT, _OFFSET = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int64
_PRODUCER = 0


def _library() -> str:
    """Return the librdkafka that confluent-kafka has loaded, from its wheel or the system."""
    package = Path(confluent_kafka.__file__).parent
    for folder in (package.with_name("confluent_kafka.libs"), package / ".dylibs", package):
        for file in sorted(folder.glob("*librdkafka*")):
            return str(file)
    return find_library("rdkafka") or "librdkafka.so.1"


class MockCluster:
    """The mock cluster. It ends with its process."""

    def __init__(self, brokers: int) -> None:
        library = ctypes.CDLL(_library())

        def function(name: str, *arguments: Any, returns: Any = _INT) -> Callable[..., Any]:
            found = getattr(library, f"rd_kafka_{name}")
            found.restype, found.argtypes = returns, list(arguments)
            return found  # type: ignore[no-any-return]

        new = function("new", _INT, _POINTER, _TEXT, ctypes.c_size_t, returns=_POINTER)
        newCluster = function("mock_cluster_new", _POINTER, _INT, returns=_POINTER)
        servers = function("mock_cluster_bootstraps", _POINTER, returns=_TEXT)
        message = function("err2str", _INT, returns=_TEXT)
        settings = function("conf_new", returns=_POINTER)()
        set_ = function("conf_set", _POINTER, _TEXT, _TEXT, _TEXT, ctypes.c_size_t)
        reason = ctypes.create_string_buffer(512)
        # This handle connects to no cluster, and librdkafka would log a complaint.
        set_(settings, b"log_level", b"0", reason, len(reason))
        self._handle = new(_PRODUCER, settings, reason, len(reason))
        self._cluster = newCluster(self._handle, brokers)
        self._message = message
        self.servers = servers(self._cluster).decode()
        self._commands = {
            "createTopic": function("mock_topic_create", _POINTER, _TEXT, _INT, _INT),
            "deleteRecords": function(
                "mock_partition_delete_records", _POINTER, _TEXT, ctypes.c_int32, _OFFSET
            ),
            "setLeader": function(
                "mock_partition_set_leader", _POINTER, _TEXT, ctypes.c_int32, ctypes.c_int32
            ),
            "stopBroker": function("mock_broker_set_down", _POINTER, ctypes.c_int32),
            "startBroker": function("mock_broker_set_up", _POINTER, ctypes.c_int32),
            "setDelay": function("mock_broker_set_rtt", _POINTER, ctypes.c_int32, _INT),
        }

    def run(self, command: str, *arguments: Any) -> str:
        """Run a command; return an error message, or an empty string."""
        values = [value.encode() if isinstance(value, str) else value for value in arguments]
        code = self._commands[command](self._cluster, *values)
        return str(self._message(code).decode()) if code else ""


def main() -> None:
    """Serve until the input ends."""
    cluster = MockCluster(int(sys.argv[1]))
    print(cluster.servers, flush=True)
    for line in sys.stdin:
        print(cluster.run(*json.loads(line)), flush=True)
    # Exit without waiting for the cluster's threads.
    os._exit(0)


if __name__ == "__main__":
    main()
