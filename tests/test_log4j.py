"""Log4j's levels, set from Python in the JVM."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from sparkish import SparkContext
from sparkish.log4j import Level, Logger, LogManager

BEFORE = """
from sparkish.log4j import Level, Logger, LogManager
Logger.getLogger("org").setLevel(Level.OFF)
Logger.getRootLogger.setLevel(Level.ERROR)
LogManager.getLogger("job").warn("not shown")
LogManager.getLogger("job").error("shown")
spark = Logger.getLogger("org.apache.spark")
assert (spark.getLevel(), spark.getEffectiveLevel()) == (None, Level.OFF)
assert Logger.getLogger("job").getEffectiveLevel() == Level.ERROR
import pyspark
assert pyspark.SparkContext._gateway is None
from sparkish import SparkConf, SparkContext
sc = SparkContext(SparkConf().setMaster("local[1]").setAppName("a").set("spark.ui.enabled", False))
jvm = sc._jvm.org.apache.logging.log4j
assert jvm.LogManager.getLogger("org.apache.spark").getLevel().name() == "OFF"
assert jvm.LogManager.getRootLogger().getLevel().name() == "ERROR"
assert spark.getEffectiveLevel() == Level.OFF
sc.stop()
print("done")
"""


@pytest.mark.spark
@pytest.mark.timeout(400)
def test_levels_that_are_set_before_there_is_a_context() -> None:
    """Scala programs do so in their first lines; it starts no JVM."""
    done = subprocess.run(
        [sys.executable, "-c", BEFORE], capture_output=True, text=True, timeout=380
    )
    assert done.stdout.strip() == "done", done.stderr
    assert "ERROR job: shown" in done.stderr
    assert "not shown" not in done.stderr


@pytest.mark.spark
def test_levels_are_the_jvms(sc: SparkContext, log: Callable[[], str]) -> None:
    jvm: Any = sc._jvm
    manager = jvm.org.apache.logging.log4j.LogManager
    for name in ("org.apache.spark.sparkish.one", "com.example"):
        logger = Logger.getLogger(name)
        assert logger.getLevel() is None
        for level in Level:
            logger.setLevel(level)
            assert manager.getLogger(name + ".below").getLevel().name() == str(level)
            assert logger.getLevel() is logger.getEffectiveLevel() is level
    logger.setLevel(Level.WARN)
    logger.info("hidden")
    logger.warn("a warning")
    logger.error("an error")
    assert "hidden" not in log()
    assert "a warning" in log()
    assert "an error" in log()
    assert (logger.isInfoEnabled(), logger.isDebugEnabled(), logger.getName()) == (
        False, False, "com.example",
    )  # fmt: skip


@pytest.mark.spark
def test_the_root_logger(sc: SparkContext) -> None:
    for root in (Logger.getRootLogger, LogManager.getRootLogger(), LogManager.getRootLogger):
        root.setLevel(Level.FATAL)
        assert root.getLevel() is Level.FATAL
        root.setLevel(Level.OFF)
        assert Logger.getRootLogger().getEffectiveLevel() is Level.OFF


def test_what_is_no_level_is_refused() -> None:
    with pytest.raises(TypeError, match=r"setLevel takes a Level, such as Level\.WARN, not 'OFF'"):
        Logger.getLogger("org").setLevel("OFF")  # type: ignore[arg-type]
    assert (Level.toLevel("off"), Level.toLevel("x"), Level.toLevel("x", Level.ERROR)) == (
        Level.OFF, Level.DEBUG, Level.ERROR,
    )  # fmt: skip
    assert repr(Logger.getLogger(Level)) == "Logger(sparkish.log4j.Level)"
