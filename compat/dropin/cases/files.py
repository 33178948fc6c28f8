"""Sockets, files, and recovery from a checkpoint."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from compat.dropin.cases.outputs import running
from compat.dropin.cases.registry import BATCH, Names, runs, until


@contextmanager
def serving(text: bytes) -> Iterator[int]:
    """Serve a text to each connection, and keep the connection open."""
    connections: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            connections.append(connection)
            connection.sendall(text)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in connections:
                connection.close()


def drop(data: bytes, folder: Path, name: str) -> None:
    """Move a file into a folder as Spark needs it: in one step, with the current time."""
    made = folder.parent / f"{folder.name}-{name}"
    made.write_bytes(data)
    os.rename(made, folder / name)


def received(m: Names, stream: Any, wanted: int) -> tuple[list[Any], Any]:
    elements: list[Any] = []
    stream.foreachRDD(lambda rdd: elements.extend(rdd.collect()))
    return elements, lambda: until(lambda: len(elements) >= wanted, f"{wanted} elements")


@runs()
def socketText(m: Names) -> Any:
    with serving("to be\nor not\r\n\nübel\n".encode()) as port:
        ssc = m.StreamingContext(m.sc, batchDuration=BATCH)
        elements, wait = received(m, ssc.socketTextStream("localhost", port), 4)
        ssc.start()
        wait()
        ssc.stop(False)
    return elements


@runs()
def socketTextAtALevel(m: Names) -> Any:
    with serving(b"a\nb\n") as port:
        ssc = m.StreamingContext(m.sc, BATCH)
        level = m.StorageLevel.MEMORY_ONLY
        stream = ssc.socketTextStream(hostname="127.0.0.1", port=port, storageLevel=level)
        elements, wait = received(m, stream.window(2 * BATCH).map(lambda line: line + "VIN"), 4)
        ssc.start()
        wait()
        ssc.stop(stopSparkContext=False, stopGraceFully=True)
    return sorted(elements[:4])


@runs()
def textFiles(m: Names) -> Any:
    folder = m.folder()
    found: list[Any] = []

    def declare(ssc: Any) -> None:
        elements, _ = received(m, ssc.textFileStream(str(folder)).map(str.upper), 3)
        found.append(elements)

    with running(m, declare):
        drop(b"a\nb\n", folder, "one")
        drop("ü\n".encode(), folder, "two")
        until(lambda: len(found[0]) >= 3, "both files are read")
    return sorted(found[0])


@runs()
def binaryRecords(m: Names) -> Any:
    folder = m.folder()
    found: list[Any] = []

    def declare(ssc: Any) -> None:
        stream = ssc.binaryRecordsStream(directory=str(folder), recordLength=2)
        elements, _ = received(m, stream, 2)
        found.append(elements)
        lengths, _ = received(m, stream.map(len), 2)
        found.append(lengths)

    with running(m, declare):
        drop(b"ab\0\xff", folder, "records")
        until(lambda: len(found[0]) >= 2 and len(found[1]) >= 2, "the records are read")
    return [sorted(map(bytes, found[0])), found[1]]


@runs()
def recoveredFromACheckpoint(m: Names) -> Any:
    checkpoint, folder = m.folder(), m.folder()
    seen: list[Any] = []
    made: list[Any] = []

    def create() -> Any:
        made.append("made")
        ssc = m.StreamingContext(m.sc, BATCH)
        words = ssc.textFileStream(str(folder)).map(lambda word: (word, 1))
        # A checkpoint pickles a copy of a list, so both runs write to a file.
        states = words.updateStateByKey(lambda values, last: sum(values) + (last or 0))
        states.foreachRDD(lambda time, rdd: append(str(folder.parent / "seen"), rdd.collect()))
        return ssc

    first = m.StreamingContext.getOrCreate(str(checkpoint), create)
    first.start()
    drop(b"a\nb\na\n", folder, "one")
    out = folder.parent / "seen"
    until(lambda: out.exists() and "('a', 2)" in out.read_text(), "the first words are counted")
    # Wait for a checkpoint that is newer than the state.
    until(lambda: newer(checkpoint, out), "a checkpoint is written")
    first.stop(stopSparkContext=False)
    second = m.StreamingContext.getOrCreate(checkpointPath=str(checkpoint), setupFunc=create)
    seen.append([type(second).__name__, second.sparkContext is m.sc, second is not first, made])
    second.start()
    drop(b"a\nc\n", folder, "two")
    until(lambda: "('c', 1)" in out.read_text(), "the state goes on")
    second.stop(False, True)
    return [*seen, out.read_text().splitlines()[-1]]


def append(path: str, elements: list[Any]) -> None:
    if elements:
        with open(path, "a") as file:
            file.write(f"{sorted(elements)}\n")


def newer(folder: Path, file: Path) -> bool:
    written = time.time() - 2 * BATCH
    times = [path.stat().st_mtime for path in folder.glob("checkpoint-*[0-9]")]
    return bool(times) and max(times) > file.stat().st_mtime and max(times) > written
