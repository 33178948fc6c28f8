"""Output operations: what they print, save and call."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import datetime
from typing import Any

from compat.dropin.cases.registry import BATCH, LIMIT, Names, plain, runs, until


@contextmanager
def running(m: Names, declare: Callable[[Any], Any], batch: float = BATCH) -> Iterator[Any]:
    """Start a context with the streams that a function declares, and stop it at the end."""
    ssc = m.StreamingContext(m.sc, batch)
    try:
        declare(ssc)
        ssc.start()
        yield ssc
    finally:
        ssc.stop(stopSparkContext=False)


def printed(m: Names, declare: Callable[[Any], Any], batches: int) -> list[str]:
    """Return the text that the first batches print, without their times."""
    out = io.StringIO()
    # A job of the previous context may still run, and print here.
    began = str(datetime.now())
    with redirect_stdout(out), running(m, declare):
        until(lambda: len(_batches(out, began)) > batches, "the batches are printed")
    return _batches(out, began)[:batches]


def _batches(out: io.StringIO, began: str) -> list[str]:
    texts = re.split(r"\n(?=-+\nTime: )", out.getvalue())
    times = [re.search(r"^Time: ([-0-9]{10} [0-9:]{8}(\.\d+)?)$", text, re.M) for text in texts]
    own = zip(texts, times, strict=True)
    return [text.replace(time[1], "TIME") for text, time in own if time and time[1] > began]


@runs()
def prettyPrinted(m: Names) -> Any:
    elements = [1, 2.5, "text", "ü", None, (1, "a"), ["a"], {"k": 1}, b"b"]
    return printed(m, lambda ssc: ssc.queueStream([elements, [], [1]]).pprint(), 3)


@runs()
def prettyPrintedInPart(m: Names) -> Any:
    return printed(m, lambda ssc: ssc.queueStream([range(20), range(3)]).pprint(3), 2)


@runs()
def prettyPrintedByName(m: Names) -> Any:
    return printed(m, lambda ssc: ssc.queueStream([range(12)]).map(str).pprint(num=11), 2)


@runs()
def severalOutputsInTheirOrder(m: Names) -> Any:
    def declare(ssc: Any) -> None:
        numbers = ssc.queueStream([[1, 2], [3]])
        numbers.pprint()
        numbers.map(lambda n: n * 10).pprint()
        numbers.foreachRDD(lambda rdd: print("sum", rdd.sum()))

    # In the printed text, the sum of a batch follows its second print.
    return printed(m, declare, 4)


@runs()
def foreachIsCalledWithTheTime(m: Names) -> Any:
    times: list[Any] = []
    sizes: list[int] = []

    def each(time: Any, rdd: Any) -> None:
        times.append(time)
        sizes.append(rdd.count())

    with running(m, lambda ssc: ssc.queueStream([[1], [2, 3]]).foreachRDD(each)):
        until(lambda: len(times) >= 3, "three batches")
    gap = (times[1] - times[0]).total_seconds()
    return [type(times[0]).__name__, times[0].tzinfo, gap, sizes[:3], times[0].timestamp() % BATCH]


@runs()
def foreachHasTheRDDsOfPySpark(m: Names) -> Any:
    seen: list[Any] = []

    def each(rdd: Any) -> None:
        theirs = m.module("rdd").RDD
        seen.append([isinstance(rdd, theirs), rdd.context is m.sc, rdd.isEmpty(), rdd.name()])

    with running(m, lambda ssc: ssc.queueStream([[1], []]).foreachRDD(func=each)):
        until(lambda: len(seen) >= 2, "two batches")
    return seen[:2]


@runs()
def savedAsText(m: Names) -> Any:
    folder = m.folder()

    def declare(ssc: Any) -> None:
        stream = ssc.queueStream([["a", 1, None, ("b", 2.0), b"c"], ["ü"]])
        stream.saveAsTextFiles(f"{folder}/plain")
        stream.map(str).saveAsTextFiles(prefix=f"{folder}/named", suffix="txt")

    with running(m, declare):
        until(lambda: len(list(folder.glob("*/_SUCCESS"))) >= 4, "two batches are saved")
    saved = {}
    for kind in ("plain", "named"):
        for place, path in enumerate(sorted(folder.glob(f"{kind}-*"))[:2]):
            name = re.sub(r"\d{13}", "TIME", path.name)
            lines = [line for part in path.glob("part-*") for line in part.read_text().splitlines()]
            saved[f"{name} {place}"] = sorted(lines)
    return saved


@runs()
def slices(m: Names) -> Any:
    times: list[Any] = []
    streams: list[Any] = []

    def declare(ssc: Any) -> None:
        ssc.remember(LIMIT)
        stream = ssc.queueStream([[n] for n in range(30)]).map(lambda n: n * 10)
        stream.foreachRDD(lambda time, rdd: times.append(time))
        streams.append(stream)

    with running(m, declare, batch=1):
        until(lambda: len(times) >= 3, "three batches")
        byDatetime = streams[0].slice(times[0], times[2])
        bySeconds = streams[0].slice(begin=times[1].timestamp(), end=int(times[2].timestamp()))
        return [[plain(rdd.collect()) for rdd in rdds] for rdds in (byDatetime, bySeconds)]
