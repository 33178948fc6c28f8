"""The views: their data, and the pictures that the renderers draw."""

from __future__ import annotations

import builtins
import io
import struct
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from sparkish import SparkContext, StorageLevel
from sparkish.lineserver import LineServer
from sparkish.streaming import Milliseconds, Queue, Seconds, StreamingContext
from sparkish.views import (
    BatchBlocks,
    Block,
    Graph,
    GraphData,
    GraphNode,
    Picture,
    Stage,
    Timeline,
    TimelineBatch,
    TimelineData,
    WindowSpan,
    blocks,
    graph,
)
from sparkish.views._blocks import draw as drawBlocks
from sparkish.views._graph import draw as drawGraph
from sparkish.views._picture import _encoded
from sparkish.views._timeline import draw as drawTimeline

spark = pytest.mark.spark


def size(png: bytes) -> tuple[int, int]:
    """The width and the height of a PNG."""
    assert png.startswith(b"\x89PNG\r\n")
    return struct.unpack(">II", png[16:24])


def rich(renderable: Any, width: int = 120) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(renderable)
    return console.file.getvalue()  # type: ignore[attr-defined]


# The timeline.


def timeline(*delays: tuple[int, int], failed: bool = False, **more: Any) -> TimelineData:
    """The timeline of batches of a second, each with its delay and its processing time."""
    batches = [
        TimelineBatch(1000 * (number + 1), 10 * number, *delay, failed=failed)
        for number, delay in enumerate(delays)
    ]
    return TimelineData(1000, tuple(batches), **more)


@pytest.mark.parametrize(
    ("data", "state", "behind"),
    [
        (timeline(), "No batch is completed yet", False),
        (timeline((0, 400), (0, 1000)), "Keeping up", False),
        (timeline((0, 1400)), "Late", False),
        (timeline((0, 400), (0, 1400)), "Late", False),
        (timeline((0, 1400), (400, 1400)), "Falling behind", True),
        (timeline((0, 1900), (900, 400)), "Late", False),
        (timeline((0, 1900), (900, 100)), "Keeping up", False),
        (timeline((0, 400), failed=True), "The last batch has failed", False),
    ],
)
def test_the_headline_says_how_the_stream_does(
    data: TimelineData, state: str, behind: bool
) -> None:
    assert data.headline.startswith(state)
    assert data.isFallingBehind is behind
    assert str(drawTimeline.text(data)).splitlines()[0] == data.headline
    assert state in rich(drawTimeline.table(data))


def test_the_text_has_a_line_for_each_batch() -> None:
    data = timeline(
        (0, 500), (0, 1500), (500, 5000), waiting=2, uiUrl="http://host:4040/streaming/"
    )
    lines = drawTimeline.text(data).splitlines()[2:]
    bars = [line.rsplit("s   ", 1)[1] for line in lines[:3]]
    assert bars == [
        "##########          |",
        "####################|########## late by 0.50 s",
        "..........##########|#################### late by 4.50 s",
    ]
    assert [line.split()[1:6] for line in lines[:2]] == [
        ["0", "0.00", "s", "0.50", "s"],
        ["10", "0.00", "s", "1.50", "s"],
    ]
    assert lines[3:] == [
        "2 batches submitted, not completed",
        "Spark's own Streaming page: http://host:4040/streaming/",
    ]
    coloured = rich(drawTimeline.table(data))
    assert coloured.count("\u2588") == 10 + 30 + 40
    assert "late by 4.50 s" in coloured


@pytest.mark.parametrize("number", [0, 1, 7, 60])
def test_the_picture_is_a_png_of_one_size(number: int) -> None:
    data = timeline(*[(100 * n, 700 + 10 * n) for n in range(number)])
    assert size(_encoded(drawTimeline.draw(data))) == (1440, 720)


def bars(data: TimelineData) -> list[tuple[float, float]]:
    """The lower and the upper ends of the bars of the lower picture, in seconds."""
    axes = drawTimeline.draw(data).axes[1]
    return [(bar.get_y(), bar.get_y() + bar.get_height()) for bar in axes.patches]


def test_the_picture_shows_the_delays() -> None:
    waited = [(0, 0.0), (0, 0.25)]
    took = [(0, 0.5), (0.25, 1.25)]
    assert bars(timeline((0, 500), (250, 1000))) == waited + took


def test_one_that_keeps_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="keep must be at least 1, not 0"):
        Timeline(None, keep=0)  # type: ignore[arg-type]


# Blocks.


