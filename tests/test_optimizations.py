"""The optimisations change no result, and each can be switched off."""

from __future__ import annotations

import gc
import io
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from operator import add
from pathlib import Path
from typing import Any

import pytest
from frames import framed
from hypothesis import given, settings
from hypothesis import strategies as st
from pyspark.serializers import (
    AutoBatchedSerializer,
    CloudPickleSerializer,
    CPickleSerializer,
    SpecialLengths,
    UTF8Deserializer,
)
from pyspark.shuffle import Aggregator, ExternalMerger
from switches import off

from sparkish import SparkContext
from sparkish._core.switches import OPTIMIZATIONS, isOn
from sparkish._executor.elements import PickledLines
from sparkish._executor.seal import Seal
from sparkish._executor.stages import (
    LineDeserializer,
    WorkerSerializer,
    combined,
    filtered,
    flatMapped,
    mapped,
)
from sparkish.streaming import StreamingContext

serializer = AutoBatchedSerializer(CPickleSerializer())


@given(st.lists(st.none() | st.text()), st.sampled_from([None, SpecialLengths.END_OF_DATA_SECTION]))
def test_lines_are_read_as_pyspark_reads_them(lines: list[str | None], end: int | None) -> None:
    ours, theirs = io.BytesIO(framed(lines, end)), io.BytesIO(framed(lines, end))
    assert list(LineDeserializer().load_stream(ours)) == lines
    assert list(UTF8Deserializer().load_stream(theirs)) == lines
    assert ours.tell() == theirs.tell()


def test_a_line_that_is_no_utf8_fails_as_pysparks() -> None:
    for reader in (LineDeserializer(), UTF8Deserializer()):
        stream = io.BytesIO(b"\0\0\0\1\xff")
        with pytest.raises(UnicodeDecodeError):
            list(reader.load_stream(stream))
    assert list(LineDeserializer(False).load_stream(io.BytesIO(b"\0\0\0\1\xff"))) == [b"\xff"]


def test_serializers_are_equal_to_pysparks_that_write_the_same() -> None:
    ours, theirs = WorkerSerializer(CPickleSerializer()), serializer
    assert ours == theirs
    assert theirs == ours
    assert hash(ours) == hash(theirs)
    assert ours != AutoBatchedSerializer(CPickleSerializer(), 10)
    assert LineDeserializer() == UTF8Deserializer()
    assert UTF8Deserializer() == LineDeserializer()
    assert hash(LineDeserializer()) == hash(UTF8Deserializer())
    assert LineDeserializer() != UTF8Deserializer(False)
    assert LineDeserializer(False) != PickledLines(Seal())
    assert ours != 1


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers())), st.sampled_from([0, 10_000]))
def test_values_are_combined_as_pyspark_combines_them(
    pairs: list[tuple[int, int]], memory: int
) -> None:
    functions: Any = (lambda v: [v], lambda c, v: [*c, v], add)
    theirs: Any = ExternalMerger(Aggregator(*functions), memory, serializer)
    theirs.mergeValues(iter(pairs))
    ours = combined(*functions, memory, serializer)(pairs)
    assert sorted(ours) == sorted(theirs.items())


def test_combining_goes_on_on_disk_where_memory_ends() -> None:
    functions: Any = (lambda v: v, add, add)
    pairs = [(n % 5000, 1) for n in range(20_000)]
    stage = combined(*functions, 1, serializer)
    spilled: list[int] = []
    spill = ExternalMerger._spill

    def noticed(merger: Any) -> None:
        spilled.append(merger.spills)
        spill(merger)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ExternalMerger, "_spill", noticed)
        assert dict(stage(iter(pairs))) == dict.fromkeys(range(5000), 4)
    assert len(spilled) > 1


def stops(element: Any) -> Any:
    raise StopIteration


@pytest.mark.parametrize("stage", [mapped, flatMapped, filtered])
def test_a_stop_iteration_of_the_users_does_not_end_the_elements_without_a_word(
    stage: Callable[[Any], Any],
) -> None:
    with pytest.raises(RuntimeError, match="Caught StopIteration thrown from user's code"):
        list(stage(stops)(0, [1, 2]))


def test_stages_take_an_element_when_it_is_asked_for() -> None:
    seen: list[int] = []

    def notice(n: int) -> int:
        seen.append(n)
        return n

    odd = filtered(lambda n: n % 2)(0, mapped(notice)(0, range(9)))
    elements = flatMapped(lambda n: [n, n])(0, odd)
    iterator: Iterator[int] = iter(elements)
    assert [next(iterator), next(iterator), next(iterator)] == [1, 1, 3]
    assert seen == [0, 1, 2, 3]


