"""The pure Python values compared with the JVM's own classes, on generated values."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pyspark
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from py4j import java_gateway, protocol
from py4j.java_gateway import JavaGateway
from py4j.protocol import Py4JJavaError
from pyspark.java_gateway import launch_gateway

from sparkish._executor.units import LONG_MAX, LONG_MIN, parseSize, parseTime
from sparkish.conf import SparkConf
from sparkish.option import Option, Some
from sparkish.storagelevel import StorageLevel
from sparkish.streaming.duration import Duration, Durations
from sparkish.streaming.interval import Interval
from sparkish.streaming.time import Time

pytestmark = pytest.mark.spark

generated = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
longs = st.one_of(
    st.integers(-20, 20),
    st.integers(-(10**7), 10**7),
    st.integers(LONG_MIN, LONG_MAX),
    st.sampled_from([LONG_MIN, LONG_MIN + 1, LONG_MAX - 1, LONG_MAX]),
)
small = st.integers(-30, 30)


@pytest.fixture(scope="module")
def gateway() -> Iterator[JavaGateway]:
    """A JVM without a SparkContext, separate from one that other tests may have left."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyspark.SparkContext, "_gateway", None)
        patch.setattr(pyspark.SparkContext, "_jvm", None)
        # PySpark's SQL installs a translator of errors here, which uses the other JVM.
        patch.setattr(java_gateway, "get_return_value", protocol.get_return_value)
        gateway = launch_gateway()
        yield gateway
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=30)


@pytest.fixture(scope="module")
def jvm(gateway: JavaGateway) -> Any:
    return gateway.jvm


@pytest.fixture(scope="module")
def streaming(jvm: Any) -> Any:
    return jvm.org.apache.spark.streaming


def wrapped(number: int) -> int:
    """The value of a number after it wraps round in a Scala Long."""
    return (number - LONG_MIN) % 2**64 + LONG_MIN


def assertLong(ours: Callable[[], Duration | Time], theirs: Any, exact: int) -> None:
    """Check that both are `exact`, or that we refuse if the JVM wraps round."""
    if LONG_MIN <= exact <= LONG_MAX:
        assert ours().milliseconds == theirs.milliseconds() == exact
        assert str(ours()) == theirs.toString()
    else:
        assert theirs.milliseconds() == wrapped(exact)
        with pytest.raises(OverflowError):
            ours()


def outcome(failures: Any, call: Callable[..., Any], *args: Any) -> Any:
    """Return the result of a call, or "fails"."""
    try:
        value = call(*args)
    except failures:
        return "fails"
    return "NaN" if isinstance(value, float) and math.isnan(value) else value


@generated
@given(a=longs, b=longs)
@example(a=0, b=0)
@example(a=5, b=0)
@example(a=-5, b=0)
@example(a=LONG_MIN, b=-1)
@example(a=LONG_MAX, b=1)
@example(a=-7, b=2)
def test_duration_with_duration(streaming: Any, a: int, b: int) -> None:
    ours, other = Duration(a), Duration(b)
    theirs, otherTheirs = streaming.Duration(a), streaming.Duration(b)
    assertLong(lambda: ours + other, theirs.plus(otherTheirs), a + b)
    assertLong(lambda: ours - other, theirs.minus(otherTheirs), a - b)
    assert outcome((), ours.div, other) == outcome((), theirs.div, otherTheirs)
    assert outcome(ZeroDivisionError, ours.isMultipleOf, other) == outcome(
        Py4JJavaError, theirs.isMultipleOf, otherTheirs
    )
    for name in ("less", "lessEq", "greater", "greaterEq"):
        assert getattr(ours, name)(other) is getattr(theirs, name)(otherTheirs)
    for name in ("min", "max"):
        assert getattr(ours, name)(other).milliseconds == (
            getattr(theirs, name)(otherTheirs).milliseconds()
        )
    assert (ours == other) is theirs.equals(otherTheirs)


@generated
@given(a=longs, factor=st.integers(-(2**31), 2**31 - 1))
def test_duration_times(streaming: Any, a: int, factor: int) -> None:
    theirs = streaming.Duration(a).times(factor)
    assertLong(lambda: Duration(a) * factor, theirs, a * factor)


