"""Which processes get a receiver's elements, and which can send elements to its stream."""

from __future__ import annotations

import errno
import os
import pickle
import socket
import struct
import threading
from base64 import b64encode
from binascii import b2a_base64
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyspark.serializers import CloudPickleSerializer
from records import Record

from sparkish import SparkContext, StorageLevel
from sparkish._executor.elements import Frames, PickledLines
from sparkish._executor.seal import Seal, Sealer
from sparkish._jvm.conversions import javaField
from sparkish._jvm.failures import JavaError
from sparkish.context import _hasUnixSockets, _othersAreKeptOut
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.streaming._engine.checkpoints import checkpointSerializer
from sparkish.streaming._sources import links, receiving
from sparkish.streaming._sources.links import Links
from sparkish.streaming._sources.receiving import Supervisor
from sparkish.streaming._sources.tracker import Tracker
from sparkish.streaming.receiver import Receiver

Eventually = Callable[..., None]

collected = Record()


@pytest.fixture(autouse=True)
def empty() -> None:
    global collected
    collected = Record()


def stored(lines: bytes) -> BytesIO:
    """Return lines in the form that Spark's receiver stores and a worker reads."""
    each = lines.split(b"\n")[:-1]
    return BytesIO(b"".join(struct.pack("!i", len(line)) + line for line in each))


def readBy(seal: Seal, lines: bytes) -> list[Any]:
    return list(PickledLines(seal).load_stream(stored(lines)))


class Evil:
    """Leaves a mark in a file if it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> Any:
        return open, (self.path, "w")


# The seal.


@pytest.mark.parametrize("secretly", [False, True])
@pytest.mark.parametrize("data", [b"", b"\0", b"data" * 1000, bytes(range(256))])
def test_what_is_sealed_is_opened_with_its_key_only(data: bytes, secretly: bool) -> None:
    seal = Seal()
    sealer = Sealer(seal)
    one, other = sealer.sealed(data, secretly), sealer.sealed(data, secretly)
    assert one != other
    assert one.count(b"\n") == 1
    for line in (one, other):
        assert pickle.loads(pickle.dumps(seal)).opened(line) == data
        assert seal.sender(line) == sealer.name
        with pytest.raises(ValueError, match="not sent by this application's driver"):
            Seal().opened(line)


def test_what_is_encrypted_says_nothing_without_the_key() -> None:
    sealer = Sealer(Seal())
    lines = [sealer.sealed(b"password" * 100, secretly=True) for _ in range(3)]
    assert all(b2a_base64(b"password" * 3)[:30] not in line for line in lines)
    # Only the sender's name is the same in all lines: encrypted bytes look random.
    texts = [line[64:] for line in lines]
    alike = sum(a == b for a, b in zip(texts[0], texts[1], strict=True))
    assert alike < len(texts[0]) / 10


def test_no_changed_line_is_opened() -> None:
    seal = Seal()
    line = Sealer(seal).sealed(pickle.dumps([1, "two"]), secretly=False).rstrip()
    letters = b"ABCDwxyz0189+/=!\xff"
    for place in range(len(line)):
        changed = [
            line[:place] + bytes([letter]) + line[place + 1 :]
            for letter in letters
            # The last letter before the padding has unused bits.
            if letter != line[place] and place < len(line) - 3
        ]
        for each in (*changed, line[:place], line[place + 4 :]):
            if each and each != line:
                with pytest.raises(ValueError, match="is not read"):
                    seal.opened(each)


def test_a_reader_unpickles_nothing_that_is_not_sealed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    evil = pickle.dumps([Evil(mark)])
    mine = Sealer(seal := Seal()).sealed(pickle.dumps(["mine"]), secretly=False)
    forged = [
        b2a_base64(evil),
        Sealer(Seal()).sealed(evil, secretly=False),
        Sealer(Seal(b"\0" * 32)).sealed(evil, secretly=True),
        b2a_base64(bytes(32) + evil),
        evil.replace(b"\n", b"") + b"\n",
    ]
    for line in forged:
        elements = PickledLines(seal).load_stream(stored(mine + line + mine))
        assert next(elements) == "mine"
        with pytest.raises(ValueError, match="another process has got between"):
            next(elements)
    assert not mark.exists()
    # With a seal it does leave the mark, so the test can fail.
    readBy(seal, Sealer(seal).sealed(evil, secretly=False))
    assert mark.exists()


@pytest.mark.parametrize("together", [False, True])
def test_frames_are_read_as_they_were_stored_and_each_element_is_a_line(together: bool) -> None:
    seal = Seal()
    sealer, frames = Sealer(seal), Frames(together)
    stores: list[list[Any]] = [
        [1],
        [],
        list(range(1000)),
        ["x" * 100_000, None, {"a": [1]}, b"\n"],
        [[], [[]]],
        ["y" * 50] * 3000,
    ]
    elements: list[Any] = []
    lines = b""
    most = 0
    for each in stores:
        elements += each
        for data, rest in frames.of(each):
            most = max(most, len(rest) + 1)
            lines += sealer.sealed(data, secretly=False) + rest
    assert readBy(seal, lines) == elements
    assert lines.count(b"\n") == len(elements)
    assert (most > 50) if together else (most == 1)


# Whose connection is Spark's.


class Spark(Tracker):
    """Spark's side: where its receiver runs, its port, and the blocks that it has stored."""

    def __init__(self, executor: str | None = "1") -> None:
        self.where = executor
        self.port: int | None = None
        self.stored: list[bytes] = []

    def executor(self) -> str | None:
        return self.where

    def receiversPort(self, port: int) -> int | None:
        return self.port

    def storedLines(self) -> Iterator[bytes]:
        stored, self.stored = self.stored, []
        yield from stored

    def log(self, message: str, error: BaseException | None = None) -> None:
        collected.append((message, error))

    def hasEnded(self) -> bool:
        return False


