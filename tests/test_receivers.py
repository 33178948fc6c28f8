"""Custom receivers, socketStream and rawSocketStream, over real sockets."""

from __future__ import annotations

import io
import re
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from pyspark.serializers import CloudPickleSerializer
from pyspark.streaming import StreamingContext as PySparkStreamingContext
from records import Record

from sparkish import IllegalStateError, SparkContext, StorageLevel
from sparkish._executor.elements import Frames, PickledLines
from sparkish._executor.seal import Seal, Sealer
from sparkish._jvm.conversions import scalaSeq
from sparkish.lineserver import LineServer
from sparkish.option import Option, Some
from sparkish.streaming import Milliseconds, Seconds, StreamingContext
from sparkish.streaming.dstream import InputDStream, ReceiverInputDStream
from sparkish.streaming.receiver import Receiver
from sparkish.streaming.scheduler import StreamingListener

pytestmark = pytest.mark.spark

Eventually = Callable[..., None]

collected = Record()
events = Record()


@pytest.fixture(autouse=True)
def nothing_left(eventually: Eventually) -> Iterator[None]:
    """Check that the test leaves no thread of a receiver behind."""
    global collected, events
    collected, events = Record(), Record()
    yield
    eventually(lambda: not receiverThreads(), "The threads of the receivers end")


def receiverThreads() -> list[threading.Thread]:
    """The threads of receivers, by the names that Feed, Supervisor and the tests give them."""
    names = re.compile(r"-\d+ (feed|onStart|restart)|Socket Receiver|source")
    return [thread for thread in threading.enumerate() if names.search(thread.name)]


class Source(Receiver[Any]):
    """Runs a function in a new thread at each start."""

    def __init__(self, run: Callable[[Source], Any], level: Any = StorageLevel.MEMORY_ONLY) -> None:
        super().__init__(level)
        self.run = run
        self.events = events

    def onStart(self) -> None:
        self.events.append("start")
        threading.Thread(target=self.run, args=(self,), name="source", daemon=True).start()

    def onStop(self) -> None:
        self.events.append("stop")


class Recorder(StreamingListener):
    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []

    def onReceiverStarted(self, receiverStarted: Any) -> None:
        self.told.append(("started", receiverStarted.receiverInfo))

    def onReceiverStopped(self, receiverStopped: Any) -> None:
        self.told.append(("stopped", receiverStopped.receiverInfo))

    def onReceiverError(self, receiverError: Any) -> None:
        self.told.append(("error", receiverError.receiverInfo))

    def of(self, kind: str, message: str = "") -> list[Any]:
        return [
            info for what, info in self.told if what == kind and message in info.lastErrorMessage
        ]


@pytest.fixture
def recorder(ssc: StreamingContext) -> Recorder:
    listener = Recorder()
    ssc.addStreamingListener(listener)
    return listener


def storeOfEveryKind(receiver: Source) -> None:
    pickled = io.BytesIO()
    receiver.serializer.dump_stream([8, "nine"], pickled)  # type: ignore[attr-defined]
    receiver.store("one\r\ntwo \u2028 é")
    receiver.store(None)
    receiver.store((3, {"four": [5.0]}))
    receiver.store(b"\x00\xff\n")
    receiver.store([])
    receiver.store([[6], [7]])
    receiver.store(["list"], "metadata")
    receiver.store(iter("ab"))
    receiver.store((letter for letter in "cd"), {"offset": 1})
    receiver.store(memoryview(pickled.getvalue()))
    receiver.store(memoryview(pickled.getvalue()), "metadata")
    try:
        receiver.store("single", "metadata")
    except TypeError as error:
        receiver.store(str(error).partition(",")[0])


def test_everything_stored_comes_in_order(
    sc: SparkContext, ssc: StreamingContext, eventually: Eventually
) -> None:
    receiver = Source(storeOfEveryKind)
    receiver.serializer = sc.serializer  # type: ignore[attr-defined]
    ssc.receiverStream(receiver).foreachRDD(collected.take)
    ssc.start()
    expected = [
        "one\r\ntwo \u2028 é", None, (3, {"four": [5.0]}), b"\x00\xff\n", [6], [7], "list",
        "a", "b", "c", "d", 8, "nine", 8, "nine", "store() takes metadata with a list",
    ]  # fmt: skip
    eventually(lambda: len(collected) >= len(expected), "All of the elements")
    assert collected == expected