@generated
@given(a=st.one_of(longs, st.integers(900, 4 * 10**6)))
@example(a=1050)
@example(a=1250)
@example(a=59_950)
@example(a=3_599_999)
def test_duration_alone(streaming: Any, a: int) -> None:
    ours, theirs = Duration(a), streaming.Duration(a)
    assert ours.prettyPrint == theirs.prettyPrint()
    assert ours.toFormattedString == theirs.toFormattedString()
    assert ours.isZero() is theirs.isZero()
    for name, unit in (("milliseconds", 1), ("seconds", 1_000), ("minutes", 60_000)):
        made = getattr(streaming.Durations, name)(a)
        assertLong(partial(getattr(Durations, name), a), made, a * unit)


@generated
@given(a=longs, b=longs)
@example(a=-7, b=5)
@example(a=7, b=-5)
@example(a=LONG_MIN, b=-1)
@example(a=1, b=0)
def test_time_with_one_value(streaming: Any, a: int, b: int) -> None:
    ours, theirs = Time(a), streaming.Time(a)
    duration, theirDuration = Duration(b), streaming.Duration(b)
    time, theirTime = Time(b), streaming.Time(b)
    assertLong(lambda: ours + duration, theirs.plus(theirDuration), a + b)
    assertLong(lambda: ours - duration, theirs.minus(theirDuration), a - b)
    assertLong(lambda: ours - time, theirs.minus(theirTime), a - b)
    for name in ("less", "lessEq", "greater", "greaterEq"):
        assert getattr(ours, name)(time) is getattr(theirs, name)(theirTime)
    for name in ("min", "max"):
        assert str(getattr(ours, name)(time)) == getattr(theirs, name)(theirTime).toString()
    assert outcome(ZeroDivisionError, ours.isMultipleOf, duration) == outcome(
        Py4JJavaError, theirs.isMultipleOf, theirDuration
    )
    assert str(outcome(ZeroDivisionError, ours.floor, duration)) == outcome(
        Py4JJavaError, lambda: theirs.floor(theirDuration).toString()
    )


@generated
@given(a=longs, step=longs.filter(bool), zero=longs)
@example(a=17, step=5, zero=3)
@example(a=-7, step=5, zero=3)
def test_time_floor_from_zero_time(streaming: Any, a: int, step: int, zero: int) -> None:
    if wrapped(a - zero) != a - zero:
        return  # Scala's difference wraps round, and so it floors a different time.
    ours = Time(a).floor(Duration(step), Time(zero))
    theirs = streaming.Time(a).floor(streaming.Duration(step), streaming.Time(zero))
    assert str(ours) == theirs.toString()


@generated
@given(a=small, b=small, step=small)
@example(a=LONG_MIN, b=LONG_MAX, step=2**62)
@example(a=LONG_MAX - 5, b=LONG_MAX, step=2)
@example(a=LONG_MIN, b=LONG_MAX, step=1)
def test_time_until_and_to(streaming: Any, a: int, b: int, step: int) -> None:
    begin, end, interval = streaming.Time(a), streaming.Time(b), streaming.Duration(step)
    args = Time(b), Duration(step)
    for ours, theirs in ((Time(a).until, begin.until), (Time(a).to, begin.to)):
        times = outcome(ValueError, lambda of=ours: ",".join(map(str, of(*args))))
        if step == 0:
            assert times == "fails"  # Only Scala 2.13.18's `5 until 5 by 0` gives no times.
        else:
            assert times == outcome(
                Py4JJavaError, lambda of=theirs: of(end, interval).mkString(",")
            )


COMPARISONS = {
    "$less": operator.lt,
    "$less$eq": operator.le,
    "$greater": operator.gt,
    "$greater$eq": operator.ge,
}


@generated
@given(begin=small, length=small, otherBegin=small, otherLength=small)
@example(begin=0, length=5, otherBegin=1, otherLength=5)
@example(begin=1, length=5, otherBegin=0, otherLength=5)
@example(begin=0, length=5, otherBegin=0, otherLength=6)
def test_interval(
    streaming: Any, begin: int, length: int, otherBegin: int, otherLength: int
) -> None:
    ours = Interval(begin, begin + length)
    theirs = streaming.Interval(begin, begin + length)
    assert str(ours) == theirs.toString()
    assert str(ours.duration()) == theirs.duration().toString()
    assert str(ours + Duration(otherBegin)) == (
        getattr(theirs, "$plus")(streaming.Duration(otherBegin)).toString()
    )
    assert str(ours - Duration(otherBegin)) == (
        getattr(theirs, "$minus")(streaming.Duration(otherBegin)).toString()
    )
    other = Interval(otherBegin, otherBegin + otherLength)
    # The JVM compares intervals by identity, and we by value: use one object for equal intervals.
    otherTheirs = (
        theirs if ours == other else streaming.Interval(otherBegin, otherBegin + otherLength)
    )
    for scala, python in COMPARISONS.items():
        assert outcome(ValueError, python, ours, other) == outcome(
            Py4JJavaError, getattr(theirs, scala), otherTheirs
        )