class Side:
    """The links of a feed, run by a thread, with the connections of a test."""

    def __init__(self, spark: Spark) -> None:
        self.spark = spark
        self.seal = Seal()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setblocking(False)
        self.events = Record()
        self.links = Links(
            self.listener,
            spark,
            self.seal,
            secretly=False,
            whenConnected=lambda: self.events.append("connected"),
            whenDisconnected=lambda: self.events.append("disconnected"),
        )
        self.frames = Frames(together=False)
        self.clients: list[socket.socket] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        while not self.over.is_set():
            self.links.turn()
        self.links.close()

    def connect(self) -> socket.socket:
        client = socket.create_connection(self.listener.getsockname())
        client.settimeout(30)
        self.clients.append(client)
        return client

    def send(self, *elements: Any) -> None:
        self.links.send(tuple(self.frames.of(elements)))

    def read(self, client: socket.socket, number: int) -> list[Any]:
        """Read elements as Spark's receiver does, and store their lines."""
        lines = b""
        while lines.count(b"\n") < number:
            chunk = client.recv(1 << 16)
            assert chunk, lines
            before, lines = lines.count(b"\n"), lines + chunk
            self.spark.stored += lines.split(b"\n")[before:-1]
        return readBy(self.seal, lines)

    def close(self) -> None:
        self.over.set()
        self.links.end()
        for client in self.clients:
            client.close()
        self.thread.join(30)
        self.listener.close()
        assert not self.thread.is_alive()


def isClosed(client: socket.socket) -> bytes:
    """Wait until the other side closes a connection; return the bytes that came over it."""
    received = b""
    with suppress(ConnectionResetError):
        while chunk := client.recv(1 << 16):
            received += chunk
    return received


@pytest.fixture
def side(eventually: Eventually) -> Iterator[Callable[..., Side]]:
    sides: list[Side] = []

    def make(spark: Spark) -> Side:
        sides.append(Side(spark))
        return sides[-1]

    yield make
    for each in sides:
        each.close()


def test_who_comes_before_Sparks_receiver_runs_is_closed(side: Callable[..., Side]) -> None:
    feed = side(Spark(executor=None))
    for _ in range(3):
        assert isClosed(feed.connect()) == b""
    assert feed.events == []


@pytest.mark.parametrize("strangers", [0, 1, 5])
def test_in_the_drivers_own_JVM_no_byte_goes_to_a_stranger(
    side: Callable[..., Side], eventually: Eventually, strangers: int
) -> None:
    spark = Spark(Tracker.DRIVER)
    feed = side(spark)
    others = [feed.connect() for _ in range(strangers)]
    genuine = feed.connect()
    others += [feed.connect() for _ in range(strangers)]
    assert feed.events == []
    spark.port = genuine.getsockname()[1]
    eventually(lambda: feed.events == ["connected"], "Spark's connection")
    feed.send(1, 2)
    late = feed.connect()
    assert [isClosed(other) for other in (*others, late)] == [b""] * (2 * strangers + 1)
    feed.send(3)
    assert feed.read(genuine, 3) == [1, 2, 3]


