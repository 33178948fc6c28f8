"""SparkConf before there is a JVM; test_values_jvm.py compares it with the JVM's own."""

from __future__ import annotations

import math
from typing import Any

import pyspark
import pytest

from sparkish.conf import NoSuchElementException, SparkConf
from sparkish.option import Option, Some


@pytest.fixture
def conf(monkeypatch: pytest.MonkeyPatch) -> SparkConf:
    # Otherwise a JVM of an earlier test would hold the settings.
    monkeypatch.setattr(pyspark.SparkContext, "_jvm", None)
    conf = SparkConf(loadDefaults=False)
    assert conf._jconf is None
    return conf


def test_setters_return_the_conf_itself(conf: SparkConf) -> None:
    chain = (
        conf.setMaster("local[2]")
        .setAppName("Streaming1")
        .set("spark.a", 1)
        .setIfMissing("spark.a", 2)
        .setIfMissing("spark.b", 3)
        .setJars(["a.jar", "b.jar"])
        .setSparkHome("/opt/spark")
        .setAll([("spark.c", "4")])
        .setAll({"spark.d": "5"})
        .setExecutorEnv("E", "6")
        .remove("spark.c")
        .remove("spark.unknown")
    )
    assert chain is conf
    assert isinstance(conf, pyspark.SparkConf)
    assert dict(conf.getAll()) == {
        "spark.master": "local[2]",
        "spark.app.name": "Streaming1",
        "spark.a": "1",
        "spark.b": "3",
        "spark.jars": "a.jar,b.jar",
        "spark.home": "/opt/spark",
        "spark.d": "5",
        "spark.executorEnv.E": "6",
    }


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        (("A", "1"), {}),
        (("A",), {"value": "1"}),
        ((), {"key": "A", "value": "1"}),
        (([("A", "1")],), {}),
        (({"A": "1"},), {}),
        ((), {"pairs": [("A", "1")]}),
    ],
)
def test_executor_environment(conf: SparkConf, args: Any, kwargs: Any) -> None:
    assert conf.setExecutorEnv(*args, **kwargs).getExecutorEnv == [("A", "1")]
    assert conf.get("spark.executorEnv.A") == "1"


@pytest.mark.parametrize(
    ("args", "kwargs"), [((), {}), (("A",), {}), (("A", "1"), {"pairs": [("B", "2")]})]
)
def test_executor_environment_lists_its_forms(conf: SparkConf, args: Any, kwargs: Any) -> None:
    with pytest.raises(TypeError, match="no matching call") as caught:
        conf.setExecutorEnv(*args, **kwargs)
    assert "setExecutorEnv(key" in str(caught.value)
    assert "setExecutorEnv(pairs" in str(caught.value)
    assert conf.getAll() == []


def test_one_path_is_no_list_of_jars(conf: SparkConf) -> None:
    with pytest.raises(TypeError, match=r"write setJars\(\['a.jar'\]\)"):
        conf.setJars("a.jar")


def test_typed_getters(conf: SparkConf) -> None:
    conf.setAll({"int": "-7", "double": " 1.5f", "time": "90s", "size": "2g", "off": "FALSE"})
    assert conf.getInt("int", 0) == conf.getLong("int", 0) == -7
    assert conf.getDouble("double", 0.0) == 1.5
    assert conf.getTimeAsSeconds("time") == 90
    assert conf.getTimeAsMs("time", "1s") == 90_000
    assert conf.getSizeAsBytes("size") == 2 * 1024**3
    assert conf.getSizeAsKb("size", "1k") == 2 * 1024**2
    assert conf.getSizeAsMb("size") == 2048
    assert conf.getSizeAsGb("size") == 2
    assert conf.getBoolean("off", True) is False
    assert conf.set("on", True).getBoolean("on", False) is True
    assert conf.get("on") == "True", "PySpark's text stays"


def test_defaults(conf: SparkConf) -> None:
    assert conf.getInt("none", 5) == conf.getLong("none", 5) == 5
    assert conf.getDouble("none", 0.5) == 0.5
    assert conf.getBoolean("none", True) is True
    assert conf.getTimeAsSeconds("none", "2min") == 120
    assert conf.getTimeAsMs("none", "2") == 2
    assert conf.getSizeAsBytes("none", 500) == 500
    assert conf.getSizeAsBytes("none", "5k") == 5120
    assert conf.getSizeAsGb("none", "2048m") == 2
    assert conf.get("none") is None
    assert conf.get("none", "x") == "x"


