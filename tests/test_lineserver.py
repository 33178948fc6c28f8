"""The line server, over real sockets."""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sparkish.lineserver import LineServer

LIMIT = 10.0


class Receiver:
    """A client that reads when the test tells it to."""

    def __init__(self, server: LineServer, *, buffer: int | None = None) -> None:
        self.socket = socket.socket()
        if buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.settimeout(LIMIT)
        self.socket.connect((server.host, server.port))
        self._file = self.socket.makefile("rb")

    def lines(self, count: int) -> list[str]:
        return [next(self._file).decode() for _ in range(count)]

    def atEnd(self) -> bool:
        """Wait until the connection is closed; False if it is not."""
        try:
            return self._file.read() == b""
        except ConnectionError:
            return True

    def hasMore(self) -> bool:
        return bool(select.select([self.socket], [], [], 0)[0])

    def close(self) -> None:
        self._file.close()
        self.socket.close()

    def __enter__(self) -> Receiver:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def serverThreads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("LineServer")]


@pytest.fixture(autouse=True)
def _nothingIsLeft() -> Iterator[None]:
    yield
    assert not serverThreads()


class TestLines:
    def test_areServedInOrder(self):
        with LineServer(["a", "b", "c"]) as server, Receiver(server) as receiver:
            assert receiver.lines(3) == ["a\n", "b\n", "c\n"]

    def test_areUtf8(self):
        with LineServer(["žluť 🐍"]) as server, Receiver(server) as receiver:
            assert receiver.lines(1) == ["žluť 🐍\n"]

    def test_newlinesMakeSeveral(self):
        lines = ["a\nb", "c\n", "", "\n", "d\n\n"]
        with LineServer(lines) as server, Receiver(server) as receiver:
            assert receiver.lines(7) == ["a\n", "b\n", "c\n", "\n", "\n", "d\n", "\n"]
            assert server.sent == 7

    def test_comeFromAPath(self, tmp_path: Path):
        file = tmp_path / "lines.txt"
        file.write_bytes(b"one\ntwo\r\nthree")
        with LineServer(file) as server, Receiver(server) as receiver:
            assert receiver.lines(3) == ["one\n", "two\n", "three\n"]

    def test_bytesThatAreNotUtf8PassThrough(self, tmp_path: Path):
        file = tmp_path / "latin1.txt"
        file.write_bytes(b"caf\xe9\n")
        with LineServer(file) as server, Receiver(server) as receiver:
            assert receiver.socket.recv(10) == b"caf\xe9\n"

    def test_comeFromAnOpenFile(self, tmp_path: Path):
        file = tmp_path / "lines.txt"
        file.write_text("one\ntwo\n")
        with file.open() as opened, LineServer(opened) as server, Receiver(server) as receiver:
            assert receiver.lines(2) == ["one\n", "two\n"]

    def test_anEndlessGeneratorIsReadOnlyAsFarAsNeeded(self, eventually: Callable[..., None]):
        made = 0

        def numbers() -> Iterator[str]:
            nonlocal made
            while True:
                made += 1
                yield "x" * 999

        with LineServer(numbers()) as server:
            assert made == 0
            with Receiver(server, buffer=4096):
                eventually(lambda: server.sent > 0 and server._backlog.size > 1 << 20, "read-ahead")
                before = server.sent
                assert made < before + 1200
            # The threads are gone after close(), even if the generator has more lines.

    def test_repeatBeginsAgain(self):
        with LineServer(["a", "b"], repeat=True) as server, Receiver(server) as receiver:
            assert receiver.lines(5) == ["a\n", "b\n", "a\n", "b\n", "a\n"]
            assert not server.finished

    def test_repeatBeginsAFileAndAGeneratorAgain(self, tmp_path: Path):
        file = tmp_path / "lines.txt"
        file.write_text("a\nb")
        for lines in (file, (letter for letter in "ab")):
            with LineServer(lines, repeat=True) as server, Receiver(server) as receiver:
                assert receiver.lines(5) == ["a\n", "b\n", "a\n", "b\n", "a\n"]

    def test_repeatOfNothingEnds(self, tmp_path: Path):
        file = tmp_path / "empty.txt"
        file.touch()
        for lines in (file, []):
            with LineServer(lines, repeat=True) as server, Receiver(server):
                assert server.join(LIMIT)

    @pytest.mark.parametrize("repeat", [False, True])
    def test_rateIsKept(self, repeat: bool):
        lines = ["x"] * 41
        with LineServer(lines, rate=100, repeat=repeat) as server, Receiver(server) as receiver:
            start = time.monotonic()
            receiver.lines(41)
            # 40 intervals of 10 ms, minus the delay that the server may catch up.
            assert time.monotonic() - start >= 0.39 - 0.1

    def test_rateHoldsAfterAWait(self):
        with LineServer((str(n) for n in range(1000)), rate=20) as server:
            time.sleep(0.3)
            with Receiver(server) as receiver:
                receiver.lines(1)
                start = time.monotonic()
                receiver.lines(10)
                assert time.monotonic() - start >= 0.3