def test_on_an_executor_what_is_stored_tells_which_connection_is_Sparks(
    side: Callable[..., Side], eventually: Eventually
) -> None:
    feed = side(Spark())
    first = feed.connect()
    eventually(lambda: feed.events == ["connected"], "A connection that may be Spark's")
    feed.send("a", "b")
    genuine = feed.connect()
    second = feed.connect()
    feed.send("c")
    assert feed.read(genuine, 3) == ["a", "b", "c"]
    # The strangers' bytes are unreadable, and useless: they are sealed for their connection.
    for other in (first, second):
        got = isClosed(other)
        assert got.count(b"\n") == 3
        assert all(pickle.dumps(["a"])[2:-1] not in line for line in got.splitlines())
        assert readBy(feed.seal, got) == ["a", "b", "c"]
    assert isClosed(feed.connect()) == b""
    feed.send("d")
    assert feed.read(genuine, 1) == ["d"]
    assert feed.events == ["connected"]


def test_what_a_stranger_has_taken_with_it_is_sent_again(
    side: Callable[..., Side], eventually: Eventually
) -> None:
    feed = side(Spark())
    stranger = feed.connect()
    eventually(lambda: feed.events == ["connected"], "A connection that may be Spark's")
    feed.send("a")
    stranger.close()
    eventually(lambda: feed.events == ["connected", "disconnected"], "Its end")
    genuine = feed.connect()
    eventually(lambda: feed.events[2:] == ["connected"], "Another one")
    feed.send("b")
    assert feed.read(genuine, 2) == ["a", "b"]


def test_what_came_over_a_connection_that_has_ended_is_not_sent_again(
    side: Callable[..., Side], eventually: Eventually
) -> None:
    spark = Spark()
    feed = side(spark)
    genuine = feed.connect()
    eventually(lambda: feed.events == ["connected"], "A connection that may be Spark's")
    feed.send("a")
    lines = genuine.recv(1 << 16)
    genuine.close()
    eventually(lambda: feed.events == ["connected", "disconnected"], "Its end")
    spark.stored += lines.splitlines()
    eventually(lambda: not feed.links._kept, "What is stored need not be kept")
    again = feed.connect()
    eventually(lambda: feed.events[2:] == ["connected"], "Another one")
    feed.send("b")
    assert feed.read(again, 1) == ["b"]


def test_a_stranger_that_does_not_read_or_that_speaks_blocks_nothing(
    side: Callable[..., Side], eventually: Eventually
) -> None:
    feed = side(Spark())
    silent = feed.connect()
    silent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    speaking = feed.connect()
    speaking.sendall(b"GET / HTTP/1.1\r\n\r\n")
    eventually(lambda: feed.events == ["connected"], "A connection that may be Spark's")
    genuine = feed.connect()
    large = ["x" * 30_000] * 40
    sending = threading.Thread(target=feed.send, args=large, daemon=True)
    sending.start()
    assert feed.read(genuine, len(large)) == large
    sending.join(30)
    assert not sending.is_alive()
    isClosed(speaking)
    isClosed(silent)


