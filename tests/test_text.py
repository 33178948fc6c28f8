"""Scala's text of values: compared with the JVM's own, and on executors without sparkish."""

from __future__ import annotations

import math
import random
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import pyspark
import pytest
from py4j.java_collections import JavaArray
from pyspark.cloudpickle import dumps

import sparkish
from sparkish import HashPartitioner, Option, Some, SparkContext, StorageLevel, scalaString
from sparkish._executor.javanumbers import javaDouble
from sparkish.streaming import (
    Interval,
    Milliseconds,
    Queue,
    Seconds,
    State,
    StreamingContext,
    StreamingContextState,
    Time,
)
from sparkish.streaming.scheduler import (
    BatchInfo,
    OutputOperationInfo,
    ReceiverInfo,
    StreamingListenerBatchCompleted,
    StreamingListenerStreamingStarted,
    StreamInputInfo,
)

NUMBERS = 20_000


def doubles() -> list[float]:
    """Return doubles of every kind: at the borders of the algorithms' cases, and random ones."""
    made = random.Random(30)
    powers = [math.ldexp(1, exponent) for exponent in range(-1074, 1024)]
    tens = [float(f"{digit}e{exponent}") for digit in range(1, 10) for exponent in range(-324, 309)]
    smallest = [math.ldexp(n, -1074) for n in range(200)]
    special = [0.0, -0.0, math.inf, -math.inf, math.nan, sys.float_info.max, sys.float_info.min]
    whole = [float(made.randrange(10 ** made.randrange(1, 25))) for _ in range(NUMBERS // 4)]
    decimal = [
        made.randrange(10 ** made.randrange(1, 18)) / 10 ** made.randrange(20)
        for _ in range(NUMBERS // 4)
    ]
    bits = [struct.unpack("d", made.randbytes(8))[0] for _ in range(NUMBERS // 2)]
    return [*powers, *tens, *smallest, *special, *whole, *decimal, *bits]


def floats() -> list[float]:
    made = random.Random(31)
    patterns = [*range(500), *(made.randrange(2**32) for _ in range(NUMBERS))]
    bits = struct.unpack(f"{len(patterns)}f", struct.pack(f"{len(patterns)}I", *patterns))
    near = [value for value in doubles() if abs(value) < 3e38]
    return [*bits, *struct.unpack(f"{len(near)}f", struct.pack(f"{len(near)}f", *near))]


def javaTexts(sc: SparkContext, kind: str, values: list[float]) -> list[str]:
    """Return Java's text of many numbers, in one call for all of them."""
    jvm: Any = sc._jvm
    gateway: Any = sc._gateway
    packed = struct.pack(f">{len(values)}{kind[0]}", *values)
    buffer = getattr(jvm.java.nio.ByteBuffer.wrap(packed), f"as{kind.capitalize()}Buffer")()
    array: JavaArray = gateway.new_array(getattr(jvm, kind), len(values))
    buffer.get(array)
    return str(jvm.java.util.Arrays.toString(array)).strip("[]").split(", ")


@pytest.mark.spark
def test_doubles_print_as_the_jvm_prints_them(sc: SparkContext) -> None:
    values = doubles()
    wrong = [
        (value, expected, text)
        for value, expected in zip(values, javaTexts(sc, "double", values), strict=True)
        if (text := scalaString(value)) != expected
    ]
    assert not wrong


@pytest.mark.spark
def test_floats_print_as_the_jvm_prints_them(sc: SparkContext) -> None:
    values = floats()
    wrong = [
        (value, expected, text)
        for value, expected in zip(values, javaTexts(sc, "float", values), strict=True)
        if (text := scalaString(numpy.float32(value))) != expected
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("value", "before19", "since19"),
    [
        (2e23, "1.9999999999999998E23", "2.0E23"),
        (1e23, "9.999999999999999E22", "1.0E23"),
        (5e-324, "4.9E-324", "4.9E-324"),
        (1e-323, "1.0E-323", "9.9E-324"),
        (2.2250738585072014e-308, "2.2250738585072014E-308", "2.2250738585072014E-308"),
        (2.0**-44, "5.6843418860808015E-14", "5.684341886080802E-14"),
        (2.0e-3, "0.002", "0.002"),
        (1.1e-5, "1.1E-5", "1.1E-5"),
        (9007199254740993.0, "9.007199254740992E15", "9.007199254740992E15"),
        (0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"),
    ],
)
def test_doubles_of_either_java(value: float, before19: str, since19: str) -> None:
    for release, expected in ((17, before19), (25, since19)):
        assert javaDouble(value, release) == expected
        assert javaDouble(-value, release) == f"-{expected}"


def test_numpys_numbers() -> None:
    values = (numpy.float64(0.1), numpy.int64(3), numpy.bool_(True), numpy.float32(0.1))
    assert scalaString(values) == "(0.1,3,true,0.1)"


def state(*held: Any) -> State[Any]:
    made: State[Any] = State()
    for value in held:
        made.update(value)
    return made


TIME = Time(1476796005000)
INPUT = StreamInputInfo(0, 2, {"files": "a"})
OPERATION = OutputOperationInfo(TIME, 0, "print", "at", Some(1), Option.empty(), Some("why"))
BATCH = BatchInfo(TIME, {0: INPUT}, 3, Some(4), Option.empty(), {0: OPERATION})
BATCH_TEXT = (
    "BatchInfo(1476796005000 ms,Map(0 -> StreamInputInfo(0,2,Map(files -> a))),3,Some(4),None,"
    "Map(0 -> OutputOperationInfo(1476796005000 ms,0,print,at,Some(1),None,Some(why))))"
)
TEXTS: list[tuple[Any, str]] = [
    (TIME, "1476796005000 ms"),
    (Seconds(10), "10000 ms"),
    (Interval(0, 1000), "[0 ms, 1000 ms]"),
    (Some(("a", 1)), "Some((a,1))"),
    (Some(Some(None)), "Some(Some(null))"),
    (Option.empty(), "None"),
    (Some([1.0, True]), "Some(List(1.0, true))"),
    (StorageLevel.NONE, "StorageLevel(1 replicas)"),
    (StorageLevel.MEMORY_AND_DISK_SER_2, "StorageLevel(disk, memory, 2 replicas)"),
    (StorageLevel.OFF_HEAP, "StorageLevel(disk, memory, offheap, 1 replicas)"),
    (StorageLevel.MEMORY_AND_DISK_DESER, "StorageLevel(disk, memory, deserialized, 1 replicas)"),
    (StreamingContextState.ACTIVE, "ACTIVE"),
    (state(), "<state not set>"),
    (state(("a", None)), "(a,null)"),
    (BATCH, BATCH_TEXT),
    (StreamingListenerBatchCompleted(BATCH), f"StreamingListenerBatchCompleted({BATCH_TEXT})"),
    (StreamingListenerStreamingStarted(5), "StreamingListenerStreamingStarted(5)"),
    (ReceiverInfo(1, "R", True, "here", "driver"), "ReceiverInfo(1,R,true,here,driver,,,-1)"),
]


@pytest.mark.parametrize(("value", "text"), TEXTS, ids=lambda each: type(each).__name__)
def test_a_value_has_scalas_text_alone_and_joined_to_a_string(value: Any, text: str) -> None:
    assert scalaString(value) == value.toString() == text
    assert "at " + value == f"at {text}"
    assert value + " x" == f"{text} x"
    assert scalaString([(1, value)]) == f"List((1,{text}))"
    if not isinstance(value, pyspark.StorageLevel):  # a PySpark job's str stays
        assert str(value) == f"{value}" == text


@pytest.mark.spark
def test_storage_levels_are_the_jvms_text(sc: SparkContext) -> None:
    levels = {name: value for name, value in vars(StorageLevel).items() if name.isupper()}
    jvm: Any = sc._jvm
    scala = jvm.org.apache.spark.storage.StorageLevel
    for name, level in levels.items():
        flags = (level.useDisk, level.useMemory, level.useOffHeap, level.deserialized)
        assert scalaString(level) == scala.apply(*flags, level.replication).toString(), name
        assert str(level) == str(pyspark.StorageLevel(*flags, level.replication))


@dataclass
class Reading:
    sensor: str
    value: Option[float]


def test_a_case_class_shows_options() -> None:
    assert scalaString(Reading("s", Some(1e10))) == "Reading(s,Some(1.0E10))"


def test_a_queue_has_scalas_text() -> None:
    assert str(Queue(1, ("a", None))) == scalaString(Queue(1, ("a", None))) == "Queue(1, (a,null))"


def test_durations_and_times_still_add_up() -> None:
    assert TIME + Seconds(1) == Time(1476796006000)
    assert Seconds(1) + Seconds(2) == Seconds(3)
    assert Interval(0, 1) + Milliseconds(1) == Interval(1, 2)
    for value in (TIME, Seconds(1), Interval(0, 1)):
        for wrong in (5, None, b"bytes"):
            with pytest.raises(TypeError):
                value + wrong  # type: ignore[operator]
            with pytest.raises(TypeError):
                wrong + value  # type: ignore[operator]


@pytest.mark.parametrize("value", [Some(1), StorageLevel.NONE, BATCH, state(1)])
def test_only_strings_are_joined(value: Any) -> None:
    for wrong in (5, None, [1], b"bytes"):
        with pytest.raises(TypeError):
            value + wrong
        with pytest.raises(TypeError):
            wrong + value


@pytest.mark.spark
def test_print_shows_options_wherever_they_are(
    ssc: StreamingContext, capsys: pytest.CaptureFixture[str]
) -> None:
    elements = [
        Some(("a", 1)),
        ("k", Some([Some(1.0), Option.empty()])),
        {"k": Some(True)},
        [Time(5), (Seconds(1), StorageLevel.DISK_ONLY)],
    ]
    ssc.queueStream([elements]).print()
    ssc.runFor(batches=1)
    assert capsys.readouterr().out.splitlines()[3:-1] == [
        "Some((a,1))",
        "(k,Some(List(Some(1.0), None)))",
        "Map(k -> Some(true))",
        "List(5 ms, (1000 ms,StorageLevel(disk, 1 replicas)))",
    ]


@pytest.mark.spark
@pytest.mark.parametrize(
    ("join", "expected"),
    [
        ("leftOuterJoin", ["(a,(1,None))", "(b,(2,Some(y)))"]),
        ("rightOuterJoin", ["(b,(Some(2),y))", "(c,(None,z))"]),
        ("fullOuterJoin", ["(a,(Some(1),None))", "(b,(Some(2),Some(y)))", "(c,(None,Some(z)))"]),
    ],
)
def test_print_shows_the_sides_of_outer_joins_as_scala(
    ssc: StreamingContext, capsys: pytest.CaptureFixture[str], join: str, expected: list[str]
) -> None:
    left = ssc.queueStream([[("a", 1), ("b", 2)]])
    right = ssc.queueStream([[("b", "y"), ("c", "z")]])
    elements: list[Any] = []
    joined = getattr(left, join)(right, HashPartitioner(1))
    joined.filter(lambda pair: True).print()
    joined.foreachRDD(lambda rdd: elements.extend(rdd.collect()))
    joined.mapValues(lambda sides: sides).print()
    ssc.runFor(batches=1)
    printed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("(")]
    assert sorted(printed[: len(expected)]) == expected
    # The elements are PySpark's.
    assert all(type(side) in (int, str, type(None)) for _, sides in elements for side in sides)
    assert sorted(printed[len(expected) :]) == sorted(map(scalaString, elements))


def withoutSparkish(tmp_path: Path, function: Callable[[], Any]) -> str:
    """Return a function's result in a process that can import PySpark, but not sparkish."""
    (tmp_path / "function").write_bytes(dumps(function))
    program = (
        "import sys; sys.modules['sparkish'] = None\n"
        "from pyspark.cloudpickle import loads\n"
        f"print(loads(open({str(tmp_path / 'function')!r}, 'rb').read())())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_text_needs_no_sparkish_on_executors(tmp_path: Path) -> None:
    module: Any = sparkish._executor.text  # type: ignore[attr-defined]
    assert module.__name__ == "sparkish._executor.text"

    def text() -> str:
        option = Some(("a", 1.5))
        return "; ".join([scalaString((None, option)), "at " + option, str(option)])

    text.__module__ = "__main__"
    assert (
        withoutSparkish(tmp_path, text) == "(null,Some((a,1.5))); at Some((a,1.5)); Some((a,1.5))"
    )


@pytest.mark.spark
def test_executors_write_numbers_as_the_drivers_java_does(sc: SparkContext) -> None:
    texts = sc.parallelize([2e23], 1).map(lambda n: (scalaString(n), str(Some(n)))).collect()
    [expected] = javaTexts(sc, "double", [2e23])
    assert texts == [(expected, f"Some({expected})")]