def test_the_stream_is_an_input_stream_without_a_stage_of_its_own(ssc: StreamingContext) -> None:
    receiver = Source(lambda receiver: None, StorageLevel.DISK_ONLY)
    assert receiver.streamId == -1
    first = ssc.socketTextStream("localhost", 5800, StorageLevel.MEMORY_ONLY_2)
    stream = ssc.receiverStream(receiver)
    assert isinstance(stream, ReceiverInputDStream)
    assert isinstance(stream, InputDStream)
    assert stream.getReceiver() is receiver
    assert (first.id, stream.id, receiver.streamId) == (0, 1, 1)
    assert str(receiver) == "Source-1"
    assert receiver.preferredLocation == Option.empty()
    assert stream._jdstream.dstream().getClass().getSimpleName() == "SocketInputDStream"
    assert stream.name == "Socket stream [1]"
    spark = first.getReceiver()
    assert spark.storageLevel == StorageLevel.MEMORY_ONLY_2
    assert (spark.streamId, spark.preferredLocation) == (-1, Option.empty())


def test_life_cycle(ssc: StreamingContext, recorder: Recorder, eventually: Eventually) -> None:
    def run(receiver: Source) -> None:
        events.append(f"{receiver.isStarted()} {receiver.isStopped()}")
        while not receiver.isStopped():
            receiver.store("element")
            time.sleep(0.05)
        events.append(f"{receiver.isStarted()} {receiver.isStopped()}")

    receiver = Source(run)
    ssc.receiverStream(receiver).foreachRDD(collected.take)
    port = ssc._feeds[0].port
    assert not receiver.isStarted()
    assert not receiver.isStopped()
    assert events == []
    ssc.start()
    eventually(lambda: len(collected) > 3, "Elements")
    assert events == ["start", "True False"]
    ssc.stop(stopSparkContext=False)
    eventually(lambda: len(events) == 4, "The end of the source's thread")
    assert sorted(events[2:]) == ["False True", "stop"]
    receiver.store("late, and dropped")
    with pytest.raises(IllegalStateError, match="Source-0 is not running"):
        receiver.store("too late")
    assert receiverThreads() == []
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    assert [what for what, _ in recorder.told] == ["started", "stopped"]


def test_restart(ssc: StreamingContext, recorder: Recorder, eventually: Eventually) -> None:
    times: list[float] = []

    def run(receiver: Source) -> None:
        times.append(time.monotonic())
        receiver.store(len(times))
        if len(times) == 1:
            try:
                raise OSError("connection lost")
            except OSError as error:
                receiver.restart("once more", error, 700)
        elif len(times) == 2:
            receiver.restart("and again", None, Milliseconds(100))
            receiver.restart("while it restarts")

    ssc.receiverStream(Source(run)).foreachRDD(collected.take)
    ssc.start()
    eventually(lambda: collected == [1, 2, 3], "An element of each start")
    assert times[1] - times[0] >= 0.7
    eventually(lambda: len(recorder.of("started")) == 3, "Three starts for the listeners")
    assert events == ["start", "stop", "start", "stop", "start"]
    first, second = recorder.of("stopped")
    assert first.lastErrorMessage == "Restarting receiver with delay 700ms: once more"
    assert f'File "{__file__}"' in first.lastError
    assert first.lastError.endswith("OSError: connection lost")
    assert (first.streamId, first.active, second.lastError) == (0, False, "")
    assert re.fullmatch(
        r"Restarting receiver with delay (100ms: and again|2000ms: while it restarts)",
        second.lastErrorMessage,
    )


def test_a_report_of_an_error_reaches_log_listeners_and_tracker(
    ssc: StreamingContext, recorder: Recorder, eventually: Eventually
) -> None:
    def run(receiver: Source) -> None:
        try:
            {}["missing"]
        except KeyError as error:
            receiver.reportError("odd data", error)
        receiver.reportError("no error", None)
        receiver.store("goes on")

    ssc.receiverStream(Source(run)).foreachRDD(collected.take)
    ssc.start()
    eventually(lambda: len(recorder.of("error")) == 2 and collected, "Both reports")
    report, bare = recorder.of("error")
    assert (report.lastErrorMessage, report.active) == ("odd data", True)
    assert f'File "{__file__}"' in report.lastError
    assert (bare.lastErrorMessage, bare.lastError) == ("no error", "")
    shown = ssc._jssc.ssc().progressListener().receiverInfo(0).get()
    assert shown.lastErrorMessage() == "no error"
    assert collected == ["goes on"]
    assert events == ["start"]