def test_what_is_stored_and_not_seen_is_asked_for_again(
    side: Callable[..., Side], eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_PATIENCE", 0.1)
    feed = side(Spark())
    genuine = feed.connect()
    eventually(lambda: feed.events == ["connected"], "Spark's connection")
    feed.send("x" * links._WINDOW)
    assert len(genuine.recv(1 << 20)) > 0
    sending = threading.Thread(target=feed.send, args=("y",), daemon=True)
    sending.start()
    while True:
        lines = genuine.recv(1 << 20)
        if lines.endswith(b"\n") and len(lines) < 200:
            break
    feed.spark.stored += lines.splitlines()[-1:]
    sending.join(30)
    assert not sending.is_alive()


def test_Sparks_receiver_on_another_executor_takes_the_place_of_a_dead_one(
    side: Callable[..., Side], eventually: Eventually
) -> None:
    spark = Spark()
    feed = side(spark)
    dead = feed.connect()
    eventually(lambda: feed.events == ["connected"], "Spark's connection")
    feed.send("a")
    assert feed.read(dead, 1) == ["a"]
    eventually(lambda: not feed.links._kept, "It is known to be Spark's")
    assert isClosed(feed.connect()) == b""
    spark.where = "2"
    alive = feed.connect()
    eventually(lambda: feed.events == ["connected", "disconnected", "connected"], "The other")
    feed.send("b")
    assert feed.read(alive, 1) == ["b"]


# The feed.


class Quiet(Receiver[Any]):
    def __init__(self, password: str = "") -> None:
        super().__init__(StorageLevel.MEMORY_ONLY)
        self.password = password

    def onStart(self) -> None:
        collected.append(f"started with {len(self.password)} letters")

    def onStop(self) -> None:
        pass


class Storing(Quiet):
    def onStart(self) -> None:
        self.store([1, 2])


def test_a_thread_has_its_grace_after_each_stop() -> None:
    sent: list[Any] = []
    supervisor = Supervisor(Quiet(), Spark(), 0, 10, Frames(together=False), sent.append)
    for n in range(1, 4):
        supervisor.connected()
        while not supervisor.isStarted:
            pass
        supervisor.push(["in time"])
        assert len(sent) == n
        supervisor.disconnected()
        assert supervisor.isStopped
        supervisor.push(["late, and dropped"])
        with pytest.raises(receiving.IllegalStateError, match="is not running"):
            supervisor.push(["too late"])
        assert len(sent) == n


@pytest.mark.spark
def test_a_stranger_gets_nothing_and_the_stream_all(
    sc: SparkContext, ssc: StreamingContext, eventually: Eventually
) -> None:
    ssc.receiverStream(Storing()).foreachRDD(collected.take)
    address = ("127.0.0.1", ssc._feeds[0].port)
    with closing(socket.create_connection(address)) as early:
        early.settimeout(30)
        ssc.start()
        eventually(lambda: sorted(collected) == [1, 2], "All of the elements")
        assert isClosed(early) == b""
    with closing(socket.create_connection(address)) as late:
        late.settimeout(30)
        assert isClosed(late) == b""
    ssc._feeds[0]._supervisor.push([3])
    eventually(lambda: sorted(collected) == [1, 2, 3], "The stream goes on")


@pytest.mark.spark
def test_a_feed_survives_what_accept_raises_and_keeps_its_port(
    ssc: StreamingContext,
    eventually: Eventually,
    monkeypatch: pytest.MonkeyPatch,
    log: Callable[[], str],
) -> None:
    ssc.receiverStream(Storing()).foreachRDD(collected.take)
    feed = ssc._feeds[0]
    real = feed._listener.accept
    failures = [errno.EMFILE, errno.EMFILE, errno.ECONNABORTED, errno.ENOBUFS, errno.EPERM]

    class Listener:
        def accept(self) -> Any:
            if failures:
                raise OSError(failures.pop(0), "no connection")
            return real()

        def getsockname(self) -> Any:
            return feed._listener.getsockname()

    monkeypatch.setattr(feed._links, "_listener", Listener())
    ssc.start()
    eventually(lambda: sorted(collected) == [1, 2], "The elements, in spite of it")
    assert failures == []
    assert "Storing-0 cannot take a connection - Traceback" in log()
    assert log().count(f"OSError: [Errno {errno.EMFILE}]") == 1
    # If Spark's receiver connects again after the end, no other process listens there.
    feed.drain(30)
    with pytest.raises(OSError, match="in use"):
        socket.create_server(("127.0.0.1", feed.port))
    ssc.stop(stopSparkContext=False)
    socket.create_server(("127.0.0.1", feed.port)).close()


@pytest.mark.spark
def test_executors_unpickle_nothing_of_a_false_feed(ssc: StreamingContext, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    stream = ssc.receiverStream(Quiet())
    stream.foreachRDD(collected.take)
    with socket.create_server(("127.0.0.1", 0)) as false:
        false.settimeout(60)
        field, _ = javaField(stream._jdstream.dstream(), "port")
        field.set(stream._jdstream.dstream(), false.getsockname()[1])
        ssc.start()
        connection, _ = false.accept()
        with connection:
            evil = pickle.dumps([Evil(mark)])
            connection.sendall(b2a_base64(evil) + Sealer(Seal()).sealed(evil, secretly=False))
            with pytest.raises(JavaError, match="not sent by this application's driver"):
                ssc.awaitTermination(60)
    assert not mark.exists()
    assert collected == []


def test_Unix_sockets_are_used_only_where_other_users_cannot_connect() -> None:
    before = os.umask(0o022)
    try:
        assert _othersAreKeptOut()
        os.umask(0o000)
        assert not _othersAreKeptOut()
        assert not _hasUnixSockets()
        assert os.umask(0o022) == 0
    finally:
        os.umask(before)


# Checkpoints.


def checkpointed(sc: SparkContext, directory: str) -> StreamingContext:
    # A recovered context first runs the batches that it missed.
    ssc = StreamingContext(sc, Milliseconds(2000))
    ssc.checkpoint(directory)
    ssc.receiverStream(Quiet("pass" + "word")).map(lambda text: text).foreachRDD(collected.take)
    return ssc


def published(sc: SparkContext) -> str:
    """Return the environment that the web UI and the event log show."""
    context: Any = sc._jsc.sc()
    return str(context.statusStore().environmentInfo().sparkProperties().toString()) + str(
        context.conf().toDebugString()
    )


@pytest.mark.spark
def test_receivers_are_in_the_checkpoint_and_nowhere_else(
    sc: SparkContext, tmp_path: Path, eventually: Eventually
) -> None:
    path = tmp_path / "file"
    path.touch()
    with checkpointed(sc, str(tmp_path)) as ssc:
        key = ssc._feeds[0].seal
        ssc.start()
        eventually(lambda: collected, "The start")
        # A second context that is only created does not change the running one.
        StreamingContext(sc, Milliseconds(500)).stop(stopSparkContext=False)
        sc.addFile(str(path))
        assert "receivers" not in published(sc)
        for form in (b"password", b64encode(b"password")[:10]):
            assert form.decode() not in published(sc)
        eventually(lambda: list(tmp_path.glob("checkpoint-*")), "A checkpoint")
    started = ["started with 8 letters"]
    assert collected == started
    with StreamingContext(str(tmp_path), sc) as again:
        assert again._feeds[0].receiver.password == "password"
        line = Sealer(key).sealed(b"data", secretly=False)
        assert again._feeds[0].seal.opened(line) == b"data"
        again.start()
        # Spark runs the checkpoint's last batch again, whose blocks are still there.
        eventually(lambda: len(collected) >= 2, "The second start", 80)
        assert set(collected) == set(started)
        again._feeds[0]._supervisor.push(["element"])
        eventually(lambda: "element" in collected, "An element", 80)


@pytest.mark.spark
def test_an_old_checkpoint_is_recovered_and_its_receivers_leave_the_configuration(
    sc: SparkContext, tmp_path: Path, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = "spark.sparkish.receivers"
    conf: Any = sc._jsc.sc().conf()
    with checkpointed(sc, str(tmp_path)) as ssc:
        receiver = ssc._feeds[0].receiver
        # The old form: readers without a seal, and receivers in the configuration.
        monkeypatch.setattr(receiving, "saveReceivers", lambda ssc: checkpointSerializer.hold(None))
        monkeypatch.setattr(PickledLines, "__getstate__", unsealed, raising=False)
        pickled = CloudPickleSerializer().dumps({0: receiver})
        conf.set(old, b64encode(pickled).decode("ascii"))
        ssc.start()
        eventually(lambda: list(tmp_path.glob("checkpoint-*")), "A checkpoint")
    conf.remove(old)
    monkeypatch.undo()
    for n in range(2):
        collected.clear()
        with StreamingContext(str(tmp_path), sc) as again:
            initial: Any = again._jssc.ssc()
            assert not initial.initialCheckpoint().createSparkConf().contains(old)
            again.start()
            # Spark runs the checkpoint's last batch again, whose blocks are still there.
            eventually(lambda: "started with 8 letters" in collected, "Its start", 80)
            again._feeds[0]._supervisor.push([n])
            eventually(lambda n=n: n in collected, "An element", 80)
            eventually(lambda: list(tmp_path.glob("checkpoint-*")), "A checkpoint")
        assert old not in published(sc)


def unsealed(self: PickledLines) -> dict[str, Any]:
    return {name: value for name, value in vars(self).items() if name != "seal"}