def test_workers_need_no_sparkish() -> None:
    travels = (
        mapped(len),
        flatMapped(str.split),
        filtered(bool),
        combined(len, add, add, 1, serializer),
        LineDeserializer(),
        WorkerSerializer(CPickleSerializer()),
    )
    pickled = CloudPickleSerializer().dumps(travels)
    program = (
        "import pickle, sys\n"
        "sys.modules['sparkish'] = None\n"
        "stage, *_ = pickle.loads(sys.stdin.buffer.read())\n"
        "print(list(stage(0, ['a', 'bc'])))"
    )
    done = subprocess.run([sys.executable, "-c", program], input=pickled, capture_output=True)
    assert done.stdout.decode().strip() == "[1, 2]", done.stderr.decode()


def test_a_worker_freezes_what_is_alive_once_and_a_driver_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pickled = pickle.dumps(WorkerSerializer(CPickleSerializer()))
    before = gc.get_freeze_count()
    pickle.loads(pickled)
    assert gc.get_freeze_count() == before
    monkeypatch.setitem(sys.modules, "pyspark.worker", sys)
    try:
        gc.collect()
        pickle.loads(pickled)
        frozen = gc.get_freeze_count()
        assert frozen > before + 10_000
        # There are fewer later objects than frozen ones.
        later = [[n] for n in range(11_000)]
        gc.collect()
        pickle.loads(pickled)
        # A few of the frozen objects may be gone.
        assert frozen - 100 < gc.get_freeze_count() <= frozen
        assert len(later) == 11_000
    finally:
        gc.unfreeze()


def test_a_worker_does_not_count_what_is_frozen_while_little_else_is_alive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pickled = pickle.dumps(WorkerSerializer(CPickleSerializer()))
    monkeypatch.setitem(sys.modules, "pyspark.worker", sys)
    # To count the frozen objects takes longer than a small task.
    monkeypatch.setattr(gc, "get_freeze_count", lambda: pytest.fail("it was counted"))
    try:
        gc.freeze()
        pickle.loads(pickled)
    finally:
        gc.unfreeze()


@pytest.fixture(scope="module")
def allOn() -> dict[str, Any]:
    """The results with every optimization on, which the first test fills in."""
    return {}