def test_stop_is_followed_by_a_new_start_as_in_scala(
    ssc: StreamingContext, recorder: Recorder, eventually: Eventually
) -> None:
    def run(receiver: Source) -> None:
        if events.count("start") == 1:
            receiver.stop("all done", ValueError("why"))

    ssc.receiverStream(Source(run)).foreachRDD(collected.take)
    ssc.start()
    eventually(lambda: events == ["start", "stop", "start"], "A second start")
    eventually(lambda: len(recorder.of("started")) == 2, "A second start for the listeners")
    (stopped,) = recorder.of("stopped")
    assert (stopped.lastErrorMessage, stopped.lastError) == ("all done", "ValueError: why")


class Failing(Source):
    def onStart(self) -> None:
        super().onStart()
        if events.count("start") == 1:
            raise ValueError("not today")

    def onStop(self) -> None:
        super().onStop()
        raise ValueError("nor ever")


def test_errors_in_onStart_and_onStop_are_shown_and_the_receiver_starts_again(
    ssc: StreamingContext,
    recorder: Recorder,
    eventually: Eventually,
    log: Callable[[], str],
) -> None:
    ssc.receiverStream(Failing(lambda receiver: None)).foreachRDD(collected.take)
    ssc.start()
    eventually(lambda: events == ["start", "stop", "start"], "A second start")
    eventually(lambda: recorder.of("stopped"), "The failure for the listeners")
    (failed,) = recorder.of("stopped")
    assert failed.lastErrorMessage == "Error starting receiver 0"
    lines = failed.lastError.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1].startswith(f'  File "{__file__}", line ')
    assert lines[-1] == "ValueError: not today"
    assert (
        f"Deregistered receiver for stream 0: Error starting receiver 0 - {failed.lastError}"
        in log()
    )
    assert "Error stopping receiver 0 - Traceback" in log()
    assert 'raise ValueError("nor ever")' in log()


class Blocking(Receiver[int]):
    def onStart(self) -> None:
        n = 0
        while not self.isStopped():
            self.store(n)
            n += 1
            time.sleep(0.02)
        events.append("returned")

    def onStop(self) -> None:
        events.append("stop")


def test_an_onStart_that_goes_on_sees_the_end(
    ssc: StreamingContext, eventually: Eventually
) -> None:
    ssc.receiverStream(Blocking(StorageLevel.MEMORY_ONLY)).foreachRDD(collected.take)
    ssc.start()
    eventually(lambda: len(collected) > 5, "Elements")
    ssc.stop(stopSparkContext=False)
    assert events == ["returned", "stop"]
    assert collected == list(range(len(collected)))


def forever(receiver: Source) -> None:
    n = 0
    while not receiver.isStopped():
        receiver.store([n + i for i in range(1000)])
        n += 1000


@pytest.fixture
def setting(sc: SparkContext) -> Iterator[Callable[[str, str], None]]:
    """Set the configuration of the test's later contexts."""
    conf: Any = sc._jsc.sc().conf()
    keys: list[str] = []

    def put(key: str, value: str) -> None:
        keys.append(key)
        conf.set(key, value)

    yield put
    for key in keys:
        conf.remove(key)


def test_the_rate_limit_holds(
    sc: SparkContext, setting: Callable[[str, str], None], eventually: Eventually
) -> None:
    setting("spark.streaming.receiver.maxRate", "100")
    counts: list[int] = []
    with StreamingContext(sc, Milliseconds(500)) as ssc:
        ssc.receiverStream(Source(forever)).foreachRDD(lambda rdd: counts.append(rdd.count()))
        began = time.monotonic()
        ssc.start()
        eventually(lambda: sum(map(bool, counts)) >= 6, "Six batches with data")
        seconds = time.monotonic() - began
    # The limiter can let through one saved second at once.
    assert 100 < sum(counts) <= 100 * seconds + 100, (counts, seconds)
    assert max(counts) <= 150, counts


