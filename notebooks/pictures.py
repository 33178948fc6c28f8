"""``python -m notebooks.pictures``: make the README's pictures, of real runs."""

from __future__ import annotations

import time
import warnings
from pathlib import Path

from sparkish import SparkConf, SparkContext
from sparkish.lineserver import LineServer
from sparkish.streaming import Queue, Seconds, StreamingContext
from sparkish.views import Timeline, blocks, graph

HERE = Path(__file__).resolve().parent / "pictures"
LINES = ["to be or not to be", "that is the question"]


def timeline(sc: SparkContext) -> None:
    """Draw a stream that falls behind when there is more to do."""
    ssc = StreamingContext(sc, Seconds(1))
    sizes = [*range(20, 38, 3), *range(160, 240, 9)]

    def work(number: int) -> int:
        time.sleep(0.015)
        return number

    ssc.queueStream(Queue(*map(range, sizes))).map(work).foreachRDD(lambda rdd: rdd.count())
    picture = Timeline(ssc)
    ssc.runFor(batches=len(sizes))
    picture.save(HERE / "timeline.png")


def blocksAndGraph(sc: SparkContext) -> None:
    """Draw the blocks of a program with a window, and its graph; a stream of it ends nowhere."""
    ssc = StreamingContext(sc, Seconds(1))
    with LineServer(LINES, rate=40, repeat=True) as server:
        picture = blocks(ssc)
        lines = ssc.socketTextStream(server.host, server.port)
        words = lines.flatMap(lambda line: line.split(" "))
        pairs = words.map(lambda word: (word, 1))
        pairs.reduceByKeyAndWindow(lambda a, b: a + b, Seconds(3), Seconds(1)).print()
        lines.filter(bool).count().print()
        words.map(len)
        ssc.runFor(batches=7)
    picture.save(HERE / "blocks.png")
    graph(ssc).save(HERE / "graph.png")


def main() -> None:
    """Run both programs on one SparkContext."""
    warnings.simplefilter("ignore")
    sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("pictures"))
    sc.setLogLevel("OFF")
    timeline(sc)
    blocksAndGraph(sc)
    sc.stop()


if __name__ == "__main__":
    main()
