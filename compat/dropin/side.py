"""``python -m compat.dropin.side SIDE RESULTS [CASE ...]``: runs the cases on one side.

All cases share one process and one SparkContext. Nothing here imports sparkish by itself.
"""

from __future__ import annotations

import inspect
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import groupby
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pyspark.streaming

from compat.dropin.cases import MODULES
from compat.dropin.cases.registry import BATCH, Case, Collector, Names, casesOf, until

#: The sides: raw PySpark, and sparkish with all optimizations and with none.
SIDES = ("pyspark", "sparkish", "unoptimized")
#: How many cases that declare streams share one context.
TOGETHER = 12
#: The key of the traceback of a failed case.
ERROR = "error"
#: The classes whose methods the cases must call, all of them.
COVERED = (pyspark.streaming.StreamingContext, pyspark.streaming.DStream)
_CASES = str(Path(__file__).parent / "cases")


def main(side: str, results: str, *names: str) -> None:
    word = "pyspark" if side == "pyspark" else "sparkish"
    cases = [case for case in casesOf(*MODULES) if not names or case.name in names]
    with tempfile.TemporaryDirectory(prefix="dropin-", ignore_cleanup_errors=True) as folder:
        m = Names(word, Path(folder))
        conf = m.SparkConf().setMaster("local[4]").setAppName("dropin")
        for key, value in (
            ("spark.default.parallelism", "2"),
            ("spark.driver.bindAddress", "127.0.0.1"),
            ("spark.driver.host", "127.0.0.1"),
            ("spark.python.unix.domain.socket.enabled", "true"),
            ("spark.sql.shuffle.partitions", "2"),
            ("spark.streaming.blockInterval", "100ms"),
            ("spark.ui.enabled", "false"),
            ("spark.ui.showConsoleProgress", "false"),
        ):
            conf.set(key, value)
        if side == "unoptimized":
            for name in import_module("sparkish._core.switches").OPTIMIZATIONS:
                conf.set(f"spark.sparkish.optimize.{name}", "false")
        m.sc = m.SparkContext(conf=conf)
        m.sc.setLogLevel("OFF")
        try:
            with called() as used:
                found = dict(_resultsOf(m, cases))
        finally:
            m.sc.stop()
    if word == "pyspark" and "sparkish" in sys.modules:
        raise ImportError("a case has imported sparkish on PySpark's side")
    answer = {"results": found, "called": sorted(used), "methods": sorted(methods().values())}
    Path(results).write_text(json.dumps(answer, default=repr), encoding="utf-8")


def _resultsOf(m: Names, cases: list[Case]) -> Iterator[tuple[str, Any]]:
    def kind(case: Case) -> tuple[bool, bool]:
        return case.batches > 0, case.checkpointed

    for (streams, checkpointed), group in groupby(sorted(cases, key=kind), kind):
        members = list(group)
        if not streams:
            for case in members:
                begin = time.monotonic()
                yield case.name, _attempt(lambda case=case: case.function(m))
                print(f"{case.name} {time.monotonic() - begin:.1f} s", file=sys.stderr, flush=True)
            continue
        for start in range(0, len(members), TOGETHER):
            begin = time.monotonic()
            chunk = members[start : start + TOGETHER]
            yield from _together(m, chunk, checkpointed)
            names = " ".join(case.name for case in chunk)
            print(f"{names} {time.monotonic() - begin:.1f} s", file=sys.stderr, flush=True)


def _together(m: Names, cases: list[Case], checkpointed: bool) -> Iterator[tuple[str, Any]]:
    collectors: dict[str, Collector] = {}
    ssc = m.StreamingContext(m.sc, BATCH)

    def run() -> None:
        if checkpointed:
            ssc.checkpoint(str(m.folder()))
        for case in cases:
            collector = case.function(m, ssc)
            if not isinstance(collector, Collector):
                stream, collector = collector, Collector(case.batches)
                stream.foreachRDD(collector.take)
            collectors[case.name] = collector
        ssc.start()
        until(lambda: _ended(ssc) or all(each.done for each in collectors.values()), "the batches")

    try:
        failure = _attempt(run)
    finally:
        ssc.stop(stopSparkContext=False)
    for case in cases:
        done = case.name in collectors and collectors[case.name].done
        yield case.name, collectors[case.name].batches[: case.batches] if done else failure


def _ended(ssc: Any) -> bool:
    return bool(ssc.awaitTerminationOrTimeout(0.01))


def _attempt(function: Any) -> Any:
    try:
        return function()
    except Exception:
        return {ERROR: traceback.format_exc()}


@contextmanager
def called() -> Iterator[set[str]]:
    """Record PySpark's methods that a case calls directly."""
    covered = methods()
    found: set[str] = set()

    def notice(frame: FrameType, event: str, arg: Any) -> None:
        name = covered.get(frame.f_code) if event == "call" else None
        if name and frame.f_back and frame.f_back.f_code.co_filename.startswith(_CASES):
            found.add(name)

    sys.setprofile(notice)
    try:
        yield found
    finally:
        sys.setprofile(None)


def methods() -> dict[CodeType, str]:
    """Return the code of each public method, and its name."""
    found = {}
    for owner in COVERED:
        for name in dir(owner):
            member = inspect.getattr_static(owner, name)
            function = getattr(member, "__func__", getattr(member, "fget", member))
            if not name.startswith("_") and hasattr(function, "__code__"):
                found[function.__code__] = f"{owner.__name__}.{name}"
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