def test_a_graceful_stop_loses_nothing(
    sc: SparkContext, ssc: StreamingContext, eventually: Eventually
) -> None:
    stored: list[int] = []

    def run(receiver: Source) -> None:
        n = 0
        while not receiver.isStopped():
            receiver.store(n)
            stored.append(n)
            n += 1

    ssc.receiverStream(Source(run)).foreachRDD(collected.take)
    ssc.start()
    eventually(lambda: len(collected) > 1000, "Elements")
    ssc.stop(stopSparkContext=False, stopGraceFully=True)
    assert collected[: len(stored)] == stored
    # One element that was stored during the stop may have arrived as well.
    assert len(stored) <= len(collected) <= len(stored) + 1


def test_the_storage_level_is_that_of_the_blocks(
    sc: SparkContext, ssc: StreamingContext, eventually: Eventually
) -> None:
    def run(receiver: Source) -> None:
        receiver.store(["x" * 100] * 100)

    store: Any = sc._jsc.sc().statusStore()

    def listed() -> list[Any]:
        return list(scalaSeq(store.streamBlocksList()))

    before = {block.name() for block in listed()}

    def blocks() -> list[Any]:
        return [block for block in listed() if block.name() not in before]

    ssc.remember(Seconds(60))
    ssc.receiverStream(Source(run, StorageLevel.DISK_ONLY)).foreachRDD(collected.take)
    ssc.start()
    eventually(lambda: collected and blocks(), "The block in the store")
    assert all(block.useDisk() and not block.useMemory() for block in blocks())
    assert sum(block.diskSize() for block in blocks()) > 0


def test_streams_of_receivers_combine(ssc: StreamingContext, eventually: Eventually) -> None:
    stream = ssc.receiverStream(Source(lambda receiver: receiver.store([1, 2])))
    other = ssc.queueStream([[3]], default=ssc.sparkContext.parallelize([3]))
    windows: list[Any] = []
    united: list[Any] = []
    mixed: list[Any] = []
    union: list[Any] = []
    stream.window(Seconds(60), Milliseconds(500)).foreachRDD(
        lambda rdd: windows.append(sorted(rdd.collect()))
    )
    stream.cache().union(stream).foreachRDD(lambda rdd: united.extend(rdd.collect()))
    stream.union(other).foreachRDD(lambda rdd: mixed.extend(rdd.collect()))
    ssc.union(stream, other).foreachRDD(lambda rdd: union.extend(rdd.collect()))
    ssc.start()
    eventually(lambda: windows[-1:] == [[1, 2]], "Both in the window")
    eventually(lambda: sorted(united) == [1, 1, 2, 2], "Twice both")
    eventually(lambda: {1, 2, 3} <= set(mixed), "Those of both kinds of streams")
    eventually(lambda: {1, 2, 3} <= set(union), "The same through ssc.union")


TWO_ON_A_CLUSTER = """
import socket
import threading
from sparkish import SparkConf, SparkContext, StorageLevel
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.streaming.receiver import Receiver

class Words(Receiver):
    def __init__(self, words):
        super().__init__(StorageLevel.MEMORY_AND_DISK_SER_2)
        self.words = words

    def onStart(self):
        self.store(self.words)

    def onStop(self):
        print("stopped", sorted(self.words))

conf = SparkConf().setMaster("local-cluster[2,2,512]").setAppName("receivers")
conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
conf.set("spark.executor.memory", "512m").set("spark.ui.enabled", "false")
sc = SparkContext(conf)
sc.setLogLevel("OFF")
ssc = StreamingContext(sc, Milliseconds(1000))
streams = [ssc.receiverStream(Words(words)) for words in (["a", "b"], ["c"])]
seen = []
allSeen = threading.Event()

def see(rdd):
    seen.extend(rdd.collect())
    if len(seen) == 3:
        allSeen.set()

def disturb(port):
    strangers = []
    while not allSeen.wait(0.5):
        strangers.append(socket.create_connection(("127.0.0.1", port)))

ssc.union(streams).foreachRDD(see)
for feed in ssc._feeds:
    threading.Thread(target=disturb, args=(feed.port,), daemon=True).start()
ssc.start()
assert allSeen.wait(100), seen
ssc.stop()
print(sorted(seen))
"""