class TestReceivers:
    def test_linesWaitForOne(self):
        with LineServer(["a"]) as server:
            server.send("b")
            assert not server.finished
            assert not server.join(0.05)
            with Receiver(server) as receiver:
                assert sorted(receiver.lines(2)) == ["a\n", "b\n"]

    def test_twoSeeTheSame(self, eventually: Callable[..., None]):
        with LineServer() as server, Receiver(server) as one, Receiver(server) as two:
            eventually(lambda: server.receivers == 2, "two receivers")
            server.send(*map(str, range(1000)))
            assert one.lines(1000) == two.lines(1000) == [f"{n}\n" for n in range(1000)]

    def test_aLaterOneGetsWhatIsSentFromThenOn(self, eventually: Callable[..., None]):
        with LineServer(["a", "b"]) as server, Receiver(server) as one:
            one.lines(2)
            with Receiver(server) as two:
                eventually(lambda: server.receivers == 2, "the second receiver")
                server.send("c")
                assert one.lines(1) == two.lines(1) == ["c\n"]

    def test_afterReconnectingComesTheNextLine(self, eventually: Callable[..., None]):
        with LineServer() as server:
            for number in range(5):
                with Receiver(server) as receiver:
                    server.send(f"{number}")
                    assert receiver.lines(1) == [f"{number}\n"]
                eventually(lambda: not server.receivers, "the receiver's leaving")
                server.send(f"while away {number}")
                with Receiver(server) as receiver:
                    assert receiver.lines(1) == [f"while away {number}\n"]
                eventually(lambda: not server.receivers, "the receiver's leaving")

    def test_aPacedSourceWaitsWhileTheReceiverIsAway(self, eventually: Callable[..., None]):
        with LineServer(map(str, itertools.count()), rate=50) as server:
            with Receiver(server) as receiver:
                receiver.lines(3)
            eventually(lambda: not server.receivers, "the receiver's leaving")
            sent = server.sent
            time.sleep(0.2)
            assert server.sent == sent
            with Receiver(server) as receiver:
                assert receiver.lines(2) == [f"{sent}\n", f"{sent + 1}\n"]

    def test_aSlowOneLosesNothing(self, eventually: Callable[..., None]):
        lines = [f"{n:0999}" for n in range(5000)]
        with LineServer(lines) as server, Receiver(server, buffer=4096) as slow:
            with Receiver(server) as quick:
                eventually(lambda: server.receivers == 2, "two receivers")
                quickLines: list[str] = []
                reading = threading.Thread(target=lambda: quickLines.extend(quick.lines(1000)))
                reading.start()
                received = slow.lines(1000)
                reading.join(LIMIT)
            received += slow.lines(4000)
        assert received == [f"{line}\n" for line in lines]
        assert quickLines == [f"{n:0999}\n" for n in range(int(quickLines[0]), 5000)][:1000]

    def test_aLineCutByTheReceiversEndIsServedWhole(self, eventually: Callable[..., None]):
        long = "x" * 30_000_000
        with LineServer() as server:
            with Receiver(server, buffer=4096) as receiver:
                eventually(lambda: server.receivers == 1, "the receiver")
                server.send(long, "next")
                assert receiver.socket.recv(4) == b"xxxx"
            eventually(lambda: not server.receivers, "the receiver's leaving")
            assert server.sent == 0
            with Receiver(server) as receiver:
                assert receiver.lines(2) == [f"{long}\n", "next\n"]

    def test_oneThatResetsTheConnectionStopsNothing(self, eventually: Callable[..., None]):
        with LineServer() as server:
            for _ in range(20):
                receiver = Receiver(server)
                eventually(lambda: server.receivers == 1, "the receiver")
                # Without lingering, the connection ends with a reset.
                receiver.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                receiver.close()
                eventually(lambda: server.receivers == 0, "the receiver's leaving")
            server.send("still here")
            with Receiver(server) as receiver:
                assert receiver.lines(1) == ["still here\n"]

    def test_whatTheyWriteIsIgnored(self):
        with LineServer() as server, Receiver(server) as receiver:
            receiver.socket.sendall(b"GET / HTTP/1.1\r\n\r\n" * 10_000)
            server.send("a")
            assert receiver.lines(1) == ["a\n"]

    def test_areLogged(self, eventually: Callable[..., None], caplog: pytest.LogCaptureFixture):
        caplog.set_level(logging.INFO, "sparkish.lineserver")
        with LineServer() as server:
            with Receiver(server) as receiver:
                host, port = receiver.socket.getsockname()
                assert server.waitForReceiver(LIMIT)
            eventually(lambda: not server.receivers, "the receiver's leaving")
            eventually(lambda: len(caplog.messages) == 2, "the log")
        assert caplog.messages == [
            f"receiver {host}:{port} connected",
            f"receiver {host}:{port} left",
        ]


