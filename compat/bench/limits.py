"""What a batch costs the driver: ``python -m compat.bench.limits``.

A cluster multiplies executors, and not the driver. So the executors are processes of their own here
(``local-cluster``), their tasks do next to nothing, and the driver's time and CPU are measured for
each batch as partitions, output operations and streams grow.
"""

from __future__ import annotations

import argparse
import json
import math
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
from compat.bench.process import driverSeconds, threadSeconds

SYSTEMS = ("pyspark", "sparkish")
GROWING = {
    "partitions": (10, 100, 500, 2000),
    "outputs": (1, 10, 50, 200),
    "streams": (1, 10, 50, 200),
}
#: The first interval, in seconds. It is longer where batches take longer, up to the longest.
INTERVAL = 0.5
LONGEST = 30.0
#: Seconds before the measurement: a new JVM compiles its hot code. And at least so many batches.
WARM_UP = 20.0
FEWEST = 3
#: Seconds of the measurement, at least.
MEASURED = 10.0
#: What is measured: its name, and a batch's unit.
FIGURES = {
    "seconds": "s in all",
    "driver's JVM": "CPU s",
    "driver's Python": "CPU s",
    "compilers and collectors": "CPU s of the JVM's",
    "busiest thread": "CPU s",
    "callbacks": "s",
    "py4j": "s",
    "py4j calls": "calls",
}
#: How the names begin of the JVM's own threads: its compilers, and its garbage collectors.
_JVMS_OWN = ("C1 ", "C2 ", "GC ", "G1 ", "VM ", "Sweeper")


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


def drive(system: str, over: str, value: int, interval: float) -> dict[str, Any]:
    """Run a program in this process, and return its figures for a batch.

    Only the seconds are returned if batches take longer than the interval: the driver then makes
    more than one batch while it runs one.
    """
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

    def completed() -> int:
        number: int = progress.numTotalCompletedBatches()
        return number

    def wait(seconds: float) -> None:
        """Wait for some seconds and some batches, and until a batch ends."""
        until = time.monotonic() + seconds
        first = completed()
        while time.monotonic() < until or completed() < first + FEWEST:
            time.sleep(0.1)
        last = completed()
        while completed() == last:
            time.sleep(0.02)

    def snapshot() -> dict[str, float]:
        return {
            **driverSeconds(jvm),
            **clock.seconds,
            "py4j calls": clock.calls["py4j"],
        }

    wait(WARM_UP)
    found: dict[str, Any] = {"seconds": median(processingTimes(ssc)[-FEWEST:])}
    if found["seconds"] < interval:
        begun, first, threads = completed(), snapshot(), threadSeconds(jvm)
        wait(MEASURED)
        count, last = completed() - begun, snapshot()
        found["seconds"] = median(processingTimes(ssc)[-count:])
        found |= {name: (last[name] - first[name]) / count for name in first}
        found["threads"] = used = costs(threads, threadSeconds(jvm), count)
        own = {name for name in used if name.startswith(_JVMS_OWN)}
        found["compilers and collectors"] = sum(sum(used[name]) for name in own)
        found["its name"] = busiest = max(used.keys() - own, key=lambda name: used[name][0])
        found["busiest thread"] = used[busiest][0]
    ssc.stop(stopSparkContext=True)
    return found


def costs(
    first: dict[str, dict[str, float]], last: dict[str, dict[str, float]], count: int
) -> dict[str, list[float]]:
    """Return the CPU seconds for a batch of all threads of a name, the busiest thread first."""
    found = {
        name: sorted(
            ((seconds - first.get(name, {}).get(id_, 0.0)) / count for id_, seconds in ids.items()),
            reverse=True,
        )
        for name, ids in last.items()
    }
    return {name: seconds for name, seconds in found.items() if seconds[0] > 0}


def measured(system: str, over: str, value: int, guess: float) -> dict[str, Any] | None:
    """Run a program in a new process, and return its figures for a batch.

    Parameters
    ----------
    guess : float
        How long a batch may take, in seconds. A longer interval is tried if it takes longer.

    Returns
    -------
    dict or None
        None if a batch takes longer than the longest interval.

    Raises
    ------
    RuntimeError
        If the process ends without figures.
    """
    interval = INTERVAL
    while True:
        interval = max(interval, math.ceil(2 * guess) / 2)
        if interval > LONGEST:
            return None
        command = [sys.executable, "-m", "compat.bench.limits"]
        command += ["--drive", system, over, str(value), str(interval)]
        # By default, raw PySpark's workers use the python3 on the PATH.
        own = os.environ | {"PYSPARK_PYTHON": sys.executable}
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=own)
        figures = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if not figures:
            raise RuntimeError(f"{system} with {value} {over} has ended without figures")
        found: dict[str, Any] = json.loads(figures[-1])
        if "threads" in found:
            return found | {"interval": interval}
        guess = 1.5 * max(found["seconds"], interval)


def rendered(points: list[dict[str, Any]]) -> str:
    """Return the figures as Markdown, and what one more of each costs the driver."""
    figures = (f"{name}, {unit}" for name, unit in FIGURES.items())
    head = ["growing", "", "system", *figures, "its name"]
    rows = [head, ["---"] * len(head)]
    for point in points:
        row = [point["over"], f"{point['value']:,}", point["system"]]
        rows.append([*row, *(f"{point[name]:.3g}" for name in FIGURES), point["its name"]])
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
    parser.add_argument("--save", metavar="NAME", help="write results/NAME.json, .md and .png")
    parser.add_argument("--drive", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.drive:
        system, over, value, interval = options.drive
        print(json.dumps(drive(system, over, int(value), float(interval))), flush=True)
        return
    points: list[dict[str, Any]] = []
    for over in options.growing:
        last: dict[str, tuple[int, float]] = {}
        for value in GROWING[over]:
            for system in options.systems:
                before, took = last.get(system, (value, 0.0))
                found = measured(system, over, value, took * value / before)
                if found is None:
                    print(f"{system}: a batch with {value} {over} takes too long", flush=True)
                    continue
                last[system] = value, found["seconds"]
                points.append({"over": over, "value": value, "system": system, **found})
                print(points[-1], flush=True)
        # Save after each kind: an interrupted measurement keeps its results so far.
        if options.save:
            # Only here: it imports sparkish, and the process of raw PySpark must not.
            from compat.bench.results import save

            save(options.save, {"series": points}, rendered(points))
    print(f"\n{rendered(points)}")


if __name__ == "__main__":
    main()
