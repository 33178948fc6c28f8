"""What a batch costs the driver: ``python -m compat.bench.limits``.

A cluster multiplies executors, and not the driver. So the executors are processes of their own here
(``local-cluster``), their tasks do next to nothing, and the driver's time and CPU are measured for
each batch as partitions, output operations and streams grow.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from statistics import linear_regression, median
from typing import Any

from compat.bench.batches import processingTimes
from compat.bench.process import cpuSeconds

SYSTEMS = ("pyspark", "sparkish")
GROWING = {
    "partitions": (10, 100, 500, 2000),
    "outputs": (1, 10, 50, 200),
    "streams": (1, 10, 50, 200),
}
WARM_UP = 2
#: What is measured: its name, and a batch's unit.
FIGURES = {
    "seconds": "s in all",
    "driver's JVM": "CPU s",
    "driver's Python": "CPU s",
    "callbacks": "s",
    "py4j": "s",
    "py4j calls": "calls",
}


class Clock:
    """Adds up how often functions run in this process, and for how long.

    The calls of the thread that makes the clock do not count: it only looks on.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.calls: dict[str, int] = {}
        self._lock = threading.Lock()
        self._own = threading.current_thread()

    def watch(self, owner: type, method: str, name: str) -> None:
        """Measure a method of a class from now on."""
        function: Callable[..., Any] = getattr(owner, method)
        self.seconds.setdefault(name, 0.0)
        self.calls.setdefault(name, 0)

        def measured(*args: Any, **kwargs: Any) -> Any:
            if threading.current_thread() is self._own:
                return function(*args, **kwargs)
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                took = time.perf_counter() - began
                with self._lock:
                    self.seconds[name] += took
                    self.calls[name] += 1

        setattr(owner, method, measured)


def drive(system: str, over: str, value: int, batches: int) -> dict[str, float]:
    """Run a program in this process, and return its figures for a batch."""
    from py4j.clientserver import ClientServerConnection
    from py4j.java_gateway import GatewayConnection
    from pyspark.streaming.util import TransformFunction

    clock = Clock()
    for connection in (ClientServerConnection, GatewayConnection):
        clock.watch(connection, "send_command", "py4j")
    clock.watch(TransformFunction, "call", "callbacks")
    spark, streaming = import_module(system), import_module(f"{system}.streaming")
    conf = spark.SparkConf().setMaster("local-cluster[1,2,1024]").setAppName(over)
    conf.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
    sc = spark.SparkContext(conf=conf)
    sc.setLogLevel("OFF")
    # Long enough for every system: the driver makes one batch while it runs one.
    interval = max(2.0, value / (200 if over == "partitions" else 10))
    ssc = streaming.StreamingContext(sc, interval)
    partitions = value if over == "partitions" else 1
    data = sc.parallelize(range(partitions), partitions)
    for _ in range(value if over == "streams" else 1):
        numbers = ssc.queueStream([], default=data).map(lambda n: n + 1)
        for _ in range(value if over == "outputs" else 1):
            numbers.foreachRDD(lambda rdd: rdd.foreach(lambda n: None))
    ssc.start()
    progress = ssc._jssc.ssc().progressListener()
    jvm = sc._gateway.proc.pid

    def snapshot() -> dict[str, float]:
        return {
            "batches": progress.numTotalCompletedBatches(),
            "seconds": time.monotonic(),
            "driver's JVM": sum(cpuSeconds(jvm)[:2]),
            "driver's Python": time.process_time(),
            **clock.seconds,
            "py4j calls": clock.calls["py4j"],
        }

    def after(count: int) -> dict[str, float]:
        while progress.numTotalCompletedBatches() < count:
            time.sleep(interval / 20)
        return snapshot()

    first = after(WARM_UP)
    last = after(int(first["batches"]) + batches)
    count = int(last["batches"] - first["batches"])
    found = {name: (last[name] - first[name]) / count for name in FIGURES}
    found["seconds"] = median(processingTimes(ssc)[-count:])
    ssc.stop(stopSparkContext=True)
    if found["seconds"] > interval:
        raise RuntimeError(f"{value} {over} take {found['seconds']} s, and a batch {interval} s")
    return found


def measured(system: str, over: str, value: int, batches: int) -> dict[str, float]:
    """Run a program in a new process, and return its figures for a batch.

    Raises
    ------
    RuntimeError
        If the process ends without figures.
    """
    command = [sys.executable, "-m", "compat.bench.limits", "--batches", str(batches)]
    command += ["--drive", system, over, str(value)]
    # By default, raw PySpark's workers use the python3 on the PATH.
    own = os.environ | {"PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=own)
    figures = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not figures:
        raise RuntimeError(f"{system} with {value} {over} has ended without figures")
    found: dict[str, float] = json.loads(figures[-1])
    return found


def rendered(points: list[dict[str, Any]]) -> str:
    """Return the figures as Markdown, and what one more of each costs the driver."""
    head = ["growing", "", "system", *(f"{name}, {unit}" for name, unit in FIGURES.items())]
    rows = [head, ["---"] * len(head)]
    for point in points:
        row = [point["over"], f"{point['value']:,}", point["system"]]
        rows.append([*row, *(f"{point[name]:.3g}" for name in FIGURES)])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    said = []
    for over, system in dict.fromkeys((p["over"], p["system"]) for p in points):
        own = [p for p in points if (p["over"], p["system"]) == (over, system)]
        if len(own) > 1:
            sizes = [float(p["value"]) for p in own]
            costs = {
                name: linear_regression(sizes, [p[name] for p in own]).slope * 1000
                for name in ("driver's JVM", "driver's Python")
            }
            parts = " and ".join(f"{ms:.2f} ms of the {name}" for name, ms in costs.items())
            said.append(f"- {system}: one more of the {over} costs {parts}")
    return "\n".join(["Figures are for one batch.", "", *lines, "", *said])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m compat.bench.limits", description=__doc__)
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--growing", nargs="+", choices=GROWING, default=list(GROWING))
    parser.add_argument("--batches", type=int, default=5)
    parser.add_argument("--save", metavar="NAME", help="write results/NAME.json, .md and .png")
    parser.add_argument("--drive", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.drive:
        system, over, value = options.drive
        print(json.dumps(drive(system, over, int(value), options.batches)), flush=True)
        return
    points: list[dict[str, Any]] = []
    for over in options.growing:
        for value in GROWING[over]:
            for system in options.systems:
                found = measured(system, over, value, options.batches)
                points.append({"over": over, "value": value, "system": system, **found})
                print(points[-1], flush=True)
    text = rendered(points)
    print(f"\n{text}")
    if options.save:
        # Only here: it imports sparkish, and the process of raw PySpark must not.
        from compat.bench.results import save

        save(options.save, {"batches": options.batches, "series": points}, text)


if __name__ == "__main__":
    main()