class TestLifeCycle:
    def test_connectionsStayOpenAfterTheLastLine(self):
        with LineServer(["a"]) as server, Receiver(server) as receiver:
            receiver.lines(1)
            assert server.join(LIMIT)
            assert server.finished
            assert not receiver.hasMore()
            server.close()
            assert receiver.atEnd()

    def test_waitForReceiver(self):
        with LineServer() as server:
            assert not server.waitForReceiver(0.01)
            with Receiver(server):
                assert server.waitForReceiver(LIMIT)

    def test_closeWakesThoseWhoWait(self):
        server = LineServer(["a"]).start()
        results: list[bool] = []
        waiting = [
            threading.Thread(target=lambda wait=wait: results.append(wait()))
            for wait in (server.waitForReceiver, server.join)
        ]
        for thread in waiting:
            thread.start()
        server.close()
        for thread in waiting:
            thread.join(LIMIT)
        assert results == [False, False]

    def test_closesWithAStuckReceiver(self, eventually: Callable[..., None]):
        with LineServer(itertools.repeat("x" * 999)) as server, Receiver(server, buffer=4096):
            eventually(lambda: server._backlog.size > 1 << 20, "a full connection")
            start = time.monotonic()
            server.close()
            assert time.monotonic() - start < 1
        assert server.receivers == 0

    def test_closeLeavesNoSocket(self, eventually: Callable[..., None]):
        descriptors = Path("/proc/self/fd")
        if not descriptors.exists():
            pytest.skip("needs /proc")
        before = len(os.listdir(descriptors))
        for _ in range(3):
            server = LineServer(["a"]).start()
            receivers = [Receiver(server) for _ in range(3)]
            eventually(lambda server=server: server.receivers == 3, "the receivers")
            server.close()
            for receiver in receivers:
                receiver.close()
        assert len(os.listdir(descriptors)) == before

    def test_closeDoesNotWaitForABlockedSource(self, eventually: Callable[..., None]):
        blocked = threading.Event()

        def source() -> Iterator[str]:
            yield "a"
            blocked.wait(LIMIT)

        with LineServer(source()) as server, Receiver(server) as receiver:
            receiver.lines(1)
            server.close()
            assert receiver.atEnd()
            blocked.set()
            eventually(lambda: not serverThreads(), "the source's thread")

    def test_closeAndStartTwice(self):
        server = LineServer(["a"]).start()
        assert server.start() is server
        server.close()
        server.close()
        for call in (server.start, lambda: server.send("b")):
            with pytest.raises(RuntimeError, match="has been closed; make a new one"):
                call()

    def test_closeWithoutStart(self):
        server = LineServer(["a"])
        with pytest.raises(RuntimeError, match="no port yet"):
            _ = server.port
        server.close()

    def test_thePortCanBeHadAgainAtOnce(self):
        with LineServer(["a"]) as server, Receiver(server) as receiver:
            receiver.lines(1)
            port = server.port
        with LineServer(["b"], port=port) as server, Receiver(server) as receiver:
            assert server.port == port
            assert receiver.lines(1) == ["b\n"]

    def test_manyThreadsSendAndManyReceive(self, eventually: Callable[..., None]):
        with LineServer() as server, contextlib.ExitStack() as stack:
            receivers = [stack.enter_context(Receiver(server)) for _ in range(3)]
            eventually(lambda: server.receivers == 3, "the receivers")

            def send(thread: int) -> None:
                for n in range(500):
                    server.send(f"{thread} {n}", f"{thread} {n} again")

            senders = [threading.Thread(target=send, args=(n,)) for n in range(4)]
            for thread in senders:
                thread.start()
            received = [receiver.lines(4000) for receiver in receivers]
            for thread in senders:
                thread.join(LIMIT)
            assert received[0] == received[1] == received[2]
            for first, second in zip(received[0][::2], received[0][1::2], strict=True):
                assert second == first.rstrip("\n") + " again\n"
            for thread in map(str, range(4)):
                own = [int(line.split()[1]) for line in received[0] if line.split()[0] == thread]
                assert own == sorted(own)


