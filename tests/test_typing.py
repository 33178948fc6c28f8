"""What a user's type checker finds in the wheel, in an environment with nothing else."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
pytest.importorskip("mypy")

ROOT = Path(__file__).parents[1]

PROGRAM = """
from datetime import datetime
from operator import add

import sparkish as pyspark
from sparkish import RDD, HashPartitioner, Option, SparkConf, SparkContext, StorageLevel
from sparkish.rdd import RDD as OfItsModule
from sparkish.sql import Row, SaveMode, SparkSession
from sparkish.sql.functions import col
from sparkish.sql.types import StringType
from sparkish.streaming import DStream, Seconds, State, StateSpec, StreamingContext, Time

sc = SparkContext(SparkConf().setMaster("local[*]").setAppName("Streaming1"))
ssc = StreamingContext(sc, Seconds(10))
lines = ssc.socketTextStream("localhost", 5800, StorageLevel.MEMORY_AND_DISK_SER_2)
lines.map(lambda x: x + "VIN").print(10)
words = lines.flatMap(lambda line: line.split(" "))
pairs = words.map(lambda word: (word, 1))


def lengths(rdd: RDD[str]) -> RDD[int]:
    return rdd.map(len)


def timed(time: datetime, rdd: RDD[str]) -> RDD[str]:
    return rdd


def crossed(
    one: RDD[str], two: RDD[tuple[str, int]]
) -> RDD[tuple[str, tuple[str, int]]]:
    return one.cartesian(two)


def update(new: list[int], old: int | None) -> int | None:
    return sum(new) + (old or 0)


def track(key: str, value: Option[int], state: State[int]) -> tuple[str, int]:
    return key, value.getOrElse(0)


def show(rdd: RDD[str], time: Time) -> None:
    rdd.saveAsObjectFile("x")
    rdd.toDF("word").select(col("word")).write.mode(SaveMode.Append).json("y")
    print(rdd.sparkContext.longAccumulator("lines").value + rdd.partitions.length)


@lines.map
def upper(line: str) -> str:
    return line.upper()


