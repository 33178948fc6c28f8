"""A hidden file, or one that has gone, does not lose the lines of a batch's other files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from records import Record

from sparkish import SparkContext
from sparkish.streaming import Milliseconds, StreamingContext

pytestmark = pytest.mark.spark
Eventually = Callable[..., None]
IGNORE_MISSING = "spark.files.ignoreMissingFiles"
TEXT = {"keyClass": "LongWritable", "valueClass": "Text", "inputFormatClass": "TextInputFormat"}

lines, records, values, accepted = Record(), Record(), Record(), Record()


@pytest.fixture(autouse=True)
def _nothing_collected() -> None:
    global lines, records, values, accepted
    lines, records, values, accepted = Record(), Record(), Record(), Record()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def stopped() -> Iterator[list[StreamingContext]]:
    contexts: list[StreamingContext] = []
    yield contexts
    for context in contexts:
        context.stop(stopSparkContext=False)


def move(directory: Path, name: str, text: str) -> None:
    written = directory.parent / f"{name}.written"
    written.write_text(text, encoding="utf-8")
    os.replace(written, directory / name)


def moveWithHidden(directory: Path, name: str) -> None:
    """Put a file into a directory beside others that Hadoop hides."""
    (directory / f"_temporary-{name}").mkdir()
    for hidden in ("_SUCCESS", "_x y", ".hidden"):
        move(directory, f"{hidden}-{name}", "hidden\n")
    move(directory, name, f"{name}\n")


def declare(ssc: StreamingContext, directory: Path) -> None:
    ssc.textFileStream(directory).foreachRDD(lines.take)
    ssc.binaryRecordsStream(directory, 2).foreachRDD(records.take)
    ssc.fileStream(str(directory), **TEXT).map(lambda pair: pair[1]).foreachRDD(values.take)
    ssc.fileStream(str(directory), lambda path: True, **TEXT).map(lambda pair: pair[1]).foreachRDD(
        accepted.take
    )


def takeLatest(rdd: Any) -> None:
    lines[:] = rdd.collect()


def test_hidden_files_do_not_lose_a_batch(
    ssc: StreamingContext, directory: Path, eventually: Eventually
) -> None:
    declare(ssc, directory)
    ssc.start()
    moveWithHidden(directory, "a")
    eventually(lambda: lines and records and values and accepted, "all have the file", 90)
    assert lines == values == accepted == ["a"]
    assert records == [b"a\n"]
    assert ssc.awaitTerminationOrTimeout(0.1) is False


def test_nor_after_recovery(
    sc: SparkContext,
    directory: Path,
    tmp_path: Path,
    eventually: Eventually,
    stopped: list[StreamingContext],
) -> None:
    checkpoint = str(tmp_path / "checkpoint")

    def create() -> StreamingContext:
        ssc = StreamingContext(sc, Milliseconds(500))
        ssc.textFileStream(directory).foreachRDD(lines.take)
        ssc.fileStream(str(directory), lambda path: True, **TEXT).map(
            lambda pair: pair[1]
        ).foreachRDD(accepted.take)
        return ssc

    for name in ("a", "c"):
        stopped.append(StreamingContext.getOrCreate(checkpoint, create))
        stopped[-1].start()
        moveWithHidden(directory, name)
        eventually(lambda name=name: all(name in each for each in (lines, accepted)), name, 90)
        assert stopped[-1].awaitTerminationOrTimeout(0.1) is False
        stopped[-1].stop(stopSparkContext=False)


def test_a_file_that_goes_before_the_recovery_keeps_no_context_from_it(
    sc: SparkContext,
    directory: Path,
    tmp_path: Path,
    eventually: Eventually,
    stopped: list[StreamingContext],
) -> None:
    checkpoint = str(tmp_path / "checkpoint")

    def create() -> StreamingContext:
        ssc = StreamingContext(sc, Milliseconds(500))
        ssc.textFileStream(directory).window(60).foreachRDD(takeLatest)
        return ssc

    stopped.append(StreamingContext.getOrCreate(checkpoint, create))
    stopped[-1].start()
    move(directory, "gone", "gone\n")
    move(directory, "kept", "kept\n")
    eventually(lambda: sorted(lines) == ["gone", "kept"], "both files", 90)
    stopped[-1].stop(stopSparkContext=False, stopGraceFully=True)
    (directory / "gone").unlink()
    stopped.append(StreamingContext.getOrCreate(checkpoint, create))
    stopped[-1].start()
    move(directory, "new", "new\n")
    eventually(lambda: sorted(lines) == ["kept", "new"], "the files that are there", 90)
    # Elsewhere a missing file is an error, as before.
    context: Any = sc
    assert not context._jsc.sc().conf().contains(IGNORE_MISSING)
    with pytest.raises(Exception, match="does not exist"):
        sc.textFile(str(directory / "gone")).count()