@pytest.mark.parametrize("millis", [1000, -1000, 7, 86_400_000])
def test_currentInterval(streaming: Any, millis: int) -> None:
    before = Interval.currentInterval(Duration(millis))
    theirs = streaming.Interval.currentInterval(streaming.Duration(millis))
    after = Interval.currentInterval(Duration(millis))
    begin = theirs.beginTime().milliseconds()
    assert before.beginTime.milliseconds <= begin <= after.beginTime.milliseconds
    assert theirs.duration().milliseconds() == millis == before.duration().milliseconds


def javaLevel(jvm: Any, level: pyspark.StorageLevel) -> Any:
    """Build the level that PySpark's SparkContext._getJavaStorageLevel builds."""
    return getattr(jvm, "org.apache.spark.storage.StorageLevel")(
        level.useDisk, level.useMemory, level.useOffHeap, level.deserialized, level.replication
    )


@pytest.mark.parametrize(
    "name",
    ["NONE", "DISK_ONLY", "DISK_ONLY_2", "DISK_ONLY_3", "MEMORY_ONLY_SER", "MEMORY_ONLY_SER_2",
     "MEMORY_AND_DISK_SER", "MEMORY_AND_DISK_SER_2", "OFF_HEAP"],
)  # fmt: skip
def test_level_is_the_jvms_constant(jvm: Any, name: str) -> None:
    level = getattr(StorageLevel, name)
    java = javaLevel(jvm, level)
    assert java.equals(getattr(jvm.org.apache.spark.api.java.StorageLevels, name))
    assert java.equals(getattr(jvm, "org.apache.spark.storage.StorageLevel").fromString(name))
    back = StorageLevel(
        java.useDisk(), java.useMemory(), java.useOffHeap(), java.deserialized(),
        java.replication(),
    )  # fmt: skip
    assert back == level


@generated
@given(flags=st.tuples(*[st.booleans()] * 4), replication=st.integers(-1, 41))
def test_level_words_and_limits(jvm: Any, flags: tuple[bool, ...], replication: int) -> None:
    theirs = pyspark.StorageLevel(*flags, replication)
    if replication >= 40:
        with pytest.raises(ValueError, match="less than 40 times"):
            StorageLevel(*flags, replication)
        with pytest.raises(Py4JJavaError):
            javaLevel(jvm, theirs)
        return
    ours, java = StorageLevel(*flags, replication), javaLevel(jvm, theirs)
    assert (ours.description, ours.isValid) == (java.description(), java.isValid())
    assert ours.toInt == java.toInt()
    assert StorageLevel(java.toInt(), replication) == ours


TIME_UNITS = ["", "us", "ms", "s", "m", "min", "h", "d", "x", "sec"]
SIZE_UNITS = ["", "b", *[letter + rest for letter in "kmgtp" for rest in ("", "b", "i", "ib")], "e"]


def unitTexts(units: list[str]) -> st.SearchStrategy[str]:
    number = st.one_of(longs, st.sampled_from([LONG_MAX + 1, 8191, 8192, -0])).map(str)
    number = st.one_of(number, st.sampled_from(["", "1.5", ".5", "5.", "-", "+5", "007", "1_0"]))
    blank = st.sampled_from(["", "", " ", "\t", "\x1f", "\xa0"])
    unit = st.one_of(st.sampled_from(units), st.sampled_from(units).map(str.upper))
    return st.tuples(blank, number, blank, unit, blank).map("".join)


@settings(generated, max_examples=150)
@given(text=unitTexts(TIME_UNITS))
def test_time_strings(jvm: Any, text: str) -> None:
    java = jvm.org.apache.spark.network.util.JavaUtils
    for read, unit in ((java.timeStringAsMs, "ms"), (java.timeStringAsSec, "s")):
        assert outcome(ValueError, parseTime, text, unit, unit) == outcome(
            Py4JJavaError, read, text
        )


