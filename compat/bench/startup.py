"""The time from the start of the process to the first batch: ``python -m compat.bench.startup``.

Raw PySpark and sparkish run in turn, each run in a new process.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from statistics import median

SYSTEMS = ("pyspark", "sparkish")
STEPS = ("INITIALIZED", "ACTIVE", "first batch")

#: Batches begin at multiples of their duration. A short duration adds little waiting to the times.
PROGRAM = """
import os, sys
sys.stdout.reconfigure(line_buffering=True)
from {system} import SparkConf, SparkContext
from {system}.streaming import StreamingContext

conf = SparkConf().setMaster("local[2]").setAppName("start")
sc = SparkContext(conf=conf)
ssc = StreamingContext(sc, 0.1)
stream = ssc.queueStream([[1, 2, 3]]).map(lambda n: n + 1)
print("INITIALIZED")
stream.foreachRDD(lambda rdd: rdd.collect() and print("first batch"))
ssc.start()
print("ACTIVE")
ssc.awaitTerminationOrTimeout(60)
"""


def measured(system: str) -> dict[str, float]:
    """Return the seconds from the start of a process to each step."""
    began = time.monotonic()
    seconds: dict[str, float] = {}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(system=system)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            seconds.setdefault(line.strip(), time.monotonic() - began)
            if len(seconds) == len(STEPS):
                break
        process.kill()
    if missing := set(STEPS) - set(seconds):
        raise RuntimeError(f"{system} has not come to: {', '.join(missing)}")
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m compat.bench.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    measured("pyspark")  # so that the operating system's file cache is warm for all runs
    rounds = [{system: measured(system) for system in SYSTEMS} for _ in range(options.rounds)]
    for step in STEPS:
        seconds = {s: median(each[s][step] for each in rounds) for s in SYSTEMS}
        ratio = median(each["sparkish"][step] / each["pyspark"][step] for each in rounds)
        shown = ", ".join(f"{system} {value:.2f} s" for system, value in seconds.items())
        print(f"{step}: {shown}; ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
