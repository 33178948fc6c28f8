"""fileStream: input formats, filters, settings, and recovery."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from records import Record

from sparkish import SparkContext
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.streaming._sources import files
from sparkish.streaming.dstream import InputDStream, ReceiverInputDStream

Eventually = Callable[..., None]

TEXT = {
    "keyClass": "LongWritable",
    "valueClass": "Text",
    "inputFormatClass": "org.apache.hadoop.mapreduce.lib.input.TextInputFormat",
}

collected = Record()
failures = Record()


@pytest.fixture(autouse=True)
def _nothing_collected() -> None:
    global collected, failures
    collected, failures = Record(), Record()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def move(directory: Path, name: str, text: str) -> None:
    """Put a file into the directory in one step, as the stream needs it."""
    written = directory.parent / name
    written.write_text(text, encoding="utf-8")
    os.replace(written, directory / name)


def test_a_path_is_a_str_with_scalas_methods() -> None:
    path = files.Path("hdfs://host:9000/in/a.txt")
    assert path == "hdfs://host:9000/in/a.txt"
    assert path.endswith(".txt")
    assert path.getName() == "a.txt"
    assert path.getParent() == files.Path("hdfs://host:9000/in")
    assert path.getParent().getName() == "in"
    assert type(path.toString()) is str


@pytest.mark.spark
def test_keys_and_values_of_new_files(
    ssc: StreamingContext, directory: Path, eventually: Eventually
) -> None:
    move(directory, "old.txt", "old\n")
    os.utime(directory / "old.txt", (1, 1))
    stream = ssc.fileStream(str(directory), **TEXT)
    assert isinstance(stream, InputDStream)
    assert not isinstance(stream, ReceiverInputDStream)
    assert stream.id == 0
    assert stream.name == "File stream [0]"
    stream.foreachRDD(collected.take)
    ssc.start()
    move(directory, ".hidden.txt", "hidden\n")
    move(directory, "new.txt", "é\nworld\n")
    eventually(lambda: len(collected) >= 2, "The lines of the new file")
    assert collected == [(0, "é"), (3, "world")]
    # It is folded into the output operation, so the JVM's stream is the file stream itself.
    graph = ssc._jssc.ssc().graph()
    assert graph.getOutputStreams()[0].dependencies().apply(0).getClass().getSimpleName() == (
        "FileInputDStream"
    )


@pytest.mark.spark
def test_filter_settings_and_files_that_are_there(
    ssc: StreamingContext, directory: Path, eventually: Eventually
) -> None:
    names: list[files.Path] = []

    def accepts(path: files.Path) -> bool:
        names.append(path)
        return path.getName().endswith(".txt")

    move(directory, "_SUCCESS", "")
    move(directory, "there.txt", "a;b;c")
    stream = ssc.fileStream(
        str(directory), accepts, False, {"textinputformat.record.delimiter": ";"}, **TEXT
    )
    windows: list[Any] = []
    stream.map(lambda pair: pair[1]).foreachRDD(collected.take)
    stream.window(Milliseconds(60_000), Milliseconds(500)).foreachRDD(
        lambda rdd: windows.append(rdd.values().collect())
    )
    ssc.start()
    eventually(lambda: collected == ["a", "b", "c"], "The records of the file that is there")
    move(directory, "later.csv", "x;y")
    move(directory, "later.txt", "d")
    eventually(lambda: collected == ["a", "b", "c", "d"], "Those of the later one")
    eventually(lambda: windows[-1:] == [["a", "b", "c", "d"]], "All in the window")
    assert {type(name) for name in names} == {files.Path}
    assert {"_SUCCESS", "later.csv"} <= {name.getName() for name in names}
    assert str(directory.resolve()) in names[0]


@pytest.mark.spark
def test_a_filter_that_raises_is_shown_and_the_stream_goes_on(
    ssc: StreamingContext,
    directory: Path,
    eventually: Eventually,
    log: Callable[[], str],
) -> None:
    def accepts(path: files.Path) -> bool:
        if len(failures) < 2:
            failures.append(path)
            raise ValueError("no idea")
        return True

    ssc.fileStream(str(directory), accepts, **TEXT).foreachRDD(collected.take)
    ssc.start()
    move(directory, "a.txt", "a\n")
    eventually(lambda: collected == [(0, "a")], "The file, at last")
    assert "Error finding new files" in log()
    assert f'File "{__file__}"' in log()
    assert 'raise ValueError("no idea")' in log()


@pytest.mark.spark
def test_bytes_of_a_sequence_file(
    sc: SparkContext, ssc: StreamingContext, directory: Path, tmp_path: Path, eventually: Eventually
) -> None:
    written = tmp_path / "written"
    sc.parallelize([("k", bytearray(b"\x00\xff"))], 1).saveAsNewAPIHadoopFile(
        str(written), "org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat"
    )
    stream = ssc.fileStream(
        str(directory),
        keyClass="Text",
        valueClass="BytesWritable",
        inputFormatClass="SequenceFileInputFormat",
    )
    stream.foreachRDD(collected.take)
    ssc.start()
    (part,) = written.glob("part-*")
    os.utime(part)
    os.replace(part, directory / "part.seq")
    eventually(lambda: collected, "The pair")
    assert collected == [("k", bytearray(b"\x00\xff"))]


@pytest.mark.spark
@pytest.mark.parametrize(
    ("arguments", "classes", "error", "words"),
    [
        (("filter",), {}, TypeError, "filter must be a function of a Path"),
        ((None, 1), {}, TypeError, "newFilesOnly must be True or False"),
        ((None, True, [1]), {}, TypeError, "conf must be a dict"),
        ((), {"keyClass": "NoWritable"}, ValueError, r"no class org\.apache\.hadoop\.io\.NoWri"),
        ((), {"inputFormatClass": "x.Y"}, ValueError, r"no class x\.Y\."),
        ((), {"valueClass": str}, TypeError, "given by its name"),
    ],
)
def test_what_is_of_no_use_is_refused(
    ssc: StreamingContext,
    arguments: tuple[Any, ...],
    classes: dict[str, Any],
    error: type[Exception],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        ssc.fileStream("in", *arguments, **{**TEXT, **classes})


def isText(path: files.Path) -> bool:
    return path.getName().endswith(".txt")


@pytest.mark.spark
def test_a_filter_is_recovered_from_a_checkpoint(
    sc: SparkContext, directory: Path, tmp_path: Path, eventually: Eventually
) -> None:
    checkpoint = str(tmp_path / "checkpoint")

    def create() -> StreamingContext:
        ssc = StreamingContext(sc, Milliseconds(500))
        ssc.fileStream(str(directory), isText, **TEXT).foreachRDD(collected.take)
        return ssc

    with StreamingContext.getOrCreate(checkpoint, create) as first:  # type: ignore[attr-defined]
        first.start()
        move(directory, "a.csv", "no\n")
        move(directory, "a.txt", "a\n")
        eventually(lambda: collected == [(0, "a")], "The file of the first run")
    with StreamingContext.getOrCreate(checkpoint, pytest.fail) as second:  # type: ignore[attr-defined]
        second.start()
        move(directory, "b.csv", "no\n")
        move(directory, "b.txt", "b\n")
        eventually(lambda: (0, "b") in collected, "The file of the second run")
    assert set(collected) == {(0, "a"), (0, "b")}
