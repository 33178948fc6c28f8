"""Fixtures: one SparkContext for all modules, one StreamingContext for each test; and the tiers.

A test that uses the context, or that starts a cluster, a notebook or Scala, gets the mark ``spark``
automatically. The rest of the long evidence, marked ``whole``, runs only with ``--whole``;
``--whole --part 2/4`` runs the second quarter of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jvms
import pytest
from drivers import Driver
from hypothesis import HealthCheck, settings

from sparkish import SparkConf, SparkContext
from sparkish.port._porting import Porter
from sparkish.streaming import Milliseconds, StreamingContext

# The time of an example depends on the load of the machine.
settings.register_profile("any load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any load")


# Marks and fixtures that need a JVM.
_JVMS = {"oracle", "cluster", "notebooks", "browser"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="run the rest of the long evidence too")
    parser.addoption("--part", default="1/1", help="K/N: run only the Kth of N parts of the rest")


def pytest_configure(config: pytest.Config) -> None:
    # A worker of xdist has the settings of the process that has started it.
    isWorker = hasattr(config, "workerinput")
    if isWorker or config.option.collectonly or "not spark" in config.option.markexpr:
        return
    # Not in pytest's own cache, which compat.matrix switches off.
    file = jvms.archive(config.rootpath / ".cache")
    jvms.useArchive(file)
    if not file.exists():
        making = jvms.startMaking(file)
        config.add_cleanup(lambda: jvms.finish(making))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "sc" in usedBy(item) or any(item.get_closest_marker(name) for name in _JVMS):
            item.add_marker("spark")
    # Tests without a context run first, so that they meet no context of another test.
    withContext = {item.path for item in items if "sc" in usedBy(item)}
    items.sort(key=lambda item: item.path in withContext)
    # Each part gets some of the tests of each module, whatever order the tests run in.
    whole = sorted((i for i in items if i.get_closest_marker("whole")), key=lambda i: i.nodeid)
    part, parts = map(int, config.getoption("part").split("/"))
    chosen = set(whole[part - 1 :: parts] if config.getoption("whole") else [])
    left = set(whole) - chosen
    config.hook.pytest_deselected(items=list(left))
    items[:] = [item for item in items if item not in left]


def usedBy(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


class SharedContext:
    """The SparkContext that the modules share: a new one takes a second, and its workers another.

    A module that makes its own context stops this one first.
    """

    def __init__(self) -> None:
        self._context: SparkContext | None = None

    def get(self) -> SparkContext:
        """Return it; make a new one if a test has stopped it."""
        context: Any = self._context
        if context is None or context._jsc is None or context._jsc.sc().isStopped():
            self.stop()
            self._context = self._make()
        self._context.setLogLevel("OFF")
        return self._context

    def stop(self) -> None:
        """Stop it, if there is one."""
        if self._context is not None:
            self._context.stop()
            self._context = None

    def clean(self) -> None:
        """Remove what a module has left in it."""
        sc: Any = self._context
        if sc is None or sc._jsc is None:
            return
        sc.cancelAllJobs()
        for rdd in sc._jsc.getPersistentRDDs().values():
            rdd.unpersist(False)
        sc._jsc.clearJobGroup()
        sc._jsc.clearCallSite()
        forgetCheckpoints(sc)

    @staticmethod
    def _make() -> SparkContext:
        conf = (
            SparkConf()
            .setMaster("local[2]")
            .setAppName("sparkish tests")
            # The driver listens only on loopback.
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.ui.port", "0")
            .set("spark.ui.showConsoleProgress", "false")
            .set("spark.streaming.blockInterval", "100ms")
            .set("spark.default.parallelism", "2")
        )
        return SparkContext(conf)


def forgetCheckpoints(sc: Any) -> None:
    """Leave a context without a checkpoint directory."""
    getattr(sc._jsc.sc(), "checkpointDir_$eq")(sc._jvm.scala.Option.empty())


@pytest.fixture(scope="session")
def sharedContext() -> Iterator[SharedContext]:
    """The holder of the shared context, for modules that stop it to make their own."""
    shared = SharedContext()
    yield shared
    shared.stop()


@pytest.fixture(scope="module")
def sc(sharedContext: SharedContext) -> Iterator[SparkContext]:
    """The SparkContext that modules share."""
    yield sharedContext.get()
    sharedContext.clean()


@pytest.fixture
def ssc(sc: SparkContext) -> Iterator[StreamingContext]:
    """A StreamingContext of short batches, stopped after the test."""
    context = StreamingContext(sc, Milliseconds(500))
    yield context
    context.stop(stopSparkContext=False)
    if sc._jsc is not None:  # type: ignore[attr-defined]
        forgetCheckpoints(sc)


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """Start a program in a new process, which is killed after the test."""
    drivers: list[Driver] = []

    def start(program: str, *arguments: object, **options: str) -> Driver:
        drivers.append(Driver(program, tmp_path, *arguments, **options))
        return drivers[-1]

    yield start
    for each in drivers:
        each.kill()


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Wait for a condition; fail if it does not become true in time."""

    def wait(condition: Callable[[], object], what: str, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"{what}: not within {seconds} s")
            time.sleep(0.02)

    return wait


@pytest.fixture
def log(sc: SparkContext) -> Iterator[Callable[[], str]]:
    """Return Spark's log since the test began: warnings and errors."""
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


@pytest.fixture(scope="module")
def porter() -> Iterator[Porter]:
    """The porter; its first program waits for the Scala compiler."""
    with Porter() as made:
        yield made
