"""Every example in the docstrings and in the README runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest

import sparkish
import sparkish.partitioner
import sparkish.streaming
from sparkish import SparkContext
from sparkish.streaming import Milliseconds, StreamingContext

OPTIONS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
NAMES = {
    **{name: getattr(sparkish.streaming, name) for name in sparkish.streaming.__all__},
    **{name: getattr(sparkish, name) for name in ("SparkConf", "SparkContext", "StorageLevel")},
    **{name: getattr(sparkish.partitioner, name) for name in sparkish.partitioner.__all__},
}


def modules() -> Iterator[str]:
    yield "sparkish"
    for module in pkgutil.walk_packages(sparkish.__path__, "sparkish."):
        if not module.name.endswith("__main__"):
            yield module.name


def examples() -> Iterator[Any]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    for name in modules():
        for example in finder.find(importlib.import_module(name)):
            marks = [pytest.mark.spark] if needsSpark(example) else []
            yield pytest.param(example, id=example.name, marks=marks)


def needsSpark(example: doctest.DocTest) -> bool:
    contexts = re.compile(r"\b(s?sc|SparkSession)\b")
    usesContexts = any(contexts.search(line.source) for line in example.examples)
    return usesContexts or example.name.startswith("sparkish.log4j")


@pytest.fixture
def levels(sc: SparkContext) -> Iterator[None]:
    """Restore the log levels: they belong to the JVM, so later tests would get them."""
    jvm: Any = sc._jvm
    context = jvm.org.apache.logging.log4j.LogManager.getContext(False)
    config = context.getConfiguration()
    before = {name: config.getLoggers().get(name).getLevel() for name in config.getLoggers()}
    yield
    for name in list(config.getLoggers()):
        if name in before:
            config.getLoggers().get(name).setLevel(before[name])
        else:
            config.removeLogger(name)
    context.updateLoggers()


@pytest.fixture
def names(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """The names that an example can use: the public names and, if it uses them, contexts."""
    example = request.getfixturevalue("example")
    if example.name.startswith("sparkish.log4j"):
        request.getfixturevalue("levels")
    # Defined in __main__, as in a user's program, which no executor can import.
    globs = {**example.globs, **NAMES, "__name__": "__main__"}
    with tempfile.TemporaryDirectory() as directory:
        globs["directory"] = directory
        ssc = None
        if needsSpark(example):
            sc: SparkContext = request.getfixturevalue("sc")
            ssc = StreamingContext(sc, Milliseconds(500))
            globs.update(sc=sc, ssc=ssc)
        yield globs
        if ssc is not None:
            for context in (ssc, globs["ssc"]):
                context.stop(stopSparkContext=False)


@pytest.mark.parametrize("example", list(examples()))
def test_example(example: doctest.DocTest, names: dict[str, Any]) -> None:
    example.globs = names
    failures: list[str] = []
    doctest.DocTestRunner(optionflags=OPTIONS).run(example, out=failures.append, clear_globs=False)
    assert not failures, "".join(failures)
