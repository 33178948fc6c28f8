"""Fixtures: one SparkContext for each module, one StreamingContext for each test."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from drivers import Driver
from hypothesis import HealthCheck, settings

from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext

# How long an example takes depends on what else the machine does.
settings.register_profile("any load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any load")


@pytest.fixture(scope="module")
def sc() -> Iterator[SparkContext]:
    """The module's SparkContext, which listens on loopback only."""
    conf = (
        SparkConf()
        .setMaster("local[2]")
        .setAppName("sparkish tests")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.ui.port", "0")
        .set("spark.ui.showConsoleProgress", "false")
        .set("spark.streaming.blockInterval", "100ms")
        .set("spark.default.parallelism", "2")
    )
    context = SparkContext(conf)
    context.setLogLevel("OFF")
    yield context
    context.stop()


@pytest.fixture
def ssc(sc: SparkContext) -> Iterator[StreamingContext]:
    """A StreamingContext of short batches, stopped after the test."""
    context = StreamingContext(sc, Milliseconds(500))
    yield context
    context.stop(stopSparkContext=False)


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """Start a program in a process of its own, which is killed after the test."""
    drivers: list[Driver] = []

    def start(program: str, *arguments: object, **options: str) -> Driver:
        drivers.append(Driver(program, tmp_path, *arguments, **options))
        return drivers[-1]

    yield start
    for each in drivers:
        each.kill()


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Wait for a condition; fail where it does not come true in time."""

    def wait(condition: Callable[[], object], what: str, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"{what}: not within {seconds} s")
            time.sleep(0.02)

    return wait


@pytest.fixture
def log(sc: SparkContext) -> Iterator[Callable[[], str]]:
    """Return what Spark has logged since the test began, warnings and errors."""
    jvm: Any = sc._jvm
    written = jvm.java.io.StringWriter()
    appender = jvm.org.apache.logging.log4j.core.appender.WriterAppender.createAppender(
        None, None, written, "test", False, True
    )
    appender.start()
    root = jvm.org.apache.logging.log4j.LogManager.getContext(False).getRootLogger()
    root.addAppender(appender)
    sc.setLogLevel("WARN")
    yield written.toString
    sc.setLogLevel("OFF")
    root.removeAppender(appender)
