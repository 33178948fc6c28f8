"""A worker that needs only a part of its input reads the rest, and is used again."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader, BytesIO
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest
from frames import framed
from hypothesis import given, settings
from hypothesis import strategies as st
from pyspark.serializers import CPickleSerializer, SpecialLengths, write_int
from switches import off

from sparkish import SparkContext
from sparkish._executor.stages import LineDeserializer, WorkerSerializer
from sparkish.streaming import StateSpec, StreamingContext

AFTER = SpecialLengths.END_OF_STREAM.to_bytes(4, "big", signed=True)


@contextmanager
def sent(*pieces: bytes, pause: float = 0, size: int = 65536) -> Iterator[BufferedReader]:
    """Send pieces one after the other, and return the file from which a worker reads them."""
    ours, theirs = socket.socketpair()

    def send() -> None:
        with theirs, suppress(ConnectionError):
            for piece in pieces:
                theirs.sendall(piece)
                time.sleep(pause)
            theirs.shutdown(socket.SHUT_WR)
            theirs.recv(1)

    thread = threading.Thread(target=send)
    thread.start()
    stream = os.fdopen(os.dup(ours.fileno()), "rb", size)
    try:
        yield stream
    finally:
        stream.close()
        ours.close()
        thread.join(10)
        assert not thread.is_alive()


def takeFrom(stream: Any, taken: int) -> list[Any]:
    """Take some lines, and drop the rest."""
    return list(islice(LineDeserializer().load_stream(stream), taken))


class TestTheRest:
    @given(
        lines=st.lists(st.none() | st.text(max_size=40), max_size=30),
        taken=st.integers(1, 5),
        cuts=st.lists(st.integers(0, 400), max_size=6),
        size=st.sampled_from([8, 61, 65536]),
    )
    @settings(deadline=None, max_examples=60)
    def test_is_read_and_not_a_byte_more(
        self, lines: list[str | None], taken: int, cuts: list[int], size: int
    ) -> None:
        data = framed(lines) + AFTER
        places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
        pieces = [data[start:end] for start, end in pairwise(places)]
        with sent(*pieces, size=size) as stream:
            assert takeFrom(stream, taken) == lines[:taken]
            assert stream.read() == AFTER
            assert os.get_blocking(stream.fileno())

    def test_is_left_where_it_takes_long_to_come(self) -> None:
        slow = [framed(["a"], end=None)] * 20
        with sent(*slow, pause=0.1) as stream:
            began = time.monotonic()
            assert takeFrom(stream, 1) == ["a"]
            # To read the rest would take two seconds.
            assert time.monotonic() - began < 1
            assert os.get_blocking(stream.fileno())

    def test_is_left_where_it_ends_too_early(self) -> None:
        with sent(framed(["a", "bcd"], end=None)[:-1]) as stream:
            began = time.monotonic()
            assert takeFrom(stream, 1) == ["a"]
            assert stream.read() == b""
            assert time.monotonic() - began < 5

    def test_is_left_to_the_other_reader_of_zipped_lines(self) -> None:
        with sent(framed(["a", "b", "c", "d"]) + AFTER) as stream:
            two = [LineDeserializer()._load_stream_without_unbatching(stream) for _ in "12"]
            assert [next(each) for each in two] == [["a"], ["b"]]
            del two
            assert stream.read() == framed(["c", "d"]) + AFTER

    def test_is_left_where_that_is_switched_off(self) -> None:
        with sent(framed(["a", "b"]) + AFTER) as stream:
            lines: Any = LineDeserializer(readsOn=False).load_stream(stream)
            assert next(lines) == "a"
            del lines
            assert stream.read() == framed(["b"]) + AFTER

    def test_of_pickled_elements_is_read(self) -> None:
        serializer = WorkerSerializer(CPickleSerializer())
        data = BytesIO()
        serializer.dump_stream(iter(range(5000)), data)  # type: ignore[no-untyped-call]
        write_int(SpecialLengths.END_OF_DATA_SECTION, data)
        with sent(data.getvalue() + AFTER) as stream:
            elements: Any = serializer.load_stream(stream)
            assert next(elements) == 0
            del elements
            assert stream.read() == AFTER


def workersOf(take: Callable[[Any], list[Any]], stream: Any, batches: int = 4) -> list[Any]:
    """Run a stream, and return the results of a function for each batch's first partition."""
    seen: list[Any] = []
    stream.foreachRDD(lambda rdd: seen.append(take(rdd)) if rdd.getNumPartitions() else None)
    stream._ssc.runFor(batches=batches, timeout=60)
    return [each[0] for each in seen if each]


@pytest.fixture(autouse=True, scope="module")
def newWorkers(sharedContext: Any) -> None:
    """A new context: Spark would also use the idle workers of other modules."""
    sharedContext.stop()


@pytest.mark.spark
class TestWithSpark:
    """Each batch has one partition, so one worker is enough."""

    def batches(self, sc: SparkContext, kind: str) -> Any:
        ssc = StreamingContext(sc, 0.5)
        rdds = [sc.parallelize([(n, n) for n in range(1000)], 1) for _ in range(4)]
        stream: Any = ssc.queueStream(rdds)
        if kind == "states":
            ssc.checkpoint(self.folder)
            spec = StateSpec.function(lambda key, value, state: (key, value.get())).numPartitions(1)
            stream = stream.mapWithState(spec)
        return stream.map(lambda element: (os.getpid(), element))

    @pytest.fixture(autouse=True)
    def checkpoints(self, tmp_path: Path) -> None:
        self.folder = str(tmp_path)

    @pytest.mark.parametrize("kind", ["pickled", "states"])
    def test_a_worker_is_used_again(self, sc: SparkContext, kind: str) -> None:
        workers = {
            worker for worker, _ in workersOf(lambda rdd: rdd.take(1), self.batches(sc, kind))
        }
        # For a state, one worker makes it and another one takes from it.
        assert len(workers) <= (1 if kind == "pickled" else 2)

    def test_lines_too(self, ssc: StreamingContext, tmp_path: Path, eventually: Any) -> None:
        folder = tmp_path / "lines"
        folder.mkdir()
        workers: list[int] = []
        lines = ssc.textFileStream(str(folder)).map(lambda line: (os.getpid(), line))
        lines.foreachRDD(lambda rdd: workers.extend(worker for worker, _ in rdd.take(1)))
        ssc.start()
        for n in range(3):
            written = folder / f".{n}"
            written.write_text("a line\n" * 5000)
            written.rename(folder / f"{n}")
            eventually(lambda n=n: len(workers) > n, "the lines")
        assert len(set(workers)) == 1

    def test_not_where_that_is_switched_off(self, sc: SparkContext) -> None:
        ours = sc.serializer
        with off(sc, "reuse"):
            sc.serializer = WorkerSerializer(sc._unbatched_serializer, readsOn=False)
            try:
                taken = workersOf(lambda rdd: rdd.take(1), self.batches(sc, "pickled"))
            finally:
                sc.serializer = ours
        assert len({worker for worker, _ in taken}) == len(taken) == 4

    def test_no_more_of_the_users_functions_is_called(self, sc: SparkContext) -> None:
        called = sc.accumulator(0)

        def noticed(element: Any) -> Any:
            called.add(1)
            return element

        taken = workersOf(lambda rdd: rdd.take(1), self.batches(sc, "pickled").map(noticed), 1)
        assert len(taken) == called.value == 1
