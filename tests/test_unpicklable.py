"""A value that a checkpoint cannot hold is refused while the context is still usable."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sparkish import SparkContext
from sparkish._core.errors import IllegalStateError
from sparkish.streaming import Milliseconds, StreamingContext


class Job:
    def __init__(self) -> None:
        self.lock = threading.Lock()

    def each(self, value: int) -> int:
        with self.lock:
            return value


def _lock(_: StreamingContext) -> tuple[Callable[[Any], Any], str]:
    lock = threading.Lock()
    return lambda value: (lock, value), "uses lock, a _thread.lock"


def _file(_: StreamingContext) -> tuple[Callable[[Any], Any], str]:
    log = open(os.devnull, "a")  # noqa: SIM115
    return lambda value: (log, value), "uses log, a _io.TextIOWrapper"


def _self(_: StreamingContext) -> tuple[Callable[[Any], Any], str]:
    return Job().each, "each at "


def _context(ssc: StreamingContext) -> tuple[Callable[[Any], Any], str]:
    sc = ssc.sparkContext
    return lambda rdd: sc.parallelize([1]).union(rdd), "uses sc, a "


def test_what_a_checkpoint_cannot_hold(sc: SparkContext, tmp_path: Path) -> None:
    for make in (_lock, _file, _self, _context):
        ssc = StreamingContext(sc, Milliseconds(200))
        try:
            ssc.checkpoint(str(tmp_path / make.__name__))
            function, said = make(ssc)
            stream = ssc.textFileStream(str(tmp_path))
            made = stream.transform(function) if make is _context else stream.map(function)
            made.foreachRDD(lambda rdd: None)
            with pytest.raises(IllegalStateError, match="checkpoint cannot hold") as refused:
                ssc.start()
            assert said in str(refused.value)
            assert __file__ in str(refused.value)
            assert refused.value.__cause__ is not None
            assert str(ssc.getState()) == "INITIALIZED"
            assert sc.parallelize([1, 2]).count() == 2
        finally:
            ssc.stop(stopSparkContext=False)