def test_blocks_of_durations_alone() -> None:
    data = blocks(
        batchDuration=Seconds(2),
        blockInterval=Milliseconds(500),
        windowDuration=Seconds(6),
        slideDuration=Seconds(4),
        receivers=2,
        last=3,
    ).data
    assert [batch.time for batch in data.batches] == [2000, 4000, 6000]
    assert [batch.numPartitions for batch in data.batches] == [8, 8, 8]
    assert data.batches[1].blocks[:2] == (Block(0, 2000, 2500), Block(0, 2500, 3000))
    assert data.windows == (WindowSpan("window", 6000, 4000),)
    assert data.headline.endswith(
        "4 blocks in a batch of each of 2 receivers, and so 8 partitions."
    )
    assert not data.isActual


def test_blocks_that_do_not_fit_the_batch_are_not_the_same_number_each_time() -> None:
    data = blocks(batchDuration=1, blockInterval=0.4).data
    assert [batch.numPartitions for batch in data.batches] == [2, 3, 2, 3]
    assert "2 to 3 blocks in a batch, and so 2 to 3 partitions" in data.headline


def test_windows_end_where_the_slide_has_them() -> None:
    window = WindowSpan("window", 6000, 4000)
    assert window.ends(zero=1000, first=2000, last=13000) == [5000, 9000, 13000]
    assert window.ends(zero=1000, first=6000, last=8000) == []


def test_the_text_of_blocks() -> None:
    text = str(blocks(batchDuration=1, blockInterval=0.5, windowDuration=2, last=2))
    assert text.splitlines()[1:] == [
        "batch at 1 s  receiver 0: 2 blocks  2 partitions",
        "batch at 2 s  receiver 0: 2 blocks  2 partitions",
        "window: 2 s long, 2 batches; every 1 s",
        "  0 s - 1 s",
        "  0 s - 2 s",
    ]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"batchDuration": 0}, ValueError, "batchDuration must be greater than zero"),
        (
            {"batchDuration": 2, "windowDuration": 3},
            ValueError,
            "multiple of the batch duration, 2",
        ),
        ({"batchDuration": 2, "slideDuration": 2}, TypeError, "give windowDuration"),
        ({"batchDuration": 2, "last": 0}, ValueError, "last must be at least 1"),
        ({"batchDuration": 2, "receivers": -1}, ValueError, "receivers must not be less than 0"),
        ({}, TypeError, "no matching call"),
    ],
)
def test_blocks_that_cannot_be_are_refused(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        blocks(**arguments)


@pytest.mark.parametrize(
    "picture",
    [
        blocks(batchDuration=2, blockInterval=0.5, windowDuration=6, slideDuration=4),
        blocks(batchDuration=1, blockInterval=0.01, receivers=3, last=1),
        blocks(batchDuration=1, receivers=0),
    ],
)
def test_blocks_are_drawn(picture: Picture) -> None:
    wide, high = size(picture.png())
    assert 700 < wide < 2000
    assert 300 < high < 1200


def words(figure: Any) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_the_blocks_of_a_run_have_their_numbers_and_the_batch_says_how_many() -> None:
    batch = BatchBlocks(10_000, (Block(0, 9000, 9500, 7), Block(0, 9500, 10_000, 5)))
    data = blocks(batchDuration=1, blockInterval=0.5, last=1).data
    actual = type(data)(1000, 500, (0,), (batch,), zeroTime=9000, isActual=True)
    said = words(drawBlocks.draw(actual))
    assert {"7", "5", "12 records", "2 partitions"} <= set(said)
    assert "receiver 0: 2 blocks (7, 5 records)  2 partitions" in drawBlocks.text(actual)


# The graph.

PROGRAM = GraphData(
    (
        GraphNode(0, "socketTextStream", "job.py:5", "source"),
        GraphNode(1, "flatMap", "job.py:6", "transformation", (0,)),
        GraphNode(2, "window", "job.py:7", "window", (1,), 6000, 2000),
        GraphNode(3, "print", "job.py:8", "output", (2,)),
        GraphNode(4, "count", "job.py:9", "transformation", (1,), dangling=True),
    ),
    (
        Stage(0, "SocketInputDStream", (), (0,)),
        Stage(1, "PythonTransformedDStream", (0,), (1,)),
        Stage(2, "WindowedDStream", (1,), (2,)),
        Stage(3, "ForEachDStream", (2,), (3,)),
    ),
)


def test_the_text_of_a_graph() -> None:
    end = ["never", "runs)"]
    left, right = zip(*(line.split("|") for line in str(Graph(PROGRAM)).splitlines()), strict=True)
    assert [line.split() for line in left] == [
        ["The", "program"],
        ["0.", "socketTextStream", "job.py:5", "(source)"],
        ["1.", "flatMap", "<-", "0", "job.py:6"],
        ["2.", "window", "<-", "1", "job.py:7", "(window", "6", "s,", "slide", "2", "s)"],
        ["3.", "print", "<-", "2", "job.py:8", "(output)"],
        ["4.", "count", "<-", "1", "job.py:9", "(reaches", "no", "output", "operation:", *end],
    ]
    assert [line.strip() for line in right] == [
        "What Spark runs",
        "A. SocketInputDStream: socketTextStream",
        "B. PythonTransformedDStream <- A: flatMap",
        "C. WindowedDStream <- B: window",
        "D. ForEachDStream <- C: print",
        "",
    ]
    assert "WindowedDStream" in rich(Graph(PROGRAM))


def test_a_graph_is_drawn_and_says_what_dangles() -> None:
    figure = drawGraph.draw(PROGRAM)
    assert "dangling: no output  job.py:9" in words(figure)
    assert "window 6 s, slide 2 s  job.py:7" in words(figure)
    assert size(_encoded(figure))[0] > 900
    assert size(Graph(GraphData((), ())).png())[0] > 300


def test_boxes_do_not_overlap() -> None:
    parents = [(), (), (0,), (0,), (0, 1), (1,), (2, 3), (4,), (4,), (6, 7, 8)]
    places = drawGraph.places(parents)
    assert len(set(places)) == len(parents)
    for column, row in places:
        assert column >= 0
        assert all(abs(column - other) >= 1 or other == column for other, at in places if at == row)
    assert all(places[above][1] < places[n][1] for n in range(10) for above in parents[n])


# What all have in common.


def test_a_picture_is_saved_shown_and_bundled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = Graph(PROGRAM)
    picture.save(tmp_path / "graph.png")
    assert size((tmp_path / "graph.png").read_bytes()) == size(picture.png())
    picture.show()
    assert capsys.readouterr().out == f"{picture}\n"
    data, metadata = picture._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}
    wide, high = size(data["image/png"])
    shown = metadata["image/png"]
    assert abs(shown["width"] / shown["height"] - wide / high) < 0.01