@settings(generated, max_examples=150)
@given(text=unitTexts(SIZE_UNITS))
def test_size_strings(jvm: Any, text: str) -> None:
    java = jvm.org.apache.spark.network.util.JavaUtils
    if "i" in text.lower() and outcome(Py4JJavaError, java.byteStringAsKb, "1ki") == "fails":
        return  # This Spark does not know KiB yet.
    for unit in ("b", "k", "m", "g"):
        read = getattr(java, f"byteStringAs{unit.upper()}{'ytes' if unit == 'b' else 'b'}")
        assert outcome(ValueError, parseSize, text, unit, unit) == outcome(
            Py4JJavaError, read, text
        )


@pytest.fixture
def confs(jvm: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[SparkConf, SparkConf]:
    """Return a conf from before there is a JVM, and a conf in the JVM."""
    monkeypatch.setattr(pyspark.SparkContext, "_jvm", None)
    plain, held = SparkConf(loadDefaults=False), SparkConf(loadDefaults=False, _jvm=jvm)
    assert plain._jconf is None
    assert held._jconf is not None
    return plain, held


settingTexts = st.one_of(
    st.text("0123456789+-._eEfFdD \t", max_size=6),
    st.text(max_size=3),
    longs.map(str),
    st.floats().map(repr),
    unitTexts(TIME_UNITS),
    st.sampled_from(
        ["true", "True", "FALSE", " true", "1", "yes", "NaN", "-Infinity", "nan", "inf", "1.5f",
         "1D", "NaNd", "1e400", "5.", ".5", "2147483647", "2147483648", "-2147483648", "\u0661"]
    ),
)  # fmt: skip
GETTERS: list[tuple[str, tuple[Any, ...]]] = [
    ("getInt", (5,)), ("getLong", (5,)), ("getDouble", (0.5,)), ("getBoolean", (True,)),
    ("getTimeAsSeconds", ()), ("getTimeAsSeconds", ("2min",)), ("getTimeAsMs", ()),
    ("getTimeAsMs", ("2",)), ("getSizeAsBytes", ()), ("getSizeAsBytes", ("2k",)),
    ("getSizeAsBytes", (500,)), ("getSizeAsKb", ()), ("getSizeAsKb", ("2m",)),
    ("getSizeAsMb", ("2",)), ("getSizeAsGb", ("x",)),
]  # fmt: skip


@settings(generated, max_examples=40)
@given(text=settingTexts)
@example(text=None)
@example(text="abc")
@example(text="64")
def test_conf_getters(confs: tuple[SparkConf, SparkConf], text: str | None) -> None:
    for conf in confs:
        conf.remove("k")
        if text is not None:
            conf.set("k", text)
    java = confs[1]._jconf
    for conf in confs:
        assert conf.get("k") == text
        for name, default in GETTERS:
            assert outcome((ValueError, KeyError), getattr(conf, name), "k", *default) == outcome(
                Py4JJavaError, getattr(java, name), "k", *default
            ), f"{name}('k', *{default})"


def test_conf_setters(gateway: JavaGateway, confs: tuple[SparkConf, SparkConf]) -> None:
    java = gateway.jvm.SparkConf(False)
    jars = gateway.new_array(gateway.jvm.java.lang.String, 2)
    jars[0], jars[1] = "a.jar", "b.jar"
    java.setMaster("local").setAppName("x").setJars(jars).setSparkHome("/opt").set("k", "v")
    java.setExecutorEnv("A", "1").setIfMissing("k", "w").set("my.password", "p").remove("k")
    for conf in confs:
        conf.setMaster("local").setAppName("x").setJars(["a.jar", "b.jar"]).setSparkHome("/opt")
        conf.set("k", "v").setExecutorEnv({"A": "1"}).setIfMissing("k", "w").remove("k")
        conf.setAll([("my.password", "p")])
        assert conf.toDebugString() == java.toDebugString()
        assert sorted(conf.getAll()) == sorted((p._1(), p._2()) for p in java.getAll())
        assert sorted(conf.getAllWithPrefix("spark.")) == sorted(
            (p._1(), p._2()) for p in java.getAllWithPrefix("spark.")
        )
        assert conf.getExecutorEnv == [("A", "1")]
        assert conf.getOption("spark.home") == Some("/opt")
        assert conf.getOption("k") == Option.empty()
        clone = conf.clone()
        assert type(clone) is SparkConf
        assert clone.set("k", "v").contains("k")
        assert not conf.contains("k")