@pytest.mark.spark
class TestWithSpark:
    def test_each_is_on_by_default_and_off_by_configuration(self, sc: SparkContext) -> None:
        for name in OPTIMIZATIONS:
            assert isOn(sc, name)
        with off(sc, "text"):
            assert not isOn(sc, "text")
            assert isOn(sc, "print")

    def test_a_switch_is_true_or_false(self, sc: SparkContext) -> None:
        with off(sc, "print", "no"), pytest.raises(ValueError, match="true or false, not 'no'"):
            isOn(sc, "print")

    def test_the_switch_of_the_workers_counts_when_the_context_is_made(
        self, sc: SparkContext
    ) -> None:
        assert type(sc.serializer) is WorkerSerializer

    @pytest.mark.parametrize("name", OPTIMIZATIONS)
    def test_off_or_on_the_results_are_the_same(
        self,
        sc: SparkContext,
        capsys: pytest.CaptureFixture[str],
        allOn: dict[str, Any],
        tmp_path: Path,
        name: str,
    ) -> None:
        if not allOn:
            allOn.update(resultsOf(sc, capsys, tmp_path / "on"))
        expected = dict(allOn)
        ours = sc.serializer
        with off(sc, name):
            if name in (ofWorkers := ("workers", "reuse", "archives")):
                switches = [name != each for each in ofWorkers]
                sc.serializer = WorkerSerializer(sc._unbatched_serializer, *switches)
            try:
                plain = resultsOf(sc, capsys, tmp_path / "off")
            finally:
                sc.serializer = ours
        if name == "outputs":
            # A separate stage evaluates many elements at a time.
            assert plain.pop("evaluated")[0] > expected.pop("evaluated")[0]
        assert plain == expected
        assert [len(each) for each in expected["partitions"]] == [3, 2, 2]
        assert expected["counts"] == [[6], [1], [0]]
        assert dict(chain(*expected["states"][2]))["b"] == [1, 1]
        assert dict(chain(*expected["states"][2]))["g"] == [2]
        assert expected.get("evaluated", [1, 2, 2]) == [1, 2, 2]
        assert "user's code" in expected["failure"]

    def test_the_jvms_classes_are_looked_up_once(
        self, sc: SparkContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client: Any = type(sc._gateway._gateway_client)  # type: ignore[union-attr]
        send, lookUps = client.send_command, list[str]()

        def noticed(self: Any, command: str, *args: Any, **kwargs: Any) -> Any:
            lookUps.extend(re.findall(r"^r\nu\n(.*)\n", command))
            return send(self, command, *args, **kwargs)

        def run() -> list[str]:
            lookUps.clear()
            pairs = sc.parallelize([("a", 1)]).map(lambda pair: pair)
            assert pairs.reduceByKey(add).collect() == [("a", 1)]
            return sorted(set(lookUps) & {"PythonRDD", "PairwiseRDD", "SimplePythonFunction"})

        monkeypatch.setattr(client, "send_command", noticed)
        StreamingContext(sc, 1)
        assert run() == []
        with off(sc, "names"):
            StreamingContext(sc, 1)
            assert run() == ["PairwiseRDD", "PythonRDD", "SimplePythonFunction"]
        StreamingContext(sc, 1)
        assert run() == []

    def test_lines_are_the_same(
        self, ssc: StreamingContext, tmp_path: Path, eventually: Callable[..., None]
    ) -> None:
        lines = ["to be", "", "ß €", "or not"]
        received: list[str] = []
        with off(ssc.sparkContext, "text"):
            theirs = ssc.textFileStream(str(tmp_path))
        ours = ssc.textFileStream(str(tmp_path))
        kinds = [type(each._jrdd_deserializer) for each in (theirs, ours)]
        assert kinds == [UTF8Deserializer, LineDeserializer]
        ours.union(theirs).foreachRDD(lambda rdd: received.extend(rdd.collect()))
        ssc.start()
        written = tmp_path / ".lines"
        written.write_text("\n".join(lines) + "\n", encoding="utf-8")
        written.rename(tmp_path / "lines")
        eventually(lambda: len(received) == 8, "the lines of both")
        assert sorted(received) == sorted(lines * 2)


def resultsOf(sc: SparkContext, capsys: pytest.CaptureFixture[str], folder: Path) -> dict[str, Any]:
    """Run one program with all optimised operations, for three batches."""
    ssc = StreamingContext(sc, 0.5)
    ssc.checkpoint(str(folder))
    rdds = [sc.parallelize(part, n) for part, n in BATCHES]
    lines = ssc.queueStream(rdds, default=sc.parallelize([], 2))
    evaluated = sc.accumulator(0)
    results: dict[str, Any] = {"partitions": [], "counts": [], "evaluated": [], "cached": []}
    results["states"] = []
    generated: list[datetime] = []

    def count(time: datetime, rdd: Any) -> Any:
        generated.append(time)
        return rdd

    def notice(line: str) -> str:
        evaluated.add(1)
        return line

    def taken(rdd: Any) -> None:
        if len(results["evaluated"]) < 3:
            rdd.take(1)
            results["evaluated"].append(evaluated.value)

    def append(name: str, collect: Callable[[Any], Any]) -> Callable[[Any], None]:
        def take(rdd: Any) -> None:
            if len(results[name]) < 3:
                results[name].append(collect(rdd))

        return take

    words = lines.flatMap(lambda line: line.split(" ")).filter(lambda word: word != "x")
    lines.transform(count).foreachRDD(lambda rdd: None)
    words.print(4)
    words.foreachRDD(append("partitions", lambda rdd: rdd.glom().collect()))
    lines.count().foreachRDD(append("counts", lambda rdd: rdd.collect()))
    lines.map(notice).foreachRDD(taken)
    pairs = words.map(lambda word: (word, 1)).reduceByKey(add).mapValues(lambda n: n * 2)
    cached = pairs.cache()
    cached.foreachRDD(append("cached", lambda rdd: sorted(rdd.collect())))
    # What a function refers to is pickled when the batch is generated: never an older value.
    numbered = words.map(lambda word: (word, len(generated)))
    states = numbered.updateStateByKey(lambda values, last: [*(last or []), *values], 2)
    states.foreachRDD(append("states", lambda rdd: rdd.glom().collect()))
    cached.map(lambda pair: pair[0]).map(len).reduce(max).pprint(2)
    capsys.readouterr()
    began = datetime.now()
    ssc.runFor(batches=3)
    results["printed"] = printedSince(began, capsys.readouterr().out, batches=3)

    def stop(element: Any) -> Any:
        raise StopIteration

    failing = StreamingContext(sc, 0.5)
    failing.queueStream([[1]]).map(stop).foreachRDD(lambda rdd: rdd.collect())
    with pytest.raises(Exception, match="StopIteration") as caught:
        failing.runFor(batches=1)
    results["failure"] = "user's code" if "user's code" in str(caught.value) else str(caught.value)
    return results


def printedSince(began: datetime, out: str, batches: int) -> dict[str, list[str]]:
    """Return the output of ``print`` and ``pprint`` for the first batches after a time.

    One more batch may be printed before a context stops, even after the next context has begun.
    """
    texts: dict[str, list[str]] = {"print": [], "pprint": []}
    parts = re.split(r"-{43}\nTime: (.*)\n-{43}\n", out)
    for time, text in zip(parts[1::2], parts[2::2], strict=True):
        number = re.fullmatch(r"(\d+) ms", time)
        isOwn = int(number[1]) > began.timestamp() * 1000 if number else time > str(began)
        shown = texts["print" if number else "pprint"]
        if isOwn and len(shown) < batches:
            shown.append(text)
    return texts


BATCHES: list[tuple[list[str], int]] = [
    (["a b", "x", "b c", "c", "d", "e f"], 3),
    (["g x h"], 2),
]