@pytest.mark.whole
def test_several_receivers_on_executors_of_their_own(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(TWO_ON_A_CLUSTER)
    done = subprocess.run(
        [sys.executable, str(program)], capture_output=True, timeout=170, check=False, cwd=tmp_path
    )
    lines = done.stdout.decode().splitlines()
    assert sorted(lines) == ["['a', 'b', 'c']", "stopped ['a', 'b']", "stopped ['c']"], done.stderr


def test_a_second_context_takes_new_receivers_only(
    sc: SparkContext, ssc: StreamingContext, eventually: Eventually
) -> None:
    receiver = Source(lambda receiver: receiver.store("first"))
    ssc.receiverStream(receiver).foreachRDD(collected.take)
    ssc.runFor(batches=1)
    with StreamingContext(sc, Milliseconds(500)) as second:
        with pytest.raises(IllegalStateError, match="Source-0, has a stream already"):
            second.receiverStream(receiver)
        second.receiverStream(Source(lambda receiver: receiver.store("second"))).foreachRDD(
            collected.take
        )
        second.start()
        eventually(lambda: "second" in collected, "An element of the second")


class Forgetful(Source):
    def __init__(self) -> None:
        self.run = lambda receiver: None


class Elsewhere(Source):
    @property
    def preferredLocation(self) -> Option[str]:
        return Some("executor.example")


def test_a_preferred_location_is_warned_of(ssc: StreamingContext) -> None:
    with pytest.warns(
        UserWarning, match=r"Elsewhere-0 prefers a host, executor\.example, in vain"
    ) as warned:
        ssc.receiverStream(Elsewhere(lambda receiver: None))
    assert warned[0].filename == __file__


def test_what_is_no_receiver_is_refused(ssc: StreamingContext) -> None:
    stream: Any = ssc.receiverStream
    with pytest.raises(TypeError, match=r"subclass of sparkish\.streaming\.receiver\.Receiver"):
        stream(Source)
    with pytest.raises(TypeError, match=r"must call super\(\).__init__\(storageLevel\)"):
        stream(Forgetful())
    with pytest.raises(TypeError, match="A Receiver takes a StorageLevel"):
        Source(lambda receiver: None, "MEMORY_ONLY")
    with pytest.raises(TypeError, match="abstract"):
        Receiver(StorageLevel.MEMORY_ONLY)  # type: ignore[abstract]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda r: r.restart(ValueError()), TypeError, "message must be a str"),
        (lambda r: r.restart("m", "error"), TypeError, "error must be an exception or None"),
        (lambda r: r.restart("m", None, 0.5), TypeError, "whole number of milliseconds"),
        (lambda r: r.restart("m", None, -1), ValueError, "must not be negative"),
        (lambda r: r.stop("m", "error"), TypeError, "error must be an exception or None"),
        (lambda r: r.reportError("m", "error"), TypeError, "error must be an exception or None"),
        (lambda r: r.store(threading.Lock()), Exception, "pickle"),
        (lambda r: r.store(1), IllegalStateError, "is not running"),
    ],
)
def test_bad_calls_are_refused(
    ssc: StreamingContext, call: Callable[[Any], Any], error: type[Exception], words: str
) -> None:
    receiver = Source(lambda receiver: None)
    ssc.receiverStream(receiver)
    with pytest.raises(error, match=words):
        call(receiver)


def test_a_receiver_without_a_stream_says_so() -> None:
    receiver = Source(lambda receiver: None)
    for call in (receiver.isStarted, receiver.isStopped, lambda: receiver.store(1)):
        with pytest.raises(IllegalStateError, match=r"ssc\.receiverStream\(receiver\)"):
            call()


def test_nothing_is_left_of_a_context_that_pyspark_stops(
    sc: SparkContext, eventually: Eventually
) -> None:
    ssc = StreamingContext(sc, Milliseconds(500))
    ssc.receiverStream(Source(forever)).foreachRDD(collected.take)
    ssc.start()
    eventually(lambda: collected, "Elements")
    PySparkStreamingContext.stop(ssc, stopSparkContext=False)
    eventually(lambda: not receiverThreads(), "The end of the receiver's threads")
    assert events == ["start", "stop"]


def test_nothing_is_left_of_a_context_that_did_not_start(ssc: StreamingContext) -> None:
    ssc.receiverStream(Source(forever))
    with pytest.raises(IllegalStateError, match="No output operation"):
        ssc.start()
    port = ssc._feeds[0].port
    socket.create_connection(("127.0.0.1", port)).close()
    ssc.stop(stopSparkContext=False)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    assert events == []