def test_without_matplotlib_there_is_the_text_and_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib")
        return imported(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    picture = Graph(PROGRAM)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'sparkish\[notebook\]'"):
        picture.png()
    data, _ = picture._repr_mimebundle_()
    assert set(data) == {"text/plain"}
    assert data["text/plain"].endswith(
        "(Pictures need matplotlib: pip install 'sparkish[notebook]')"
    )


# With Spark.


@spark
def test_a_timeline_has_the_batches_of_a_run_and_counts_queues(
    ssc: StreamingContext, sc: SparkContext, capsys: pytest.CaptureFixture[str]
) -> None:
    queue = Queue([1, 2], sc.makeRDD([1, 2, 3]), range(4))
    ssc.queueStream(queue).foreachRDD(lambda rdd: None)
    ssc.queueStream([["a"], ["b"]], oneAtATime=False).foreachRDD(lambda rdd: None)
    timeline = Timeline(ssc, keep=3)
    timeline.show()
    ssc.runFor(batches=4, timeout=Seconds(60))
    batches = timeline.data.batches
    assert [batch.numRecords for batch in batches] == [3, 4, 0]
    assert [later.time - earlier.time for earlier, later in pairwise(batches)] == [500, 500]
    assert timeline.data.waiting == 0
    url = f"{sc.uiWebUrl}/streaming/"
    assert timeline.data.uiUrl == url
    assert url in str(timeline)
    header, *lines = capsys.readouterr().out.splitlines()
    assert "against 1 batch interval of 0.5 s" in header
    assert [line.split()[1] for line in lines] == ["4", "3", "4", "0"]


@spark
def test_a_failed_batch_is_told(ssc: StreamingContext) -> None:
    ssc.queueStream([[0]]).map(lambda n: 1 // n).foreachRDD(lambda rdd: rdd.collect())
    timeline = Timeline(ssc)
    with pytest.raises(Exception, match="ZeroDivisionError"):
        ssc.runFor(batches=1, timeout=Seconds(60))
    assert [batch.failed for batch in timeline.data.batches] == [True]


@spark
def test_without_a_timeline_queues_are_not_counted(ssc: StreamingContext) -> None:
    from sparkish.streaming.scheduler import StreamingListener

    seen: list[int] = []

    class Records(StreamingListener):
        def onBatchCompleted(self, batchCompleted: Any) -> None:
            seen.append(batchCompleted.batchInfo.numRecords)

    ssc.addStreamingListener(Records())
    ssc.queueStream([[1, 2]]).foreachRDD(lambda rdd: None)
    ssc.runFor(batches=2, timeout=Seconds(60))
    # When the run is over, the listener has all batches.
    assert seen[:2] == [0, 0]


@spark
def test_the_blocks_of_a_run_are_its_partitions(ssc: StreamingContext) -> None:
    picture = blocks(ssc)
    partitions: dict[int, int] = {}
    with LineServer((f"line {n}" for n in range(100_000)), rate=50) as server:
        level = StorageLevel.MEMORY_AND_DISK_SER
        lines = ssc.socketTextStream(server.host, server.port, level)
        lines.foreachRDD(
            lambda rdd, time: partitions.update({time.milliseconds: rdd.getNumPartitions()})
        )
        lines.window(Seconds(1), Milliseconds(500)).count().foreachRDD(lambda rdd: None)
        planned = picture.data
        assert (planned.isActual, planned.receivers, planned.blockInterval) == (False, (0,), 100)
        assert planned.windows == (WindowSpan("window", 1000, 500),)
        ssc.runFor(batches=6, timeout=Seconds(60))
    data = picture.data
    assert data.isActual
    assert len(data.batches) == 4
    assert {batch.time: batch.numPartitions for batch in data.batches}.items() <= partitions.items()
    assert sum(batch.numRecords for batch in data.batches) > 0
    stored = [block for batch in data.batches for block in batch.blocks]
    assert all(block.end - block.start == 100 for block in stored)
    assert "records)" in str(picture)
    assert {block.storageLevel for block in stored} == {"Memory Serialized 1x Replicated"}
    assert {(block.copies, block.diskSize) for block in stored} == {(1, 0)}
    assert all(block.memSize > 0 for block in stored)


@spark
def test_the_graph_of_a_program(ssc: StreamingContext) -> None:
    lines = ssc.queueStream([["a b"]])
    pairs = lines.flatMap(str.split).map(lambda word: (word, 1)).map(lambda pair: pair)
    counts = pairs.reduceByKeyAndWindow(lambda a, b: a + b, lambda a, b: a - b, 1, 0.5)
    counts.print()
    for _ in range(2):
        lines = lines.filter(bool)
    lines.count().foreachRDD(lambda rdd: None)
    pairs.groupByKey()
    data = graph(ssc).data
    kinds = [(node.operation, node.kind, node.parents) for node in data.nodes]
    assert kinds == [
        ("queueStream", "source", ()),
        ("flatMap", "transformation", (0,)),
        ("map", "transformation", (1,)),
        ("map", "transformation", (2,)),
        ("reduceByKeyAndWindow", "window", (3,)),
        ("print", "output", (4,)),
        ("filter", "transformation", (0,)),
        ("filter", "transformation", (6,)),
        ("count", "transformation", (7,)),
        ("foreachRDD", "output", (8,)),
        ("groupByKey", "transformation", (3,)),
    ]
    # The program's own durations, although the call makes other windows inside.
    assert (data.nodes[4].windowDuration, data.nodes[4].slideDuration) == (1000, 500)
    assert [node.operation for node in data.dangling] == ["groupByKey"]
    assert all(node.site.startswith("test_views.py:") for node in data.nodes)
    outputs = {
        tuple(data.nodes[number].operation for number in stage.nodes)
        for stage in data.stages
        if stage.name == "ForEachDStream"
    }
    assert ("filter", "filter", "count", "foreachRDD") in outputs
    assert any(names[-1] == "print" for names in outputs)
    # For every call that leads to an output there is a stream of the JVM.
    carried = {number for stage in data.stages for number in stage.nodes}
    assert carried == {node.id for node in data.nodes if not node.dangling}
    assert all(parent < stage.id for stage in data.stages for parent in stage.parents)


@spark
def test_a_graph_of_nothing(ssc: StreamingContext) -> None:
    assert graph(ssc).data == GraphData((), ())
    assert "The program" in str(graph(ssc))


def test_a_live_table_in_a_terminal_with_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tty(io.StringIO):
        def isatty(self) -> bool:
            return True

    tty = Tty()
    monkeypatch.setattr(sys, "stdout", tty)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal = drawTimeline.Terminal(1000)
    terminal.start()
    terminal.changed(timeline((0, 400)))
    monkeypatch.setattr(type(terminal._live.console), "height", 8)
    terminal.changed(timeline(*[(0, 100)] * 30))
    assert (":29" in tty.getvalue(), ":27" in tty.getvalue()) == (True, False)
    terminal.end(timeline((0, 400), (0, 1400), (400, 1400)))
    assert "Keeping up" in tty.getvalue()
    assert "Falling behind" in tty.getvalue()
