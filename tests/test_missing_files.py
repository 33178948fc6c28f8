"""A file that has gone, or that Hadoop cannot name, is told with what keeps the batch."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sparkish import SparkContext
from sparkish._jvm.failures import JavaError, _ofFiles
from sparkish.streaming import Milliseconds, StreamingContext

SETTING = 'Write conf.set("spark.files.ignoreMissingFiles", "true")'


@pytest.mark.parametrize(
    ("name", "why", "write"),
    [
        ("a.txt", "it has gone since the batch listed it", SETTING),
        ("a b", "it has gone since the batch listed it", SETTING),
        ("_SUCCESS", "Hadoop hides names that begin with an underscore", "Write files elsewhere"),
        ("a[1].txt", "for a pattern", "Write the file under another name"),
    ],
)
def test_the_reason_is_of_the_name(name: str, why: str, write: str) -> None:
    for message in (
        f"Input path does not exist: file:/in/{name}",
        f"Input Pattern file:/in/{name} matches 0 files",
    ):
        told = _ofFiles(message)
        assert why in told
        assert write in told


@pytest.mark.spark
def test_a_file_that_goes_before_it_is_read(
    sc: SparkContext, tmp_path: Path, eventually: Callable[..., None]
) -> None:
    directory, lines = tmp_path / "in", []
    directory.mkdir()
    context: Any = sc

    def remove(rdd: Any) -> None:
        if rdd.getNumPartitions():
            (directory / "gone").unlink(missing_ok=True)

    def started() -> StreamingContext:
        ssc = StreamingContext(sc, Milliseconds(500))
        stream = ssc.textFileStream(directory)
        # The first output of a batch removes a file that the second one reads.
        stream.foreachRDD(remove)
        stream.foreachRDD(lambda rdd: lines.extend(rdd.collect()))
        ssc.start()
        for name in ("gone", "kept"):
            (tmp_path / name).write_text(f"{name}\n")
        os.replace(tmp_path / "gone", directory / "gone")
        os.replace(tmp_path / "kept", directory / "kept")
        return ssc

    ssc = started()
    try:
        with pytest.raises(JavaError, match="/gone") as error:
            ssc.awaitTerminationOrTimeout(90)
    finally:
        ssc.stop(stopSparkContext=False)
    assert f"\n{SETTING}" in str(error.value)
    lines.clear()
    conf = context._jsc.sc().conf()
    conf.set("spark.files.ignoreMissingFiles", "true")
    try:
        ssc = started()
        eventually(lambda: "kept" in lines, "the other file", 90)
        assert ssc.awaitTerminationOrTimeout(0.1) is False
        assert lines == ["kept"]
    finally:
        ssc.stop(stopSparkContext=False)
        conf.remove("spark.files.ignoreMissingFiles")