words.foreachRDD(show)
words.foreachRDD(lambda rdd: rdd.foreach(print))
words.foreachRDD(lambda time, rdd: print(time, rdd.collect()))
pairs.reduceByKey(add, HashPartitioner(2)).window(10, 5).cache().pprint()
spark = SparkSession.builder().config(sc.getConf).appName("x").getOrCreate()
spark.sql("select 1").rdd.map(lambda row: row[0])
"""

#: The types that the program's last lines reveal, in the order of the lines.
REVEALED = {
    "lines": "ReceiverInputDStream[str]",
    "words": "DStream[str]",
    "pairs": "DStream[tuple[str, int]]",
    "upper": "DStream[str]",
    "words.filter(lambda word: len(word) > 1)": "DStream[str]",
    "words.count()": "DStream[int]",
    "words.countByValue()": "DStream[tuple[str, int]]",
    "words.glom()": "DStream[list[str]]",
    "words.mapPartitions(lambda part: [len(list(part))])": "DStream[int]",
    "words.transform(lambda rdd: rdd.map(len))": "DStream[int]",
    "words.transform(lengths)": "DStream[int]",
    "words.transform(timed)": "DStream[str]",
    "words.transformWith(pairs, crossed)": "DStream[tuple[str, tuple[str, int]]]",
    "words.transformWith(crossed, pairs)": "DStream[tuple[str, tuple[str, int]]]",
    "ssc.transform([words, words], lambda rdds: rdds[0].map(len))": "DStream[int]",
    "ssc.union(words, words)": "DStream[str]",
    "ssc.union([words, words])": "DStream[str]",
    "pairs.reduceByKey(lambda a, b: a + b)": "DStream[tuple[str, int]]",
    "pairs.groupByKey()": "DStream[tuple[str, typing.Iterable[int]]]",
    "pairs.mapValues(str)": "DStream[tuple[str, str]]",
    "pairs.leftOuterJoin(pairs)": "DStream[tuple[str, tuple[int, int | None]]]",
    "pairs.reduceByKeyAndWindow(add, Seconds(20), Seconds(10))": "DStream[tuple[str, int]]",
    "pairs.updateStateByKey(update)": "DStream[tuple[str, int]]",
    "pairs.mapWithState(StateSpec.function(track))": "MapWithStateDStream[tuple[str, int]]",
    "words.slice(Time(0), Time(1))": "list[RDD[str]]",
    "ssc.sparkContext.makeRDD(['a']).map(len).filter(bool)": "RDD[int]",
    "sc.textFile('x').map(lambda line: (line, 1)).reduceByKey(add)": "RDD[tuple[str, int]]",
    "sc.parallelize([1]).isEmpty()": "bool",
    "sc.parallelize([1]).collectAsync().result()": "list[int]",
    "sc.parallelize([1]).sparkContext": "SparkContext",
    "SparkContext.getOrCreate()": "SparkContext",
    "StreamingContext.getActive()": "StreamingContext | None",
    "spark": "SparkSession",
    "spark.sparkContext": "SparkContext",
    "sc.getConf().get('x')": "str | None",
    "sc.doubleAccumulator().value": "float",
    "StringType()": "StringType",
    "Row(word='a')": "Row",
    "Seconds(1) + Seconds(2)": "Duration",
    "Time(5) - Seconds(1)": "Time",
    "DStream.fromPySpark(words)": "DStream[str]",
    "pyspark.streaming.Seconds(3)": "Duration",
    "pyspark.sql.functions.col('x')": "Column",
    "OfItsModule": "def [T_co] (",
}

#: Wrong calls, and the type checker's message for each.
WRONG = {
    "lines.reduceByKey(add)": "Invalid self argument",
    "lines.map(1)": "incompatible type",
    "lines.mapp(len)": 'has no attribute "mapp"',
    "words.map(lambda word: word.nope)": '"str" has no attribute "nope"',
    "pairs.filter(lambda pair: pair[0] > 1)": "Unsupported operand",
    "ssc.awaitTerminationOrTimeout('1')": "incompatible type",
    "Seconds('1')": "incompatible type",
    "ssc.socketTextStream('localhost', '5800')": "incompatible type",
    "StreamingContext(spark, Seconds(1))": "No overload variant",
    "words.foreachRDD(lambda rdd: rdd.nope())": 'has no attribute "nope"',
    "sc.longAccumulatr('x')": 'has no attribute "longAccumulatr"',
    "sc.makeRDD([1]).map(len)": "incompatible type",
    "pyspark.nonsense": 'has no attribute "nonsense"',
}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel, PySpark and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    venv.create(folder / "venv", symlinks=True)
    paths = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
    site = Path(sysconfig.get_path("purelib", "venv", paths))
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    for name in ("pyspark", "py4j"):
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        (site / name).symlink_to(Path(spec.origin).parent)
    return Path(sysconfig.get_path("scripts", "venv", paths), "python")


@pytest.mark.timeout(500)
def test_a_users_program(python: Path, tmp_path: Path) -> None:
    program = tmp_path / "job.py"
    lines = [*PROGRAM.splitlines(), *(f"reveal_type({code})" for code in REVEALED), *WRONG]
    program.write_text("\n".join(lines) + "\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python)]
    command += ["--config-file=", "--no-error-summary", f"--cache-dir={tmp_path / 'cache'}"]
    done = subprocess.run(
        [*command, program.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=480,
    )
    assert not done.stderr
    said: dict[int, list[str]] = {}
    for line in done.stdout.splitlines():
        found = re.fullmatch(r"job\.py:(\d+): (.*)", line)
        assert found, line
        said.setdefault(int(found[1]), []).append(found[2])
    first = len(PROGRAM.splitlines()) + 1
    assert [text for line, text in said.items() if line < first] == []
    for line, (code, expected) in enumerate(REVEALED.items(), first):
        text = " ".join(said[line])
        assert "error" not in text, code
        shown = re.sub(r"(?:[a-z_0-9]+\.)+(?=[A-Z])", "", text.replace("typing.I", "typing_I"))
        assert expected.replace("typing.I", "typing_I") in shown, code
        assert "Any" not in text or code == "OfItsModule", code
    for line, (code, expected) in enumerate(WRONG.items(), first + len(REVEALED)):
        assert any(expected in text for text in said.get(line, [])), (code, said.get(line))


def test_every_stub_is_of_a_module_that_is_pysparks() -> None:
    """Python itself does not read these declarations: other code provides each name."""
    package = ROOT / "sparkish"
    own = {"_rdd.types"}
    for stub in package.rglob("*.pyi"):
        name = ".".join(stub.relative_to(package).with_suffix("").parts).removesuffix(".__init__")
        if name in own:
            continue
        assert not stub.with_suffix(".py").exists(), stub
        assert importlib.util.find_spec(f"pyspark.{name}") is not None, stub
