"""What functions print on workers: on the driver's standard output, if the master is local."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import Counter, namedtuple
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pyspark.serializers import AutoBatchedSerializer, CPickleSerializer

from compat.cluster import Cluster
from sparkish import SparkContext
from sparkish._executor.workeroutput import SOCKET
from sparkish._notebook import printing
from sparkish.port._oracle.spark import ROOT
from sparkish.streaming import StreamingContext

Read = pytest.CaptureFixture[str]


def telling() -> Callable[[Any], Any]:
    """Return a function that is pickled by value: workers cannot import this module."""

    def told(value: Any) -> Any:
        print("told", value)
        return value

    return told


@pytest.mark.spark
def test_values_as_python_prints_them_in_their_order_before_what_follows(
    sc: SparkContext, capsys: Read
) -> None:
    Pair = namedtuple("Pair", "key value")
    sc.parallelize([("a", 1), Pair("b", 2.0), None, "text", "ü"], 1).foreach(print)
    print("between")
    sc.parallelize(range(3), 1).foreach(lambda n: print(n, end=" "))
    print("end")
    assert capsys.readouterr().out.splitlines() == [
        "('a', 1)",
        "Pair(key='b', value=2.0)",
        "None",
        "text",
        "ü",
        "between",
        "0 1 2 end",
    ]


@pytest.mark.spark
def test_every_kind_of_task_prints(sc: SparkContext, capsys: Read, tmp_path: Path) -> None:
    told = telling()

    def partition(elements: Any) -> Any:
        yield from map(told, elements)
        print("after the last")

    numbers = sc.parallelize([1, 2], 1)
    file = tmp_path / "lines"
    file.write_text("line\n")
    lines = sc.textFile(str(file), 1)
    actions: list[Callable[[], Any]] = [
        numbers.map(told).collect,
        numbers.map(told).count,
        numbers.filter(told).first,
        lambda: numbers.mapPartitions(partition).map(lambda n: (n, n)).reduceByKey(max).collect(),
        lambda: lines.map(told).map(lambda n: (n, n)).groupByKey(1).mapValues(len).collect(),
        lambda: list(numbers.map(told).toLocalIterator()),
        lambda: numbers.foreachPartition(lambda part: print("sum", sum(part))),
        lines.map(told).count,
    ]
    for number, action in enumerate(actions):
        print("action", number)
        action()
    assert capsys.readouterr().out.split("action ")[1:] == [
        "0\ntold 1\ntold 2\n",
        "1\ntold 1\ntold 2\n",
        "2\ntold 1\n",
        "3\ntold 1\ntold 2\nafter the last\n",
        "4\ntold line\n",
        "5\ntold 1\ntold 2\n",
        "6\nsum 3\n",
        "7\ntold line\n",
    ]


@pytest.fixture
def otherWorkers(sc: SparkContext, request: pytest.FixtureRequest) -> Iterator[None]:
    """Use workers that do nothing else: a different environment needs new ones."""
    environment = sc.environment
    sc.environment = environment | {"OTHER": request.node.name}
    yield
    sc.environment = environment


@pytest.mark.spark
@pytest.mark.usefixtures("otherWorkers")
def test_what_is_saved_as_text_by_a_worker_of_its_own_prints_too(
    sc: SparkContext, capsys: Read, tmp_path: Path, eventually: Callable[..., None]
) -> None:
    file = tmp_path / "lines"
    file.write_text("one\ntwo\n")
    from sparkish._rdd.base import withScalaMethods

    rdd: Any = withScalaMethods(sc.textFile(str(file), 1))
    rdd.map(telling()).saveAsTextFile(str(tmp_path / "saved"))
    seen: list[str] = []
    eventually(lambda: seen.append(capsys.readouterr().out) or "told two" in "".join(seen), "lines")
    assert "".join(seen) == "told one\ntold two\n"


@pytest.mark.spark
@pytest.mark.usefixtures("otherWorkers")
def test_the_users_own_redirections_hold(sc: SparkContext, capsys: Read, tmp_path: Path) -> None:
    def caught(value: Any) -> tuple[Any, str]:
        with redirect_stdout(io.StringIO()) as buffer:
            print("caught", value)
        print("shown", value)
        print("error", file=sys.stderr)
        return value, buffer.getvalue()

    log = str(tmp_path / "log")

    def replaced(value: Any) -> Any:
        sys.stdout = open(log, "a")  # noqa: SIM115
        print("logged", value, flush=True)

    def restored(value: Any) -> Any:
        # The worker may be a used one, or a new one.
        print("logged", value, flush=True)
        sys.stdout = sys.__stdout__
        print("restored", value)

    numbers = sc.parallelize([1], 1)
    assert numbers.map(caught).collect() == [(1, "caught 1\n")]
    numbers.foreach(replaced)
    sc.parallelize([2, 3], 2).foreach(restored)
    printed = capsys.readouterr().out
    logged = Path(log).read_text() + printed
    assert printed.startswith("shown 1\n")
    assert Counter(logged.splitlines())["logged 1"] == 1
    assert sorted(line for line in printed.splitlines() if "restored" in line) == [
        "restored 2",
        "restored 3",
    ]


@pytest.mark.spark
def test_libraries_and_child_processes_print_there_too(sc: SparkContext, capsys: Read) -> None:
    def run(value: Any) -> Any:
        os.write(1, b"descriptor\n")
        subprocess.run(["echo", "child"], check=True)
        sys.stdout.buffer.write("bytes \xe9\n".encode())
        sys.stdout.flush()
        return sys.stdout.isatty()

    assert sc.parallelize([1], 1).map(run).collect() == [False]
    assert capsys.readouterr().out == "descriptor\nchild\nbytes é\n"


@pytest.mark.spark
def test_lines_of_workers_side_by_side_stay_whole_and_in_order(
    sc: SparkContext, capsys: Read
) -> None:
    number, width = 3000, 200

    def many(index: int, elements: Any) -> Any:
        for n in elements:
            print(index, n, "x" * width)
        yield 0

    sc.parallelize(range(2 * number), 2).mapPartitionsWithIndex(many).count()
    lines = [line.split(" ") for line in capsys.readouterr().out.splitlines()]
    assert all(len(text) == width for _, _, text in lines)
    for index in ("0", "1"):
        mine = [int(n) for i, n, _ in lines if i == index]
        assert mine == list(range(number * int(index), number * (int(index) + 1)))


@pytest.mark.spark
def test_a_worker_that_is_killed_has_said_its_last_words(
    sc: SparkContext, capsys: Read, eventually: Callable[..., None]
) -> None:
    def die(value: Any) -> None:
        print("last words", end="")
        os.kill(os.getpid(), 9)

    with pytest.raises(Exception, match="crashed"):
        sc.parallelize([1], 1).foreach(die)
    seen: list[str] = []
    eventually(
        lambda: seen.append(capsys.readouterr().out) or "last words" in "".join(seen), "words"
    )
    sc.parallelize(["and on"], 1).foreach(print)
    assert capsys.readouterr().out == "and on\n"


@pytest.mark.spark
def test_functions_of_streams_print_with_their_batch(ssc: StreamingContext, capsys: Read) -> None:
    numbers = ssc.queueStream([[1], [2]])
    numbers.map(telling()).foreachRDD(lambda rdd: print("batch", rdd.collect()))
    numbers.foreachRDD(lambda rdd: rdd.foreach(print))
    ssc.runFor(batches=2)
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["told 1", "batch [1]", "1", "told 2", "batch [2]", "2"]


@pytest.mark.spark
def test_a_standard_output_that_fails_does_not_hold_up_the_workers(
    sc: SparkContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    assert sc.parallelize(["x" * 10_000] * 100, 2).map(telling()).count() == 100


@pytest.mark.spark
def test_only_this_user_can_reach_the_socket(sc: SparkContext) -> None:
    path = Path(sc.environment[SOCKET])
    assert path.is_socket()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.stat().st_uid == os.getuid()


def test_the_serializer_is_pysparks_but_for_that() -> None:
    output: Any = None
    ours, theirs = printing.PrintingSerializer(output), CPickleSerializer()
    assert ours == theirs
    assert theirs == ours
    assert (ours != theirs, theirs != ours) == (False, False)
    assert hash(ours) == hash(theirs)
    assert AutoBatchedSerializer(ours) == AutoBatchedSerializer(theirs)
    assert type(CPickleSerializer().loads(theirs.dumps(ours))) is CPickleSerializer


@pytest.mark.parametrize("master", ["local-cluster[2,1,1024]", "spark://h:7077", "yarn", None])
def test_executors_of_a_cluster_are_left_alone(master: str | None) -> None:
    serializer = CPickleSerializer()
    sc: Any = SimpleNamespace(master=master, environment={}, _unbatched_serializer=serializer)
    printing.showWorkerOutput(sc)
    assert (sc.environment, sc._unbatched_serializer) == ({}, serializer)
    assert type(sc._unbatched_serializer) is CPickleSerializer


def test_a_connection_gives_whole_lines_of_a_cell() -> None:
    one, other = printing.socket.socketpair()
    with one, other:
        connection = printing._Connection(one)
        taken = [connection.lines(data) for data in (b"ce", b"ll\nfirst\nse", b"cond \xc3")]
        assert (taken, connection.cell) == (["", "first\n", ""], "cell")
        assert connection.unfinished() == "second "
        assert connection.lines(b"\xa9\nthird") == "é\n"
        assert connection.lines(b"") == "third"


PROGRAM = """
import sys
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext
sc = SparkContext(conf=SparkConf().setAppName("prints"), batchSize=int(sys.argv[1]))
sc.setLogLevel("OFF")
sc.parallelize(range(4), 1).foreach(lambda n: print("element", n))
print("between")
ssc = StreamingContext(sc, Milliseconds(500))
ssc.queueStream([["record"]]).foreachRDD(lambda rdd: rdd.foreach(print))
ssc.runFor(batches=1)
print("end")
sc.parallelize(["last"], 1).foreachAsync(print).result()
"""
SMALL = """
from sparkish import SparkContext
sc = SparkContext()
sc.parallelize(range(4), 1).foreach(lambda n: print("element", n))
print("end")
"""
PRINTED = ["element 0", "element 1", "element 2", "element 3", "between", "record", "end", "last"]


@pytest.mark.spark
@pytest.mark.whole
def test_spark_submit_shows_it_and_leaves_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "job.py"
    file.write_text(PROGRAM)
    temporary = tmp_path / "t"
    temporary.mkdir()
    submit = [str(Path(sys.executable).with_name("spark-submit")), "--master", "local[2]"]
    done = subprocess.run(
        [*submit, "--conf", "spark.ui.enabled=false", str(file), "3"],
        env=os.environ
        | {"PYSPARK_PYTHON": sys.executable, "TMPDIR": str(temporary), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=170,
    )
    assert done.stdout.splitlines() == PRINTED, done.stderr[-2000:]
    assert list(temporary.glob("sparkish-*")) == []


@pytest.mark.whole
@pytest.mark.spark
@pytest.mark.cluster
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
@pytest.mark.timeout(400)
def test_on_a_cluster_it_stays_in_the_executors_log(tmp_path: Path) -> None:
    file = tmp_path / "job.py"
    file.write_text(SMALL)
    with Cluster(workers=1) as cluster:
        driver = cluster.submit(file, driverPython=sys.executable, pythonPath=str(ROOT))
        assert driver.wait(150) == 0, driver.tail()
        assert driver.out.read_text() == "end\n"
        logs = [log.read_text() for log in cluster.folder.glob("work/*/*/stderr")]
        assert [n for n in range(4) if f"element {n}\n" in "".join(logs)] == [0, 1, 2, 3]
