"""Paths of streams: a wrong path is refused, and a missing directory gives a warning."""

from __future__ import annotations

import queue
import re
from pathlib import Path
from typing import Any

import pytest
from usable import assertUsable

from sparkish import SparkContext
from sparkish.streaming import StreamingContext


def test_what_is_no_directory_is_told_at_the_call(ssc: StreamingContext, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, words in {
        str(tmp_path / "none"): "finds no directory .*none: nothing is read until there is one",
        str(tmp_path / "none-*"): "finds no directory",
        "~/no such directory": "~ is the shell's: write '/",
        f"{tmp_path},{tmp_path}/b": r"ssc.union\(a, b\)",
        str(tmp_path / "file"): "file is a file: nothing is read from it",
    }.items():
        with pytest.warns(UserWarning, match=words) as warned:
            ssc.textFileStream(path)
        assert warned[0].filename == __file__
    assertUsable(ssc)


def test_what_is_no_path_is_refused(ssc: StreamingContext, tmp_path: Path) -> None:
    stream: Any = ssc
    for path in (None, 5, b"x", ["a"]):
        with pytest.raises(TypeError, match="textFileStream takes a directory's path"):
            stream.textFileStream(path)
    for path in ("nosuch://host/in", ""):
        with pytest.raises(ValueError, match=f"textFileStream cannot read {path!r}") as error:
            ssc.textFileStream(path)
        assert error.value.__cause__ is not None
    with pytest.raises(ValueError, match="recordLength must be at least 1 byte, not 0"):
        ssc.binaryRecordsStream(str(tmp_path), 0)
    with pytest.raises(TypeError, match="recordLength must be a whole number"):
        stream.binaryRecordsStream(str(tmp_path), "4")
    with pytest.raises(TypeError, match="checkpoint takes a directory's path, not 5"):
        stream.checkpoint(5)
    with pytest.raises(TypeError, match="saveAsTextFiles takes a directory's path, not 5"):
        stream.queueStream([[1]]).saveAsTextFiles(5)
    assertUsable(ssc)


def test_pathlib_goes_where_a_path_goes(ssc: StreamingContext, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ssc.textFileStream(tmp_path / "in").foreachRDD(lambda rdd: None)
    ssc.binaryRecordsStream(tmp_path / "in", 4).foreachRDD(lambda rdd: None)
    ssc.checkpoint(tmp_path / "checkpoint")
    ssc.queueStream([[1]]).saveAsTextFiles(tmp_path / "out")
    ssc.runFor(batches=1)
    assert any(path.name.startswith("out-") for path in tmp_path.iterdir())


def test_a_second_context_names_the_first(sc: SparkContext, ssc: StreamingContext) -> None:
    with pytest.raises(ValueError, match=r"made by .* at conftest\.py:\d+") as error:
        SparkContext("local[1]", "second")
    assert re.search(r"Write SparkContext\.getOrCreate\(\)", str(error.value))
    assertUsable(ssc)


def test_a_queue_of_threads_is_no_queue_of_rdds(ssc: StreamingContext) -> None:
    rdds: Any = queue.Queue()
    with pytest.raises(TypeError, match=r"which is for threads.\nWrite rddQueue = Queue\(\)"):
        ssc.queueStream(rdds)
    assertUsable(ssc)