# Checkpoints.


def storeOnce(receiver: Source) -> None:
    receiver.store(f"start {receiver.events.count('start')}")


def checkpointed(sc: SparkContext, directory: str, receiver: Receiver[Any]) -> StreamingContext:
    ssc = StreamingContext(sc, Milliseconds(500))
    ssc.checkpoint(directory)
    ssc.receiverStream(receiver).map(lambda text: text.upper()).foreachRDD(collected.take)
    return ssc


def test_a_receiver_runs_again_in_a_recovered_context(
    sc: SparkContext, tmp_path: Path, eventually: Eventually
) -> None:
    directory = str(tmp_path)

    def create() -> StreamingContext:
        return checkpointed(sc, directory, Source(storeOnce))

    with StreamingContext.getOrCreate(directory, create) as first:  # type: ignore[attr-defined]
        first.start()
        eventually(lambda: collected, "The element of the first run")
        assert collected == ["START 1"]
    refused = pytest.fail
    with StreamingContext.getOrCreate(directory, refused) as second:  # type: ignore[attr-defined]
        second.start()
        eventually(lambda: "START 2" in collected, "The element of the second run")
    assert events == ["start", "stop", "start", "stop"]


def test_a_receiver_that_cannot_be_pickled_is_refused_with_a_checkpoint_only(
    sc: SparkContext, ssc: StreamingContext, tmp_path: Path, eventually: Eventually
) -> None:
    lock = threading.Lock()

    def run(receiver: Source) -> None:
        with lock:
            receiver.store("locked")

    checkpointing = checkpointed(sc, str(tmp_path), Source(run))
    with checkpointing, pytest.raises(IllegalStateError, match=r"cannot be pickled.*onStart"):
        checkpointing.start()
    ssc.receiverStream(Source(run)).foreachRDD(collected.take)
    ssc.start()
    eventually(lambda: collected == ["locked"], "Its element without a checkpoint")


def test_executors_need_no_sparkish() -> None:
    seal = Seal()
    pickled = CloudPickleSerializer().dumps(PickledLines(seal))
    (frame,) = (data for data, _ in Frames(together=False).of(["hi"]))
    line = Sealer(seal).sealed(frame, secretly=True).rstrip()
    program = (
        "import sys, io, struct; sys.modules['sparkish'] = None; import pickle;"
        f"reader = pickle.loads({bytes(pickled)!r});"
        f"stream = io.BytesIO(struct.pack('>i', {len(line)}) + {line!r});"
        "print(list(reader.load_stream(stream)))"
    )
    # The program is too long for an argument.
    done = subprocess.run([sys.executable, "-"], input=program.encode(), capture_output=True)
    assert done.stdout.decode().strip() == "['hi']", done.stderr.decode()


# socketStream.


def pairs(file: BinaryIO) -> Iterator[Any]:
    while record := file.read(8):
        yield list(struct.unpack(">ii", record))