@pytest.mark.parametrize(
    "getter",
    ["getTimeAsSeconds", "getTimeAsMs", "getSizeAsBytes", "getSizeAsKb", "getSizeAsMb",
     "getSizeAsGb"],
)  # fmt: skip
def test_missing_keys(conf: SparkConf, getter: str) -> None:
    with pytest.raises(NoSuchElementException) as caught:
        getattr(conf, getter)("spark.none")
    assert str(caught.value) == "spark.none is not set, and no default was given"
    assert isinstance(caught.value, KeyError)


def test_application_id(conf: SparkConf) -> None:
    with pytest.raises(NoSuchElementException, match=r"spark\.app\.id is not set"):
        _ = conf.getAppId
    assert conf.set("spark.app.id", "local-1").getAppId == "local-1"


def test_an_option_of_a_setting(conf: SparkConf) -> None:
    assert conf.getOption("spark.master") == Option.empty()
    assert conf.setMaster("").getOption("spark.master") == Some("")


def test_settings_by_prefix(conf: SparkConf) -> None:
    conf.setAll({"slot.2": "b", "slot.1": "a", "slots": "c", "other.slot.1": "d"})
    assert sorted(conf.getAllWithPrefix("slot.")) == [("1", "a"), ("2", "b")]
    assert sorted(conf.getAllWithPrefix("slot.", int)) == [(1, "a"), (2, "b")]
    assert sorted(conf.getAllWithPrefix(f=str.upper, prefix="slot")) == [
        (".1", "a"), (".2", "b"), ("S", "c"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="invalid literal"):
        conf.getAllWithPrefix("slot", int)


@pytest.mark.parametrize(
    ("getter", "text", "words"),
    [
        (lambda conf: conf.getInt("k", 0), "abc", "'abc' is no whole number from -2147483648 to"),
        (lambda conf: conf.getInt("k", 0), "2147483648", "no whole number from -2147483648 to"),
        (lambda conf: conf.getInt("k", 0), "1_0", "no whole number"),
        (lambda conf: conf.getInt("k", 0), " 1", "no whole number"),
        (lambda conf: conf.getLong("k", 0), "1.0", "no whole number from -9223372036854775808"),
        (lambda conf: conf.getDouble("k", 0.0), "inf", "'inf' is no number"),
        (lambda conf: conf.getBoolean("k", True), "1", "'1' is neither true nor false"),
        (lambda conf: conf.getTimeAsMs("k"), "1.5s", "'1.5s' is no time"),
        (lambda conf: conf.getTimeAsSeconds("k", "1s"), "soon", "'soon' is no time"),
        (lambda conf: conf.getSizeAsMb("k"), "-1m", "'-1m' is no size"),
    ],
)
def test_unreadable_settings(conf: SparkConf, getter: Any, text: str, words: str) -> None:
    conf.set("k", text)
    with pytest.raises(ValueError, match="illegal value for config key k: .*" + words):
        getter(conf)


def test_unreadable_defaults(conf: SparkConf) -> None:
    with pytest.raises(ValueError, match="illegal value for config key k: '-5b' is no size"):
        conf.getSizeAsBytes("k", -5)


def test_special_doubles(conf: SparkConf) -> None:
    assert math.isnan(conf.set("k", "NaN").getDouble("k", 0.0))
    assert conf.set("k", "-Infinity").getDouble("k", 0.0) == -math.inf


def test_clone_changes_apart(conf: SparkConf) -> None:
    conf.setMaster("local")
    clone = conf.clone().setMaster("yarn")
    assert type(clone) is SparkConf
    assert conf.get("spark.master") == "local"
    assert clone.get("spark.master") == "yarn"


def test_debug_string_is_sorted_and_keeps_secrets(conf: SparkConf) -> None:
    conf.setAll({"z": "1", "my.password": "x", "a": "token=x", "spark.master": "local"})
    assert conf.toDebugString().splitlines() == [
        "a=*********(redacted)", "my.password=*********(redacted)", "spark.master=local", "z=1",
    ]  # fmt: skip
    conf.set("spark.redaction.regex", "^z$")
    assert "z=*********(redacted)" in conf.toDebugString().splitlines()
    assert "my.password=x" in conf.toDebugString().splitlines()
