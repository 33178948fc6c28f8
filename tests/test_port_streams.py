"""Java's streams and readers in ports: on executors, over connections that have nothing yet."""

from __future__ import annotations

import pickle
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pyspark import cloudpickle

from sparkish.java import (
    BufferedReader,
    ByteArrayInputStream,
    ByteArrayOutputStream,
    DataInputStream,
    EOFException,
    FileInputStream,
    InputStreamReader,
    PrintStream,
    Scanner,
    available,
    readByte,
    readInto,
)
from sparkish.scala import NoSuchElementException


@pytest.fixture
def pair():
    left, right = socket.socketpair()
    with left, right, right.makefile("rb") as stream:
        yield left, stream


def test_what_has_not_come_is_not_waited_for(pair) -> None:
    left, stream = pair
    reader = BufferedReader(InputStreamReader(stream))
    assert not reader.ready()
    assert available(stream) == 0
    left.sendall(b"one\ntwo\n")
    assert reader.readLine() == "one"
    # Python has read the second line already; nothing more is in the connection.
    assert reader.ready()
    assert available(stream) == 4
    assert reader.readLine() == "two"
    assert not reader.ready()
    left.sendall(b"x")
    assert readByte(stream) == ord("x")


def test_a_buffer_is_filled_with_what_there_is(pair) -> None:
    left, stream = pair
    left.sendall(b"abc")
    buffer = bytearray(8)
    assert readInto(stream, buffer, 1) == 3
    assert buffer[1:4] == b"abc"
    left.close()
    assert readInto(stream, buffer) == -1
    assert readByte(stream) == -1


def test_a_scanner_gives_words_as_they_come(pair) -> None:
    left, stream = pair
    scanner = Scanner(stream)
    left.sendall(b"12 words\n")
    assert scanner.hasNextInt()
    assert scanner.nextInt() == 12
    assert scanner.next() == "words"
    left.close()
    assert not scanner.hasNext()
    with pytest.raises(NoSuchElementException):
        scanner.next()


def test_the_end_of_data_is_an_error_of_java_io() -> None:
    stream = DataInputStream(ByteArrayInputStream([0, 1, -1]))
    assert stream.readShort() == 1
    assert stream.readByte() == -1
    for kind in (OSError, EOFError, EOFException):
        with pytest.raises(kind):
            stream.readInt()


def test_a_line_may_end_anywhere_in_a_text_of_several_bytes(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes("é\r\nü".encode())
    reader = InputStreamReader(FileInputStream(path))
    assert [reader.read() for _ in range(5)] == [0xE9, 13, 10, 0xFC, -1]


def test_they_travel_to_executors_without_sparkish() -> None:
    def told() -> object:
        out = ByteArrayOutputStream()
        PrintStream(out).println(1.0)
        reader = BufferedReader(InputStreamReader(ByteArrayInputStream(out.toByteArray())))
        numbers = Scanner("3 x")
        data = DataInputStream(ByteArrayInputStream(b"\0\0\0\7"))
        return reader.readLine(), reader.readLine(), numbers.nextInt(), data.readInt()

    program = (
        "import sys, pickle\nsys.modules['sparkish'] = None\nprint(pickle.load(sys.stdin.buffer)())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=cloudpickle.dumps(told),
        capture_output=True,
        timeout=60,
    )
    assert done.stdout.decode() == f"{('1.0', None, 3, 7)}\n", done.stderr.decode()
    assert pickle.loads(cloudpickle.dumps(told))() == told()