def test_a_converter_makes_elements_of_bytes(
    ssc: StreamingContext, recorder: Recorder, eventually: Eventually, setting: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        port = server.getsockname()[1]
        stream = ssc.socketStream("127.0.0.1", port, pairs, StorageLevel.MEMORY_ONLY)
        assert isinstance(stream, ReceiverInputDStream)
        stream.foreachRDD(collected.take)
        ssc.start()
        for n in range(2):
            connection, _ = server.accept()
            with connection:
                connection.sendall(struct.pack(">iiii", n, 1, n, 2))
        eventually(lambda: len(collected) == 4, "The elements of two connections")
    assert collected == [[0, 1], [0, 2], [1, 1], [1, 2]]
    eventually(lambda: recorder.of("stopped"), "The end of a connection for the listeners")
    ended = "Restarting receiver with delay 2000ms: Socket data stream had no more data"
    assert recorder.of("stopped")[0].lastErrorMessage == ended


def numbers(file: BinaryIO) -> Iterator[int]:
    for line in file:
        yield int(line)


def test_an_error_of_a_converter_is_shown_and_the_stream_goes_on(
    sc: SparkContext, setting: Callable[[str, str], None], eventually: Eventually
) -> None:
    setting("spark.streaming.receiverRestartDelay", "200")
    recorder = Recorder()
    with LineServer() as server, StreamingContext(sc, Milliseconds(500)) as ssc:
        ssc.addStreamingListener(recorder)
        stream = ssc.socketStream("localhost", server.port, numbers, StorageLevel.MEMORY_ONLY)
        stream.foreachRDD(collected.take)
        ssc.start()
        server.send("1", "two")
        eventually(lambda: recorder.of("started")[1:], "A second connection")
        server.send("3")
        eventually(lambda: collected == [1, 3], "What came before and after")
    failed = recorder.of("stopped")[0]
    assert failed.lastErrorMessage == "Restarting receiver with delay 200ms: Error receiving data"
    assert re.search(rf'File "{__file__}", line \d+, in numbers\n +yield int\(', failed.lastError)
    assert "ValueError: invalid literal for int()" in failed.lastError


def test_a_server_that_is_not_there_is_tried_again(
    sc: SparkContext, setting: Callable[[str, str], None], eventually: Eventually
) -> None:
    setting("spark.streaming.receiverRestartDelay", "100")
    recorder = Recorder()
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    server.close()
    with StreamingContext(sc, Milliseconds(500)) as ssc:
        ssc.addStreamingListener(recorder)
        ssc.socketStream("127.0.0.1", port, numbers, StorageLevel.MEMORY_ONLY).foreachRDD(
            collected.take
        )
        ssc.start()
        eventually(lambda: len(recorder.of("stopped", "Error connecting")) > 1, "Two failures")
        with LineServer(["7"], port=port):
            eventually(lambda: collected == [7], "What comes at last")
    message = recorder.of("stopped")[0].lastErrorMessage
    assert message == f"Restarting receiver with delay 100ms: Error connecting to 127.0.0.1:{port}"


def test_socketStream_refuses_what_is_no_converter(ssc: StreamingContext) -> None:
    with pytest.raises(TypeError, match="takes a converter"):
        ssc.socketStream("localhost", 5800, "utf-8", StorageLevel.MEMORY_ONLY)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="port"):
        ssc.socketStream("localhost", 0, numbers, StorageLevel.MEMORY_ONLY)


# rawSocketStream.


def block(sc: SparkContext, elements: list[Any]) -> bytes:
    """Return a block as a Scala program sends it, written by Spark's own serializer."""
    jvm: Any = sc._jvm
    serializer = jvm.org.apache.spark.serializer.JavaSerializer(sc._jsc.sc().conf()).newInstance()
    buffer = jvm.java.io.ByteArrayOutputStream()
    stream = serializer.serializeStream(buffer)
    anyTag = getattr(getattr(jvm.scala.reflect, "ClassTag$"), "MODULE$").AnyRef()
    for element in elements:
        stream.writeObject(element, anyTag)
    stream.close()
    content = bytes(buffer.toByteArray())
    return struct.pack(">i", len(content)) + content


def test_raw_blocks(sc: SparkContext, ssc: StreamingContext, eventually: Eventually) -> None:
    elements = ["é\n", bytearray(b"\x00\xff"), 1, 2.5, True, None]
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        level = StorageLevel.MEMORY_ONLY_SER
        stream = ssc.rawSocketStream("127.0.0.1", server.getsockname()[1], level)
        assert isinstance(stream, ReceiverInputDStream)
        assert (stream.id, stream.getReceiver().storageLevel) == (0, level)
        types: list[str] = []
        windows: list[Any] = []
        stream.foreachRDD(collected.take)
        stream.map(lambda x: type(x).__name__).foreachRDD(lambda rdd: types.extend(rdd.collect()))
        stream.window(Seconds(60), Milliseconds(500)).foreachRDD(
            lambda rdd: windows.append(rdd.collect())
        )
        ssc.start()
        connection, _ = server.accept()
        with connection:
            connection.sendall(block(sc, elements))
            connection.sendall(block(sc, ["second"]))
            eventually(lambda: len(collected) == 7, "The elements of both blocks")
            assert collected == ["é\n", b"\x00\xff", 1, 2.5, True, None, "second"]
            names = ["str", "bytes", "int", "float", "bool", "NoneType", "str"]
            eventually(lambda: types == names, "Their types in a worker")
            eventually(lambda: windows[-1:] == [collected], "The same through a window")