class TestErrors:
    def test_portInUse(self):
        with LineServer() as server:
            with pytest.raises(OSError, match=f"Port {server.port} of 127.0.0.1 is in use") as e:
                LineServer(port=server.port).start()
            assert "choose another port, or 0 for any free one" in str(e.value)

    def test_foreignAddress(self):
        with pytest.raises(OSError, match=r"Cannot listen on port 0 of 192\.0\.2\.1: \w"):
            LineServer(host="192.0.2.1").start()

    @pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf")])
    def test_rate(self, rate: float):
        with pytest.raises(ValueError, match="lines per second above 0"):
            LineServer(rate=rate)

    @pytest.mark.parametrize("port", [-1, 65536])
    def test_port(self, port: int):
        with pytest.raises(ValueError, match="from 0 to 65535"):
            LineServer(port=port)

    def test_aSingleStr(self):
        with pytest.raises(
            TypeError, match=r"\(\['a.txt'\]\) to serve.*\(Path\('a.txt'\)\) to serve"
        ):
            LineServer("a.txt")

    def test_aMissingFileAndAFolder(self, tmp_path: Path):
        with pytest.raises(FileNotFoundError):
            LineServer(tmp_path / "none")
        with pytest.raises(OSError):  # noqa: PT011 - IsADirectoryError, PermissionError on Windows
            LineServer(tmp_path)

    def test_sendOfWhatIsNoStr(self):
        with LineServer() as server:
            with pytest.raises(TypeError, match=r"a line is a str, got int; write str\(5\)"):
                server.send("a", 5)  # type: ignore[arg-type]
            with Receiver(server) as receiver:
                server.send("b")
                assert receiver.lines(1) == ["b\n"]

    def test_ofTheSourceAreRaisedByJoin(self, caplog: pytest.LogCaptureFixture):
        def source() -> Iterator[str]:
            yield "a"
            raise ZeroDivisionError("in the source")

        with LineServer(source()) as server, Receiver(server) as receiver:
            assert receiver.lines(1) == ["a\n"]
            with pytest.raises(ZeroDivisionError, match="in the source"):
                server.join(LIMIT)
            server.send("it goes on")
            assert receiver.lines(1) == ["it goes on\n"]
        assert caplog.messages == ["reading the lines failed: ZeroDivisionError: in the source"]

    def test_ofTheSourceAreRaisedAtTheEndOfTheBlock(self, eventually: Callable[..., None]):
        with pytest.raises(TypeError, match="a line is a str, got int"):  # noqa: SIM117
            with LineServer([1]) as server, Receiver(server):  # type: ignore[list-item]
                eventually(lambda: server.finished, "the end")


def test_needsNoSpark():
    code = "import sys; sys.modules['sparkish'] = type(sys)('sparkish'); "
    code += "sys.modules['sparkish'].__path__ = [sys.argv[1]]; import sparkish.lineserver; "
    code += "print([name for name in sys.modules if name.startswith(('pyspark', 'py4j'))])"
    package = Path(sys.modules["sparkish.lineserver"].__file__ or "").parent
    command = [sys.executable, "-c", code, str(package)]
    assert subprocess.check_output(command, text=True, timeout=LIMIT).strip() == "[]"
